"""What other programs see of a window, its title, names the office and no villager."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import records, register
from app.desk import Desk
from app.offices import SetUp, create_office
from app.visits import Stop, Trip, record_trip
from tests.app.village_desk import CHEAP
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from ui.dialogs.sign_in import SignIn
from ui.program import Program

PASSWORD = "shizi-2026"
NAME, NUMBER = "欧阳翠兰", "500110196203041228"


def fill(desk: Desk) -> dict[str, str]:
    """A household, a person and a visit that name somebody; kind → id."""
    household = register.add_household(desk, {"head": NAME, "number": "9"})
    person = records.add(desk, "person", {"name": NAME, "id_number": NUMBER, "household": household})
    (visit,) = record_trip(desk, Trip("2026-11-19", (Stop(household, f"看望{NAME}"),)))
    return {"household": household, "person": person, "visit": visit}


@pytest.fixture
def ids() -> dict[str, str]:
    """Kind → id of what `fill` made."""
    return {}


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, messages: FakeMessages, ids: dict[str, str]) -> Iterator[Program]:
    """The program, signed in to an office with somebody in it."""
    home = tmp_path / "home"
    desk, _ = create_office(home, SetUp("village", "柿子村", "", "王芳", PASSWORD), lambda: NOW, CHEAP)
    ids.update(fill(desk))
    desk.close()
    made = Program(home, lambda _desk: None)
    made.messages = messages
    made.start()
    with qtbot.waitActive(made.window):
        made.window.show()
    qtbot.waitUntil(lambda: made.tasks.is_idle)
    sign_in = made.window.over
    assert isinstance(sign_in, SignIn)
    sign_in.password.setText(PASSWORD)
    sign_in.enter.click()
    qtbot.waitUntil(lambda: made.context is not None and made.tasks.is_idle, timeout=10_000)
    yield made
    made.end()
    made.window.deleteLater()


def titles() -> set[str]:
    """What the window system is told of every window of the program."""
    names = {QApplication.applicationDisplayName(), QApplication.applicationName()}
    for each in QApplication.topLevelWidgets():
        names |= {each.windowTitle(), each.windowIconText(), each.windowFilePath(), each.windowRole()}
    return names


def test_no_title_names_anybody(program: Program, ids: dict[str, str], qtbot: QtBot) -> None:
    assert program.context is not None
    seen: set[str] = set()
    for place in program.context.navigation.places:
        for kind in [kind for kind in place.kinds if kind in ids] or [""]:
            program.context.navigation.go(place.name, ids.get(kind), kind)
            qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=10_000)
            seen |= titles()
    assert any("柿子村" in title for title in seen)
    assert [title for title in seen if NAME in title or NUMBER in title] == []
