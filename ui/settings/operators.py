"""Operators: who may sign in, in which role, their passwords, a new recovery code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app import operators
from app.operators import ROLES, Account
from app.problems import Problem
from app.rights import may
from ui.context import Context
from ui.dialogs.new_password import NewPassword
from ui.dialogs.recovery import RecoveryCode
from ui.dialogs.sheet import Sheet
from ui.pages.text.settings import say
from ui.settings.section import Section, button, only_admin_words
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.text import say as shell_say


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
    """The list of operators and what an administrator does with it; everyone's own password."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "operators")
        heads = [
            (say(f"operators.{name}"), width) for name, width in (("name", 0), ("role", 120), ("state", 120))
        ]
        self._accounts: dict[str, Account] = {}
        self._is_admin = may(context.desk, "operators")
        self.table = PlainTable(say("operators"), heads)
        self.table.chosen.connect(lambda _: self._enable())
        self.own = button(say("operators.own_password"), "key", "primary")
        self.add = button(say("operators.add"), "add")
        self.role = button(say("operators.change_role"), "person")
        self.password = button(say("operators.set_password"), "key")
        self.disable = button(say("operators.disable"), "lock")
        self.code = button(say("operators.new_code"), "print")
        self.own.clicked.connect(self._own_password)
        self.add.clicked.connect(lambda: NewOperator(context, self.window(), self.open).exec())
        self.role.clicked.connect(self._change_role)
        self.password.clicked.connect(self._set_password)
        self.disable.clicked.connect(self._turn)
        self.code.clicked.connect(self._new_code)
        self.column.addWidget(self.table, 1)
        self.add_buttons(self.own, self.code)
        self.add_buttons(self.add, self.role, self.password, self.disable)
        if not self._is_admin:
            self.column.addWidget(only_admin_words())

    def open(self) -> None:
        self.context.tasks.run(operators.accounts, self.context.desk, done=self._show, owner=self)

    @property
    def marked(self) -> Account | None:
        """The operator that is marked."""
        return self._accounts.get(self.table.current_id)

    def _show(self, accounts: list[Account]) -> None:
        self._accounts = {each.name: each for each in accounts}
        self.table.show_rows([
            Row(each.name, (each.name, ROLES.get(each.role, each.role),
                            say("operators.disabled" if each.disabled else "operators.active")),
                is_quiet=each.disabled)
            for each in accounts
        ])  # fmt: skip
        self.table.mark(self.table.current_id or self.context.desk.operator.name)
        self._enable()

    def _enable(self) -> None:
        marked = self.marked
        is_other = marked is not None and marked.name != self.context.desk.operator.name
        is_disabled = marked is not None and marked.disabled
        self.add.setEnabled(self._is_admin)
        self.code.setEnabled(self._is_admin)
        for each in (self.role, self.password):
            each.setEnabled(self._is_admin and is_other and not is_disabled)
        self.disable.setEnabled(self._is_admin and is_other)
        self.disable.setText(say("operators.enable" if is_disabled else "operators.disable"))
        tip = "" if is_other or not self._is_admin else say("operators.not_self")
        for each in (self.role, self.password, self.disable):
            each.setToolTip(tip)

    def _own_password(self) -> None:
        desk = self.context.desk
        NewPassword(
            self.context, self.window(), say("operators.own_password"), say("operators.own_words"),
            lambda old, new: operators.change_own_password(desk, old, new),
            lambda: self._say_set(desk.operator.name), asks_old=True,
        ).exec()  # fmt: skip

    def _set_password(self) -> None:
        name = self.table.current_id
        self._ask_password(name, lambda new: operators.change_password(self.context.desk, name, new))

    def _ask_password(self, name: str, set_password: Callable[[str], object]) -> None:
        NewPassword(
            self.context, self.window(), say("operators.set_password"),
            say("operators.new_password", name=name), lambda _, new: set_password(new),
            lambda: self._say_set(name),
        ).exec()  # fmt: skip

    def _say_set(self, name: str) -> None:
        self.context.line.say(say("operators.password_set", name=name))
        self.open()

    def _change_role(self) -> None:
        marked = self.marked
        if marked is None:
            return
        roles = list(ROLES)
        question = say("operators.role_question", name=marked.name, role=ROLES.get(marked.role, ""))
        number = self.context.messages.choose(
            question, [*ROLES.values(), shell_say("cancel")], detail=say("operators.roles")
        )
        if 0 <= number < len(roles) and roles[number] != marked.role:
            self.context.tasks.run(
                operators.change_role, self.context.desk, marked.name, roles[number], owner=self,
                done=lambda _: self._changed(marked.name, roles[number]),
            )  # fmt: skip

    def _changed(self, name: str, role: str) -> None:
        self.context.line.say(say("operators.role_changed", name=name, role=ROLES[role]))
        self.open()

    def _turn(self) -> None:
        marked = self.marked
        if marked is None:
            return
        name, desk = marked.name, self.context.desk
        if marked.disabled:
            self._ask_password(name, lambda new: operators.enable(desk, name, new))
        elif self.context.messages.confirm(
            say("operators.disable_question", name=name), say("operators.disable")
        ):
            self.context.tasks.run(operators.disable, desk, name, done=lambda _: self.open(), owner=self)

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
