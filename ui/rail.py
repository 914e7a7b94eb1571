"""The left rail: one button per place, icon over word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.icons import icon
from ui.navigation import Place

TALLEST, LOWEST = 68, 48
MANY = 10  # places beyond which they stand closer, so that no word is cut at 125 %


class Rail(QFrame):
    """The places. `asked(name)` when one is pressed; show(name) marks the one the window is at."""

    asked = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(theme.RAIL)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_1)
        is_tight = len(places) > MANY
        if is_tight:
            layout.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
            layout.setSpacing(0)
        for number, place in enumerate(places, 1):
            button = QToolButton()
            button.setText(place.label)
            button.setIcon(icon(place.icon, "ink", "accent"))
            button.setIconSize(QSize(20, 20) if is_tight else QSize(24, 24))
            button.setProperty("tight", is_tight)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setAccessibleName(place.label)
            if number <= 10:
                button.setToolTip(f"Ctrl+{number % 10}")
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            button.setMinimumHeight(LOWEST)
            button.setMaximumHeight(TALLEST)
            button.clicked.connect(lambda _=False, name=place.name: self.asked.emit(name))
            group.addButton(button)
            self._buttons[place.name] = button
            layout.addWidget(button, 10)
        layout.addStretch(1)

    def mark(self, name: str) -> None:
        """Mark the place the window is at."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)
