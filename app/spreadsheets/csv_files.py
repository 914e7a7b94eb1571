"""CSV files as clerks have them: UTF-8, GB18030 or UTF-16, with commas, tabs or semicolons."""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from app.spreadsheets.faults import SpreadsheetProblem

_CHUNK = 1 << 20
_DELIMITERS = ",\t;|，"
_SAMPLE_LINES = 30
_LINE = 1 << 18  # characters
_LINES_OF_A_ROW = 2_000  # a cell may hold line breaks


def encoding_of(path: Path) -> str:
    """The encoding that decodes the whole file. Raises SpreadsheetProblem when none does."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise SpreadsheetProblem("unknown_encoding", name=path.name)


def delimiter_of(path: Path, encoding: str) -> str:
    """The separator that most evenly cuts the first lines; a comma when there is only one column."""
    with path.open(encoding=encoding, newline="") as file:
        lines = [line for line in itertools.islice(_Lines(file, path.name), _SAMPLE_LINES) if line.strip()]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error as fault:
            raise SpreadsheetProblem("unreadable", name=path.name) from fault
        usual = max(set(widths), key=widths.count, default=1)
        score = (usual - 1) * widths.count(usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def count_rows(path: Path, encoding: str, delimiter: str, most: int) -> tuple[int, int]:
    """Rows and greatest width of the file; counting ends with the first row beyond `most`."""
    rows = width = 0
    for row in read_rows(path, encoding, delimiter):
        rows += 1
        width = max(width, len(row))
        if rows > most:
            break
    return rows, width


def read_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Every row as texts, streamed. Raises SpreadsheetProblem for what is no CSV."""
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file, path.name)
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                lines.of_row = 0
                yield row
        except csv.Error as fault:
            raise SpreadsheetProblem("unreadable", name=path.name) from fault


class _Lines:
    """The lines of a file, within bounds: a row of a million cells fills the memory before it is counted."""

    def __init__(self, file: TextIO, name: str) -> None:
        self.of_row = 0  # lines given since the reader finished a row
        self._file = file
        self._name = name

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(_LINE):
            if "\0" in line:
                raise SpreadsheetProblem("wrong_kind", name=self._name)
            self.of_row += 1
            if len(line) == _LINE or self.of_row > _LINES_OF_A_ROW:
                raise SpreadsheetProblem("unreadable", name=self._name)
            yield line


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
