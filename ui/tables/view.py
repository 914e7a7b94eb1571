"""The look and keys of a list: 36 px rows, Enter opens, the mark stays on its record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.tables.marking import ONE_ROW
from ui.tables.model import PagedModel
from ui.tables.rows import Column

LEAST_REST = 84


class RecordTable(QTableView):
    """A list of records. `chosen(id)`: the mark moved there; `opened(id)`: Enter or double click;
    `sorted(field)`: a heading was clicked, "-field" for falling order."""

    chosen = Signal(str)
    opened = Signal(str)
    sorted = Signal(str)

    def __init__(self, model: PagedModel, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._columns = columns
        self._wanted = ""
        self._order = ""
        self._is_placing = False
        self._awaited = -1
        self.setModel(model)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSectionsClickable(True)
        header.setFixedHeight(theme.ROW)
        header.sectionClicked.connect(self._sort)
        for number, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(number, column.width)
        self.selectionModel().currentRowChanged.connect(self._mark)
        self.activated.connect(lambda index: self._open(index.row()))
        model.modelReset.connect(self._begin_again)
        model.arrived.connect(lambda *_: self._arrive())

    @property
    def current_id(self) -> str:
        """The id of the marked record; "" when none is."""
        row = self._model.row(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return row.id if row else ""

    def mark(self, id: str) -> None:
        """Move the mark to a record, now or when its row arrives; tells nobody."""
        self._wanted, self._awaited = id, -1
        self._place_mark()

    def _begin_again(self) -> None:
        self._awaited = -1
        self._place_mark()

    def _arrive(self) -> None:
        """Rows came: the one the clerk has moved to may be among them."""
        if self._awaited < 0:
            self._place_mark()
        elif (row := self._model.row(self._awaited)) is not None:
            self._wanted, self._awaited = row.id, -1
            self.chosen.emit(row.id)

    def _place_mark(self) -> None:
        place = self._model.find(self._wanted) if self._wanted else -1
        self._is_placing = True
        if place < 0:  # not loaded (yet): a mark left on another row would name the wrong record
            self._take_mark_away()
        elif self.currentIndex().row() != place:
            self.selectionModel().setCurrentIndex(self._model.index(place, 0), ONE_ROW)
        self._is_placing = False

    def _take_mark_away(self) -> None:
        self.clearSelection()
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _mark(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._is_placing or not current.isValid():
            return
        row = self._model.row(current.row())
        # A row not fetched yet: without this the mark would jump back when it arrives.
        self._awaited = -1 if row is not None else current.row()
        if row is not None:
            self._wanted = row.id
            self.chosen.emit(row.id)

    def _open(self, number: int) -> None:
        if (row := self._model.row(number)) is not None:
            self.opened.emit(row.id)

    def _sort(self, section: int) -> None:
        column = self._columns[section]
        if not column.field or not column.is_sortable:
            return
        self._order = f"-{column.field}" if self._order == column.field else column.field
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        falls = self._order.startswith("-")
        order = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, order)
        self.sorted.emit(self._order)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current on coming in, which would open a record nobody chose.
        had_mark = self.currentIndex().isValid()
        self._is_placing = True
        super().focusInEvent(event)
        if not had_mark:
            self._take_mark_away()
        self._is_placing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift and self._model.rowCount():
            # Qt moves within the row, or with Ctrl without marking: an act would be taken with another row.
            place = 0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1
            self.selectionModel().setCurrentIndex(self._model.index(place, 0), ONE_ROW)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = max(column.least for column in self._columns)
        widths = fitted([column.width for column in self._columns], self.viewport().width(), least)
        for number, width in enumerate(widths):
            self.setColumnHidden(number, width == 0)
            if width:
                self.setColumnWidth(number, width)


def fitted(widths: Sequence[int], room: int, least: int = LEAST_REST) -> list[int]:
    """The columns' widths within `room` pixels: 0 among `widths` takes the rest, but no less than `least`.

    In a narrow list the last columns are left out (0 in the answer): the form beside the list
    shows what they held, and a wider list shows them again.
    """
    shown = list(widths)
    while len(shown) > 1 and sum(width or least for width in shown) > room:
        shown.pop()
    made = [width or least for width in shown]
    rest = [number for number, width in enumerate(shown) if width == 0] or [len(made) - 1]
    spare = max(0, room - sum(made))
    for number in rest:
        made[number] += spare // len(rest)
    return [min(width, room) for width in made] + [0] * (len(widths) - len(made))
