"""Pairings: who helps whom, the aid under each, the view of the 1+5, and the cards."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from app import pairings
from app.kinds import Field
from app.records import Record, Where
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.typed import TextField
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages import pairing_reading
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.pairing_aid import AidPanel
from ui.pages.pairing_cards import CardsSheet
from ui.pages.pairing_five import FiveView
from ui.pages.shortcuts import bind
from ui.pages.text.pairings import say
from ui.pages.visit_filters import OfferedFilter
from ui.tables.filters import ChoiceFilter, CodeFilter, Filter
from ui.tables.list_panel import Listing

CONCERNED = frozenset({"pairing", "person", "household", "organization", "tag", "post"})
VIEWS = ("list", "five")


def filters(context: Context) -> list[Filter]:
    """Kind, helper, how it stands."""
    states: list[tuple[str, tuple[Where, ...]]] = [
        (say("filter.running"), (Where("end", "empty"),)),
        (say("filter.ended"), (Where("end", "not_empty"),)),
        (say("filter.no_card"), (Where("end", "empty"), Where("card_issued", "empty"))),
    ]
    return [
        CodeFilter(context, say("filter.kind"), "kind", "pairing_kind"),
        OfferedFilter(say("filter.helper")),
        ChoiceFilter(say("filter.state"), states),
    ]


def number_field(context: Context, spec: Field, parent: QWidget) -> FieldWidget:
    """The card's number, typed from the paper or the next free one of the year."""
    button = QPushButton(say("number.auto"))
    button.setToolTip(say("number.tip"))
    button.setAccessibleName(say("number.auto"))
    made = TextField(spec, parent, button)

    def take(number: str) -> None:
        made.set_value(number)
        made.edited.emit()
        made.left.emit()

    button.clicked.connect(
        lambda: context.tasks.run(pairings.next_card_number, context.desk, done=take, owner=made)
    )
    return made


def topic() -> Topic:
    """What this page is about."""
    return Topic(
        place="pairings",
        title=say("title"),
        listing=Listing(
            "pairing", pairing_reading.COLUMNS, order=("kind", "-start"), rows=pairing_reading.pairing_rows,
            count=pairing_reading.pairing_count, also=frozenset({"household", "person", "organization"}),
        ),
        layout=(
            Group("", (
                ("kind:4", "start:3", "end:3"), ("helper", "helped"),
                ("card_number:3", "card_issued:2"), ("plan",),
            )),
            Group(say("group.more"), (("notes",),), folded=True),
        ),
        empty=Empty("pairings", say("purpose"), say("first")),
        filters=filters,
        makers={"card_number": number_field},
        add=pairings.pair,
        change=pairings.change,
    )  # fmt: skip


class PairingsPage(ListAndForm):
    """Ctrl+N a new pairing, Ctrl+P the cards; the buttons at the top change to the 1+5."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, topic())

    def adorn(self) -> None:
        self.new_button.setText(say("new"))
        self.list.search.setPlaceholderText(say("search"))
        self.aid = AidPanel(self.context)
        self.panel.add_below(self.aid)
        self.five = FiveView(self.context)
        self.five.wanted.connect(self._pair_missing)
        self.five.opened.connect(self.open)
        self.views = QStackedWidget()
        split = self.body.itemAt(1).widget()
        self.body.addWidget(self.views, 1)
        self.views.addWidget(split)
        self.views.addWidget(self.five)
        self._choice = QButtonGroup(self)
        for number, name in enumerate(VIEWS):
            button = QPushButton(say(f"view.{name}"))
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.clicked.connect(lambda _=False, name=name: self.show_view(name))
            self._choice.addButton(button, number)
            self.head.insertWidget(self.head.count() - 2, button)
        self._choice.button(0).setChecked(True)
        self.cards_button = QPushButton(icon("print"), say("cards"))
        self.cards_button.setToolTip(say("cards.tip"))
        self.cards_button.clicked.connect(self.print)
        self.head.insertWidget(self.head.count() - 1, self.cards_button)
        bind(self, {"F6": self.show_history})

    def show_view(self, name: str) -> None:
        """The list with its form, or the 1+5."""
        self._choice.button(VIEWS.index(name)).setChecked(True)
        self.views.setCurrentIndex(VIEWS.index(name))
        if name == "five":
            self.five.read()
            self.five.table.setFocus()

    def open(self, id: str | None = None, kind: str = "") -> None:
        if id is not None and kind == "aid":
            of_entry = pairing_reading.pairing_of
            self.context.tasks.run(of_entry, self.context.desk, id, done=self._open_owner, owner=self)
            return
        if id is not None:
            self.show_view("list")
        super().open(id, kind)
        for box in self.list.findChildren(OfferedFilter):
            self.context.tasks.run(pairing_reading.helpers, self.context.desk, done=box.offer, owner=self)
        if self.views.currentWidget() is self.five:
            self.five.read()

    def refresh(self, notice: Notice) -> None:
        super().refresh(notice)
        self.aid.hear(notice)
        if notice.kinds & CONCERNED and self.views.currentWidget() is self.five:
            self.five.read()

    def new(self) -> None:
        self.show_view("list")
        if self.aid.leave():
            super().new()

    def keep_draft(self) -> None:
        super().keep_draft()
        self.aid.keep_draft()

    def leave(self) -> bool:
        return self.aid.leave() and super().leave()

    def print(self) -> None:
        """Choose pairings and print their cards."""
        if not self.keeper.keep():
            return
        sheet = CardsSheet(self.context, self.list.query, self.keeper.id, self.window())
        sheet.finished.connect(sheet.deleteLater)
        self.cards = sheet
        sheet.open()

    def starts_with(self) -> dict[str, Any]:
        return {**super().starts_with(), "start": self.context.desk.today().isoformat()}

    def shown(self, record: Record | None) -> None:
        self.aid.show_pairing(record.id if record else None)

    def _choose(self, id: str, focus: bool = False) -> None:
        if id != self.keeper.id and not self.aid.leave():
            self.list.table.mark(self.keeper.id or "")
            return
        super()._choose(id, focus)

    def _title_of(self, record: Record | None) -> str:
        if record is None:
            return say("new")
        return self.context.codes.label("pairing_kind", record["kind"])

    def _open_owner(self, pairing: str | None) -> None:
        self.open(pairing)
        if pairing is None:
            self.context.line.say(say("aid.alone"))

    def _pair_missing(self, helper: str, kind: str) -> None:
        """A new pairing for a missing square: helper and kind stand there already."""
        self.new()
        if self.keeper.id is None:
            self.form.load_draft({"helper": helper, "kind": kind})
            self.form.focus("helped")
