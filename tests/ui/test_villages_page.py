"""各村: who has handed in, a stick for all, PCs struck, a household moved, the list printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.exchange import console, incoming, rekeying, reminding, trips
from app.operators import add_operator
from app.records import Query
from tests.exchange import offices
from tests.factories import make_household, make_person
from tests.ui.fakes import FakeMessages
from tests.ui.office_rooms import Room
from ui.exchange.asserting import AssertSheet
from ui.exchange.console_table import COLUMNS
from ui.exchange.moving import MoveSheet
from ui.pages.villages import VillagesPage
from ui.places import places
from ui.tasks import Tasks

NAMES = {"柿子村": "500110103203", "桃花村": "500110103204", "双桥村": "500110103205"}


class Township:
    """A township with three villages, the first of which has handed in two people."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room = room
        self.context = room.context(lambda: offices.township(folder))
        self.villages: dict[str, Desk] = room.ask(self._villages, folder)
        self.page = VillagesPage(self.context, room.drives)

    def _villages(self, folder: Path) -> dict[str, Desk]:
        made: dict[str, Desk] = {name: offices.village(folder, name, code) for name, code in NAMES.items()}
        for each in made.values():
            offices.join(each, self.context.desk)
        home = records.add(made["柿子村"], "household", make_household(head="张桂花"))
        records.add(made["柿子村"], "person", make_person(household=home, name="张桂花"))
        offices.carry(made["柿子村"], self.context.desk)
        return made

    def opened(self) -> VillagesPage:
        self.page.open()
        self.room.idle()
        return self.page

    def choose(self, name: str) -> str:
        office = self.villages[name].office.id
        self.page.table.mark(office)
        self.room.idle()
        return office

    def column(self, name: str) -> list[str]:
        table = self.page.table
        cells = (table.item(row, COLUMNS.index(name)) for row in range(table.rowCount()))
        return [each.text() for each in cells if each is not None]

    def close(self) -> None:
        for each in self.villages.values():
            self.room.tasks.run(each.close)


@pytest.fixture
def township(qtbot: QtBot, tasks: Tasks, messages: FakeMessages, tmp_path: Path) -> Iterator[Township]:
    room = Room(qtbot, tasks, messages, tmp_path / "stick")
    made = Township(room, tmp_path)
    qtbot.addWidget(made.page)
    messages.path = room.stick
    made.opened()
    yield made
    made.close()
    room.close()


def test_those_that_have_not_handed_in_stand_first_and_in_words(township: Township):
    assert township.column("name") == ["双桥村", "桃花村", "柿子村"]
    assert township.column("handed") == ["未交", "未交", "已交"]
    assert township.column("last") == ["没有交过", "没有交过", "11月20日 第1次"]
    assert township.page.summary.text() == "共 3 个村，本月已交 1 个，未交 2 个"


def test_the_list_is_sorted_by_any_column_both_ways(township: Township):
    township.page.table.sort_by("last")
    assert township.column("name")[-1] == "柿子村"
    township.page.table.sort_by("last")
    assert township.column("name")[0] == "柿子村"


def test_only_those_that_have_not_handed_in(township: Township):
    township.page.missing.setChecked(True)
    assert township.column("name") == ["双桥村", "桃花村"]


def test_one_stick_for_all_villages(township: Township):
    room = township.room
    room.ask(records.add, township.context.desk, "code", {"list": "tag", "code": "x_a", "label": "致富"})
    township.opened()
    assert township.column("waiting") == ["1", "1", "1"]
    township.page.all.click()
    room.idle()
    assert len(list(room.stick.iterdir())) == 3
    assert township.column("waiting") == ["—", "—", "—"]
    assert township.column("unconfirmed") == ["1", "1", "1"]


def test_a_stick_for_the_chosen_ones_only(township: Township):
    township.choose("桃花村")
    assert township.page.some.text() == "给选中的 1 个备U盘"
    township.page.some.click()
    township.room.until(lambda: any(township.room.stick.glob("*.lxp")))
    assert [each.name.partition("→")[2][:3] for each in township.room.stick.iterdir()] == ["桃花村"]


def test_the_mark_moves_to_one_office_while_a_key_is_held_down(township: Township):
    township.page.show()
    window = township.page.windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    township.choose("桃花村")
    QTest.keyRelease(window, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)
    assert township.page.some.text() == "给选中的 1 个备U盘"


def test_a_stick_that_cannot_be_written_is_told(township: Township, tmp_path: Path):
    township.room.messages.path = tmp_path / "gone"
    township.page.all.click()
    township.room.idle()
    assert "没有写成" in township.room.messages.said[-1]


def test_all_of_it_for_one_village(township: Township):
    township.choose("柿子村")
    township.page.village.full.click()
    township.room.idle()
    (file,) = township.room.stick.iterdir()
    assert "（全部）" in file.name


@pytest.mark.parametrize(("what", "status"), [("retire", "已停用"), ("revoke", "已注销")])
def test_a_pc_is_struck_after_asking_and_the_village_stays_in_the_list(
    township: Township, what: str, status: str
):
    township.choose("柿子村")
    pane = township.page.village
    getattr(pane, what).click()
    township.room.idle()
    cell = pane.computers.item(0, 1)
    assert cell is not None and cell.text() == status
    assert "柿子村" in township.column("name")
    assert "没有在用的电脑" in township.column("notes")[township.column("name").index("柿子村")]
    assert not pane.full.isEnabled()


