"""What presses now, as large numbers: each card opens the list of its matters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme
from ui.supervision.reading import CARDS
from ui.supervision.text import say

_WARNED = {"overdue": "danger", "dissatisfied": "danger", "due_soon": "warning"}
_HEIGHT = 52


class Card(QPushButton):
    """A number and what it counts, as one button."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setProperty("role", "figure")
        self.setMinimumHeight(_HEIGHT)
        self.number, self.label = QLabel("—"), QLabel(say(f"card.{name}"))
        self.number.setProperty("role", "figure")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_3, theme.SPACE_1, theme.SPACE_3, theme.SPACE_1)
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self.number)
        row.addWidget(self.label, 1)
        for each in (self.number, self.label):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """Show how many there are; none cannot be opened."""
        name = say(f"card.{self.name}")
        self.number.setText("—" if count is None else str(count))
        self.setEnabled(bool(count))
        self.setToolTip(say("card.tip", count=count) if count else say("card.none"))
        self.setAccessibleName(say("card.said", name=name, count=count or 0))
        colour = _WARNED.get(self.name, "ink") if count else "quiet"
        self.number.setStyleSheet(f"color: {theme.COLOURS[colour]}")


class Cards(QWidget):
    """The cards side by side. `opened(name, words)`: one of CARDS and what it is called."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {name: Card(name) for name in CARDS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        for name, card in self.cards.items():
            card.clicked.connect(lambda _=False, name=name: self.opened.emit(name, say(f"card.{name}")))
            row.addWidget(card, 1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show these."""
        for name, card in self.cards.items():
            card.show_count(counts[name])
