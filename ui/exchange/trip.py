"""Going with a stick: whom it is for, what lies on it, look before it goes in, take in, give, pull it out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import Desk
from app.exchange import drives, rounds, trips
from app.exchange.rounds import Board, Round
from app.exchange.trips import NEW, PAPER, Item
from app.problems import Problem
from app.rights import may
from ui import theme
from ui.context import Context
from ui.exchange.contents import Contents
from ui.exchange.pane import Pane
from ui.exchange.peers import PeerList
from ui.exchange.report import show_report
from ui.exchange.review import Review
from ui.exchange.sources import Source, SourceBar, Sticks
from ui.exchange.text import say
from ui.exchange.working import Name, WorkRow, telling
from ui.icons import icon
from ui.tables.empty import EmptyState
from ui.tasks import Stop

FIRST, BOARD, PREVIEW, DONE = range(4)
PEERS_WIDTH = 310


class TripPane(Pane):
    """`joining`: the clerk wants to join; `to_inbox`: go and decide; `exchanged` after each go."""

    joining = Signal()
    to_inbox = Signal()
    exchanged = Signal()
    opened = Signal(str, str)

    def __init__(self, context: Context, sticks: Sticks = drives.sticks) -> None:
        super().__init__()
        self._context = context
        self._board = Board((), True)
        self._items: list[Item] = []
        self._source: Source | None = None
        self._gives_after = self._is_touched = False
        self._done: Round | None = None
        is_village = context.desk.office.level == "village"
        self.first = EmptyState(
            "exchange", say("join.first" if is_village else "join.first_above"), say("join")
        )
        self.peers, self.sources, self.contents = PeerList(), SourceBar(context, sticks), Contents()
        self.preview = Review((("preview.cancel", "cross", ""), ("preview.confirm", "check", "primary")))
        self.done = Review((
            ("done.report", "print", ""), ("done.look", "right", ""), ("done.finish", "check", "primary"),
        ))  # fmt: skip
        self.work = WorkRow()
        self.stack = QStackedWidget()
        for each in (self.first, self._board_widget(), self.preview, self.done):
            self.stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_3, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.stack, 1)
        column.addWidget(self.work)
        self.stack.setCurrentIndex(BOARD)
        self._wire()
        self._allow()

    def _board_widget(self) -> QWidget:
        self.peers.setFixedWidth(PEERS_WIDTH)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_2)
        right.addWidget(self.sources)
        right.addWidget(self.contents, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.SPACE_3)
        middle.addWidget(self.peers)
        middle.addLayout(right, 1)
        self.hint = QLabel(say("go.hint"))
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        self.full = QCheckBox(say("go.full"))
        self.full.setToolTip(say("go.full.tip"))
        self.take, self.give = QPushButton(icon("import"), say("go.take")), QPushButton(say("go.give"))
        self.give.setIcon(icon("export"))
        self.both = QPushButton(icon("exchange", "surface"), say("go.both"))
        self.both.setProperty("role", "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.hint, 1)
        for each in (self.full, self.take, self.give, self.both):
            row.addWidget(each)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(middle, 1)
        column.addLayout(row)
        return made

    def _wire(self) -> None:
        self.first.first_step.connect(self.joining)
        self.contents.join.clicked.connect(lambda: self.joining.emit())
        self.sources.chosen.connect(self._choose)
        self.contents.again.clicked.connect(lambda: self.look())
        self.peers.changed.connect(self._touch)
        self.both.clicked.connect(lambda: self._go(gives=True))
        self.take.clicked.connect(lambda: self._go(gives=False))
        self.give.clicked.connect(lambda: self._give(Round()))
        self.preview.buttons["preview.confirm"].clicked.connect(self._confirmed)
        self.preview.buttons["preview.cancel"].clicked.connect(self._back)
        self.done.buttons["done.finish"].clicked.connect(self._back)
        self.done.buttons["done.look"].clicked.connect(lambda: self.to_inbox.emit())
        self.done.buttons["done.report"].clicked.connect(self._report)
        for each in (self.preview, self.done):
            each.opened.connect(self.opened)

    # What the page asks -----------------------------------------------------------------------------

    def read(self) -> None:
        """Read again with whom we exchange and what waits."""
        self._context.tasks.run(rounds.board, self._context.desk, done=self._show_board, owner=self)

    def look(self) -> None:
        """Look again at what lies on the chosen stick."""
        if self._source is None:
            self._items = []
            self.contents.say("items.choose")
            self._tick()
            return
        self.contents.say("items.looking")
        source = self._source
        self._context.tasks.run(
            trips.look_at, self._context.desk, source.paths, owner=self,
            done=lambda items: self._show_items(source, items), failed=self._refused,
        )  # fmt: skip

    def set_may_join(self, can_join: bool) -> None:
        """Whether there is a way to the enrolment."""
        self.first.button.setVisible(can_join)
        self._can_join = can_join

    _can_join = True

    def take_focus(self) -> None:
        """The main button of what is shown, or the way to a stick."""
        shown = self.stack.currentIndex()
        if shown == PREVIEW:
            self.preview.buttons["preview.confirm"].setFocus()
        elif shown == DONE:
            self.done.buttons["done.finish"].setFocus()
        elif self.both.isEnabled():
            self.both.setFocus()
        else:
            self.sources.folder.setFocus()

    # The board --------------------------------------------------------------------------------------

    def _show_board(self, board: Board) -> None:
        self._board = board
        is_ready = board.is_enrolled and bool(board.waiting)
        if self.stack.currentIndex() in (FIRST, BOARD):
            self.stack.setCurrentIndex(BOARD if is_ready or self._items else FIRST)
        self._tick()

    def _choose(self, source: Source | None) -> None:
        self._source = source
        self._is_touched = False
        if source is None and self.stack.currentIndex() == DONE:
            self.stack.setCurrentIndex(BOARD)
        self.look()

    def _show_items(self, source: Source, items: list[Item]) -> None:
        if source != self._source:
            return
        self._items = items
        self.contents.show_items(items, self._context.desk.today().year)
        is_paper = any(each.standing == PAPER for each in items)
        self.contents.join.setVisible(is_paper and self._can_join)
        self._tick()
        if self.sources.folder.hasFocus() or not self.window().focusWidget():
            self.take_focus()  # the clerk was waiting for the stick

    def _touch(self) -> None:
        self._is_touched = True
        self._allow()

    def _tick(self) -> None:
        """Tick who should get a package; what the clerk ticked by hand stays until another stick comes."""
        kept = self.peers.ticked if self._is_touched else None
        ticked = rounds.receivers(self._board.waiting, self._items) if kept is None else kept
        self.peers.show_peers(self._board.waiting, ticked, self._context.desk.today().year)
        self._allow()

    def _allow(self) -> None:
        """Only what can be done now can be pressed; the hint says what is missing."""
        can = may(self._context.desk, "exchange")
        new = any(each.standing == NEW for each in self._items)
        source = self._source
        gives = bool(self.peers.ticked) and source is not None and source.is_writable
        self.take.setEnabled(can and new)
        self.give.setEnabled(can and gives)
        self.both.setEnabled(can and source is not None and (new or gives))
        self.hint.setText(say(self._hint(can, new, gives)))

    def _hint(self, can: bool, new: bool, gives: bool) -> str:
        if not can:
            return "only_review"
        if self._source is None:
            return "items.choose"
        if not self._source.is_writable:
            return "go.protected"
        return "go.hint" if new or gives else "go.nothing"

    # Going ------------------------------------------------------------------------------------------

    def _go(self, *, gives: bool) -> None:
        """Look at every new package first; without any, give at once."""
        assert self._source is not None
        self._gives_after = gives and bool(self.peers.ticked) and self._source.is_writable
        if any(each.standing == NEW for each in self._items):
            self._run("doing.examine", _examined, self._items, done=self._examined)
        else:
            self._give(Round())

    def _examined(self, found: Round) -> None:
        if found.is_stopped:
            self._back()
        elif found.trip.reports:
            year = self._context.desk.today().year
            self.preview.show_preview(found, year)
            words = "preview.confirm_both" if self._gives_after else "preview.confirm"
            self.preview.buttons["preview.confirm"].setText(say(words))
            self.stack.setCurrentIndex(PREVIEW)
            self.take_focus()
        else:  # all refused: noted with the sender's last word, and what we owe is given all the same
            self._confirmed()

    def _confirmed(self) -> None:
        self._run("doing.take", _taken, self._items, done=self._taken)

    def _taken(self, found: Round) -> None:
        if self._gives_after and not found.is_stopped:
            self._give(found)
        else:
            self._end(found)

    def _give(self, so_far: Round) -> None:
        assert self._source is not None
        given = (self._source.folder, self.peers.ticked, so_far, self.full.isChecked())
        self._run("doing.give", _given, *given, done=self._end)

    def _end(self, found: Round) -> None:
        self._done = found
        is_stick = self._source is not None and self._source.is_stick
        self.done.show_done(found, is_stick=is_stick, year=self._context.desk.today().year)
        self.done.buttons["done.report"].setVisible(bool(found.trip.reports))
        conflicts = any(each.conflicts for each in found.trip.reports)
        self.done.buttons["done.look"].setVisible(conflicts)
        self.stack.setCurrentIndex(DONE)
        self.full.setChecked(False)
        self.exchanged.emit()
        self.take_focus()

    def _back(self) -> None:
        self._rest()
        self._is_touched = False
        self.stack.setCurrentIndex(BOARD)
        self.read()
        self.look()
        self.take_focus()

    def _report(self) -> None:
        report = self.done.lists.report
        if report is None and self._done is not None and self._done.trip.reports:
            report = self._done.trip.reports[0]
        if report is not None:
            show_report(self._context, report, self)

    def _run(self, doing: str, work: Any, *given: object, done: Callable[[Round], object]) -> None:
        self.stack.setEnabled(False)
        more = self.work.begin(doing)

        def finished(found: Round) -> None:
            self._rest()
            done(found)

        self._context.tasks.run(
            work, self._context.desk, *given, self.work.name, owner=self,
            done=finished, failed=self._refused, **more,
        )  # fmt: skip

    def _rest(self) -> None:
        self.work.hide()
        self.stack.setEnabled(True)

    def _refused(self, problem: Problem) -> None:
        self._rest()
        self._context.messages.tell_problem(problem)
        self.read()


def _examined(desk: Desk, items: list[Item], name: Name, progress: Any, stop: Stop) -> Round:
    return rounds.examine(desk, items, telling(name, progress, stop))


def _taken(desk: Desk, items: list[Item], name: Name, progress: Any, stop: Stop) -> Round:
    return rounds.take(desk, items, telling(name, progress, stop))


def _given(
    desk: Desk,
    folder: Path,
    offices: list[str],
    so_far: Round,
    is_full: bool,
    name: Name,
    progress: Any,
    stop: Stop,
) -> Round:
    return rounds.give(desk, folder, offices, telling(name, progress, stop), so_far, is_full=is_full)
