"""Cases of exchange.md about what people do at two desks: duplicates, steps of a matter, both with files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import duplicates, records
from app.desk import Desk
from app.exchange import asserting, deciding, incoming, joining, step_conflicts
from app.matters import State, act, state_of
from app.matters.recording import ON_PAPER
from app.offices import OpenOffice
from app.operators import add_operator
from app.problems import Problem
from app.records import Query, Where
from db.self_check_queries import broken_chains
from tests.exchange.offices import CHEAP, carry, join, pack, township, village
from tests.factories import make_household, make_person, make_visit


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice, OpenOffice]]:
    """Two PCs of one village and their township."""
    with (
        closing(village(tmp_path)) as first,
        closing(township(tmp_path)) as high,
        closing(village(tmp_path / "second")) as second,
    ):
        join(first, high)
        asked = joining.request(second, ("sign-x", "sign-y", "sign-z"))
        admitted = joining.admit(high, asked.path, asked.digits, first.office.id)
        joining.join(second, admitted.approval)
        incoming.take(second, admitted.records.path)
        yield first, second, high


def rounds(*desks: Desk, high: Desk) -> None:
    """Everybody hands in, everybody gets the others'; twice, so that all hold the same."""
    for _ in range(2):
        for each in desks:
            carry(each, high)
        for each in desks:
            carry(high, each)


def family(desk: Desk, number: str) -> str:
    home = records.add(desk, "household", make_household(head="张桂花", number=number, group="一组"))
    records.add(desk, "person", make_person(household=home, name="张桂花", id_number="110101199003071233"))
    return home


def test_case_32_the_same_household_from_two_pcs_is_two_records_and_one_suspicion(desks):
    first, second, high = desks
    one, other = (family(each, "1") for each in (first, second))
    rounds(first, second, high=high)
    for each in desks:
        assert records.count(each, Query("household")) == 2
        pairs = {frozenset((p.one.id, p.other.id)) for p in duplicates.likely(each, "household")}
        assert pairs == {frozenset((one, other))}


def test_case_32_a_merge_keeps_facts_that_come_later_for_either_id(desks):
    first, second, high = desks
    one, other = (family(each, "1") for each in (first, second))
    rounds(first, second, high=high)
    records.add(second, "visit", make_visit(household=other, content="合并前在二号机写的"))
    before_the_merge = pack(second, high)
    records.add(second, "visit", make_visit(household=one, content="也没交"))
    duplicates.merge(first, "household", one, other)
    rounds(first, high=high)
    records.add(second, "visit", make_visit(household=other, content="合并后还不知道"))
    incoming.take(high, before_the_merge)
    rounds(second, first, high=high)
    for each in desks:
        visits = records.find(each, Query("visit", where=(Where("household", "=", one),)))
        assert sorted(found["content"] for found in visits) == sorted(
            ["合并前在二号机写的", "也没交", "合并后还不知道"]
        )
        assert records.get(each, "household", one).id == records.get(each, "household", other).id == one
        assert records.count(each, Query("household")) == 1


def test_case_32_a_package_from_before_the_merge_does_not_undo_it(desks):
    first, second, high = desks
    one, other = (family(each, "1") for each in (first, second))
    old = pack(second, high)
    rounds(first, second, high=high)
    duplicates.merge(high, "household", one, other)
    assert incoming.take(high, old).state == "taken"
    rounds(first, second, high=high)
    for each in desks:
        assert records.get(each, "household", other).id == one


def matter_at(first: Desk, high: Desk) -> str:
    """A matter of the village that the township knows, being worked on in the village."""
    for each in (first, high):
        each.settings.set(ON_PAPER, False)
    matter = records.add(first, "matter", {"opened": "2026-11-02", "description": "路灯不亮"})
    for step in ("accept", "handle"):
        act(first, matter, step, {"text": "情况", "date": "2026-11-03"})
    carry(first, high)
    return matter


def steps(desk: Desk, matter: str) -> list[str]:
    return [each.act for each in state_of(desk, matter).taken]


def test_case_33_progress_beside_a_finish_is_a_legal_history_wherever_it_is_read(desks):
    first, second, high = desks
    matter = matter_at(first, high)
    carry(high, second)
    act(first, matter, "handle", {"text": "换灯泡", "date": "2026-11-04"})
    act(second, matter, "finish", {"text": "已亮", "date": "2026-11-05"})
    rounds(first, second, high=high)
    for each in desks:
        assert steps(each, matter) == ["accept", "handle", "handle", "finish"]
        assert step_conflicts.step_conflicts(each) == []


def test_case_33_closed_beside_progress_beside_another_turn_keeps_a_legal_history_and_asks(desks):
    first, second, high = desks
    matter = matter_at(first, high)
    carry(high, second)
    for step, result in (("finish", ""), ("feed_back", ""), ("evaluate", "satisfied"), ("close", "")):
        act(first, matter, step, {"text": "已亮", "date": "2026-11-05", "result": result})
    act(second, matter, "handle", {"text": "还在修", "date": "2026-11-06"})
    act(second, matter, "escalate", {"text": "要换线路", "date": "2026-11-06"})
    rounds(first, second, high=high)
    for each in desks:
        assert state_of(each, matter).state is State.CLOSED
        assert steps(each, matter)[-1] == "close"
        asked = step_conflicts.step_conflicts(each)
        assert [found.step.label for found in asked] == ["处置", "上报"]
        assert {one.office for found in asked for one in (found.step, *found.beside)} == {"柿子村"}
        assert "销号" in [one.label for one in asked[0].beside]


