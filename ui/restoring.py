"""The course of a restore in the window: offered, carried out with the desk closed, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app import backups, inspecting, restoring
from app.desk import Desk
from app.problems import Problem
from app.restoring import Restored
from app.rights import may
from ui.context import Context
from ui.dialogs.damaged import Damaged
from ui.dialogs.restoring import RestoreSheet, Wanted, moment
from ui.dialogs.text import say
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.tables.empty import EmptyState
from ui.tasks import Tasks

INSPECTED_AFTER_MS = 20_000
PAUSE_MS = 30


class Course(QObject):
    """Restoring in one window. `start_again()` shows the entrance; `hand_over()` gives the desk that
    nobody uses any more, or None when the shown form does not let go."""

    def __init__(
        self,
        home: Path,
        window: MainWindow,
        tasks: Tasks,
        messages: Messages,
        start_again: Callable[[], None],
        hand_over: Callable[[], Desk | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._home, self._window, self._tasks, self._messages = home, window, tasks, messages
        self._start_again, self._hand_over = start_again, hand_over
        self.sheet: RestoreSheet | None = None

    def show_damaged(self, problem: Problem) -> None:
        """The office does not open: say so, and offer the newest backup."""
        found = backups.in_folder(backups.own_folder(self._home))
        newest = (
            say("damaged.newest", time=moment(found[0]), reason=found[0].reason)
            if found
            else say("damaged.none")
        )
        screen = Damaged(problem.sentence, newest)
        screen.restore_wanted.connect(lambda: self.offer())
        screen.retry_wanted.connect(self._start_again)
        self._window.show_entrance(screen)
        screen.restore.setFocus()

    def offer(self, desk: Desk | None = None, *, damaged: bool = False) -> None:
        """Let the clerk choose a backup and look into it; over an open office only an administrator."""
        if desk is not None and not may(desk, "restore"):
            self._messages.tell_problem(Problem("only_admin"))
            return
        self.sheet = RestoreSheet(
            self._home, self._tasks, self._messages, self._window, desk, damaged=damaged
        )
        self.sheet.wanted.connect(self._carry_out)
        self.sheet.open()

    def attend(self, context: Context) -> None:
        """Look after an open desk: the wish to restore, and the daily look at the file."""
        context.navigation.restore_asked.connect(lambda: self.offer(context.desk))
        Inspector(context, lambda: self._found(context), self).begin()

    def _found(self, context: Context) -> None:
        if self._messages.choose(say("found"), [say("restore"), say("later")]) == 0:
            self.offer(context.desk, damaged=True)

    def _carry_out(self, wanted: Wanted) -> None:
        if wanted.keys is not None:
            self._wait()
            self._tasks.run(
                restoring.restore_dead, self._home, wanted.place, wanted.keys,
                done=self._done, failed=self._failed, owner=self,
            )  # fmt: skip
            return
        desk = self._hand_over()
        if desk is not None:
            self._wait()
            self._tasks.run(
                restore_and_close, desk, wanted.place, done=self._done, failed=self._failed, owner=self
            )

    def _wait(self) -> None:
        self._window.show_entrance(EmptyState("backup", say("working")))

    def _done(self, done: Restored) -> None:
        # First said, then on to the sign-in: an entrance that comes meanwhile ends every open question.
        self._messages.tell(say("done"), "\n\n".join(done.steps))
        self._start_again()

    def _failed(self, problem: Problem) -> None:
        self._messages.tell_problem(problem)
        self._start_again()


def restore_and_close(desk: Desk, place: Path) -> Restored:
    """For the worker: the desk is closed whatever comes of it. Raises Problem."""
    try:
        return restoring.restore_over(desk, place, salvaging=restoring.is_damaged(desk))
    finally:
        desk.close()


class Inspector(QObject):
    """The daily look at the whole file, a little at a time while the clerk works."""

    def __init__(self, context: Context, found: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._found = context, found
        self._inspection: inspecting.Inspection | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go_on)

    def begin(self, after_ms: int = INSPECTED_AFTER_MS) -> None:
        """Begin when the desk has come to rest."""
        self._timer.start(after_ms)

    def go_on(self) -> None:
        """Look at some more."""
        self._context.tasks.run(self._step, done=self._next, failed=self._tell, owner=self)

    def _step(self) -> bool:
        desk = self._context.desk
        if not desk.store.is_open:
            return False
        if self._inspection is None:
            if not inspecting.is_due(desk):
                return False
            self._inspection = inspecting.Inspection(desk)
        return self._inspection.step()

    def _next(self, more: bool) -> None:
        if more:
            self._timer.start(PAUSE_MS)

    def _tell(self, problem: Problem) -> None:
        if problem.code == "damaged":
            self._found()
