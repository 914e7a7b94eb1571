"""Enter presses the button that has the focus, as Space does; Qt does this only inside dialogs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget


class EnterKey(QObject):
    """Watches only buttons that have had the focus: watching the whole program would slow every event."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPushButton) and not now.isCheckable():
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        )
        if not is_enter or not isinstance(watched, QPushButton) or watched.autoDefault():
            return False
        assert isinstance(event, QKeyEvent)
        if event.isAutoRepeat():
            return True
        if watched.menu() is not None:
            watched.showMenu()
        else:
            watched.click()
        return True
