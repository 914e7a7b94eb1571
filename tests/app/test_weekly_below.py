"""The weeks of the offices below: who handed in, with which numbers, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.matters import act
from app.matters.recording import events_of
from app.matters.stored import renew
from app.matters.weekly import Week, WeekCounts, hand_in, week_of, weekly_list
from app.matters.weekly_below import weeks_below, weeks_until
from app.matters.weekly_way import is_carried, way
from app.offices import OpenOffice
from app.records import Query, find
from db import weekly_queries
from tests.app.village_desk import add_matter, open_village
from tests.exchange import offices
from tests.exchange.offices import carry, join, joined_pair

THIS = Week(2026, 47)
WAY = ("accept", "handle", "finish", "feed_back", "evaluate", "close")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice]]:
    low, high = joined_pair(tmp_path)
    yield low, high
    low.close()
    high.close()


def close_on(desk: OpenOffice, matter: str, day: str) -> None:
    for step in WAY:
        act(
            desk,
            matter,
            step,
            {"text": "办", "date": day, "result": "satisfied" if step == "evaluate" else None},
        )


def test_a_village_that_did_not_hand_in_stands_with_nothing_and_one_that_did_with_its_numbers(pair):
    low, high = pair
    add_matter(low, opened="2026-11-17")
    carry(low, high)
    (line,) = weeks_below(high, THIS, 3)
    assert (line.name, [each.handed_in for each in line.weeks]) == ("柿子村", [None, None, None])
    hand_in(low, THIS)
    carry(low, high)
    (line,) = weeks_below(high, THIS, 3)
    newest = line.weeks[0]
    assert newest.handed_in and newest.handed_in.counts == WeekCounts(1, 0, 0) == newest.counts
    before = line.of(THIS.before())
    assert not newest.is_outdated and before is not None and before.handed_in is None
    assert line.of(THIS.after()) is None


def test_what_changed_after_handing_in_is_seen_at_both_until_it_is_handed_in_again(pair):
    low, high = pair
    hand_in(low, THIS)
    add_matter(low, opened="2026-11-18")
    carry(low, high)
    assert weekly_list(low, THIS).is_outdated and weeks_below(high, THIS)[0].weeks[0].is_outdated
    hand_in(low, THIS)
    carry(low, high)
    assert not weekly_list(low, THIS).is_outdated and not weeks_below(high, THIS)[0].weeks[0].is_outdated


def test_who_has_not_handed_in_stands_first(tmp_path: Path):
    high = offices.township(tmp_path)
    lows = [offices.village(tmp_path, f"{name}村", f"50011010320{at}") for at, name in enumerate("甲乙", 3)]
    for low in lows:
        join(low, high)
    hand_in(lows[0], THIS)
    carry(lows[0], high)
    assert [line.name for line in weeks_below(high, THIS)] == ["乙村", "甲村"]
    for desk in (*lows, high):
        desk.close()


def test_a_county_sees_its_townships_with_the_numbers_of_their_villages(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    top = offices.county(tmp_path)
    join(high, top)
    add_matter(low, opened="2026-11-17")
    hand_in(low, THIS)
    carry(low, high)
    hand_in(high, THIS)
    carry(high, top)
    (line,) = weeks_below(top, THIS, 1)
    assert (line.name, line.weeks[0].counts) == ("大石镇", WeekCounts(1, 0, 0))
    assert line.weeks[0].handed_in and line.weeks[0].handed_in.counts == WeekCounts(1, 0, 0)
    for desk in (low, high, top):
        desk.close()


def test_it_is_told_where_a_list_goes_and_whether_a_package_took_it(pair):
    low, high = pair
    paper = hand_in(low, THIS)
    before = way(low)
    assert (before.upper, is_carried(low, paper, before)) == ("大石镇", False)
    carry(low, high)
    after = way(low)
    assert is_carried(low, paper, after) and after.number > before.number
    assert way(high).upper == "" and not is_carried(low, paper, way(high))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=st.lists(st.tuples(st.integers(1, 40), st.one_of(st.none(), st.integers(0, 20))), max_size=8))
def test_the_counts_are_those_of_the_three_lists_and_each_matter_stands_where_it_must(
    tmp_path_factory: pytest.TempPathFactory, ways: list[tuple[int, int | None]]
):
    desk = open_village(tmp_path_factory.mktemp("office"))
    start = date(2026, 10, 5)
    for opened, after in ways:
        day = start + timedelta(days=opened)
        matter = add_matter(desk, opened=day.isoformat())
        if after is not None:
            close_on(desk, matter, (day + timedelta(days=after)).isoformat())
    renew(desk)
    weeks = weeks_until(week_of(start + timedelta(days=45)), 8)
    spans = [(week.first.isoformat(), week.last.isoformat()) for week in weeks]
    counted = weekly_queries.counts(desk.store.database, spans).get(desk.office.id, [(0, 0, 0)] * 8)
    for week, numbers in zip(weeks, counted, strict=True):
        made = weekly_list(desk, week)
        added, progressed, closed = brute_force(desk, week)
        assert [{line.matter.id for line in each} for each in vars(made.lists).values()] == [
            added, progressed, closed,
        ]  # fmt: skip
        assert not added & progressed and not progressed & closed
        assert numbers == (len(added), len(progressed), len(closed))
    desk.close()


def brute_force(desk: OpenOffice, week: Week) -> tuple[set[str], set[str], set[str]]:
    """The three lists, read off every matter and event without the machine."""
    first, last = week.first.isoformat(), week.last.isoformat()
    matters = find(desk, Query("matter"))
    ended = {
        key: min((event.date for event in events if event.act == "close"), default="9")
        for key, events in events_of(desk, [each.id for each in matters]).items()
    }
    opened = {each.id: each["opened"] for each in matters}
    return (
        {key for key, day in opened.items() if first <= day <= last},
        {key for key, day in opened.items() if day < first and ended[key] > last},
        {key for key, day in ended.items() if first <= day <= last},
    )
