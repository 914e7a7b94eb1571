"""交办: what this office gave to those below, how far each is, and the window that gives one more."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from app.matters.assigning import CHANNEL
from app.records import Query, Where
from app.rights import may
from ui.context import Context
from ui.desk import reading
from ui.desk.reading import LIST
from ui.desk.sweep_sheet import begin_assigning
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.text.sweeps import say
from ui.tables.empty import EmptyState
from ui.tables.filters import ChoiceFilter, CodeFilter
from ui.tables.list_panel import Listing, ListPanel

FILTERS = ("open", "overdue", "to_sort", "closed")


class _List(ListPanel):
    """All that was given from here, unless a list of the desk is chosen."""

    @property
    def query(self) -> Query:
        asked = super().query
        narrowed = any(each.field == LIST for each in asked.where)
        every = () if narrowed else (Where(LIST, "=", "all"),)
        return replace(asked, where=(*asked.where, *every, Where("channel", "=", CHANNEL)))


class AssignmentsPage(Page):
    """Ctrl+N gives a matter to those below; Enter opens one on the desk."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("given.title"))
        level = context.desk.office.level
        filters: list[tuple[str, tuple[Where, ...]]] = [
            (say(f"given.{name}"), (Where(LIST, "=", name),)) for name in FILTERS
        ]
        self.list = _List(
            context,
            Listing(
                "matter",
                reading.columns(level),
                rows=reading.rows,
                count=reading.count,
                also=frozenset({"matter_event"}),
            ),
            [
                ChoiceFilter(say("filter"), filters),
                CodeFilter(context, say("given.type"), "type", "matter_type"),
            ],
            EmptyState("export", say("given.purpose"), say("assign.open")),
        )
        self.list.table.setAccessibleName(say("given.title"))
        self.assign = QPushButton(icon("export", "surface"), say("assign.open"))
        self.assign.setProperty("role", "primary")
        can = may(context.desk, "matter.assign")
        self.assign.setEnabled(can)
        self.assign.setToolTip(say("assign.open.tip" if can else "start.barred"))
        self.head.addWidget(self.assign)
        self.body.addWidget(self.list, 1)
        self.assign.clicked.connect(self.new)
        self.list.first_step.connect(self.new)
        self.list.opened.connect(lambda id: context.navigation.go("desk", id, "matter"))

    def open(self, id: str | None = None, kind: str = "") -> None:
        self.list.refresh()
        if id is not None:
            self.list.table.mark(id)

    def take_focus(self) -> None:
        self.list.focus_list()

    def refresh(self, notice: Notice) -> None:
        self.list.hear(notice)

    def new(self) -> None:
        """Ctrl+N: give one more."""
        if self.assign.isEnabled():
            begin_assigning(self, self.context)