def in_two_ways(first: Desk, second: Desk, high: Desk) -> str:
    """A matter that one PC finished while the other handed it up; all have heard of it."""
    matter = matter_at(first, high)
    carry(high, second)
    act(first, matter, "finish", {"text": "已亮", "date": "2026-11-05"})
    act(second, matter, "escalate", {"text": "要换线路", "date": "2026-11-06"})
    rounds(first, second, high=high)
    return matter


def test_case_33_striking_the_step_out_at_one_office_settles_it_at_all(desks):
    first, second, high = desks
    matter = in_two_ways(first, second, high)
    (asked,) = step_conflicts.step_conflicts(high)
    step_conflicts.strike_out(high, matter, asked.step.event, "已修好，不用上报")
    rounds(first, second, high=high)
    for each in desks:
        assert step_conflicts.count(each) == 0
        assert state_of(each, matter).state is State.FINISHED
    with pytest.raises(Problem) as refused:
        step_conflicts.explain(high, matter, asked.step.event, "再说一次")
    assert refused.value.code == "not_in_conflict"


def test_case_33_a_word_on_the_step_settles_it_too(desks):
    first, second, high = desks
    matter = in_two_ways(first, second, high)
    (asked,) = step_conflicts.step_conflicts(second)
    step_conflicts.explain(second, matter, asked.step.event, "两边电话说好了")
    rounds(second, first, high=high)
    assert [step_conflicts.count(each) for each in desks] == [0, 0, 0]


def test_case_26_what_the_township_says_again_meets_unseen_edits_as_questions(tmp_path):
    with closing(village(tmp_path)) as low, closing(township(tmp_path)) as high:
        join(low, high)
        person = records.add(low, "person", make_person(name="张桂花", phone="13800001111", notes=""))
        carry(low, high)
        records.change(low, "person", person, {"phone": "13800002222", "job": "护林员"})
        mine = records.add(low, "person", make_person(name="还没交的人"))
        before = records.get(low, "person", person)
        add_operator(high, "李审核", "review", "审核的密码一", CHEAP)
        assert asserting.assert_records(high, low.office.id, "李审核", "审核的密码一") > 0
        assert broken_chains(high.store.database) == 0
        carry(high, low)
        asked = {
            (each.field, *sorted(str(one.raw) for one in each.choices)) for each in deciding.questions(low)
        }
        assert asked == {("phone", "13800001111", "13800002222"), ("job", "None", "护林员")}
        assert records.get(low, "person", person).values == before.values
        assert records.get(low, "person", mine)["name"] == "还没交的人"
        carry(low, high)
        assert {each.field for each in deciding.questions(high)} == {"phone", "job"}


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("", "随便", "same_person"), ("谁", "随便", "second_reviews"), ("李审核", "错的密码", "wrong_password")],
)
def test_case_26_two_people_must_want_it(tmp_path, name, password, code):
    with closing(village(tmp_path)) as low, closing(township(tmp_path)) as high:
        join(low, high)
        carry(low, high)
        add_operator(high, "李审核", "review", "审核的密码一", CHEAP)
        second = high.operator.name if code == "same_person" else name
        with pytest.raises(Problem) as refused:
            asserting.assert_records(high, low.office.id, second, password)
        assert refused.value.code == code


def test_case_26_what_both_typed_alike_asks_nobody_and_keeps_nobody_from_it(tmp_path):
    with closing(village(tmp_path)) as low, closing(township(tmp_path)) as high:
        join(low, high)
        person = records.add(low, "person", make_person(name="张桂花", phone="13800001111"))
        carry(low, high)
        for desk in (low, high):
            records.change(desk, "person", person, {"phone": "13800002222"})
        carry(low, high)
        add_operator(high, "李审核", "review", "审核的密码一", CHEAP)
        assert deciding.questions(high) == []
        assert asserting.assert_records(high, low.office.id, "李审核", "审核的密码一") > 0
        assert broken_chains(high.store.database) == 0
        carry(high, low)
        records.change(low, "person", person, {"phone": "13800003333"})
        carry(low, high)
        assert (deciding.questions(low), deciding.questions(high)) == ([], [])
        assert {records.get(desk, "person", person)["phone"] for desk in (low, high)} == {"13800003333"}


def test_case_26_all_of_the_township_s_records_given_anew_overwrite_no_edit_unseen(tmp_path):
    with closing(village(tmp_path)) as low, closing(township(tmp_path)) as high:
        join(low, high)
        person = records.add(low, "person", make_person(name="张桂花", phone="13800001111", notes=""))
        carry(low, high)
        records.change(low, "person", person, {"phone": "13800002222", "notes": "村里写的"})
        mine = records.add(low, "person", make_person(name="还没交的人"))
        records.change(high, "person", person, {"phone": "13800003333"})
        carry(high, low, is_full=True)
        (question,) = deciding.questions(low)
        assert {str(each.raw) for each in question.choices} == {"13800002222", "13800003333"}
        assert records.get(low, "person", person)["notes"] == "村里写的"
        assert records.get(low, "person", mine)["name"] == "还没交的人"


def test_two_identity_numbers_are_one_question_and_decided_together(tmp_path):
    with closing(village(tmp_path)) as low, closing(township(tmp_path)) as high:
        join(low, high)
        person = records.add(low, "person", make_person(name="张桂花"))
        carry(low, high)
        records.change(low, "person", person, {"id_number": "500110196203041295"})
        records.change(high, "person", person, {"id_number": "50011019620304"})
        carry(low, high)
        (question,) = deciding.questions(high)
        assert (question.field, deciding.count(high)) == ("id_number", 1)
        deciding.decide(high, "person", person, "id_number", "50011019620304")
        assert deciding.count(high) == 0
        carry(high, low)
        assert deciding.count(low) == 0
        states = {records.get(each, "person", person)["id_state"] for each in (low, high)}
        assert len(states) == 1 and states != {records.get(low, "person", person)["id_number"]}
