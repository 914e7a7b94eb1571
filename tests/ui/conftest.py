"""What the tests of the window share: an office in a temporary folder, and its context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.offices import SetUp, create_office
from db.keys import Cost
from tests.ui.fakes import FakeMessages
from ui import application
from ui.codes import CodeLists
from ui.collecting import Collector
from ui.context import Context
from ui.navigation import Navigation, Place
from ui.notices import Line, Notices
from ui.tasks import Tasks

NOW = datetime(2026, 11, 22, 10, 32)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The application with the look of the program."""
    Collector(qapp)
    application.dress(qapp)


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """The database worker; ended after the test."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def settle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Wait until the worker has nothing to do and its answers are delivered."""
    return lambda: qtbot.waitUntil(lambda: tasks.is_idle, timeout=5000)


@pytest.fixture
def desk(tmp_path: Path, tasks: Tasks, qtbot: QtBot) -> Iterator[Desk]:
    """A made-up village's desk, opened on the worker as in the program."""
    opened: list[Desk] = []
    asked = SetUp("village", "柿子村", "500110103203", "王芳", "shizi-2026")
    cost = Cost(passes=1, memory_kib=8, lanes=1)
    tasks.run(lambda: create_office(tmp_path / "home", asked, lambda: NOW, cost)[0], done=opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=5000)
    yield opened[0]
    tasks.run(opened[0].close)


@pytest.fixture
def messages() -> FakeMessages:
    """Answers questions without windows; keeps what was said."""
    return FakeMessages()


@pytest.fixture
def context(desk: Desk, tasks: Tasks, messages: FakeMessages, qtbot: QtBot) -> Iterator[Context]:
    """What a page is given, over a real desk."""
    lists: list[CodeLists] = []
    notices = Notices(desk.notices)
    tasks.run(lambda: desk.codes, done=lambda codes: lists.append(CodeLists(codes, desk, tasks, notices)))
    qtbot.waitUntil(lambda: bool(lists), timeout=5000)
    place = Place("organizations", "组织", "organization", lambda _: None, kinds=("organization",))
    yield Context(desk, tasks, Navigation([place]), messages, notices, Line(), lists[0])
    notices.close()
