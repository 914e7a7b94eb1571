"""The row under the preview: which page, how large, and the keys for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ui import theme
from ui.icons import icon
from ui.ledgers.text import say

ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.25, 0.25, 4.0


class Leafing(QWidget):
    """Leafs through the pages of a QPdfView and zooms it. Hidden: its keys do nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._view: Any = None
        self.page_words, self.zoom_words = QLabel(), QLabel()
        for label in (self.page_words, self.zoom_words):
            label.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        row.addWidget(_button("page.back", lambda: self.leaf(-1), "left"))
        row.addWidget(self.page_words)
        row.addWidget(_button("page.on", lambda: self.leaf(1), "right"))
        row.addStretch(1)
        row.addWidget(self.zoom_words)
        acts: dict[str, tuple[tuple[str, ...], Callable[[], None]]] = {
            "zoom.out": (("Ctrl+-",), lambda: self.zoom_by(1 / ZOOM_STEP)),
            "zoom.in": (("Ctrl++", "Ctrl+="), lambda: self.zoom_by(ZOOM_STEP)),
            "zoom.fit": (("Ctrl+0",), self.fit),
        }
        for name, (keys, act) in acts.items():
            button = _button(name, act)
            button.setToolTip(keys[0])
            row.addWidget(button)
            for each in keys:
                QShortcut(QKeySequence(each), self).activated.connect(act)
        self.hide()

    def serve(self, view: Any) -> None:
        """Leaf through the pages of this view from now on."""
        self._view = view
        view.pageNavigator().currentPageChanged.connect(lambda _: self.tell())

    @property
    def place(self) -> tuple[int, QPointF]:
        """The page that is shown, and where on it."""
        return self._view.pageNavigator().currentPage(), self._view.pageNavigator().currentLocation()

    def go(self, place: tuple[int, QPointF]) -> None:
        """Show that place, or the last page when there are fewer."""
        last = self._view.document().pageCount() - 1
        self._view.pageNavigator().jump(max(0, min(place[0], last)), place[1])
        self.tell()

    def leaf(self, steps: int) -> None:
        """Show the page so many further on."""
        self.go((self.place[0] + steps, QPointF()))

    def fit(self) -> None:
        """As wide as there is room."""
        self._view.setZoomMode(self._view.ZoomMode.FitToWidth)
        self.tell()

    @property
    def zoom(self) -> float:
        """How large the pages are shown; 1.0 is as on paper."""
        if self._view.zoomMode() != self._view.ZoomMode.FitToWidth:
            return float(self._view.zoomFactor())
        margins = self._view.documentMargins()
        room = self._view.viewport().width() - margins.left() - margins.right()
        width = self._view.document().pagePointSize(self.place[0]).width() or 1
        return float(room / (width * self._view.logicalDpiX() / 72))

    def zoom_by(self, factor: float) -> None:
        """Show the pages so many times larger."""
        wanted = max(LEAST_ZOOM, min(MOST_ZOOM, self.zoom * factor))
        self._view.setZoomMode(self._view.ZoomMode.Custom)
        self._view.setZoomFactor(wanted)
        self.tell()

    def tell(self) -> None:
        """Say which page and how large."""
        if self.isHidden():
            return
        count = self._view.document().pageCount()
        self.page_words.setText(say("pages", page=min(self.place[0] + 1, count), pages=count))
        self.zoom_words.setText(say("zoom", percent=round(self.zoom * 100)))


def _button(words: str, act: Callable[[], None], picture: str = "") -> QToolButton:
    button = QToolButton()
    if picture:
        button.setIcon(icon(picture))
        button.setToolTip(say(words))
    else:
        button.setText(say(words))
    button.setAccessibleName(say(words))
    button.clicked.connect(act)
    return button
