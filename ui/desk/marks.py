"""Which rows are marked: several with Ctrl, Shift or the space bar; kept when the list is read anew."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView

from ui.tables.marking import ONE_MORE_ROW
from ui.tables.model import PagedModel
from ui.tables.view import RecordTable

MOST_READ = 1000
TOGGLE = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows


class Marks(QObject):
    """`changed` after each change of the marked rows."""

    changed = Signal()

    def __init__(self, table: RecordTable, model: PagedModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._kept: list[str] = []
        self._is_renewing = False
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        model.modelAboutToBeReset.connect(self._keep)
        model.arrived.connect(lambda *_: self._mark_again())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.toggle)

    @property
    def count(self) -> int:
        """How many rows are marked."""
        return sum(each.height() for each in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self._table.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    @property
    def ids(self) -> list[str]:
        """The ids of the marked rows that have been read, from the top; of very many the first."""
        ranges = sorted((each.top(), each.bottom()) for each in self._ranges())
        numbers = islice((number for top, bottom in ranges for number in range(top, bottom + 1)), MOST_READ)
        rows = (self._model.row(number) for number in numbers)
        return list(dict.fromkeys(row.id for row in rows if row is not None))

    @property
    def next_id(self) -> str:
        """The record under the last marked row, or else above the first: where work goes on; "" for none."""
        ranges = self._ranges()
        if not ranges:
            return ""
        last = max(each.bottom() for each in ranges)
        first = min(each.top() for each in ranges)
        row = self._model.row(last + 1) or self._model.row(first - 1)
        return row.id if row is not None else ""

    def toggle(self) -> None:
        """Mark the row with the cursor, or take its mark away."""
        index = self._table.currentIndex()
        if index.isValid():
            self._table.selectionModel().select(index, TOGGLE)

    def fetch(self) -> None:
        """Ask for the marked rows that have not been read yet."""
        for each in self._ranges():
            self._model.fetch(each.top(), each.bottom())

    def forget(self) -> None:
        """Another list comes: nothing of this one stays marked."""
        self._kept = []

    def _keep(self) -> None:
        self._is_renewing = True
        self._kept = self.ids if self.count > 1 else []

    def _mark_again(self) -> None:
        self._is_renewing = False
        kept, self._kept = self._kept, []
        places = [self._model.find(each) for each in kept]
        for place in places:
            if place >= 0:
                self._table.selectionModel().select(self._model.index(place, 0), ONE_MORE_ROW)
        self.changed.emit()

    def _tell(self) -> None:
        if not self._is_renewing:
            self.changed.emit()
