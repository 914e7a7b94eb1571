"""Bringing in a spreadsheet through the window: map, check, import, undo, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import records
from app.demo.population import invent
from app.demo.rosters import write_messy_roster
from app.desk import Desk
from app.records import Query
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.pages.importing import ImportPage
from ui.tasks import Tasks

Settle = Callable[[], None]


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle) -> ImportPage:
    """The page at its first step."""
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(1240, 660)
    made.show()
    made.open()
    settle()
    return made


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A messy roster of some thirty households."""
    path = tmp_path / "花名册.xlsx"
    write_messy_roster(invent(households=30, seed=2), path, seed=2)
    return path


def check(page: ImportPage, path: Path, settle: Settle) -> None:
    page.take_file(path)
    settle()
    settle()
    page.columns.next.click()
    settle()


def test_a_messy_roster_goes_in_and_is_undone_as_a_whole(
    page: ImportPage, roster: Path, settle: Settle, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    check(page, roster, settle)
    assert page.report is not None
    promised = page.report.added["person"]
    page.results.go.click()
    settle()
    assert page.report.written
    assert asked(qtbot, tasks, records.count, desk, Query("person")) == promised
    page.results.undo.click()
    settle()
    assert asked(qtbot, tasks, records.count, desk, Query("person")) == 0


def test_the_same_file_a_second_time_offers_nothing_to_import(
    page: ImportPage, roster: Path, settle: Settle
) -> None:
    check(page, roster, settle)
    page.results.go.click()
    settle()
    page.results.again.click()
    check(page, roster, settle)
    assert page.report is not None
    assert page.report.adds == 0


def test_rejected_rows_are_saved_as_a_workbook(
    page: ImportPage, roster: Path, settle: Settle, messages: FakeMessages, tmp_path: Path
) -> None:
    check(page, roster, settle)
    assert page.report is not None
    assert page.report.rejected
    messages.path = tmp_path / "待改.xlsx"
    page.results.save.click()
    settle()
    assert messages.path.stat().st_size > 1000


def test_a_column_that_is_left_out_changes_the_preview(
    page: ImportPage, roster: Path, settle: Settle
) -> None:
    page.take_file(roster)
    settle()
    settle()
    columns = page.columns
    row = columns.table.findItems("性别", Qt.MatchFlag.MatchStartsWith)[0].row()
    before = columns.preview.columnCount()
    combo = columns._combo(row)
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    settle()
    assert columns.preview.columnCount() == before - 1


def test_a_file_that_is_no_sheet_gets_one_sentence(
    page: ImportPage, settle: Settle, messages: FakeMessages, tmp_path: Path
) -> None:
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"0" * 200)
    page.take_file(path)
    settle()
    assert len(messages.said) == 1
    assert "照片.xlsx" in messages.said[0]


def test_an_import_is_undone_after_later_work_which_stays(
    page: ImportPage, roster: Path, settle: Settle, qtbot: QtBot, context: Context, messages: FakeMessages
) -> None:
    check(page, roster, settle)
    page.results.go.click()
    settle()
    desk, tasks = context.desk, context.tasks
    home = asked(qtbot, tasks, records.find, desk, Query("household", limit=1))[0].id
    visit = {"date": "2026-11-20", "household": home, "content": "看望"}
    asked(qtbot, tasks, records.add, desk, "visit", visit)
    page.results.undo.click()
    settle()
    assert "1 条后来又改过" in messages.said[-1]
    assert [each.id for each in asked(qtbot, tasks, records.find, desk, Query("household"))] == [home]
    assert asked(qtbot, tasks, records.count, desk, Query("person")) == 0
    assert asked(qtbot, tasks, records.count, desk, Query("visit")) == 1
