"""数据交换 in the window: two real offices, a folder that plays the stick, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import records
from app.exchange import deciding, step_conflicts, trips
from app.kinds import KINDS
from app.records import Query
from tests.factories import make_household
from tests.ui.asking import asked
from tests.ui.exchange_room import FakeSticks, Room, act_apart, add_orphan, furnish, put_on, quarrel
from tests.ui.fakes import FakeMessages
from ui.codes import CodeLists
from ui.context import Context
from ui.exchange.home_line import HomeLine
from ui.exchange.mark import ConflictMark
from ui.forms.form import Form
from ui.forms.form_panel import FormPanel
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.navigation import Navigation, Place
from ui.notices import Line, Notices
from ui.pages.exchange import ExchangePage
from ui.tasks import Tasks

Settle = Callable[[], None]
Ask = Callable[..., Any]


@pytest.fixture
def ask(qtbot: QtBot, tasks: Tasks) -> Ask:
    """What some work answers on the worker."""
    return lambda work, *args: asked(qtbot, tasks, work, *args)


@pytest.fixture
def room(tmp_path: Path, ask: Ask, tasks: Tasks) -> Iterator[Room]:
    """A joined pair."""
    made = ask(furnish, tmp_path)
    yield made
    for desk in (made.low, made.high):
        tasks.run(desk.close)


@pytest.fixture
def sticks() -> FakeSticks:
    """No stick yet."""
    return FakeSticks()


@pytest.fixture
def gone() -> list[tuple[str, str]]:
    """The records to which the window went."""
    return []


@pytest.fixture
def high_context(
    room: Room, tasks: Tasks, messages: FakeMessages, ask: Ask, gone: list[tuple[str, str]]
) -> Iterator[Context]:
    """The township's window."""
    notices = Notices(room.high.notices)
    codes = CodeLists(ask(lambda: room.high.codes), room.high, tasks, notices)
    navigation = Navigation([Place("register", "户与人", "register", lambda _: None, ("person",))])
    navigation.asked.connect(lambda _, id, kind: gone.append((kind, id)))
    yield Context(room.high, tasks, navigation, messages, notices, Line(), codes)
    notices.close()


@pytest.fixture
def page(high_context: Context, sticks: FakeSticks, qtbot: QtBot, settle: Settle) -> ExchangePage:
    """The page of the township, no stick plugged in."""
    made = ExchangePage(high_context, sticks)
    high_context.notices.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1240, 640)
    made.show()
    made.open()
    settle()
    return made


def plug(page: ExchangePage, sticks: FakeSticks, folder: Path, settle: Settle, **how: bool) -> None:
    sticks.plug(folder, **how)
    page.trip.board.sources.poll()
    settle()


def take_in(page: ExchangePage, settle: Settle) -> None:
    """收下并交出, then confirm what is shown."""
    page.trip.board.both.click()
    settle()
    page.trip.preview.buttons["preview.confirm"].click()
    settle()


def test_a_line_in_words_says_what_waits_for_each_office(page, room, ask, settle):
    ask(records.add, room.high, "code", {"list": "tag", "code": "x_pioneer", "label": "致富带头人"})
    page.open()
    settle()
    words = page.trip.board.peers.lines.item(0).text()
    assert "还有 1 条没交给柿子村" in words
    assert "上次交 11月20日 第1次" in words


def test_a_stick_shows_up_by_itself_with_what_is_on_it_and_goes_again(page, sticks, room, ask, settle):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    assert "村里的U盘" in page.trip.board.sources.cards[0].text()
    assert "28.0 GB" in page.trip.board.sources.cards[0].text()
    assert page.trip.board.contents.table.item(0, 0).text() == "新的，可以收"
    assert page.trip.board.both.isEnabled()
    sticks.pull()
    page.trip.board.sources.poll()
    settle()
    assert page.trip.board.sources.cards == []
    assert not page.trip.board.both.isEnabled()


def test_nothing_is_taken_in_before_the_clerk_has_seen_and_confirmed_it(page, sticks, room, ask, settle):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    page.trip.board.both.click()
    settle()
    lists = page.trip.preview.lists
    assert lists.segments["added"].text() == "新增 1"
    assert "李福" in lists.table.item(0, 1).text()
    assert ask(records.count, room.high, Query("household")) == 1
    page.trip.preview.buttons["preview.cancel"].click()
    settle()
    assert ask(records.count, room.high, Query("household")) == 1


def test_one_button_takes_in_and_gives_and_says_that_the_stick_may_be_pulled_out(
    page, sticks, room, ask, settle
):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert page.trip.done.title.text() == "可以拔出U盘了"
    assert ask(records.count, room.high, Query("household")) == 2
    new = [each for each in ask(trips.look, room.low, room.stick) if each.standing == "new"]
    assert [each.office for each in new] == ["大石镇"]


