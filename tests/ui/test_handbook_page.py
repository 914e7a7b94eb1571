"""The handbook page: a matter from 受理 to 销号 through its buttons, the five haves, the lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import matters, records, visits
from app.desk import Desk
from app.matters import Act, State
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui.context import Context
from ui.pages.handbook import HandbookPage
from ui.pages.paper import PaperSheet
from ui.tables.filters import ChoiceFilter
from ui.tasks import Tasks

Settle = Callable[[], None]


def fill_office(desk: Desk) -> dict[str, str]:
    """A household, its visit with needs, the matter made of them, two departments; ids by name."""
    with desk.write("import.household") as writer:
        home = writer.add("household", {"head": "张桂花", "group": "三组", "number": "12号"})
        cadre = writer.add("person", {"name": "王芳"})
        roads = writer.add("organization", {"name": "镇交通办", "type": "department"})
        water = writer.add("organization", {"name": "镇水利站", "type": "department"})
    trip = visits.Trip("2026-11-20", (visits.Stop(home, "看望老人", needs="入户路泥泞"),), (cadre,))
    (visit,) = visits.record_trip(desk, trip)
    matter = visits.need_to_matter(desk, visit, accept=False)
    return {"home": home, "cadre": cadre, "roads": roads, "water": water, "visit": visit, "matter": matter}


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill_office, desk)


@pytest.fixture
def page(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[HandbookPage]:
    """The page, open on the matter."""
    made = HandbookPage(context)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    qtbot.waitExposed(made)
    context.notices.changed.connect(made.refresh)
    made.open(ids["matter"])
    settle()
    yield made
    settle()


def press(qtbot: QtBot, page: HandbookPage, settle: Settle, act: Act, **values: str | None) -> None:
    """Press the act's button, fill in its window, press its own button."""
    qtbot.mouseClick(page.course.buttons[act], Qt.MouseButton.LeftButton)
    dialog = page.course.dialog
    assert dialog is not None
    for name, value in values.items():
        dialog.form.fields[name].set_value(value)
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle()


def act_on(qtbot, tasks, desk, ids, *acts: str) -> None:
    for act in acts:
        asked(qtbot, tasks, matters.act, desk, ids["matter"], act, {})


def list_filter(page: HandbookPage, name: str) -> None:
    (box,) = page.list.findChildren(ChoiceFilter)
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def test_a_matter_goes_from_acceptance_to_its_end_through_the_offered_buttons(
    page, ids, desk, tasks, qtbot, settle
):
    press(qtbot, page, settle, Act.ACCEPT)
    press(qtbot, page, settle, Act.ANALYSE, text="村里能办")
    press(qtbot, page, settle, Act.HANDLE, text="组织出工")
    press(qtbot, page, settle, Act.FINISH, result="done", text="已硬化")
    press(qtbot, page, settle, Act.FEED_BACK, text="当面告知")
    press(qtbot, page, settle, Act.EVALUATE, result="satisfied")
    press(qtbot, page, settle, Act.CLOSE)
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert standing.state is State.CLOSED
    assert [event.act for event in standing.taken] == [
        "accept", "analyse", "handle", "finish", "feed_back", "evaluate", "close",
    ]  # fmt: skip
    assert list(page.course.buttons) == [Act.CORRECT]


def test_the_buttons_are_exactly_the_acts_that_are_allowed(page, ids, desk, tasks, qtbot, settle):
    act_on(qtbot, tasks, desk, ids, "accept", "analyse")
    settle()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    allowed = asked(qtbot, tasks, matters.possible, desk, standing)
    assert set(page.course.buttons) == set(allowed)


def test_an_act_without_what_it_needs_says_so_in_its_window(page, ids, desk, tasks, qtbot, settle):
    act_on(qtbot, tasks, desk, ids, "accept", "analyse", "handle", "finish")
    settle()
    press(qtbot, page, settle, Act.FEED_BACK)
    dialog = page.course.dialog
    assert dialog is not None
    assert dialog.form.fields["text"].error == "请填写“情况”。"
    dialog.reject()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert standing.state is State.FINISHED


