"""The deadline field: working days become a date, and what lies between is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.kinds import KINDS
from app.workdays import Calendar
from ui.fields.working_days import Counting, DeadlineField, skipped, typed_count

SPEC = KINDS["matter_event"].field("deadline")
TODAY = date(2026, 9, 28)  # a Monday
NATIONAL = {date(2026, 10, day): "国庆节" for day in (1, 2, 5, 6, 7)}
CALENDAR = Calendar(NATIONAL, {date(2026, 10, 10): "国庆节补班"}, frozenset({2026}))


def made(qtbot: QtBot, start: date = TODAY, since: str = "") -> DeadlineField:
    field = DeadlineField(SPEC, Counting(lambda: CALENDAR, lambda: start, since), lambda: TODAY)
    qtbot.addWidget(field)
    return field


def typed(field: DeadlineField, text: str) -> str | None:
    field.line.clear()
    field.line.insert(text)
    value = field.value()
    return None if value is None else str(value)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("15", 15), ("15天", 15), ("15个工作日", 15), ("１５ 工作日", 15), ("0", None), ("2026", None),
        ("11-5", None), ("", None), ("十五", None),
    ],
)  # fmt: skip
def test_a_number_of_working_days_is_understood(text: str, count: int | None) -> None:
    assert typed_count(text) == count


def test_working_days_pass_over_a_holiday_and_count_the_day_made_up_for(qtbot: QtBot) -> None:
    field = made(qtbot)
    assert typed(field, "4") == "2026-10-09"
    assert field.hint == "10月9日（周五），从今天起 4 个工作日，跳过国庆节放假 5 天"
    assert typed(field, "5") == "2026-10-10"


def test_a_date_is_taken_as_it_is_and_told_in_working_days(qtbot: QtBot) -> None:
    field = made(qtbot)
    assert typed(field, "2026-10-06") == "2026-10-06"
    assert field.hint == "10月6日（周二），从今天起 2 个工作日，跳过国庆节放假 4 天，这一天不上班"


def test_leaving_the_field_shows_the_date_that_was_meant(qtbot: QtBot) -> None:
    field = made(qtbot)
    typed(field, "3")
    field._leave()
    assert field.typed == "2026-10-08"
    assert "3 个工作日" not in field.typed and "3 个工作日" in field.hint


def test_a_deadline_is_prolonged_from_the_one_before(qtbot: QtBot) -> None:
    field = made(qtbot, date(2026, 10, 8), "原时限 2026-10-08")
    assert typed(field, "2") == "2026-10-10"
    assert field.hint == "10月10日（周六），从原时限 2026-10-08起 2 个工作日"
    typed(field, "2026-10-08")
    assert field.hint == "10月8日（周四）不在原时限 2026-10-08之后，请核对"


def test_a_year_of_which_no_holidays_are_known_is_named(qtbot: QtBot) -> None:
    field = made(qtbot)
    typed(field, "2027-01-04")
    assert "2027" in field.hint


@given(st.integers(1, 400))
def test_what_is_skipped_and_what_is_worked_make_up_the_weekdays_between(count: int) -> None:
    last = CALENDAR.after(TODAY, count)
    off = sum(len(days) for days in skipped(CALENDAR, TODAY, last).values())
    weekdays = sum(
        date.fromordinal(day).weekday() < 5 for day in range(TODAY.toordinal() + 1, last.toordinal() + 1)
    )
    made_up = sum(TODAY < day <= last for day in CALENDAR.made_up)
    assert CALENDAR.between(TODAY, last) == count == weekdays - off + made_up