def test_a_village_that_went_elsewhere_leaves_the_list(township: Township):
    township.choose("双桥村")
    township.page.village.let_go.click()
    township.room.idle()
    assert township.column("name") == ["桃花村", "柿子村"]


def test_a_no_changes_nothing(township: Township):
    township.choose("双桥村")
    township.room.messages.answers = [1, 1, 1]
    for each in (township.page.village.let_go, township.page.village.retire, township.page.village.revoke):
        each.click()
    township.room.idle()
    assert len(township.column("name")) == 3


def test_a_household_moves_from_one_village_to_another(township: Township, qtbot: QtBot):
    room, lines = township.room, township.room.ask(console.below, township.context.desk)
    start = next(each for each in lines if each.name == "柿子村")
    sheet = MoveSheet(township.context, lines, start, None)
    qtbot.addWidget(sheet)
    sheet.do.click()
    assert "请先选一户" in sheet.wrong.text()
    (home,) = room.ask(records.find, township.context.desk, Query("household"))
    sheet.household.set_value(home.id)
    sheet.target.setCurrentText("桃花村")
    sheet.do.click()
    room.idle()
    moved = room.ask(records.get, township.context.desk, "household", home.id)
    assert moved.office == township.villages["桃花村"].office.id


def test_a_household_of_another_village_is_not_moved(township: Township, qtbot: QtBot):
    room, lines = township.room, township.room.ask(console.below, township.context.desk)
    start = next(each for each in lines if each.name == "桃花村")
    sheet = MoveSheet(township.context, lines, start, None)
    qtbot.addWidget(sheet)
    (home,) = room.ask(records.find, township.context.desk, Query("household"))
    sheet.household.set_value(home.id)
    sheet.do.click()
    room.idle()
    assert "不是“桃花村”的" in sheet.wrong.text()


def test_the_paper_of_a_new_key_goes_onto_every_stick(township: Township):
    room = township.room
    township.page.key.click()
    room.idle()
    township.page.all.click()
    room.idle()
    village = township.villages["柿子村"]
    (paper,) = [each for each in room.ask(trips.look, village, room.stick) if each.standing == trips.PAPER]
    room.ask(rekeying.take_new_key, village, paper.found.paths[0])
    (new,) = [each for each in room.ask(trips.look, village, room.stick) if each.standing == trips.NEW]
    assert room.ask(incoming.take, village, new.found.paths[0]).state == "taken"


def test_the_page_fits_a_small_screen(township: Township):
    least = township.page.minimumSizeHint()
    assert (least.width() <= 1093 - 104, least.height() <= 614 - 100) == (True, True)


def test_the_digits_of_our_key_are_told(township: Township):
    township.page.digits.click()
    township.room.idle()
    assert len(township.room.messages.said[-1].partition("：")[2].split()) == 5


def test_the_list_of_those_to_be_reminded_is_a_paper(township: Township):
    made = township.room.ask(reminding.reminder_pages, township.context.desk)
    assert made.pdf.startswith(b"%PDF")
    model = township.room.ask(reminding.reminder_model, township.context.desk)
    words = repr(model)
    assert "双桥村" in words and "桃花村" in words and "2026年11月未交数据的单位名单" in words


def test_only_an_administrator_strikes_and_moves(township: Township):
    operator = township.context.desk.operator
    township.context.desk.operator = type(operator)(operator.id, operator.name, "review")
    township.choose("柿子村")
    pane = township.page.village
    acts = (pane.retire, pane.revoke, pane.let_go, pane.move_one)
    assert [each.isEnabled() for each in acts] == [False] * 4
    assert pane.full.isEnabled()


def test_without_anybody_below_the_page_says_how_to_begin(
    qtbot: QtBot, tasks: Tasks, messages: FakeMessages, tmp_path: Path
):
    room = Room(qtbot, tasks, messages, tmp_path / "stick")
    page = VillagesPage(room.context(lambda: offices.county(tmp_path)), room.drives)
    qtbot.addWidget(page)
    page.open()
    room.idle()
    assert not page.empty.isHidden() and not page.all.isEnabled()
    room.close()


def test_each_level_has_its_own_place():
    levels = {each.name: each.levels for each in places() if each.name in ("villages", "townships")}
    assert levels == {"villages": {"township"}, "townships": {"county"}}


def test_the_township_s_records_are_said_again_when_a_second_person_agrees(township: Township):
    room = township.room
    room.ask(add_operator, township.context.desk, "李审核", "review", "审核的密码一", offices.CHEAP)
    township.choose("柿子村")
    township.page.village.assert_all.click()
    room.idle()
    (sheet,) = township.page.window().findChildren(AssertSheet)
    sheet.password.setText("不对")
    sheet.do.click()
    room.until(lambda: bool(sheet.wrong.text()))
    assert sheet.wrong.text().startswith("密码不对")
    sheet.password.setText("审核的密码一")
    sheet.do.click()
    room.until(lambda: not sheet.isVisible())
    township.opened()
    waiting = dict(zip(township.column("name"), township.column("waiting"), strict=True))
    assert int(waiting["柿子村"]) >= 2
