"""Visits: one trip in one write, what is copied and what never, needs, and who waits for a visit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records, visits
from app.matters import State, state_of
from app.offices import OpenOffice
from app.problems import Problem
from app.records import Query
from app.visits import Stop, Trip, VisitProblem
from tests.app.village_desk import add_household, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def visit(desk: OpenOffice, household: str | None, date: str, **values: str) -> str:
    stop = Stop(household, **{"content": "拉家常", **values})
    return visits.record_trip(desk, Trip(date, (stop,)))[0]


def test_a_trip_is_one_visit_per_household_and_one_step_to_undo(desk: OpenOffice):
    homes = [add_household(desk, name) for name in ("张桂花", "李德福")]
    walker = add_person(desk)
    notices: list[str] = []
    desk.notices.subscribe(lambda notice: notices.append(notice.intention))
    stops = tuple(Stop(home, f"看了{number}") for number, home in enumerate(homes))
    made = visits.record_trip(desk, Trip("2026-11-03", stops, (walker,), method="home"))
    found = list(records.by_ids(desk, "visit", made).values())
    assert {each["trip"] for each in found} == {found[0]["trip"]}
    assert [each["visitors"] for each in found] == [[walker], [walker]]
    assert notices == ["visit.trip"]
    desk.undo()
    assert records.count(desk, Query("visit")) == 0


def test_a_bad_stop_lets_the_whole_trip_wait(desk: OpenOffice):
    home = add_household(desk)
    with pytest.raises(Problem):
        visits.record_trip(desk, Trip("2026-11-03", (Stop(home, "好"), Stop(None, ""))))
    assert records.count(desk, Query("visit")) == 0


def test_a_household_is_not_visited_twice_on_one_trip(desk: OpenOffice):
    home = add_household(desk, "张桂花")
    with pytest.raises(VisitProblem, match="张桂花"):
        visits.record_trip(desk, Trip("2026-11-03", (Stop(home, "好"), Stop(home, "好"))))
    with pytest.raises(VisitProblem, match="至少选择一户"):
        visits.record_trip(desk, Trip("2026-11-03", ()))


def test_same_as_last_time_copies_who_and_how_but_no_words(desk: OpenOffice):
    home, walker = add_household(desk), add_person(desk)
    stop = Stop(home, "谈了收成", needs="修路", reflection="自己写的话", next_step="回访")
    visits.record_trip(desk, Trip("2026-11-03", (stop,), (walker,), "组长", "phone", "大湾"))
    assert visits.last_visit_values(desk, home) == {
        "visitors": [walker],
        "companions": "组长",
        "method": "phone",
        "place": "大湾",
    }
    assert visits.last_visit_values(desk, add_household(desk, "新户")) == {}


def test_the_reflection_is_only_asked_about(desk: OpenOffice):
    assert all(line.endswith("？") for line in visits.phrases(desk, "reflection"))
    with pytest.raises(VisitProblem, match="自己写"):
        visits.set_own_phrases(desk, "reflection", ["深受教育"])


def test_an_office_adds_its_own_phrases(desk: OpenOffice):
    before = visits.phrases(desk, "needs")
    visits.set_own_phrases(desk, "needs", ["希望修水渠", " ", "希望修水渠"])
    assert visits.phrases(desk, "needs") == [*before, "希望修水渠"]
    assert visits.phrases(desk, "notes") == []


def test_a_need_becomes_an_accepted_matter_in_one_step(desk: OpenOffice):
    home, walker = add_household(desk), add_person(desk)
    stop = Stop(home, "走访", needs="路灯不亮")
    (source,) = visits.record_trip(desk, Trip("2026-11-03", (stop,), (walker,), method="wechat"))
    matter = records.get(desk, "matter", visits.need_to_matter(desk, source))
    expected = {
        "visit": source, "household": home, "recorder": walker, "opened": "2026-11-03",
        "description": "路灯不亮", "original_words": "路灯不亮", "channel": "wechat",
    }  # fmt: skip
    assert {name: matter[name] for name in expected} == expected
    assert state_of(desk, matter.id).state is State.ACCEPTED
    with pytest.raises(VisitProblem, match="已经转成"):
        visits.need_to_matter(desk, source)
    desk.undo()
    assert records.count(desk, Query("matter")) == 0


def test_a_need_may_wait_to_be_accepted_and_a_visit_without_one_gives_no_matter(desk: OpenOffice):
    home = add_household(desk)
    matter = visits.need_to_matter(
        desk, visit(desk, home, "2026-11-03", needs="修路"), {"category": "road"}, accept=False
    )
    assert state_of(desk, matter).state is State.COLLECTED
    assert records.get(desk, "matter", matter)["category"] == "road"
    with pytest.raises(VisitProblem, match="没有写"):
        visits.need_to_matter(desk, visit(desk, home, "2026-11-04"))


def test_households_wait_for_a_visit_by_their_type(desk: OpenOffice):
    ordinary, hard, never = (
        add_household(desk, head, type=kind)
        for head, kind in (("甲", "ordinary"), ("乙", "low_income"), ("丙", "ordinary"))
    )
    for home in (ordinary, hard):
        visit(desk, home, "2026-08-01")
    waiting = visits.households_not_visited(desk, today=datetime.date(2026, 11, 20))
    assert [(each.household.id, each.days) for each in waiting] == [(never, None), (hard, 111)]
    visits.set_intervals(desk, {"low_income": 365})
    assert [each.household.id for each in visits.households_not_visited(desk)] == [never]
    closer = visits.households_not_visited(desk, {"ordinary": 30})
    assert [each.household.id for each in closer] == [never, ordinary]


def test_a_removed_visit_does_not_count(desk: OpenOffice):
    home = add_household(desk)
    records.remove(desk, "visit", visit(desk, home, "2026-11-19"))
    assert [each.last for each in visits.households_not_visited(desk)] == [""]


def test_of_many_households_only_the_worst_are_read_and_all_are_counted(desk: OpenOffice):
    homes = [add_household(desk, head, number=str(at)) for at, head in enumerate("甲乙丙", 1)]
    visit(desk, homes[1], "2025-01-01")
    found = visits.not_visited(desk, most=2)
    assert found.count == 3
    assert [each.household.id for each in found.worst] == [homes[0], homes[2]]
