"""The switch over every page: show for five minutes what is hidden in lists, cards and forms."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QToolButton

from app.unmasking import hide_all, show_all
from ui.context import Context
from ui.icons import icon
from ui.text import say


class SightSwitch(QToolButton):
    """“显示隐藏内容”, then how long it is shown yet; pressed again it hides at once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("eye", "quiet"))
        self.clicked.connect(self._press)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._tick)
        self._tell()

    @property
    def is_open(self) -> bool:
        """Whether what is hidden is shown now."""
        desk = self._context.desk
        return desk.sight.is_open(desk.now())

    def hide_now(self) -> None:
        """Hide it, as when the desk is locked."""
        if self._context.desk.sight.until is not None:
            self._context.tasks.run(hide_all, self._context.desk, done=lambda _: self._tell(), owner=self)

    def _press(self) -> None:
        work = hide_all if self.is_open else show_all
        self._context.tasks.run(work, self._context.desk, done=lambda _: self._tell(), owner=self)

    def _tick(self) -> None:
        if not self.is_open:
            self._seconds.stop()
            self.hide_now()
        self._tell()

    def _tell(self) -> None:
        desk, words = self._context.desk, "sight.show"
        if self.is_open and desk.sight.until is not None:
            words = "sight.hide"
            left = int((desk.sight.until - desk.now()).total_seconds())
            self.setText(say(words, left=f"{left // 60}:{left % 60:02d}"))
            self._seconds.start()
        else:
            self.setText(say(words))
        self.setAccessibleName(self.text())
        self.setToolTip(say(f"{words}.tip"))
