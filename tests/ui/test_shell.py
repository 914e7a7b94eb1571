"""The shell: first start, sign-in, places and keys, undo, lock, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app import records
from app.offices import SetUp, create_office
from app.records import Query
from db.keys import Cost
from tests.ui.asking import asked
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from tests.ui.keys import CONTROL, Hands
from ui.dialogs.sign_in import SignIn
from ui.exchange.joining_asking import AskSheet
from ui.first_run.wizard import FirstRun
from ui.pages.base import ListAndForm
from ui.pages.organizations import OrganizationsPage
from ui.pages.settings import SettingsPage
from ui.program import Program
from ui.workspace import Workspace

PASSWORD = "shizi-2026"
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def office(home: Path) -> Path:
    """A folder that holds an office."""
    create_office(home, SetUp("village", "柿子村", "", "王芳", PASSWORD), lambda: NOW, CHEAP)[0].close()
    return home


@pytest.fixture
def start(home: Path, qtbot: QtBot, messages: FakeMessages) -> Iterator[Callable[[], Program]]:
    """Start the program on `home`; ended after the test."""
    started: list[Program] = []

    def begin() -> Program:
        program = Program(home, lambda desk: records.add(desk, "household", {"head": "示例户"}))
        program.messages = messages
        started.append(program)
        program.start()
        with qtbot.waitActive(program.window):
            program.window.show()
            program.window.activateWindow()
        qtbot.waitUntil(lambda: program.tasks.is_idle)
        return program

    yield begin
    for program in started:
        program.end()
        program.window.deleteLater()


@pytest.fixture
def at_desk(office: Path, start: Callable[[], Program], qtbot: QtBot) -> Program:
    """The program, signed in."""
    program = start()
    sign_in = program.window.over
    assert isinstance(sign_in, SignIn)
    sign_in.password.setText(PASSWORD)
    sign_in.enter.click()
    qtbot.waitUntil(lambda: program.context is not None and program.tasks.is_idle, timeout=10_000)
    return program


def workspace(program: Program) -> Workspace:
    assert program.window.workspace is not None
    return program.window.workspace


def list_page(program: Program) -> ListAndForm:
    page = workspace(program).page
    assert isinstance(page, ListAndForm)
    return page


def settle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=10_000)


def fill_first_screens(first: FirstRun, qtbot: QtBot) -> None:
    first.office.office.setText("柿子村")
    first.next.click()
    first.operator.operator.setText("王芳")
    first.operator.password.setText(PASSWORD)
    first.operator.again.setText(PASSWORD)
    first.next.click()
    qtbot.waitUntil(lambda: first.number == 2, timeout=20_000)


def test_four_screens_lead_from_an_empty_folder_to_a_desk(start, qtbot):
    program = start()
    first = program.window.over
    assert isinstance(first, FirstRun)
    assert len(first.screens) == 4
    fill_first_screens(first, qtbot)
    first.recovery.promise.setChecked(True)
    first.next.click()
    first.beginning.choose("demo")
    first.next.click()
    qtbot.waitUntil(lambda: program.context is not None, timeout=20_000)
    assert asked(qtbot, program.tasks, records.count, program.context.desk, Query("household")) == 1


def test_a_new_pc_for_a_dead_one_begins_with_its_request(start, qtbot):
    program = start()
    first = program.window.over
    fill_first_screens(first, qtbot)
    first.recovery.promise.setChecked(True)
    first.next.click()
    first.beginning.choose("rejoin")
    first.next.click()
    qtbot.waitUntil(lambda: program.context is not None, timeout=20_000)
    (sheet,) = program.window.findChildren(AskSheet)
    qtbot.waitUntil(lambda: "旧电脑坏了" in sheet.state.text())
    sheet.reject()


def test_a_screen_says_what_is_missing_and_stays(start):
    first = start().window.over
    first.next.click()
    assert (first.number, first.sentence) == (0, "请填写单位名称。")
    first.office.office.setText("柿子村")
    first.office.code.setText("5001")
    first.next.click()
    assert "12 位" in first.sentence


def test_the_recovery_code_must_be_kept_before_going_on(start, qtbot):
    first = start().window.over
    fill_first_screens(first, qtbot)
    first.next.click()
    assert first.number == 2
    assert first.recovery.code.paper().count("-") >= 3


def test_a_wrong_password_is_told_in_place(office, start, qtbot):
    program = start()
    program.window.over.password.setText("wrong-password")
    program.window.over.enter.click()
    settle(program, qtbot)
    assert isinstance(program.window.over, SignIn)
    assert program.window.over.sentence.startswith("密码不对")
    assert program.messages.said == []


def test_the_keys_lead_to_the_places(at_desk, qtbot):
    hands = Hands(qtbot, at_desk.window)
    seen = [each for each in at_desk.context.navigation.places if "village" in each.levels]
    names = [each.name for each in seen if not each.under]
    hands.press(Qt.Key(Qt.Key.Key_0 + len(names) % 10), CONTROL)
    settle(at_desk, qtbot)
    assert at_desk.context.navigation.current == names[-1] == "settings"
    assert isinstance(workspace(at_desk).page, SettingsPage)


def test_a_page_is_made_on_its_first_visit_and_kept(at_desk, qtbot):
    at_desk.context.navigation.go("organizations")
    page = workspace(at_desk).page
    at_desk.context.navigation.go("settings")
    at_desk.context.navigation.back()
    settle(at_desk, qtbot)
    assert isinstance(page, OrganizationsPage)
    assert workspace(at_desk).page is page


def test_the_find_box_opens_what_it_finds(at_desk, qtbot):
    desk = at_desk.context.desk
    id = asked(qtbot, at_desk.tasks, records.add, desk, "organization", {"name": "第一党支部"})
    hands = Hands(qtbot, at_desk.window)
    hands.press(Qt.Key.Key_F, CONTROL)
    hands.type("第一")
    box = workspace(at_desk).top.find_box
    qtbot.waitUntil(lambda: box.choosing.current is not None)
    hands.enter()
    settle(at_desk, qtbot)
    assert list_page(at_desk).keeper.id == id


def test_a_deletion_is_undone_from_the_line_at_the_bottom(at_desk, qtbot):
    desk = at_desk.context.desk
    id = asked(qtbot, at_desk.tasks, records.add, desk, "organization", {"name": "一网格"})
    at_desk.context.navigation.go("organizations", id)
    settle(at_desk, qtbot)
    page, bottom = list_page(at_desk), workspace(at_desk).bottom
    page.remove()
    settle(at_desk, qtbot)
    assert (page.keeper.id, bottom.sentence) == (None, "已删除")
    bottom.undo_button.click()
    settle(at_desk, qtbot)
    assert bottom.sentence == "已撤销：删除组织"
    assert not asked(qtbot, at_desk.tasks, records.get, desk, "organization", id).deleted


def test_ctrl_z_in_an_untouched_field_undoes_the_last_action(at_desk, qtbot):
    desk = at_desk.context.desk
    id = asked(qtbot, at_desk.tasks, records.add, desk, "organization", {"name": "一网格"})
    at_desk.context.navigation.go("organizations", id)
    settle(at_desk, qtbot)
    list_page(at_desk).form.focus()
    Hands(qtbot, at_desk.window).press(Qt.Key.Key_Z, CONTROL)
    settle(at_desk, qtbot)
    assert asked(qtbot, at_desk.tasks, records.get, desk, "organization", id).deleted


def test_the_lock_keeps_the_open_form(at_desk, qtbot):
    at_desk.context.navigation.go("organizations")
    settle(at_desk, qtbot)
    workspace(at_desk).page.new()
    settle(at_desk, qtbot)
    hands = Hands(qtbot, at_desk.window)
    hands.type("没写完的支部")
    hands.press(Qt.Key.Key_L, CONTROL)
    assert at_desk.window.is_locked
    at_desk.window.over.password.setText("wrong-password")
    at_desk.window.over.enter.click()
    settle(at_desk, qtbot)
    assert at_desk.window.is_locked
    at_desk.window.over.password.setText(PASSWORD)
    at_desk.window.over.enter.click()
    settle(at_desk, qtbot)
    assert not at_desk.window.is_locked
    assert list_page(at_desk).form.values()["name"] == "没写完的支部"


def test_closing_saves_the_form_and_backs_up(at_desk, home, qtbot):
    at_desk.context.navigation.go("organizations")
    settle(at_desk, qtbot)
    workspace(at_desk).page.new()
    settle(at_desk, qtbot)
    Hands(qtbot, at_desk.window).type("三网格")
    assert at_desk.window.close()
    assert list((home / "backups").iterdir())


def test_a_closing_with_a_wrong_field_can_be_refused(at_desk, messages, qtbot):
    at_desk.context.navigation.go("organizations")
    settle(at_desk, qtbot)
    page = list_page(at_desk)
    page.new()
    settle(at_desk, qtbot)
    page.form.fields["contact"].focus_input()
    Hands(qtbot, at_desk.window).type("王芳")
    messages.answers = [0, 1]
    assert not at_desk.window.close()
    assert page.form.fields["name"].error
    assert at_desk.window.close()


def test_every_control_has_a_name_for_screen_readers(at_desk, qtbot):
    nameless: list[str] = []
    for place in at_desk.context.navigation.places:
        at_desk.context.navigation.go(place.name)
        settle(at_desk, qtbot)
        page = workspace(at_desk).page
        for kind in (QPushButton, QToolButton):
            for each in page.findChildren(kind):
                inner = each.objectName().startswith("qt_") or isinstance(each.parentWidget(), QLineEdit)
                if (
                    each.isVisibleTo(page)
                    and not inner
                    and not (each.accessibleName() or each.text() or each.toolTip())
                ):
                    nameless.append(
                        f"{place.name}: {type(each).__name__} in {type(each.parentWidget()).__name__}"
                    )
    assert nameless == []


def test_no_two_keys_of_a_place_are_the_same(at_desk, qtbot):
    twice: list[str] = []
    shell = [each.key().toString() for each in workspace(at_desk).findChildren(QShortcut, options=DIRECT)]
    for place in at_desk.context.navigation.places:
        at_desk.context.navigation.go(place.name)
        settle(at_desk, qtbot)
        page = workspace(at_desk).page
        keys = [*shell, *(each.key().toString() for each in page.findChildren(QShortcut, options=DIRECT))]
        twice += [f"{place.name}: {key}" for key in sorted(set(keys)) if keys.count(key) > 1]
    assert twice == []


def test_no_page_opens_a_window_of_its_own_by_being_shown(at_desk, qtbot):
    shown: set[str] = set()
    for place in at_desk.context.navigation.places:
        at_desk.context.navigation.go(place.name)
        shown |= {type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()}
        settle(at_desk, qtbot)
    assert shown == {"MainWindow"}


def test_the_window_fits_a_small_screen_with_large_text(at_desk, qtbot):
    too_wide: dict[str, tuple[int, int]] = {}
    for place in at_desk.context.navigation.places:
        at_desk.context.navigation.go(place.name)
        settle(at_desk, qtbot)
        least: QWidget = workspace(at_desk)
        size = least.minimumSizeHint()
        if size.width() > 1093 or size.height() > 590:  # 1366x768 at 125 %, less the title and task bars
            too_wide[place.name] = (size.width(), size.height())
    assert too_wide == {}
