"""The program's course: first start or sign-in, the desk, locking, and an orderly end."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app import entrance
from app.clock import wall_clock
from app.fault_log import note
from app.problems import Problem
from ui.dialogs.sign_in import SignIn
from ui.loading import Later, Loading
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.notices import Notice
from ui.places import PAGE_MODULES
from ui.tables.empty import EmptyState
from ui.tasks import Tasks
from ui.text import say

if TYPE_CHECKING:
    from app import unlocking
    from app.codes import Codes
    from app.desk import Desk
    from ui import restoring, sitting
    from ui.context import Context
    from ui.dialogs.manual import Manual
    from ui.first_run.wizard import FirstRun
    from ui.idleness import Idleness
else:  # the sign-in stands before the desk and its database are loaded
    unlocking, sitting, restoring = Later("app.unlocking"), Later("ui.sitting"), Later("ui.restoring")

BACKUP_EVERY_MS = 30 * 60_000
REST_LOADED_AFTER_MS = 1_500
DEMO = "app.demo.years"  # named, not imported: only a first start may need it
DEMO_HOUSEHOLDS = 200
# What is loaded while the password is typed, in this order: the key, then the desk, then its home page.
AHEAD = ("app.unlocking", "ui.sitting", "ui.pages.workbench", "ui.restoring")


# What nobody's password opens any more: then a backup is offered.
UNOPENABLE = ("damaged", "wrong_key", "damaged_keys", "keys_missing", "database_missing")


def make_village(desk: Desk) -> None:
    """The made-up village of the first start's third choice, its year ending today."""
    import_module(DEMO).make_village(desk, households=DEMO_HOUSEHOLDS, end=desk.today())


