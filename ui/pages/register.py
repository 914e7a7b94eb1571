"""Households and people: two lists, and the card of the marked one beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSplitter, QStackedWidget

from app import records, register
from app.desk import Desk
from app.kinds import KINDS
from app.records import Query, Record
from ui.cards.card import CardPanel
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.text.register import say
from ui.tables.empty import EmptyState
from ui.tables.filters import CodeFilter, Filter
from ui.tables.list_panel import Listing, ListPanel
from ui.tables.rows import Column, Row, rows_of

KINDS_SHOWN = ("household", "person")
CONCERNED = frozenset({"household", "person", "tag", "post", "visit", "matter", "pairing", "aid"})


def _household_rows(desk: Desk, query: Query) -> list[Row]:
    found = records.find(desk, register.narrowed(desk, query))
    return _with_figures(desk, found)


def _with_figures(desk: Desk, found: Sequence[Record]) -> list[Row]:
    figures = register.figures(desk, [each.id for each in found])
    columns = (
        Column("head"),
        Column("group"),
        Column("number"),
        Column(text=lambda desk, record, names: str(figures[record.id].members)),
        Column("type"),
        Column(text=lambda desk, record, names: figures[record.id].last_visit),
    )
    return rows_of(desk, found, columns)


def _person_rows(desk: Desk, query: Query) -> list[Row]:
    columns = (Column("name"), Column("sex"), Column(text=_age), Column("household"), Column("political"))
    found = records.find(desk, register.narrowed(desk, query))
    return rows_of(desk, found, columns)


def _age(desk: Desk, record: Record, names: object) -> str:
    years = register.age(desk, record)
    return "" if years is None else str(years)


def _count(desk: Desk, query: Query) -> int:
    return records.count(desk, register.narrowed(desk, query))


def listing_of(kind: str) -> Listing:
    """What the list of households, or of people, shows."""
    columns: tuple[Column, ...]
    if kind == "household":
        columns = (
            Column("head", width=84),
            Column("group", width=0),
            Column("number", width=64),
            Column("", label=say("members"), width=52, is_number=True, is_sortable=False),
            Column("type", width=84),
            Column("", label=say("last_visit"), width=96, is_sortable=False),
        )
        also = frozenset({"person", "visit"})
        order = ("group", "number")
        return Listing(kind, columns, order=order, rows=_household_rows, count=_count, also=also)
    columns = (
        Column("name", width=96),
        Column("sex", width=52),
        Column("birth", label=say("age"), width=56, is_number=True),
        Column("household", width=0, is_sortable=False),
        Column("political", width=96),
    )
    also = frozenset({"household", "tag"})
    return Listing(kind, columns, order=("row",), rows=_person_rows, count=_count, also=also)


class RegisterPage(Page):
    """The register. Ctrl+N adds a household, or a person when the list of people is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self.lists: dict[str, ListPanel] = {}
        self.cards: dict[str, CardPanel] = {}
        self._shown = "household"
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._choice = QButtonGroup(self)
        self._right.addWidget(EmptyState("household", say("choose")))
        for kind in KINDS_SHOWN:
            self._add_side(kind)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left)
        split.addWidget(self._right)
        split.setSizes([500, 640])
        self.body.addWidget(split, 1)
        alike = QPushButton(icon("copy"), say("duplicates"))
        alike.clicked.connect(lambda: context.navigation.go("duplicates", kind=self._shown))
        bring = QPushButton(icon("import"), say("import"))
        bring.clicked.connect(lambda: context.navigation.go("import"))
        self.new_button = QPushButton(icon("add", "surface"), say("new.household"))
        self.new_button.setProperty("role", "primary")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.clicked.connect(self.new)
        self.head.addWidget(alike)
        self.head.addWidget(bring)
        self.head.addWidget(self.new_button)
        self.show_list("household")

    def _add_side(self, kind: str) -> None:
        button = QPushButton(say("households" if kind == "household" else "people"))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.clicked.connect(lambda: self.show_list(kind))
        self._choice.addButton(button)
        self.head.insertWidget(self.head.count() - 1, button)
        empty = EmptyState(kind, say(f"purpose.{kind}"), say(f"first.{kind}"))
        side = ListPanel(self.context, listing_of(kind), self._filters(kind), empty)
        side.search.setPlaceholderText(say("search"))
        side.first_step.connect(self.new)
        side.chosen.connect(lambda id: self._choose(kind, id))
        side.opened.connect(lambda id: self._choose(kind, id, focus=True))
        card = CardPanel(self.context, kind)
        card.opened.connect(self._go)
        card.kept.connect(lambda id, is_new: self._kept(kind, id, is_new))
        card.gone.connect(partial(self._close_card, kind))
        self.lists[kind], self.cards[kind] = side, card
        self._left.addWidget(side)
        self._right.addWidget(card)

    def _filters(self, kind: str) -> list[Filter]:
        if kind == "household":
            field = KINDS["household"].field("type")
            return [CodeFilter(self.context, say("type"), "type", "household_type", field, kind)]
        return [
            CodeFilter(self.context, say("tag"), register.TAGGED, "tag", KINDS["tag"].field("tag"), "tag"),
            CodeFilter(self.context, say("political"), "political", "political"),
            CodeFilter(self.context, say("status"), "status", "person_status"),
        ]

    def show_list(self, kind: str) -> None:
        """Show the list of households or of people."""
        self._shown = kind
        self._left.setCurrentWidget(self.lists[kind])
        self._choice.buttons()[KINDS_SHOWN.index(kind)].setChecked(True)
        self.new_button.setText(say(f"new.{kind}"))
        self.lists[kind].refresh()

    def open(self, id: str | None = None, kind: str = "") -> None:
        kind = kind if kind in KINDS_SHOWN else self._shown
        if id is None:
            self.lists[self._shown].refresh()
            return
        self.show_list(kind)
        self.lists[kind].table.mark(id)
        self._choose(kind, id)

    def take_focus(self) -> None:
        self.lists[self._shown].table.setFocus()

    def refresh(self, notice: Notice) -> None:
        self.lists[self._shown].hear(notice)
        card = self._right.currentWidget()
        if isinstance(card, CardPanel):
            card.hear(notice)
            if notice.kinds & CONCERNED:
                card.refresh()

    def new(self) -> None:
        card = self.cards[self._shown]
        values = {"status": "present", "ethnic": "01"} if self._shown == "person" else {}
        if self._leave_card() and card.begin(values):
            self.lists[self._shown].table.mark("")
            self._right.setCurrentWidget(card)

    def keep(self) -> None:
        card = self._right.currentWidget()
        if isinstance(card, CardPanel):
            card.keeper.keep()

    def keep_draft(self) -> None:
        for card in self.cards.values():
            card.keeper.keep_draft()

    def leave(self) -> bool:
        return self._leave_card()

    def _leave_card(self) -> bool:
        card = self._right.currentWidget()
        return not isinstance(card, CardPanel) or card.keeper.leave()

    def _close_card(self, kind: str) -> None:
        # A mark left behind would stay dead: choosing the marked row again tells nobody.
        self.lists[kind].table.mark("")
        self._right.setCurrentIndex(0)

    def _choose(self, kind: str, id: str, focus: bool = False) -> None:
        if self._right.currentWidget() is not self.cards[kind] and not self._leave_card():
            return
        if self.cards[kind].show_record(id, focus):
            self._right.setCurrentWidget(self.cards[kind])

    def _go(self, kind: str, id: str) -> None:
        if kind in KINDS_SHOWN:
            self.open(id, kind)
        else:
            self.context.navigation.open_record(kind, id)

    def _kept(self, kind: str, id: str, is_new: bool) -> None:
        if is_new and self.cards[kind].keeper.id == id:
            self.lists[kind].table.mark(id)
            self.cards[kind].show_record(id)
