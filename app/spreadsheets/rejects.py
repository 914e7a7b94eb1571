"""The rows that did not go in, as a workbook to be corrected and imported again."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.faults import faults_as_problems
from app.id_numbers import parse
from app.kinds import KINDS, Sensitivity
from app.rights import may
from app.spreadsheets.analysing import header_of
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.reading import Cell, open_sheet
from app.spreadsheets.reports import Report
from app.spreadsheets.rows import CleanRow, RowReader
from app.spreadsheets.targets import targets
from app.spreadsheets.text import LABELS
from db.files import disk_faults_told, write_whole

_WIDTH_OF = {"reason": 46, "row_number": 8}
_MANY = 5_000
_CELL_LIMIT = 32_000  # a spreadsheet cell holds 32,767 characters


def save_rejected(desk: Desk, report: Report, target: Path) -> int:
    """Write the rejected rows with their reasons to an .xlsx file; how many there are.

    Cells stand as they stood, carried-down ones filled in, so that each row is whole by itself; the
    headings are those of the sheet, so that its mapping is found again. Texts are written as texts,
    never as formulas. Noted in the audit log. Raises SpreadsheetProblem: rejects_need_review,
    nothing_rejected, file_changed; Problem: not_writable, …
    """
    if _holds_personal(report.kind) and not may(desk, "export.personal"):
        raise SpreadsheetProblem("rejects_need_review")
    if not report.rejected:
        raise SpreadsheetProblem("nothing_rejected")
    sheet = open_sheet(report.path, report.sheet)
    if sheet.fingerprint != report.fingerprint:
        raise SpreadsheetProblem("file_changed", name=report.path.name)
    header = header_of(sheet, report.kind, report.mapping.header_rows)
    reader = RowReader(sheet, header, report.mapping, desk.codes)
    headings = [LABELS["reason"], LABELS["row_number"], *header.headings]
    adds_heads = bool(report.heads) and "household.head" not in report.mapping.used
    if adds_heads:
        headings.append(LABELS["household_head"])
    rows = _rows(reader, report, len(header.headings), adds_heads)
    desk.audit(
        "import.rejected",
        LABELS["rejects_noted"].format(kind=KINDS[report.kind].label, count=len(report.rejected)),
    )
    with faults_as_problems(target.parent), disk_faults_told(target), _bare_disk_errors():
        many = len(report.rejected) > _MANY
        write_whole(target, _workbook(headings, rows, target.parent if many else None))
    return len(report.rejected)


def _holds_personal(kind: str) -> bool:
    """Whether a sheet of that kind can have columns of personal data."""
    return any(each.field.sensitivity is not Sensitivity.PLAIN for each in targets(kind).values())


def _rows(reader: RowReader, report: Report, width: int, adds_heads: bool) -> Iterator[list[Cell]]:
    numbers = {each.index for each in reader.columns if each.target.field.mask == "id_number"}
    for row in reader:
        reasons = report.rejected.get(row.number)
        if reasons is None:
            continue
        cells = _whole_cells(reader, row, width)
        for index in numbers:
            # A number would lose its digits once more.
            found = parse(cells[index])
            cells[index] = found.text if found else ""
        heads: list[Cell] = [report.heads.get(row.number, "")] if adds_heads else []
        yield [LABELS["reasons_joined"].join(reasons), row.number, *cells, *heads]


def _whole_cells(reader: RowReader, row: CleanRow, width: int) -> list[Cell]:
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    for column in reader.columns:
        if column.target.name in row.carried:
            cells[column.index] = str(row.carried[column.target.name])
    return cells


@contextmanager
def _bare_disk_errors() -> Iterator[None]:
    """The disk's own error out of the library's, which is none of Python's."""
    from xlsxwriter.exceptions import FileCreateError  # heavy: kept out of start-up

    try:
        yield
    except FileCreateError as error:
        raise error.args[0] from None


def _workbook(headings: list[str], rows: Iterator[list[Cell]], spill: Path | None) -> bytes:
    """The workbook's bytes; with `spill`, rows wait in that folder and not in memory."""
    import xlsxwriter  # heavy: kept out of start-up

    contents = io.BytesIO()
    options: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False}
    # In memory, where it fits: names must not lie in the temporary folder, not even for a moment.
    options |= {"in_memory": True} if spill is None else {"constant_memory": True, "tmpdir": str(spill)}
    with xlsxwriter.Workbook(contents, options) as book:
        sheet = book.add_worksheet(LABELS["sheet_rejected"])
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#F2EEE8"})
        # As text, so that editing a cell that begins with = does not make it a formula.
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.set_column(0, 0, _WIDTH_OF["reason"])
        sheet.set_column(1, 1, _WIDTH_OF["row_number"])
        sheet.set_column(2, len(headings), 16)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                _write_cell(sheet, number, column, cell, text, day)
    return contents.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, text: Any, day: Any) -> None:
    if isinstance(cell, (datetime.datetime, datetime.date)) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    elif cell != "":
        sheet.write_string(row, column, str(cell)[:_CELL_LIMIT], text)
