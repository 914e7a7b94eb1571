"""数据交换 in the window: two real offices, a folder that plays the stick, no network."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import Qt

from app import records
from app.exchange import trips
from app.records import Query
from tests.factories import make_household
from tests.ui.exchange.room import plug, put_on, quarrel, take_in


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
