"""Setting pages of fields: one record to a page, cards to cut out, the cover of a book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.ledgers.contents import Content, Cover, Form, Forms, FormText
from app.ledgers.definitions import FormRow
from app.ledgers.fonts import Typeface
from app.ledgers.line_breaking import wrap
from app.ledgers.page_model import MM, Box, BoxPage, Lines, Sheet, Style
from app.ledgers.text import word

TITLE_HEIGHT = 34.0
INFO_HEIGHT = 18.0
SIGNATURE_HEIGHT = 30.0
KEPT_WHOLE = 0.25  # of a page: a row no higher is not divided
NAMING = 2  # the first fields of a line, which say whose it is: told again where it goes on
CARD_WIDTH, CARD_HEIGHT = 90.0 * MM, 54.0 * MM  # the usual size of a name card


class FormPages:
    """The pages of one record: rows of labelled fields, a long one going on over the page.

    The heading of a list of lines stands again on each page the list goes on to, and never alone at a foot.
    """

    def __init__(
        self, section: int, content: Content, sheet: Sheet, style: Style, faces: dict[str, Typeface]
    ) -> None:
        self._section = section
        self._content = content
        self._sheet = sheet
        self._style = style
        self._faces = faces
        self._columns = max((row.parts for row in content.definition.form), default=12)
        self._grid_row = 0
        self._boxes: list[Box] = []
        self._y = 0.0

    def pages(self, form: Form) -> Iterator[BoxPage]:
        """The pages of the record, at least one."""
        rows = [(row, cells, self._broken(cells)) for row, cells in form.rows]
        heights = [self._height(row, lines) for row, _, lines in rows]
        top = self._sheet.top + TITLE_HEIGHT + INFO_HEIGHT
        foot = self._sheet.foot - (SIGNATURE_HEIGHT if self._content.definition.signatures else 0.0)
        heights = self._grown([row for row, _, _ in rows], heights, foot - top)
        self._boxes, self._y = list(self._opening()), top
        heading: _Set | None = None
        for at, ((row, cells, lines), height) in enumerate(zip(rows, heights, strict=True)):
            made = _Set(cells, lines, height)
            if _is_heading(cells):
                heading = made
                following = heights[at + 1] if at + 1 < len(rows) and rows[at + 1][0].each else 0.0
                if self._y + height + min(following, self._least(row, following)) > foot + 0.01:
                    yield self._page()
                self._place(made, height)
                continue
            yield from self._set_row(self._least(row, height), made, foot, heading if row.each else None)
        self._boxes += self._closing(foot)
        yield self._page()

    def nothing(self) -> BoxPage:
        """The page of a period without records: the title and the line under it."""
        return BoxPage(self._section, tuple(self._opening()))

    def _least(self, row: FormRow, height: float) -> float:
        """With less room than this a row of that height is not begun at the foot of a page."""
        if height <= (self._sheet.foot - self._sheet.top) * KEPT_WHOLE:
            return height
        return max(self._style.height_of(3), row.height * MM * 0.5)

    def _page(self) -> BoxPage:
        """The page as it is filled; another one begins."""
        page = BoxPage(self._section, tuple(self._boxes))
        self._boxes, self._y = [], self._sheet.top
        return page

    def _set_row(self, least: float, made: _Set, foot: float, heading: _Set | None) -> Iterator[BoxPage]:
        """Place a row, on as many pages as it needs; `heading` stands over what begins a page."""
        start, height, count = 0, made.height, made.count
        while True:
            fits = self._y + height <= foot + 0.01
            room = foot - self._y
            begins_page = self._y <= self._sheet.top + (heading.height if heading else 0.0) + 0.01
            if not fits and not begins_page and room < least:
                yield self._page()
                self._repeat(heading)
                continue
            fitting = int((room - 2 * self._style.pad_y) / self._style.leading)
            stop = count if fits else start + max(fitting, 1)
            self._place(made, height if fits else room, start, stop)
            if stop >= count:
                return
            yield self._page()
            self._repeat(heading)
            start, height = stop, self._style.height_of(max(count - stop, 2))

    def _repeat(self, heading: _Set | None) -> None:
        """The heading once more; a workbook has it already."""
        if heading is not None:
            boxes = self._row_boxes(heading, heading.height, 0, heading.count)
            self._boxes += [replace(box, grid=(self._grid_row, 0, 1, 0)) for box in boxes]
            self._y += heading.height

    def _place(self, made: _Set, height: float, start: int = 0, stop: int | None = None) -> None:
        self._boxes += self._row_boxes(made, height, start, made.count if stop is None else stop)
        self._grid_row += 1
        self._y += height

    def _broken(self, cells: Sequence[FormText]) -> list[Lines]:
        face = self._faces[self._style.typeface]
        unit = self._sheet.room / _parts(cells)
        found = []
        for each in cells:
            width = unit * (each.cell.span - (each.cell.label_span if each.cell.label else 0))
            pads = 4 if each.cell.align == "left" else 2
            room = int((width - pads * self._style.pad_x) / self._style.size * 1000)
            found.append(wrap(each.text, room, face) if each.text else ())
        return found

    def _height(self, row: FormRow, lines: Sequence[Lines]) -> float:
        return max(
            row.height * MM, self._style.height_of(max(map(len, lines), default=1)) + self._style.pad_y * 2
        )

    @staticmethod
    def _grown(rows: Sequence[FormRow], heights: list[float], room: float) -> list[float]:
        """What is left of the page goes to the rows that grow."""
        shares, left = sum(row.grow for row in rows), room - sum(heights)
        if left <= 0 or not shares:
            return heights
        return [height + left * row.grow / shares for row, height in zip(rows, heights, strict=True)]

    def _row_boxes(self, made: _Set, height: float, start: int, stop: int) -> Iterator[Box]:
        parts = _parts(made.cells)
        unit, x, column, scale = self._sheet.room / parts, self._sheet.left, 0, self._columns // parts
        for at, (each, own) in enumerate(zip(made.cells, made.lines, strict=True)):
            cell = each.cell
            label_span = cell.label_span if cell.label else 0
            if label_span:
                yield self._label(each, (x, self._y, unit * label_span, height), column * scale, scale, start)
            # A workbook holds the whole text in one cell: what goes on over the page has no place there.
            grid = (self._grid_row, (column + label_span) * scale, 1,
                    0 if start else (cell.span - label_span) * scale)  # fmt: skip
            is_name = bool(start) and at < NAMING and not any(every.cell.label for every in made.cells)
            shown = tuple(own[: stop - start] if is_name else own[start:stop])
            if cell.span > label_span:
                yield Box(
                    x + unit * label_span, self._y, unit * (cell.span - label_span), height, shown,
                    self._style.typeface, self._style.size, cell.align,
                    at_top=len(shown) > 2 or height > 30 * MM, grid=grid, text="" if start else each.text,
                    red=each.red, whole=made.height,
                )  # fmt: skip
            x, column = x + unit * cell.span, column + cell.span

    def _label(
        self, each: FormText, place: tuple[float, float, float, float], column: int, scale: int, start: int
    ) -> Box:
        label = each.cell.label + (word("continued") if start else "")
        x, y, width, height = place
        room = int((width - 2 * self._style.pad_x) / self._style.size * 1000)
        grid = (self._grid_row, column, 1, 0 if start else each.cell.label_span * scale)
        lines = wrap(label, room, self._faces["head"])
        size = self._style.size
        return Box(x, y, width, height, lines, "head", size, "center", grid=grid, text=label)

    def _opening(self) -> Iterator[Box]:
        sheet, style, columns = self._sheet, self._style, self._columns
        title, info = self._content.title, self._content.info
        yield Box(
            sheet.left, sheet.top, sheet.room, TITLE_HEIGHT, (title,), "head", style.title_size, "center",
            border=False, grid=(self._grid_row, 0, 1, columns), text=title,
        )  # fmt: skip
        self._grid_row += 1
        y, half = sheet.top + TITLE_HEIGHT, sheet.room / 2
        for at, (text, align) in enumerate(((info[0], "left"), (info[1] or info[2], "right"))):
            yield Box(
                sheet.left + half * at, y, half, INFO_HEIGHT, (text,), "body", style.info_size, align,
                border=False, grid=(self._grid_row, columns // 2 * at, 1, columns // 2), text=text,
            )  # fmt: skip
        self._grid_row += 1

    def _closing(self, foot: float) -> Iterator[Box]:
        signatures, size = self._content.definition.signatures[:6], self._style.info_size
        for at, signature in enumerate(signatures):
            text = f"{signature}："
            width, span = self._sheet.room / len(signatures), self._columns // len(signatures)
            yield Box(
                self._sheet.left + at * width, foot, width, SIGNATURE_HEIGHT, (text,), "body", size,
                border=False, grid=(self._grid_row, at * span, 1, span), text=text,
            )  # fmt: skip
        self._grid_row += 1


@dataclass(frozen=True)
class _Set:
    """One row with its lines broken and its height known."""

    cells: tuple[FormText, ...]
    lines: list[Lines]
    height: float

    @property
    def count(self) -> int:
        """How many lines its highest field has."""
        return max(map(len, self.lines), default=0)


def _is_heading(cells: Sequence[FormText]) -> bool:
    return (
        bool(cells)
        and all(each.is_heading or not each.cell.label for each in cells)
        and any(each.is_heading for each in cells)
    )


def _parts(cells: Sequence[FormText]) -> int:
    return sum(each.cell.span for each in cells) or 12


def signature_line(signatures: Sequence[str]) -> str:
    """The words of the foot with room to sign after each, as one line."""
    return ("\u3000" * 6).join(f"{each}：" for each in signatures)


def card_pages(
    section: int, content: Content, forms: Forms, sheet: Sheet, style: Style, faces: dict[str, Typeface]
) -> Iterator[BoxPage]:
    """Sheets of cards, the copies of one pairing beside each other."""
    copies = content.definition.copies or ("",)
    across = min(len(copies), max(int(sheet.room / CARD_WIDTH), 1))
    down = max(int((sheet.foot - sheet.top) / CARD_HEIGHT), 1)
    left = (sheet.width - across * CARD_WIDTH) / 2
    places = [(form, copy) for form in forms.forms for copy in copies]
    for first in range(0, len(places), across * down):
        boxes: list[Box] = []
        cuts: list[tuple[float, float, float, float]] = []
        for at, (form, copy) in enumerate(places[first : first + across * down]):
            x, y = left + at % across * CARD_WIDTH, sheet.top + at // across * CARD_HEIGHT
            grid_row = (first + at) // across * (len(form.rows) + 2)
            boxes += _card(content.title, form, copy, (x, y), (grid_row, at % across * 12), style, faces)
            cuts.append((x, y, CARD_WIDTH, CARD_HEIGHT))
        yield BoxPage(section, tuple(boxes), tuple(cuts))


def _card(
    title: str,
    form: Form,
    copy: str,
    place: tuple[float, float],
    grid: tuple[int, int],
    style: Style,
    faces: dict[str, Typeface],
) -> Iterator[Box]:
    x, y = place
    inner = 4.5 * MM
    row, column = grid
    at = (row, column, 1, 8)
    x += inner - style.pad_x
    yield Box(
        x, y + 5, CARD_WIDTH * 2 / 3, 24, (title,), "head", 13.0, "left", border=False, grid=at, text=title
    )
    at = (row, column + 8, 1, 4)
    yield Box(
        x + CARD_WIDTH * 2 / 3 - 2 * inner + 2 * style.pad_x, y + 5, CARD_WIDTH / 3, 24, (copy,), "body", 8.0,
        "right", border=False, grid=at, text=copy,
    )  # fmt: skip
    step = (CARD_HEIGHT - 24 - 10) / max(len(form.rows), 1)
    unit = (CARD_WIDTH - 2 * inner + 2 * style.pad_x) / 12
    for number, (_, cells) in enumerate(form.rows):
        first = 0
        for each in cells:
            text = f"{each.cell.label}：{each.text}" if each.cell.label else each.text
            size, lines = _fitted(text, unit * each.cell.span - 2 * style.pad_x, step, faces["kai"])
            yield Box(
                x + unit * first, y + 29 + step * number, unit * each.cell.span, step, lines, "kai", size,
                border=False, grid=(row + 1 + number, column + first, 1, each.cell.span), text=text,
            )  # fmt: skip
            first += each.cell.span


def _fitted(text: str, width: float, height: float, face: Typeface) -> tuple[float, Lines]:
    """The greatest size at which the text fits, and its lines; never below 5 points."""
    for size in (10.5, 9.0, 8.0, 7.0, 6.0):
        lines = wrap(text, int(width / size * 1000), face)
        if len(lines) * size * 1.2 <= height + 0.01:
            return size, lines
    return 5.0, wrap(text, int(width / 5.0 * 1000), face)


def cover_page(section: int, cover: Cover, sheet: Sheet) -> BoxPage:
    """The first page of a book."""
    boxes = []
    for at, text in enumerate(cover.lines):
        size, y = (36.0, sheet.height * 0.22) if at == 0 else (16.0, sheet.height * 0.45 + at * 36)
        role = "head" if at == 0 else "kai"
        grid = (at, 0, 1, 12)
        boxes.append(
            Box(
                sheet.left,
                y,
                sheet.room,
                size * 1.5,
                (text,),
                role,
                size,
                "center",
                border=False,
                grid=grid,
                text=text,
            )
        )
    return BoxPage(section, tuple(boxes))
