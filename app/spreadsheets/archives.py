"""Looking through a zipped workbook (.xlsx, .ods) before the parser does: nothing in it is trusted."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError

from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.limits import MEBIBYTE, Extent, Limits, check_extent
from app.spreadsheets.open_documents import OpenDocument

_CHUNK = MEBIBYTE
_OVERLAP = 256
_CELLS = (b"<c ", b"<c>", b"<c/", b"<c\n", b"<c\t", b"<c\r", b":c ", b":c>", b":c\n", b":c\t")
_NUMBERED = (b'<c r="', b':c r="')
_LEAST_OF_A_CELL = 20  # bytes around an inline text
_MUCH = 32 * MEBIBYTE  # of copied texts: less is not looked at more closely
_TAIL = 66_000  # where the end of an archive may stand
_END = b"PK\x05\x06"
# What zipfile and the XML reader raise over archives that lie about themselves.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ExpatError),
    *(NotImplementedError, EOFError, OSError, ValueError),
)
_WORKBOOK, _CONTENT = "xl/workbook.xml", "content.xml"
_MANIFEST = "META-INF/manifest.xml"
# Row numbers and columns beyond Z, wherever they stand and however they are quoted.
_FAR = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,}(?=\d)|[A-Za-z]?(?=\d{4}))(\d+)")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")
_SHARED = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>\s*(\d+)\s*</")
_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_CLAIMED = re.compile(rb"ount\s*=\s*[\"']\s*\+?(\d{7,})")  # the parser makes room for a count it is told
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a zip that is no workbook, is locked, expands too far or spreads its cells too widely.

    Every entry is really inflated (sizes that an archive states may lie; its checksum is compared), so
    that the parser meets nothing larger than what was seen here. Raises SpreadsheetProblem.
    """
    try:
        _check_end(path)
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries or sum(e.file_size for e in entries) > limits.expanded_bytes:
                raise SpreadsheetProblem("expands", name=path.name)
            _check_content(path.name, archive)
            _Looking(path.name, archive, limits).look()
    except _BROKEN as fault:
        raise SpreadsheetProblem("unreadable", name=path.name) from fault


