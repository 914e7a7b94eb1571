"""Setting a table: column widths, headings, broken lines, row heights, page breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.ledgers.contents import Table
from app.ledgers.definitions import SIGNATURE_ROW_MM, SIGNATURE_WIDTH_MM, Column, LedgerDefinition
from app.ledgers.fonts import Typeface
from app.ledgers.line_breaking import wrap
from app.ledgers.page_model import MM, HeadCell, Layout, Lines, Piece, Sheet, Style, TablePage

TITLE_HEIGHT = 30.0
INFO_HEIGHT = 17.0
LABEL_HEIGHT = 20.0
SIGNATURE_HEIGHT = 26.0
FOOT_LINE_HEIGHT = 26.0


def is_signed(column: Column) -> bool:
    """Whether somebody writes in the column by hand: 签领, 签收, 签名, 签字."""
    return column.path.endswith("$blank") and "签" in column.label


def column_widths(columns: Sequence[Column], room: float) -> tuple[float, ...]:
    """The columns' widths in points, together `room`. Room to sign never shrinks below 25 mm."""
    wanted = [column.width * MM for column in columns]
    signed = [is_signed(column) for column in columns]
    wanted = [max(w, SIGNATURE_WIDTH_MM * MM) if s else w for w, s in zip(wanted, signed, strict=True)]
    total = sum(wanted)
    if total >= room:
        kept = sum(w for w, s in zip(wanted, signed, strict=True) if s)
        scale = max(room - kept, 0.0) / max(total - kept, 1e-9)
        return tuple(w if s else w * scale for w, s in zip(wanted, signed, strict=True))
    # Room that is left goes to the columns of running text, else to all alike.
    loose = [
        w if column.align == "left" and w > 20 * MM else 0.0
        for w, column in zip(wanted, columns, strict=True)
    ]
    loose = loose if any(loose) else wanted
    extra = room - total
    return tuple(w + extra * part / sum(loose) for w, part in zip(wanted, loose, strict=True))


def _units(width: float, style: Style, size: float) -> int:
    """The room for text in a cell, in thousandths of the type size."""
    return int((width - 2 * style.pad_x) / size * 1000)


def _headings(
    columns: Sequence[Column], widths: Sequence[float], style: Style, face: Typeface
) -> tuple[tuple[HeadCell, ...], tuple[float, ...]]:
    two = any(column.over for column in columns)
    cells: list[HeadCell] = []
    at = 0
    for over, group in groupby(columns, key=lambda column: column.over):
        members = list(group)
        if over:
            room = _units(sum(widths[at : at + len(members)]), style, style.head_size)
            cells.append(HeadCell(0, at, len(members), 1, wrap(over, room, face), over))
        for column in members:
            lines = wrap(column.label, _units(widths[at], style, style.head_size), face)
            cells.append(HeadCell(int(bool(over)), at, 1, 1 if over or not two else 2, lines, column.label))
            at += 1
    leading = style.head_size * 1.3
    heights = []
    for row in range(2 if two else 1):
        most = max((len(cell.lines) for cell in cells if cell.row == row and cell.rows == 1), default=1)
        heights.append(max(most * leading + 2 * style.pad_y, 20.0 if two else 24.0))
    tallest = (
        max((len(cell.lines) for cell in cells if cell.rows == 2), default=0) * leading + 2 * style.pad_y
    )
    heights[-1] += max(tallest - sum(heights), 0.0) if two else 0.0
    return tuple(cells), tuple(heights)


def _broken(texts: Sequence[str], room: int, face: Typeface) -> list[Lines]:
    """The lines of each text; a text that comes again is broken once."""
    known: dict[str, Lines] = {"": ()}
    found: list[Lines] = []
    for text in texts:
        lines = known.get(text)
        if lines is None:
            lines = known[text] = wrap(text, room, face)
        found.append(lines)
    return found


def lay_out_table(
    table: Table, definition: LedgerDefinition, sheet: Sheet, style: Style, faces: dict[str, Typeface]
) -> Layout:
    """Widths, headings, lines and row heights of the table."""
    widths = column_widths(table.columns, sheet.room)
    face = faces[style.typeface]
    head, head_heights = _headings(table.columns, widths, style, faces["head"])
    rooms = [_units(width, style, style.size) for width in widths]
    columns = list(zip(*table.texts, strict=True)) or [()] * len(widths)
    broken = [_broken(texts, room, face) for texts, room in zip(columns, rooms, strict=True)]
    merged = [at for at, column in enumerate(table.columns) if column.merge and table.groups]
    least = style.row_height
    if any(is_signed(column) for column in table.columns):
        least = max(least, SIGNATURE_ROW_MM * MM)
    plain = [lines for at, lines in enumerate(broken) if at not in merged]
    counts = [max(map(len, row)) for row in zip(*plain, strict=True)] if plain else [1] * len(table.texts)
    heights = [least if count <= 1 else max(least, style.height_of(count)) for count in counts]
    if merged:
        _room_for_merged(table, [broken[at] for at in merged], heights, style)
    total = max(
        (len(wrap(text, room, face)) for text, room in zip(table.totals, rooms, strict=False)), default=1
    )
    return Layout(
        table,
        widths,
        head,
        head_heights,
        list(zip(*broken, strict=True)),
        heights,
        least,
        max(least, style.height_of(total)),
        style,
    )


