"""Hidden values in a form: never saved as their mask, replaced by typing, shown and noted on asking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Operator
from app.unmasking import hide_all, show_all
from db.local import audit_lines
from tests.ui.asking import asked
from ui.cards.card import CardPanel
from ui.context import Context
from ui.fields.masked import MaskedField
from ui.forms.revealing import RevealButton

ID, OTHER = "500110196203041228", "500110196203041236"
Settle = Callable[[], None]


@pytest.fixture
def panel(context: Context, qtbot: QtBot, settle: Settle) -> Iterator[CardPanel]:
    made = CardPanel(context, "person")
    qtbot.addWidget(made)
    context.notices.changed.connect(made.hear)
    made.resize(800, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    settle()


@pytest.fixture
def person(context: Context, qtbot: QtBot) -> str:
    values = {"name": "张桂花", "id_number": ID, "phone": "13812345678", "health": "disabled"}
    return asked(qtbot, context.tasks, records.add, context.desk, "person", values)


def show(panel: CardPanel, identity: str, settle: Settle) -> None:
    panel.show_record(identity)
    settle()


def field(panel: CardPanel, name: str) -> Any:
    found = panel.form.fields[name]
    assert isinstance(found, MaskedField)
    return found


def stored(panel: CardPanel, context: Context, qtbot: QtBot, identity: str) -> Any:
    return asked(qtbot, context.tasks, records.get, context.desk, "person", identity)


def button(panel: CardPanel) -> RevealButton:
    found = panel.findChild(RevealButton)
    assert found is not None
    return found


def as_role(context: Context, role: str) -> None:
    context.desk.operator = Operator(context.desk.operator.id, "王芳", role)


def test_a_shown_record_is_masked_and_holds_its_values(panel, person, settle):
    show(panel, person, settle)
    line = field(panel, "id_number").line
    assert (line.text(), line.placeholderText()) == ("", "500***********1228")
    assert field(panel, "health").line.placeholderText() == "***"
    assert panel.form.values()["id_number"] == ID
    assert panel.form.changes() == {}
    assert not panel.keeper.has_changes


def test_the_mask_is_never_saved(panel, person, context, qtbot, settle):
    show(panel, person, settle)
    for name in ("id_number", "phone", "health", "birth"):
        panel.form.fields[name].focus_input()
    panel.form.fields["name"].focus_input()
    panel.keeper.keep()
    settle()
    kept = stored(panel, context, qtbot, person)
    assert (kept["id_number"], kept["phone"], kept["health"]) == (ID, "13812345678", "disabled")


def test_typing_anew_replaces_and_is_hidden_once_it_is_kept(panel, person, context, qtbot, settle):
    show(panel, person, settle)
    line = field(panel, "id_number").line
    line.setFocus()
    qtbot.keyClicks(line, OTHER)
    assert line.text() == OTHER
    panel.form.fields["name"].focus_input()
    settle()
    assert stored(panel, context, qtbot, person)["id_number"] == OTHER
    assert (line.text(), line.placeholderText()) == ("", "500***********1236")


def test_what_was_typed_and_taken_away_again_keeps_the_old_value(panel, person, qtbot, settle):
    show(panel, person, settle)
    line = field(panel, "phone").line
    line.setFocus()
    qtbot.keyClicks(line, "1")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert panel.form.values()["phone"] == "13812345678"
    assert panel.form.changes() == {}


def test_a_new_person_shows_what_is_typed(panel, context, qtbot, settle):
    panel.begin({"status": "present"})
    settle()
    line = field(panel, "id_number").line
    line.setFocus()
    qtbot.keyClicks(line, ID)
    panel.form.fields["name"].focus_input()
    settle()
    assert line.text() == ID
    panel.keeper.start(None, {}, draft=False)


def test_showing_is_noted_with_the_record_and_the_fields(panel, person, context, qtbot, settle):
    show(panel, person, settle)
    button(panel).click()
    settle()
    assert field(panel, "id_number").line.text() == ID
    assert field(panel, "health").line.text() == "残疾"
    assert panel.form.changes() == {}
    newest = asked(qtbot, context.tasks, audit_lines, context.desk.store, 1)[0]
    assert newest[2:] == ("unmask", f"person {person} health,id_number,phone")


def test_pressed_again_it_hides(panel, person, settle):
    show(panel, person, settle)
    button(panel).click()
    settle()
    assert button(panel).text() == "隐藏"
    button(panel).click()
    assert field(panel, "phone").line.text() == ""
    assert button(panel).text() == "显示"


def test_reading_the_same_record_again_leaves_it_shown_and_another_is_masked(
    panel, person, context, qtbot, settle
):
    show(panel, person, settle)
    button(panel).click()
    settle()
    panel.refresh()
    settle()
    assert field(panel, "id_number").line.text() == ID
    other = asked(
        qtbot, context.tasks, records.add, context.desk, "person", {"name": "李强", "id_number": OTHER}
    )
    show(panel, other, settle)
    assert field(panel, "id_number").line.text() == ""


def test_an_entry_operator_sees_numbers_and_no_health(panel, person, context, settle):
    as_role(context, "entry")
    show(panel, person, settle)
    button(panel).click()
    settle()
    assert field(panel, "id_number").line.text() == ID
    assert field(panel, "health").line.text() == ""
    assert panel.form.values()["health"] == "disabled"
    line = field(panel, "health").line
    assert line.placeholderText() == "*** 要审核或管理员才能看"
    assert "审核员或管理员" in line.toolTip()
    assert "审核员或管理员" in line.accessibleDescription()
    assert "显示" not in line.toolTip()


def test_of_a_child_an_entry_operator_is_told_why_nothing_is_shown(panel, context, qtbot, settle):
    child = {"name": "李小满", "id_number": "500110201808053219"}
    small = asked(qtbot, context.tasks, records.add, context.desk, "person", child)
    as_role(context, "entry")
    show(panel, small, settle)
    assert field(panel, "birth").line.placeholderText() == "2018-**-**"
    assert button(panel).isVisible()
    assert not button(panel).isEnabled()
    assert "审核" in button(panel).toolTip()


def test_a_choice_made_over_a_hidden_one_replaces_it(panel, person, context, qtbot, settle):
    show(panel, person, settle)
    line = field(panel, "health").line
    line.setFocus()
    line.setText("健康")
    line.textEdited.emit("健康")
    panel.form.fields["name"].focus_input()
    settle()
    assert stored(panel, context, qtbot, person)["health"] == "healthy"
    assert line.text() == ""


def test_while_everything_is_shown_a_card_is_too_and_each_one_is_noted(panel, person, context, qtbot, settle):
    asked(qtbot, context.tasks, show_all, context.desk)
    show(panel, person, settle)
    assert field(panel, "id_number").line.text() == ID
    settle()
    newest = asked(qtbot, context.tasks, audit_lines, context.desk.store, 2)
    assert [each[2] for each in newest] == ["unmask", "unmask.screen"]
    asked(qtbot, context.tasks, hide_all, context.desk)
    panel.refresh()
    settle()
    assert field(panel, "id_number").line.text() == ""
