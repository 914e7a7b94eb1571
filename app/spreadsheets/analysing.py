"""Looking at a sheet before importing it: its header, what its columns seem to be, cleaned samples."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.codes import Codes
from app.desk import Desk
from app.kinds import Field, FieldType
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.guessing import SURE, Guess, as_mapping, guess
from app.spreadsheets.headers import LOOKED_AT, Header, find_header
from app.spreadsheets.mappings import Mapping, completed, remembered
from app.spreadsheets.reading import Sheet, open_sheet
from app.spreadsheets.rows import CleanRow, RowReader
from app.spreadsheets.targets import known_kind, normal_heading, targets

SAMPLES = 20
_GUESSED_FROM = 200  # rows that the guess looks at


@dataclass(frozen=True)
class Sample:
    """One row as it would be imported: target name → text, and what was noticed."""

    number: int
    shown: dict[str, str]
    remarks: tuple[str, ...]
    rejected: bool


@dataclass(frozen=True)
class Analysis:
    """What a sheet seems to hold. `mapping` is what the clerk corrects; rows count from 1."""

    path: Path
    sheet: str
    kind: str
    rows: int
    header_rows: tuple[int, int]  # (0, 0): none was found
    guesses: tuple[Guess, ...]  # one per column, left to right
    mapping: Mapping
    from_memory: bool  # the mapping was remembered from an earlier file of this shape
    missing: tuple[str, ...]  # labels of required fields that no column fills
    samples: tuple[Sample, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of each column."""
        return tuple(each.heading for each in self.guesses)


def analyse(
    desk: Desk, path: Path, kind: str, sheet: str = "", header_rows: tuple[int, int] = (0, 0)
) -> Analysis:
    """Read the top of a sheet and guess. `header_rows`: where the clerk says the header is (from 1).

    Raises SpreadsheetProblem for a file that cannot be read, an empty sheet, an unknown kind.
    """
    known_kind(kind)
    opened = open_sheet(path, sheet)
    header = header_of(opened, kind, header_rows)
    below = [cells for _, cells in itertools.islice(opened.rows(), header.last, header.last + _GUESSED_FROM)]
    guesses = guess(kind, header, below, desk.codes)
    mapping = remembered(desk.settings, kind, header.headings)
    from_memory = mapping is not None
    if mapping is None:
        mapping = as_mapping(kind, guesses, header, desk.codes)
    else:
        mapping = completed(mapping, header.headings)
        guesses = [Guess(each.heading, mapping.target(each.heading), SURE) for each in guesses]
    mapping = replace(mapping, header_rows=header_rows)
    return Analysis(
        path,
        opened.name,
        kind,
        opened.height,
        (header.first, header.last),
        tuple(guesses),
        mapping,
        from_memory,
        tuple(mapping.missing()),
        _samples(opened, header, mapping, desk.codes),
    )


def samples(desk: Desk, path: Path, mapping: Mapping, sheet: str = "") -> tuple[Sample, ...]:
    """The first rows as they would be imported with a corrected mapping. Raises SpreadsheetProblem."""
    opened = open_sheet(path, sheet)
    return _samples(opened, header_for(opened, mapping), mapping, desk.codes)


def header_for(sheet: Sheet, mapping: Mapping) -> Header:
    """The header a mapping speaks of: where it says, else as found, else the row with all its headings."""
    header = header_of(sheet, mapping.kind, mapping.header_rows)
    if header.found or mapping.header_rows != (0, 0):
        return header
    wanted = {normal_heading(heading, keep_parentheses=True) for heading, target in mapping.columns if target}
    for number, cells in itertools.islice(sheet.rows(), LOOKED_AT):
        if wanted <= {normal_heading(str(cell), keep_parentheses=True) for cell in cells}:
            return header_of(sheet, mapping.kind, (number, number))
    return header


def header_of(sheet: Sheet, kind: str, rows: tuple[int, int] = (0, 0)) -> Header:
    """The header of an opened sheet. Raises SpreadsheetProblem empty_sheet."""
    top = [cells for _, cells in itertools.islice(sheet.rows(), max(LOOKED_AT, rows[1]))]
    if not any(cell != "" for cells in top for cell in cells):
        raise SpreadsheetProblem("empty_sheet", sheet=sheet.name)
    return find_header(kind, top, sheet.merges(len(top)), sheet.width, rows)


def shown(field: Field, value: object, codes: Codes) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(shown(field, each, codes) for each in value)
    if field.type is FieldType.CODE:
        return codes.label(field.codes, str(value))
    if field.type is FieldType.MONEY and isinstance(value, int):
        return f"{value / 100:.2f}"
    if field.type is FieldType.BOOLEAN:
        return "是" if value else "否"
    return str(value)


def sample_of(row: CleanRow, kind: str, codes: Codes) -> Sample:
    """A cleaned row as it is shown."""
    texts = {}
    for target in targets(kind).values():
        value = row.records[target.kind].get(target.field.name)
        if value is not None:
            texts[target.name] = shown(target.field, value, codes)
    remarks = (*row.notes.faults, *row.notes.repairs)
    return Sample(row.number, texts, tuple(each.sentence for each in remarks), bool(row.notes.faults))


def _samples(sheet: Sheet, header: Header, mapping: Mapping, codes: Codes) -> tuple[Sample, ...]:
    if not any(target for _, target in mapping.columns):
        return ()
    rows: Sequence[CleanRow] = list(itertools.islice(RowReader(sheet, header, mapping, codes), SAMPLES))
    return tuple(sample_of(row, mapping.kind, codes) for row in rows)
