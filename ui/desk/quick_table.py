"""The pieces of a paste as a table: a tick, who said it, a summary to change, the words as they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.matters.collecting import Said
from app.matters.pasting import Piece
from ui import theme
from ui.pages.text.quick_entry import say

TICK, WHO, SUMMARY, WORDS = range(4)
HEADS = ("tick", "who", "summary", "words")
WIDTHS = {TICK: 52, WHO: 92}
LONGEST = {WHO: 50, SUMMARY: 4000}


class PiecesTable(QTableWidget):
    """Space ticks a line, F2 or typing changes a cell, Enter goes down. `counted` when a tick changed."""

    counted = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(HEADS))
        self._pieces: list[Piece] = []
        self._is_filling = False
        self.setAccessibleName(say("table"))
        self.setHorizontalHeaderLabels([say(f"head.{name}") for name in HEADS])
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setFixedHeight(theme.ROW)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(theme.ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.itemChanged.connect(self._changed)

    @property
    def said(self) -> list[Said]:
        """What is ticked, as it stands."""
        return [
            Said(piece.words, self._text(row, SUMMARY).strip(), self._text(row, WHO).strip())
            for row, piece in enumerate(self._pieces)
            if self._is_ticked(row)
        ]

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these; a line whose words were there before keeps its tick, name and summary."""
        before = {
            piece: (self._is_ticked(row), self._text(row, WHO), self._text(row, SUMMARY))
            for row, piece in enumerate(self._pieces)
        }
        self._is_filling = True
        self._pieces = list(pieces)
        self.setRowCount(0)
        self.setRowCount(len(self._pieces))
        for row, piece in enumerate(self._pieces):
            self._fill(row, piece, before.get(piece, (not piece.is_chat, piece.raised_by, piece.summary)))
        self._is_filling = False
        self.counted.emit()

    def mark_known(self, names: set[str]) -> None:
        """Say of whom it is known who they are."""
        self._is_filling = True
        for row in range(self.rowCount()):
            item = self.item(row, WHO)
            if item is not None:
                is_known = item.text().strip() in names
                item.setForeground(theme.colour("good" if is_known else "ink"))
                item.setToolTip(say("known") if is_known else "")
        self._is_filling = False

    def _fill(self, row: int, piece: Piece, told: tuple[bool, str, str]) -> None:
        ticked, who, summary = told
        tick = QTableWidgetItem()
        tick.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        )
        tick.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        tick.setToolTip(say("chat") if piece.is_chat else "")
        words = QTableWidgetItem(piece.words)
        words.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        words.setForeground(theme.colour("quiet"))
        words.setToolTip(piece.words)
        cells = (tick, QTableWidgetItem(who), QTableWidgetItem(summary), words)
        for column, item in enumerate(cells):
            self.setItem(row, column, item)

    def _changed(self, item: QTableWidgetItem) -> None:
        if self._is_filling:
            return
        longest = LONGEST.get(item.column())
        if longest and len(item.text()) > longest:
            item.setText(item.text()[:longest])
        if item.column() == TICK:
            self.counted.emit()

    def _is_ticked(self, row: int) -> bool:
        item = self.item(row, TICK)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tick = self.item(self.currentRow(), TICK)
        if event.key() == Qt.Key.Key_Space and tick is not None and self.currentColumn() in (TICK, WORDS):
            is_on = tick.checkState() is Qt.CheckState.Checked
            tick.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() + 1 < self.rowCount():
            self.setCurrentCell(self.currentRow() + 1, self.currentColumn())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        rest = max(240, self.viewport().width() - sum(WIDTHS.values()))
        self.setColumnWidth(SUMMARY, rest * 11 // 20)
        self.setColumnWidth(WORDS, rest - rest * 11 // 20)
