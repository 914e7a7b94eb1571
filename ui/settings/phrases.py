"""The office's own phrases: one to a line, offered beside the shipped ones when a visit is written."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from app import visits
from app.desk import Desk
from app.kinds import KINDS
from ui import theme
from ui.context import Context
from ui.pages.text.settings import say
from ui.settings.section import Section, button

FIELDS = ("content", "needs", "next_step")


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
            self.boxes[field] = box
            column.addWidget(box, 1)
            side_by_side.addLayout(column, 1)
        self.keep = button(say("phrases.keep"), "check", "primary")
        self.keep.clicked.connect(self._save)
        self.add_buttons(self.keep)

    def open(self) -> None:
        self.context.tasks.run(_own, self.context.desk, done=self._show, owner=self)

    def _show(self, own: dict[str, str]) -> None:
        for field, text in own.items():
            self.boxes[field].setPlainText(text)

    def _save(self) -> None:
        typed = {field: box.toPlainText() for field, box in self.boxes.items()}
        saved = say("saved")
        self.context.tasks.run(
            _keep, self.context.desk, typed, owner=self, done=lambda _: self.context.line.say(saved)
        )
