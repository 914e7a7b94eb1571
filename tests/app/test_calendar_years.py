"""A year's calendar in spans, what a deadline leaps over, and whose word holds where two offices speak."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import workdays
from app.calendar_years import figures, leapt_over, span_words, spans
from app.codes import assembled
from app.offices import OpenOffice
from app.problems import Problem
from app.workdays import calendar_of
from tests.app.village_desk import open_village
from tests.exchange.offices import carry, joined_pair

SHIPPED = calendar_of(assembled())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice]]:
    low, high = joined_pair(tmp_path)
    yield low, high
    low.close()
    high.close()


def test_a_year_is_told_in_spans_in_the_order_of_the_days():
    found = spans(SHIPPED, 2026)
    assert [span_words(each.first, each.last) for each in found[:4]] == [
        "1月1日（周四）至3日（周六）", "1月4日（周日）", "2月14日（周六）", "2月15日（周日）至23日（周一）",
    ]  # fmt: skip
    assert {each.source for each in found} == {"announced"}
    assert sum(len(each.days) for each in found if each.rests) == figures(SHIPPED, 2026).rest == 33


@given(year=st.integers(2005, 2030))
def test_the_worked_days_of_a_year_are_those_counted_one_by_one(year: int):
    days = [
        date(year, 1, 1) + timedelta(days=at) for at in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    assert figures(SHIPPED, year).worked == sum(map(SHIPPED.is_working, days))


@pytest.mark.parametrize(
    ("first", "count", "leapt"),
    [
        ("2026-11-20", 15, "跳过周末6天"),
        ("2026-09-24", 10, "跳过中秋3天、国庆节7天、周末1天，10月10日（周六）上班算在内"),
        ("2026-11-23", 3, ""),
    ],
)
def test_what_a_deadline_leaps_over_is_told(first: str, count: int, leapt: str):
    start = date.fromisoformat(first)
    assert leapt_over(SHIPPED, start, SHIPPED.after(start, count)) == leapt


@given(first=st.dates(date(2024, 1, 1), date(2027, 1, 1)), days=st.integers(-60, 60))
def test_telling_what_is_leapt_over_never_fails(first: date, days: int):
    assert "跳过跳过" not in leapt_over(SHIPPED, first, first + timedelta(days=days))


def test_an_own_day_is_named_as_such_and_taken_back_alone(desk: OpenOffice):
    workdays.publish(desk, {date(2026, 11, 25): "镇庆"}, {})
    calendar = calendar_of(desk.codes)
    assert calendar.source[date(2026, 11, 25)] == "own"
    assert workdays.withdraw(desk, [date(2026, 11, 25), date(2026, 10, 1)]) == 1
    assert calendar_of(desk.codes).is_working(date(2026, 11, 25))
    with pytest.raises(Problem, match="不是本单位加的"):
        workdays.withdraw(desk, [date(2026, 10, 1)])


def test_a_rest_day_turned_into_a_worked_one_is_no_longer_both(desk: OpenOffice):
    workdays.publish(desk, {date(2026, 11, 25): "镇庆"}, {})
    workdays.publish(desk, {}, {date(2026, 11, 25): "不放了"})
    assert calendar_of(desk.codes).is_working(date(2026, 11, 25))
    workdays.publish(desk, {}, {date(2026, 10, 2): "抢收"})
    assert calendar_of(desk.codes).is_working(date(2026, 10, 2))


def test_the_township_wins_for_the_years_it_told_and_the_village_may_add_no_more(pair):
    low, high = pair
    workdays.publish(low, {date(2027, 3, 1): "村里放假", date(2028, 3, 1): "村里放假"}, {})
    workdays.publish(high, {date(2027, 1, 1): "元旦"}, {date(2027, 1, 9): "元旦"})
    carry(high, low)
    calendar = calendar_of(low.codes)
    assert calendar.source[date(2027, 1, 1)] == "above" and calendar.is_working(date(2027, 1, 9))
    assert calendar.is_working(date(2027, 3, 1))  # 2027 is told from above
    assert not calendar.is_working(date(2028, 3, 1))  # of 2028 nothing was told
    with pytest.raises(Problem, match="2027年的放假安排由上级下发"):
        workdays.publish(low, {date(2027, 5, 5): "村里放假"}, {})


def test_what_a_village_says_of_its_days_does_not_count_in_the_township(pair):
    low, high = pair
    workdays.publish(low, {date(2026, 11, 25): "村里放假"}, {})
    carry(low, high)
    assert calendar_of(high.codes).is_working(date(2026, 11, 25))
    assert workdays.publish(high, {date(2026, 11, 25): "全镇放假"}, {}) == 1
    carry(high, low)
    assert calendar_of(low.codes).rest[date(2026, 11, 25)] == "全镇放假"
