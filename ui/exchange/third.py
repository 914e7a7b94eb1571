"""A third value for a question of the inbox, typed into the field as every form has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from app.exchange.deciding import Question
from app.kinds import KINDS
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.exchange.text import say
from ui.fields.making import field_widget
from ui.icons import icon


@dataclass(frozen=True)
class Third:
    """What was typed; the value may be None where the field was emptied."""

    value: Any


class ThirdSheet(Sheet):
    """The field alone in a small window."""

    def __init__(self, context: Context, question: Question, parent: QWidget | None) -> None:
        super().__init__(say("inbox.third", label=question.label), parent, 520, 260)
        words = QLabel(say("inbox.third.words"))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        self.input = field_widget(context, KINDS[question.kind].field(question.field), self)
        self.body.addWidget(words)
        self.body.addWidget(self.input)
        self.body.addStretch(1)
        self.take = QPushButton(icon("check", "surface"), say("inbox.third.take"))
        self.take.setProperty("role", "primary")
        self.take.clicked.connect(self._take)
        self.input.entered.connect(self._take)
        self.foot.insertWidget(1, self.take)
        self.input.setFocus()

    def _take(self) -> None:
        wrong = self.input.check()
        self.input.show_error(wrong)
        if not wrong:
            self.accept()


def ask_third(context: Context, question: Question, parent: QWidget | None) -> Third | None:
    """The value that the clerk types; None when cancelled."""
    sheet = ThirdSheet(context, question, parent)
    if sheet.exec() != QDialog.DialogCode.Accepted:
        return None
    return Third(sheet.input.value())
