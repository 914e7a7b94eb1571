"""The find box over every page: people, households, organizations, and words in what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit

from app import search
from app.desk import Desk
from app.kinds import KINDS
from ui.context import Context
from ui.fields.popup import Choice
from ui.fields.references import Finder, FindingLine
from ui.icons import icon
from ui.text import say

NAMED = ("person", "household", "organization")
MOST_NAMED, MOST_TEXTS = 12, 12


def find_anything(desk: Desk, text: str) -> list[Choice]:
    """What the typed text means, named records first. For the database worker."""
    hits = search.find_people(desk, text, limit=MOST_NAMED, kinds=NAMED)
    if len(text) >= 2:
        hits += search.search_text(desk, text, limit=MOST_TEXTS)
    return [
        Choice(
            hit.id,
            hit.title,
            " · ".join(part for part in (KINDS[hit.kind].label, hit.detail) if part),
            hit.kind,
        )
        for hit in hits
    ]


def _nobody(_ids: Sequence[str]) -> Mapping[str, str]:
    return {}


class FindBox(FindingLine):
    """Types to find, Enter opens what is marked in the place that shows it."""

    def __init__(self, context: Context) -> None:
        desk = context.desk
        super().__init__(
            Finder(context.tasks, lambda text, _: find_anything(desk, text), _nobody), say("find.hint")
        )
        self._context = context
        self.setAccessibleName(say("find.name"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("find", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        self.chosen.connect(self._open)
        self.choosing.entered.connect(self._enter)

    def _enter(self) -> None:
        if self.is_finding:
            self.take_first()

    def _open(self, choice: Choice) -> None:
        self.clear()
        self._context.navigation.open_record(choice.kind, choice.key)
