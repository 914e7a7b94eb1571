"""A list with its search box, filters, count and empty state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.records import Query, Where
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.tables.empty import EmptyState
from ui.tables.filters import Filter
from ui.tables.flow_bar import FlowBar
from ui.tables.model import PagedModel
from ui.tables.rows import Column, Row, list_source
from ui.tables.view import RecordTable
from ui.text import say


@dataclass(frozen=True)
class Listing:
    """What a list shows and how it asks for it; the callables run on the database worker.

    `search` names the field that the search box looks into; "" asks the free-text index of the
    kind. `where` always holds. `rows`/`count` replace the plain find and count when a list needs
    more than its query can say. `also` are further kinds whose changes make the list read again.
    """

    kind: str
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    search: str = ""
    rows: Callable[[Desk, Query], list[Row]] | None = None
    count: Callable[[Desk, Query], int] | None = None
    also: frozenset[str] = field(default_factory=frozenset)


class _SearchLine(QLineEdit):
    """The search box: Down goes into the list, Esc clears."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ListPanel(QWidget):
    """Search box, filters, table, count. `chosen(id)` as the mark moves; `opened(id)` on Enter;
    `first_step` when the button of the empty page is pressed."""

    chosen = Signal(str)
    opened = Signal(str)
    first_step = Signal()

    def __init__(
        self,
        context: Context,
        listing: Listing,
        filters: Sequence[Filter],
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._listing = listing
        self._filters = tuple(filters)
        self._order = listing.order
        self._empty = empty
        labels = [each.label or KINDS[listing.kind].field(each.field).label for each in listing.columns]
        self.model = PagedModel(
            context.desk,
            context.tasks,
            listing.columns,
            listing.rows or list_source(listing.columns),
            listing.count or records.count,
            labels,
            self,
        )
        self.table = RecordTable(self.model, listing.columns)
        self.table.setAccessibleName(KINDS[listing.kind].label)
        self.search = _SearchLine()
        self._count = QLabel()
        self._nothing = EmptyState("find", say("list.none_found"), say("list.clear_filters"))
        self._stack = QStackedWidget()
        self._typing = QTimer(self)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(say("list.search"))
        self.search.setAccessibleName(say("list.search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("find", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        self._count.setProperty("role", "quiet")
        for page in (self.table, self._empty, self._nothing):
            self._stack.addWidget(page)
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE_2)
        bar.addWidget(self.search, 1)
        bar.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addLayout(bar)
        if self._filters:
            layout.addWidget(FlowBar(self._filters))
        layout.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.down.connect(self.focus_list)
        for each in self._filters:
            each.changed.connect(self.refresh)
        self.model.counted.connect(self._counted)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.sorted.connect(self._sort)
        self._empty.first_step.connect(self.first_step)
        self._nothing.first_step.connect(self.clear_filters)

    @property
    def query(self) -> Query:
        """What the list asks for now."""
        where = self._listing.where + tuple(one for each in self._filters for one in each.where())
        text = self.search.text().strip()
        if text and self._listing.search:
            where += (Where(self._listing.search, "like", text),)
            text = ""
        return Query(self._listing.kind, where=where, order=self._order, text=text)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter hides anything."""
        return bool(self.search.text().strip()) or any(each.is_set for each in self._filters)

    def refresh(self) -> None:
        """Read the list again; the mark stays on its record."""
        self.model.show(self.query)

    def hear(self, notice: Notice) -> None:
        """Read again when the notice is about what the list shows."""
        if notice.kinds & ({self._listing.kind} | self._listing.also):
            self.refresh()

    def clear_filters(self) -> None:
        """Show everything again."""
        for each in self._filters:
            each.clear_choice()
        self.search.clear()
        self.refresh()

    def focus_list(self) -> None:
        """Put the cursor into the table, on its first row when none is marked."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.total:
            self.table.selectRow(0)

    def _sort(self, order: str) -> None:
        self._order = (order,)
        self.refresh()

    def _counted(self, total: int) -> None:
        self._count.setText(say("list.count", count=total))
        if total:
            self._stack.setCurrentWidget(self.table)
        else:
            self._stack.setCurrentWidget(self._nothing if self.is_narrowed else self._empty)
