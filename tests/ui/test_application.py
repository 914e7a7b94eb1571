"""The application: one apology for a bug, idleness, the manual."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QFileInfo
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QFileIconProvider
from pytestqt.qtbot import QtBot

from ui.application import LastResort
from ui.dialogs.manual import Manual
from ui.idleness import Idleness
from ui.messages import Question


def failure() -> BaseException:
    try:
        raise IndexError("values of people")
    except IndexError as error:
        return error


def test_the_file_windows_say_folder_in_chinese(qtbot: QtBot, tmp_path: Path):
    assert QFileIconProvider().type(QFileInfo(str(tmp_path))) == "文件夹"


def test_a_question_about_something_dangerous_has_no_under_enter(qtbot: QtBot):
    asked = Question(None, "删除？", ["删除", "取消"], danger=True)
    qtbot.addWidget(asked)
    asked.show()
    assert asked.focusWidget() is asked.buttons[-1]


def test_a_storm_of_bugs_is_noted_whole_and_apologised_for_once(qtbot: QtBot):
    noted: list[BaseException] = []
    said: list[int] = []

    def apologise() -> None:
        said.append(len(said))
        QApplication.processEvents()  # a dialog lets the other reports in while it stands

    hook = LastResort(noted.append, apologise)
    error = failure()
    for _ in range(3):
        hook.catch(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(said))
    assert (len(noted), said) == (3, [0])


def test_the_hook_stands_where_python_sends_what_nobody_caught():
    before = sys.excepthook
    hook = LastResort(lambda _: None, lambda: None)
    hook.install()
    installed = sys.excepthook
    sys.excepthook = before
    assert installed == hook.catch


def test_a_window_nobody_touches_asks_to_be_locked(qtbot: QtBot):
    window = QWindow()
    idleness = Idleness(window, 1)
    idleness.timer.setInterval(20)
    with qtbot.waitSignal(idleness.grown_idle):
        idleness.timer.start()


def test_a_touch_begins_the_waiting_anew(qtbot: QtBot):
    window = QWindow()
    idleness = Idleness(window, 10)
    idleness.timer.stop()
    QApplication.sendEvent(window, QEvent(QEvent.Type.Wheel))
    assert idleness.timer.isActive()


def test_zero_minutes_never_lock(qtbot: QtBot):
    window = QWindow()
    idleness = Idleness(window, 0)
    QApplication.sendEvent(window, QEvent(QEvent.Type.Wheel))
    assert not idleness.timer.isActive()


def manual(folder: Path) -> Path:
    (folder / "01-workbench.md").write_text("# 工作台\n\n今天做什么。", encoding="utf-8")
    (folder / "02-visits.md").write_text("# 走访\n\n怎样记一次走访。", encoding="utf-8")
    return folder


def test_the_manual_opens_at_the_page_of_the_place(tmp_path: Path, qtbot: QtBot):
    shown = Manual(None, manual(tmp_path))
    qtbot.addWidget(shown)
    shown.show_place("visits")
    assert "怎样记一次走访" in shown.reader.toPlainText()
    assert [shown.pages.item(row).text() for row in range(2)] == ["工作台", "走访"]


def test_a_missing_manual_says_so(tmp_path: Path, qtbot: QtBot):
    shown = Manual(None, tmp_path)
    qtbot.addWidget(shown)
    shown.show_place("visits")
    assert "没有找到使用手册" in shown.reader.toPlainText()
