"""Run in a process of its own: our window, signed in and usable; tells times and memory and ends.

Usage: python -m tests.bench.office_window HOME [--typing MILLISECONDS] [--all-places]
"Usable": the workspace has been painted and a key press sent to it afterwards has been answered, by
a window thread with nothing else to do. The figures of the home page may still be on their way;
"complete" is when they have arrived too. Between the painted sign-in and its pressed button the
clerk types for as long as --typing says.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.bench.painting import FirstPaint, tell
from ui.application import make_application
from ui.dialogs.sign_in import SignIn
from ui.program import Program

OPERATOR = "王芳"


class KeyAnswered(QObject):
    """After the next paint of a window, sends it a key press and notes when that was dealt with."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.window)
        self._program = program
        self._is_sent = False
        self.at = 0.0
        program.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook for all events of the window."""
        painted = event.type() == QEvent.Type.Paint and self._program.window.workspace is not None
        if painted and not self._is_sent:
            self._is_sent = True
            QTimer.singleShot(0, self._press)
        return False

    def _press(self) -> None:
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        focused = QApplication.focusWidget() or self._program.window
        QApplication.sendEvent(focused, pressed)
        self.at = time.monotonic()


class Course(QObject):
    """Signs in after the typing, waits until the home page is complete, goes on."""

    def __init__(self, program: Program, *, typing: int, all_places: bool) -> None:
        super().__init__()
        self._program = program
        self._typing = typing
        self._all_places = all_places
        self._times = {"asked": 0.0, "signed": 0.0}
        self._key: KeyAnswered | None = None
        self._left: list[str] = []
        self._visited = 0

    def asked(self) -> None:
        """Called when the window has been painted: wait for the sign-in, then type."""
        if not isinstance(self._program.window.over, SignIn):
            QTimer.singleShot(1, self.asked)
            return
        self._times["asked"] = time.monotonic()
        QTimer.singleShot(self._typing, self._sign_in)

    def _sign_in(self) -> None:
        entrance = self._program.window.over
        assert isinstance(entrance, SignIn)
        self._key = KeyAnswered(self._program)
        self._times["signed"] = time.monotonic()
        entrance.signed.emit(OPERATOR, os.environ["LIANXIN_PASSWORD"])
        self._wait()

    def _wait(self) -> None:
        """Look again in a millisecond until the page is there and nothing is under way."""
        answered = self._key is not None and self._key.at
        if self._program.context is None or not answered or not self._program.tasks.is_idle:
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
        assert self._key is not None
        tell(**self._times, usable=self._key.at, places=float(self._visited))
        self._program.end()
        QTimer.singleShot(0, QApplication.quit)


def main() -> int:
    """Open the office of the folder named first."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--typing", type=int, default=0)
    parser.add_argument("--all-places", action="store_true")
    given = parser.parse_args()
    application = make_application([])
    program = Program(given.home, lambda desk: None)
    course = Course(program, typing=given.typing, all_places=given.all_places)
    FirstPaint(program.window, course.asked)
    program.start()
    program.window.show()
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
