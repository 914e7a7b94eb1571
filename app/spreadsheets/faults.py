"""What can go wrong with a spreadsheet as a whole, told to the clerk in one sentence."""

from __future__ import annotations

from typing import ClassVar

from app.problems import Problem
from app.spreadsheets.text import SENTENCES


class SpreadsheetProblem(Problem):
    """The workbook, its mapping or the place of writing said no; nothing was imported."""

    sentences: ClassVar = SENTENCES
