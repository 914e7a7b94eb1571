"""What the tests of the exchange page share: two joined offices, the township's window, a made-up stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.asking import asked
from tests.ui.exchange.room import FakeSticks, Room, furnish
from tests.ui.fakes import FakeMessages
from ui.codes import CodeLists
from ui.context import Context
from ui.navigation import Navigation, Place
from ui.notices import Line, Notices
from ui.pages.exchange import ExchangePage
from ui.tasks import Tasks

Settle = Callable[[], None]
Ask = Callable[..., Any]


@pytest.fixture
def ask(qtbot: QtBot, tasks: Tasks) -> Ask:
    """What some work answers on the worker."""
    return lambda work, *args: asked(qtbot, tasks, work, *args)


@pytest.fixture
def room(tmp_path: Path, ask: Ask, tasks: Tasks) -> Iterator[Room]:
    """A joined pair."""
    made = ask(furnish, tmp_path)
    yield made
    for desk in (made.low, made.high):
        tasks.run(desk.close)


@pytest.fixture
def sticks() -> FakeSticks:
    """No stick yet."""
    return FakeSticks()


@pytest.fixture
def gone() -> list[tuple[str, str]]:
    """The records to which the window went."""
    return []


@pytest.fixture
def high_context(
    room: Room, tasks: Tasks, messages: FakeMessages, ask: Ask, gone: list[tuple[str, str]]
) -> Iterator[Context]:
    """The township's window."""
    notices = Notices(room.high.notices)
    codes = CodeLists(ask(lambda: room.high.codes), room.high, tasks, notices)
    navigation = Navigation([Place("register", "户与人", "register", lambda _: None, ("person",))])
    navigation.asked.connect(lambda _, id, kind: gone.append((kind, id)))
    yield Context(room.high, tasks, navigation, messages, notices, Line(), codes)
    notices.close()


@pytest.fixture
def page(high_context: Context, sticks: FakeSticks, qtbot: QtBot, settle: Settle) -> ExchangePage:
    """The page of the township, no stick plugged in."""
    made = ExchangePage(high_context, sticks)
    high_context.notices.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1240, 640)
    made.show()
    made.open()
    settle()
    return made
