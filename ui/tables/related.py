"""A short list of records that belong to the one shown: a heading, lines, and a button to add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from ui import theme
from ui.icons import icon

MOST_SHOWN = 6


@dataclass(frozen=True)
class RelatedLine:
    """One line: what it says, and which record opens. `is_quiet`: ended, moved away."""

    kind: str
    id: str
    words: str
    is_quiet: bool = False


class _Lines(QListWidget):
    """The lines; as high as they need, up to `most`, then scrolling. Enter opens."""

    entered_line = Signal(QListWidgetItem)

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.setObjectName("related")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemDoubleClicked.connect(self.entered_line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.entered_line.emit(self.currentItem())
            return
        super().keyPressEvent(event)

    def fit(self) -> None:
        """Take the height of the lines."""
        height = self.sizeHintForRow(0) if self.count() else 0
        self.setFixedHeight(height * min(self.count(), self.most) + 4)  # and its lines above and below


class RelatedList(QFrame):
    """`opened(kind, id)` on Enter or double click; `adding` when the button is pressed."""

    opened = Signal(str, str)
    adding = Signal()

    def __init__(self, title: str, nothing: str, add: str = "", most: int = MOST_SHOWN) -> None:
        super().__init__()
        self._title = title
        self._nothing = nothing
        self._heading = QLabel(title)
        self._heading.setProperty("role", "group")
        self._empty = QLabel(nothing)
        self._empty.setProperty("role", "quiet")
        self.lines = _Lines(most)
        self.lines.setAccessibleName(title)
        self.lines.entered_line.connect(self._open)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(self._heading, 1)
        self.add_button = QPushButton(icon("add"), add)
        self.add_button.setProperty("role", "quiet")
        self.add_button.setAccessibleName(add)
        self.add_button.setVisible(bool(add))
        self.add_button.clicked.connect(lambda: self.adding.emit())
        head.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.lines)
        self.show_lines(())

    def show_lines(self, lines: Sequence[RelatedLine], total: int = 0) -> None:
        """Show these lines instead of the present ones; `total`: of so many, when not all are given."""
        self.lines.clear()
        for each in lines:
            item = QListWidgetItem(each.words)
            item.setToolTip(each.words)
            item.setData(Qt.ItemDataRole.UserRole, (each.kind, each.id))
            if each.is_quiet:
                item.setForeground(theme.colour("quiet"))
            self.lines.addItem(item)
        self._heading.setText(f"{self._title}（{max(total, len(lines))}）" if lines else self._title)
        self._empty.setVisible(not lines)
        self.lines.setVisible(bool(lines))
        self.lines.fit()

    def _open(self, item: QListWidgetItem) -> None:
        kind, identity = item.data(Qt.ItemDataRole.UserRole)
        self.opened.emit(kind, identity)
