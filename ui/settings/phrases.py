"""The office's own phrases: one to a line, offered beside the shipped ones when a visit is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from app import visits
from app.desk import Desk
from app.drafts import Draft
from app.kinds import KINDS
from ui import theme
from ui.context import Context
from ui.forms.drafts import Drafted, Drafting
from ui.pages.text.settings import say
from ui.settings.section import Section, button

FIELDS = ("content", "needs", "next_step")
DRAFT = "settings/phrases"


def _own(desk: Desk) -> dict[str, str]:
    """field → the office's own phrases, one to a line."""
    return {field: "\n".join(visits.own_phrases(desk, field)) for field in FIELDS}


def _keep(desk: Desk, typed: dict[str, str]) -> None:
    for field, text in typed.items():
        visits.set_own_phrases(desk, field, text.splitlines())


class PhrasesSection(Section):
    """Three boxes, one per field of a visit that may be prompted for; never the reflection."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "phrases")
        self.boxes: dict[str, QPlainTextEdit] = {}
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(theme.SPACE_3)
        self.column.addLayout(side_by_side, 1)
        for field in FIELDS:
            label = KINDS["visit"].field(field).label
            column = QVBoxLayout()
            column.addWidget(QLabel(label))
            box = QPlainTextEdit()
            box.setAccessibleName(label)
            box.setPlaceholderText(say("phrases.hint"))
            box.setTabChangesFocus(True)
            box.installEventFilter(self)
            self.boxes[field] = box
            column.addWidget(box, 1)
            side_by_side.addLayout(column, 1)
        self._kept: dict[str, str] = {}
        self._drafting = Drafting(
            context, Drafted(say("phrases"), self._unsaved, self._take, lambda: self._kept, _label), self
        )
        self.keep = button(say("phrases.keep"), "check", "primary")
        self.keep.clicked.connect(self._save)
        self.add_buttons(self.keep)

    def open(self) -> None:
        self.context.tasks.run(_own, self.context.desk, done=self._show, owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A box that is left has its draft written down."""
        if event.type() == QEvent.Type.FocusOut:
            self._drafting.keep()
        return super().eventFilter(watched, event)

    def _typed(self) -> dict[str, str]:
        return {field: box.toPlainText() for field, box in self.boxes.items()}

    def _unsaved(self) -> Draft | None:
        changed = {field: text for field, text in self._typed().items() if text != self._kept.get(field, "")}
        return Draft(changed, {}, {field: self._kept.get(field) for field in changed}) if changed else None

    def _take(self, draft: Draft) -> None:
        for field, text in draft.values.items():
            if field in self.boxes:
                self.boxes[field].setPlainText(str(text))

    def _show(self, own: dict[str, str]) -> None:
        if self._unsaved() is not None:
            return  # typed and not kept yet: coming back to the section takes nothing away
        self._kept = own
        for field, text in own.items():
            self.boxes[field].setPlainText(text)
        self._drafting.begin(DRAFT)

    def _save(self) -> None:
        typed = self._typed()
        self.context.tasks.run(_keep, self.context.desk, typed, owner=self, done=lambda _: self._saved(typed))

    def _saved(self, typed: dict[str, str]) -> None:
        self._kept = typed
        self._drafting.drop()
        self.context.line.say(say("saved"))


def _label(field: str) -> str:
    return KINDS["visit"].field(field).label
