"""Working days: the holidays that were announced, make-up days, and calendars that a township sends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import records, workdays
from app.codes import CodeChange, assembled
from app.offices import OpenOffice
from app.problems import Problem
from app.workdays import REST, WORK, Calendar, calendar_of
from tests.app.village_desk import open_village
from tests.exchange.offices import carry, joined_pair

SHIPPED = calendar_of(assembled())
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def told(*changes: tuple[str, str, str]) -> Calendar:
    return calendar_of(assembled(CodeChange(*each) for each in changes))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2025-01-26", True),  # a Sunday worked for the Spring Festival
        ("2025-01-28", False),  # 除夕
        ("2025-10-08", False),
        ("2025-10-11", True),  # a Saturday worked for the National Day
        ("2026-11-20", True),
        ("2026-11-21", False),
    ],
)
def test_the_announced_holidays_and_make_up_days_are_known(day: str, working: bool):
    assert SHIPPED.is_working(date.fromisoformat(day)) is working


def test_a_deadline_of_fifteen_working_days_leaps_over_the_national_day():
    assert SHIPPED.after(date(2025, 9, 24), 15) == date(2025, 10, 21)
    assert SHIPPED.rest[date(2025, 1, 29)] == "春节"


@given(start=DAYS, count=st.integers(-300, 300))
def test_counting_back_what_was_counted_on_gives_the_number(start: date, count: int):
    day = SHIPPED.after(start, count)
    assert count == 0 or SHIPPED.is_working(day)
    assert SHIPPED.between(start, day) == (count if count >= 0 else -by_hand(SHIPPED, day, start))


@given(one=DAYS, other=DAYS)
def test_days_between_are_those_counted_one_by_one(one: date, other: date):
    first, last = sorted((one, other))
    assert SHIPPED.between(first, last) == by_hand(SHIPPED, first, last)
    assert SHIPPED.between(last, first) == -by_hand(SHIPPED, first, last)


def by_hand(calendar: Calendar, first: date, last: date) -> int:
    days = (first + timedelta(days=at) for at in range(1, (last - first).days + 1))
    return sum(calendar.is_working(day) for day in days)


def test_a_year_nobody_told_of_is_counted_by_weeks_and_said_to_be(desk: OpenOffice):
    found = workdays.deadline(desk, date(2026, 12, 28), 10)
    assert found.day == date(2027, 1, 11)
    assert found.warning.startswith("2027年的放假和调休安排还没有收到")
    assert workdays.deadline(desk, date(2026, 11, 2), 10).warning == ""


def test_what_the_lists_say_overrules_what_was_known():
    calendar = told((REST, "2026-11-20", "镇庆"), (WORK, "2026-11-21", "补班"), (REST, "明天", "不是日期"))
    assert (calendar.is_working(date(2026, 11, 20)), calendar.is_working(date(2026, 11, 21))) == (False, True)


def test_a_told_calendar_makes_its_year_known(desk: OpenOffice):
    changed = workdays.publish(desk, {date(2027, 1, 1): "元旦"}, [date(2027, 2, 6)])
    assert changed == 2
    found = workdays.deadline(desk, date(2026, 12, 28), 10)
    assert (found.day, found.warning) == (date(2027, 1, 12), "")


def test_a_calendar_written_by_mistake_can_be_undone(desk: OpenOffice):
    workdays.publish(desk, {date(2026, 11, 20): "镇庆"}, [])
    assert desk.undo() == "codes.calendar"
    assert calendar_of(desk.codes).is_working(date(2026, 11, 20))


def test_publishing_the_same_again_writes_nothing(desk: OpenOffice):
    workdays.publish(desk, {date(2027, 1, 1): "元旦"}, [])
    before = records.count(desk, records.Query("code"))
    assert workdays.publish(desk, {date(2027, 1, 1): "元旦"}, []) == 0
    assert records.count(desk, records.Query("code")) == before


def test_an_extension_counts_from_the_deadline_it_prolongs(desk: OpenOffice):
    assert workdays.extended(desk, date(2026, 11, 20), 5).day == date(2026, 11, 27)
    assert (workdays.left(desk, date(2026, 11, 27)), workdays.left(desk, date(2026, 11, 18))) == (5, -2)


@pytest.mark.parametrize("count", [4000, -4000])
def test_a_slip_of_the_keyboard_is_no_deadline(desk: OpenOffice, count: int):
    with pytest.raises(Problem, match="最多 3660 天"):
        workdays.deadline(desk, date(2026, 11, 20), count)


def test_a_day_at_the_end_of_all_years_is_refused():
    with pytest.raises(Problem, match="天数太多"):
        SHIPPED.after(date(9999, 12, 30), 30)


def test_a_calendar_that_the_township_wrote_arrives_in_the_village(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    workdays.publish(high, {date(2027, 5, 3): "劳动节"}, [])
    carry(high, low)
    calendar = calendar_of(low.codes)
    assert (calendar.is_working(date(2027, 5, 3)), calendar.unknown(date(2027, 1, 1), date(2027, 2, 1))) == (
        False,
        (),
    )
    for desk in (low, high):
        desk.close()
