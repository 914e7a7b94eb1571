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
        lines = [line for line in itertools.islice(file, _SAMPLE_LINES) if line.strip()]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(widths), key=widths.count, default=1)
        score = (usual - 1) * widths.count(usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def count_rows(path: Path, encoding: str, delimiter: str) -> tuple[int, int]:
    """Rows and greatest width of the file."""
    rows = width = 0
    for row in read_rows(path, encoding, delimiter):
        rows += 1
        width = max(width, len(row))
    return rows, width


def read_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Every row as texts, streamed. Raises SpreadsheetProblem for what is no CSV."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_without_nulls(file, path.name), delimiter=delimiter)
        try:
            yield from reader
        except csv.Error as fault:
            raise SpreadsheetProblem("unreadable", name=path.name) from fault


def _without_nulls(file: TextIO, name: str) -> Iterator[str]:
    for line in file:
        if "\0" in line:
            raise SpreadsheetProblem("wrong_kind", name=name)
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
