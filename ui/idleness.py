"""How long nobody has touched the window: after some minutes it asks to be locked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

TOUCHES = (
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.InputMethod, QEvent.Type.TouchBegin,
)  # fmt: skip


class Idleness(QObject):
    """Watches one window. `grown_idle` after `minutes` without a key or a movement; 0 never."""

    grown_idle = Signal()

    def __init__(self, window: QWindow, minutes: int) -> None:
        super().__init__(window)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.grown_idle)
        window.installEventFilter(self)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Another patience, counted from now."""
        self.timer.setInterval(minutes * 60_000)
        if minutes:
            self.timer.start()
        else:
            self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.timer.interval() and event.type() in TOUCHES:
            self.timer.start()
        return False
