"""The small window of an act: what it asks for, by act, and what it writes down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import matters
from app.desk import Desk
from app.matters import Act
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui.context import Context
from ui.fields.working_days import DeadlineField
from ui.pages.handbook_act import ActDialog, Step
from ui.tasks import Tasks

Settle = Callable[[], None]


def begun(desk: Desk) -> dict[str, str]:
    """A matter that was handed up and confirmed, a department, a person."""
    with desk.write("import.household") as writer:
        ids = {
            "matter": writer.add("matter", {"opened": "2026-11-02", "description": "路灯不亮"}),
            "unit": writer.add("organization", {"name": "镇水利站", "type": "department"}),
            "person": writer.add("person", {"name": "李建国"}),
        }
    for act in ("accept", "escalate", "confirm"):
        matters.act(desk, ids["matter"], act, {})
    return ids


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    return asked(qtbot, tasks, begun, desk)


def opened(context: Context, qtbot: QtBot, step: Step) -> ActDialog:
    dialog = ActDialog(context, step)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def last_event(qtbot: QtBot, tasks: Tasks, desk: Desk, ids: dict[str, str]) -> Any:
    return asked(qtbot, tasks, matters.state_of, desk, ids["matter"]).taken[-1]


def test_a_dispatch_asks_for_owner_deadline_and_standard(context, ids, desk, tasks, qtbot, settle):
    dialog = opened(context, qtbot, Step(ids["matter"], Act.DISPATCH, "派发"))
    names = ["organization", "responsible", "person_named", "deadline", "standard", "text", "date", "by"]
    assert list(dialog.form.fields) == names
    dialog.form.fields["organization"].set_value(ids["unit"])
    dialog.form.fields["responsible"].set_value(ids["person"])
    dialog.form.fields["standard"].set_value("灯亮")
    deadline = dialog.form.fields["deadline"]
    assert isinstance(deadline, DeadlineField)
    deadline.line.insert("15")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle()
    standing = asked(qtbot, tasks, matters.state_of, desk, ids["matter"])
    assert (standing.organization, standing.responsible) == (ids["unit"], ids["person"])
    assert (standing.deadline, standing.standard) == ("2026-12-11", "灯亮")


def test_an_analysis_asks_why_it_came_about_and_what_to_do(context, desk, tasks, qtbot, settle, ids):
    other = asked(qtbot, tasks, begun, desk)["matter"]
    asked(qtbot, tasks, matters.act, desk, other, "return", {"text": "请村里先研判"})
    dialog = opened(context, qtbot, Step(other, Act.ANALYSE, "研判"))
    hands = Hands(qtbot, dialog)
    hands.type("线路老化")
    hands.next_text()
    hands.type("换线")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle()
    event = last_event(qtbot, tasks, desk, {"matter": other})
    assert (event.act, event.cause, event.remedy) == ("analyse", "线路老化", "换线")


def test_a_deadline_is_prolonged_by_working_days_from_the_one_that_holds(
    context, ids, desk, tasks, qtbot, settle
):
    step = Step(ids["matter"], Act.EXTEND, "延期", deadline="2026-11-27")
    dialog = opened(context, qtbot, step)
    field = dialog.form.fields["deadline"]
    assert isinstance(field, DeadlineField)
    assert "原时限 2026-11-27" in field.label.text()
    Hands(qtbot, dialog).type("5")
    assert field.value() == "2026-12-04" and "5 个工作日" in field.hint
    dialog.form.fields["text"].set_value("等材料")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle()
    assert asked(qtbot, tasks, matters.state_of, desk, ids["matter"]).deadline == "2026-12-04"


def test_what_was_explained_needs_the_reason_that_stands_in_the_list(context, ids, qtbot, settle):
    dialog = opened(context, qtbot, Step(ids["matter"], Act.EXPLAIN, "解释疏导"))
    dialog.form.fields["result"].set_value("decided")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.form.fields["text"].error == "请填写“情况”。"


@pytest.mark.parametrize("act", list(Act))
def test_every_act_has_what_the_machine_asks_of_it(context, ids, qtbot, act, settle):
    dialog = opened(context, qtbot, Step(ids["matter"], act, act.value, correctable=(("x", "x"),)))
    needed = {name for name in matters.NEEDED.get(act, ()) if name != "event"}
    # a unit's own step is asked on its part, which names the unit
    assert needed - {"organization"} <= set(dialog.form.fields) | {"organization"}
    settle()
