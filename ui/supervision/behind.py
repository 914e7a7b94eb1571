"""The matters behind a number: a list to look through, to open one from, and to print."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.desk import Desk
from app.records import Query
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.supervision.reading import COLUMNS, MOST_PRINTED, Behind, matter_rows
from ui.supervision.text import say
from ui.tables.model import PAGE, PagedModel
from ui.tables.rows import Row
from ui.tables.view import RecordTable

_VILLAGE = 1  # the column that a village's own list does without


class MattersSheet(Sheet):
    """`print_wanted(ids, heading)`. Opening a matter closes the sheet and goes to the matter."""

    print_wanted = Signal(object, str)

    def __init__(self, context: Context, behind: Behind, what: str, parent: QWidget | None) -> None:
        super().__init__(what, parent, 1040, 600)
        self._context, self._what = context, what
        self._behind = behind
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        columns = tuple(each for at, each in enumerate(COLUMNS) if self._has(at))
        self.model = PagedModel(
            context.desk, context.tasks, columns, self._rows, lambda desk, _: behind.count(desk),
            [each.label for each in columns], self,
        )  # fmt: skip
        self.table = RecordTable(self.model, columns)
        self.table.setAccessibleName(say("behind.list"))
        self.open_button = QPushButton(icon("right", "surface"), say("behind.open"))
        self.open_button.setProperty("role", "primary")
        self.print_button = QPushButton(icon("print"), say("behind.print"))
        self.body.addWidget(self.words)
        self.body.addWidget(self.table, 1)
        self.foot.insertWidget(0, self.print_button)
        self.foot.insertWidget(self.foot.count() - 1, self.open_button)
        self.model.counted.connect(self._counted)
        self.table.chosen.connect(lambda _: self._enable())
        self.table.opened.connect(self.open_matter)
        self.open_button.clicked.connect(lambda: self.open_matter(self.table.current_id))
        self.print_button.clicked.connect(self._print)
        self._enable()
        self.model.show(Query("matter"))

    def _has(self, column: int) -> bool:
        return column != _VILLAGE or self._context.desk.office.level != "village"

    def _rows(self, desk: Desk, query: Query) -> list[Row]:
        rows = matter_rows(desk, self._behind.page(desk, query.limit or PAGE, query.offset))
        if self._has(_VILLAGE):
            return rows
        return [
            Row(each.id, (*each.cells[:_VILLAGE], *each.cells[_VILLAGE + 1 :]), each.kind) for each in rows
        ]

    def _counted(self, count: int) -> None:
        self.words.setText(say("behind", count=count) if count else say("behind.empty"))
        if count and not self.table.current_id:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()
        self._enable()

    def _enable(self) -> None:
        count, chosen = self.model.total, bool(self.table.current_id)
        self.open_button.setEnabled(chosen)
        self.open_button.setToolTip(say("behind.open.tip") if chosen else say("behind.none"))
        self.print_button.setEnabled(0 < count <= MOST_PRINTED)
        too_many = say("behind.most", most=MOST_PRINTED) if count > MOST_PRINTED else ""
        self.print_button.setToolTip(too_many)

    def open_matter(self, id: str) -> None:
        """Go to that matter."""
        if id:
            self.accept()
            self._context.navigation.open_record("matter", id)

    def _print(self) -> None:
        self._context.tasks.run(
            self._behind.page, self._context.desk, MOST_PRINTED, owner=self,
            done=lambda ids: self.print_wanted.emit(tuple(ids), self._what),
        )  # fmt: skip
