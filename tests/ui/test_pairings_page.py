"""The pairings page: a pairing with its aid, the 1+5, the cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import pairings, records
from app.desk import Desk
from app.records import Query, Where
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui.context import Context
from ui.pages.pairings import PairingsPage
from ui.tasks import Tasks

Settle = Callable[[], None]


def fill_office(desk: Desk) -> dict[str, str]:
    """Two cadres, an elder and a child; the first cadre helps the elder. Ids by name."""
    with desk.write("import.person") as writer:
        home = writer.add("household", {"head": "张桂花", "group": "三组", "number": "12号"})
        elder = writer.add("person", {"name": "张桂花", "household": home, "phone": "13800130001"})
        child = writer.add("person", {"name": "李小满", "birth": "2017-05-01"})
        wang = writer.add("person", {"name": "王芳", "work_unit": "柿子村村委会"})
        chen = writer.add("person", {"name": "陈志远"})
        for cadre in (wang, chen):
            writer.add("tag", {"owner": cadre, "tag": "cadre", "start": "2024-01-01"})
    helps = {"kind": "five_lone_elder", "helper": wang, "helped": elder, "start": "2026-03-01"}
    pairing = pairings.pair(desk, helps)
    return {"elder": elder, "child": child, "wang": wang, "chen": chen, "home": home, "pairing": pairing}


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill_office, desk)


@pytest.fixture
def page(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[PairingsPage]:
    """The page, open and shown."""
    made = PairingsPage(context)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    qtbot.waitExposed(made)
    context.notices.changed.connect(made.refresh)
    made.open()
    settle()
    yield made
    settle()


@pytest.fixture
def hands(qtbot: QtBot, page: PairingsPage) -> Hands:
    """Hands on the keyboard of the page."""
    return Hands(qtbot, page)


def squares(page: PairingsPage, row: int) -> list[str]:
    model = page.five.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_a_pairing_is_written_down_by_keyboard_alone(page, hands, ids, desk, tasks, qtbot, settle):
    page.new()
    settle()
    hands.type("留守")
    hands.enter()
    hands.enter(2)
    hands.pick(page.form.fields["helper"], "wf")
    hands.pick(page.form.fields["helped"], "lxm")
    hands.enter(2)
    hands.type("每月辅导一次功课")
    hands.next_text()
    settle()
    where = (Where("kind", "=", "five_left_child"),)
    (made,) = asked(qtbot, tasks, records.find, desk, Query("pairing", where=where))
    assert (made["helper"], made["helped"], made["start"]) == (ids["wang"], ids["child"], "2026-11-22")
    assert made["plan"] == "每月辅导一次功课"


def test_aid_is_added_under_the_pairing_line_by_line(page, hands, ids, desk, tasks, qtbot, settle):
    page.open(ids["pairing"])
    settle()
    page.aid.form.focus("form")
    hands.type("慰问")
    hands.enter()
    hands.type("500")
    hands.enter()
    hands.type("中秋慰问")
    hands.enter()
    hands.type("2")
    hands.enter()
    hands.type("盒")
    hands.enter()
    hands.press(Qt.Key.Key_Space)
    hands.enter()
    settle()
    (given,) = asked(qtbot, tasks, records.find, desk, Query("aid"))
    assert (given["pairing"], given["recipient"]) == (ids["pairing"], ids["elder"])
    assert (given["form"], given["amount"], given["quantity"]) == ("condolence", 50000, 2.0)
    assert (given["unit"], given["signed"], given["date"]) == ("盒", 1, "2026-11-22")
    assert page.aid.totals.text() == "共 1 笔，资金 500.00 元，已签领 1 笔；物资：中秋慰问 2盒"


def test_an_entry_of_aid_is_changed_where_it_stands(page, hands, ids, desk, tasks, qtbot, settle):
    entry = {"pairing": ids["pairing"], "date": "2026-10-01", "form": "money", "amount": 10000}
    asked(qtbot, tasks, records.add, desk, "aid", entry)
    page.open(ids["pairing"])
    settle()
    page.aid.table.setFocus()
    page.aid.table.setCurrentCell(0, 0)
    hands.enter()
    page.aid.form.focus("amount")
    page.aid.form.fields["amount"].line.selectAll()
    hands.type("120.5")
    qtbot.mouseClick(page.aid.keep_button, Qt.MouseButton.LeftButton)
    settle()
    (kept,) = asked(qtbot, tasks, records.find, desk, Query("aid"))
    assert kept["amount"] == 12050


def test_half_typed_aid_keeps_the_clerk_until_it_is_right(page, hands, ids, settle):
    page.open(ids["pairing"])
    settle()
    page.aid.form.focus("amount")
    hands.type("500")
    assert not page.leave()
    assert page.aid.form.fields["form"].error == "请填写“帮扶形式”。"


def test_the_one_plus_five_says_in_words_what_is_missing(page, ids, settle):
    page.show_view("five")
    settle()
    assert squares(page, 0) == ["陈志远", *["缺"] * 5, "五类都缺"]
    assert squares(page, 1)[:4] == ["王芳", "缺", "缺", "张桂花"]
    assert squares(page, 1)[-1] == "贫困群众、留守儿童、孤儿、贫困残疾人"


def test_a_missing_square_begins_a_pairing_of_that_kind(page, hands, ids, desk, tasks, qtbot, settle):
    page.show_view("five")
    settle()
    page.five.table.setCurrentCell(0, 2)
    hands.enter()
    settle()
    hands.pick(page.form.fields["helped"], "lxm")
    page.keep()
    settle()
    page.show_view("five")
    settle()
    assert "陈志远" in [squares(page, row)[0] for row in range(2)]
    line = next(squares(page, row) for row in range(2) if squares(page, row)[0] == "陈志远")
    assert line[2] == "李小满"


def test_a_filled_square_opens_its_pairing(page, hands, ids, settle):
    page.show_view("five")
    settle()
    page.five.table.setCurrentCell(1, 3)
    hands.enter()
    settle()
    assert page.keeper.id == ids["pairing"]


def test_the_card_gets_the_next_number_of_the_year(page, ids, desk, tasks, qtbot, settle):
    page.open(ids["pairing"])
    settle()
    button = page.form.fields["card_number"].findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    kept = asked(qtbot, tasks, records.get, desk, "pairing", ids["pairing"])
    assert kept["card_number"] == "2026-0001"


def test_printing_cards_shows_them_and_writes_down_that_they_were_given(
    page, ids, desk, tasks, qtbot, settle
):
    page.print()
    settle()
    assert page.cards.chosen == [ids["pairing"]]
    qtbot.mouseClick(page.cards.show_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.cards.paper.document.pageCount() == 1
    kept = asked(qtbot, tasks, records.get, desk, "pairing", ids["pairing"])
    assert (kept["card_number"], kept["card_issued"]) == ("2026-0001", "2026-11-22")
    page.cards.paper.reject()
    page.cards.reject()


def test_two_sides_that_do_not_fit_the_kind_are_refused_in_words(page, hands, ids, settle, messages):
    page.new()
    settle()
    page.form.load_draft({"kind": "contact_household", "helper": ids["wang"], "helped": ids["child"]})
    page.keep()
    settle()
    assert messages.said[-1].startswith("“党员联户”的被帮扶方应当是户")


def test_the_list_finds_a_pairing_by_either_side(page, ids, desk, qtbot, settle):
    page.list.search.setText("zgh")
    qtbot.waitUntil(lambda: page.list.model.total == 1)
    settle()
    assert page.list.model.row(0).cells[:3] == ("1+5 孤寡老人", "王芳", "张桂花")


def test_an_entry_of_aid_is_shown_under_its_pairing(page, ids, desk, tasks, qtbot, settle):
    entry = {"pairing": ids["pairing"], "date": "2026-10-01", "form": "money", "amount": 10000}
    page.open(asked(qtbot, tasks, records.add, desk, "aid", entry), "aid")
    settle()
    assert page.keeper.id == ids["pairing"]
    assert page.aid.table.rowCount() == 1
