"""数据交换: going with a stick, the inbox, the quarantine, the register of packages."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget

from app.exchange import drives
from ui.context import Context
from ui.exchange.inbox import InboxPane
from ui.exchange.joining import open_joining
from ui.exchange.pane import Pane
from ui.exchange.quarantine import QuarantinePane
from ui.exchange.register import RegisterPane
from ui.exchange.sources import Sticks
from ui.exchange.text import say
from ui.exchange.trip import TripPane
from ui.forms.form_panel import action_button
from ui.notices import Notice
from ui.pages.base import Page

TABS = ("trip", "inbox", "quarantine", "register")


class ExchangePage(Page):
    """`open(id, kind)`: `kind` may name a tab, `id` the record whose question is meant."""

    def __init__(self, context: Context, sticks: Sticks = drives.sticks) -> None:
        super().__init__(context, say("title"))
        self.trip = TripPane(context, sticks)
        self.inbox, self.quarantine = InboxPane(context), QuarantinePane(context)
        self.register = RegisterPane(context)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(say("title"))
        self.panes: dict[str, Pane] = dict(
            zip(TABS, (self.trip, self.inbox, self.quarantine, self.register), strict=True)
        )
        for name, pane in self.panes.items():
            self.tabs.addTab(pane, say(f"tab.{name}"))
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _: self._shown())
        self.inbox.counted.connect(lambda count: self._count("inbox", count))
        self.quarantine.counted.connect(lambda count: self._count("quarantine", count))
        self.trip.exchanged.connect(self._read)
        self.trip.to_inbox.connect(lambda: self.show_tab("inbox"))
        for pane in (self.trip, self.inbox):
            pane.opened.connect(self._open_record)
        self.trip.joining.connect(self.join)
        self.join_button = action_button(say("join"), "key")
        self.join_button.clicked.connect(self.join)
        self.head.addWidget(self.join_button)

    def open(self, id: str | None = None, kind: str = "") -> None:
        if kind in TABS or id in TABS:
            self.show_tab(kind if kind in TABS else str(id))
        self.inbox.read(record=id or "")
        self.quarantine.read()
        self.trip.read()
        self.register.read()

    def take_focus(self) -> None:
        self.panes[self._name()].take_focus()

    def refresh(self, notice: Notice) -> None:
        if self.isVisible() and not self.trip.work.isVisible():
            self._read()

    def print(self) -> None:
        """Ctrl+P: the report of the package that is shown."""
        if self._name() == "register":
            self.register.open_report()
        else:
            self.trip.print_report()

    def join(self) -> None:
        """Enrolment: what stands here may be another thing after it."""
        sheet = open_joining(self.context, self.window())
        if sheet is not None:
            sheet.finished.connect(lambda _: self._read())

    def show_tab(self, name: str) -> None:
        """Show one of TABS."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def _read(self) -> None:
        for pane in self.panes.values():
            pane.read()

    def _shown(self) -> None:
        if self._name() == "quarantine":  # a package may be kept there though nothing was taken in
            self.quarantine.read()
        self.take_focus()

    def _name(self) -> str:
        return TABS[self.tabs.currentIndex()]

    def _count(self, name: str, count: int) -> None:
        words = say(f"tab.{name}")
        at = TABS.index(name)
        self.tabs.setTabText(at, say("tab.counted", name=words, count=count) if count else words)

    def _open_record(self, kind: str, identity: str) -> None:
        if kind:
            self.context.navigation.open_record(kind, identity)
        else:
            self.context.line.say(say("records.not_yet"))
