"""The desk: lists with counts, rows, filters, one matter beside them, one act for many, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from app import matters, records
from app.desk import Desk
from app.matters import Act, State
from app.records import Query
from tests.ui.asking import asked
from tests.ui.keys import CONTROL, Hands
from ui.context import Context
from ui.desk.acts_bar import FAST, SORTING
from ui.desk.bulk_acts import offered
from ui.navigation import Navigation, Place
from ui.pages.desk import DeskPage
from ui.pages.handbook_act import ActDialog
from ui.tasks import Tasks

Settle = Callable[[], None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def fill(desk: Desk) -> dict[str, str]:
    """Matters at several places of their way; ids by what they are."""
    with desk.write("import.household") as writer:
        home = writer.add("household", {"head": "张桂花", "group": "三组", "number": "12号"})
        unit = writer.add("organization", {"name": "镇水利站", "type": "department"})
        ids: dict[str, str] = {}
        for name, category in (("fresh", "road"), ("lamp", "power"), ("late", "water"), ("done", "road")):
            ids[name] = writer.add("matter", {
                "opened": "2026-11-02", "description": f"第{len(ids) + 1}件事", "household": home,
                "category": category, "channel": "visit", "original_words": "路烂得走不得",
            })  # fmt: skip
    steps: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "lamp": [("accept", {})],
        "late": [("accept", {"deadline": "2026-11-19"}), ("handle", {})],
        "done": [("accept", {}), ("handle", {}), ("finish", {"result": "done"})],
    }
    for name, taken in steps.items():
        for act, values in taken:
            matters.act(desk, ids[name], act, values)
    return {**ids, "home": home, "unit": unit}


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill, desk)


@pytest.fixture
def went(context: Context) -> list[tuple[str, object]]:
    """The places that somebody asked for, with the record."""
    return []


@pytest.fixture
def page(
    context: Context, went: list[tuple[str, object]], ids: dict[str, str], qtbot: QtBot, settle: Settle
) -> Iterator[DeskPage]:
    """The page, come to rest on its first list."""
    handbook = Place("handbook", "工作手册", "handbook", lambda _: None, ("matter",))
    below = [
        Place("weekly", "每周清单", "list", lambda _: None, under="desk"),
        Place("far", "镇里才有", "list", lambda _: None, (), frozenset({"township"}), "desk"),
    ]
    navigation = Navigation([handbook, *below])
    navigation.asked.connect(lambda place, id, _: went.append((place, id)))
    made = DeskPage(replace(context, navigation=navigation))
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    qtbot.waitExposed(made)
    context.notices.changed.connect(made.refresh)
    made.open()
    rest(qtbot, made, settle)
    yield made
    settle()


def rest(qtbot: QtBot, page: DeskPage, settle: Settle) -> None:
    """Wait until nothing is being read and what is offered has been told."""
    settle()
    qtbot.waitUntil(lambda: not page._offering.isActive())
    settle()


def shown(page: DeskPage) -> list[str]:
    rows = [page.list.model.row(number) for number in range(page.list.model.total)]
    return [row.id for row in rows if row is not None]


def show(page: DeskPage, name: str, qtbot: QtBot, settle: Settle) -> None:
    page.show_list(name)
    rest(qtbot, page, settle)


def mark_all(page: DeskPage, qtbot: QtBot, settle: Settle) -> None:
    page.list.table.selectAll()
    rest(qtbot, page, settle)


def state(qtbot: QtBot, tasks: Tasks, desk: Desk, id: str) -> State:
    return asked(qtbot, tasks, matters.state_of, desk, id).state


def test_the_page_comes_to_the_first_list_with_anything_on_it(page: DeskPage, ids: dict[str, str]) -> None:
    assert page.lists.current_id == "to_sort"
    assert sorted(shown(page)) == sorted([ids["fresh"], ids["lamp"]])
    counts = {name: page.lists.count_of(name) for name in ("to_sort", "overdue", "to_feed_back", "open")}
    assert counts == {"to_sort": 2, "overdue": 1, "to_feed_back": 1, "open": 4}


def test_a_deadline_that_has_passed_says_so_in_words_and_in_red(page, ids, qtbot, settle):
    show(page, "overdue", qtbot, settle)
    row = page.list.model.row(0)
    assert row is not None and "超期3天 11-19" in row.cells
    assert row.inks[row.cells.index("超期3天 11-19")] == "danger"


def test_the_matter_beside_the_list_tells_who_said_what(page, ids, qtbot, settle):
    page.list.table.selectRow(0)
    rest(qtbot, page, settle)
    assert page.matter.original.text() == "群众原话：“路烂得走不得”"
    told = [each.text() for each in page.matter.facts.findChildren(type(page.matter.original))]
    assert "张桂花（三组12号）" in told
    assert set(page.matter.course.buttons) == set(page.bar.offered) & set(page.matter.course.buttons)


def test_filters_narrow_the_list_and_words_find(page, ids, qtbot, settle):
    show(page, "open", qtbot, settle)
    category = next(box for box in page.list._filters if box.accessibleName() == "类别")
    category.setCurrentIndex(category.findText("道路交通"))
    category.changed.emit()
    rest(qtbot, page, settle)
    assert sorted(shown(page)) == sorted([ids["fresh"], ids["done"]])
    page.list.clear_filters()
    page.list.search.insert("第2件")
    qtbot.waitUntil(lambda: page.list.model.total == 1)
    assert shown(page) == [ids["lamp"]]


def test_a_list_is_narrowed_to_a_responsible_organization(page, ids, desk, tasks, qtbot, settle):
    values = {"organization": ids["unit"]}
    asked(qtbot, tasks, records.change, desk, "matter", ids["late"], values)
    show(page, "open", qtbot, settle)
    box = page.narrowing["organization"]
    assert [box.itemText(each) for each in range(box.count())] == ["责任单位：全部", "镇水利站（1）"]
    box.setCurrentIndex(1)
    box.changed.emit()
    rest(qtbot, page, settle)
    assert shown(page) == [ids["late"]]


def test_one_key_sorts_the_marked_matter_and_work_goes_on_with_the_next(
    page, ids, desk, tasks, qtbot, settle
):
    page.list.focus_list()
    rest(qtbot, page, settle)
    first, second = shown(page)
    qtbot.keyClick(page.list.table, Qt.Key.Key_1)
    rest(qtbot, page, settle)
    assert state(qtbot, tasks, desk, first) is State.VILLAGE
    assert page.list.table.current_id == second == page.matter.id
    asked(qtbot, tasks, desk.undo)
    assert state(qtbot, tasks, desk, first) in (State.COLLECTED, State.ACCEPTED)


def test_several_are_marked_by_keyboard_and_explained_together(page, ids, desk, tasks, qtbot, settle):
    page.list.focus_list()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Down, SHIFT)
    rest(qtbot, page, settle)
    assert page.marks.count == 2
    qtbot.keyClick(page.list.table, Qt.Key.Key_3)
    dialog = page.acts.dialog
    assert isinstance(dialog, ActDialog)
    dialog.form.fields["result"].set_value("elsewhere")
    dialog.form.fields["text"].focus_input()
    hands = Hands(qtbot, dialog)
    hands.type("请到县医保窗口办理")
    hands.next_text(3)
    rest(qtbot, page, settle)
    for name in ("fresh", "lamp"):
        assert state(qtbot, tasks, desk, ids[name]) is State.EXPLAINED
    asked(qtbot, tasks, desk.undo)
    assert state(qtbot, tasks, desk, ids["fresh"]) is State.COLLECTED


def test_handing_up_pressed_twice_hands_up_once(page, ids, desk, tasks, qtbot, settle):
    page.list.focus_list()
    rest(qtbot, page, settle)
    marked = page.list.table.current_id
    for _ in range(2):
        qtbot.keyClick(page.list.table, Qt.Key.Key_2)
    rest(qtbot, page, settle)
    assert state(qtbot, tasks, desk, marked) is State.ESCALATED
    other = next(ids[name] for name in ("fresh", "lamp") if ids[name] != marked)
    assert state(qtbot, tasks, desk, other) in (State.COLLECTED, State.ACCEPTED)


def test_end_marks_the_last_matter_as_well_as_showing_it(page, qtbot, settle):
    page.list.focus_list()
    for held in (Qt.KeyboardModifier.NoModifier, CONTROL):
        page.list.table.selectRow(0)
        qtbot.keyClick(page.list.table, Qt.Key.Key_End, held)
        rest(qtbot, page, settle)
        assert page.marks.ids == [page.list.table.current_id] == [shown(page)[-1]]


def test_words_begun_for_one_matter_do_not_stand_there_for_the_next(page, ids, qtbot, settle):
    for name, told in (("fresh", ""), ("lamp", ""), ("fresh", "已当面说明")):
        page.acts.begin(Act.EXPLAIN, "解释疏导", [ids[name]], "to_sort", None)
        settle()
        dialog = page.acts.dialog
        assert isinstance(dialog, ActDialog)
        assert (dialog.form.fields["text"].value() or "") == told
        if name == "fresh":
            dialog.form.fields["text"].focus_input()
            Hands(qtbot, dialog).type("" if told else "已当面说明")
        dialog.reject()
        settle()


def test_the_space_bar_marks_one_more(page, qtbot, settle):
    page.list.focus_list()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Down, CONTROL)
    assert page.marks.count == 1
    qtbot.keyClick(page.list.table, Qt.Key.Key_Space)
    rest(qtbot, page, settle)
    assert page.marks.count == 2
    qtbot.keyClick(page.list.table, Qt.Key.Key_Space)
    assert page.marks.count == 1


def test_those_refused_are_listed_with_their_sentence_and_stay_marked(page, ids, desk, tasks, qtbot, settle):
    show(page, "open", qtbot, settle)
    mark_all(page, qtbot, settle)
    page.begin(Act.FEED_BACK)
    dialog = page.acts.dialog
    assert isinstance(dialog, ActDialog)
    dialog.form.fields["text"].set_value("当面告诉了")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    rest(qtbot, page, settle)
    refusals = page.acts.refusals
    assert refusals is not None and refusals.isVisible()
    assert refusals.table.rowCount() == 3
    said = [item.text() for row in range(3) if (item := refusals.table.item(row, 1)) is not None]
    assert "现在不能“反馈”：这件事项处于“已收集”。现在可以：受理、直办。" in said
    assert state(qtbot, tasks, desk, ids["done"]) is State.FED_BACK
    refusals.reject()


def test_an_act_that_none_of_them_takes_keeps_its_window_and_says_why(page, ids, qtbot, settle):
    page.list.focus_list()
    rest(qtbot, page, settle)
    page.begin(Act.EVALUATE)
    dialog = page.acts.dialog
    assert isinstance(dialog, ActDialog)
    dialog.form.fields["result"].set_value("satisfied")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    rest(qtbot, page, settle)
    assert dialog.isVisible() and "现在不能“评议”" in dialog._wrong.text()
    dialog.reject()


def test_solved_on_the_spot_is_one_sheet_and_leaves_what_is_not_reported_on_its_list(
    page, ids, desk, tasks, qtbot, settle
):
    page.list.focus_list()
    rest(qtbot, page, settle)
    page.begin(FAST)
    sheet = page.acts.dialog
    assert sheet is not None
    Hands(qtbot, sheet).type("灯泡换好了")
    sheet.reported.setChecked(False)
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    rest(qtbot, page, settle)
    assert page.lists.count_of("to_report") == 1
    show(page, "to_report", qtbot, settle)
    reached = asked(qtbot, tasks, matters.state_of, desk, shown(page)[0])
    assert (reached.state, reached.reported) == (State.FINISHED, False)


def test_a_key_for_what_is_not_possible_tells_why_on_the_line(page, context, qtbot, settle):
    show(page, "to_feed_back", qtbot, settle)
    said: list[str] = []
    context.line.said.connect(lambda sentence, _: said.append(sentence))
    page.list.focus_list()
    rest(qtbot, page, settle)
    qtbot.keyClick(page.list.table, Qt.Key.Key_2)
    assert said == ["标记的事项现在都不能“上报”"]
    assert page.bar.buttons[Act.ESCALATE].toolTip() == said[0]


def test_enter_opens_the_matter_in_the_handbook(page, went, qtbot, settle):
    page.list.focus_list()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert went == [("handbook", shown(page)[0])]


def test_each_place_under_the_desk_has_a_button_in_its_head(page, went, qtbot):
    assert list(page.places) == ["weekly"]
    qtbot.mouseClick(page.places["weekly"], Qt.MouseButton.LeftButton)
    assert went == [("weekly", None)]


def test_what_is_offered_is_taken_and_what_is_not_offered_is_refused(page, ids, desk, tasks, qtbot, settle):
    show(page, "open", qtbot, settle)
    for name in ("fresh", "lamp", "late", "done"):
        acts, _ = asked(qtbot, tasks, offered, desk, [ids[name]])
        page.list.table.mark(ids[name])
        rest(qtbot, page, settle)
        page.marks.changed.emit()
        rest(qtbot, page, settle)
        assert set(page.bar.offered) == set(acts)
        enabled = {act for act, button in page.bar.buttons.items() if button.isEnabled() and act != FAST}
        assert enabled == set(acts) & set(SORTING["village"])


def test_keys_of_the_page_are_told_in_tooltips(page, qtbot, settle):
    page.list.focus_list()
    rest(qtbot, page, settle)
    tips = [button.toolTip() for button in page.bar.buttons.values() if button.isEnabled()]
    assert tips and all("在清单里按" in each for each in tips)
    assert QKeySequence("0").toString() in page.bar.more.text()


def test_similar_matters_of_other_words_are_told(page, ids, desk, tasks, qtbot, settle):
    twin = {"opened": "2026-11-03", "description": "第1件事", "original_words": "路烂得走不得"}
    other = asked(qtbot, tasks, records.add, desk, "matter", twin)
    rest(qtbot, page, settle)
    page.open(ids["fresh"])
    rest(qtbot, page, settle)
    lines = page.matter.similar.lines
    qtbot.waitUntil(lambda: lines.count() > 0)
    ids_shown = [lines.item(each).data(Qt.ItemDataRole.UserRole)[1] for each in range(lines.count())]
    assert other in ids_shown
    assert asked(qtbot, tasks, records.count, desk, Query("matter")) == 5
