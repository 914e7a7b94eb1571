"""One office below: its PCs, what came and went, and what an administrator does with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.desk import Desk
from app.exchange import console, joining, registering
from app.exchange.console import Below, Computer
from app.exchange.registering import Entry
from app.exchange.rosters import ACTIVE
from app.rights import may
from ui import theme
from ui.context import Context
from ui.exchange.asserting import AssertSheet
from ui.exchange.telling import day
from ui.pages.text.villages import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

PCS = (("pc.node", 110), ("pc.status", 80), ("pc.last", 0))
PACKAGES = (
    ("package.way", 70), ("package.number", 56), ("package.at", 150), ("package.counts", 0),
)  # fmt: skip
MOST = 100


@dataclass(frozen=True)
class Village:
    """What is read of one office."""

    office: str
    computers: tuple[Computer, ...]
    packages: tuple[Entry, ...]


def read_village(desk: Desk, office: str) -> Village:
    """For the worker."""
    return Village(
        office, tuple(console.computers(desk, office)), tuple(registering.entries(desk, MOST, office))
    )


class VillagePane(QFrame):
    """`changed` after each act; `full_wanted`, `move_wanted` are the page's to do."""

    changed = Signal()
    full_wanted = Signal(str)
    move_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.context = context
        self._line: Below | None = None
        self._village = Village("", (), ())
        level = context.desk.office.level
        self.title = QLabel(say("one.choose"))
        self.title.setProperty("role", "group")
        self.title.setIndent(0)
        self.computers = PlainTable(say("one.computers"), [(say(name), width) for name, width in PCS])
        self.packages = PlainTable(say("one.packages"), [(say(name), width) for name, width in PACKAGES])
        self.full = QPushButton(say("one.full"))
        self.move_one = QPushButton(say("one.move"))
        self.move_one.setVisible(level == "township")  # above it, whole villages are moved
        self.retire = QPushButton(say("one.retire"))
        self.revoke = QPushButton(say("one.revoke"))
        self.assert_all = QPushButton(say("one.assert"))
        self.let_go = QPushButton(say("one.let_go"))
        self._lay_out()
        self._wire()
        self._enable()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(self.title, 1)
        for each in (self.full, self.move_one, self.assert_all, self.retire, self.revoke, self.let_go):
            top.addWidget(each)
        lists = QHBoxLayout()
        lists.setSpacing(theme.SPACE_3)
        lists.addWidget(self.computers, 2)
        lists.addWidget(self.packages, 3)
        column.addLayout(top)
        column.addLayout(lists, 1)

    def _wire(self) -> None:
        self.computers.chosen.connect(lambda _: self._enable())
        self.full.clicked.connect(lambda: self.full_wanted.emit(self._village.office))
        self.move_one.clicked.connect(lambda: self.move_wanted.emit(self._village.office))
        self.retire.clicked.connect(lambda: self._strike("retire", joining.retire))
        self.revoke.clicked.connect(lambda: self._strike("revoke", joining.revoke))
        self.assert_all.clicked.connect(self._assert_all)
        self.let_go.clicked.connect(self._let_go)

    def show_line(self, line: Below | None) -> None:
        """Show this office."""
        self._line = line
        if line is None:
            self.title.setText(say("one.choose"))
            self._arrived(Village("", (), ()))
            return
        self.title.setText(line.name)
        self.context.tasks.run(read_village, self.context.desk, line.office, done=self._arrived, owner=self)

    def _arrived(self, village: Village) -> None:
        if village.office != (self._line.office if self._line else ""):
            return
        self._village = village
        year = self.context.desk.today().year
        self.computers.show_rows([_pc(each, year) for each in village.computers])
        if village.computers and not self.computers.current_id:
            self.computers.mark(village.computers[0].node)
        self.packages.show_rows([_package(each) for each in village.packages])
        self._enable()

    @property
    def marked(self) -> Computer | None:
        """The marked PC."""
        wanted = self.computers.current_id
        return next((each for each in self._village.computers if each.node == wanted), None)

    def _enable(self) -> None:
        line, pc = self._line, self.marked
        is_admin = may(self.context.desk, "enrol")
        self.full.setEnabled(line is not None and line.has_pc)
        self.move_one.setEnabled(line is not None and is_admin)
        self.retire.setEnabled(is_admin and pc is not None and pc.status == ACTIVE)
        self.revoke.setEnabled(is_admin and pc is not None and pc.status != "revoked")
        self.assert_all.setEnabled(is_admin and line is not None)
        self.let_go.setEnabled(is_admin and line is not None and line.has_pc)
        for each in (self.move_one, self.assert_all, self.retire, self.revoke, self.let_go):
            each.setToolTip("" if is_admin else say("only_admin"))

    def _strike(self, what: str, act: Callable[[Desk, str], object]) -> None:
        pc, line = self.marked, self._line
        if pc is None or line is None:
            return
        sure = say(f"{what}.sure", name=line.name, short=pc.short)
        if self.context.messages.confirm(sure, say(f"one.{what}"), danger=True, detail=say(f"{what}.detail")):
            self._run(act, pc.node, say(f"{what}.done"))

    def _assert_all(self) -> None:
        if self._line is not None:
            sheet = AssertSheet(self.context, self._line, self.window())
            sheet.accepted.connect(self.changed)
            sheet.open()

    def _let_go(self) -> None:
        line = self._line
        if line is not None and self.context.messages.confirm(
            say("let_go.sure", name=line.name), say("one.let_go"), danger=True, detail=say("let_go.detail")
        ):
            self._run(joining.let_go, line.office, say("let_go.done", name=line.name))

    def _run(self, act: Callable[..., Any], about: str, said: str) -> None:
        def done(_: object) -> None:
            self.context.line.say(said)
            self.changed.emit()

        self.context.tasks.run(act, self.context.desk, about, done=done, owner=self)


def _pc(each: Computer, year: int) -> Row:
    last = say("last", day=day(each.last_at, year), number=each.last_number) if each.last_at else ""
    words = (each.short, say(f"pc.{each.status}"), last or say("last.never"))
    return Row(each.node, words, is_quiet=each.status != ACTIVE)


def _package(each: Entry) -> Row:
    told = [say(f"package.{how}", count=count) for how, count in each.counts.items() if count]
    if each.is_full:
        told.insert(0, say("package.full"))
    words = say("note.comma").join(told) or say("package.empty")
    way = say("package.in" if each.is_in else "package.out")
    return Row(each.id, (way, str(each.number), each.at, words))