def test_only_taking_puts_nothing_on_the_stick(page, sticks, room, ask, settle):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    before = sorted(room.stick.iterdir())
    page.trip.board.take.click()
    settle()
    page.trip.preview.buttons["preview.confirm"].click()
    settle()
    assert sorted(room.stick.iterdir()) == before
    assert page.trip.done.title.text() == "可以拔出U盘了"


def test_what_was_taken_in_is_known_the_next_time(page, sticks, room, ask, settle):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.trip.done.buttons["done.finish"].click()
    settle()
    texts = {page.trip.board.contents.table.item(row, 0).text() for row in range(2)}
    assert texts == {"已导入过", "本机交出的"}
    assert not page.trip.board.take.isEnabled()


def test_a_write_protected_stick_says_so_and_can_only_be_read(page, sticks, room, settle):
    plug(page, sticks, room.stick, settle, writable=False)
    assert "写保护" in page.trip.board.sources.cards[0].text()
    assert not page.trip.board.give.isEnabled()
    assert "写保护" in page.trip.board.hint.text()


def test_a_stick_that_cannot_be_written_keeps_what_waits_as_not_given(page, sticks, room, ask, settle):
    ask(records.add, room.high, "code", {"list": "tag", "code": "x_pioneer", "label": "致富带头人"})
    plug(page, sticks, room.stick, settle)
    sticks.drives.clear()
    room.stick.rmdir()
    page.trip.board.give.click()
    settle()
    assert page.trip.done.title.text() == "没有写成"
    assert "U盘" in page.trip.done.words.text()
    page.trip.done.buttons["done.finish"].click()
    settle()
    assert "还有 1 条没交给柿子村" in page.trip.board.peers.lines.item(0).text()


def test_one_bad_file_gets_its_sentence_and_does_not_hold_up_the_others(page, sticks, room, ask, settle):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    (good,) = room.stick.iterdir()
    (room.stick / "坏的.lxp").write_bytes(good.read_bytes()[:-100])
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert "新增 1" in page.trip.done.words.text()
    assert ask(records.count, room.high, Query("household")) == 2


def test_a_file_that_is_no_package_is_told_when_it_is_dropped(page, settle, tmp_path):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"0" * 100)
    page.trip.board.sources.drop([path])
    settle()
    assert page.trip.board.contents.table.item(0, 0).text() == "不能收"
    assert "压缩包" in page.trip.board.contents.table.item(0, 5).text()


def test_stopping_before_anything_went_in_leaves_everything_as_it_was(page, sticks, room, ask, settle, tasks):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    held_up = Event()
    tasks.run(held_up.wait)
    page.trip.board.both.click()
    page.trip.work.stop.click()
    held_up.set()
    settle()
    assert page.trip.stack.currentIndex() == 1
    assert ask(records.count, room.high, Query("household")) == 1


def test_the_inbox_shows_both_values_and_one_button_closes_the_question(
    page, sticks, room, ask, settle, high_context
):
    said: list[tuple[str, bool]] = []
    high_context.line.said.connect(lambda *told: said.append(told))
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert page.tabs.tabText(1) == "两边不一致（1）"
    page.trip.done.buttons["done.look"].click()
    card = page.inbox.card
    assert {each.text() for each in card.uses} == {"用柿子村的", "用大石镇的"}
    assert card.before.text() == "原来是：138****1111"
    next(each for each in card.uses if each.text() == "用大石镇的").click()
    settle()
    assert said[-1] == ("已定下", True)
    assert ask(deciding.count, room.high) == 0
    assert ask(records.get, room.high, "person", room.person)["phone"] == "13800003333"
    assert page.tabs.tabText(1) == "两边不一致"


def test_undoing_a_decision_brings_back_what_was_shown_as_an_ordinary_change(page, sticks, room, ask, settle):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    shown = ask(records.get, room.high, "person", room.person)["phone"]
    page.show_tab("inbox")
    question = page.inbox.card.question
    at = next(n for n, each in enumerate(question.choices) if not each.shown)
    page.inbox.card.uses[at].click()
    settle()
    assert ask(records.get, room.high, "person", room.person)["phone"] == question.choices[at].raw
    ask(room.high.undo)
    settle()
    assert ask(records.get, room.high, "person", room.person)["phone"] == shown
    assert ask(deciding.count, room.high) == 0


def test_hidden_values_are_shown_when_asked_for_and_the_difference_is_said_in_words(
    page, sticks, room, ask, settle
):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("inbox")
    card = page.inbox.card
    assert "看不出不同" in card.difference.text()
    card.reveal.click()
    settle()
    assert {each.words for each in card.question.choices} == {"13800002222", "13800003333"}
    assert "柿子村写“2222”" in card.difference.text()
    assert not card.reveal.isVisible()


def test_removed_here_and_changed_there_is_asked_as_keeping_or_removing(page, sticks, room, ask, settle):
    ask(records.remove, room.high, "person", room.person)
    ask(records.change, room.low, "person", room.person, {"notes": "九月搬回"})
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("inbox")
    assert {each.text() for each in page.inbox.card.uses} == {"保留（柿子村）", "删除（大石镇）"}
    assert not page.inbox.card.other.isVisible()