def test_the_next_step_is_taken_by_keyboard(page, ids, desk, tasks, qtbot, settle):
    hands = Hands(qtbot, page)
    page.form.focus("description")
    hands.press(Qt.Key.Key_F8)
    dialog = page.course.dialog
    assert dialog is not None
    in_dialog = Hands(qtbot, dialog)
    in_dialog.type("群众当面反映")
    in_dialog.next_text()
    in_dialog.enter(3)
    settle()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert (standing.state, standing.taken[0].text) == (State.ACCEPTED, "群众当面反映")


def test_the_five_haves_say_in_words_what_is_missing(page, ids, desk, tasks, qtbot, settle):
    act_on(qtbot, tasks, desk, ids, "accept")
    settle()
    marks = [label.text() for label in page.five.marks.values()]
    assert marks == ["①描述 有", "②受理 有", "③办理 缺", "④反馈 缺", "⑤心得 缺"]
    assert page.list.model.row(0).cells[2] == "缺办理等3项"


def test_several_departments_are_whistled_for_and_answer_one_by_one(page, ids, desk, tasks, qtbot, settle):
    act_on(qtbot, tasks, desk, ids, "accept", "analyse")
    settle()
    qtbot.mouseClick(page.course.buttons[Act.WHISTLE], Qt.MouseButton.LeftButton)
    dialog = page.course.dialog
    dialog.form.fields["organization"].set_value([ids["roads"], ids["water"]])
    dialog.form.fields["deadline"].set_value("2026-11-30")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert [part.organization for part in standing.parts] == [ids["roads"], ids["water"]]


def test_the_lists_follow_the_state_of_the_matters(page, ids, desk, tasks, qtbot, settle):
    steps = ("accept", "analyse", "handle", "finish")
    act_on(qtbot, tasks, desk, ids, *steps)
    asked(qtbot, tasks, records.add, desk, "matter", {"opened": "2026-09-01", "description": "路灯不亮"})
    settle()
    counts = {}
    for name in ("本月新增", "推进中", "已销号", "五有不全"):
        list_filter(page, name)
        settle()
        counts[name] = page.list.model.total
    assert counts == {"本月新增": 1, "推进中": 1, "已销号": 0, "五有不全": 2}


def test_an_overdue_matter_is_marked_in_words(page, ids, desk, tasks, qtbot, settle):
    asked(qtbot, tasks, records.change, desk, "matter", ids["matter"], {"deadline": "2026-11-10"})
    settle()
    list_filter(page, "已超期")
    settle()
    assert page.list.model.row(0).cells[1] == "超期 已收集"
    assert page.course.due.text() == "时限 2026-11-10，已超期 12 天"


def test_the_source_visit_is_one_press_away(page, ids, context, qtbot):
    gone: list[tuple[str, str]] = []
    page.acceptance.visit_wanted.connect(lambda id: gone.append(("visit", id)))
    qtbot.mouseClick(page.acceptance.link, Qt.MouseButton.LeftButton)
    assert gone == [("visit", ids["visit"])]


def test_a_wrong_event_is_struck_out_with_a_correction(page, ids, desk, tasks, qtbot, settle):
    act_on(qtbot, tasks, desk, ids, "accept")
    settle()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    event = standing.taken[0].id
    press(qtbot, page, settle, Act.CORRECT, after=event, result="void", text="记错了")
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert standing.state is State.COLLECTED


def test_an_event_is_shown_in_its_matter(page, ids, desk, tasks, qtbot, settle):
    event = asked(qtbot, tasks, matters.act, desk, ids["matter"], "accept", {})
    page.open(event, "matter_event")
    settle()
    assert page.keeper.id == ids["matter"]


def test_the_page_of_the_book_is_previewed_before_it_is_printed(page, ids, qtbot, settle):
    page.print()
    settle()
    (sheet,) = page.findChildren(PaperSheet)
    assert sheet.document.pageCount() == 1
    assert sheet.print_button.isEnabled()
    sheet.reject()
