"""Joining in the window: the request, the digits, the approval; and how the upper office decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import records
from app.exchange import console, incoming, joining, rekeying, ties
from app.records import Query
from tests.exchange import offices
from tests.factories import make_household
from tests.ui.fakes import FakeMessages
from tests.ui.office_rooms import Room
from ui.context import Context
from ui.exchange.joining import open_joining
from ui.exchange.joining_admitting import AdmitSheet
from ui.exchange.joining_asking import AskSheet
from ui.tasks import Tasks


@pytest.fixture
def room(qtbot: QtBot, tasks: Tasks, messages: FakeMessages, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, tasks, messages, tmp_path / "stick")
    yield made
    made.close()


@pytest.fixture
def low(room: Room, tmp_path: Path) -> Context:
    return room.context(lambda: offices.village(tmp_path))


@pytest.fixture
def high(room: Room, tmp_path: Path) -> Context:
    return room.context(lambda: offices.township(tmp_path))


def through_the_window(room: Room, low: Context, high: Context) -> tuple[AskSheet, AdmitSheet]:
    """The whole way, as two clerks press it; both sheets at their ends."""
    ask = room.asking(low)
    ask.ask.click()
    room.idle()
    admit = room.admitting(high)
    admit.decide()
    admit.digits.setText(ask.digits.text())
    admit.do.click()
    room.idle()
    ask.take.click()
    room.idle()
    return ask, admit


def test_two_clerks_and_a_stick_bring_a_village_in(room: Room, low: Context, high: Context):
    room.ask(records.add, high.desk, "code", {"list": "tag", "code": "x_new", "label": "致富带头人"})
    ask, admit = through_the_window(room, low, high)
    assert admit.own_digits.text() == ask.upper_digits.text() != ""
    ask.do.click()
    assert "请先在电话里核对" in ask.wrong.text()
    ask.same.setChecked(True)
    ask.do.click()
    room.idle()
    assert "上级是“大石镇”。一起收下了 1 条记录" in ask.done_words.text()
    assert [each.name for each in room.ask(console.below, high.desk)] == ["柿子村"]


def test_the_digits_still_stand_there_after_a_restart(room: Room, low: Context):
    first = room.asking(low)
    first.ask.click()
    room.idle()
    again = room.asking(low)
    assert again.shown_step() is again.wait_step
    assert again.digits.text() == first.digits.text()
    assert len(again.digits.text().split()) == 5
    again.again.click()
    room.idle()
    assert again.digits.text() == first.digits.text()
    assert len(list(room.stick.iterdir())) == 2


def test_a_request_that_is_made_anew_has_other_digits(room: Room, low: Context):
    sheet = room.asking(low)
    sheet.ask.click()
    room.idle()
    before = sheet.digits.text()
    sheet.anew.click()
    room.idle()
    assert sheet.digits.text() != before


def test_wrong_digits_are_told_and_admit_nobody(room: Room, low: Context, high: Context):
    ask = room.asking(low)
    ask.ask.click()
    room.idle()
    admit = room.admitting(high)
    admit.decide()
    for typed, words in (("123", "20 个数字"), ("1" * 20, "对不上")):
        admit.digits.setText(typed)
        admit.do.click()
        room.idle()
        assert words in admit.wrong.text()
    assert room.ask(console.below, high.desk) == []


def test_a_stick_without_an_approval_says_what_to_look_for(room: Room, low: Context):
    sheet = room.asking(low)
    sheet.ask.click()
    room.idle()
    sheet.take.click()
    room.idle()
    assert "没有给本机的批复" in sheet.wrong.text()


def test_another_pc_of_a_known_village_is_warned_of_and_taken_for_its_replacement(
    room: Room, low: Context, high: Context, tmp_path: Path
):
    room.ask(offices.join, low.desk, high.desk)
    room.ask(records.add, low.desk, "household", make_household(head="张桂花"))
    room.ask(offices.carry, low.desk, high.desk)
    new = room.context(lambda: offices.village(tmp_path / "new"))
    ask, admit = through_the_window(room, new, high)
    assert "名册里已有同名" in admit.warning.text()
    assert admit.choice == "replaces"
    assert not ask.adopts.isHidden()
    ask.same.setChecked(True)
    ask.do.click()
    room.idle()
    assert room.ask(records.count, new.desk, Query("household")) == 1
    pcs = room.ask(console.computers, high.desk, low.desk.office.id)
    assert [each.status for each in pcs] == ["active", "retired"]


def test_a_second_pc_is_let_in_beside_the_first(room: Room, low: Context, high: Context, tmp_path: Path):
    room.ask(offices.join, low.desk, high.desk)
    new = room.context(lambda: offices.village(tmp_path / "new"))
    ask = room.asking(new)
    ask.ask.click()
    room.idle()
    admit = room.admitting(high)
    admit.decide()
    admit.choices["second"].setChecked(True)
    assert admit.old.isHidden()
    admit.digits.setText(ask.digits.text())
    admit.do.click()
    room.idle()
    pcs = room.ask(console.computers, high.desk, low.desk.office.id)
    assert [each.status for each in pcs] == ["active", "active"]


def test_another_upper_office_asks_for_the_digits_to_be_typed(
    room: Room, low: Context, high: Context, tmp_path: Path
):
    room.ask(offices.join, low.desk, high.desk)
    other = room.context(lambda: offices.township(tmp_path / "o", "永新镇"))
    ask, admit = through_the_window(room, low, other)
    assert ask.upper_digits.isHidden() and not ask.typed.isHidden()
    ask.typed.setText("1" * 20)
    ask.do.click()
    room.idle()
    assert "对不上" in ask.wrong.text()
    ask.typed.setText(admit.own_digits.text())
    ask.do.click()
    room.idle()
    assert "永新镇" in ask.done_words.text()


def test_enter_after_the_digits_joins_and_presses_nothing_else(
    room: Room, low: Context, high: Context, tmp_path: Path, qtbot: QtBot
):
    room.ask(offices.join, low.desk, high.desk)
    other = room.context(lambda: offices.township(tmp_path / "o", "永新镇"))
    ask, _admit = through_the_window(room, low, other)
    room.messages.path = tmp_path  # what a folder question would answer
    ask.typed.setText("1" * 20)
    ask.typed.setFocus()
    qtbot.keyClick(ask.typed, Qt.Key.Key_Return)
    room.idle()
    assert ask.isVisible()
    assert "对不上" in ask.wrong.text()
    assert ask.folder == room.stick


def test_a_copy_is_told_why_and_asks_under_a_name_of_its_own(room: Room, low: Context, high: Context):
    room.ask(offices.join, low.desk, high.desk)
    room.ask(low.desk.settings.set, ties.REENROL, True)
    before = room.ask(ties.own_keys, low.desk)
    sheet = room.asking(low)
    assert "复制来的" in sheet.state.text()
    sheet.ask.click()
    room.idle()
    assert sheet.shown_step() is sheet.wait_step
    assert room.ask(ties.own_keys, low.desk) != before


def test_the_pc_that_was_there_first_says_so(room: Room, low: Context, high: Context):
    room.ask(offices.join, low.desk, high.desk)
    room.ask(low.desk.settings.set, ties.REENROL, True)
    sheet = room.asking(low)
    sheet.first.click()
    room.idle()
    assert sheet.first.isHidden()
    assert "大石镇" in sheet.state.text()


def test_the_new_key_of_the_upper_office_is_taken_from_its_paper(room: Room, low: Context, high: Context):
    room.ask(offices.join, low.desk, high.desk)
    room.messages.path = room.ask(rekeying.new_key, high.desk)
    sheet = room.asking(low)
    sheet.new_key.click()
    room.idle()
    assert "大石镇" in room.messages.said[-1]
    package = room.ask(offices.pack, high.desk, low.desk)
    assert room.ask(incoming.take, low.desk, package).state == "taken"


def test_a_township_says_which_it_wants_and_a_village_is_not_asked(
    room: Room, low: Context, high: Context, qtbot: QtBot
):
    for context, answers, wanted in ((high, [0], AdmitSheet), (high, [1], AskSheet), (low, [], AskSheet)):
        room.messages.answers = list(answers)
        sheet = open_joining(context, None, sticks=room.drives)
        assert sheet is not None
        qtbot.addWidget(sheet)
        assert type(sheet) is wanted
        room.idle()
    room.messages.answers = [2]
    assert open_joining(high, None, sticks=room.drives) is None


def test_only_an_administrator_enrols(room: Room, low: Context):
    low.desk.operator = type(low.desk.operator)("x", "李四", "review")
    assert open_joining(low, None, sticks=room.drives) is None
    assert "管理员" in room.messages.said[-1]


def test_the_sheets_fit_a_small_screen(room: Room, low: Context, high: Context):
    for sheet in (room.asking(low), room.admitting(high)):
        least = sheet.minimumSizeHint()
        assert (least.width() <= 1000, least.height() <= 600) == (True, True)


def test_the_waiting_request_is_the_same_on_both_screens(room: Room, low: Context, high: Context):
    sheet = room.asking(low)
    sheet.ask.click()
    room.idle()
    (offered,) = room.ask(joining.requests_on, high.desk, room.stick)
    assert offered.examined.digits.split() == sheet.digits.text().split()
