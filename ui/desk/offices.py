"""A list to tick: offices below, groups of a village; the space bar ticks, a button ticks all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.pages.text.sweeps import say

LEAST_LINES, MOST_LINES = 3, 7


@dataclass(frozen=True)
class Choice:
    """One line. `barred`: cannot be ticked; its words say why."""

    id: str
    words: str
    is_barred: bool = False


class TickList(QWidget):
    """`changed` after each tick. `ticked` are the ids, in the order of the list."""

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(title)
        heading.setProperty("role", "label")
        self.lines = QListWidget()
        self.lines.setAccessibleName(title)
        self.lines.setUniformItemSizes(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.itemChanged.connect(lambda _: self._tell())
        heading.setBuddy(self.lines)
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self.all = QPushButton(say("sheet.all"))
        self.all.clicked.connect(self._turn_all)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(heading)
        row.addWidget(self.count, 1)
        row.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addLayout(row)
        layout.addWidget(self.lines)
        self.offer(())

    def offer(self, choices: Sequence[Choice], *, ticked: bool = False) -> None:
        """Show these lines, all ticked or none."""
        self.lines.blockSignals(True)
        self.lines.clear()
        for each in choices:
            item = QListWidgetItem(each.words)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            state = Qt.CheckState.Checked if ticked and not each.is_barred else Qt.CheckState.Unchecked
            item.setCheckState(state)
            if each.is_barred:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.lines.addItem(item)
        self.lines.blockSignals(False)
        height = self.lines.sizeHintForRow(0) if choices else theme.ROW
        lines = min(max(len(choices), LEAST_LINES), MOST_LINES)
        self.lines.setFixedHeight(height * lines + 2 * theme.SPACE_1)
        if choices:
            self.lines.setCurrentRow(0)
        self._tell()

    @property
    def ticked(self) -> list[str]:
        """The ids of the lines that are ticked."""
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _items(self) -> list[QListWidgetItem]:
        return [self.lines.item(row) for row in range(self.lines.count())]

    def _free(self) -> list[QListWidgetItem]:
        return [item for item in self._items() if item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def _turn_all(self) -> None:
        state = Qt.CheckState.Unchecked if self._is_full() else Qt.CheckState.Checked
        self.lines.blockSignals(True)
        for item in self._free():
            item.setCheckState(state)
        self.lines.blockSignals(False)
        self._tell()

    def _is_full(self) -> bool:
        return bool(self._free()) and len(self.ticked) == len(self._free())

    def _tell(self) -> None:
        self.count.setText(say("sheet.chosen", count=len(self.ticked), total=self.lines.count()))
        self.all.setText(say("sheet.no_one" if self._is_full() else "sheet.all"))
        self.all.setEnabled(bool(self._free()))
        self.changed.emit()
