"""Designing a ledger of one's own: columns, conditions, order, title, rows of a page, undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.fakes import FakeMessages
from tests.ui.ledger_room import SAID, Room
from ui.context import Context
from ui.ledgers.columns import ColumnsPane
from ui.ledgers.conditions import ConditionsPane
from ui.ledgers.ordering import OrderPane
from ui.ledgers.sheet_settings import SheetPane
from ui.tasks import Tasks


@pytest.fixture
def room(context: Context, qtbot: QtBot, tasks: Tasks) -> Iterator[Room]:
    """The page at its first ledger, hearing what is written."""
    made = Room(context, qtbot, tasks)
    yield made
    context.notices.changed.disconnect(made.page.refresh)


def test_a_copy_opens_in_the_designer_and_its_title_changes_the_preview(
    room: Room, messages: FakeMessages
) -> None:
    room.design(messages)
    sheet = room.page.designer.panes["sheet"]
    assert isinstance(sheet, SheetPane)
    sheet.title.selectAll()
    sheet.title.insert("{office}下户记录")
    sheet.title.textEdited.emit(sheet.title.text())
    room.quiet()
    assert "柿子村下户记录" in room.shown
    sheet.title.editingFinished.emit()
    room.quiet()
    assert room.stored.title == "{office}下户记录"


def test_a_title_with_an_unknown_word_is_refused_beside_the_field(room: Room, messages: FakeMessages) -> None:
    room.design(messages)
    sheet = room.page.designer.panes["sheet"]
    assert isinstance(sheet, SheetPane)
    sheet.title.setText("{单位}台账")
    sheet.title.editingFinished.emit()
    room.quiet()
    assert "{单位}" in sheet.error.text()
    assert room.stored.title == "{office}走访台账（{period}）"


def test_columns_are_moved_added_and_undone(room: Room, messages: FakeMessages) -> None:
    room.design(messages)
    pane = room.page.designer.panes["columns"]
    assert isinstance(pane, ColumnsPane)
    pane.lines.list.setCurrentRow(1)
    room.qtbot.keyClick(pane.lines.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    room.quiet()
    assert "序号村民组走访日期" in room.shown
    pane.adding.set_value("household.address")
    pane.adding.edited.emit()
    room.quiet()
    assert [each.label for each in room.stored.columns][2:4] == ["走访日期", "住址"]
    room.undo()
    room.undo()
    room.quiet()
    assert "序号走访日期村民组" in room.shown
    assert pane.definition == room.stored


def test_a_condition_narrows_the_ledger(room: Room, messages: FakeMessages) -> None:
    room.design(messages)
    pane = room.page.designer.panes["where"]
    assert isinstance(pane, ConditionsPane)
    pane.adding.set_value("method")
    pane.adding.edited.emit()
    assert room.stored.where == ()
    pane.value.many.item(1).setCheckState(Qt.CheckState.Checked)
    room.quiet()
    assert pane.lines.list.item(0).text() == "走访方式　是　微信联系"
    assert SAID not in room.shown
    pane.lines.drop.click()
    room.quiet()
    assert SAID in room.shown


def test_a_condition_on_a_day_follows_the_period_or_is_refused(room: Room, messages: FakeMessages) -> None:
    room.design(messages)
    pane = room.page.designer.panes["where"]
    assert isinstance(pane, ConditionsPane)
    pane.adding.set_value("date")
    pane.adding.edited.emit()
    pane.value.day.setEditText("那一天")
    pane._change_value(True)
    assert pane.error.text().startswith("日期看不懂：那一天")
    pane.value.day.setEditText("本期第一天")
    pane._change_value(True)
    room.quiet()
    assert [each.value for each in room.stored.where] == ["{start}"]


def test_the_order_is_turned(room: Room, messages: FakeMessages) -> None:
    room.design(messages)
    pane = room.page.designer.panes["order"]
    assert isinstance(pane, OrderPane)
    pane.turn.click()
    pane.adding.set_value("household.group")
    pane.adding.edited.emit()
    room.quiet()
    assert room.stored.order == ("-date", "household.group")


def test_a_row_of_a_page_is_renamed_and_dropped(room: Room, messages: FakeMessages) -> None:
    room.design(messages, "民情日记")
    pane: Any = room.page.designer.panes["cells"]
    pane.labels[0].setText("哪天去的")
    pane.labels[0].editingFinished.emit()
    room.quiet()
    assert "哪天去的" in room.shown
    pane.lines.drop.click()
    room.quiet()
    assert "哪天去的" not in room.shown


def test_an_own_ledger_is_deleted_and_comes_back_with_undo(room: Room, messages: FakeMessages) -> None:
    room.design(messages)
    room.page.designer.done.click()
    room.page.list.remove_button.click()
    room.quiet()
    assert "我的走访表" not in room.page.list.entries
    room.undo()
    room.quiet()
    assert "我的走访表" in room.page.list.entries
    assert not room.page.list.mark("没有这本")


def test_a_sheet_of_lines_and_a_list_with_marks_are_changed_like_the_others(
    room: Room, messages: FakeMessages
) -> None:
    room.design(messages, "一哨一清单")
    pane: Any = room.page.designer.panes["cells"]
    definition = room.page.designer.definition
    assert definition is not None
    form = definition.form
    pane.lines.list.setCurrentRow(next(at for at, row in enumerate(form) if row.each))
    names = [line.text() for line in pane.labels]
    assert "是否超期" in names
    pane.labels[names.index("是否超期")].setText("晚没晚")
    pane.labels[names.index("是否超期")].editingFinished.emit()
    room.quiet()
    (row,) = [row for row in room.stored.form if row.each]
    assert "晚没晚" in [cell.label for cell in row.cells] and any(cell.red for cell in row.cells)
