"""The frame of a dialog: heading, body, a row of buttons; fits a small screen."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.text import say


class Sheet(QDialog):
    """A dialog with a heading and, at its foot, a “关闭” button. `body` and `foot` take what it shows."""

    def __init__(self, heading: str, parent: QWidget | None, width: int = 720, height: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{heading} · {say('program')}")
        if parent is not None:
            room = parent.window().size()
            width, height = min(width, room.width() - 32), min(height, room.height() - 32)
        self.resize(width, height)
        title = QLabel(heading)
        title.setProperty("role", "heading")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_3)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.SPACE_2)
        self.foot.addStretch(1)
        self.close_button = QPushButton(say("close"))
        self.close_button.clicked.connect(self.reject)
        self.foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_5, theme.SPACE_4, theme.SPACE_5, theme.SPACE_4)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(title)
        layout.addLayout(self.body, 1)
        layout.addLayout(self.foot)

    def lay_out_act(self, words: QLabel, form: QFormLayout, do: QPushButton) -> QLabel:
        """Words, fields, and the button of the one act; gives the label for what was wrong with it."""
        words.setWordWrap(True)
        wrong = QLabel()
        wrong.setWordWrap(True)
        wrong.setProperty("role", "error")
        self.body.addWidget(words)
        self.body.addLayout(form)
        self.body.addWidget(wrong)
        self.body.addStretch(1)
        self.foot.insertWidget(1, do)
        return wrong
