"""A small list whose rows are all known: history lines, operators, codes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ui import theme
from ui.tables.marking import ONE_ROW
from ui.tables.rows import Row

LEAST_REST = 120


class PlainTable(QTableWidget):
    """A table of finished rows. `heads`: (label, width) per column, width 0 takes the rest.

    `chosen(id)` as the mark moves, `opened(id)` on Enter or a double click.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, heads: Sequence[tuple[str, int]], parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self._widths = [width for _, width in heads]
        self._spare: tuple[int, ...] = ()
        self._ids: list[str] = []
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([label for label, _ in heads])
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(theme.ROW)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for number, width in enumerate(self._widths):
            if width:
                self.setColumnWidth(number, width)
        self.currentCellChanged.connect(self._mark)
        self.cellDoubleClicked.connect(lambda row, _: self.opened.emit(self._ids[row]))

    def leave_out(self, *columns: int) -> None:
        """Where there is no room for all, these columns are not shown: the first of them goes first."""
        self._spare = columns

    @property
    def current_id(self) -> str:
        """The id of the marked row; "" when none is."""
        return self._ids[self.currentRow()] if 0 <= self.currentRow() < len(self._ids) else ""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the mark stays on its id."""
        marked = self.current_id
        self._ids = []
        self.setRowCount(0)
        self._ids = [row.id for row in rows]
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                ink = row.inks[column] if row.inks else ""
                if ink or row.is_quiet:
                    item.setForeground(theme.colour(ink or "quiet"))
                self.setItem(number, column, item)
        if marked in self._ids:
            self.mark(marked)

    def mark(self, id: str) -> None:
        """Move the mark to the row with this id, whatever key is held down meanwhile."""
        if id in self._ids:
            self.setCurrentCell(self._ids.index(id), 0, ONE_ROW)

    def _mark(self, row: int, *_: int) -> None:
        if 0 <= row < len(self._ids):
            self.chosen.emit(self._ids[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id:
            self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        least = {number: width or LEAST_REST for number, width in enumerate(self._widths)}
        for number in self._spare:
            self.setColumnHidden(number, sum(least.values()) > room)
            if self.isColumnHidden(number):
                del least[number]
        rest = [number for number in least if not self._widths[number]]
        for number in rest:
            share = (room - sum(self._widths[each] for each in least)) // len(rest)
            self.setColumnWidth(number, max(LEAST_REST, share))
