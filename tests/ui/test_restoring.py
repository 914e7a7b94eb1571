"""Restoring in the window: over an open office, over a damaged one, and what the clerk is told."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import backups, records
from app.desk import Desk
from app.exchange.drives import Drive
from app.offices import SetUp, create_office
from app.records import Query
from app.restoring import Saved
from db.keys import Cost
from tests.ui.asking import asked
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from ui.dialogs.damaged import Damaged
from ui.dialogs.restoring import RestoreSheet
from ui.dialogs.saved_records import SavedSheet
from ui.dialogs.sign_in import SignIn
from ui.first_run.wizard import FirstRun
from ui.program import Program
from ui.restoring import Inspector
from ui.tables.empty import EmptyState

PASSWORD = "shizi-2026"
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)
Start = Callable[[], Program]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office with one household in its backup and one more after it."""
    desk, _ = create_office(
        tmp_path / "home", SetUp("village", "柿子村", "", "王芳", PASSWORD), lambda: NOW, CHEAP
    )
    records.add(desk, "household", {"head": "备份里的"})
    backups.make(desk, "closing")
    records.add(desk, "household", {"head": "后来的"})
    desk.close()
    return tmp_path / "home"


@pytest.fixture
def start(home: Path, qtbot: QtBot, messages: FakeMessages) -> Iterator[Start]:
    """Start the program on `home`; ended after the test."""
    started: list[Program] = []

    def begin() -> Program:
        program = Program(home)
        program.messages = messages
        started.append(program)
        program.start()
        program.window.show()
        rest(program, qtbot)
        return program

    yield begin
    for program in started:
        program.end()
        program.window.deleteLater()


def rest(program: Program, qtbot: QtBot) -> None:
    """Until the worker has nothing to do and its answers are delivered."""
    qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=20_000)


def sign_in(program: Program, qtbot: QtBot) -> None:
    entrance = program.window.over
    assert isinstance(entrance, SignIn)
    entrance.password.setText(PASSWORD)
    entrance.enter.click()
    rest(program, qtbot)


def spoil(home: Path, at: int = 0) -> None:
    """Overwrite a page of the database."""
    with (home / "lianxin.db").open("r+b") as file:
        file.seek(at, 2 if at < 0 else 0)
        file.write(secrets.token_bytes(4096))


def heads(desk: Desk) -> list[str]:
    return sorted(each["head"] for each in records.find(desk, Query("household")))


def sheet_of(program: Program) -> RestoreSheet:
    assert program.course.sheet is not None
    return program.course.sheet


def test_from_the_settings_the_office_is_put_back_whole(start: Start, qtbot, messages):
    program = start()
    sign_in(program, qtbot)
    assert program.context is not None
    program.context.navigation.restore_asked.emit()
    rest(program, qtbot)
    sheet = sheet_of(program)
    assert "新增或改过的 1 条" in sheet.sentence.text()
    assert sheet.inside.rowCount() >= 1
    sheet.do.click()
    rest(program, qtbot)
    assert isinstance(program.window.over, SignIn)
    assert "已用备份恢复" in messages.said
    sign_in(program, qtbot)
    assert program.context is not None
    assert asked(qtbot, program.tasks, heads, program.context.desk) == ["备份里的"]


def test_what_comes_next_stands_before_the_sign_in_comes(start: Start, qtbot):
    class Reading(FakeMessages):
        """Notes what the window shows while a sentence stands."""

        def tell(self, sentence: str, detail: str = "") -> None:
            super().tell(sentence, detail)
            rest(program, qtbot)
            shown.append(type(program.window.over))

    shown: list[type] = []
    program = start()
    program.messages = Reading()
    sign_in(program, qtbot)
    assert program.context is not None
    program.course.offer(program.context.desk)
    rest(program, qtbot)
    sheet_of(program).do.click()
    rest(program, qtbot)
    assert shown == [EmptyState]
    assert isinstance(program.window.over, SignIn)


def test_saying_no_changes_nothing(start: Start, qtbot, messages):
    program = start()
    sign_in(program, qtbot)
    assert program.context is not None
    program.course.offer(program.context.desk)
    rest(program, qtbot)
    messages.answers = [1]
    sheet_of(program).do.click()
    rest(program, qtbot)
    assert program.window.workspace is not None
    assert asked(qtbot, program.tasks, heads, program.context.desk) == ["后来的", "备份里的"]


def test_a_damaged_office_shows_a_screen_that_offers_the_backup(home: Path, start: Start, qtbot, messages):
    spoil(home)
    program = start()
    sign_in(program, qtbot)
    screen = program.window.over
    assert isinstance(screen, Damaged)
    assert "用备份恢复" in screen.restore.text()
    screen.restore.click()
    rest(program, qtbot)
    sheet = sheet_of(program)
    assert not sheet.do.isEnabled()
    sheet.password.setText(PASSWORD)
    sheet.look_button.click()
    rest(program, qtbot)
    assert "尽量找回" in sheet.sentence.text()
    sheet.do.click()
    rest(program, qtbot)
    sign_in(program, qtbot)
    assert program.context is not None
    assert asked(qtbot, program.tasks, heads, program.context.desk) == ["后来的", "备份里的"]


