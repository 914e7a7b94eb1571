"""The inbox, the quarantine, and what the rest of the window says of them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app import records
from app.desk import Desk
from app.exchange import deciding, incoming, joining, step_conflicts
from app.exchange.ties import own_keys
from app.kinds import KINDS
from app.problems import Problem
from app.records import Query
from tests.factories import make_person
from tests.ui.exchange.room import act_apart, add_orphan, plug, put_on, quarrel, quarrel_much, take_in
from ui.exchange.home_line import HomeLine
from ui.exchange.mark import ConflictMark
from ui.forms.form import Form
from ui.forms.form_panel import FormPanel
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group


def test_the_inbox_shows_both_values_and_one_button_closes_the_question(
    page, sticks, room, ask, settle, high_context
):
    said: list[tuple[str, bool]] = []
    high_context.line.said.connect(lambda *told: said.append(told))
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert page.tabs.tabText(1) == "两边不一致（1）"
    page.trip.done.buttons["done.look"].click()
    card = page.inbox.card
    assert {each.text() for each in card.uses} == {"用柿子村的", "用大石镇的"}
    assert card.before.text() == "原来是：138****1111"
    next(each for each in card.uses if each.text() == "用大石镇的").click()
    settle()
    assert said[-1] == ("已定下", True)
    assert ask(deciding.count, room.high) == 0
    assert ask(records.get, room.high, "person", room.person)["phone"] == "13800003333"
    assert page.tabs.tabText(1) == "两边不一致"


def test_undoing_a_decision_brings_back_what_was_shown_as_an_ordinary_change(page, sticks, room, ask, settle):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    shown = ask(records.get, room.high, "person", room.person)["phone"]
    page.show_tab("inbox")
    question = page.inbox.card.question
    at = next(n for n, each in enumerate(question.choices) if not each.shown)
    page.inbox.card.uses[at].click()
    settle()
    assert ask(records.get, room.high, "person", room.person)["phone"] == question.choices[at].raw
    ask(room.high.undo)
    settle()
    assert ask(records.get, room.high, "person", room.person)["phone"] == shown
    assert ask(deciding.count, room.high) == 0


def test_hidden_values_are_shown_when_asked_for_and_the_difference_is_said_in_words(
    page, sticks, room, ask, settle
):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("inbox")
    card = page.inbox.card
    assert "看不出不同" in card.difference.text()
    card.reveal.click()
    settle()
    assert {each.words for each in card.question.choices} == {"13800002222", "13800003333"}
    assert "柿子村写“2222”" in card.difference.text()
    assert not card.reveal.isVisible()


def test_removed_here_and_changed_there_is_asked_as_keeping_or_removing(page, sticks, room, ask, settle):
    ask(records.remove, room.high, "person", room.person)
    ask(records.change, room.low, "person", room.person, {"notes": "九月搬回"})
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("inbox")
    assert {each.text() for each in page.inbox.card.uses} == {"保留（柿子村）", "删除（大石镇）"}
    assert not page.inbox.card.other.isVisible()


def test_changes_of_different_fields_are_told_and_ask_nothing(page, sticks, room, ask, settle):
    ask(records.change, room.low, "person", room.person, {"phone": "13800002222"})
    ask(records.change, room.high, "person", room.person, {"notes": "九月搬回"})
    ask(put_on, room.low, room.high, room.stick)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("inbox")
    assert page.inbox.stack.currentIndex() == 0
    page.inbox.merged.click()
    assert page.inbox.parallels.item(0, 0).text() == "张桂花"


def test_what_cannot_go_in_waits_in_quarantine_with_its_reason_and_can_be_refused(
    page, sticks, room, ask, settle
):
    ask(add_orphan, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert "隔离 1" in page.trip.done.words.text()
    assert page.tabs.tabText(2) == "隔离区（1）"
    page.show_tab("quarantine")
    assert "所属的记录还没到" in page.quarantine.reason.text()
    page.quarantine.refuse.click()
    settle()
    assert page.quarantine.stack.currentIndex() == 0
    assert ask(records.count, room.high, Query("household")) == 2


def test_letting_in_what_still_lacks_its_record_is_refused_with_a_sentence(
    page, sticks, room, ask, settle, messages
):
    ask(add_orphan, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.show_tab("quarantine")
    page.quarantine.let_in.click()
    settle()
    assert "还缺它所属的记录" in messages.said[-1]
    assert page.tabs.tabText(2) == "隔离区（1）"


def test_a_package_of_a_revoked_pc_waits_whole_in_quarantine_until_a_person_lets_it_in(
    page, sticks, room, ask, settle
):
    ask(records.add, room.low, "person", make_person(name="李建国"))
    ask(joining.revoke, room.high, own_node(room.low))
    ask(put_on, room.low, room.high, room.stick)
    ask(refused, room.high, room.stick)
    page.show_tab("quarantine")
    settle()
    assert "柿子村 第" in page.quarantine.title.text()
    page.quarantine.let_in.click()
    settle()
    assert page.quarantine.stack.currentIndex() == 0
    assert ask(records.count, room.high, Query("person")) == 2


def own_node(desk: Desk) -> str:
    return own_keys(desk).public.node


def refused(desk: Desk, stick: Path) -> None:
    for path in stick.glob("*.lxp"):
        with pytest.raises(Problem, match="已注销"):
            incoming.take(desk, path)


def test_an_entry_operator_sees_but_may_not_exchange_nor_decide(
    page, sticks, room, ask, settle, high_context
):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    page.trip.done.buttons["done.finish"].click()
    settle()
    operator = room.high.operator
    room.high.operator = type(operator)(operator.id, operator.name, "entry")
    page.open()
    settle()
    assert not page.trip.board.both.isEnabled()
    assert "审核员" in page.trip.board.hint.text()
    page.show_tab("inbox")
    page.inbox.read()
    settle()
    assert not any(each.isEnabled() for each in page.inbox.card.uses)


def test_a_step_that_does_not_fit_is_asked_and_struck_out_with_a_reason(
    page, sticks, room, ask, settle, messages, gone
):
    matter = ask(act_apart, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    assert page.tabs.tabText(1) == "两边不一致（1）"
    page.show_tab("inbox")
    assert page.inbox.beside.currentWidget() is page.inbox.steps
    assert "处置" in page.inbox.steps.step.text()
    assert "销号" in page.inbox.steps.beside.text()
    messages.text = "已经销号，多记了一步"
    page.inbox.steps.strike.click()
    settle()
    assert ask(step_conflicts.step_conflicts, room.high) == []
    assert page.tabs.tabText(1) == "两边不一致"
    assert gone == []
    assert matter


def test_a_form_says_that_a_field_waits_and_leads_to_its_question(
    page, sticks, room, ask, settle, high_context, qtbot
):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    form = Form(high_context, KINDS["person"], (Group("", (("phone",),)),))
    keeper = Keeper(high_context, form, Saving("x", lambda _: "", lambda *_: None))
    panel = FormPanel(high_context, form, keeper, [])
    qtbot.addWidget(panel)
    panel.show()
    keeper.start(room.person, {})
    settle()
    mark = panel.findChild(ConflictMark)
    assert mark is not None
    assert mark.isVisible()
    assert "“电话”两边不一致" in mark.words.text()


def test_the_home_page_leads_to_what_waits(page, sticks, room, ask, settle, high_context, qtbot):
    ask(quarrel, room)
    plug(page, sticks, room.stick, settle)
    take_in(page, settle)
    line = HomeLine(high_context)
    qtbot.addWidget(line)
    line.read()
    settle()
    assert line.links["conflicts"].text() == "1 处两边不一致，等您定"
    assert not line.links["parked"].isVisibleTo(line)


def test_five_hundred_questions_open_at_once_and_are_paged_through(page, room, ask, settle):
    ask(quarrel_much, room, 500)
    begin = time.perf_counter()
    page.inbox.read()
    settle()
    assert time.perf_counter() - begin < 1
    assert page.tabs.tabText(1) == "两边不一致（500）"
    assert page.inbox.words.text() == "第 1–100 处，共 500 处"
    page.inbox.next.click()
    settle()
    assert page.inbox.words.text() == "第 101–200 处，共 500 处"
    assert not page.inbox.card.question.is_covered
