"""What every tab of the exchange page is: it reads when told to, and knows where the focus belongs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class Pane(QWidget):
    """One tab."""

    def read(self) -> None:
        """Read again what is shown."""

    def take_focus(self) -> None:
        """The tab is shown: Tab goes on with its first control."""
        self.setFocus()