class Program(QObject):
    """Owns the worker, the window and the open desk of one data folder.

    `fill_demo(desk)` makes the made-up village that the first start offers; it runs on the worker.
    """

    def __init__(self, home: Path, fill_demo: Callable[[Desk], object] = make_village) -> None:
        super().__init__()
        self._fill_demo = fill_demo
        self._home = home
        self.tasks = Tasks(self, lambda error: note(home, error, wall_clock()))
        self.window = MainWindow(self.may_close)
        self.messages = Messages(self.window)
        self.context: Context | None = None
        self._loading = Loading()
        self._first: FirstRun | None = None
        self._idleness: Idleness | None = None
        self._manual: Manual | None = None
        self._demo: tempfile.TemporaryDirectory[str] | None = None
        self._is_ended = False
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)
        self.tasks.troubled.connect(self._tell_before_desk)

    def start(self) -> None:
        """Show the first start or the sign-in."""
        try:
            is_there = entrance.exists(self._home)
        except Problem as problem:  # a restore that was cut off cannot be finished: the disk says no
            self._refuse(problem)
            return
        if is_there:
            self.ask_sign_in()
        else:
            self.tasks.run(entrance.check_folder, self._home, done=lambda _: self._ask_set_up(), owner=self)

    def _ask_set_up(self) -> None:
        self._first = sitting.first_run(self._home, self.tasks, self.messages)
        self._first.finished.connect(self._begin)
        self._first.help_asked.connect(self.help)
        self._first.restore_wanted.connect(lambda: self.course.offer())
        self.window.show_entrance(self._first)

    # Signing in -----------------------------------------------------------------------------------

    def ask_sign_in(self) -> None:
        """Show the sign-in with the operators of this folder."""
        self.tasks.run(self._names, done=self._show_sign_in, owner=self)

    def _names(self) -> list[str]:
        """On the worker: who may sign in, if this is a folder to work in at all."""
        entrance.check_place(self._home)
        return entrance.operator_names(self._home)

    def _show_sign_in(self, names: list[str]) -> None:
        sign_in = SignIn(names)
        sign_in.signed.connect(self._sign)
        sign_in.recovered.connect(self._recover)
        self.window.show_entrance(sign_in)
        sign_in.password.setFocus()
        QTimer.singleShot(0, self, lambda: self._loading.begin(AHEAD))  # while the password is typed

    def _sign(self, name: str, password: str) -> None:
        self.tasks.run(
            self._opened, name, password, done=lambda opened: self._enter(*opened),
            failed=self._refuse, owner=self,
        )  # fmt: skip

    def _recover(self, name: str, code: str) -> None:
        self.tasks.run(
            self._opened, name, code, by_code=True, done=lambda opened: self._recovered(*opened),
            failed=self._refuse, owner=self,
        )  # fmt: skip

    def _opened(self, name: str, typed: str, by_code: bool = False) -> tuple[Desk, Codes]:
        """On the worker: the key is made while the rest of the desk is still being loaded."""
        home = self._home
        data_key = unlocking.unlock_by_code(home, typed) if by_code else unlocking.unlock(home, name, typed)
        self._loading.wait()
        return sitting.open_desk(home, data_key, name, "sign_in.recovered" if by_code else "sign_in")

    def _recovered(self, desk: Desk, codes: Codes) -> None:
        self._enter(desk, codes)
        assert self.context is not None
        name, change = desk.operator.name, sitting.operators.change_password
        sitting.NewPassword(
            self.context, self.window, say("sign.forgotten"), say("sign.new_password", name=name),
            lambda _, new: change(desk, name, new), lambda: self.messages.tell(say("sign.password_set")),
        ).open()  # fmt: skip

    @cached_property
    def course(self) -> restoring.Course:
        """Restoring from a backup, here or from the settings."""
        return restoring.Course(
            self._home, self.window, self.tasks, self.messages, self.start, self._hand_over, self
        )

    def _refuse(self, problem: Problem) -> None:
        if isinstance(self.window.over, SignIn) and problem.code == "too_soon":
            self.window.over.wait(int(str(problem.details["seconds"])))
        elif self.window.workspace is None and problem.code in UNOPENABLE:
            self.course.show_damaged(problem)
        elif isinstance(self.window.over, SignIn):
            self.window.over.refuse_problem(problem)
        elif self.window.workspace is None:
            trouble = EmptyState("warning", problem.sentence, say("retry"))
            trouble.first_step.connect(self.start)
            self.window.show_entrance(trouble)
        else:
            self.messages.tell_problem(problem)

    def _tell_before_desk(self, problem: Problem) -> None:
        if self.context is None:
            self._refuse(problem)

    # At the desk ----------------------------------------------------------------------------------

    def _begin(self, desk: Desk, beginning: str) -> None:
        place = sitting.FIRST_PLACES.get(beginning, "")
        if beginning == "demo":
            self._open_demo(desk)
        else:
            self.tasks.run(
                sitting.with_codes, desk, done=lambda opened: self._enter(*opened, place), owner=self
            )

    def _open_demo(self, desk: Desk) -> None:
        """A made-up village in a folder that goes away: it never mixes with the office's own records."""
        first = self._first
        assert first is not None
        first.tell(say("first.demo_making"))
        self._demo = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        home, name, password = Path(self._demo.name), desk.operator.name, first.operator.password.text()
        asked = sitting.offices.SetUp("village", say("first.demo_name"), "", name, password)
        self.tasks.run(
            sitting.make_demo, desk, home, asked, self._fill_demo,
            done=lambda made: self._show_demo(*made), failed=first.refuse, owner=self,
        )  # fmt: skip

    def _show_demo(self, desk: Desk, codes: Codes) -> None:
        self._enter(desk, codes)
        self.messages.tell(say("first.demo_words"))

    def _enter(self, desk: Desk, codes: Codes, place: str = "") -> None:
        self._first = None
        self.context = sitting.make_context(desk, codes, self.tasks, self.messages, self)
        workspace = sitting.Workspace(self.context)
        workspace.lock_asked.connect(self.lock)
        workspace.help_asked.connect(self.help)
        self.context.notices.changed.connect(self._hear)
        self.window.show_workspace(workspace)
        sitting.start_at(workspace, place)
        self.course.attend(self.context)
        sitting.ask_where_from(self.context)
        self._backups.start()
        self.tasks.run(sitting.operators.lock_minutes, desk, done=self._watch_idleness, owner=self)
        QTimer.singleShot(REST_LOADED_AFTER_MS, workspace, lambda: self._loading.begin(PAGE_MODULES))

    def _watch_idleness(self, minutes: int) -> None:
        if self._idleness is None:
            self.window.winId()  # makes the native window, whose events are watched
            self._idleness = sitting.Idleness(self.window.windowHandle(), minutes)
            self._idleness.grown_idle.connect(self.lock)
        else:
            self._idleness.set_minutes(minutes)

    def _hear(self, notice: Notice) -> None:
        if "setting" in notice.kinds and self.context is not None:
            minutes = sitting.operators.lock_minutes
            self.tasks.run(minutes, self.context.desk, done=self._watch_idleness, owner=self)

    def lock(self) -> None:
        """Stand the lock over the desk; the open form stays behind it, its draft written down."""
        if self.context is None or self.window.is_locked or self.window.workspace is None:
            return
        self.window.workspace.step_aside()
        self.window.workspace.hide_all()
        lock = SignIn([self.context.desk.operator.name], locked=True)
        lock.signed.connect(self._unlock)
        lock.other_wanted.connect(self._change_operator)
        self.window.cover(lock)
        lock.password.setFocus()

    def _unlock(self, _name: str, password: str) -> None:
        assert self.context is not None
        self.tasks.run(
            sitting.confirm_password, self.context.desk, password, owner=self,
            done=lambda _: self.window.uncover(), failed=self._refuse,
        )  # fmt: skip

    def _change_operator(self) -> None:
        assert self.context is not None
        question = say("sign.other_question", name=self.context.desk.operator.name)
        with self.window.over_the_lock():
            agreed = self.messages.confirm(question, say("sign.other"))
        if agreed and self._let_go():
            self._close_desk()
            self.ask_sign_in()

    def help(self, place: str) -> None:
        """Open the manual at the page of this place."""
        if self._manual is None:
            self._manual = sitting.Manual(self.window)
        self._manual.show_place(place)

    # The end --------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Save, back up, close the desk, end the worker. False when the clerk must stay."""
        if self._is_ended:
            return True
        if not self._let_go():
            return False
        self.end()
        return True

    def end(self) -> None:
        """Finish everything asked for and end the worker."""
        self._is_ended = True
        self._close_desk()
        self.tasks.close()
        self._loading.wait()
        if self._demo is not None:
            self._demo.cleanup()

    def _let_go(self) -> bool:
        if self.window.workspace is None or self.window.is_locked:
            return True
        return self.window.workspace.leave()

    def _hand_over(self) -> Desk | None:
        """The desk, which the window uses no more; None when the shown form does not let go."""
        return self._leave_desk() if self._let_go() else None

    def _leave_desk(self) -> Desk | None:
        desk = self.context.desk if self.context else self._first.desk if self._first else None
        self._backups.stop()
        if self.context is not None:
            self.context.notices.close()
            self.context = None
        return desk

    def _close_desk(self) -> None:
        if (desk := self._leave_desk()) is not None:
            self.tasks.run(sitting.back_up_and_close, desk)

    def _back_up(self) -> None:
        if self.context is not None:
            self.tasks.run(sitting.back_up_quietly, self.context.desk, "timer")
