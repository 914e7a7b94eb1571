"""Going with a stick: look before anything goes in, take in, give, and say when it may be pulled out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.desk import Desk
from app.exchange import drives, rounds, trips
from app.exchange.rounds import Board, Round
from app.exchange.trips import Item
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.exchange.board import BoardView
from ui.exchange.pane import Pane
from ui.exchange.report import show_report
from ui.exchange.review import Review
from ui.exchange.sources import Source, Sticks
from ui.exchange.text import say
from ui.exchange.working import Name, WorkRow, telling
from ui.tables.empty import EmptyState
from ui.tasks import Stop

FIRST, BOARD, PREVIEW, DONE = range(4)


class TripPane(Pane):
    """`joining`: the clerk wants to join; `to_inbox`: go and decide; `exchanged` after each go."""

    joining = Signal()
    to_inbox = Signal()
    exchanged = Signal()
    opened = Signal(str, str)

    def __init__(self, context: Context, sticks: Sticks = drives.sticks) -> None:
        super().__init__()
        self._context = context
        self._gives_after = False
        is_village = context.desk.office.level == "village"
        self.first = EmptyState(
            "exchange", say("join.first" if is_village else "join.first_above"), say("join")
        )
        self.board = BoardView(context, sticks)
        self.preview = Review((("preview.cancel", "cross", ""), ("preview.confirm", "check", "primary")))
        self.done = Review((
            ("done.report", "print", ""), ("done.look", "right", ""), ("done.finish", "check", "primary"),
        ))  # fmt: skip
        self.work = WorkRow()
        self.stack = QStackedWidget()
        for each in (self.first, self.board, self.preview, self.done):
            self.stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_3, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.stack, 1)
        column.addWidget(self.work)
        self.stack.setCurrentIndex(BOARD)
        self._wire()

    def _wire(self) -> None:
        board = self.board
        self.first.first_step.connect(self.joining)
        board.contents.join.clicked.connect(lambda: self.joining.emit())
        board.contents.again.clicked.connect(lambda: self.look())
        board.chosen.connect(self._choose)
        board.both.clicked.connect(lambda: self._go(gives=True))
        board.take.clicked.connect(lambda: self._go(gives=False))
        board.give.clicked.connect(lambda: self._give(Round()))
        self.preview.buttons["preview.confirm"].clicked.connect(self._confirmed)
        self.preview.buttons["preview.cancel"].clicked.connect(self._back)
        self.done.buttons["done.finish"].clicked.connect(self._back)
        self.done.buttons["done.look"].clicked.connect(lambda: self.to_inbox.emit())
        self.done.buttons["done.report"].clicked.connect(self.print_report)
        for each in (self.preview, self.done):
            each.opened.connect(self.opened)

    # What the page asks -----------------------------------------------------------------------------

    def read(self) -> None:
        """Read again with whom we exchange and what waits."""
        self._context.tasks.run(rounds.board, self._context.desk, done=self._show_state, owner=self)

    def look(self) -> None:
        """Look again at what lies on the chosen stick."""
        source = self.board.source
        if source is None:
            self.board.show_nothing()
            return
        self.board.contents.say("items.looking")
        self._context.tasks.run(
            trips.look_at, self._context.desk, source.paths, owner=self,
            done=lambda items: self._show_items(source, items), failed=self._refused,
        )  # fmt: skip

    def take_focus(self) -> None:
        """The main button of what is shown, or the way to a stick."""
        shown = self.stack.currentIndex()
        if shown == PREVIEW:
            self.preview.buttons["preview.confirm"].setFocus()
        elif shown == DONE:
            self.done.buttons["done.finish"].setFocus()
        elif shown == FIRST:
            self.first.button.setFocus()
        else:
            self.board.take_focus()

    def print_report(self) -> None:
        """The report of the package that is marked after the import; nothing before it."""
        report = self.done.lists.report if self.stack.currentIndex() == DONE else None
        if report is not None:
            show_report(self._context, report, self)

    # The board --------------------------------------------------------------------------------------

    def _show_state(self, state: Board) -> None:
        is_ready = state.is_enrolled and bool(state.waiting)
        if self.stack.currentIndex() in (FIRST, BOARD):
            self.stack.setCurrentIndex(BOARD if is_ready or self.board.items else FIRST)
        self.board.show_state(state)

    def _choose(self, source: Source | None) -> None:
        if source is None and self.stack.currentIndex() == DONE:
            self.stack.setCurrentIndex(BOARD)
        self.look()

    def _show_items(self, source: Source, items: list[Item]) -> None:
        if source != self.board.source:
            return
        self.board.show_items(items)
        if self.stack.currentIndex() == FIRST and items:
            self.stack.setCurrentIndex(BOARD)
        if self.board.sources.folder.hasFocus():
            self.take_focus()  # the clerk was waiting for the stick

    # Going ------------------------------------------------------------------------------------------

    def _go(self, *, gives: bool) -> None:
        """Look at every new package first; without any, give at once."""
        self._gives_after = gives and self.board.can_give
        if self.board.has_new:
            self._run("doing.examine", _examined, self.board.items, done=self._examined)
        else:
            self._give(Round())

    def _examined(self, found: Round) -> None:
        if found.is_stopped:
            self._back()
        elif found.trip.reports:
            self.preview.show_preview(found, self._context.desk.today().year)
            words = "preview.confirm_both" if self._gives_after else "preview.confirm"
            self.preview.buttons["preview.confirm"].setText(say(words))
            self.stack.setCurrentIndex(PREVIEW)
            self.take_focus()
        else:  # all refused: noted with the sender's last word, and what we owe is given all the same
            self._confirmed()

    def _confirmed(self) -> None:
        self._run("doing.take", _taken, self.board.items, done=self._taken)

    def _taken(self, found: Round) -> None:
        if self._gives_after and not found.is_stopped:
            self._give(found)
        else:
            self._end(found)

    def _give(self, so_far: Round) -> None:
        source = self.board.source
        if source is None:  # it was pulled out meanwhile
            self._end(so_far)
            return
        given = (source.folder, self.board.peers.ticked, so_far, self.board.full.isChecked())
        self._run("doing.give", _given, *given, done=self._end)

    def _end(self, found: Round) -> None:
        source = self.board.source
        is_stick = source is not None and source.is_stick
        self.done.show_done(found, is_stick=is_stick, year=self._context.desk.today().year)
        self.done.buttons["done.report"].setVisible(bool(found.trip.reports))
        self.done.buttons["done.look"].setVisible(any(each.conflicts for each in found.trip.reports))
        self.stack.setCurrentIndex(DONE)
        self.board.untouch()
        self.exchanged.emit()
        self.take_focus()

    def _back(self) -> None:
        self._rest()
        self.board.untouch()
        self.stack.setCurrentIndex(BOARD)
        self.read()
        self.look()
        self.take_focus()

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
