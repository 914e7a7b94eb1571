"""Forms keep themselves: drafts while typing, saving on leaving, errors beside the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import drafts, records
from app.kinds import KINDS
from app.problems import Problem
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from tests.ui.keys import Hands
from ui.context import Context
from ui.forms.form import Form
from ui.forms.keeping import Keeper, Saving, State
from ui.forms.layout import Group

Settle = Callable[[], None]
KIND = KINDS["organization"]
LAYOUT = (
    Group("", (("name:2", "type"), ("contact", "phone"))),
    Group("更多", (("founded", "ended"),), folded=True),
)


class Office:
    """A store made by hand: what was added and changed, and what it refuses next."""

    def __init__(self) -> None:
        self.added: list[dict[str, Any]] = []
        self.changed: list[tuple[str, dict[str, Any]]] = []
        self.refuses: Problem | None = None

    def add(self, values: Mapping[str, Any]) -> str:
        if self.refuses:
            raise self.refuses
        self.added.append(dict(values))
        return f"id-{len(self.added)}"

    def change(self, id: str, values: Mapping[str, Any]) -> None:
        if self.refuses:
            raise self.refuses
        self.changed.append((id, dict(values)))


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def form(context: Context, qtbot: QtBot) -> Form:
    made = Form(context, KIND, LAYOUT)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def keeper(context: Context, form: Form, office: Office, settle: Settle) -> Keeper:
    made = Keeper(context, form, Saving("organizations", office.add, office.change))
    made.start(None, {})
    settle()
    return made


@pytest.fixture
def hands(qtbot: QtBot, form: Form, keeper: Keeper) -> Hands:
    form.focus()
    return Hands(qtbot, form)


def test_enter_goes_from_field_to_field_and_saves_after_the_last(hands, office, settle):
    hands.type("第一党支部")
    hands.enter()
    hands.type("dzb")
    hands.enter()
    hands.type("王芳")
    hands.enter(2)
    settle()
    assert office.added == [{"name": "第一党支部", "type": "branch", "contact": "王芳"}]


def test_a_new_record_is_added_once_and_then_changed(keeper, hands, office, settle):
    hands.type("一网格")
    keeper.keep()
    keeper.keep()
    settle()
    hands.type("格")
    keeper.keep()
    settle()
    assert (office.added, office.changed) == ([{"name": "一网格"}], [("id-1", {"name": "一网格格"})])


def test_a_kept_record_saves_each_field_as_it_is_left(keeper, hands, office, settle):
    keeper.start("id-7", {"name": "一网格"}, draft=False)
    hands.press(Qt.Key.Key_End)
    hands.type("长")
    hands.enter()
    settle()
    assert office.changed == [("id-7", {"name": "一网格长"})]


def test_leaving_with_a_field_missing_keeps_the_clerk_and_says_which(keeper, form, hands, messages, office):
    form.fields["contact"].focus_input()
    hands.type("王芳")
    assert keeper.leave() is False
    assert form.fields["name"].error == "请填写“组织名称”。"
    assert "组织名称" in messages.said[0]
    assert office.added == []


def test_leaving_anyway_leaves_a_draft_that_is_offered_again(
    keeper, form, hands, messages: FakeMessages, settle
):
    form.fields["contact"].focus_input()
    hands.type("王芳")
    messages.answers = [1, 0]
    assert keeper.leave() is True
    keeper.start(None, {})
    settle()
    assert form.fields["contact"].value() == "王芳"


def test_a_saved_record_leaves_no_draft(keeper, form, hands, context, qtbot, settle):
    hands.type("一网格")
    keeper.keep_draft()
    keeper.keep()
    settle()
    assert asked(qtbot, context.tasks, drafts.find, context.desk, "organizations/new") is None


def test_a_refusal_about_a_field_stands_beside_it(keeper, form, hands, office, settle):
    office.refuses = Problem("too_long", label="联系电话", limit=30, length=40, field="phone")
    hands.type("一网格")
    keeper.keep()
    settle()
    assert form.wrong() == {"phone": office.refuses.sentence}
    assert keeper.has_changes


def test_a_refusal_about_the_disk_is_told_and_nothing_typed_is_lost(
    keeper, form, hands, office, messages, settle
):
    office.refuses = Problem("disk_full")
    hands.type("一网格")
    keeper.keep()
    settle()
    assert messages.said == [office.refuses.sentence]
    assert form.values()["name"] == "一网格"


def test_what_could_not_be_read_is_never_saved_over(keeper, form, office, settle, qtbot):
    keeper.start("id-7", {"name": "一网格", "founded": "2020-05-01"}, draft=False)
    form.focus("founded")
    Hands(qtbot, form).type("x")
    keeper.keep()
    settle()
    assert office.changed == []
    assert "founded" in form.wrong()


def test_a_wrong_field_opens_its_folded_group(form):
    form.load({"name": "一网格"})
    form.show_problem(Problem("end_before_start", start="起", end="止", field="ended"))
    assert form.fields["ended"].isVisible()


def test_what_was_loaded_is_read_back_unchanged(form, settle):
    values = {
        "name": "一网格",
        "type": "grid",
        "contact": "王芳",
        "phone": "138",
        "founded": "2020",
        "ended": None,
    }
    form.load(values)
    settle()
    assert form.values() == values
    assert form.changes() == {}


def test_the_state_is_told_as_it_changes(keeper, form, hands, settle):
    told: list[State] = []
    keeper.stated.connect(told.append)
    hands.type("一")
    keeper.keep()
    settle()
    assert told == [State.DRAFT, State.KEEPING, State.KEPT]


def test_the_real_desk_takes_what_a_form_keeps(context, form, settle, qtbot):
    desk = context.desk
    saving = Saving(
        "organizations",
        lambda values: records.add(desk, "organization", values),
        lambda id, values: records.change(desk, "organization", id, values),
    )
    keeper = Keeper(context, form, saving)
    keeper.start(None, {}, draft=False)
    form.focus()
    Hands(qtbot, form).type("一网格")
    keeper.keep()
    settle()
    assert asked(qtbot, context.tasks, records.get, desk, "organization", keeper.id)["name"] == "一网格"
