"""The first start refuses at once, goes back with Esc, helps with F1; a new name shows at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import operators
from app.desk import Desk
from app.offices import create_office
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.bars import TopBar
from ui.context import Context
from ui.first_run.wizard import FirstRun
from ui.program import Program
from ui.tables.empty import EmptyState
from ui.tasks import Tasks


@pytest.fixture
def first(tasks: Tasks, messages: FakeMessages, tmp_path: Path, qtbot: QtBot) -> FirstRun:
    """The screens of the first start."""
    made = FirstRun(tasks, messages, lambda asked: create_office(tmp_path / "home", asked))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program on a folder that can never be made."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    made = Program(tmp_path / "file" / "home")
    yield made
    made.end()
    made.window.deleteLater()


def test_escape_goes_back_a_screen_and_stays_on_the_first(first: FirstRun, qtbot: QtBot):
    first.office.office.setText("柿子村")
    first.next.click()
    assert first.number == 1
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert first.number == 0
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert (first.number, first.office.office.text()) == (0, "柿子村")


def test_f1_asks_for_the_first_page_of_the_manual(first: FirstRun, qtbot: QtBot):
    with qtbot.waitSignal(first.help_asked) as asked_for:
        qtbot.keyClick(first, Qt.Key.Key_F1)
    assert asked_for.args == ["first"]


def test_a_folder_that_can_never_be_made_is_refused_before_the_first_screen(program: Program, qtbot: QtBot):
    program.start()
    qtbot.waitUntil(lambda: program.window.over is not None)
    assert isinstance(program.window.over, EmptyState)


def test_a_new_name_of_the_office_stands_in_the_top_bar_at_once(desk: Desk, context: Context, qtbot: QtBot):
    bar = TopBar(context)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.renamed) as renamed:
        asked(qtbot, context.tasks, operators.describe_office, desk, "新柿子村", "")
    assert (bar.office.text(), renamed.args) == ("新柿子村", ["新柿子村"])
