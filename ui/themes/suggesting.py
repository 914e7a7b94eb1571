"""What may be one thing: the groups found at the left, the marked one in full beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import Desk
from app.matters import alike
from app.matters.weekly_below import offices_below
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.exchange.working import WorkRow
from ui.icons import icon
from ui.pages.text.themes import say
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.text import say as shell_say
from ui.themes.group import Decision, GroupPane
from ui.themes.reading import Found, Member, members_of, merge_group, search


def villages(desk: Desk) -> list[tuple[str, str]]:
    """(id, name) of the offices whose matters are here; for the database worker."""
    if desk.office.level == "village":
        return []
    return [(desk.office.id, desk.office.name), *((office, name) for office, name, _ in offices_below(desk))]


class SuggestPane(QWidget):
    """Searches when first shown, and when asked; what was decided leaves the list."""

    listed = Signal()  # something was merged

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: Found | None = None
        self._has_searched = False
        self.village, self.category = self._scope("scope.village"), self._scope("scope.category")
        for code, label in context.codes.options("matter_category"):
            self.category.addItem(label, code)
        self.again = QPushButton(icon("find"), say("again"))
        self.again.setToolTip(say("again.tip"))
        self.forget = QPushButton(icon("restore"), say("forget"))
        self.forget.setToolTip(say("forget.tip"))
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.work = WorkRow()
        heads = [(say("groups.what"), 0), (say("groups.count"), 56), (say("groups.offices"), 56)]
        self.table = PlainTable(say("groups"), heads)
        self.group = GroupPane(context)
        self.empty = EmptyState("copy", say("suggest.empty"), say("suggest.first"))
        self._stack = QStackedWidget()
        self._is_merging = False
        self._lay_out()
        self._wire()

    def _scope(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(say(name))
        box.setToolTip(say(name))
        box.addItem(f"{say(name)}：{shell_say('list.all')}", "")
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        for each in (self.village, self.category, self.again, self.forget):
            top.addWidget(each)
        top.addStretch(1)
        self.village.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.group)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 820])
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.work)
        column.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.again.clicked.connect(self.search)
        self.forget.clicked.connect(self._forget)
        self.empty.first_step.connect(self.search)
        self.village.activated.connect(lambda _: self.search())
        self.category.activated.connect(lambda _: self.search())
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.group.focus_first())
        self.group.merging.connect(self._merge)
        self.group.apart.connect(self._tell_apart)

    def come(self) -> None:
        """The pane is shown: the first time it searches."""
        if not self._has_searched:
            self._has_searched = True
            self._context.tasks.run(villages, self._context.desk, done=self._offer_villages, owner=self)
            self.search()

    def search(self) -> None:
        """Look through the scope; may be stopped."""
        self.again.setEnabled(False)
        self._context.tasks.run(
            search, self._context.desk, self.village.currentData(), self.category.currentData(),
            **self.work.begin("doing.alike"), done=self._show_found, failed=self._refused, owner=self,
        )  # fmt: skip

    def _offer_villages(self, found: list[tuple[str, str]]) -> None:
        for office, name in found:
            self.village.addItem(name, office)
        self.village.setVisible(bool(found))

    def _refused(self, problem: Any) -> None:
        self.work.hide()
        self.again.setEnabled(True)
        self._context.messages.tell_problem(problem)

    def _show_found(self, found: Found) -> None:
        self._found = found
        self.work.hide()
        self.again.setEnabled(True)
        self.table.show_rows(found.rows)
        self._tell(found)
        self._stack.setCurrentIndex(0 if found.rows else 1)
        if found.rows:
            self.table.mark(found.rows[0].id)
            self._choose(found.rows[0].id)
            self.table.setFocus()

    def _tell(self, found: Found) -> None:
        code = "compared"
        if found.was_stopped:
            code = "compared.stopped"
        elif not found.groups:
            code = "compared.none"
        elif found.compared < found.total:
            code = "compared.part"
        told = say(code, count=found.compared, total=found.total, groups=len(found.groups))
        self.words.setText(told)
        self.empty.say(told, say("again"))

    def _choose(self, id: str) -> None:
        group = next((each for each in self._found.groups if each.theme == id), None) if self._found else None
        if group is not None:
            self._context.tasks.run(
                members_of, self._context.desk, group, owner=self, done=partial(self._show_members, id)
            )

    def _show_members(self, id: str, members: list[Member]) -> None:
        if self.table.current_id == id:
            self.group.show_members(members)

    def _merge(self, decided: Decision) -> None:
        if self._is_merging:
            return  # pressed twice it would word two themes
        self._is_merging = True
        self._context.tasks.run(
            merge_group, self._context.desk, decided.ids, decided.theme, decided.words, decided.channel,
            decided.left_out, owner=self, done=partial(self._merged, self.table.current_id),
            failed=self._not_merged,
        )  # fmt: skip

    def _not_merged(self, problem: Problem) -> None:
        self._is_merging = False
        self._context.messages.tell_problem(problem)

    def _merged(self, group: str, count: int) -> None:
        self._is_merging = False
        self._context.line.say(say("merged", count=count), True)
        self._drop(group)
        self.listed.emit()

    def _tell_apart(self, ids: tuple[str, ...]) -> None:
        self._context.tasks.run(
            alike.tell_apart, self._context.desk, ids, owner=self,
            done=partial(self._told_apart, self.table.current_id),
        )  # fmt: skip

    def _told_apart(self, group: str, _: object) -> None:
        self._context.line.say(say("was_apart"))
        self._drop(group)

    def _drop(self, group: str) -> None:
        """What was decided leaves the list; the next one is marked."""
        if self._found is None:
            return
        at = next((at for at, row in enumerate(self._found.rows) if row.id == group), 0)
        rows = tuple(row for row in self._found.rows if row.id != group)
        groups = tuple(each for each in self._found.groups if each.theme != group)
        self._found = Found(groups, rows, self._found.compared, self._found.total, self._found.was_stopped)
        self.table.show_rows(rows)
        self._tell(self._found)
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows:
            self.table.mark(rows[min(at, len(rows) - 1)].id)
            self.table.setFocus()

    def _forget(self) -> None:
        self._context.tasks.run(alike.forget_apart, self._context.desk, done=self._forgotten, owner=self)

    def _forgotten(self, count: int) -> None:
        self._context.line.say(say("forgotten", count=count) if count else say("forgotten.none"))
        if count:
            self.search()
