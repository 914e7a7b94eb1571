"""A table of numbers, each of which opens the matters it was counted from; names stand fixed at the left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.ledgers.supervision_tables import Traced
from app.matters.measures import Trace
from ui import theme
from ui.supervision.text import say

HEAD_HEIGHT = 50
LEAST_COLUMN, NAMES, MOST_NAMES = 50, 96, 180
_PAD = 26


class FiguresGrid(QTableWidget):
    """Shows a Traced table. `opened(trace, row's name, column's name)` on Enter or a double click.

    `names_at`: the column whose texts stand at the left; those before it and of `hidden` are left out.
    """

    opened = Signal(object, str, str)

    def __init__(
        self, names_at: int = 0, hidden: tuple[int, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.traced: Traced | None = None
        self._names_at = names_at
        self._hidden = {names_at, *hidden}
        self._columns: list[int] = []
        self._least: list[int] = []
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setFixedHeight(HEAD_HEIGHT)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumSectionSize(LEAST_COLUMN - 10)
        down.setObjectName("names")
        down.setHighlightSections(False)
        down.setSectionsClickable(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.ROW)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.cellDoubleClicked.connect(self._open)

    def show_traced(self, traced: Traced, name: str) -> None:
        """Show this table; the mark stays where it was."""
        row, column = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        self.traced = traced
        table = traced.table
        self.setAccessibleName(say("grid", name=name))
        self._columns = [at for at in range(len(table.columns)) if at not in self._hidden]
        lines = [*table.texts, *([table.totals] if table.totals else [])]
        self.clear()
        self.setRowCount(len(lines))
        self.setColumnCount(len(self._columns))
        heads = [broken(table.columns[at].label) for at in self._columns]
        self.setHorizontalHeaderLabels(heads)
        self.setVerticalHeaderLabels([line[self._names_at] for line in lines])
        for number, line in enumerate(lines):
            for place, at in enumerate(self._columns):
                self.setItem(number, place, self._item(number, at, line))
        foot = self.verticalHeaderItem(len(table.texts))
        if foot is not None:
            foot.setFont(self._bold())
        self._fit(heads, lines)
        if lines and self._columns:
            self.setCurrentCell(min(row, len(lines) - 1), min(column, len(self._columns) - 1))

    def trace_at(self, row: int, column: int) -> Trace | None:
        """Where the number in a cell comes from; None for a word or a nought."""
        if self.traced is None or not 0 <= column < len(self._columns):
            return None
        return self.traced.behind.get((row, self._columns[column]))

    def _item(self, row: int, at: int, line: tuple[str, ...]) -> QTableWidgetItem:
        assert self.traced is not None
        column, text = self.traced.table.columns[at], line[at]
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = say("cell", row=line[self._names_at], column=column.label, text=text)
        tip = self.traced.tips.get((row, at), "")
        opens = say("opens") if (row, at) in self.traced.behind else ""
        item.setToolTip("\n".join(part for part in (words, tip, opens) if part))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        if not opens:
            item.setForeground(theme.colour("quiet"))
        if row == len(self.traced.table.texts):
            item.setFont(self._bold())
        return item

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _fit(self, heads: list[str], lines: list[tuple[str, ...]]) -> None:
        measure = self.fontMetrics()
        names = [line[self._names_at] for line in lines]
        widest = max((measure.horizontalAdvance(each) for each in names), default=0) + _PAD
        self.verticalHeader().setFixedWidth(max(NAMES, min(widest, MOST_NAMES)))
        self._least = [
            max(
                LEAST_COLUMN,
                max(measure.horizontalAdvance(part) for part in head.split("\n")) + _PAD - 4,
                max((measure.horizontalAdvance(line[at]) for line in lines), default=0) + _PAD,
            )
            for head, at in zip(heads, self._columns, strict=True)
        ]
        self._spread()

    def _spread(self) -> None:
        """Room that is left goes to all columns alike."""
        if not self._least:
            return
        left = max(0, self.viewport().width() - sum(self._least)) // len(self._least)
        for at, width in enumerate(self._least):
            self.setColumnWidth(at, width + left)

    def _open(self, row: int, column: int) -> None:
        trace = self.trace_at(row, column)
        if trace is not None and self.traced is not None:
            table = self.traced.table
            lines = [*table.texts, table.totals]
            label = table.columns[self._columns[column]].label
            self.opened.emit(trace, lines[row][self._names_at], label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()


def broken(label: str) -> str:
    """A heading of four characters and more in two lines."""
    if len(label) < 4:
        return label
    cut = 2 if len(label) < 6 else (len(label) + 1) // 2
    return f"{label[:cut]}\n{label[cut:]}"
