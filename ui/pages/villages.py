"""各村: all offices below in one list; a stick for all of them; one of them with its PCs and packages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.desk import Desk
from app.exchange import console, drives, joining, preparing, rekeying, rounds
from app.exchange.console import Below
from app.exchange.drives import Drive
from app.exchange.rounds import Round
from app.problems import Problem
from app.rights import may
from ui import theme
from ui.context import Context
from ui.exchange.console_table import VillagesTable
from ui.exchange.console_village import VillagePane
from ui.exchange.moving import MoveSheet
from ui.exchange.reminder import ReminderPaper
from ui.exchange.sources import Sticks
from ui.exchange.working import Name, WorkRow, telling
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.paper import PaperSheet
from ui.pages.text.villages import say
from ui.tables.empty import EmptyState
from ui.tasks import Stop


def give(
    desk: Desk,
    folder: Path,
    offices: Sequence[str],
    is_full: bool,
    name: Name,
    *,
    progress: Callable[[int, int], None],
    stop: Stop,
) -> Round:
    """Packages for these offices onto a stick. For the worker. Raises Problem."""
    told = telling(name, progress, stop)
    if is_full:
        return rounds.give(desk, folder, offices, told, is_full=True)
    return preparing.prepare(desk, folder, offices, told)


class VillagesPage(Page):
    """The township over its villages, the county over its townships. `open(id)` marks an office."""

    def __init__(self, context: Context, sticks: Sticks = drives.sticks) -> None:
        level = context.desk.office.level
        super().__init__(context, say(f"title.{level}"))
        self._kind = say(f"below.{level}")
        self._sticks = sticks
        self._lines: list[Below] = []
        self.summary = QLabel()
        self.summary.setProperty("role", "quiet")
        self.missing = QCheckBox(say("only_missing"))
        self.table = VillagesTable()
        self.village = VillagePane(context)
        self.work = WorkRow()
        self.empty = EmptyState("organization", say("summary.none", kind=self._kind))
        self.all = self._button(say("give.all", kind=self._kind), "export", "primary")
        self.some = self._button(say("give.some", count=0), "export")
        self.remind = self._button(say("remind"), "print")
        self.digits = self._button(say("own.digits"), "phone")
        self.key = self._button(say("own.key"), "key")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        for each in (self.digits, self.key, self.remind, self.some, self.all):
            self.head.addWidget(each)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self.summary, 1)
        row.addWidget(self.missing)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(top)
        self._split.addWidget(self.village)
        self._split.setSizes([360, 240])
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._split, 1)
        self.body.addWidget(self.work)
        self.empty.hide()

    def _wire(self) -> None:
        self.missing.toggled.connect(lambda _: self._show_lines())
        self.table.chosen.connect(self._choose)
        self.table.itemSelectionChanged.connect(self._count)
        self.all.clicked.connect(lambda: self._give([each.office for each in self._lines if each.has_pc]))
        self.some.clicked.connect(self._give_some)
        self.remind.clicked.connect(self.print)
        self.digits.clicked.connect(self._tell_digits)
        self.key.clicked.connect(self._change_key)
        self.village.changed.connect(self.read)
        self.village.full_wanted.connect(lambda office: self._give([office], is_full=True))
        self.village.move_wanted.connect(self._move)
        self.key.setEnabled(may(self.context.desk, "enrol"))

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        self.read()
        if id:
            self.table.mark(id)

    def take_focus(self) -> None:
        self.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        if self.isVisible() and not self.work.isVisible():
            self.read()

    def print(self) -> None:
        """Ctrl+P: the list of those who have not handed in this month."""
        PaperSheet.show_over(self, self.context, ReminderPaper(say("remind.heading")))

    def read(self) -> None:
        """Read where all of them stand."""
        self.context.tasks.run(console.below, self.context.desk, done=self._arrived, owner=self)

    # Inside ---------------------------------------------------------------------------------------

    def _arrived(self, lines: list[Below]) -> None:
        self._lines = lines
        missing = sum(1 for each in lines if not each.handed_in)
        self.summary.setText(say(
            "summary", total=len(lines), kind=self._kind, handed=len(lines) - missing, missing=missing
        ))  # fmt: skip
        self.empty.setVisible(not lines)
        self._split.setVisible(bool(lines))
        for each in (self.all, self.remind):
            each.setEnabled(bool(lines))
        self._show_lines()

    def _show_lines(self) -> None:
        shown = [each for each in self._lines if not (self.missing.isChecked() and each.handed_in)]
        self.table.show_lines(shown, self.context.desk.today().year)
        if shown and not self.table.current_id:
            self.table.mark(self.table.first_id)
        elif self.table.current_id:
            self._choose(self.table.current_id)
        else:
            self.village.show_line(None)
        self._count()

    def _choose(self, office: str) -> None:
        self.village.show_line(self._line(office))

    def _line(self, office: str) -> Below | None:
        return next((each for each in self._lines if each.office == office), None)

    def _count(self) -> None:
        count = len(self.table.chosen_ids)
        self.some.setText(say("give.some", count=count))
        self.some.setEnabled(count > 0)

    def _give_some(self) -> None:
        chosen = set(self.table.chosen_ids)
        self._give([each.office for each in self._lines if each.office in chosen and each.has_pc])

    def _give(self, offices: list[str], is_full: bool = False) -> None:
        if not offices:
            self.context.messages.tell(say("give.nothing"))
            return
        self.context.tasks.run(
            self._sticks, done=lambda found: self._give_to(found, offices, is_full), owner=self
        )

    def _give_to(self, found: Sequence[Drive], offices: list[str], is_full: bool) -> None:
        start = next((each.path for each in found if each.writable), None)
        folder = self.context.messages.ask_folder(say("give.folder"), start)
        if folder is None:
            return
        self._enable(False)
        self.context.tasks.run(
            give, self.context.desk, folder, offices, is_full, self.work.name,
            **self.work.begin("doing.give"), done=self._given, failed=self._failed, owner=self,
        )  # fmt: skip

    def _given(self, done: Round) -> None:
        self._enable(True)
        count = len(done.trip.given)
        told = [say("give.stopped", count=count)] if done.is_stopped else []
        told += [say("give.failed", name=name, why=why) for name, why in done.failed[:5]]
        if told:
            self.context.messages.tell("\n".join(told))
        else:
            self.context.line.say(say("give.done", count=count))
        self.read()

    def _failed(self, problem: Problem) -> None:
        self._enable(True)
        self.context.messages.tell_problem(problem)

    def _enable(self, is_free: bool) -> None:
        self.all.setEnabled(is_free)
        self.village.setEnabled(is_free)
        if is_free:
            self.work.hide()
            self._count()
        else:
            self.some.setEnabled(False)

    def _tell_digits(self) -> None:
        self.context.tasks.run(
            joining.own_key_digits, self.context.desk, owner=self,
            done=lambda digits: self.context.messages.tell(
                say("own.digits.told", digits=digits), say("own.digits.detail")
            ),
        )  # fmt: skip

    def _change_key(self) -> None:
        if self.context.messages.confirm(say("own.key.sure"), say("own.key"), danger=True):
            self.context.tasks.run(
                rekeying.new_key, self.context.desk, owner=self,
                done=lambda _: self.context.messages.tell(say("own.key.done")),
            )  # fmt: skip

    def _move(self, office: str) -> None:
        line = self._line(office)
        if line is not None:
            sheet = MoveSheet(self.context, self._lines, line, self.window())
            sheet.accepted.connect(self.read)
            sheet.open()

    @staticmethod
    def _button(words: str, picture: str, role: str = "") -> QPushButton:
        made = QPushButton(icon(picture, "surface" if role else "ink"), words)
        if role:
            made.setProperty("role", role)
        return made
