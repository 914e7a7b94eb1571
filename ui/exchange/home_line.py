"""The exchange on the home page: what has not been given, what waits for a decision, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.desk import Desk
from ui import theme
from ui.context import Context
from ui.exchange.text import say

if TYPE_CHECKING:
    from app.exchange.standing import Standing

KEYS = "exchange.keys"  # the setting that an office has from its first step towards the exchange
LINKS = {"waiting": "trip", "conflicts": "inbox", "parked": "quarantine"}


def read_standing(desk: Desk) -> Standing | None:
    """For the database worker. An office that never exchanged does not load keys and packages for it."""
    if not desk.settings.get(KEYS):
        return None
    from app.exchange.standing import standing  # takes a fifth of a second

    return standing(desk)


class HomeLine(QWidget):
    """Nothing is shown while nothing waits."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.links: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_4)
        for name, tab in LINKS.items():
            button = QPushButton()
            button.setProperty("role", "link")
            button.clicked.connect(lambda _=False, tab=tab: context.navigation.go("exchange", None, tab))
            self.links[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.hide()

    def read(self) -> None:
        """Ask again."""
        self._context.tasks.run(read_standing, self._context.desk, done=self._show, owner=self)

    def _show(self, found: Standing | None) -> None:
        counts = {name: getattr(found, name, 0) for name in LINKS}
        for name, button in self.links.items():
            words = say(f"home.{name}", count=counts[name], name=getattr(found, "upper", ""))
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(bool(counts[name]))
        self.setVisible(any(counts.values()))
