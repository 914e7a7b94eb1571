"""A household goes to another office below: which one, where to, why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.exchange import moving
from app.exchange.console import Below
from app.kinds import Field, FieldType
from app.problems import Problem
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.fields.making import field_widget
from ui.pages.text.villages import say


class MoveSheet(Sheet):
    """`accepted` when the household has moved. `start`: the office that is shown; it is no target."""

    def __init__(
        self, context: Context, offices: Sequence[Below], start: Below, parent: QWidget | None
    ) -> None:
        super().__init__(say("move.title"), parent, 620, 420)
        self._context, self._start = context, start
        words = QLabel(say("move.words"))
        words.setProperty("role", "quiet")
        spec = Field("household", say("move.household"), FieldType.REFERENCE, targets=("household",))
        self.household = field_widget(context, spec)
        self.target = QComboBox()
        self.target.setAccessibleName(say("move.target"))
        for each in offices:
            if each.office != start.office and each.has_pc:
                self.target.addItem(each.name, each.office)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(say("move.reason"))
        form = QFormLayout()
        form.addRow(say("move.household"), self.household)
        form.addRow(say("move.target"), self.target)
        form.addRow(say("move.reason"), self.reason)
        self.do = QPushButton(say("move.do"))
        self.do.setProperty("role", "primary")
        self.do.clicked.connect(self._move)
        self.do.setEnabled(self.target.count() > 0)
        self.wrong = self.lay_out_act(words, form, self.do)
        self.household.setFocus()

    def _move(self) -> None:
        household = self.household.value()
        if household is None:
            self.wrong.setText(say("move.which"))
            return
        self.do.setEnabled(False)
        self._context.tasks.run(
            moving.move_household, self._context.desk, household, str(self.target.currentData()),
            self.reason.text().strip(), self._start.office,
            done=self._moved, failed=self._refuse, owner=self,
        )  # fmt: skip

    def _moved(self, count: int) -> None:
        self._context.line.say(say("move.done", office=self.target.currentText(), count=count))
        self.accept()

    def _refuse(self, problem: Problem) -> None:
        self.do.setEnabled(True)
        self.wrong.setText(problem.sentence)
