"""Trying the installed program out: its own test, and a start that ends as soon as it is painted."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from app import self_test as office_test
from app.__main__ import home_of
from ui import theme
from ui.application import make_application
from ui.icons import icon
from ui.program import Program


class FirstPaint(QObject):
    """Calls back once, as soon as the watched window has been painted and its events are done."""

    def __init__(self, window: QWidget, painted: Callable[[], None]) -> None:
        super().__init__(window)
        self._painted = painted
        self._is_told = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._is_told:
            self._is_told = True
            QTimer.singleShot(0, self._painted)
        return False


def run(words: Sequence[str]) -> int:
    """Carry out `--self-test` or `--until-shown`; the exit code."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Qt would abort the process
    application = make_application([])
    if "--self-test" in words:
        return self_test(application)
    return until_shown(application, home_of(words))


def until_shown(application: QApplication, home: Path) -> int:
    """Start as always, and end in good order after the first paint; how start-up is timed."""
    program = Program(home, lambda desk: None)

    def painted() -> None:
        program.end()
        application.quit()

    FirstPaint(program.window, painted)
    program.start()
    program.window.show()
    code = application.exec()
    program.window.close()
    return code


def self_test(application: QApplication) -> int:
    """A temporary office written, printed and opened again, then the window; 0 when all is well."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        passed = office_test.run(folder) and office_test.step(
            "window", lambda: _check_window(application, folder)
        )
    return office_test.verdict(passed)


def _check_window(application: QApplication, folder: Path) -> None:
    """The window paints in its own type with its icons, and shows a printed ledger. Raises AssertionError."""
    from PySide6.QtPdf import QPdfDocument

    (folder / "window").mkdir()
    office_test.require(until_shown(application, folder / "window") == 0, "window")
    office_test.require(QFontInfo(QApplication.font()).family().startswith("Noto Sans SC"), "font")
    office_test.require(not icon("household", "accent").pixmap(theme.TEXT).isNull(), "icons")
    document = QPdfDocument(application)
    loaded = document.load(str(folder / office_test.PDF))
    office_test.require(loaded == QPdfDocument.Error.None_ and document.pageCount() > 0, "preview")
    document.close()
