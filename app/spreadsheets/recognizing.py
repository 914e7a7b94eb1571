"""Recognizing a sheet of another kind: a roster brought in as visits would fill them with birthdays."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from app.kinds import KINDS
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.guessing import SURE, Guess
from app.spreadsheets.headers import LOOKED_AT, find_header
from app.spreadsheets.reading import Sheet, open_sheet
from app.spreadsheets.targets import IGNORED, IMPORTABLE, meaning, targets

_CLEARLY = 2  # as many headings that name fields of the other kind
_LEAST = 3  # headings that make a kind


def refuse_another_kind(kind: str, path: Path, sheet: str, guesses: Sequence[Guess]) -> None:
    """Raises SpreadsheetProblem other_kind where nobody looks at the guesses before they are used.

    That is when a required field has only been guessed, and the headings clearly name another kind's fields.
    """
    told = {each.target for each in guesses if each.confidence == SURE}
    guessed = {each.target for each in guesses if each.target} - told
    if not any(targets(kind)[name].required for name in guessed):
        return
    opened = open_sheet(path, sheet)
    named = {each: _named(each, opened) for each in IMPORTABLE}
    likeliest = max(IMPORTABLE, key=lambda each: named[each])
    if named[likeliest] >= max(_LEAST, _CLEARLY * named[kind]):
        raise SpreadsheetProblem(
            "other_kind", seems=KINDS[likeliest].label, name=likeliest, asked=KINDS[kind].label
        )


def _named(kind: str, sheet: Sheet) -> int:
    """How many fields of the kind the sheet's header names."""
    top = [cells for _, cells in itertools.islice(sheet.rows(), LOOKED_AT)]
    header = find_header(kind, top, sheet.merges(len(top)), sheet.width)
    meant = {meaning(kind, heading) for heading in header.headings} - {"", IGNORED}
    return sum(not targets(kind)[name].lookup for name in meant)
