"""The screen of an office that does not open: what is wrong, what is still there, what to press."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.dialogs.text import say
from ui.icons import icon, pixmap

CARD_WIDTH = 560


class Damaged(QWidget):
    """`restore_wanted` and `retry_wanted`. `newest`: one sentence about the backups at hand."""

    restore_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, sentence: str, newest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentence = sentence
        picture = QLabel()
        picture.setPixmap(pixmap("warning", "danger", 40, self.devicePixelRatioF()))
        title = QLabel(say("damaged.title"))
        title.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(picture)
        head.addWidget(title, 1)
        self.restore = QPushButton(icon("restore", "surface"), say("restore"))
        self.restore.setProperty("role", "primary")
        self.restore.clicked.connect(self.restore_wanted)
        self.retry = QPushButton(say("retry"))
        self.retry.clicked.connect(self.retry_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.retry)
        buttons.addStretch(1)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.SPACE_5, theme.SPACE_5, theme.SPACE_5, theme.SPACE_5)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        for words, role in ((sentence, ""), (say("damaged.calm"), ""), (newest, "quiet")):
            label = QLabel(words)
            label.setWordWrap(True)
            label.setProperty("role", role)
            column.addWidget(label)
        column.addLayout(buttons)
        row = QHBoxLayout()  # stretches, not an alignment: an aligned card would cut wrapped sentences
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)
