"""Opening a workbook or CSV file and reading its rows: one way for every format."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.spreadsheets import csv_files
from app.spreadsheets.archives import check_archive
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.limits import USUAL, Limits, check_rectangle, check_size
from app.spreadsheets.old_excel import check_old_excel

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
Row = list[Cell]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CSV_SHEET = "CSV"


@dataclass(frozen=True)
class SheetInfo:
    """One sheet to choose from."""

    name: str
    rows: int
    columns: int
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """One opened sheet. `rows()` may be called again and again; row numbers are the spreadsheet's own."""

    path: Path
    name: str
    height: int
    width: int
    fingerprint: str
    _calamine: CalamineSheet | None = None
    _csv: tuple[str, str] = ("", "")
    _shift: int = 0  # empty columns at the left that the reader leaves out

    def rows(self) -> Iterator[tuple[int, Row]]:
        """(row number from 1, cells); an empty cell is ""."""
        if self._calamine is not None:
            return enumerate(self._calamine.iter_rows(), 1)
        return enumerate(_as_cells(csv_files.read_rows(self.path, *self._csv)), 1)

    def merges(self, last_row: int) -> list[Merge]:
        """Merged ranges that begin in the first `last_row` rows, in columns of `rows()`."""
        if self._calamine is None:
            return []
        return [
            (top, left - self._shift, bottom, right - self._shift)
            for (top, left), (bottom, right) in self._calamine.merged_cell_ranges or ()
            if top < last_row and left >= self._shift
        ]


def sheets(path: Path, limits: Limits = USUAL) -> list[SheetInfo]:
    """The sheets of a file, the biggest visible first. Raises SpreadsheetProblem."""
    if _kind(path, limits) == "csv":
        sheet = _open_csv(path, limits)
        return [SheetInfo(sheet.name, sheet.height, sheet.width)]
    book = _open_workbook(path)
    found: list[SheetInfo] = []
    for described in book.sheets_metadata:
        if str(described.typ).endswith("WorkSheet"):
            _check_looked_at(path, found, limits)
            sheet = _sheet_of(book, path, described.name, limits)
            hidden = not str(described.visible).endswith(".Visible")
            found.append(SheetInfo(sheet.name, sheet.height, sheet.width, hidden))
    return sorted(found, key=lambda each: (each.hidden, -each.rows * each.columns))


def open_sheet(path: Path, name: str = "", limits: Limits = USUAL) -> Sheet:
    """Open the named sheet, or the biggest visible one. Raises SpreadsheetProblem."""
    if _kind(path, limits) == "csv":
        return _open_csv(path, limits)
    book = _open_workbook(path)
    if name and name not in book.sheet_names:
        raise SpreadsheetProblem(
            "no_such_sheet", name=path.name, sheet=name, sheets="、".join(book.sheet_names)
        )
    return _sheet_of(book, path, name or _first_choice(book, path, limits), limits, fingerprint_of(path))


def fingerprint_of(path: Path) -> str:
    """A digest of the file's content, to see whether it changed after the preview."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_choice(book: CalamineWorkbook, path: Path, limits: Limits) -> str:
    visible = [
        each.name
        for each in book.sheets_metadata
        if str(each.typ).endswith("WorkSheet") and str(each.visible).endswith(".Visible")
    ]
    names = visible or book.sheet_names
    if not names:
        raise SpreadsheetProblem("no_sheet", name=path.name)
    if len(names) == 1:
        return names[0]
    found: list[SheetInfo] = []
    for each in names:
        _check_looked_at(path, found, limits)
        sheet = _sheet_of(book, path, each, limits)
        found.append(SheetInfo(each, sheet.height, sheet.width))
    return max(found, key=lambda each: each.rows * each.columns).name


def _check_looked_at(path: Path, found: list[SheetInfo], limits: Limits) -> None:
    """One part of a file may stand for hundreds of sheets, each of which takes its time."""
    if len(found) >= limits.sheets or sum(each.rows * each.columns for each in found) > limits.all_cells:
        raise SpreadsheetProblem("expands", name=path.name)


def _kind(path: Path, limits: Limits) -> str:
    """ "workbook" or "csv", told by the content and not by the name. Raises SpreadsheetProblem."""
    try:
        check_size(path, limits)
        with path.open("rb") as file:
            head = file.read(4096)
            whole = head + file.read() if head.startswith(_OLE) else head
    except FileNotFoundError as fault:
        raise SpreadsheetProblem("no_such_file", name=path.name) from fault
    except OSError as fault:
        raise SpreadsheetProblem("no_permission", name=path.name) from fault
    if head.startswith(_OLE):
        if _ENCRYPTED in whole:
            raise SpreadsheetProblem("password", name=path.name)
        check_old_excel(path.name, whole, limits)
        return "workbook"
    if head.startswith(_ZIP):
        check_archive(path, limits)
        return "workbook"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml")):
        raise SpreadsheetProblem("web_page", name=path.name)
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in head:
        raise SpreadsheetProblem("wrong_kind", name=path.name)
    return "csv"


def _open_workbook(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # a compiled library

    with _parser_faults_told(path.name), path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


@contextmanager
def _parser_faults_told(name: str) -> Iterator[None]:
    """Turns what the parser says, down to its panics over a damaged file, into a SpreadsheetProblem."""
    from python_calamine import CalamineError, PasswordError  # a compiled library

    try:
        yield
    except PasswordError as fault:
        raise SpreadsheetProblem("password", name=name) from fault
    except (CalamineError, OSError) as fault:
        raise SpreadsheetProblem("unreadable", name=name) from fault
    except BaseException as fault:
        # The parser's panics reach Python under a class that cannot be imported.
        if type(fault).__name__ == "PanicException":
            raise SpreadsheetProblem("unreadable", name=name) from fault
        raise


def _sheet_of(book: CalamineWorkbook, path: Path, name: str, limits: Limits, fingerprint: str = "") -> Sheet:
    with _parser_faults_told(path.name):
        sheet = book.get_sheet_by_name(name)
    (_, left), (bottom, right) = sheet.start or (0, 0), sheet.end or (-1, -1)
    check_rectangle(path.name, bottom + 1, right + 1, limits)
    return Sheet(path, name, bottom + 1, sheet.width, fingerprint, sheet, _shift=left)


def _open_csv(path: Path, limits: Limits) -> Sheet:
    encoding = csv_files.encoding_of(path)
    delimiter = csv_files.delimiter_of(path, encoding)
    height, width = csv_files.count_rows(path, encoding, delimiter, limits.rows)
    check_rectangle(path.name, height, width, limits)
    return Sheet(path, CSV_SHEET, height, width, fingerprint_of(path), _csv=(encoding, delimiter))


def _as_cells(rows: Iterator[list[str]]) -> Iterator[Row]:
    for row in rows:
        yield list(row)
