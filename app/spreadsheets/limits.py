"""How big a workbook may be, checked before it is parsed: what comes from outside may be hostile."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.spreadsheets.faults import SpreadsheetProblem

MEBIBYTE = 1 << 20
_CHUNK = 4 * MEBIBYTE
_OVERLAP = 256
# What zipfile raises over archives that lie about themselves.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError, ValueError
)  # fmt: skip
_WORKBOOK_ENTRIES = ("xl/workbook.xml", "content.xml")
_MANIFEST = "META-INF/manifest.xml"
_ROW_OF_XLSX = re.compile(rb"<(?:\w+:)?row\s[^>]{0,200}?\br\s*=\s*[\"'](\d+)[\"']")
_FAR_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Z]{2,}(?=\d)|[A-Z](?=\d{6}))(\d+)[\"']")
_FULL_REPEAT = re.compile(rb"<table:table-cell(?=[^>]*office:value)[^>]*number-columns-repeated=\"(\d{3,})\"")
_FULL_ROWS = re.compile(
    rb"<table:table-row[^>]*number-rows-repeated=\"(\d{4,})\"[^>]*>"
    rb"(?:(?!</table:table-row>).){0,4000}?(?:office:value|<text:p>)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Limits:
    """The greatest sizes that are read. Cells are rows times columns of the used rectangle."""

    file_bytes: int = 80 * MEBIBYTE
    expanded_bytes: int = 800 * MEBIBYTE
    entries: int = 5_000
    rows: int = 200_000
    columns: int = 256
    cells: int = 8_000_000


USUAL = Limits()


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is too large. Raises SpreadsheetProblem."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise SpreadsheetProblem(
            "too_big", name=path.name, size=size // MEBIBYTE, limit=limits.file_bytes // MEBIBYTE
        )


def check_rectangle(name: str, rows: int, columns: int, limits: Limits) -> None:
    """Refuse a sheet whose used rectangle is too large. Raises SpreadsheetProblem."""
    if rows > limits.rows:
        raise SpreadsheetProblem("too_many_rows", name=name, rows=rows, limit=limits.rows)
    if columns > limits.columns:
        raise SpreadsheetProblem("too_many_columns", name=name, columns=columns, limit=limits.columns)
    if rows * columns > limits.cells:
        raise SpreadsheetProblem("too_wide_and_long", name=name, rows=rows, columns=columns)


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a zip that is no workbook, is locked, expands too far or spreads its cells too widely.

    Every entry is really inflated (sizes that an archive states may lie; its checksum is compared), so
    that the parser meets nothing larger than what was seen here. Raises SpreadsheetProblem.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries or sum(e.file_size for e in entries) > limits.expanded_bytes:
                raise SpreadsheetProblem("expands", name=path.name)
            _check_content(path.name, archive)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise SpreadsheetProblem("password", name=path.name)
                with archive.open(entry) as stream:
                    _check_entry(path.name, entry.filename, stream, limits)
    except _BROKEN as fault:
        raise SpreadsheetProblem("unreadable", name=path.name) from fault


def _check_content(name: str, archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if not any(entry in names for entry in _WORKBOOK_ENTRIES):
        raise SpreadsheetProblem("wrong_kind", name=name)
    if _MANIFEST in names and b"encryption-data" in archive.open(_MANIFEST).read(MEBIBYTE):
        raise SpreadsheetProblem("password", name=name)
    if "mimetype" in names and b"spreadsheet" not in archive.open("mimetype").read(200):
        raise SpreadsheetProblem("wrong_kind", name=name)


def _check_entry(name: str, entry: str, stream: IO[bytes], limits: Limits) -> None:
    rows = columns = 0
    for window in _windows(stream):
        if entry == "content.xml":
            _check_repeats(name, window, limits)
            continue
        found_rows, found_columns = _extent(window)
        rows, columns = max(rows, found_rows), max(columns, found_columns)
        check_rectangle(name, rows, columns, limits)


def _windows(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in overlapping windows, so that no tag is missed at a border."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        yield tail + chunk
        tail = chunk[-_OVERLAP:]


def _extent(window: bytes) -> tuple[int, int]:
    # Columns up to Z need no look at each cell: that would cost as much as parsing.
    rows = max((int(number) for number in _ROW_OF_XLSX.findall(window)), default=0)
    columns = 26
    for letters, number in _FAR_CELL.findall(window):
        columns = max(columns, _column_number(letters))
        rows = max(rows, int(number))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def _check_repeats(name: str, window: bytes, limits: Limits) -> None:
    for found in _FULL_REPEAT.findall(window):
        if int(found) > limits.columns:
            raise SpreadsheetProblem("too_many_columns", name=name, columns=int(found), limit=limits.columns)
    for found in _FULL_ROWS.findall(window):
        if int(found) > limits.rows:
            raise SpreadsheetProblem("too_many_rows", name=name, rows=int(found), limit=limits.rows)