def groups_of(table: Table) -> Iterator[tuple[int, int]]:
    """(first row, row after the last) of neighbours that share their merged cells."""
    if not table.groups or not any(column.merge for column in table.columns):
        yield from ((row, row + 1) for row in range(len(table.texts)))
        return
    at = 0
    for key, members in groupby(table.groups):
        count = sum(1 for _ in members)
        if key is None:
            yield from ((row, row + 1) for row in range(at, at + count))
        else:
            yield at, at + count
        at += count


def _room_for_merged(table: Table, merged: Sequence[list[Lines]], heights: list[float], style: Style) -> None:
    """Make the rows of each group high enough for what its merged cells say."""
    for first, after in groups_of(table):
        needed = style.height_of(max(len(lines[first]) for lines in merged))
        lacking = needed - sum(heights[first:after])
        if lacking > 0:
            for row in range(first, after):
                heights[row] += lacking / (after - first)


class Breaking:
    """Filling pages with the rows of one table."""

    def __init__(self, layout: Layout, section: int, sheet: Sheet, opening: float, closing: float) -> None:
        self._layout = layout
        self._section = section
        self._head = sum(layout.head_heights)
        self._full = sheet.foot - sheet.top - self._head
        self._room = self._full - opening
        self._closing = closing
        self._pieces: list[Piece] = []
        self._spans: list[tuple[int, int]] = []
        self.pages: list[TablePage] = []

    def _end_page(self, closing: bool = False) -> None:
        opening = not self.pages
        pieces, spans = tuple(self._pieces), tuple(self._spans)
        self.pages.append(TablePage(self._section, pieces, spans, opening, closing))
        self._pieces, self._spans, self._room = [], [], self._full

    def _place(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._room -= piece[3]

    def add_group(self, first: int, after: int) -> None:
        """Place the rows first..after-1, on one page if one page can hold them."""
        heights = self._layout.heights
        height = sum(heights[first:after]) if after - first > 1 else heights[first]
        if height > self._room and height <= self._full and self._pieces:
            self._end_page()
        start = len(self._pieces)
        for row in range(first, after):
            if heights[row] > self._room:
                if self._pieces and (
                    heights[row] <= self._full or self._room < 3 * self._layout.style.leading
                ):
                    self._close_span(start)
                    self._end_page()
                    start = 0
                if heights[row] > self._room:
                    start = self._split(row, start)
                    continue
            self._place((row, 0, -1, heights[row]))
        self._close_span(start)

    def _close_span(self, start: int) -> None:
        if len(self._pieces) - start > 1:
            self._spans.append((start, len(self._pieces) - start))

    def _split(self, row: int, start: int) -> int:
        """Break a row that no page can hold between its lines; the index its group now begins at."""
        style = self._layout.style
        count = max(map(len, self._layout.lines[row]))
        line = 0
        while line < count:
            fitting = int((self._room - 2 * style.pad_y) / style.leading)
            stop = min(line + max(fitting, 1), count)
            height = max(style.height_of(stop - line), style.row_height)
            self._place((row, line, stop, height))
            line = stop
            if line < count:
                self._close_span(start)
                self._end_page()
                start = 0
        return start

    def finish(self, blank_rows: int, fill: bool) -> list[TablePage]:
        """Add empty rows, leave room for the foot, and give back the pages."""
        height = self._layout.row_height
        for _ in range(blank_rows):
            if self._room < height:
                self._end_page()
            self._place((-1, 0, 0, height))
        if self._room < self._closing and self._pieces:
            self._carry_over()
        while fill and self._room - height >= self._closing:
            self._place((-1, 0, 0, height))
        self._end_page(closing=True)
        return self.pages

    def _carry_over(self) -> None:
        """Start another page for the foot; the last group goes with it, so that it is not alone."""
        last = self._pieces[-1]
        first = next((start for start, count in self._spans if start + count == len(self._pieces)), -1)
        first = first if first >= 0 else len(self._pieces) - 1
        taken = self._pieces[first:]
        height = sum(piece[3] for piece in taken)
        split = last[0] >= 0 and last[2] >= 0
        if first == 0 or split or height > self._full - self._closing:
            self._end_page()
            return
        self._pieces = self._pieces[:first]
        self._spans = [span for span in self._spans if span[0] < first]
        self._end_page()
        for piece in taken:
            self._place(piece)
        self._close_span(0)


def break_pages(layout: Layout, definition: LedgerDefinition, section: int, sheet: Sheet) -> list[TablePage]:
    """The pages of the table: title block on the first, headings on each, the foot on the last."""
    opening = TITLE_HEIGHT + INFO_HEIGHT + (LABEL_HEIGHT if layout.table.label else 0.0)
    signed = definition.signatures and definition.layout != "book"
    closing = (SIGNATURE_HEIGHT if signed else 0.0) + (layout.total_height if layout.table.totals else 0.0)
    closing += FOOT_LINE_HEIGHT * len(definition.foot_lines)
    breaking = Breaking(layout, section, sheet, opening, closing)
    for first, after in groups_of(layout.table):
        breaking.add_group(first, after)
    return breaking.finish(definition.blank_rows, definition.fill_page)
