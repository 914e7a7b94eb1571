"""The visits page: a trip recorded by keyboard, the same as last time, phrases, a need made a matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.records import Query, Record
from tests.ui.asking import asked
from tests.ui.keys import CONTROL, Hands
from ui.context import Context
from ui.pages.visit_filters import OfferedFilter
from ui.pages.visit_recording import record
from ui.pages.visits import VisitsPage
from ui.tasks import Tasks

Settle = Callable[[], None]


def fill_office(desk: Desk) -> dict[str, str]:
    """Two households and a cadre; ids by name."""
    with desk.write("import.household") as writer:
        zhang = writer.add("household", {"head": "张桂花", "group": "三组", "number": "12号"})
        li = writer.add("household", {"head": "李长顺", "group": "四组", "number": "3号"})
        writer.add("person", {"name": "张桂花", "household": zhang, "relation": "02"})
        writer.add("person", {"name": "李小满", "household": li, "relation": "20"})
        cadre = writer.add("person", {"name": "王芳"})
    return {"zhang": zhang, "li": li, "cadre": cadre}


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill_office, desk)


@pytest.fixture
def page(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[VisitsPage]:
    """The page, open and shown."""
    made = VisitsPage(context)
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
def hands(qtbot: QtBot, page: VisitsPage) -> Hands:
    """Hands on the keyboard of the page."""
    return Hands(qtbot, page)


def visits_kept(qtbot: QtBot, tasks: Tasks, desk: Desk) -> list[Record]:
    return asked(qtbot, tasks, records.find, desk, Query("visit", order=("row",)))


def begin(page: VisitsPage, hands: Hands, settle: Settle) -> None:
    page.new()
    settle()
    assert hands.at is page.households.line


def test_a_trip_to_two_households_is_recorded_by_keyboard_alone(page, hands, ids, desk, tasks, qtbot, settle):
    begin(page, hands, settle)
    hands.pick(page.households, "zgh")
    hands.pick(page.households, "lxm")
    hands.enter()
    hands.pick(page.form.fields["visitors"], "wf")
    hands.enter(5)
    hands.type("了解秋收情况")
    hands.next_text(2)
    hands.type("希望维修入户路")
    hands.next_text(3)
    settle()
    first, second = visits_kept(qtbot, tasks, desk)
    assert (first["household"], second["household"]) == (ids["zhang"], ids["li"])
    assert first["trip"] == second["trip"]
    assert first["visitors"] == second["visitors"] == [ids["cadre"]]
    assert (first["date"], first["method"], first["content"]) == ("2026-11-22", "home", "了解秋收情况")
    assert (first["needs"], second["needs"]) == (None, "希望维修入户路")
    assert page.keeper.id == second.id


def test_the_same_as_last_time_copies_who_and_how_but_never_what_was_said(
    page, hands, ids, desk, tasks, qtbot, settle
):
    trip = {"visitors": [ids["cadre"]], "companions": "驻村工作队", "method": "phone"}
    said = {"household": [ids["zhang"]], "date": "2026-11-01", "content": "旧内容", "reflection": "旧体会"}
    asked(qtbot, tasks, record, desk, {**trip, **said})
    begin(page, hands, settle)
    hands.press(Qt.Key.Key_F7)
    settle()
    shown = page.form.values()
    assert {name: shown[name] for name in trip} == trip
    assert (shown["date"], shown["content"], shown["reflection"]) == ("2026-11-22", None, None)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_phrase_is_inserted_with_two_keys(page, hands, ids, qtbot, settle):
    begin(page, hands, settle)
    page.form.focus("content")
    hands.type("到家里看了")
    hands.press(Qt.Key.Key_F4)
    content = page.form.fields["content"]
    qtbot.waitUntil(content.menu.isVisible)
    qtbot.keyClick(content.menu, Qt.Key.Key_Down)
    qtbot.keyClick(content.menu, Qt.Key.Key_Return)
    assert content.value() == "到家里看了；宣传医保缴费政策"


def test_the_reflection_gets_a_question_and_no_phrases(page, hands, settle):
    begin(page, hands, settle)
    reflection = page.form.fields["reflection"]
    assert reflection.text.placeholderText().endswith("（请用自己的话写）")
    assert reflection.value() is None
    assert not hasattr(reflection, "phrases")


def test_a_need_becomes_a_matter_with_one_key_while_the_visit_is_still_new(
    page, hands, ids, desk, tasks, qtbot, settle
):
    begin(page, hands, settle)
    hands.pick(page.households, "zgh")
    page.form.focus("content")
    hands.type("看望老人")
    hands.next_text()
    hands.type("路灯不亮")
    hands.press(Qt.Key.Key_M, CONTROL)
    settle()
    (matter,) = asked(qtbot, tasks, records.find, desk, Query("matter"))
    assert (matter["description"], matter["household"]) == ("路灯不亮", ids["zhang"])
    assert matter["visit"] == page.keeper.id
    assert page.matters.lines.count() == 1


def test_a_visit_to_nobody_says_so_beside_the_field(page, hands, settle, context):
    begin(page, hands, settle)
    page.form.focus("content")
    hands.type("开了院坝会")
    page.keep()
    settle()
    assert page.households.error.startswith("请选择走访户")
    assert page.keeper.id is None


def test_going_back_to_one_household_keeps_its_needs(page, hands, settle):
    begin(page, hands, settle)
    hands.pick(page.households, "zgh")
    page.form.focus("needs")
    hands.type("要修路")
    page.form.focus("household")
    hands.pick(page.households, "lxm")
    assert len(page.needs.entries) == 2
    hands.press(Qt.Key.Key_Backspace)
    assert page.form.values()["needs"] == "要修路"


def test_the_list_finds_visits_by_a_member_of_the_household(page, ids, desk, tasks, qtbot, settle):
    for home, content in (("zhang", "看望老人"), ("li", "核对人口")):
        trip = {"household": [ids[home]], "date": "2026-11-02", "content": content}
        asked(qtbot, tasks, record, desk, trip)
    page.list.search.setText("李小满")
    qtbot.waitUntil(lambda: page.list.model.total == 1)
    settle()
    assert page.list.model.row(0).cells[3] == "核对人口"


def test_the_group_filter_shows_the_visits_of_that_group(page, ids, desk, tasks, qtbot, settle):
    for home in ("zhang", "li", "li"):
        asked(qtbot, tasks, record, desk, {"household": [ids[home]], "date": "2026-11-02", "content": "走访"})
    page.open()
    settle()
    group = page.list.findChildren(OfferedFilter)[1]
    group.setCurrentIndex(group.findText("四组"))
    group.activated.emit(group.currentIndex())
    settle()
    assert page.list.model.total == 2


def test_a_deleted_visit_comes_back_with_undo(page, ids, desk, tasks, qtbot, settle):
    trip = {"household": [ids["zhang"]], "date": "2026-11-02", "content": "走访"}
    id = asked(qtbot, tasks, record, desk, trip)
    page.open(id)
    settle()
    page.remove()
    settle()
    assert page.list.model.total == 0
    asked(qtbot, tasks, desk.undo)
    settle()
    assert page.list.model.total == 1


def test_a_photo_is_kept_with_the_visit(page, ids, desk, tasks, qtbot, settle, messages, tmp_path):
    trip = {"household": [ids["zhang"]], "date": "2026-11-02", "content": "走访"}
    page.open(asked(qtbot, tasks, record, desk, trip))
    settle()
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    messages.path = tmp_path / "张家新路.png"
    assert picture.save(str(messages.path))
    qtbot.mouseClick(page.photos.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.photos.buttons) == 1)
    assert page.photos.buttons[0].toolTip() == "张家新路.jpg"


def test_what_is_typed_while_a_field_is_being_saved_stays(page, hands, ids, desk, tasks, qtbot, settle):
    trip = {"household": [ids["zhang"]], "date": "2026-11-02", "content": "走访"}
    id = asked(qtbot, tasks, record, desk, trip)
    page.open(id)
    settle()
    page.form.focus("next_step")
    hands.type("下周回访")
    hands.next_text()
    hands.type("这户")
    settle()
    hands.type("不容易")
    settle()
    page.keep()
    settle()
    kept = asked(qtbot, tasks, records.get, desk, "visit", id)
    assert (kept["next_step"], kept["reflection"]) == ("下周回访", "这户不容易")
    assert hands.at is page.form.fields["reflection"].text


def test_typing_goes_on_where_it_was_after_a_new_visit_is_saved(page, hands, settle):
    begin(page, hands, settle)
    hands.pick(page.households, "zgh")
    page.form.focus("content")
    hands.type("roof")
    page.keep()
    settle()
    assert page.keeper.id is not None
    hands.type(" leaks")
    assert page.form.values()["content"] == "roof leaks"


def test_coming_from_a_household_card_begins_a_visit_to_it(page, ids, settle):
    page.open(ids["li"], "household")
    settle()
    assert page.panel.isVisible()
    assert page.form.fields["household"].value() == [ids["li"]]


def test_coming_from_a_person_begins_a_visit_to_that_person(page, ids, settle):
    page.open(ids["cadre"], "person")
    settle()
    assert page.form.fields["person"].value() == ids["cadre"]
    assert page.form.fields["person"].isVisible()


def test_coming_from_the_workbench_begins_an_empty_visit(page, hands, settle):
    page.open(None, "new")
    settle()
    assert page.panel.isVisible()
    assert hands.at is page.households.line
