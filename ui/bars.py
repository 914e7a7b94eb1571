"""The bar over the pages and the line under them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.operators import ROLES
from ui import theme
from ui.context import Context
from ui.find_box import FindBox
from ui.icons import icon
from ui.notices import Notice
from ui.sight_switch import SightSwitch
from ui.text import say

SAID_FOR_MS = 12_000
BUSY_AFTER_MS = 300


class TopBar(QFrame):
    """Office name, find box, who is signed in, what is hidden, help, lock."""

    helped = Signal()
    locked = Signal()
    renamed = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self._context = context
        self.office = office = QLabel(context.desk.office.name)
        office.setObjectName("office")
        office.setTextFormat(Qt.TextFormat.PlainText)
        office.setMaximumWidth(260)
        office.setToolTip(context.desk.office.name)
        context.notices.changed.connect(self._hear)
        self.find_box = FindBox(context)
        self.find_box.setMaximumWidth(480)
        operator = context.desk.operator
        who = QLabel(f"{operator.name} · {ROLES.get(operator.role, '')}")
        who.setProperty("role", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_4)
        layout.addWidget(office)
        layout.addWidget(self.find_box, 3)
        layout.addStretch(1)
        layout.addWidget(who)
        self.sight = SightSwitch(context)
        layout.addWidget(self.sight)
        for words, name, keys, pressed in (
            ("help", "help", "F1", self.helped), ("lock", "lock", "Ctrl+L", self.locked),
        ):  # fmt: skip
            button = QToolButton()
            button.setText(say(words))
            button.setIcon(icon(name, "quiet"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(say(words))
            button.setToolTip(keys)
            button.clicked.connect(pressed)
            layout.addWidget(button)

    def _hear(self, notice: Notice) -> None:
        desk = self._context.desk
        if desk.office.id in notice.ids:  # asked behind the write: its maker gives the desk the name after it
            self._context.tasks.run(lambda: desk.office.name, done=self._rename, owner=self)

    def _rename(self, name: str) -> None:
        self.office.setText(name)
        self.office.setToolTip(name)
        self.renamed.emit(name)


class BottomLine(QFrame):
    """What was just done, “撤销” beside it, and whether the worker is busy."""

    undo = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottom")
        self.setFixedHeight(theme.ROW)
        self._said = QLabel()
        self._said.setObjectName("said")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self.undo_button = QPushButton(say("undo"))
        self.undo_button.setProperty("role", "link")
        self.undo_button.setToolTip("Ctrl+Z")
        self.undo_button.hide()
        self.undo_button.clicked.connect(self.undo)
        self._busy = QLabel(say("line.working"))
        self._busy.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, 0, theme.SPACE_4, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self._said)
        layout.addWidget(self.undo_button)
        layout.addStretch(1)
        layout.addWidget(self._busy)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(SAID_FOR_MS)
        self._fade.timeout.connect(lambda: self.show_sentence("", False))
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(BUSY_AFTER_MS)
        self._waiting.timeout.connect(self._busy.show)
        context.line.said.connect(self.show_sentence)
        context.tasks.busy.connect(self._show_busy)

    @property
    def sentence(self) -> str:
        """What the line says now."""
        return self._said.text()

    def show_sentence(self, sentence: str, can_undo: bool) -> None:
        """Say it for a while; screen readers are told through the label's name."""
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
        self.undo_button.setVisible(can_undo)
        if sentence:
            self._fade.start()

    def _show_busy(self, is_busy: bool) -> None:
        if is_busy:
            self._waiting.start()
        else:
            self._waiting.stop()
            self._busy.hide()
