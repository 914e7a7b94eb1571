"""The quarantine: records that came and could not go in, each with its reason and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import Desk
from app.exchange import aside, deciding, quarantine
from app.exchange.aside import Aside
from app.exchange.quarantine import Held
from app.problems import Problem
from app.rights import may
from ui import theme
from ui.context import Context
from ui.exchange.pane import Pane
from ui.exchange.text import say
from ui.icons import icon
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row


@dataclass(frozen=True)
class Found:
    """What waits; the first ones of `total`."""

    held: tuple[Held, ...]
    total: int
    packages: tuple[Aside, ...] = ()


def read_quarantine(desk: Desk) -> Found:
    """For the database worker."""
    packages = tuple(aside.kept_packages(desk))
    return Found(tuple(quarantine.held_records(desk)), quarantine.count(desk) + len(packages), packages)


class QuarantinePane(Pane):
    """`counted(n)` tells how many records wait."""

    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._held: dict[str, Held] = {}
        self._packages: dict[str, Aside] = {}
        self.empty = EmptyState("check", say("quarantine.none"))
        self.table = PlainTable(
            say("quarantine.list"),
            [(say("records.kind"), 90), (say("records.title"), 0), (say("quarantine.reason"), 220)],
        )
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _: self.let_in.setFocus())
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self._side())
        split.setSizes([600, 520])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_3, 0, 0)
        column.addWidget(self.stack)

    def _side(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        self.title, self.reason, self.came = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "subheading")
        self.reason.setProperty("role", "warning")
        self.came.setProperty("role", "quiet")
        for each in (self.title, self.reason, self.came):
            each.setWordWrap(True)
        self.lines = PlainTable(say("records"), [(say("inbox.field"), 130), (say("head.counts"), 0)])
        self.let_in = QPushButton(icon("check"), say("quarantine.let_in"))
        self.refuse = QPushButton(icon("cross"), say("quarantine.refuse"))
        self.refuse.setProperty("role", "danger")
        self.let_in.clicked.connect(self._let_in)
        self.refuse.clicked.connect(self._refuse)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.let_in)
        row.addWidget(self.refuse)
        row.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        for each in (self.title, self.reason, self.came):
            column.addWidget(each)
        column.addWidget(self.lines, 1)
        column.addLayout(row)
        return card

    def read(self) -> None:
        """Read what waits."""
        self._context.tasks.run(read_quarantine, self._context.desk, done=self._arrived, owner=self)

    def take_focus(self) -> None:
        """The list."""
        self.table.setFocus()

    def _arrived(self, found: Found) -> None:
        self._held = {str(each.number): each for each in found.held}
        self._packages = {each.package: each for each in found.packages}
        at = self.table.currentRow()
        rows = [Row(key, _of_package(each)) for key, each in self._packages.items()]
        rows += [Row(key, (each.kind_label, _title(each), each.reason)) for key, each in self._held.items()]
        self.table.show_rows(rows)
        self.stack.setCurrentIndex(1 if rows else 0)
        keys = [each.id for each in rows]
        if keys and self.table.current_id not in keys:
            self.table.mark(keys[min(max(at, 0), len(keys) - 1)])
        self.counted.emit(found.total)

    def _show_package(self, each: Aside) -> None:
        kind, title, reason = _of_package(each)
        self.title.setText(f"{kind}　{title}")
        self.reason.setText(reason)
        self.came.setText(say("quarantine.package_came", at=each.at.replace("T", " ")[:16]))
        self.lines.show_rows([])
        allowed = may(self._context.desk, "enrol")
        self.let_in.setEnabled(allowed and bool(each.office))
        self.refuse.setEnabled(allowed)

    def _show(self, key: str) -> None:
        if key in self._packages:
            self._show_package(self._packages[key])
            return
        each = self._held.get(key)
        if each is None:
            return
        self.title.setText(f"{each.kind_label}　{_title(each)}")
        self.reason.setText(each.reason if each.can_go_in else say("quarantine.cannot"))
        self.came.setText(say("quarantine.came", office=each.office, at=each.at))
        rows = [Row(str(at), line) for at, line in enumerate(each.lines)]
        self.lines.show_rows(rows or [Row("", (say("quarantine.no_lines"), ""))])
        allowed = may(self._context.desk, "conflict.resolve")
        self.let_in.setEnabled(allowed and each.can_go_in)
        self.refuse.setEnabled(allowed)

    def _let_in(self) -> None:
        whole = self.table.current_id in self._packages
        self._act(aside.let_in if whole else deciding.let_in, "quarantine.was_let_in")

    def _refuse(self) -> None:
        whole = self.table.current_id in self._packages
        sure = say("quarantine.package_confirm" if whole else "quarantine.confirm")
        if self._context.messages.confirm(sure, say("quarantine.refuse"), danger=True):
            self._act(aside.refuse if whole else deciding.refuse, "quarantine.was_refused")

    def _act(self, work: Any, words: str) -> None:
        key = self.table.current_id
        if key:
            about = key if key in self._packages else int(key)
            self._context.tasks.run(
                work, self._context.desk, about, owner=self,
                done=lambda _: self._acted(words), failed=self._refused,
            )  # fmt: skip

    def _acted(self, words: str) -> None:
        self._context.line.say(say(words))
        self.read()

    def _refused(self, problem: Problem) -> None:
        self._context.messages.tell_problem(problem)
        self.read()


def _of_package(each: Aside) -> tuple[str, str, str]:
    """What is told of a kept package in the list."""
    title = say("quarantine.package_unread")
    if each.office:
        title = say("quarantine.package_title", office=each.office, number=each.number, records=each.records)
    return say("quarantine.package"), title, say("quarantine.package_reason")


def _title(each: Held) -> str:
    return each.title or say("quarantine.unnamed")
