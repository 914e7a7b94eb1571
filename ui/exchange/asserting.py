"""“以本级为准”: what it does, who the second person is, and that person's password."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.desk import Desk
from app.exchange import asserting
from app.exchange.console import Below
from app.operators import accounts
from app.problems import Problem
from app.rights import has
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.pages.text.villages import say


def seconds(desk: Desk) -> list[str]:
    """Who may be the second person. For the worker."""
    return [
        each.name
        for each in accounts(desk)
        if not each.disabled and each.name != desk.operator.name and has(each.role, "conflict.resolve")
    ]


class AssertSheet(Sheet):
    """`accepted` when the records have been said again."""

    def __init__(self, context: Context, line: Below, parent: QWidget | None) -> None:
        super().__init__(say("assert.title", name=line.name), parent, 620, 420)
        self._context, self._line = context, line
        words = QLabel(say("assert.words", name=line.name))
        self.second = QComboBox()
        self.second.setAccessibleName(say("assert.second"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(say("assert.password"))
        form = QFormLayout()
        form.addRow(say("assert.second"), self.second)
        form.addRow(say("assert.password"), self.password)
        self.do = QPushButton(say("assert.do"))
        self.do.setProperty("role", "danger")
        self.do.clicked.connect(self._assert)
        self.do.setEnabled(False)
        self.wrong = self.lay_out_act(words, form, self.do)
        context.tasks.run(seconds, context.desk, done=self._offer, owner=self)

    def _offer(self, names: list[str]) -> None:
        self.second.addItems(names)
        self.do.setEnabled(bool(names))
        self.second.setEnabled(bool(names))
        if names:
            self.password.setFocus()
        else:
            self.wrong.setText(say("assert.nobody"))

    def _assert(self) -> None:
        self.do.setEnabled(False)
        self._context.tasks.run(
            asserting.assert_records, self._context.desk, self._line.office, self.second.currentText(),
            self.password.text(), done=self._done, failed=self._refuse, owner=self,
        )  # fmt: skip

    def _done(self, count: int) -> None:
        self._context.line.say(say("assert.done", name=self._line.name, count=count))
        self.accept()

    def _refuse(self, problem: Problem) -> None:
        self.do.setEnabled(True)
        self.wrong.setText(problem.sentence)
        self.password.selectAll()
        self.password.setFocus()
