"""The lock: it hides the window and every dialog, keeps what was typed, and slows guessing down."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import operators
from app.attempts import ATTEMPTS_FILE
from app.offices import SetUp, create_office
from db.keys import read_key_file
from tests.ui.asking import asked
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from tests.ui.test_shell import CHEAP, PASSWORD, settle, workspace
from ui.dialogs.sign_in import SignIn
from ui.program import Program


@pytest.fixture
def at_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """The program, signed in."""
    home = tmp_path / "home"
    create_office(home, SetUp("village", "柿子村", "", "王芳", PASSWORD), lambda: NOW, CHEAP)[0].close()
    program = Program(home, lambda desk: None)
    program.messages = FakeMessages()
    program.start()
    with qtbot.waitActive(program.window):
        program.window.show()
        program.window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(program.window.over, SignIn), timeout=10_000)
    sign_in(program, PASSWORD)
    qtbot.waitUntil(lambda: program.context is not None and program.tasks.is_idle, timeout=10_000)
    yield program
    program.end()
    program.window.deleteLater()


def sign_in(program: Program, password: str) -> SignIn:
    entrance = program.window.over
    assert isinstance(entrance, SignIn)
    entrance.password.setText(password)
    entrance.enter.click()
    return entrance


@pytest.fixture
def dialog(at_desk: Program, qtbot: QtBot) -> Iterator[tuple[QDialog, QLineEdit]]:
    """An open modal dialog with something typed in it."""
    made = QDialog(at_desk.window)
    made.setModal(True)
    line = QLineEdit("张桂花 500110196203041228", made)
    QVBoxLayout(made).addWidget(line)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    yield made, line
    made.close()
    made.deleteLater()


def on_top(widget: QWidget) -> str:
    """The name of what is seen in the middle of a window."""
    seen = widget.childAt(widget.rect().center())
    return seen.objectName() if seen else ""


def test_a_dialog_is_covered_and_comes_back_with_its_text(at_desk, dialog, qtbot):
    shown, line = dialog
    at_desk.lock()
    assert on_top(shown) == "lock"
    sign_in(at_desk, PASSWORD)
    qtbot.waitUntil(lambda: not at_desk.window.is_locked, timeout=10_000)
    settle(at_desk, qtbot)
    assert shown.isVisible()
    assert line.text() == "张桂花 500110196203041228"
    assert on_top(shown) != "lock"


def test_the_lock_gets_the_keys_over_a_modal_dialog(at_desk, dialog, qtbot):
    at_desk.lock()
    top = QApplication.activeModalWidget()
    assert top is not None
    assert top is not dialog[0]
    assert at_desk.window.over.window() is top
    qtbot.keyClick(top, Qt.Key.Key_Escape)
    assert top.isVisible()


def test_behind_a_lock_over_a_dialog_the_window_shows_nothing(at_desk, dialog):
    at_desk.lock()
    assert not workspace(at_desk).isVisible()


def test_a_dialog_that_opens_while_locked_is_covered_and_the_lock_stays_on_top(at_desk, qtbot):
    at_desk.lock()
    late = QDialog(at_desk.window)
    late.setModal(True)
    late.resize(400, 200)
    with qtbot.waitExposed(late):
        late.show()
    qtbot.waitUntil(lambda: on_top(late) == "lock")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is at_desk.window.over.window())
    sign_in(at_desk, PASSWORD)
    qtbot.waitUntil(lambda: not at_desk.window.is_locked, timeout=10_000)
    assert on_top(late) != "lock"
    late.close()
    late.deleteLater()


def test_somebody_else_signing_in_sees_nothing_of_what_was_open(at_desk, dialog, qtbot):
    shown, _ = dialog
    at_desk.lock()
    at_desk.window.over.other_wanted.emit()
    settle(at_desk, qtbot)
    qtbot.waitUntil(lambda: isinstance(at_desk.window.over, SignIn) and not at_desk.window.is_locked)
    assert not shown.isVisible()
    assert at_desk.window.over.isVisible()


def test_another_lock_time_holds_at_once(at_desk, qtbot):
    assert at_desk.context is not None
    asked(qtbot, at_desk.tasks, operators.set_lock_minutes, at_desk.context.desk, 5)
    settle(at_desk, qtbot)
    assert at_desk._idleness.timer.interval() == 5 * 60_000


def test_typing_in_a_dialog_counts_as_being_there(at_desk, dialog, qtbot):
    handle = dialog[0].windowHandle()
    at_desk._idleness._watch(handle)
    idleness = at_desk._idleness
    idleness.timer.stop()
    qtbot.keyClick(handle, Qt.Key.Key_A)
    assert idleness.timer.isActive()


def test_a_wrong_password_at_the_lock_names_the_way_that_is_there(at_desk, qtbot):
    at_desk.lock()
    lock = at_desk.window.over
    sign_in(at_desk, "not-the-word")
    assert lock.is_calm  # “正在打开…” is no mistake
    qtbot.waitUntil(lambda: "密码不对" in lock.sentence, timeout=10_000)
    assert "换人登录" in lock.sentence
    assert not lock.is_calm


def test_wrong_passwords_are_counted_down_in_words(at_desk, qtbot):
    at_desk.lock()
    lock = at_desk.window.over
    home = at_desk.context.desk.home
    tries = {"wrong": 9, "at": time.monotonic(), "untold": 0}
    (home / ATTEMPTS_FILE).write_text(json.dumps({read_key_file(home).mark("王芳"): tries}))
    sign_in(at_desk, PASSWORD)
    qtbot.waitUntil(lambda: lock.seconds_left > 0, timeout=10_000)
    assert "2 分 0" in lock.sentence and "秒再试" in lock.sentence and "换人登录" in lock.sentence
    assert not lock.is_calm
    assert not lock.enter.isEnabled()
    (home / ATTEMPTS_FILE).unlink()
    lock.wait(1)
    qtbot.waitUntil(lambda: lock.enter.isEnabled(), timeout=5_000)
    assert lock.is_calm
    sign_in(at_desk, PASSWORD)
    qtbot.waitUntil(lambda: not at_desk.window.is_locked, timeout=10_000)
