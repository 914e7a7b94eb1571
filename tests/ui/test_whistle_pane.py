"""一哨一清单 in the window: units and their lateness in words, the steps of each, what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import matters, records
from app.desk import Desk
from app.matters import Act, State
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui.context import Context
from ui.desk.called_field import CalledField
from ui.desk.whistle import WhistlePane
from ui.pages.handbook import HandbookPage
from ui.tasks import Tasks

Settle = Callable[[], None]


def fill_office(desk: Desk) -> dict[str, str]:
    """A matter being handled, and three units; ids by name."""
    ids = {
        name: records.add(desk, "organization", {"name": name, "type": "department"})
        for name in ("镇交通站", "镇水利站", "镇供电所")
    }
    cadre = records.add(desk, "person", {"name": "李建国"})
    matter = {"opened": "2026-11-02", "description": "路面返工", "recorder": cadre}
    ids["matter"] = records.add(desk, "matter", matter)
    for step in ("accept", "handle"):
        matters.act(desk, ids["matter"], step, {"date": "2026-11-03"})
    return ids


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill_office, desk)


@pytest.fixture
def page(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[HandbookPage]:
    """The handbook, open on the matter."""
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


def blow(qtbot, tasks, desk, ids, settle) -> None:
    """A whistle of 2026-11-10 for two units; the time of the first is over, that of the other is not."""
    units = {ids["镇交通站"]: "2026-11-18", ids["镇水利站"]: "2026-11-30"}
    asked(qtbot, tasks, matters.whistle, desk, ids["matter"], units, {"date": "2026-11-10"})
    settle()


def told(pane: WhistlePane, role: str = "small") -> list[str]:
    return [each.text() for each in pane.findChildren(QLabel) if each.property("role") == role]


def test_without_a_whistle_there_is_nothing_to_see(page, settle):
    assert not page.course.whistles.isVisible()


def test_each_unit_has_its_line_and_what_is_late_stands_in_red_words(page, ids, desk, tasks, qtbot, settle):
    blow(qtbot, tasks, desk, ids, settle)
    pane = page.course.whistles
    assert pane.isVisible()
    assert told(pane, "group") == ["一哨一清单：村1（11月10日吹哨）"]
    assert told(pane, "error") == ["超期4天未报到"]
    assert told(pane)[:2] == ["镇交通站", "11月18日"]
    assert pane.open_words.text() == (
        "还差 2 个单位：镇交通站（超期4天未报到）、镇水利站（还没报到）。都办结或免办以后，这件事项才能办结。"
    )


def test_a_step_of_one_unit_is_told_by_keyboard_alone(page, ids, desk, tasks, qtbot, settle):
    blow(qtbot, tasks, desk, ids, settle)
    pane = page.course.whistles
    button = pane.buttons["村1", ids["镇水利站"], Act.RESPOND]
    assert button.accessibleName() == "镇水利站：报到"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus and "回车" in button.toolTip()
    button.setFocus()
    Hands(qtbot, page).press(Qt.Key.Key_Space)
    dialog = page.course.dialog
    assert dialog is not None and dialog.windowTitle() == "报到：镇水利站"
    assert dialog.form.fields["by"].value() is None  # whoever answered for it, not who wrote the matter down
    dialog.accept()
    settle()
    (_, water) = asked(qtbot, tasks, matters.state_of, desk, ids["matter"]).parts
    assert water.responded == "2026-11-22"
    assert "11月22日\n按时" in told(page.course.whistles)


def test_when_all_have_finished_or_are_excused_it_says_the_matter_can_be_closed(
    page, ids, desk, tasks, qtbot, settle
):
    blow(qtbot, tasks, desk, ids, settle)
    for unit, act, values in (
        ("镇交通站", "respond", {}),
        ("镇交通站", "finish", {}),
        ("镇水利站", "excuse", {"text": "不涉及"}),
    ):
        given = {"organization": ids[unit], **values}
        asked(qtbot, tasks, matters.act, desk, ids["matter"], act, given)
    settle()
    pane = page.course.whistles
    assert pane.open_words.text() == "叫到的单位都已办结或免办，可以办结这件事项了。"
    assert told(pane, "error") == ["11月22日\n超期4天报到"]
    assert "11月22日免办：不涉及" in told(pane)
    assert not pane.buttons


def test_several_units_are_called_each_with_its_own_time(page, ids, desk, tasks, qtbot, settle):
    qtbot.mouseClick(page.course.buttons[Act.WHISTLE], Qt.MouseButton.LeftButton)
    dialog = page.course.dialog
    field = dialog.form.fields["organization"]
    assert isinstance(field, CalledField)
    field.set_value([ids["镇交通站"]])
    settle()
    assert not field._own_lines.isVisible()
    field.set_value([ids["镇交通站"], ids["镇水利站"], ids["镇供电所"]])
    settle()
    assert field._own_lines.isVisible()
    assert field.value() == [ids["镇交通站"], ids["镇水利站"], ids["镇供电所"]]
    field.own[ids["镇水利站"]].line.setText("3")
    assert field.value()[ids["镇水利站"]] == "2026-11-25"
    dialog.form.fields["deadline"].set_value("2026-11-30")
    dialog.accept()
    settle()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert standing.state is State.WHISTLED
    assert [part.deadline for part in standing.parts] == ["2026-11-30", "2026-11-25", "2026-11-30"]


def test_a_unit_taken_back_takes_its_line_along_and_a_draft_brings_them_again(page, ids, qtbot, settle):
    qtbot.mouseClick(page.course.buttons[Act.WHISTLE], Qt.MouseButton.LeftButton)
    field = page.course.dialog.form.fields["organization"]
    field.set_value({ids["镇交通站"]: "", ids["镇水利站"]: "2026-11-28"})
    settle()
    assert field.own[ids["镇水利站"]].value() == "2026-11-28"
    field.own[ids["镇交通站"]].line.setText("什么")
    assert field.unreadable()
    field._remove(ids["镇交通站"])
    assert list(field.own) == [ids["镇水利站"]]
    assert not field.unreadable() and field.value() == {ids["镇水利站"]: "2026-11-28"}
    page.course.dialog.reject()