def _check_end(path: Path) -> None:
    """Two ends would be two archives, and the parser might read the other one."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        if file.read().count(_END) != 1:
            raise zipfile.BadZipFile("not one end")


def _check_content(name: str, archive: zipfile.ZipFile) -> None:
    names = [each.lower() for each in archive.namelist()]
    # An .xlsb inside would be read past all that is looked at here.
    if not {_WORKBOOK, _CONTENT} & set(names) or any(each.endswith("workbook.bin") for each in names):
        raise SpreadsheetProblem("wrong_kind", name=name)
    kept = archive.namelist()
    if _MANIFEST in kept and b"encryption-data" in archive.open(_MANIFEST).read(MEBIBYTE):
        raise SpreadsheetProblem("password", name=name)
    if "mimetype" in kept and b"spreadsheet" not in archive.open("mimetype").read(200):
        raise SpreadsheetProblem("wrong_kind", name=name)


class _Looking:
    """One pass over every entry of an archive."""

    def __init__(self, name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._name = name
        self._archive = archive
        self._limits = limits
        self._strings: list[tuple[zipfile.ZipInfo, Extent]] = []
        self._sheets: list[tuple[zipfile.ZipInfo, Extent]] = []
        self._in_row = self._unnumbered = 0

    def look(self) -> None:
        """Raises SpreadsheetProblem, or what zipfile and expat raise."""
        for entry in self._archive.infolist():
            if entry.flag_bits & 1:
                raise SpreadsheetProblem("password", name=self._name)
            if entry.filename.lower() == _CONTENT:
                self._look_at_document(entry)
            else:
                self._look_at(entry)
        self._check_strings()

    def _look_at_document(self, entry: zipfile.ZipInfo) -> None:
        document = OpenDocument(self._name, self._limits)
        with self._archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                document.feed(chunk)
        document.close()

    def _look_at(self, entry: zipfile.ZipInfo) -> None:
        """Its XML is counted; what is no XML the parser does not read either, it is only inflated."""
        extent, is_text, strings = Extent(columns=26), False, 0
        self._in_row = self._unnumbered = 0
        with self._archive.open(entry) as stream:
            for number, window in enumerate(_windows(stream)):
                if not number:
                    is_text = _is_xml(window)
                if is_text:
                    self._count(window, extent)
                    strings += len(_STRING.findall(window))
        if not is_text:
            return
        check_extent(self._name, extent, self._limits)
        (self._strings if strings else self._sheets).append((entry, extent))

    def _count(self, window: bytes, extent: Extent) -> None:
        if b"<" not in window or _DTD.search(window):
            raise zipfile.BadZipFile("no document of a workbook")
        if any(int(each) > self._limits.cells for each in _CLAIMED.findall(window)):
            raise zipfile.BadZipFile("a count that no workbook has")
        cells = sum(map(window.count, _CELLS))
        extent.filled += cells
        if b"<t" in window or b":t" in window or b"str" in window:
            extent.text_bytes += max(len(window) - cells * _LEAST_OF_A_CELL, 0)
        for letters, number in _FAR.findall(window):
            extent.rows = max(extent.rows, int(number))
            extent.columns = max(extent.columns, _column_number(letters))
        if sum(map(window.count, _NUMBERED)) < cells:
            self._count_places(window, extent)
        check_extent(self._name, extent, self._limits)

    def _count_places(self, window: bytes, extent: Extent) -> None:
        """Cells that do not say where they stand, stand one after the other in rows that do likewise."""
        first, *others = (sum(map(part.count, _CELLS)) for part in _ROW.split(window))
        self._in_row += first
        self._unnumbered += len(others)
        extent.columns = max(extent.columns, self._in_row, *others)
        extent.rows = max(extent.rows, self._unnumbered)
        if others:
            self._in_row = others[-1]

    def _check_strings(self) -> None:
        """A text that is kept once is copied into each cell that names it: their sum is what counts."""
        for entry, _ in self._strings:
            if entry.file_size > self._limits.shared_bytes:
                raise SpreadsheetProblem("too_full", name=self._name)
            lengths = self._lengths(entry)
            longest = max(lengths, default=0)
            for sheet, extent in self._sheets:
                extent.text_bytes += entry.file_size
                if longest * extent.filled > _MUCH:
                    extent.text_bytes += self._copied(sheet, lengths)
                check_extent(self._name, extent, self._limits)

    def _lengths(self, entry: zipfile.ZipInfo) -> array[int]:
        """The bytes of each shared text, in their order."""
        lengths, rest = array("L"), b""
        with self._archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                *whole, rest = _STRING.split(rest + chunk)
                lengths.extend(map(len, whole))
        lengths.append(len(rest))
        return lengths[1:]  # the first is what stands before any text

    def _copied(self, sheet: zipfile.ZipInfo, lengths: array[int]) -> int:
        """The bytes of the shared texts that a sheet names; a number is taken for a text, to be sure."""
        copied = 0
        with self._archive.open(sheet) as stream:
            for window in _windows(stream):
                for found in _SHARED.finditer(window):
                    digits = found.group(1)
                    if len(digits) < 9 and (at := int(digits)) < len(lengths):
                        copied += lengths[at]
                if copied > self._limits.memory_bytes:
                    break
        return copied


def _is_xml(window: bytes) -> bool:
    """Whether it begins as XML does, in any encoding that begins with a mark."""
    start = window.lstrip(b"\xef\xbb\xbf \t\r\n")[:2]
    if start in (b"\xff\xfe", b"\xfe\xff"):
        raise zipfile.BadZipFile("no workbook is written in UTF-16")
    return start.startswith(b"<")


def _windows(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in overlapping windows, so that no tag is missed at a border."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        yield tail + chunk
        tail = chunk[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number
