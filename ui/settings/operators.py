"""Operators: who may sign in, their passwords, a new recovery code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app import operators
from app.operators import ROLES, Account
from app.problems import Problem
from ui.context import Context
from ui.dialogs.recovery import RecoveryCode
from ui.dialogs.sheet import Sheet
from ui.pages.text.settings import say
from ui.settings.section import Section, button
from ui.tables.plain import PlainTable
from ui.tables.rows import Row


class NewOperator(Sheet):
    """Name, role and first password of a new operator."""

    def __init__(self, context: Context, parent: QWidget, added: Callable[[], None]) -> None:
        super().__init__(say("operators.add"), parent, 460, 420)
        self._context, self._added = context, added
        self.name = self._line(say("operators.name"))
        label = QLabel(say("operators.role"))
        label.setProperty("role", "label")
        self.role = QComboBox()
        self.role.setAccessibleName(say("operators.role"))
        for role, words in ROLES.items():
            self.role.addItem(words, role)
        self.body.addWidget(label)
        self.body.addWidget(self.role)
        self.password = self._line(say("operators.password"), secret=True)
        self.again = self._line(say("operators.again"), secret=True)
        self._wrong = QLabel()
        self._wrong.setProperty("role", "error")
        self._wrong.setWordWrap(True)
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)
        self.add = QPushButton(say("operators.add"))
        self.add.setProperty("role", "primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self._add)
        self.foot.insertWidget(1, self.add)
        self.name.setFocus()

    @property
    def sentence(self) -> str:
        """What is wrong, as it stands in the dialog."""
        return self._wrong.text()

    def _line(self, words: str, secret: bool = False) -> QLineEdit:
        label = QLabel(words)
        label.setProperty("role", "label")
        line = QLineEdit()
        line.setAccessibleName(words)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(line)
        self.body.addWidget(label)
        self.body.addWidget(line)
        return line

    def _add(self) -> None:
        if self.password.text() != self.again.text():
            self._wrong.setText(say("operators.differ"))
            return
        self._context.tasks.run(
            operators.add_operator, self._context.desk, self.name.text(), str(self.role.currentData()),
            self.password.text(), done=lambda _: self._done(), failed=self._refused, owner=self,
        )  # fmt: skip

    def _done(self) -> None:
        self._added()
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self._wrong.setText(problem.sentence)


class OperatorsSection(Section):
    """The list of operators and what an administrator does with it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "operators")
        heads = [
            (say(f"operators.{name}"), width) for name, width in (("name", 0), ("role", 120), ("state", 120))
        ]
        self.table = PlainTable(say("operators"), heads)
        self.table.chosen.connect(lambda _: self._enable())
        self.add = button(say("operators.add"), "add", "primary")
        self.password = button(say("operators.set_password"), "key")
        self.disable = button(say("operators.disable"), "bin")
        self.code = button(say("operators.new_code"), "print")
        self.add.clicked.connect(lambda: NewOperator(context, self.window(), self.open).exec())
        self.password.clicked.connect(self._set_password)
        self.disable.clicked.connect(self._disable)
        self.code.clicked.connect(self._new_code)
        self.column.addWidget(self.table, 1)
        self.add_buttons(self.add, self.password, self.disable, self.code)

    def open(self) -> None:
        self.context.tasks.run(operators.accounts, self.context.desk, done=self._show, owner=self)

    def _show(self, accounts: list[Account]) -> None:
        self.table.show_rows([
            Row(each.name, (each.name, ROLES.get(each.role, each.role),
                            say("operators.disabled" if each.disabled else "operators.active")),
                is_quiet=each.disabled)
            for each in accounts
        ])  # fmt: skip
        self.table.mark(self.table.current_id or self.context.desk.operator.name)
        self._enable()

    def _enable(self) -> None:
        is_admin = self.context.desk.operator.role == "admin"
        is_self = self.table.current_id == self.context.desk.operator.name
        self.add.setEnabled(is_admin)
        self.code.setEnabled(is_admin)
        self.password.setEnabled(is_admin or is_self)
        self.disable.setEnabled(is_admin and not is_self)

    def _set_password(self) -> None:
        name, messages = self.table.current_id, self.context.messages
        password = messages.ask_text(
            say("operators.new_password", name=name), say("operators.set"), secret=True
        )
        if password is None:
            return
        if messages.ask_text(say("operators.again"), say("operators.set"), secret=True) != password:
            messages.tell(say("operators.differ"))
            return
        self.context.tasks.run(
            operators.change_password, self.context.desk, name, password,
            done=lambda _: self.context.line.say(say("operators.password_set", name=name)), owner=self,
        )  # fmt: skip

    def _disable(self) -> None:
        name = self.table.current_id
        if self.context.messages.confirm(
            say("operators.disable_question", name=name), say("operators.disable")
        ):
            self.context.tasks.run(
                operators.disable, self.context.desk, name, done=lambda _: self.open(), owner=self
            )

    def _new_code(self) -> None:
        if self.context.messages.confirm(say("operators.code_question"), say("operators.new_code")):
            self.context.tasks.run(
                operators.new_recovery_code, self.context.desk, done=self._show_code, owner=self
            )

    def _show_code(self, code: str) -> None:
        sheet = Sheet(say("operators.new_code"), self.window(), 620, 320)
        shown = RecoveryCode(self.context.tasks, self.context.messages)
        shown.show_code(self.context.desk.office.name, code)
        sheet.body.addWidget(shown)
        sheet.body.addStretch(1)
        sheet.exec()
