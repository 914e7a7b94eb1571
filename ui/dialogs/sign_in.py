"""Who is at the desk: signing in, and coming back to a locked desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem
from ui import theme
from ui.icons import pixmap
from ui.text import say

CARD_WIDTH = 420


def _spoken(seconds: int) -> str:
    """4 秒, 1 分 04 秒."""
    minutes, rest = divmod(seconds, 60)
    return (
        say("sign.minutes", minutes=minutes, seconds=f"{rest:02d}")
        if minutes
        else say("sign.seconds", seconds=rest)
    )


class SignIn(QWidget):
    """A card in the middle of the window: operator, password, one sentence when it is wrong.

    `signed(name, password)`; `recovered(name, code)` with the printed recovery code;
    `other_wanted` on a locked desk: somebody else wants to sign in.
    """

    signed = Signal(str, str)
    recovered = Signal(str, str)
    other_wanted = Signal()

    def __init__(self, names: Sequence[str], *, locked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_locked = locked
        self._by_code = False
        self._seconds_left = 0
        self._counting = QTimer(self)
        self._counting.setInterval(1000)
        self._counting.timeout.connect(self._count)
        self.names = QComboBox()
        self.names.setAccessibleName(say("sign.operator"))
        self.names.addItems(list(names))
        self.names.currentIndexChanged.connect(lambda _: self._another())
        self.names.setEnabled(not locked)
        self.password = QLineEdit()
        self.password.returnPressed.connect(self._press)
        self._label = QLabel()
        self._label.setProperty("role", "label")
        self._label.setBuddy(self.password)
        self._wrong = QLabel()
        self._wrong.setProperty("role", "error")
        self._wrong.setWordWrap(True)
        self.enter = QPushButton()
        self.enter.setProperty("role", "primary")
        self.enter.clicked.connect(self._press)
        self._turn = QPushButton()
        self._turn.setProperty("role", "link")
        self._turn.clicked.connect(lambda: self._ask_code(not self._by_code))
        self._other = QPushButton(say("sign.other"))
        self._other.setProperty("role", "link")
        self._other.clicked.connect(self.other_wanted)
        self._lay_out()
        self._other.setVisible(locked)
        self._ask_code(False)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(
            pixmap("lock" if self._is_locked else "household", "accent", 40, self.devicePixelRatioF())
        )
        title = QLabel(say("sign.locked" if self._is_locked else "program"))
        title.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(picture)
        head.addWidget(title, 1)
        return head

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(CARD_WIDTH)
        who = QLabel(say("sign.operator"))
        who.setProperty("role", "label")
        who.setBuddy(self.names)
        links = QHBoxLayout()
        links.addWidget(self._turn)
        links.addStretch(1)
        links.addWidget(self._other)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.SPACE_5, theme.SPACE_5, theme.SPACE_5, theme.SPACE_4)
        column.setSpacing(theme.SPACE_1)
        column.addLayout(self._head())
        column.addSpacing(theme.SPACE_4)
        column.addWidget(who)
        column.addWidget(self.names)
        column.addSpacing(theme.SPACE_2)
        column.addWidget(self._label)
        column.addWidget(self.password)
        column.addWidget(self._wrong)
        column.addSpacing(theme.SPACE_3)
        column.addWidget(self.enter)
        column.addLayout(links)
        row = QHBoxLayout()  # stretches, not an alignment: an aligned card would cut wrapped sentences
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)

    def choose(self, name: str) -> None:
        """Have this operator chosen, the cursor in the password."""
        self.names.setCurrentText(name)
        self.password.setFocus()

    @property
    def sentence(self) -> str:
        """What stands under the password."""
        return self._wrong.text()

    @property
    def is_calm(self) -> bool:
        """Whether what stands there tells of no mistake."""
        return bool(self._wrong.property("role") != "error")

    def refuse(self, sentence: str) -> None:
        """Say in place why it did not work; let the clerk try again."""
        self._say(sentence, is_wrong=True)
        self.enter.setEnabled(True)
        self.password.setEnabled(True)
        self.password.setFocus()
        self.password.selectAll()

    def refuse_problem(self, problem: Problem) -> None:
        """Say what went wrong; a locked desk takes no recovery code, so it names the way to one."""
        is_wrong_here = self._is_locked and problem.code == "wrong_password"
        self.refuse(say("sign.wrong.locked") if is_wrong_here else problem.sentence)

    def wait(self, seconds: int) -> None:
        """After wrong passwords: count down, second by second, until the next try is taken."""
        self._seconds_left = seconds
        self.password.setEnabled(True)
        self.password.setFocus()
        self.password.selectAll()
        self.enter.setEnabled(False)
        self._say_wait()
        self._counting.start()

    @property
    def seconds_left(self) -> int:
        """How long the next try must wait."""
        return self._seconds_left

    def _another(self) -> None:
        """Each operator's tries are counted apart."""
        self._stop_counting()
        self._wrong.clear()

    def _count(self) -> None:
        self._seconds_left -= 1
        if self._seconds_left > 0:
            self._say_wait()
            return
        self._stop_counting()
        self._say(say("sign.again"))

    def _say_wait(self) -> None:
        wait = "sign.wait.locked" if self._is_locked else "sign.wait"
        self._say(say(wait, time=_spoken(self._seconds_left)), is_wrong=True)

    def _say(self, sentence: str, is_wrong: bool = False) -> None:
        """Put it under the password; in red only what went wrong."""
        self._wrong.setText(sentence)
        self._wrong.setProperty("role", "error" if is_wrong else "told")
        self._wrong.style().unpolish(self._wrong)
        self._wrong.style().polish(self._wrong)

    def _stop_counting(self) -> None:
        self._seconds_left = 0
        self._counting.stop()
        self.enter.setEnabled(True)

    def _ask_code(self, by_code: bool) -> None:
        self._by_code = by_code
        self._stop_counting()  # the password and the code are counted apart
        self._label.setText(say("sign.code" if by_code else "sign.password"))
        self.password.setAccessibleName(self._label.text())
        echo = QLineEdit.EchoMode.Normal if by_code else QLineEdit.EchoMode.Password
        self.password.setEchoMode(echo)
        self.password.clear()
        self.enter.setText(say("sign.unlock" if self._is_locked else "sign.enter"))
        self._turn.setText(say("sign.by_password" if by_code else "sign.by_code"))
        self._turn.setVisible(not self._is_locked)
        self._wrong.clear()
        self.password.setFocus()

    def _press(self) -> None:
        if self._seconds_left > 0:
            return
        typed = self.password.text()
        if not typed.strip():
            self.refuse(say("sign.empty_code" if self._by_code else "sign.empty"))
            return
        self._say(say("sign.opening"))
        self.enter.setEnabled(False)
        self.password.setEnabled(False)
        (self.recovered if self._by_code else self.signed).emit(self.names.currentText(), typed)
