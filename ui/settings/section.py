"""What every section of the settings is: a heading, words, and reading when it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.pages.text.settings import say


class Section(QWidget):
    """One section. `open()` is called each time it is shown."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.SPACE_4, theme.SPACE_4, theme.SPACE_4, theme.SPACE_4)
        self.column.setSpacing(theme.SPACE_3)
        heading = QLabel(say(name))
        heading.setProperty("role", "subheading")
        words = QLabel(say(f"{name}.words"))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        self.column.addWidget(heading)
        self.column.addWidget(words)

    def open(self) -> None:
        """The section is shown: read what it shows."""

    def add_buttons(self, *buttons: QPushButton) -> None:
        """A row of buttons at the left."""
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)


def only_admin_words(code: str = "only_admin") -> QLabel:
    """Why the controls beside it are disabled: it takes an administrator (or a reviewer)."""
    words = QLabel(say(code))
    words.setProperty("role", "quiet")
    words.setWordWrap(True)
    return words


def button(words: str, picture: str, role: str = "") -> QPushButton:
    """A button with an icon and its words."""
    made = QPushButton(icon(picture, "surface" if role == "primary" else "ink"), words)
    if role:
        made.setProperty("role", role)
    return made
