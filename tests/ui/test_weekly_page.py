"""周清单: the three lists, a week chosen by keys, handed in with one button; above it, who has handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import matters
from app.desk import Desk
from app.ledgers.weekly_sheet import keep_folder
from app.matters.weekly import Week, hand_in, hand_ins
from tests.app.village_desk import add_matter
from tests.exchange import offices
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from tests.ui.keys import Hands
from tests.ui.office_rooms import Room
from ui.context import Context
from ui.pages.paper import PaperSheet
from ui.pages.weekly import WeeklyPage
from ui.tasks import Tasks

Settle = Callable[[], None]
THIS = Week(2026, 47)
NAMES = {"柿子村": "500110103203", "桃花村": "500110103204"}


def a_week(desk: Desk) -> dict[str, str]:
    """One matter that is new, one that goes on."""
    new = add_matter(desk, opened="2026-11-17", description="路灯不亮", original_words="黑得很")
    old = add_matter(desk, opened="2026-11-03", description="水压小")
    matters.act(desk, old, "accept", {"date": "2026-11-19", "text": "村里受理"})
    return {"new": new, "old": old}


@pytest.fixture
def page(
    context: Context, qtbot: QtBot, tasks: Tasks, settle: Settle, tmp_path: Path
) -> Iterator[WeeklyPage]:
    asked(qtbot, tasks, a_week, context.desk)
    made = WeeklyPage(context, tmp_path)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    qtbot.waitExposed(made)
    context.notices.changed.connect(made.refresh)
    made.open()
    settle()
    yield made
    settle()


def cells(page: WeeklyPage) -> list[list[str]]:
    assert page.own is not None
    table = page.own.lists.table
    return [
        [item.text() for column in range(table.columnCount()) if (item := table.item(row, column))]
        for row in range(table.rowCount())
    ]


def test_the_three_lists_tell_what_changed_in_words(page: WeeklyPage):
    assert page.own is not None
    lists = page.own.lists
    assert lists.summary.text() == "2026年第47周：新增 1 件，推进 1 件（本周有进展 1 件），销号 0 件。"
    assert [button.text() for button in lists.segments.values()] == ["新增 1", "推进 1", "已销号 0"]
    assert cells(page) == [["11.17", "", "路灯不亮", "本周收集", "已收集", "", ""]]
    assert "群众原话：黑得很" in lists.detail.toPlainText()
    lists.show_list("progressed")
    assert cells(page)[0][3:5] == ["11.19 受理", "已受理"]
    assert "11.19 受理：村里受理" in lists.detail.toPlainText()


def test_one_button_writes_the_files_notes_the_hand_in_and_shows_the_paper(
    page: WeeklyPage, qtbot: QtBot, tasks: Tasks, settle: Settle, tmp_path: Path
):
    assert page.own is not None
    assert page.own.status.text() == "这一周还没有交。"
    qtbot.mouseClick(page.hand_in_button, Qt.MouseButton.LeftButton)
    settle()
    folder = tmp_path / "问题清单周报"
    assert {each.suffix for each in folder.iterdir()} == {".pdf", ".xlsx"}
    sheet = page.sheet
    assert sheet is not None and "已记下：2026年第47周的清单已交" in sheet.words.text()
    assert "请把打印的清单送上级" in sheet.words.text()
    sheet.reject()
    settle()
    assert page.own.status.text().startswith("已于 11月22日 交。")
    assert asked(qtbot, tasks, page.context.desk.undo) == "weekly.hand_in"
    settle()
    assert page.own.status.text() == "这一周还没有交。"


def test_a_change_after_handing_in_asks_to_hand_in_again_and_that_updates(
    page: WeeklyPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    assert page.own is not None
    asked(qtbot, tasks, hand_in, page.context.desk, THIS)
    asked(qtbot, tasks, add_matter, page.context.desk, opened="2026-11-20")
    settle()
    assert "交了以后又有变化" in page.own.status.text()
    page.hand_in()
    settle()
    papers = asked(qtbot, tasks, hand_ins, page.context.desk, THIS)
    assert [each.counts and each.counts.added for each in papers.values()] == [2]


def test_weeks_are_chosen_by_arrows_by_number_and_at_the_side(page: WeeklyPage, qtbot: QtBot, settle: Settle):
    assert page.own is not None
    page.take_focus()
    hands = Hands(qtbot, page)
    hands.press(Qt.Key.Key_Left)
    settle()
    assert page.week.week == THIS.before()
    page.week.number.selectAll()
    hands.type("45")
    hands.enter()
    settle()
    assert page.week.week == Week(2026, 45) and "第45周" in page.own.lists.summary.text()
    page.own.earlier.setFocus()
    page.own.earlier.mark("2026-W47")
    settle()
    assert page.week.week == THIS
    page.open("2025-W52")
    settle()
    assert page.week.week == Week(2025, 52)


def test_what_is_no_week_is_refused_in_words(page: WeeklyPage, qtbot: QtBot):
    said: list[str] = []
    page.week.refused.connect(said.append)
    page.week.number.setText("60")
    page.week.number.returnPressed.emit()
    assert page.week.week == THIS and "没有这一周：60" in said[0]


def test_the_weeks_before_say_whether_they_were_handed_in(
    page: WeeklyPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    assert page.own is not None
    asked(qtbot, tasks, hand_in, page.context.desk, THIS.before())
    settle()
    table = page.own.earlier
    told = [item.text() for row in range(4) if (item := table.item(row, 1))]
    assert told == ["本周还没交", "已交 增0 推1 销0", "未交", "未交（没有事项）"]


def test_everything_goes_by_keyboard_alone(page: WeeklyPage, qtbot: QtBot, settle: Settle):
    assert page.own is not None
    page.take_focus()
    hands = Hands(qtbot, page)
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.own.lists.name == "progressed"
    opened: list[str] = []
    page.own.lists.opened.connect(opened.append)
    page.own.lists.table.setFocus()
    hands.enter()
    assert len(opened) == 1
    hands.press(Qt.Key.Key_F9)
    settle()
    assert page.sheet is not None and page.sheet.print_button.isEnabled()
    page.sheet.reject()


def test_the_folder_of_the_files_may_be_another(
    page: WeeklyPage, messages: FakeMessages, settle: Settle, tmp_path: Path
):
    assert page.own is not None
    messages.path = tmp_path / "交镇里"
    page.own.change_folder.click()
    settle()
    assert page.own.folder.text() == f"文件存到：{tmp_path / '交镇里'}"
    page.hand_in()
    settle()
    assert len(list((tmp_path / "交镇里").iterdir())) == 2


class Above:
    """A township with two villages, one of which has handed in."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room = room
        self.context = room.context(lambda: offices.township(folder))
        self.villages: dict[str, Desk] = room.ask(self._villages, folder)
        self.page = WeeklyPage(self.context, folder)

    def _villages(self, folder: Path) -> dict[str, Desk]:
        made: dict[str, Desk] = {name: offices.village(folder, name, code) for name, code in NAMES.items()}
        for each in made.values():
            offices.join(each, self.context.desk)
            add_matter(each, opened="2026-11-17", description=f"{each.office.name}的路灯")
        hand_in(made["柿子村"], THIS)
        for each in made.values():
            offices.carry(each, self.context.desk)
        return made

    def told(self) -> list[list[str]]:
        assert self.page.above is not None
        table = self.page.above.table
        return [
            [item.text() for at in (0, 1, 2) if (item := table.item(row, at))]
            for row in range(table.rowCount())
        ]


