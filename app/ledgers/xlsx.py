"""Writing the page model as a workbook that WPS, Excel and LibreOffice print the same way."""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Sequence
from typing import Any

from app.ledgers.contents import Table
from app.ledgers.form_layout import signature_line
from app.ledgers.page_model import Box, BoxPage, Layout, PageModel, PlatePage, TablePage
from app.ledgers.reading import Value
from app.ledgers.table_layout import groups_of

FONTS = {"body": "宋体", "head": "黑体", "kai": "楷体"}
PAPER = {"A4": 9, "A3": 8, "B5": 13}
LONGEST_TEXT = 32_767  # what a cell may hold
HIGHEST_ROW = 409.0  # points
MOST_BREAKS = 1023  # on one sheet
PRODUCER = "连心台账"
RED = "#B42318"
_MONEY = re.compile(r"-?\d+\.\d\d")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class Formats(dict[tuple[Any, ...], Any]):
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, key: tuple[Any, ...]) -> Any:
        role, size, align, border, top, number, *red = key
        self[key] = self._book.add_format(
            {
                "font_name": FONTS[role],
                "font_size": size,
                "bold": role == "head",
                "align": align,
                "valign": "top" if top else "vcenter",
                "border": int(border),
                "text_wrap": True,
                **({"num_format": number} if number else {}),
                **({"font_color": RED} if any(red) else {}),
            }
        )
        return self[key]


