"""Line icons: one SVG each in resources/icons, drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.resources import resource
from ui.theme import COLOURS

SCALES = (1.0, 1.25, 1.5, 2.0)


def pixmap(name: str, colour: str = "ink", size: int = 24, scale: float = 1.0) -> QPixmap:
    """The icon `name` as a square picture of `size` logical pixels at `scale` device pixels each."""
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    drawing = QSvgRenderer(QByteArray(source.replace("currentColor", COLOURS[colour]).encode()))
    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=128)
def icon(name: str, colour: str = "ink", selected: str = "") -> QIcon:
    """The icon `name` (a file of resources/icons without its ending).

    `selected`: the colour of its checked state, if another.
    """
    made = QIcon()
    for scale in SCALES:
        made.addPixmap(pixmap(name, colour, scale=scale), QIcon.Mode.Normal, QIcon.State.Off)
        if selected:
            made.addPixmap(pixmap(name, selected, scale=scale), QIcon.Mode.Normal, QIcon.State.On)
    return made
