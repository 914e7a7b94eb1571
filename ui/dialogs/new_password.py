"""Asking for a new password: twice, and the present one first where it must be known."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.problems import Problem
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.text import say

Setting = Callable[[str, str], object]


class NewPassword(Sheet):
    """`set_password(old, new)` runs on the database worker; what is wrong stands in the dialog.

    Without `asks_old` the present password is not asked for and "" is given. `done` is called
    after the password is set.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        heading: str,
        words: str,
        set_password: Setting,
        done: Callable[[], object],
        *,
        asks_old: bool = False,
    ) -> None:
        super().__init__(heading, parent, 460, 400 if asks_old else 330)
        self._context, self._set, self._done = context, set_password, done
        told = QLabel(words)
        told.setWordWrap(True)
        told.setProperty("role", "quiet")
        self.body.addWidget(told)
        self.old = self._line(say("password.old")) if asks_old else None
        self.new, self.again = self._line(say("password.new")), self._line(say("password.again"))
        self._wrong = QLabel()
        self._wrong.setProperty("role", "error")
        self._wrong.setWordWrap(True)
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)
        self.keep = QPushButton(say("password.set"))
        self.keep.setProperty("role", "primary")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._press)
        self.foot.insertWidget(1, self.keep)
        (self.old or self.new).setFocus()

    @property
    def sentence(self) -> str:
        """What is wrong, as it stands in the dialog."""
        return self._wrong.text()

    def _line(self, words: str) -> QLineEdit:
        label = QLabel(words)
        label.setProperty("role", "label")
        line = QLineEdit()
        line.setAccessibleName(words)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(line)
        self.body.addWidget(label)
        self.body.addWidget(line)
        return line

    def _press(self) -> None:
        if self.new.text() != self.again.text():
            self._wrong.setText(say("password.differ"))
            self.again.setFocus()
            self.again.selectAll()
            return
        self.keep.setEnabled(False)
        old = self.old.text() if self.old is not None else ""
        self._context.tasks.run(
            self._set, old, self.new.text(), done=lambda _: self._kept(), failed=self._refused, owner=self
        )

    def _kept(self) -> None:
        self.accept()
        self._done()

    def _refused(self, problem: Problem) -> None:
        self.keep.setEnabled(True)
        self._wrong.setText(problem.sentence)
        line = self.new if problem.code == "weak_password" or self.old is None else self.old
        line.setFocus()
        line.selectAll()