def test_changes_of_different_fields_are_told_and_ask_nothing(page, sticks, room, ask, settle):
    ask(records.change, room.low, "person", room.person, {"phone": "13800002222"})
    ask(records.change, room.high, "person", room.person, {"notes": "九月搬回"})
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("inbox")
    assert page.inbox.stack.currentIndex() == 0
    page.inbox.merged.click()
    assert page.inbox.parallels.item(0, 0).text() == "张桂花"


def test_the_report_of_a_package_can_be_opened_again_from_the_register(page, sticks, room, ask, settle):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("register")
    row = next(n for n in range(9) if page.register.table.item(n, 1).text() == "收下")
    page.register.table.setCurrentCell(row, 0)
    page.register.open_report()
    settle()
    settle()
    from_window = [each for each in page.window().children() if hasattr(each, "document")]
    sheet = from_window[0]
    assert sheet.document.pageCount() == 1
    sheet.reject()


def test_enter_on_a_changed_record_goes_to_it(page, sticks, room, ask, settle, gone):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    page.trip.board.both.click()
    settle()
    lists = page.trip.preview.lists
    lists.segments["conflicts"].click()
    lists.table.opened.emit(lists.table.current_id or "0")
    assert gone == [("person", room.person)]


def test_what_cannot_go_in_waits_in_quarantine_with_its_reason_and_can_be_refused(
    page, sticks, room, ask, settle
):
    ask(add_orphan, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert "隔离 1" in page.trip.done.words.text()
    assert page.tabs.tabText(2) == "隔离区（1）"
    page.show_tab("quarantine")
    assert "所属的记录还没到" in page.quarantine.reason.text()
    page.quarantine.refuse.click()
    settle()
    assert page.quarantine.stack.currentIndex() == 0
    assert ask(records.count, room.high, Query("household")) == 2


def test_letting_in_what_still_lacks_its_record_is_refused_with_a_sentence(
    page, sticks, room, ask, settle, messages
):
    ask(add_orphan, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("quarantine")
    page.quarantine.let_in.click()
    settle()
    assert "还缺它所属的记录" in messages.said[-1]
    assert page.tabs.tabText(2) == "隔离区（1）"


def test_the_keyboard_alone_goes_from_the_stick_to_pulling_it_out(page, sticks, room, ask, settle, qtbot):
    ask(records.add, room.low, "household", make_household(head="李福"))
    ask(put_on, room.low, room.high, room.stick)
    page.activateWindow()
    page.take_focus()
    plug(page, sticks, room.stick, settle)
    for _ in range(2):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
        settle()
    assert page.trip.done.title.text() == "可以拔出U盘了"
    assert page.window().focusWidget() is page.trip.done.buttons["done.finish"]


def test_an_entry_operator_sees_but_may_not_exchange_nor_decide(
    page, sticks, room, ask, settle, high_context
):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.trip.done.buttons["done.finish"].click()
    settle()
    operator = room.high.operator
    room.high.operator = type(operator)(operator.id, operator.name, "entry")
    page.open()
    settle()
    assert not page.trip.board.both.isEnabled()
    assert "审核员" in page.trip.board.hint.text()
    page.show_tab("inbox")
    page.inbox.read()
    settle()
    assert not any(each.isEnabled() for each in page.inbox.card.uses)


def test_a_step_that_does_not_fit_is_asked_and_struck_out_with_a_reason(
    page, sticks, room, ask, settle, messages, gone
):
    matter = ask(act_apart, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert page.tabs.tabText(1) == "两边不一致（1）"
    page.show_tab("inbox")
    assert page.inbox.beside.currentWidget() is page.inbox.steps
    assert "处置" in page.inbox.steps.step.text()
    assert "销号" in page.inbox.steps.beside.text()
    messages.text = "已经销号，多记了一步"
    page.inbox.steps.strike.click()
    settle()
    assert ask(step_conflicts.step_conflicts, room.high) == []
    assert page.tabs.tabText(1) == "两边不一致"
    assert gone == []
    assert matter


def test_a_form_says_that_a_field_waits_and_leads_to_its_question(
    page, sticks, room, ask, settle, high_context, qtbot
):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    form = Form(high_context, KINDS["person"], (Group("", (("phone",),)),))
    keeper = Keeper(high_context, form, Saving("x", lambda _: "", lambda *_: None))
    panel = FormPanel(high_context, form, keeper, [])
    qtbot.addWidget(panel)
    panel.show()
    keeper.start(room.person, {})
    settle()
    mark = panel.findChild(ConflictMark)
    assert mark.isVisible()
    assert "“电话”两边不一致" in mark.words.text()


def test_the_home_page_leads_to_what_waits(page, sticks, room, ask, settle, high_context, qtbot):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    line = HomeLine(high_context)
    qtbot.addWidget(line)
    line.read()
    settle()
    assert line.links["conflicts"].text() == "1 处两边不一致，等您定"
    assert not line.links["parked"].isVisibleTo(line)
