"""快速登记: a paste becomes several matters, the words kept, who and what changed where it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app import drafts, matters, records
from app.matters import State
from app.records import Query, Record
from tests.app.village_desk import add_person
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui.context import Context
from ui.desk.quick_entry import FORM, QuickEntryPage
from ui.desk.quick_table import SUMMARY, TICK, WHO
from ui.tasks import Tasks

Settle = Callable[[], None]
CHAT = "张桂花 2026/11/20 10:32\n村口的路灯又不亮了\n李建国:\n三组水压小\n王芳 10:40\n收到"


@pytest.fixture
def page(context: Context, qtbot: QtBot, tasks: Tasks, settle: Settle) -> Iterator[QuickEntryPage]:
    asked(qtbot, tasks, add_person, context.desk, "张桂花")
    made = QuickEntryPage(context)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    qtbot.waitExposed(made)
    made.open()
    settle()
    yield made
    settle()


def pasted(page: QuickEntryPage, settle: Settle, text: str) -> None:
    page.text.setPlainText(text)
    page.cut()
    settle()


def found(page: QuickEntryPage, qtbot: QtBot, tasks: Tasks) -> list[Record]:
    return asked(qtbot, tasks, records.find, page.context.desk, Query("matter", order=("row",)))


def test_a_chat_is_cut_into_matters_and_small_talk_is_not_ticked(page: QuickEntryPage, settle: Settle):
    assert page.do.text() == "登记 0 件" and not page.do.isEnabled()
    pasted(page, settle, CHAT)
    assert page.found.text().startswith("分成 3 件，登记打勾的 2 件。")
    assert page.do.text() == "登记 2 件" and page.do.isEnabled()
    known = page.table.item(0, WHO)
    assert known is not None and known.toolTip() == "在册，会连到这个人和他家"


def test_everything_ticked_is_registered_at_once_with_the_words_kept(
    page: QuickEntryPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    page.channels["wechat"].click()
    pasted(page, settle, CHAT)
    item = page.table.item(1, SUMMARY)
    assert item is not None
    item.setText("三组水压不足")
    qtbot.mouseClick(page.do, Qt.MouseButton.LeftButton)
    settle()
    first, second = found(page, qtbot, tasks)
    assert (first["original_words"], first["channel"], first["raised_by"]) == (
        "村口的路灯又不亮了",
        "wechat",
        None,
    )
    assert first["person"] and second["raised_by"] == "李建国"
    assert (second["description"], second["original_words"]) == ("三组水压不足", "三组水压小")
    assert page.text.toPlainText() == "" and page.table.rowCount() == 0
    assert asked(qtbot, tasks, page.context.desk.undo) == "matter.collect"
    assert found(page, qtbot, tasks) == []


def test_what_was_pasted_a_moment_ago_is_registered_too_and_once(
    page: QuickEntryPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    pasted(page, settle, "路灯不亮")
    page.text.appendPlainText("水压小")
    for _ in range(2):
        page.register()
    settle()
    assert [each["description"] for each in found(page, qtbot, tasks)] == ["路灯不亮", "水压小"]
    assert page.text.toPlainText() == ""


def test_what_was_changed_stays_while_more_is_pasted(page: QuickEntryPage, settle: Settle):
    pasted(page, settle, "路灯不亮\n水压小")
    for column, text in ((WHO, "老李"), (SUMMARY, "路灯坏了")):
        item = page.table.item(0, column)
        assert item is not None
        item.setText(text)
    tick = page.table.item(1, TICK)
    assert tick is not None
    tick.setCheckState(Qt.CheckState.Unchecked)
    pasted(page, settle, "路灯不亮\n水压小\n路不平")
    assert [(each.words, each.summary, each.raised_by) for each in page.table.said] == [
        ("路灯不亮", "路灯坏了", "老李"),
        ("路不平", "路不平", ""),
    ]


def test_paragraphs_are_told_from_lines_and_may_be_chosen(page: QuickEntryPage, settle: Settle):
    pasted(page, settle, "路灯不亮，\n晚上看不见\n\n水压小")
    assert page.by_paragraph.isChecked() and page.table.rowCount() == 2
    page.by_line.click()
    settle()
    assert page.table.rowCount() == 3


def test_from_pasting_to_registering_by_keyboard_alone(
    page: QuickEntryPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    QGuiApplication.clipboard().setText("张桂花：路灯不亮\n好的")
    page.take_focus()
    hands = Hands(qtbot, page)
    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    page.table.setFocus()
    page.table.setCurrentCell(1, TICK)
    hands.press(Qt.Key.Key_Space)
    assert page.do.text() == "登记 2 件"
    hands.press(Qt.Key.Key_Space)
    page.accept.setChecked(True)
    hands.press(Qt.Key.Key_F9)
    settle()
    (matter,) = found(page, qtbot, tasks)
    standing = asked(qtbot, tasks, matters.state_of, page.context.desk, matter.id)
    assert standing.state is State.ACCEPTED


def test_each_channel_says_how_to_write_it_down(page: QuickEntryPage):
    told = set()
    for button in page.channels.values():
        button.click()
        told.add(page.hint.text())
    assert len(told) == len(page.channels)
    page.open(kind="hotline")
    assert page.channels["hotline"].isChecked()


def test_words_not_registered_are_kept_as_a_draft_and_go_with_the_registering(
    page: QuickEntryPage, context: Context, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    pasted(page, settle, "路灯不亮")
    assert page.leave()
    settle()
    again = QuickEntryPage(context)
    qtbot.addWidget(again)
    again.show()
    again.open()
    settle()
    assert again.text.toPlainText() == "路灯不亮"
    again.cut()
    again.register()
    settle()
    assert asked(qtbot, tasks, drafts.find, context.desk, FORM) is None
    assert len(found(again, qtbot, tasks)) == 1


def test_a_wrong_date_is_told_beside_the_field_and_nothing_is_registered(
    page: QuickEntryPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    pasted(page, settle, "路灯不亮")
    page.form.fields["opened"].set_value(None)
    page.register()
    settle()
    assert page.form.fields["opened"].error and found(page, qtbot, tasks) == []
