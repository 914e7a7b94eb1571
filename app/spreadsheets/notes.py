"""What is noticed while one row is read: why it cannot go in, what was put right, what needs a look."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.id_numbers import IdNumber
from app.spreadsheets.text import LABELS, REASONS, REPAIRS

# Notes that ask the clerk to look, beside those that only tell what was tidied up.
WARNINGS = frozenset(
    {
        "id_failed",
        "id_failed_hint",
        "id_damaged",
        "id_lost",
        "id_other",
        "sex_differs",
        "phone_damaged",
        "private_character",
        "error_cell",
    }
)


class Note(NamedTuple):
    """One remark on a row: `code` is a key of REASONS or REPAIRS, `details` fill its sentence."""

    code: str
    details: dict[str, Any]

    @property
    def sentence(self) -> str:
        """The remark in Chinese."""
        return (REASONS.get(self.code) or REPAIRS[self.code]).format(**self.details)

    @property
    def cause(self) -> str:
        """What the report groups by: the code and the field, not the value."""
        return f"{self.code}:{self.details.get('label', '')}"


class Notes:
    """The remarks on one row, filled while its cells are cleaned."""

    __slots__ = ("faults", "identity", "repairs", "spilled", "unit")

    def __init__(self) -> None:
        self.faults: list[Note] = []
        self.repairs: list[Note] = []
        self.spilled: list[str] = []  # lines for the record's notes: what no list has an option for
        self.identity: IdNumber | None = None
        self.unit = ""

    def fault(self, code: str, **details: object) -> None:
        """The row cannot go in."""
        self.faults.append(Note(code, details))

    def repair(self, code: str, **details: object) -> None:
        """Something was put right or needs a look."""
        self.repairs.append(Note(code, details))

    def spill(self, label: str, value: str) -> None:
        """Keep a value that its field cannot hold as a line for the record's notes."""
        self.spilled.append(LABELS["note_line"].format(label=label, value=value))
