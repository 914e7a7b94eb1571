"""The program's course: first start or sign-in, the desk, locking, and an orderly end."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app import offices, operators
from app.clock import wall_clock
from app.codes import Codes
from app.desk import Desk
from app.fault_log import note
from app.offices import SetUp
from app.problems import Problem
from ui.codes import CodeLists
from ui.context import Context
from ui.dialogs.manual import Manual
from ui.dialogs.sign_in import SignIn
from ui.first_run.wizard import FirstRun
from ui.idleness import Idleness
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.navigation import Navigation
from ui.notices import Line, Notices
from ui.places import load_pages, places
from ui.settings.backup import back_up
from ui.settings.office import LOCK_AFTER_MINUTES, LOCK_MINUTES
from ui.tables.empty import EmptyState
from ui.tasks import Tasks
from ui.text import say
from ui.workspace import Workspace

LOG = logging.getLogger(__name__)
BACKUP_EVERY_MS = 30 * 60_000
DEMO = "app.demo.years"  # named, not imported: only a first start may need it
DEMO_HOUSEHOLDS = 200


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
        if offices.exists(self._home):
            self.ask_sign_in()
        else:
            first = FirstRun(
                self.tasks, self.messages, lambda asked: offices.create_office(self._home, asked)
            )
            first.finished.connect(self._begin)
            self.window.show_entrance(first)

    # Signing in -----------------------------------------------------------------------------------

    def ask_sign_in(self) -> None:
        """Show the sign-in with the operators of this folder."""
        self.tasks.run(operators.operator_names, self._home, done=self._show_sign_in, owner=self)

    def _show_sign_in(self, names: list[str]) -> None:
        sign_in = SignIn(names)
        sign_in.signed.connect(self._sign)
        sign_in.recovered.connect(self._recover)
        self.window.show_entrance(sign_in)
        sign_in.password.setFocus()
        self.tasks.run(load_pages)  # while the password is typed

    def _sign(self, name: str, password: str) -> None:
        self.tasks.run(
            lambda: _with_codes(offices.open_office(self._home, name, password)),
            done=lambda opened: self._enter(*opened), failed=self._refuse, owner=self,
        )  # fmt: skip

    def _recover(self, name: str, code: str) -> None:
        self.tasks.run(
            lambda: _with_codes(offices.open_with_recovery_code(self._home, name, code)),
            done=lambda opened: self._recovered(*opened), failed=self._refuse, owner=self,
        )  # fmt: skip

    def _recovered(self, desk: Desk, codes: Codes) -> None:
        self._enter(desk, codes)
        name = desk.operator.name
        password = self.messages.ask_text(say("sign.new_password", name=name), say("sign.set"), secret=True)
        if password is None:
            return
        again = self.messages.ask_text(say("sign.same_again"), say("sign.set"), secret=True)
        if again != password:
            self.messages.tell(say("sign.differ"))
            return
        self.tasks.run(
            operators.change_password, desk, name, password,
            done=lambda _: self.messages.tell(say("sign.password_set")), owner=self,
        )  # fmt: skip

    def _refuse(self, problem: Problem) -> None:
        if isinstance(self.window.over, SignIn):
            self.window.over.refuse(problem.sentence)
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
        place = "import" if beginning == "import" else ""
        if beginning == "demo":
            self._open_demo(desk)
        else:
            self.tasks.run(lambda: desk.codes, done=lambda codes: self._enter(desk, codes, place), owner=self)

    def _open_demo(self, desk: Desk) -> None:
        """A made-up village in a folder that goes away: it never mixes with the office's own records."""
        first = self.window.over
        assert isinstance(first, FirstRun)
        first.tell(say("first.demo_making"))
        self._demo = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        home, name, password = Path(self._demo.name), desk.operator.name, first.operator.password.text()
        asked = SetUp("village", say("first.demo_name"), "", name, password)

        def make() -> tuple[Desk, Codes]:
            desk.close()
            demo, _ = offices.create_office(home, asked)
            self._fill_demo(demo)
            return demo, demo.codes

        self.tasks.run(make, done=lambda made: self._show_demo(*made), failed=first.refuse, owner=self)

    def _show_demo(self, desk: Desk, codes: Codes) -> None:
        self._enter(desk, codes)
        self.messages.tell(say("first.demo_words"))

    def _enter(self, desk: Desk, codes: Codes, place: str = "") -> None:
        notices = Notices(desk.notices, self)
        lists = CodeLists(codes, desk, self.tasks, notices)
        navigation = Navigation(places(), self)
        self.context = Context(desk, self.tasks, navigation, self.messages, notices, Line(self), lists)
        workspace = Workspace(self.context)
        workspace.lock_asked.connect(self.lock)
        workspace.help_asked.connect(self.help)
        self.window.show_workspace(workspace)
        workspace.start(place)
        self._backups.start()
        self.tasks.run(
            desk.settings.get, LOCK_MINUTES, LOCK_AFTER_MINUTES, done=self._watch_idleness, owner=self
        )

    def _watch_idleness(self, minutes: int) -> None:
        if self._idleness is None:
            self.window.winId()  # makes the native window, whose events are watched
            self._idleness = Idleness(self.window.windowHandle(), minutes)
            self._idleness.grown_idle.connect(self.lock)
        else:
            self._idleness.set_minutes(minutes)

    def lock(self) -> None:
        """Stand the lock over the desk; the open form stays behind it, its draft written down."""
        if self.context is None or self.window.is_locked or self.window.workspace is None:
            return
        self.window.workspace.step_aside()
        lock = SignIn([self.context.desk.operator.name], locked=True)
        lock.signed.connect(self._unlock)
        lock.other_wanted.connect(self._change_operator)
        self.window.cover(lock)
        lock.password.setFocus()

    def _unlock(self, name: str, password: str) -> None:
        assert self.context is not None
        self.tasks.run(
            confirm_password, self.context.desk.home, name, password, owner=self,
            done=lambda _: self.window.uncover(), failed=self._refuse,
        )  # fmt: skip

    def _change_operator(self) -> None:
        assert self.context is not None
        question = say("sign.other_question", name=self.context.desk.operator.name)
        if self.messages.confirm(question, say("sign.other")) and self._let_go():
            self._close_desk()
            self.ask_sign_in()

    def help(self, place: str) -> None:
        """Open the manual at the page of this place."""
        if self._manual is None:
            self._manual = Manual(self.window)
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
        if self._demo is not None:
            self._demo.cleanup()

    def _let_go(self) -> bool:
        if self.window.workspace is None or self.window.is_locked:
            return True
        return self.window.workspace.leave()

    def _close_desk(self) -> None:
        over = self.window.over
        desk = self.context.desk if self.context else over.desk if isinstance(over, FirstRun) else None
        self._backups.stop()
        if self.context is not None:
            self.context.notices.close()
            self.context = None
        if desk is not None:
            self.tasks.run(_back_up_and_close, desk)

    def _back_up(self) -> None:
        if self.context is not None:
            self.tasks.run(_back_up_quietly, self.context.desk, "timer")


def confirm_password(home: Path, name: str, password: str) -> None:
    """Whether the operator at an open desk knows the password. Raises Problem wrong_password.

    Opening checks the password first and meets the desk's own lock after it: “busy” is a yes.
    """
    try:
        offices.open_office(home, name, password).close()
    except Problem as problem:
        if problem.code != "busy":
            raise


def _with_codes(desk: Desk) -> tuple[Desk, Codes]:
    return desk, desk.codes


def _back_up_quietly(desk: Desk, reason: str) -> None:
    """A backup that fails must not stop the clerk: it is logged, and 工作台 shows the last one's age."""
    try:
        back_up(desk, reason)
    except Problem as problem:
        LOG.error("backup failed: %s", problem.code)


def _back_up_and_close(desk: Desk) -> None:
    _back_up_quietly(desk, "closing")
    desk.close()
