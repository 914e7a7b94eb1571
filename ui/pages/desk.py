"""The desk: lists of what waits, the matters of one list, the matter itself, one act for many."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from app.matters import Act
from app.matters.bulk import Done
from app.records import Query, Where
from ui import theme
from ui.context import Context
from ui.desk import reading
from ui.desk.acts_bar import FAST, ActsBar, Marked
from ui.desk.bulk_acts import MOST, SORTED, BulkActs, offered
from ui.desk.lists_pane import ListsPane
from ui.desk.marks import Marks
from ui.desk.matter import MatterPane
from ui.desk.reading import FILTERED, LIST
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.shortcuts import bind
from ui.pages.text.desk import say
from ui.pages.visit_filters import OfferedFilter
from ui.tables.empty import EmptyState
from ui.tables.filters import CodeFilter
from ui.tables.flow_bar import FlowBar
from ui.tables.list_panel import Listing, ListPanel

CONCERNED = frozenset({"matter", "matter_event", "organization", "person"})
CODES = (
    ("category", "matter_category"), ("type", "matter_type"), ("channel", "channel"), ("urgency", "urgency"),
)  # fmt: skip


class _List(ListPanel):
    """The matters of one of the lists at the left, by its name."""

    name = ""

    @property
    def query(self) -> Query:
        asked = super().query
        return replace(asked, where=(*asked.where, Where(LIST, "=", self.name)))


class DeskPage(Page):
    """问题分拣 in a village, 分拣派发 above it. In the list 1, 2, 3 … are acts, 0 the others; F8 the next."""

    def __init__(self, context: Context) -> None:
        level = context.desk.office.level
        super().__init__(context, say(f"title.{level}"))
        self.places = self._place_buttons(level)
        self.lists = ListsPane()
        named = [each for each in FILTERED if each != "village" or level != "village"]
        self.narrowing = {name: OfferedFilter(say(f"filter.{name}")) for name in named}
        coded = [CodeFilter(context, say(f"filter.{name}"), name, codes) for name, codes in CODES]
        columns = reading.columns(level)
        self.empty = EmptyState("check", say("empty"), say("empty.step"))
        self.list = _List(
            context,
            Listing("matter", columns, rows=reading.rows, count=reading.count),
            [*self.narrowing.values(), *coded],
            self.empty,
        )
        self.list.search.setPlaceholderText(say("search"))
        self.marks = Marks(self.list.table, self.list.model)
        self.bar = ActsBar(context, self.list.table)
        self.matter = MatterPane(context)
        self.acts = BulkActs(context, self)
        self._offering = QTimer(self)
        self._has_come = False
        self._next = ""
        self._dealt_with: tuple[str, ...] = ()
        self._lay_out()
        self._wire()

    def _place_buttons(self, level: str) -> dict[str, QPushButton]:
        """A button for each place that stands under the desk."""
        found = {}
        for each in self.context.navigation.places:
            if each.under == "desk" and level in each.levels:
                button = QPushButton(each.label)
                button.clicked.connect(partial(self.context.navigation.go, each.name))
                found[each.name] = button
        return found

    def _lay_out(self) -> None:
        self.head.takeAt(1)  # the room that other pages leave between heading and buttons
        self.head.addWidget(FlowBar(list(self.places.values())), 1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        for each in (self.lists, middle, self.matter):
            self.split.addWidget(each)
        self.split.setStretchFactor(1, 6)
        self.split.setStretchFactor(2, 4)
        self.split.setSizes([184, 654, 392])
        self.body.addWidget(self.split, 1)

    def _wire(self) -> None:
        self._offering.setSingleShot(True)
        self._offering.setInterval(60)
        self._offering.timeout.connect(self._ask_offers)
        self.lists.chosen.connect(self.show_list)
        self.lists.entered.connect(self.list.focus_list)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(partial(self._go, "handbook"))
        self.list.first_step.connect(self._first_step)
        self.marks.changed.connect(self._marked)
        self.list.model.arrived.connect(lambda *_: self._go_on())
        self.bar.asked.connect(self.begin)
        self.matter.wanted.connect(self._go)
        self.acts.taken.connect(self._taken)
        self.acts.opened.connect(partial(self._go, "desk"))
        bind(self, {"F8": self.matter.course.begin_suggested, "F7": self.lists.setFocus})

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        """`id`: a matter to show, or, with kind "list", the name of a list."""
        self._read_lists()
        if id is not None and kind == "list":
            self._has_come = True
            self.show_list(id)
        elif id is not None:
            self.list.table.mark(id)
            self.matter.show_matter(id)
        if self.list.name:
            self._read_list()
            self._read_choices()

    def take_focus(self) -> None:
        self.list.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        if not self._has_come or not notice.kinds & CONCERNED:
            return
        self._read_lists()
        self._read_list()
        self.matter.hear(notice)

    def new(self) -> None:
        """Ctrl+N: a new matter is written down where that is quickest."""
        self.context.navigation.go("quick_entry")

    # Lists and rows -------------------------------------------------------------------------------

    def show_list(self, name: str) -> None:
        """Show another of the lists."""
        if name != self.list.name:
            self.marks.forget()
            if self.list.name:  # on arriving, a matter that was asked for stays
                self.list.table.mark("")
                self.matter.show_matter("")
            self.list.name = name
            for each in self.narrowing.values():
                each.clear_choice()
            self._say_empty()
            self._read_choices()
        self.lists.mark(name)
        self._read_list()

    def _say_empty(self) -> None:
        """An empty list leads to the first with anything on it, or to writing a matter down."""
        waiting = self.lists.first_waiting
        much = self.lists.count_of(waiting)
        step = say("empty.other", name=say(f"list.{waiting}"), count=much) if much else say("empty.step")
        self.empty.say(say("empty.of", name=say(f"list.{self.list.name}")), step)

    def _first_step(self) -> None:
        waiting = self.lists.first_waiting
        if self.lists.count_of(waiting):
            self.show_list(waiting)
        else:
            self.new()

    def _read_lists(self) -> None:
        self.context.tasks.run(reading.lists, self.context.desk, done=self._show_counts, owner=self)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self.lists.show_counts(counts)
        if not self._has_come or self.list.name not in counts:
            self._has_come = True
            self.show_list(self.lists.first_waiting)
        self.lists.mark(self.list.name)
        self._say_empty()

    def _read_list(self) -> None:
        self.list.refresh()

    def _read_choices(self) -> None:
        """What the list may be narrowed to: read when it is come to, not after each of its changes."""
        for name, box in self.narrowing.items():
            self.context.tasks.run(
                reading.choices, self.context.desk, self.list.query, name, done=box.offer, owner=self
            )

    def _choose(self, id: str) -> None:
        self.matter.show_matter(id)

    def _go(self, place: str, id: str) -> None:
        if place == "desk":
            self.list.table.mark(id)
            self.matter.show_matter(id)
        elif place == "handbook":
            self.context.navigation.open_record("matter", id)
        else:
            self.context.navigation.go(place, id)

    # Acts -----------------------------------------------------------------------------------------

    def _marked(self) -> None:
        count = self.marks.count
        if count and count <= MOST and len(self.marks.ids) < count:
            self.marks.fetch()
        self._offering.start()

    def _ask_offers(self) -> None:
        ids, is_sorting = self.marks.ids, self.list.name in SORTED
        self.matter.show_marked(ids)
        if not ids or self.marks.count > MOST:
            self.bar.show_marked(Marked(self.marks.count, is_sorting=is_sorting))
            return
        self.context.tasks.run(
            offered, self.context.desk, ids, owner=self,
            done=lambda found: self.bar.show_marked(Marked(self.marks.count, *found, is_sorting)),
        )  # fmt: skip

    def begin(self, act: Act | str) -> None:
        """Take this act (or FAST: 直办快结) with the marked matters."""
        label = self.bar.label(act)
        ids = self.marks.ids
        if self.marks.count > MOST:
            self.context.messages.tell(say("too_many", most=MOST, count=self.marks.count))
            return
        self._next = self.marks.next_id
        self.acts.begin(act if act == FAST else Act(act), label, ids, self.list.name, None)

    def _taken(self, done: Done) -> None:
        self._dealt_with = done.taken
        self.bar.show_marked(Marked(self.marks.count, is_sorting=self.list.name in SORTED))
        self._offering.start()  # what may be done next is not what might be done before

    def _go_on(self) -> None:
        """Work goes on with the row under those that were dealt with, once they have left the list."""
        dealt_with, self._dealt_with = self._dealt_with, ()
        model, table = self.list.model, self.list.table
        gone = dealt_with and all(model.find(each) < 0 for each in dealt_with)
        if gone and self._next and not table.current_id:
            table.mark(self._next)
        if table.current_id and table.current_id != self.matter.id:
            self.matter.show_matter(table.current_id)
