"""First step: what kind of sheet, which file, which of its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.spreadsheets.reading import SheetInfo
from app.spreadsheets.targets import IMPORTABLE
from ui import theme
from ui.icons import icon, pixmap
from ui.importing.text import say


class ChoosingStep(QFrame):
    """`picking`: the clerk wants to choose a file; `dropped(path)`; `going`: on to the next step."""

    picking = Signal()
    dropped = Signal(object)
    going = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(say("choose.what"))
        for each in IMPORTABLE:
            self.kind.addItem(say(f"kind.{each}"), each)
        self.pick = QPushButton(icon("folder", "surface"), say("choose.file"))
        self.pick.setProperty("role", "primary")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(say("choose.sheet"))
        self.sheet_label = QLabel(say("choose.sheet"))
        self.next = QPushButton(say("choose.next"))
        self.next.setProperty("role", "primary")
        self.file = QLabel()
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.file.setProperty("role", "subheading")
        self.pick.clicked.connect(self.picking)
        self.next.clicked.connect(self.going)
        self._lay_out()
        self.show_sheets("", ())

    def _lay_out(self) -> None:
        picture = QLabel()
        picture.setPixmap(pixmap("import", "quiet", 48, self.devicePixelRatioF()))
        hint = QLabel(say("choose.hint"))
        hint.setWordWrap(True)
        hint.setProperty("role", "quiet")
        hint.setMaximumWidth(640)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_5, theme.SPACE_5, theme.SPACE_5, theme.SPACE_5)
        layout.setSpacing(theme.SPACE_3)
        layout.addStretch(1)
        layout.addWidget(picture)
        layout.addWidget(QLabel(say("choose.what")))
        layout.addLayout(_left(self.kind))
        layout.addLayout(_left(self.pick))
        layout.addWidget(hint)
        layout.addWidget(self.file)
        layout.addLayout(_left(self.sheet_label, self.sheet))
        layout.addLayout(_left(self.next))
        layout.addStretch(2)

    def show_sheets(self, name: str, sheets: Sequence[SheetInfo]) -> None:
        """The chosen file and its sheets; none yet while `name` is empty."""
        self.file.setText(name)
        self.sheet.clear()
        for each in sheets:
            self.sheet.addItem(say("choose.rows", name=each.name, rows=each.rows), each.name)
        for widget in (self.sheet, self.sheet_label):
            widget.setVisible(len(sheets) > 1)
        self.next.setVisible(bool(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.dropped.emit(Path(paths[0]))


def _left(*widgets: QFrame | QLabel | QComboBox | QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_2)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return row
