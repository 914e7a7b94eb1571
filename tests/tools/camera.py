"""A camera before the running window: waits until it stands still, takes it with what lies over it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import (
    QBuffer,
    QEventLoop,
    QIODevice,
    QLoggingCategory,
    QMessageLogContext,
    QPoint,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from ui import theme
from ui.context import Context
from ui.program import Program

WIDTH, HEIGHT = 1366, 768
COLOURS = 200
LONGEST_WAIT_S = 120
# For how long nothing must happen before a page counts as standing still.
STILL_MS = 150


def wait_until(reached: Callable[[], bool]) -> None:
    """Let the window work until the state is reached. Raises TimeoutError when it never is."""
    loop = QEventLoop()
    timer = QTimer()
    last = time.monotonic() + LONGEST_WAIT_S
    seen: list[bool] = []  # it may be left again before this returns

    def look() -> None:
        if reached():
            seen.append(True)
        if seen or time.monotonic() > last:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(10)
    loop.exec()
    timer.stop()
    if not seen:
        raise TimeoutError("the window did not come to rest")


class Camera:
    """Takes one picture after the other of a program that runs, each in few colours to stay small."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self._folder = folder
        self.taken: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def context(self) -> Context:
        """The open desk's context."""
        assert self.program.context is not None
        return self.program.context

    @property
    def page(self) -> Any:
        """The page that the window shows; scenes know which one it is."""
        assert self.program.window.workspace is not None
        return self.program.window.workspace.page

    def settle(self, still_ms: int = STILL_MS) -> None:
        """Until the worker is idle, and stays so for a while."""
        wait_until(lambda: self.program.tasks.is_idle)
        loop = QEventLoop()
        QTimer.singleShot(still_ms, loop.quit)
        loop.exec()
        wait_until(lambda: self.program.tasks.is_idle)

    def read(self, work: Callable[..., Any], *given: Any) -> Any:
        """What the work gives; it runs on the database worker."""
        found: list[Any] = []
        self.context.tasks.run(work, *given, done=found.append)
        wait_until(lambda: bool(found))
        return found[0]

    def take(self, name: str, still_ms: int = STILL_MS) -> None:
        """One picture of the whole window, an open dialog in its middle."""
        self.settle(still_ms)
        window = self.program.window
        picture = window.grab()
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                picture = _with_dialog(picture, dialog.grab())
        path = self._folder / f"{name}.png"
        _write(picture, path)
        self.taken.append(path)


def _with_dialog(under: QPixmap, dialog: QPixmap) -> QPixmap:
    """The dialog in the middle of the picture, with a line around it."""
    painter = QPainter(under)
    corner = QPoint((under.width() - dialog.width()) // 2, (under.height() - dialog.height()) // 2)
    painter.drawPixmap(corner, dialog)
    painter.setPen(theme.colour("quiet"))
    painter.drawRect(corner.x() - 1, corner.y() - 1, dialog.width() + 1, dialog.height() + 1)
    painter.end()
    return under


def _write(picture: QPixmap, path: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    whole = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    few = whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def without_noise() -> None:
    """No word of the screen that is none: it says of every window that it cannot tell its size."""
    QLoggingCategory.setFilterRules("qt.qpa.*=false")
    qInstallMessageHandler(_told)


def _told(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")
