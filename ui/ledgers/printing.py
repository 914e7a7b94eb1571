"""Putting PDF pages on a printer: page by page and in bands, so that neither window nor memory suffers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

SHARPEST = 600  # dots per inch; finer ones cost memory and cannot be told apart
BAND = 1000  # rows of dots painted at a time

# Asks which printer: (window, size of the first page in points) → a QPrinter, None when cancelled.
Choosing = Callable[[QWidget, QSizeF], Any]


def ask_printer(parent: QWidget, size: QSizeF) -> Any:
    """The printer that the clerk chooses in the system's dialog; None when cancelled."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only needed when printing

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageOrientation(orientation(size))
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def orientation(size: QSizeF) -> QPageLayout.Orientation:
    """How a page of that size lies."""
    is_wide = size.width() > size.height()
    return QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait


class PrintRun(QObject):
    """Sends documents to a printer as one job. `progressed(done, total)`; `finished(done, total)`.

    `finished(0, total)` with nothing done means that the printer did not accept the job.
    """

    progressed = Signal(int, int)
    finished = Signal(int, int)

    def __init__(self, documents: Sequence[Any], printer: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = [(each, number) for each in documents for number in range(each.pageCount())]
        self._printer = printer
        self._painter = QPainter()
        self._done = 0
        self._is_stopped = False

    def start(self) -> None:
        """Begin; the window stays alive between two pages."""
        if not self._pages or not self._turn(0) or not self._painter.begin(self._printer):
            self.finished.emit(0, len(self._pages))
            return
        QTimer.singleShot(0, self._next)

    def stop(self) -> None:
        """Print no further page."""
        self._is_stopped = True

    def _turn(self, number: int) -> bool:
        document, page = self._pages[number]
        self._printer.setPageOrientation(orientation(document.pagePointSize(page)))
        return True

    def _next(self) -> None:
        if self._is_stopped or self._done == len(self._pages):
            self._painter.end()
            self.finished.emit(self._done, len(self._pages))
            return
        if self._done:
            self._turn(self._done)
            self._printer.newPage()
        paint_page(self._painter, *self._pages[self._done], self._printer.resolution())
        self._done += 1
        self.progressed.emit(self._done, len(self._pages))
        QTimer.singleShot(0, self._next)


def paint_page(painter: QPainter, document: Any, number: int, resolution: int) -> None:
    """One page over the whole paper, in bands."""
    from PySide6.QtPdf import QPdfDocumentRenderOptions  # costs start-up time, needed only here

    room, size = painter.viewport(), document.pagePointSize(number)
    coarser = max(1, -(-resolution // SHARPEST))
    scale = min(room.width() / size.width(), room.height() / size.height()) / coarser
    whole = QSize(round(size.width() * scale), round(size.height() * scale))
    for top in range(0, whole.height(), BAND):
        band = QRect(0, top, whole.width(), min(BAND, whole.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(band)
        picture = document.render(number, band.size(), options)
        place = QRect(0, top * coarser, band.width() * coarser, band.height() * coarser)
        painter.drawImage(place, picture)
