"""What stands where a list is empty: what the page is for, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.icons import pixmap


class EmptyState(QWidget):
    """A picture, a sentence and one button. `first_step` is sent when the button is pressed."""

    first_step = Signal()

    def __init__(self, icon: str, purpose: str, step: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_5, theme.SPACE_5, theme.SPACE_5, theme.SPACE_5)
        layout.setSpacing(theme.SPACE_4)
        picture = QLabel()
        picture.setPixmap(pixmap(icon, "quiet", 48, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = QLabel(purpose)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("role", "quiet")
        self.button = QPushButton(step)
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self.first_step)
        layout.addStretch(2)
        layout.addWidget(picture)
        layout.addWidget(self._words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.button.setVisible(bool(step))

    def say(self, purpose: str, step: str) -> None:
        """Other words and another first step ("" for none)."""
        self._words.setText(purpose)
        self.button.setText(step)
        self.button.setVisible(bool(step))