def write_workbook(model: PageModel) -> bytes:
    """The ledger as .xlsx, a sheet for each list; text of users is never a formula."""
    # Kept out of start-up: only printing needs it.
    import xlsxwriter

    contents = io.BytesIO()
    book = xlsxwriter.Workbook(contents, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    day = model.content.period.last
    created = datetime.datetime(day.year, day.month, day.day)
    title = model.content.definition.name
    book.set_properties({"title": title, "author": PRODUCER, "created": created})
    formats = Formats(book)
    taken: set[str] = set()
    for number in dict.fromkeys(page.section for page in model.pages if not isinstance(page, PlatePage)):
        pages = [page for page in model.pages if page.section == number]
        sheet = book.add_worksheet(sheet_name(_label(model, number), taken))
        _set_page(sheet, model)
        layout = model.layouts.get(number)
        if layout is not None:
            TableSheet(sheet, formats, model, layout).write()
        else:
            _write_boxes(sheet, formats, model, [page for page in pages if isinstance(page, BoxPage)])
    book.close()
    return contents.getvalue()


def _label(model: PageModel, number: int) -> str:
    sections = model.content.sections
    label = getattr(sections[number], "label", "") if number < len(sections) else ""
    return label or model.content.definition.name


def sheet_name(label: str, taken: set[str]) -> str:
    """A name that a workbook allows and that is not taken yet; it is noted in `taken`."""
    base = _NOT_IN_NAMES.sub("_", label)[:31] or "1"
    name, number = base, 2
    while name.lower() in taken:
        tail = f"({number})"
        name, number = base[: 31 - len(tail)] + tail, number + 1
    taken.add(name.lower())
    return name


def _set_page(sheet: Any, model: PageModel) -> None:
    paper, definition = model.sheet, model.content.definition
    sheet.set_paper(PAPER[definition.page])
    if paper.width > paper.height:
        sheet.set_landscape()
    inch = 72.0
    sheet.set_margins(paper.left / inch, paper.right / inch, paper.top / inch, paper.bottom / inch)
    sheet.center_horizontally()
    if definition.layout != "cards":
        sheet.set_footer('&C&"宋体,常规"&9第 &P 页 共 &N 页', {"margin": paper.bottom / inch * 0.4})


class TableSheet:
    """One table on one sheet."""

    def __init__(self, sheet: Any, formats: Formats, model: PageModel, layout: Layout) -> None:
        self._sheet = sheet
        self._formats = formats
        self._model = model
        self._layout = layout
        self._table: Table = layout.table
        self._last = len(layout.widths) - 1
        self._size = layout.style.size
        self._typeface = layout.style.typeface

    def write(self) -> None:
        """Title, headings, rows, totals, foot, and how it is printed."""
        sheet = self._sheet
        for column, width in enumerate(self._layout.widths):
            sheet.set_column_pixels(column, column, round(width * 96 / 72))
        head = self._opening()
        first = self._headings(head)
        self._rows(first)
        row = first + len(self._table.texts) + self._blanks(first + len(self._table.texts))
        row = self._totals(first, row)
        for line in self._model.content.definition.foot_lines:
            self._across(row, 0, self._last, f"{line}：", ("body", 10.5, "left", False, False, ""))
            sheet.set_row(row, 26)
            row += 1
        if self._model.signatures:
            text = signature_line(self._model.signatures)
            self._across(row, 0, self._last, text, ("body", 10.5, "left", False, False, ""))
            sheet.set_row(row, 26)
            row += 1
        sheet.repeat_rows(head, first - 1)
        sheet.print_area(0, 0, max(row - 1, 0), self._last)
        sheet.set_h_pagebreaks(self._breaks(first))
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(first, 0)

    def _across(self, row: int, first: int, last: int, text: str, key: tuple[Any, ...]) -> None:
        if last > first:
            self._sheet.merge_range(row, first, row, last, "", self._formats[key])
        self._sheet.write_string(row, first, text[:LONGEST_TEXT], self._formats[key])

    def _opening(self) -> int:
        """Title, the line under it, the list's own name; the row after them."""
        style, content = self._layout.style, self._model.content
        self._across(0, 0, self._last, content.title, ("head", style.title_size, "center", False, False, ""))
        self._sheet.set_row(0, 32)
        info = [
            (text, align)
            for text, align in zip(content.info, ("left", "center", "right"), strict=True)
            if text
        ]
        count = min(len(info), self._last + 1)
        edges = [round(at * (self._last + 1) / count) for at in range(count + 1)]
        for at, (text, align) in enumerate(info[:count]):
            key = ("body", style.info_size, align, False, False, "")
            self._across(1, edges[at], edges[at + 1] - 1, text, key)
        self._sheet.set_row(1, 19)
        if not self._table.label:
            return 2
        self._across(2, 0, self._last, self._table.label, ("head", 12.0, "left", False, False, ""))
        self._sheet.set_row(2, 20)
        return 3

    def _headings(self, top: int) -> int:
        key = ("head", self._layout.style.head_size, "center", True, False, "")
        for row, height in enumerate(self._layout.head_heights):
            self._sheet.set_row(top + row, height)
        for cell in self._layout.head:
            row, end = top + cell.row, cell.first + cell.columns - 1
            if cell.rows > 1 or cell.columns > 1:
                place = (row, cell.first, row + cell.rows - 1, end)
                self._sheet.merge_range(*place, "", self._formats[key])
            self._sheet.write_string(row, cell.first, cell.text, self._formats[key])
        return top + len(self._layout.head_heights)

    def _key(self, align: str, number: str = "") -> tuple[Any, ...]:
        return (self._typeface, self._size, align, True, False, number)

    def _rows(self, first: int) -> None:
        sheet, table = self._sheet, self._table
        usual = self._layout.row_height
        sheet.set_default_row(usual)
        for row, height in enumerate(self._layout.heights, first):
            if height != usual:
                sheet.set_row(row, min(height, HIGHEST_ROW))
        for at, column in enumerate(table.columns):
            texts = [row[at] for row in table.texts]
            values = [row[at] for row in table.values]
            if column.merge and table.groups:
                self._merged(first, at, column.align, texts)
            else:
                self._column(first, at, column.align, texts, values)

    def _column(self, first: int, at: int, align: str, texts: Sequence[str], values: Sequence[Value]) -> None:
        formats, sheet = self._formats, self._sheet
        plain, days = formats[self._key(align)], formats[self._key(align, "yyyy-mm-dd")]
        numbers = formats[self._key(align, "0.00" if any(map(_MONEY.fullmatch, texts)) else "General")]
        write_string, write_blank = sheet.write_string, sheet.write_blank
        for row, (text, value) in enumerate(zip(texts, values, strict=True), first):
            if not text:
                write_blank(row, at, None, plain)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(row, at, value, days)
            elif isinstance(value, int | float):
                sheet.write_number(row, at, value, numbers)
            else:
                write_string(row, at, text[:LONGEST_TEXT], plain)

    def _merged(self, first: int, at: int, align: str, texts: Sequence[str]) -> None:
        key = self._key(align)
        for start, after in groups_of(self._table):
            if after - start > 1:
                place = (first + start, at, first + after - 1, at)
                self._sheet.merge_range(*place, "", self._formats[key])
            self._sheet.write_string(first + start, at, texts[start], self._formats[key])

    def _blanks(self, row: int) -> int:
        """The empty rows of the page model; how many."""
        pages = [page for page in self._model.pages if isinstance(page, TablePage)]
        own = [page for page in pages if self._model.layouts[page.section] is self._layout]
        count = sum(1 for page in own for piece in page.pieces if piece[0] < 0)
        for offset in range(count):
            for at in range(self._last + 1):
                self._sheet.write_blank(row + offset, at, None, self._formats[self._key("center")])
        return count

    def _breaks(self, first: int) -> list[int]:
        """Where the page model begins its pages, so that both have the same."""
        pages = [page for page in self._model.pages if isinstance(page, TablePage) and page.pieces]
        own = [page for page in pages if self._model.layouts[page.section] is self._layout]
        starts = [page.pieces[0] for page in own if not page.opening]
        return [first + row for row, line, _, _ in starts if row > 0 and not line][:MOST_BREAKS]

    def _totals(self, first: int, row: int) -> int:
        if not self._table.totals:
            return row
        self._sheet.set_row(row, self._layout.total_height)
        for at, column in enumerate(self._table.columns):
            text, value = self._table.totals[at], self._table.total_values[at]
            align = column.align if column.total else "center"
            if column.total and isinstance(value, int | float):
                key = (
                    "head",
                    self._size,
                    align,
                    True,
                    False,
                    "0.00" if _MONEY.fullmatch(text) else "General",
                )
                letter = _letters(at)
                formula = f"=SUM({letter}{first + 1}:{letter}{row})" if row > first else "=0"
                self._sheet.write_formula(row, at, formula, self._formats[key], value)
            else:
                self._sheet.write_string(
                    row, at, text, self._formats["head", self._size, align, True, False, ""]
                )
        return row + 1


def _letters(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _write_boxes(sheet: Any, formats: Formats, model: PageModel, pages: Sequence[BoxPage]) -> None:
    """Pages of fields on a grid, each record beginning on a new page.

    What is higher than a row may be lies across several rows, so that none of its lines is cut.
    """
    boxes = [box for page in pages for box in page.boxes if box.grid[3]]
    if not boxes:
        sheet.write_string(0, 0, model.content.title, formats["head", 18.0, "left", False, False, ""])
        return
    columns = max(box.grid[1] + box.grid[3] for box in boxes)
    width = model.sheet.room / columns
    sheet.set_column_pixels(0, columns - 1, int(width * 96 / 72))
    heights: dict[int, float] = {}
    for box in boxes:
        heights[box.grid[0]] = max(heights.get(box.grid[0], 0.0), box.height, box.whole)
    first, rows = _placed(heights)
    for box in boxes:
        at = box.grid[0]
        _write_box(sheet, formats, box, first[at], first[at] + rows[at] - 1)
    for at, height in heights.items():
        for row in range(first[at], first[at] + rows[at]):
            sheet.set_row(row, height / rows[at])
    starts = [min(box.grid[0] for box in page.boxes if box.grid[3]) for page in pages if _begins(page)]
    sheet.set_h_pagebreaks([first[at] for at in starts if at][:MOST_BREAKS])
    last = max(heights)
    sheet.print_area(0, 0, first[last] + rows[last] - 1, columns - 1)
    sheet.fit_to_pages(1, 0)


def _placed(heights: dict[int, float]) -> tuple[dict[int, int], dict[int, int]]:
    """(first row of the sheet, how many rows) for each row of fields."""
    first: dict[int, int] = {}
    rows: dict[int, int] = {}
    row = 0
    for at in range(max(heights) + 1):
        first[at], rows[at] = row, max(math.ceil(heights.get(at, 0.0) / HIGHEST_ROW), 1)
        row += rows[at]
    return first, rows


def _begins(page: BoxPage) -> bool:
    return any(box.grid[3] for box in page.boxes)


def _write_box(sheet: Any, formats: Formats, box: Box, first: int, last: int) -> None:
    _, column, _, span = box.grid
    cell_format = formats[box.role, box.size, box.align, box.border, box.at_top, "", box.red]
    if span > 1 or last > first:
        sheet.merge_range(first, column, last, column + span - 1, "", cell_format)
    sheet.write_string(first, column, box.text[:LONGEST_TEXT], cell_format)
