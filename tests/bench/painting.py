"""Run inside a measured process: notices a window's first paint and tells time and memory."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Calls back once, as soon as the watched window has been painted and its events are done."""

    def __init__(self, window: QWidget, painted: Callable[[], None]) -> None:
        super().__init__(window)
        self._painted = painted
        self._is_told = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook for all events of the window."""
        if event.type() == QEvent.Type.Paint and not self._is_told:
            self._is_told = True
            QTimer.singleShot(0, self._painted)
        return False


def tell(**facts: float) -> None:
    """Print one JSON object: the facts, the monotonic clock, and the resident memory.

    Resident, shared libraries included: what is this process's own alone depends on who else runs Qt.
    """
    megabytes = psutil.Process().memory_info().rss / 1e6
    print(json.dumps({"at": time.monotonic(), "megabytes": megabytes, **facts}), flush=True)
