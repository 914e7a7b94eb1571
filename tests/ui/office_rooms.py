"""Several offices on one database worker, each with the context of its window, and a stick between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.exchange.drives import Drive
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.codes import CodeLists
from ui.context import Context
from ui.exchange.joining_admitting import AdmitSheet
from ui.exchange.joining_asking import AskSheet
from ui.exchange.joining_parts import StepSheet
from ui.navigation import Navigation
from ui.notices import Line, Notices
from ui.tasks import Tasks

Sheet = TypeVar("Sheet", bound=StepSheet)


class Room:
    """Makes offices and opens their sheets; the stick goes between them."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, messages: FakeMessages, stick: Path) -> None:
        self._qtbot, self.tasks, self.messages, self.stick = qtbot, tasks, messages, stick
        self._made: list[Context] = []
        stick.mkdir(exist_ok=True)

    def ask(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What work answers on the worker."""
        return asked(self._qtbot, self.tasks, work, *args, **named)

    def context(self, make: Callable[[], Desk]) -> Context:
        """An office's window."""
        desk: Desk = self.ask(make)
        notices = Notices(desk.notices)
        lists = CodeLists(self.ask(lambda: desk.codes), desk, self.tasks, notices)
        made = Context(desk, self.tasks, Navigation([]), self.messages, notices, Line(), lists)
        self._made.append(made)
        return made

    def drives(self) -> list[Drive]:
        """The stick."""
        return [Drive(self.stick, "KINGSTON", "vfat", 1 << 30, True, True)]

    def idle(self) -> None:
        """Wait until the worker has nothing to do, and what it brought has been shown."""
        self._qtbot.waitUntil(lambda: self.tasks.is_idle, timeout=20000)
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: self.tasks.is_idle, timeout=20000)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something has come about, and the worker rests."""
        self._qtbot.waitUntil(is_so, timeout=20000)
        self.idle()

    def asking(self, context: Context, rejoin: bool = False) -> AskSheet:
        """The lower office's sheet, the stick chosen."""
        return self.opened(AskSheet(context, None, rejoin, self.drives))

    def admitting(self, context: Context) -> AdmitSheet:
        """The upper office's sheet, the stick chosen."""
        return self.opened(AdmitSheet(context, None, self.drives))

    def opened(self, sheet: Sheet) -> Sheet:
        """A sheet that is shown and has found the stick."""
        self._qtbot.addWidget(sheet)
        sheet.show()
        self._qtbot.waitUntil(lambda: sheet.folder is not None, timeout=5000)
        self.idle()
        return sheet

    def close(self) -> None:
        """Let go of all desks."""
        for each in self._made:
            each.notices.close()
            self.tasks.run(each.desk.close)
