"""Run in a process of its own: our window, signed in and usable; tells time and memory and ends.

Usage: python -m tests.bench.office_window HOME [--all-places]
"Usable" means: the first page is painted and the database worker has nothing left to do for it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.offices import OPERATOR
from tests.bench.painting import FirstPaint, tell
from ui.application import make_application
from ui.dialogs.sign_in import SignIn
from ui.program import Program


class Course(QObject):
    """Signs in as soon as the sign-in is there, waits until the page stands still, goes on."""

    def __init__(self, program: Program, *, all_places: bool) -> None:
        super().__init__()
        self._program = program
        self._all_places = all_places
        self._asked_at = 0.0
        self._left: list[str] = []
        self._visited = 0

    def sign_in(self) -> None:
        """Called when the sign-in has been painted: type the password for the clerk."""
        entrance = self._program.window.over
        if not isinstance(entrance, SignIn):
            QTimer.singleShot(1, self.sign_in)
            return
        self._asked_at = time.monotonic()
        entrance.signed.emit(OPERATOR, os.environ["LIANXIN_PASSWORD"])
        self._wait()

    def _wait(self) -> None:
        """Look again in a millisecond until the page is there and nothing is under way."""
        if self._program.context is None or not self._program.tasks.is_idle:
            QTimer.singleShot(1, self._wait)
        elif self._all_places:
            self._next()
        else:
            self._end()

    def _next(self) -> None:
        navigation = self._program.context.navigation if self._program.context else None
        assert navigation is not None
        if not self._visited:
            self._left = [place.name for place in navigation.places]
        if not self._left:
            self._end()
            return
        self._visited += 1
        navigation.go(self._left.pop(0))
        QTimer.singleShot(1, self._wait)

    def _end(self) -> None:
        tell(asked=self._asked_at, places=float(self._visited))
        self._program.end()
        QTimer.singleShot(0, QApplication.quit)


def main() -> int:
    """Open the office of the folder named first."""
    application = make_application([])
    program = Program(Path(sys.argv[1]), lambda desk: None)
    course = Course(program, all_places="--all-places" in sys.argv)
    FirstPaint(program.window, course.sign_in)
    program.start()
    program.window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