@pytest.mark.parametrize("name", ["lianxin.db", "keys.json"])
def test_half_an_office_offers_the_backup_before_any_sign_in(home: Path, start: Start, name: str):
    (home / name).unlink()
    assert isinstance(start().window.over, Damaged)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_broken_newest_backup_is_passed_over(home: Path, start: Start, qtbot, is_open: bool):
    [good] = (home / "backups").glob("*.db")
    newest = good.with_name(good.name.replace("-0001.", "-0002."))
    newest.write_bytes(b"noise" * 5000)
    shutil.copy(good.with_suffix(".keys.json"), newest.with_suffix(".keys.json"))
    if not is_open:
        (home / "lianxin.db").unlink()
    program = start()
    if is_open:
        sign_in(program, qtbot)
        assert program.context is not None
        program.course.offer(program.context.desk)
    else:
        screen = program.window.over
        assert isinstance(screen, Damaged)
        screen.restore.click()
    rest(program, qtbot)
    sheet = sheet_of(program)
    if not is_open:
        sheet.password.setText(PASSWORD)
        sheet.look_button.click()
        rest(program, qtbot)
    assert sheet.list.current_id == str(good)
    assert "换成了再前面的一份" in sheet.sentence.text() and sheet.do.isEnabled()


def restoring_a_lost_database(home: Path, start: Start, qtbot: QtBot) -> tuple[Program, RestoreSheet]:
    """The program over a folder whose database is gone, and the sheet that offers the backups."""
    (home / "lianxin.db").unlink()
    program = start()
    screen = program.window.over
    assert isinstance(screen, Damaged)
    screen.restore.click()
    rest(program, qtbot)
    sheet = sheet_of(program)
    return program, sheet


def test_a_wrong_password_for_the_backup_is_told_in_place(home: Path, start: Start, qtbot):
    program, sheet = restoring_a_lost_database(home, start, qtbot)
    sheet.look_button.click()
    assert "请先输入" in sheet.sentence.text()
    sheet.password.setText("wrong-password")
    sheet.look_button.click()
    rest(program, qtbot)
    assert sheet.sentence.text().startswith("密码不对")
    assert not sheet.do.isEnabled()


def test_enter_after_the_password_looks_into_the_backup(home: Path, start: Start, qtbot):
    program, sheet = restoring_a_lost_database(home, start, qtbot)
    qtbot.keyClicks(sheet.password, PASSWORD)
    qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    rest(program, qtbot)
    assert sheet.isVisible() and sheet.inside.rowCount() and sheet.do.isEnabled()


def test_a_file_that_is_no_backup_is_told_in_place(start: Start, qtbot, messages, tmp_path: Path):
    program = start()
    sign_in(program, qtbot)
    assert program.context is not None
    program.course.offer(program.context.desk)
    rest(program, qtbot)
    messages.path = tmp_path / "照片.db"
    messages.path.write_bytes(b"no database" * 1000)
    sheet = sheet_of(program)
    sheet.other.click()
    rest(program, qtbot)
    assert "换一份备份" in sheet.sentence.text() and not sheet.do.isEnabled()


def test_only_an_administrator_is_shown_the_way(start: Start, qtbot, messages):
    program = start()
    sign_in(program, qtbot)
    assert program.context is not None
    desk = program.context.desk
    desk.operator = type(desk.operator)(desk.operator.id, desk.operator.name, "entry")
    program.course.offer(desk)
    assert program.course.sheet is None and "管理员" in messages.said[-1]


def test_the_look_at_the_file_while_working_offers_a_restore(context, messages, tasks, qtbot, settle):
    desk = context.desk
    asked(qtbot, tasks, records.add, desk, "household", {"head": "张桂花"})
    asked(qtbot, tasks, desk.store.connection.execute, "PRAGMA wal_checkpoint(TRUNCATE)")
    found: list[bool] = []
    inspector = Inspector(context, lambda: found.append(True), context.notices)
    inspector.begin(0)
    qtbot.waitUntil(lambda: tasks.is_idle)
    settle()
    assert found == []
    desk.store.was_cut_off = True
    spoil(desk.home, -4096)
    again = Inspector(context, lambda: found.append(True), context.notices)
    again.begin(0)
    qtbot.waitUntil(lambda: bool(found), timeout=5000)


def test_what_the_salvage_brought_opens_its_record(context, qtbot):
    went: list[tuple[str, object, str]] = []
    context.navigation.asked.connect(lambda *there: went.append(there))
    sheet = SavedSheet(context, (Saved("organization", "an-id", "第一党支部", True),), None)
    qtbot.addWidget(sheet)
    cells = [sheet.table.item(0, column) for column in range(3)]
    assert [each.text() for each in cells if each] == ["组织", "第一党支部", "新增的"]
    sheet.table.opened.emit("an-id")
    assert went == [("organizations", "an-id", "organization")]


def test_on_a_new_computer_the_first_screen_offers_the_backup(
    home: Path, start: Start, qtbot, messages, tmp_path: Path
):
    kept = tmp_path / "stick"
    (home / "backups").rename(kept)
    shutil.rmtree(home)
    program = start()
    first = program.window.over
    assert isinstance(first, FirstRun)
    first.restore.click()
    rest(program, qtbot)
    sheet = sheet_of(program)
    assert "没有找到备份" in sheet.sentence.text()
    messages.path = next(kept.glob("*.db"))
    sheet.other.click()
    rest(program, qtbot)
    sheet.password.setText(PASSWORD)
    sheet.look_button.click()
    rest(program, qtbot)
    sheet.do.click()
    rest(program, qtbot)
    sign_in(program, qtbot)
    assert program.context is not None
    assert asked(qtbot, program.tasks, heads, program.context.desk) == ["备份里的"]


def test_backups_on_a_stick_are_listed_too(home: Path, tasks, messages, qtbot, settle, tmp_path: Path):
    stick = Drive(tmp_path / "USB", "U盘", "vfat", 1 << 30, writable=True, removable=True)
    shutil.copytree(home / "backups", backups.stick_folder(stick.path))
    sheet = RestoreSheet(home, tasks, messages, None, find_sticks=lambda: [stick])
    qtbot.addWidget(sheet)
    settle()
    assert sheet.list.rowCount() == 2
    assert sheet.list.current_id.startswith(str(home))