@pytest.fixture
def above(qtbot: QtBot, tasks: Tasks, messages: FakeMessages, tmp_path: Path) -> Iterator[Above]:
    room = Room(qtbot, tasks, messages, tmp_path / "stick")
    made = Above(room, tmp_path)
    qtbot.addWidget(made.page)
    made.page.resize(1262, 700)
    made.page.show()
    made.page.open()
    room.idle()
    yield made
    for each in made.villages.values():
        tasks.run(each.close)
    room.close()


def test_the_township_sees_who_handed_in_with_the_numbers_who_did_not_first(above: Above):
    assert above.page.above is not None
    assert above.told() == [
        ["桃花村", "还没交", "未交（没有事项）"],
        ["柿子村", "已交 增1 推0 销0", "未交（没有事项）"],
    ]
    assert above.page.above.summary.text() == "2026年第47周：村 2 个，已交 1 个，未交 1 个"
    assert not above.page.hand_in_button.isVisible()
    above.page.above.only_missing.setChecked(True)
    assert [row[0] for row in above.told()] == ["桃花村"]


def test_a_village_is_opened_and_its_list_read(above: Above):
    pane = above.page.above
    assert pane is not None
    pane.table.mark(above.villages["柿子村"].office.id)
    above.room.idle()
    item = pane.lists.table.item(0, 2)
    assert item is not None and item.text() == "柿子村的路灯"
    assert "新增 1 件" in pane.told.text()
    pane.table.setCurrentCell(pane.table.currentRow(), 2)
    above.room.idle()
    assert "第46周" in pane.lists.summary.text() and pane.lists.table.rowCount() == 0


@pytest.mark.parametrize("press", ["merged", "one", "remind"])
def test_all_together_one_village_and_the_reminder_are_printed(above: Above, press: str):
    getattr(above.page, press).click()
    above.room.idle()
    sheet = above.page.sheet
    assert isinstance(sheet, PaperSheet)
    above.room.until(lambda: sheet.print_button.isEnabled())
    assert sheet.document.pageCount() >= 1
    sheet.reject()


def test_a_township_without_villages_says_what_comes_first(
    qtbot: QtBot, tasks: Tasks, messages: FakeMessages, tmp_path: Path
):
    room = Room(qtbot, tasks, messages, tmp_path / "stick")
    page = WeeklyPage(room.context(lambda: offices.township(tmp_path)), tmp_path)
    qtbot.addWidget(page)
    page.show()
    page.open()
    room.idle()
    assert page.above is not None and page.above.empty.isVisible() and not page.merged.isEnabled()
    room.close()


def test_who_may_not_save_files_hands_in_on_paper(
    page: WeeklyPage, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    keep_nothing = page.context.desk.home / "papers"
    asked(qtbot, tasks, keep_folder, page.context.desk, keep_nothing)
    page.context.desk.operator = type(page.context.desk.operator)("x", "小李", "entry")
    page.hand_in()
    settle()
    assert page.sheet is not None and "存成文件要审核员或管理员登录" in page.sheet.words.text()
    assert not keep_nothing.exists()
    page.sheet.reject()
