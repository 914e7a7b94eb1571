"""The way through the first start: four screens, back and forth, the office made after the second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import Desk
from app.offices import SetUp
from app.problems import Problem
from ui import theme
from ui.first_run.screens import BeginningScreen, OfficeScreen, OperatorScreen, RecoveryScreen, Screen
from ui.messages import Messages
from ui.tasks import Tasks
from ui.text import say

CARD_WIDTH, CARD_HEIGHT = 620, 560
HELP_PAGE = "first"  # 01-first-start.md
Create = Callable[[SetUp], tuple[Desk, str]]


class FirstRun(QWidget):
    """`finished(desk, beginning)`: the office is made; beginning is import, empty, rejoin or demo.
    `restore_wanted`: there is a backup of this office already.

    `create(asked)` makes the office and gives its desk and recovery code; it runs on the worker.
    """

    finished = Signal(object, str)
    help_asked = Signal(str)
    restore_wanted = Signal()

    def __init__(
        self, tasks: Tasks, messages: Messages, create: Create, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks, self._create = tasks, create
        self._desk: Desk | None = None
        self.office = OfficeScreen()
        self.operator = OperatorScreen()
        self.recovery = RecoveryScreen(tasks, messages)
        self.beginning = BeginningScreen()
        self.screens: tuple[Screen, ...] = (self.office, self.operator, self.recovery, self.beginning)
        self._stack = QStackedWidget()
        self._step = QLabel()
        self._step.setProperty("role", "quiet")
        self._wrong = QLabel()
        self._wrong.setProperty("role", "error")
        self._wrong.setWordWrap(True)
        self.back = QPushButton(say("first.back"))
        self.back.clicked.connect(self._go_back)
        self.restore = QPushButton(say("first.restore"))
        self.restore.setProperty("role", "link")
        self.restore.clicked.connect(self.restore_wanted)
        self.next = QPushButton()
        self.next.setProperty("role", "primary")
        self.next.clicked.connect(self._go_on)
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        for screen in self.screens:
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(screen)
            self._stack.addWidget(scroll)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self._step, 1)
        foot.addWidget(self.restore)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(CARD_WIDTH)
        card.setMaximumHeight(CARD_HEIGHT)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.SPACE_5, theme.SPACE_5, theme.SPACE_5, theme.SPACE_4)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self._stack, 1)
        column.addWidget(self._wrong)
        column.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.SPACE_4, 0, theme.SPACE_4)
        layout.addStretch(1)
        layout.addWidget(card)
        layout.addStretch(1)

    @property
    def desk(self) -> Desk | None:
        """The desk, once the office is made; closing the window early must close it."""
        return self._desk

    @property
    def number(self) -> int:
        """Which screen is shown, counted from 0."""
        return self._stack.currentIndex()

    @property
    def sentence(self) -> str:
        """What stands at the foot of the card."""
        return self._wrong.text()

    def tell(self, sentence: str) -> None:
        """Say at the foot what is going on."""
        self._wrong.setText(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press_enter()
            return
        if event.key() == Qt.Key.Key_Escape and not self.back.isHidden():
            self._go_back()
            return
        if event.key() == Qt.Key.Key_F1:
            self.help_asked.emit(HELP_PAGE)
            return
        super().keyPressEvent(event)

    def _press_enter(self) -> None:
        """Enter presses a button, goes to the next field, and goes on from the last one."""
        here = self.focusWidget()
        if isinstance(here, QPushButton) and not here.isCheckable():
            here.click()
        elif not self.focusNextPrevChild(True) or self.focusWidget() in (self.back, self.next):
            self.next.setFocus(Qt.FocusReason.TabFocusReason)
            self._go_on()

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._wrong.clear()
        self._step.setText(say("first.step", number=number + 1, count=len(self.screens)))
        # The office cannot be made a second time: no way back behind its making.
        self.back.setVisible(number == 1 or number == 3)
        self.restore.setVisible(number == 0)
        self.next.setText(say("first.start" if number == len(self.screens) - 1 else "first.next"))
        self.next.setEnabled(True)
        self.screens[number].begin()

    def _go_back(self) -> None:
        self._show(self.number - 1)

    def _go_on(self) -> None:
        screen = self.screens[self.number]
        if missing := screen.missing():
            self._wrong.setText(missing)
            return
        if screen is self.operator and self._desk is None:
            self._make_office()
        elif screen is self.beginning:
            assert self._desk is not None
            self.next.setEnabled(False)
            self.finished.emit(self._desk, self.beginning.choice)
        else:
            self._show(self.number + 1)

    def _make_office(self) -> None:
        asked = SetUp(
            self.office.level, self.office.office.text().strip(), self.office.code.text().strip(),
            self.operator.operator.text().strip(), self.operator.password.text(),
        )  # fmt: skip
        self.next.setEnabled(False)
        self._wrong.setText(say("first.making"))
        self._tasks.run(self._create, asked, done=self._made, failed=self.refuse, owner=self)

    def _made(self, made: tuple[Desk, str]) -> None:
        self._desk, code = made
        self.recovery.code.show_code(self._desk.office.name, code)
        self._show(2)

    def refuse(self, problem: Problem) -> None:
        """Say at the foot why it did not work; let the clerk try again."""
        self.next.setEnabled(True)
        self._wrong.setText(problem.sentence)
