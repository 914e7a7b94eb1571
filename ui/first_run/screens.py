"""The four screens of the first start; each says whether it is filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.dialogs.recovery import RecoveryCode
from ui.icons import icon
from ui.messages import Messages
from ui.tasks import Tasks
from ui.text import say

LEVELS = ("village", "township", "county")
BEGINNINGS = {"import": "import", "empty": "edit", "rejoin": "exchange", "demo": "eye"}
LEAST_PASSWORD = 6


class Screen(QWidget):
    """One screen: a heading, its fields, and the sentence of what is missing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.SPACE_2)
        heading = QLabel(say(f"first.{name}"))
        heading.setProperty("role", "heading")
        words = QLabel(say(f"first.{name}.words"))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        self.column.addWidget(heading)
        self.column.addWidget(words)
        self.column.addSpacing(theme.SPACE_2)

    def missing(self) -> str:
        """What the clerk has still to do here, as a sentence; "" when nothing."""
        return ""

    def begin(self) -> None:
        """The screen is shown: put the cursor where typing begins."""

    def add_line(self, words: str, secret: bool = False, hint: str = "") -> QLineEdit:
        """A labelled line."""
        label = QLabel(words)
        label.setProperty("role", "label")
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(words)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(line)
        self.column.addWidget(label)
        self.column.addWidget(line)
        return line

    def add_choices(self, choices: dict[str, QPushButton]) -> None:
        """Buttons of which one is chosen; arrows move, the first is chosen at the beginning."""
        group = QButtonGroup(self)
        for number, button in enumerate(choices.values()):
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setChecked(number == 0)
            group.addButton(button)
            self.column.addWidget(button)


class OfficeScreen(Screen):
    """Level, name and 12-digit code of the office."""

    def __init__(self) -> None:
        super().__init__("office")
        self._levels = {level: QPushButton(say(f"first.level.{level}")) for level in LEVELS}
        self.add_choices(self._levels)
        self.office = self.add_line(say("first.office.name"), hint=say("first.office.name_hint"))
        self.code = self.add_line(say("first.office.code"), hint=say("first.office.code_hint"))
        self.code.setMaxLength(20)
        self.column.addStretch(1)

    @property
    def level(self) -> str:
        """The chosen level."""
        return next(level for level, button in self._levels.items() if button.isChecked())

    def missing(self) -> str:
        if not self.office.text().strip():
            return say("first.office.no_name")
        code = self.code.text().strip()
        if code and not (code.isascii() and code.isdigit() and len(code) == 12):
            return say("first.office.bad_code", length=len(code))
        return ""

    def begin(self) -> None:
        self.office.setFocus()


class OperatorScreen(Screen):
    """The first operator and the password, twice."""

    def __init__(self) -> None:
        super().__init__("operator")
        self.operator = self.add_line(say("first.operator.name"))
        self.password = self.add_line(say("first.operator.password"), secret=True)
        self.again = self.add_line(say("first.operator.again"), secret=True)
        self.column.addStretch(1)

    def missing(self) -> str:
        if not self.operator.text().strip():
            return say("first.operator.no_name")
        if len(self.password.text()) < LEAST_PASSWORD:
            return say("first.operator.short", least=LEAST_PASSWORD)
        return "" if self.password.text() == self.again.text() else say("first.operator.differ")

    def begin(self) -> None:
        self.operator.setFocus()


class RecoveryScreen(Screen):
    """The recovery code; going on takes a promise that it is on paper."""

    def __init__(self, tasks: Tasks, messages: Messages) -> None:
        super().__init__("recovery")
        self.code = RecoveryCode(tasks, messages)
        self.promise = QCheckBox(say("first.recovery.promise"))
        self.column.addWidget(self.code)
        self.column.addWidget(self.promise)
        self.column.addStretch(1)

    def missing(self) -> str:
        return "" if self.promise.isChecked() else say("first.recovery.unkept")

    def begin(self) -> None:
        self.code.print_button.setFocus()


class BeginningScreen(Screen):
    """How to begin: bring in Excel, start empty, go on where a dead PC was, or look at a made-up village."""

    def __init__(self) -> None:
        super().__init__("beginning")
        self._choices = {
            name: QPushButton(icon(picture, "accent"), say(f"first.beginning.{name}"))
            for name, picture in BEGINNINGS.items()
        }
        self.add_choices(self._choices)
        self.column.addStretch(1)

    def choose(self, name: str) -> None:
        """Choose one of BEGINNINGS."""
        self._choices[name].setChecked(True)

    @property
    def choice(self) -> str:
        """One of BEGINNINGS."""
        return next(name for name, button in self._choices.items() if button.isChecked())

    def begin(self) -> None:
        self._choices[self.choice].setFocus(Qt.FocusReason.TabFocusReason)
