"""A list's rows as Qt asks for them: those not fetched yet are asked for, never waited for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.desk import Desk
from app.records import Query
from ui import theme
from ui.tables.rows import Column, Row
from ui.tasks import Tasks, Ticket
from ui.text import say

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
PAGE = 100
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PagedModel(QAbstractTableModel):
    """Rows of one query, fetched in pages of 100 on the database worker.

    `counted(n)` is sent when the number of rows is known; `arrived(first, last)` when rows came.
    """

    counted = Signal(int)
    arrived = Signal(int, int)

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        columns: Sequence[Column],
        rows: Callable[[Desk, Query], list[Row]],
        count: Callable[[Desk, Query], int],
        labels: Sequence[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._columns = tuple(columns)
        self._labels = tuple(labels)
        self._rows, self._count = rows, count
        self._query: Query | None = None
        self._total = 0
        self._pages: dict[int, list[Row]] = {}
        self._asked: dict[int, Ticket] = {}
        self._counting: Ticket | None = None

    @property
    def total(self) -> int:
        """How many rows the query has, as far as known."""
        return self._total

    def show(self, query: Query) -> None:
        """Show another query (or the same again, freshly read). Old rows stay until new ones come."""
        for ticket in [*self._asked.values(), *([self._counting] if self._counting else [])]:
            ticket.drop()
        self._asked.clear()
        self._query = query
        first = replace(query, limit=PAGE, offset=0)
        self._counting = self._tasks.run(
            lambda: (self._count(self._desk, query), self._rows(self._desk, first)),
            done=self._begin,
            owner=self,
        )

    def row(self, number: int) -> Row | None:
        """The row, when it has been fetched."""
        page = self._pages.get(number // PAGE)
        place = number % PAGE
        return page[place] if page is not None and place < len(page) else None

    def fetch(self, first: int, last: int) -> None:
        """Ask for those of the rows first..last that are not there yet; `arrived` when they came."""
        for page in range(first // PAGE, last // PAGE + 1):
            if page not in self._pages:
                self._ask(page)

    def find(self, id: str) -> int:
        """Where the record stands among the fetched rows; -1 when it does not."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == id:
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self._columns[section].is_number else LEFT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self._columns[index.column()].is_number else LEFT
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole)
        if role not in shown:
            return None
        row = self.row(index.row())
        if row is None:
            self._ask(index.row() // PAGE)
            return say("list.loading") if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.ForegroundRole:
            ink = row.inks[index.column()] if row.inks else ""
            return theme.colour(ink or "quiet") if ink or row.is_quiet else None
        if role == Qt.ItemDataRole.ToolTipRole and row.tips:
            return row.tips[index.column()] or None
        return row.cells[index.column()]

    def _begin(self, answer: tuple[int, list[Row]]) -> None:
        self._counting = None
        self.beginResetModel()
        self._total, rows = answer
        self._pages = {0: rows}
        self.endResetModel()
        self.counted.emit(self._total)
        self.arrived.emit(0, len(rows) - 1)

    def _ask(self, page: int) -> None:
        if page in self._asked or self._query is None or self._counting is not None:
            return
        query = replace(self._query, limit=PAGE, offset=page * PAGE)
        self._asked[page] = self._tasks.run(
            self._rows, self._desk, query, done=lambda rows: self._take(page, rows), owner=self
        )

    def _take(self, page: int, rows: list[Row]) -> None:
        self._asked.pop(page, None)
        self._pages[page] = rows
        first = page * PAGE
        last = min(self._total, first + PAGE) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
        self.arrived.emit(first, last)
