"""Two months of three villages, a township and a county: every arrow walked, the same told at every level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import records
from app.exchange import step_conflicts
from app.matters import supervision
from app.matters.acts import PartState
from app.matters.desk_lists import Wanted, count
from app.matters.recording import states
from app.matters.stored import stored
from app.matters.supervision import Rate, Trace, figures, ids_behind
from app.matters.weekly import parse_week, week_of, weekly_list
from app.records import Query
from tests.journey import by_hand
from tests.journey.arrows import UNREACHABLE, arrows_drawn
from tests.journey.counting import COUNTED, Facts, by_value, calls_of, counted, facts_of, open_after, punctual
from tests.journey.living import UPPER, Course, Done, Journey
from tests.journey.plans import FIRST, LAST, LEVELS, MATTERS, drawn

TODAY = LAST.isoformat()
SPANS = (("2026-12", "2026-12"), ("2027-01", "2027-01"), ("2026-01", "2026-12"), ("2024-01", "2027-12"))
DIMENSIONS = ("", "village", "organization", "responsible", "category", "kind", "channel")
# Whose matters each desk sees: its own, and those of the offices below it.
SEES = {"v1": ("v1",), "v2": ("v2",), "v3": ("v3",), "t": ("v1", "v2", "v3", "t"), "k": tuple(LEVELS)}
DESKS = tuple(SEES)


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    made = Journey(tmp_path_factory.mktemp("journey"), drawn(by_hand.plans()))
    made.live()
    yield made
    made.close()


def seen_by(journey: Journey, key: str) -> list[Course]:
    return [each for each in journey.courses.values() if each.plan.origin in SEES[key]]


def facts_for(journey: Journey, key: str) -> list[Facts]:
    return [
        facts_of(each, journey.desks[each.plan.origin].office.id, lines_of(journey, each))
        for each in seen_by(journey, key)
    ]


def lines_of(journey: Journey, course: Course) -> list[Done]:
    return [line for line in journey.script if line.plan == course.plan.name]


def test_every_arrow_that_a_matter_can_take_was_walked(journey):
    walked = {
        course.plan.steps[at].arrow
        for course in journey.courses.values()
        for at in range(course.at)
        if not course.plan.steps[at].struck
    }
    assert arrows_drawn() - walked == set(UNREACHABLE)


def test_two_hundred_matters_met_everything_that_the_way_of_a_matter_may_meet(journey):
    acts = [line.act for line in journey.script]
    said = {line.result for line in journey.script if line.act == "evaluate"}
    whistled = [course for course in journey.courses.values() if len(course.parts) >= 3]
    assert len(journey.courses) == MATTERS and all(course.id for course in journey.courses.values())
    assert said == {"satisfied", "basically", "dissatisfied", "not_reached"}
    assert len(whistled) > 10 and {each.plan.origin for each in whistled} >= {"v1", "v2", "t"}
    assert min(acts.count(name) for name in ("return", "extend", "suspend", "escalate", "correct")) >= 15
    assert {line.desk for line in journey.script} == set(DESKS)


def test_sources_of_a_theme_were_told_its_result_also_across_villages(journey):
    told = [course for course in journey.courses.values() if course.plan.theme]
    assert all("feed_back" in {each.move.act.value for each in c.plan.steps[: c.at]} for c in told)
    assert {(each.plan.origin, journey.courses[each.plan.theme].plan.origin) for each in told} == {
        ("v1", "v1"),
        ("v2", "t"),
    }


def test_packages_came_late_twice_and_out_of_order(journey):
    assert min(journey.counted[each] for each in ("late", "already", "out of order")) >= 5


@pytest.mark.parametrize("key", DESKS)
def test_each_office_sees_its_own_matters_and_those_below_and_nothing_more(journey, key):
    desk = journey.desks[key]
    seen = seen_by(journey, key)
    assert {each.id for each in records.find(desk, Query("matter"))} == {each.id for each in seen}
    events = {each.id for each in records.find(desk, Query("matter_event"))}
    assert events == {event for each in seen for event in each.events}
    registered = {each["name"] for each in records.find(desk, Query("person"))}
    assert registered == {f"责任人{below}" for below in SEES[key]}


@pytest.mark.parametrize("key", DESKS)
def test_every_matter_stands_where_its_plan_led_it(journey, key):
    desk, facts = journey.desks[key], {each.id: each for each in facts_for(journey, key)}
    found = states(desk, list(facts))
    kept = stored(desk, list(facts))
    for course in seen_by(journey, key):
        now, fact, row = found[course.id], facts[course.id], kept[course.id]
        spot = course.spot
        parts = [
            (number, called, state) for (number, called), state in zip(course.parts, spot.parts, strict=True)
        ]
        assert (now.state, now.holder) == (spot.state, spot.holder), course.plan.name
        assert [(each.whistle, each.organization, each.state) for each in now.parts] == parts
        assert (now.deadline or course.plan.values.get("deadline", "")) == fact.deadline
        assert (now.satisfaction, now.closed, now.rounds) == (fact.satisfaction, fact.closed, course.rounds)
        assert (now.direct, now.reported) == (spot.direct, spot.reported)
        assert (row.state, row.done or "", row.deadline or "") == (spot.state, fact.done, fact.deadline)


@pytest.mark.parametrize("key", [key for key in DESKS if key in UPPER])
def test_a_matter_stands_the_same_at_every_office_that_sees_it(journey, key):
    desk, upper = journey.desks[key], journey.desks[UPPER[key]]
    ids = [each.id for each in seen_by(journey, key)]
    assert states(desk, ids) == states(upper, ids)
    assert stored(desk, ids) == stored(upper, ids)


@pytest.mark.parametrize("key", ["v1", "v2", "t", "k"])
def test_what_was_crossed_waits_for_a_person_at_every_office_that_sees_it(journey, key):
    crossed = {
        each.id
        for each in seen_by(journey, key)
        if each.crossed and each.plan.steps[-1].move.act.value == "return"
    }
    disputed = {each.matter for each in step_conflicts.step_conflicts(journey.desks[key])}
    assert disputed == crossed
    assert count(journey.desks[key], Wanted("disputed")) == len(crossed)


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("key", DESKS)
def test_every_figure_equals_the_count_by_brute_force(journey, key, span):
    desk, facts = journey.desks[key], facts_for(journey, key)
    for by in DIMENSIONS:
        found = figures(desk, span[0], span[1], by)
        for value, of_value in by_value(facts, by).items():
            wanted = counted(of_value, span[0], span[1], TODAY)
            for measure in COUNTED:
                told = found[value][measure] if value in found else 0
                assert told == len(wanted.get(measure, ())), (by, value, measure)


@pytest.mark.parametrize("key", ["v1", "v2", "t", "k"])
@pytest.mark.parametrize("span", SPANS[:2])
def test_who_came_in_time_when_called_equals_the_count_by_brute_force(journey, key, span):
    calls = [
        call
        for each in seen_by(journey, key)
        for call in calls_of(each, journey.desks[each.plan.origin].office.id, lines_of(journey, each))
    ]
    for by in ("", "village", "organization"):
        told = supervision.responded(journey.desks[key], span[0], span[1], by)
        for value in {getattr(call, by) if by else "" for call in calls}:
            of_value = [call for call in calls if not by or getattr(call, by) == value]
            rate = told.get(value, Rate(0, 0))
            assert (rate.part, rate.whole) == punctual(of_value, span[0], span[1], TODAY)


@pytest.mark.parametrize("key", DESKS)
def test_every_number_leads_to_its_matters(journey, key):
    desk, facts = journey.desks[key], facts_for(journey, key)
    wanted = counted(facts, "2026-12", "2026-12", TODAY)
    for measure in COUNTED:
        assert set(ids_behind(desk, Trace(measure, "2026-12", "2026-12"))) == wanted.get(measure, set())
    for value, of_value in by_value(facts, "category").items():
        wanted = counted(of_value, "2027-01", "2027-01", TODAY)
        asked = Trace("evaluated", "2027-01", "2027-01", "category", value)
        assert set(ids_behind(desk, asked)) == wanted.get("evaluated", set())


@pytest.mark.parametrize("key", DESKS)
def test_what_is_open_and_what_is_carried_over_equal_the_count_by_brute_force(journey, key):
    desk, facts = journey.desks[key], facts_for(journey, key)
    for month in ("2026-11", "2026-12", "2027-01"):
        assert supervision.open_at(desk, month).get("", 0) == len(open_after(facts, month))
        assert set(ids_behind(desk, Trace("open", month, month))) == open_after(facts, month)
    assert supervision.carried(desk, "2027").get("", 0) == len(open_after(facts, "2026-12"))
    trend = supervision.by_month(desk, "2026-12", "2027-01")
    for month in ("2026-12", "2027-01"):
        wanted = counted(facts, month, month, TODAY)
        names = COUNTED - {"ahead", "overdue"}
        assert {name: trend[month][name] for name in names} == {n: len(wanted.get(n, ())) for n in names}


@pytest.mark.parametrize("key", ["v3", "t", "k"])
@pytest.mark.parametrize("month", list(by_hand.COUNTED))
def test_the_month_report_equals_what_was_counted_with_a_pencil(journey, key, month):
    office = journey.desks["v3"].office.id
    lines = supervision.month_report(journey.desks[key], month, "village", office)
    told = {line.measure: line.month.number for line in lines}
    (told["carried"],) = [line.carried.number for line in lines if line.carried]
    assert told == {name: len(names) for name, names in by_hand.COUNTED[month].items()}


@pytest.mark.parametrize("key", ["v3", "t", "k"])
def test_each_number_of_the_report_leads_to_the_matters_of_the_pencil(journey, key):
    desk, office = journey.desks[key], journey.desks["v3"].office.id
    for month, counts in by_hand.COUNTED.items():
        lines = supervision.month_report(desk, month, "village", office)
        traces = {line.measure: line.month.trace for line in lines}
        (traces["carried"],) = [line.carried.trace for line in lines if line.carried]
        for measure, names in counts.items():
            wanted = {journey.courses[name].id for name in names}
            assert set(ids_behind(desk, traces[measure])) == wanted, (month, measure)


@pytest.mark.parametrize("key", ["v3", "t"])
def test_a_week_s_list_equals_what_was_counted_with_a_pencil(journey, key):
    office = journey.desks["v3"].office.id
    lists = weekly_list(journey.desks[key], parse_week(by_hand.WEEK), office).lists
    names = {course.id: course.plan.name for course in journey.courses.values()}
    told = {name: {names[line.matter.id] for line in lines} for name, lines in vars(lists).items()}
    told["moved"] = {names[line.matter.id] for line in lists.progressed if line.changes}
    assert told == {name: set(each) for name, each in by_hand.ON_THE_LIST.items()}


@pytest.mark.parametrize("village", ["v1", "v2", "v3"])
def test_the_township_and_the_county_read_the_weekly_lists_that_the_village_handed_in(journey, village):
    office = journey.desks[village].office.id
    day = FIRST
    while day <= LAST:
        made = weekly_list(journey.desks[village], week_of(day))
        assert (
            made.handed_in is not None and made.handed_in.text == journey.handed_in[village, made.week.code]
        )
        for upper in ("t", "k"):
            read = weekly_list(journey.desks[upper], week_of(day), office)
            assert (read.summary, read.handed_in) == (made.summary, made.handed_in)
            assert as_told(read.lists) == as_told(made.lists)
        day += timedelta(days=7)


def as_told(lists: Any) -> dict[str, list[Any]]:
    """All but what may be done next: under a theme of the township it alone may tell the result."""
    return {
        name: [(line.matter.id, replace(line.standing, acts=()), line.changes) for line in lines]
        for name, lines in vars(lists).items()
    }


def test_every_part_of_a_whistle_is_counted_as_its_plan_left_it(journey):
    owed = {
        (course.id, called)
        for course in journey.courses.values()
        for (_, called), state in zip(course.parts, course.spot.parts, strict=True)
        if state not in (PartState.FINISHED, PartState.EXCUSED)
    }
    for organization in {called for _, called in owed}:
        for key in ("t", "k"):
            here = {each.id for each in seen_by(journey, key)}
            wanted = {course for course, called in owed if called == organization and course in here}
            assert count(journey.desks[key], Wanted("all", called=organization)) == len(wanted)
