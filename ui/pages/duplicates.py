"""Likely duplicates: pairs in a list, both records side by side, merged, told apart or split again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import duplicates, records
from app.desk import Desk
from app.duplicates import Line
from app.problems import Problem
from app.rights import may
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.text.duplicates import say
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.trust.comparing import CompareTable
from ui.trust.text import say as say_trust

VIEWS = ("likely", "merged")


@dataclass(frozen=True)
class _Found:
    """What a list shows: its rows, and per row the two ids."""

    rows: tuple[Row, ...]
    pairs: dict[str, tuple[str, str]]


def _likely(desk: Desk, kind: str) -> _Found:
    """For the database worker."""
    found = duplicates.likely(desk, kind)
    pairs = {f"{each.one.id} {each.other.id}": (each.one.id, each.other.id) for each in found}
    rows = (
        Row(key, (records.title(desk, each.one), say(f"reason.{each.reason}")), kind)
        for key, each in zip(pairs, found, strict=True)
    )
    return _Found(tuple(rows), pairs)


def _merged(desk: Desk, kind: str) -> _Found:
    """For the database worker."""
    found = duplicates.merged_ones(desk, kind)
    rows = tuple(Row(each.id, (each.title, each.at.replace("T", " ")[:16]), kind) for each in found)
    return _Found(rows, {each.id: (each.into, each.id) for each in found})


def _compared(desk: Desk, kind: str, one: str, other: str) -> tuple[list[Line], str, str]:
    """For the database worker: the lines, and how both are named."""
    titles = [records.title(desk, records.exact(desk, kind, each)) for each in (one, other)]
    return duplicates.compared(desk, kind, one, other), titles[0], titles[1]


class DuplicatesPage(Page):
    """Pairs at the left; Enter goes to the comparison, where each field takes one side."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self._kind, self._view = "person", "likely"
        self._pairs: dict[str, tuple[str, str]] = {}
        self._shown: tuple[str, str] | None = None
        self.compare = CompareTable()
        self.kinds = self._segments(duplicates.COMPARED, self._show_kind)
        self.head.addSpacing(theme.SPACE_4)
        self.views = self._segments(VIEWS, self._show_view)
        self._words = QLabel()
        self._words.setProperty("role", "quiet")
        self._words.setWordWrap(True)
        self.table = PlainTable(say("list"), [(say("who"), 0), (say("reason"), 176)])
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.compare.setFocus())
        self.empty = EmptyState("copy", say("searching"))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self._side())
        split.setSizes([380, 760])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(split)
        self.body.addWidget(self._words)
        self.body.addWidget(self._stack, 1)

    def _segments(self, names: tuple[str, ...], show: Callable[[str], None]) -> dict[str, QPushButton]:
        group, made = QButtonGroup(self), {}
        for name in names:
            button = QPushButton(say(name))
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.clicked.connect(lambda _=False, name=name: show(name))
            group.addButton(button)
            self.head.addWidget(button)
            made[name] = button
        made[names[0]].setChecked(True)
        return made

    def _side(self) -> QWidget:
        self.merge = QPushButton(icon("check", "surface"), say("merge"))
        self.merge.setProperty("role", "primary")
        self.merge.clicked.connect(self._ask_to_merge)
        self.apart = QPushButton(icon("cross"), say("apart"))
        self.apart.clicked.connect(self._tell_apart)
        self.split = QPushButton(icon("undo"), say("split"))
        self.split.clicked.connect(lambda: self._split())
        self.go = QPushButton(icon("right"), say("open"))
        self.go.clicked.connect(self._open_one)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for button in (self.merge, self.apart, self.split):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.go)
        self._hint = QLabel()
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.addWidget(self._hint)
        column.addWidget(self.compare, 1)
        column.addLayout(row)
        return card

    def open(self, id: str | None = None, kind: str = "") -> None:
        """Look for duplicates of that kind."""
        if kind in self.kinds:
            self._kind = kind
            self.kinds[kind].setChecked(True)
        self._read()

    def take_focus(self) -> None:
        self.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        if notice.kinds & {"person", "household", "distinction"}:
            self._read()

    def _show_kind(self, kind: str) -> None:
        self._kind = kind
        self._read()

    def _show_view(self, view: str) -> None:
        self._view = view
        self._read()

    def _read(self) -> None:
        work = _likely if self._view == "likely" else _merged
        self.context.tasks.run(work, self.context.desk, self._kind, done=self._show_found, owner=self)

    def _show_found(self, found: _Found) -> None:
        is_likely = self._view == "likely"
        self._pairs = found.pairs
        head = self.table.horizontalHeaderItem(1)
        if head is not None:
            head.setText(say("reason" if is_likely else "at"))
        self.table.show_rows(found.rows)
        self._stack.setCurrentIndex(1 if found.rows else 0)
        kind = say(self._kind)
        self.empty.say(say("none" if is_likely else "none_merged", kind=kind), "")
        words = say("found" if is_likely else "found_merged", count=len(found.rows)) if found.rows else ""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        for button, wanted in ((self.merge, is_likely), (self.apart, is_likely), (self.split, not is_likely)):
            button.setVisible(wanted)
        if found.rows and self.table.current_id not in found.pairs:
            self.table.mark(found.rows[0].id)
        elif found.rows:
            self._choose(self.table.current_id)

    def _choose(self, key: str) -> None:
        pair = self._pairs.get(key)
        self._shown = pair
        if pair is not None:
            self.context.tasks.run(
                _compared, self.context.desk, self._kind, *pair, owner=self,
                done=lambda told: self._show_lines(pair, *told),
            )  # fmt: skip

    def _show_lines(self, pair: tuple[str, str], lines: list[Line], one: str, other: str) -> None:
        if pair != self._shown:
            return
        is_likely = self._view == "likely"
        labels = (say("one", title=one), say("other", title=other)) if is_likely else (one, other)
        self.compare.show_lines(lines, *labels)
        allowed = may(self.context.desk, "record.merge")
        self.merge.setEnabled(allowed)
        self.split.setEnabled(allowed)
        self._hint.setText(say_trust("choose.hint") if allowed else say("may_not"))
        self._hint.setVisible(is_likely or not allowed)

    def _ask_to_merge(self) -> None:
        if self._shown and self.context.messages.confirm(say("confirm"), say("merge")):
            self.context.tasks.run(
                duplicates.merge, self.context.desk, self._kind, *self._shown, self.compare.chosen(),
                owner=self, done=lambda _: self.context.line.say(say("was_merged"), True),
            )  # fmt: skip

    def _tell_apart(self) -> None:
        if self._shown:
            self.context.tasks.run(
                duplicates.tell_apart, self.context.desk, self._kind, *self._shown, owner=self,
                done=lambda _: self.context.line.say(say("was_apart"), True),
            )  # fmt: skip

    def _split(self, keep_later: bool = False) -> None:
        if self._shown:
            self.context.tasks.run(
                duplicates.split, self.context.desk, self._kind, self._shown[1], keep_later=keep_later,
                owner=self, done=lambda _: self.context.line.say(say("was_split")), failed=self._not_split,
            )  # fmt: skip

    def _not_split(self, problem: Problem) -> None:
        if problem.code != "later_work":
            self.context.messages.tell_problem(problem)
        elif self.context.messages.confirm(problem.sentence, say("keep_later")):
            self._split(keep_later=True)

    def _open_one(self) -> None:
        if self._shown:
            self.context.navigation.go("register", self._shown[0], self._kind)
