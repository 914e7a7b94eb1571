"""The disk is full: the form stays open with its text, a sentence says so, and later it saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.offices import SetUp, create_office
from app.records import Query
from app.text import SENTENCES
from tests.app.village_desk import CHEAP
from tests.db.disks import SmallDisk
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.forms.form import Form
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.tasks import Tasks

ROOM = 64 << 20
LAYOUT = (Group("", (("name:2", "type"), ("contact", "phone"), ("notes:3",))),)
LONG = "记" * 3000
Settle = Callable[[], None]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk with room enough, for now."""
    with SmallDisk(tmp_path / "disk", ROOM) as made:
        yield made


@pytest.fixture
def desk(disk: SmallDisk, tasks: Tasks, qtbot: QtBot) -> Iterator[Desk]:
    """A village's desk on that disk, opened on the worker as in the program."""
    opened: list[Desk] = []
    asked = SetUp("village", "柿子村", "500110103203", "王芳", "shizi-2026")
    tasks.run(
        create_office,
        disk.folder / "home",
        asked,
        lambda: NOW,
        CHEAP,
        done=lambda made: opened.append(made[0]),
    )
    qtbot.waitUntil(lambda: bool(opened), timeout=5000)
    yield opened[0]
    closed: list[Any] = []
    tasks.run(opened[0].close, done=closed.append)
    qtbot.waitUntil(lambda: bool(closed), timeout=5000)


@pytest.fixture
def full(disk: SmallDisk, desk: Desk, tasks: Tasks, settle: Settle) -> Callable[[int], None]:
    """Leaves so many pages for the database."""

    def leave(pages: int) -> None:
        tasks.run(desk.store.connection.execute, "PRAGMA wal_checkpoint(TRUNCATE)")
        tasks.run(disk.limit, desk.store, pages)
        settle()

    return leave


@pytest.fixture
def keeper(context: Context, desk: Desk, settle: Settle, qtbot: QtBot) -> Keeper:
    """A form over the real desk, a new record in it."""
    form = Form(context, KINDS["organization"], LAYOUT)
    qtbot.addWidget(form)
    form.show()
    add = partial(records.add, desk, "organization")
    change = partial(records.change, desk, "organization")
    made = Keeper(context, form, Saving("organizations", add, change))
    made.start(None, {})
    settle()
    return made


def form_of(keeper: Keeper) -> Form:
    """The form that it keeps."""
    form = keeper.parent()
    assert isinstance(form, Form)
    return form


def named(desk: Desk, name: str) -> list[Any]:
    """The organizations of that name."""
    return [each for each in records.find(desk, Query("organization")) if each["name"] == name]


@pytest.mark.parametrize("pages", [0, 1, 2, 4])
def test_a_new_record_stays_in_its_form_until_there_is_room(
    keeper: Keeper, desk: Desk, disk: SmallDisk, full: Any, messages: FakeMessages, settle: Settle, pages: int
) -> None:
    full(pages)
    form_of(keeper).load_draft({"name": "一网格", "notes": LONG})
    keeper.keep()
    settle()
    assert SENTENCES["disk_full"] in messages.said
    assert (form_of(keeper).values()["notes"], named(desk, "一网格")) == (LONG, [])
    disk.unlimit(desk.store)
    keeper.keep()
    settle()
    assert [each["notes"] for each in named(desk, "一网格")] == [LONG]
    assert not keeper.has_changes


def test_a_changed_record_keeps_its_old_value_until_there_is_room(
    keeper: Keeper,
    desk: Desk,
    disk: SmallDisk,
    full: Any,
    messages: FakeMessages,
    settle: Settle,
    tasks: Tasks,
) -> None:
    tasks.run(records.add, desk, "organization", {"name": "二网格", "notes": "旧"})
    settle()
    (before,) = named(desk, "二网格")
    keeper.start(before.id, before.values, draft=False)
    full(0)
    form_of(keeper).load_draft({"notes": LONG})
    keeper.keep()
    settle()
    assert SENTENCES["disk_full"] in messages.said
    assert (form_of(keeper).values()["notes"], named(desk, "二网格")[0]["notes"]) == (LONG, "旧")
    disk.unlimit(desk.store)
    keeper.keep()
    settle()
    assert named(desk, "二网格")[0]["notes"] == LONG
