"""A township gives matters to its villages: through sealed files, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import matters, records
from app.desk import Desk
from app.exchange import deciding, incoming, joining
from app.exchange.reaching import Reachable
from app.matters import desk_lists
from app.matters.assigning import assign, check_offices
from app.matters.desk_lists import Wanted
from app.matters.recording import MatterProblem
from app.problems import Problem
from app.records import Query
from tests.exchange.offices import SIGNS, carry, join, township, village
from tests.factories import make_household, make_person

ORDER = {"description": "检查塘坝溢洪道", "category": "water", "days": 5, "standard": "拍照留底，隐患当日报"}


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Desk, Desk, Desk]]:
    """The township and two villages that have each handed in once."""
    high, one, two = township(tmp_path), village(tmp_path), village(tmp_path, "桃花村", "500110103204")
    for each in (one, two):
        join(each, high)
        carry(each, high)
    yield high, one, two
    for each in (high, one, two):
        each.close()


def listed(desk: Desk, name: str) -> list[str]:
    return [each.matter.id for each in desk_lists.page(desk, Wanted(name))]


def test_what_the_township_assigns_waits_on_the_villages_desk_and_on_no_other(offices):
    high, one, two = offices
    (matter,) = assign(high, [one.office.id], ORDER)
    carry(high, one)
    carry(high, two)
    assert listed(one, "to_sort") == [matter]
    found = records.get(one, "matter", matter)
    assert (found.office, found["channel"], found["opened"], found["deadline"], found["standard"]) == (
        one.office.id, "upper", "2026-11-20", "2026-11-27", "拍照留底，隐患当日报",
    )  # fmt: skip
    assert records.count(two, Query("matter")) == 0
    assert deciding.quarantine(one) == []


def test_the_villages_steps_travel_back_and_both_show_the_same_state(offices):
    high, one, _ = offices
    (matter,) = assign(high, [one.office.id], ORDER)
    carry(high, one)
    for act in ("accept", "handle", "finish"):
        matters.act(one, matter, act, {"text": "溢洪道已清"})
    records.change(one, "matter", matter, {"feedback": "三处隐患都已处理"})
    report = carry(one, high)
    assert (report.parked, report.conflicts) == ((), ())
    assert matters.state_of(one, matter) == matters.state_of(high, matter)
    assert matters.state_of(high, matter).state == "finished"
    assert records.get(high, "matter", matter)["feedback"] == "三处隐患都已处理"


def test_several_villages_get_a_matter_each_in_one_action_that_undo_takes_back(offices):
    high, one, two = offices
    ids = assign(high, [one.office.id, two.office.id], ORDER)
    assert [records.get(high, "matter", each).office for each in ids] == [one.office.id, two.office.id]
    assert high.undo() == "matter.assign"
    for each in (one, two):
        carry(high, each)
        assert records.count(each, Query("matter")) == 0
        assert listed(each, "all") == []


def test_what_was_taken_back_after_handing_over_leaves_the_villages_desk(offices):
    high, one, _ = offices
    assign(high, [one.office.id], ORDER)
    carry(high, one)
    carry(one, high)
    high.undo()
    carry(high, one)
    assert listed(one, "all") == []


def test_an_office_that_was_admitted_and_has_handed_nothing_in_yet_can_be_given_matters(offices, tmp_path):
    high, _, _ = offices
    new = village(tmp_path, "梨树村", "500110103205")
    asked = joining.request(new, SIGNS)
    admitted = joining.admit(high, asked.path, asked.digits)
    (matter,) = assign(high, [new.office.id], ORDER)
    joining.join(new, admitted.approval)
    incoming.take(new, admitted.records.path)
    carry(high, new)
    assert listed(new, "to_sort") == [matter]
    new.close()


def test_an_office_whose_records_have_no_place_here_is_named_with_what_to_do():
    with pytest.raises(MatterProblem) as refused:
        check_offices(["1"], [Reachable("1", "梨树村", is_ready=False)])
    assert refused.value.sentence == "还没有收到过梨树村的数据，不能交办。请先收一次它的数据包，再交办。"


def refusal(desk: Desk, offices: list[str], values: dict[str, object]) -> str | None:
    """The sentence that refuses, or None when it was done."""
    try:
        assign(desk, offices, values)
    except MatterProblem as problem:
        return problem.sentence
    return None


def test_an_order_without_text_or_deadline_to_nobody_or_from_a_village_is_refused(offices):
    high, one, _ = offices
    to = [one.office.id]
    assert "问题描述、办理时限" in (refusal(high, to, {}) or "")
    assert "请先选" in (refusal(high, [], ORDER) or "")
    assert "不在本单位下面" in (refusal(high, [high.office.id], ORDER) or "")
    assert "本村自己的事项" in (refusal(one, to, ORDER) or "")
    assert "不是天数" in (refusal(high, to, {**ORDER, "days": "三天"}) or "")
    assert records.count(high, Query("matter")) == 0


def test_only_a_reviewer_assigns(offices):
    high, one, _ = offices
    high.operator = type(high.operator)(high.operator.id, high.operator.name, "entry")
    with pytest.raises(Problem) as refused:
        assign(high, [one.office.id], ORDER)
    assert refused.value.code == "only_review"


def test_one_village_is_never_told_of_anothers_people(offices):
    high, one, two = offices
    home = records.add(one, "household", make_household(head="张桂花"))
    person = records.add(one, "person", make_person(household=home, name="张桂花"))
    carry(one, high)
    assert "不是要交办的那个单位的人" in (refusal(high, [two.office.id], {**ORDER, "person": person}) or "")
    (matter,) = assign(high, [one.office.id], {**ORDER, "person": person, "household": home})
    carry(high, one)
    assert records.get(one, "matter", matter)["person"] == person
