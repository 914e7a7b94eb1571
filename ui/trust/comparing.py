"""Two records side by side: what differs is marked, and for each field one side is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.duplicates import Line
from ui import theme
from ui.trust.text import say

FIELD, ONE, OTHER, MARK = range(4)
_FIELD_WIDTH, _MARK_WIDTH = 120, 96
_SIDES = {ONE: "one", OTHER: "other"}


class CompareTable(QTableWidget):
    """Fields as rows: the earlier record at the left, the other at the right, the chosen side ticked.

    A click, Space, or ← and → choose. `chosen()` says what the merged record takes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._lines: list[Line] = []
        self._sides: list[int] = []
        self.setAccessibleName(say("compare"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(theme.ROW)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(theme.ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.cellClicked.connect(self._take)

    def show_lines(self, lines: Sequence[Line], one: str, other: str) -> None:
        """Show both records; `one` and `other` are how they are named at the top."""
        self.setHorizontalHeaderLabels([say("field"), one, other, ""])
        self._lines = list(lines)
        self._sides = [OTHER if each.proposed == "other" else ONE for each in lines]
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            mark = QTableWidgetItem(_mark(line))
            if line.differs:
                mark.setForeground(theme.colour("danger"))
            self.setItem(row, FIELD, QTableWidgetItem(line.label))
            self.setItem(row, MARK, mark)
            self._show(row)
        if lines:
            self.setCurrentCell(0, ONE)

    def chosen(self) -> dict[str, Any]:
        """What the first record takes from the other: field → value."""
        return {
            line.field: line.other_value
            for line, side in zip(self._lines, self._sides, strict=True)
            if side == OTHER and not line.is_same
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: ONE, Qt.Key.Key_Right: OTHER}
        if event.key() in sides and self.currentRow() >= 0:
            self.setCurrentCell(self.currentRow(), sides[Qt.Key(event.key())])
            self._take(self.currentRow(), self.currentColumn())
            return
        if event.key() == Qt.Key.Key_Space:
            self._take(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = max(140, (self.viewport().width() - _FIELD_WIDTH - _MARK_WIDTH) // 2)
        for column, width in ((FIELD, _FIELD_WIDTH), (ONE, share), (OTHER, share), (MARK, _MARK_WIDTH)):
            self.setColumnWidth(column, width)

    def _take(self, row: int, column: int) -> None:
        if column in _SIDES and 0 <= row < len(self._lines) and not self._lines[row].is_same:
            self._sides[row] = column
            self._show(row)

    def _show(self, row: int) -> None:
        line = self._lines[row]
        for column, text in ((ONE, line.one), (OTHER, line.other)):
            is_taken = line.is_same or self._sides[row] == column
            item = QTableWidgetItem(f"{'✓' if is_taken else '　'} {text or say('empty')}")
            item.setToolTip(text)
            item.setForeground(theme.colour("ink" if is_taken else "quiet"))
            self.setItem(row, column, item)


def _mark(line: Line) -> str:
    if line.is_same:
        return say("same")
    return say("differs") if line.differs else say("only")
