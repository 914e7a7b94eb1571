"""Cyclic garbage is collected on the window's thread only: a Qt object must die where it lives.

Python collects in whichever thread happens to allocate. On the database worker that destroys
closed dialogs and their timers from the wrong thread, and the program crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 300
# The old generation holds every loaded module: looking through it takes a tenth of a second.
OLDEST_AFTER = 40


class Collector(QObject):
    """Takes collecting over from Python for as long as the application runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the young, and the older ones when enough has come together."""
        young, middle, _ = gc.get_threshold()
        if gc.get_count()[0] <= young:
            return
        gc.collect(0)
        if gc.get_count()[1] > middle:
            gc.collect(1)
        if gc.get_count()[2] > OLDEST_AFTER:
            gc.collect(2)
