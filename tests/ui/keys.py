"""What hands do at the keyboard: keys go where the cursor is, Chinese through the input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.fields.references import ReferenceField, ReferencesField

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Types into whatever has the cursor in one window."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window

    @property
    def at(self) -> QWidget:
        """Where the keys go."""
        widget = self._window.window().focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key so many times."""
        for _ in range(times):
            self._qtbot.keyClick(self.at, key, modifier)

    def enter(self, times: int = 1) -> None:
        """Enter: on to the next field."""
        self.press(Qt.Key.Key_Return, times=times)

    def next_text(self, times: int = 1) -> None:
        """Ctrl+Enter: out of a long text, on to the next field."""
        self.press(Qt.Key.Key_Return, CONTROL, times)

    def type(self, text: str) -> None:
        """Letters and digits key by key; Chinese as an input method hands it over."""
        if text.isascii():
            self._qtbot.keyClicks(self.at, text)
            return
        handed = QInputMethodEvent()
        handed.setCommitString(text)
        QApplication.sendEvent(self.at, handed)

    def pick(self, field: ReferenceField | ReferencesField, text: str) -> None:
        """Type into the picker that has the cursor, wait for its list, take the first with Enter."""
        before = field.value()
        self.type(text)
        line = field.line
        self._qtbot.waitUntil(lambda: line.answers_to == text and line.choosing.current is not None)
        self.press(Qt.Key.Key_Return)
        assert field.value() != before
