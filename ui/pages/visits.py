"""Visits: the list, the form in which a trip is recorded in under a minute, and what it leads to."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton

from app import visits
from app.records import Record
from ui.context import Context
from ui.forms.keeping import State
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages import visit_recording
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.photos import PhotosRow
from ui.pages.shortcuts import bind
from ui.pages.text.visits import say
from ui.pages.visit_fields import HouseholdsField, NeedsField, reflection_field, visitors_field
from ui.pages.visit_filters import MonthFilter, OfferedFilter
from ui.pages.visit_recording import Around, Offered
from ui.pages.writing_fields import PhrasedField
from ui.reviews.form_hints import FormHints
from ui.reviews.own_hints import OwnHints
from ui.tables.filters import CodeFilter, Filter
from ui.tables.list_panel import Listing
from ui.tables.related import RelatedList

TITLE_WORDS = 12
PRINTED = "民情日记"  # the shipped ledger whose page is printed
COPIED = ("visitors", "companions", "method", "place")


def filters(context: Context) -> list[Filter]:
    """Month, visitor, group, method."""
    return [
        MonthFilter(context.desk.today(), say("filter.month"), "date"),
        OfferedFilter(say("filter.visitor")),
        OfferedFilter(say("filter.group")),
        CodeFilter(context, say("filter.method"), "method", "visit_method"),
    ]


def topic() -> Topic:
    """What this page is about."""
    return Topic(
        place="visits",
        title=say("title"),
        listing=Listing(
            "visit", visit_recording.COLUMNS, order=("-date",), rows=visit_recording.visit_rows,
            count=visit_recording.visit_count, also=frozenset({"household", "person"}),
        ),
        layout=(
            Group("", (
                ("household",), ("visitors:3", "companions:2"), ("date:3", "method:3", "place:4"),
                ("content",), ("needs",), ("next_step",), ("reflection",),
            )),
            Group(say("group.more"), (("person",),), folded=True),
        ),
        empty=Empty("visits", say("purpose"), say("first")),
        filters=filters,
        makers={
            "household": HouseholdsField, "visitors": visitors_field, "content": PhrasedField,
            "needs": NeedsField, "next_step": PhrasedField, "reflection": reflection_field,
        },
        add=visit_recording.record,
        change=visit_recording.amend,
    )  # fmt: skip


def shortened(text: str | None) -> str:
    """The first words of a text, for a title."""
    words = " ".join((text or "").split())
    return words if len(words) <= TITLE_WORDS else words[:TITLE_WORDS] + "…"


class VisitsPage(ListAndForm):
    """Ctrl+N a new trip, F6 its history, F7 the same as last time, Ctrl+M the need becomes a matter."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, topic())

    def adorn(self) -> None:
        self._wants_matter = False
        self.new_button.setText(say("new"))
        self.list.search.setPlaceholderText(say("search"))
        self.households: HouseholdsField = self.form.fields["household"]  # type: ignore[assignment]
        self.needs: NeedsField = self.form.fields["needs"]  # type: ignore[assignment]
        self.households.names_somebody = lambda: bool(self.form.fields["person"].value())
        self.households.shown.connect(self.needs.show_households)
        self.same = QPushButton(icon("restore"), f"{say('same')} F7")
        self.same.setToolTip(say("same.tip"))
        self.same.clicked.connect(self.same_as_last)
        self.same.hide()
        self.print_button = QPushButton(icon("print"), say("print"))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self.print)
        for button in (self.same, self.print_button):
            self.head.insertWidget(self.head.count() - 1, button)
        self.needs.to_matter.clicked.connect(self.turn_into_matter)
        self.hints = FormHints(self.context, self.form, self.keeper)
        self.trip = RelatedList(say("trip"), say("trip.none"))
        self.matters = RelatedList(say("matters"), say("matters.none"))
        for each in (self.matters, self.trip):
            each.opened.connect(self._open_related)
            self.panel.add_below(each)
        self.photos = PhotosRow(self.context, "visit")
        self.panel.add_below(self.photos)
        bind(self, {
            "F6": self.show_history, "F7": self.same_as_last, "F9": self.show_own,
            "Ctrl+M": self.turn_into_matter,
        })  # fmt: skip
        self.keeper.stated.connect(self._stated)

    def open(self, id: str | None = None, kind: str = "") -> None:
        """`kind` "new" begins a visit; "household" or "person" begins one to the record `id`."""
        is_kept = kind in ("", "visit")
        super().open(id if is_kept else None, kind)
        if not is_kept:
            self._begin_with({kind: [id] if kind == "household" else id} if id else {})
        self.context.tasks.run(visit_recording.offered, self.context.desk, done=self._offer, owner=self)

    def refresh(self, notice: Notice) -> None:
        super().refresh(notice)
        self.photos.hear(notice)
        if notice.kinds & {"matter", "visit"} and self.keeper.id is not None:
            self._read_around(self.keeper.id)

    def starts_with(self) -> dict[str, Any]:
        return {**super().starts_with(), "date": self.context.desk.today().isoformat()}

    def _begin_with(self, values: dict[str, Any]) -> None:
        self.new()
        if self.keeper.id is None and values:
            self.form.load_draft(values)
            self.form.focus(next(iter(values)))  # unfolds the group that it stands in
            self.form.focus("visitors")

    def show_own(self) -> None:
        """给自己看看: what the one who sits here may look at again."""
        OwnHints.show_over(self, self.context)

    def shown(self, record: Record | None) -> None:
        self.hints.clear()
        self._wants_matter = False
        self.households.set_single(record is not None)
        self.same.setVisible(record is None)
        self.trip.setVisible(record is not None)
        self.matters.setVisible(record is not None)
        self.photos.show_owner(record.id if record else None)
        if record is not None:
            self._read_around(record.id)

    def print(self) -> None:
        """The page of the 民情日记 that the shown visit is."""
        if self.keeper.id is None or not self.keeper.keep():
            self.context.line.say(say("print.none"))
            return
        PaperSheet.show_over(self, self.context, Wanted(PRINTED, (self.keeper.id,), PRINTED))

    def _title_of(self, record: Record | None) -> str:
        if record is None:
            return say("new")
        return f"{record['date']} {shortened(record['content'])}"

    def same_as_last(self) -> None:
        """Fill in who went, with whom, how and where, as the last time; never what was said."""
        if self.keeper.id is not None or not self.panel.isVisible():
            return
        ids = self.households.value() or []
        home = ids[0] if len(ids) == 1 else None
        self.context.tasks.run(visits.last_visit_values, self.context.desk, home, done=self._copy, owner=self)

    def turn_into_matter(self) -> None:
        """Keep the visit, then open a matter from its needs."""
        if not self.panel.isVisible():
            return
        if not self.keeper.keep():
            return
        if self.keeper.id is None:
            self._wants_matter = self.keeper.has_changes
            if not self._wants_matter:
                self.context.line.say(say("to_matter.none"))
            return
        self._turn(self.keeper.id)

    def _turn(self, id: str) -> None:
        self._wants_matter = False
        self.context.tasks.run(
            visits.need_to_matter, self.context.desk, id, owner=self,
            done=lambda _: self.context.line.say(say("to_matter.done"), True),
        )  # fmt: skip

    def _kept(self, id: str, is_new: bool) -> None:
        wants = self._wants_matter
        super()._kept(id, is_new)
        if is_new and wants:
            self._turn(id)

    def _stated(self, state: State) -> None:
        if state is State.WRONG:
            self._wants_matter = False

    def _copy(self, values: dict[str, Any]) -> None:
        if not values:
            self.context.line.say(say("same.none"))
            return
        self.form.load_draft({name: values[name] for name in COPIED if name in values})
        self.form.edited.emit("visitors")
        self.context.line.say(say("same.done"))

    def _offer(self, offered: Offered) -> None:
        boxes = self.list.findChildren(OfferedFilter)
        for box, choices in zip(boxes, (offered.visitors, offered.groups), strict=True):
            box.offer(choices)

    def _read_around(self, id: str) -> None:
        self.context.tasks.run(
            visit_recording.around, self.context.desk, id, owner=self,
            done=self._show_around, failed=lambda _: None,
        )  # fmt: skip

    def _show_around(self, around: Around) -> None:
        if around.visit == self.keeper.id:
            self.trip.show_lines(around.trip)
            self.matters.show_lines(around.matters)

    def _open_related(self, kind: str, id: str) -> None:
        if kind == "visit":
            self.open(id)
        else:
            self.context.navigation.open_record(kind, id)
