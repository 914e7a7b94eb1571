"""集中攻关 in the window: founding a group under a matter, its milestones by keyboard, the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.matters import task_groups
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui import theme
from ui.context import Context
from ui.desk.task_groups import FoundSheet, TaskGroupsPane
from ui.pages import handbook_reading
from ui.pages.task_groups import TaskGroupsPage
from ui.pages.workbench import read_today
from ui.tasks import Tasks

Settle = Callable[[], None]


def fill(desk: Desk) -> dict[str, str]:
    """A matter, a leader, and a group on another matter with a late step."""
    leader = records.add(desk, "person", {"name": "陈志远"})
    hard = records.add(
        desk, "matter", {"opened": "2026-10-02", "description": "三组饮水管爆裂", "category": "water"}
    )
    road = records.add(desk, "matter", {"opened": "2026-10-02", "description": "断头路", "category": "road"})
    steps = [{"date": "2026-11-10", "text": "勘测"}, {"date": "2026-12-10", "text": "铺路"}]
    group = task_groups.found(desk, road, {"owner": leader, "end": "2026-12-31", "milestones": steps})
    return {"leader": leader, "hard": hard, "road": road, "group": group}


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    return asked(qtbot, tasks, fill, desk)


@pytest.fixture
def pane(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[TaskGroupsPane]:
    """The pane as the desk shows it."""
    made = TaskGroupsPane(context)
    qtbot.addWidget(made)
    made.resize(560, 600)
    context.notices.changed.connect(made.refresh)
    yield made
    settle()


def show(pane: TaskGroupsPane, context: Context, matter: str, settle: Settle) -> None:
    context.tasks.run(handbook_reading.course, context.desk, matter, done=pane.show_matter)
    settle()


def lines(pane: TaskGroupsPane | TaskGroupsPage) -> list[list[str]]:
    table = pane.milestones.table
    model, columns = table.model(), range(table.columnCount())
    return [[str(model.index(row, at).data()) for at in columns] for row in range(table.rowCount())]


def test_a_group_is_founded_from_the_matter_and_its_steps_are_typed_one_after_the_other(
    pane, context, ids, qtbot, settle
):
    show(pane, context, ids["hard"], settle)
    assert pane.start.isVisible() and not pane.milestones.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_F10)
    settle()
    (sheet,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, FoundSheet)]
    assert sheet.form.fields["name"].value() == "饮水水利集中攻关组"
    sheet.form.fields["owner"].set_value(ids["leader"])
    sheet.found()
    settle()
    assert "牵头 陈志远，2026-11-22 起" in pane.head.text()
    pane.milestones.fields["date"].focus_input()
    hands = Hands(qtbot, pane)
    hands.type("12.5")
    hands.enter()
    hands.type("换管")
    hands.enter(2)
    settle()
    assert lines(pane) == [["未完成　12-05 换管"]]
    assert pane.milestones.fields["text"].value() is None


def test_a_late_step_says_so_in_red_words_and_enter_finishes_it(pane, context, ids, qtbot, settle):
    show(pane, context, ids["road"], settle)
    table = pane.milestones.table
    assert lines(pane) == [["超期 12 天　11-10 勘测"], ["未完成　12-10 铺路"]]
    assert table.item(0, 0).foreground().color() == theme.colour("danger")
    assert pane.milestones.told.text() == "节点完成 0/2，超期 1 个"
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert lines(pane)[0] == ["11-22 完成　11-10 勘测"]
    assert pane.milestones.finish.text() == "还没完成"
    pane.milestones.finish.click()
    settle()
    assert lines(pane)[0] == ["超期 12 天　11-10 勘测"]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert lines(pane) == [["未完成　12-10 铺路"]]


def test_what_is_missing_of_a_step_is_said_beside_it(pane, context, ids, settle):
    show(pane, context, ids["road"], settle)
    pane.milestones.add()
    assert pane.milestones.fields["date"].error == "请填写“计划日期”。"
    assert pane.milestones.fields["text"].error == "请填写“要做到什么”。"


def test_a_late_step_is_among_what_to_do_today(desk, ids, qtbot, tasks):
    shown = asked(qtbot, tasks, read_today, desk)
    (line,) = [each for each in shown.lists["due"] if each.kind == "project"]
    assert (line.id, "超期 12 天" in line.words, "勘测" in line.words) == (ids["group"], True, True)


def test_the_course_of_a_matter_tells_of_its_group(desk, ids, qtbot, tasks):
    course = asked(qtbot, tasks, handbook_reading.course, desk, ids["road"])
    assert ("集中攻关", True) in [(line.act, "节点完成 0/2" in line.words) for line in course.lines]
    assert course.correctable == ()


@pytest.fixture
def page(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[TaskGroupsPage]:
    made = TaskGroupsPage(context)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    context.notices.changed.connect(made.refresh)
    made.open(ids["group"])
    settle()
    yield made
    settle()


def test_the_place_lists_the_groups_and_shows_the_steps_of_one(page):
    model = page.list.model
    assert [str(model.index(0, column).data()) for column in range(4)] == [
        "道路交通集中攻关组", "0/2", "1", "陈志远",
    ]  # fmt: skip
    assert [row[1] for row in lines(page)] == ["勘测", "铺路"]
    assert page.matter.isVisible()


def test_a_new_group_of_the_place_is_a_task_group(page, desk, qtbot, tasks, settle):
    page.new()
    page.form.load_draft({"name": "移风易俗攻关组"})
    page.keep()
    settle()
    found = asked(qtbot, tasks, task_groups.groups, desk)
    assert {each.record["name"] for each in found} == {"移风易俗攻关组", "道路交通集中攻关组"}
    assert page.milestones.isVisible()
