"""举一反三: every sweep with its progress, and beside it how far each office is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.records import Where
from ui import theme
from ui.context import Context
from ui.desk import sweep_reading
from ui.desk.sweep_reading import NARROWED, Shown
from ui.desk.sweep_view import SweepView
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.handbook_course import words
from ui.pages.text.sweeps import say
from ui.tables.empty import EmptyState
from ui.tables.filters import ChoiceFilter
from ui.tables.list_panel import Listing, ListPanel
from ui.tables.rows import Column

FILTERS = ("open", "overdue", "done")


def columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("", say("list.source"), 0, is_sortable=False, least=160),
        Column("", say("list.progress"), 70, is_sortable=False),
        Column("", say("list.found"), 56, is_sortable=False),
        Column("", say("list.solved"), 66, is_sortable=False),
        Column("", say("list.late"), 56, is_sortable=False),
        Column("", say("list.opened"), 104, is_sortable=False),
        Column("", say("list.deadline"), 104, is_sortable=False),
    )


class SweepsPage(Page):
    """Ctrl+P prints the sheet of the sweep shown. `open(id)`: a source, or one of its sweeps."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self._shown = ""
        filters: list[tuple[str, tuple[Where, ...]]] = [
            (say(f"filter.{name}"), (Where(NARROWED, "=", name),)) for name in FILTERS
        ]
        listing = Listing("matter", columns(), rows=sweep_reading.rows, count=sweep_reading.count,
                          also=frozenset({"matter_event"}))  # fmt: skip
        empty = EmptyState("copy", say("purpose"), say("first"))
        self.list = ListPanel(context, listing, [ChoiceFilter(say("filter"), filters)], empty)
        self.list.search.setPlaceholderText(say("search"))
        self.list.table.setAccessibleName(say("list"))
        self.heading = words(role="subheading")
        self.view = SweepView(context, rows=14)
        self.source = QPushButton(icon("handbook"), say("source"))
        self._beside = QStackedWidget()
        self._beside.addWidget(EmptyState("copy", say("choose")))
        self._beside.addWidget(self._card())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._beside)
        split.setSizes([560, 560])
        self.body.addWidget(split, 1)
        self._wire()

    def _card(self) -> QWidget:
        inside = QFrame()
        inside.setObjectName("card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self.heading)
        column.addWidget(self.source, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.view)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _wire(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self.view.table.setFocus())
        self.list.first_step.connect(lambda: self.context.navigation.go("desk"))
        self.view.opened.connect(lambda id: self.context.navigation.go("desk", id, "matter"))
        self.source.clicked.connect(lambda: self.context.navigation.go("desk", self._shown, "matter"))

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        self.list.refresh()
        if id is not None:
            self.context.tasks.run(
                sweep_reading.source_of, self.context.desk, id, done=self._mark, owner=self
            )
        elif self._shown:
            self._choose(self._shown)

    def take_focus(self) -> None:
        self.list.focus_list()

    def refresh(self, notice: Notice) -> None:
        self.list.hear(notice)
        if self._shown and notice.kinds & {"matter", "matter_event"}:
            self._choose(self._shown)

    def print(self) -> None:
        """Ctrl+P: the sheet of the sweep shown."""
        self.view.print()

    # Inside ---------------------------------------------------------------------------------------

    def _mark(self, source: str) -> None:
        self.list.table.mark(source)
        self._choose(source)

    def _choose(self, id: str) -> None:
        self._shown = id
        self.context.tasks.run(
            sweep_reading.titled, self.context.desk, id, owner=self,
            done=self._arrived, failed=lambda _: self._beside.setCurrentIndex(0),
        )  # fmt: skip

    def _arrived(self, found: tuple[str, bool, Shown]) -> None:
        title, has_source, shown = found
        if shown.matter != self._shown:
            return
        self.heading.setText(title)
        self.source.setVisible(has_source)
        self.view.show_sweep(shown)
        self._beside.setCurrentIndex(1 if shown.rows else 0)
