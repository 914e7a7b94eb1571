"""A chart in the window: its PDF painted as sharp as the screen is, at any scale of text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.supervision.text import say

POINTS_WIDE = 540.0  # a chart is laid out this wide: its small type is then as large as the window's
LEAST = QSize(360, 190)


class ChartView(QWidget):
    """Shows one chart, as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(LEAST)
        self.document: Any = None
        self._buffer = QBuffer(self)
        self._picture = QImage()

    @property
    def size_in_points(self) -> tuple[float, float]:
        """How large a chart that fills this place should be laid out."""
        share = self.height() / max(self.width(), 1)
        return POINTS_WIDE, round(POINTS_WIDE * min(max(share, 0.4), 0.9), 1)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show the first page of this PDF. `name`: said to those who cannot see it."""
        # QtPdf costs start-up time and is needed only here.
        from PySide6.QtPdf import QPdfDocument

        if self.document is None:
            self.document = QPdfDocument(self)
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._picture = QImage()
        self.setAccessibleName(say("chart.said", name=name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.document is None or not self.document.pageCount():
            return
        page = self.document.pagePointSize(0)
        scale = min(self.width() / page.width(), self.height() / page.height())
        place = QRectF(0, 0, page.width() * scale, page.height() * scale)
        dots = QSize(*(round(each * self.devicePixelRatioF()) for each in (place.width(), place.height())))
        if self._picture.size() != dots:
            self._picture = self.document.render(0, dots)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, self._picture)
        painter.end()
