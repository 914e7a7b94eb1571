"""Dates as clerks type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.fields.dates import typed_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026.11.5", "2026-11-05"),
        ("20261105", "2026-11-05"),
        ("2026年11月5日", "2026-11-05"),
        ("２０２６．１１．５", "2026-11-05"),
        ("2026。11。5", "2026-11-05"),
        ("26.1.5", "2026-01-05"),
        ("11-5", "2026-11-05"),
        ("6-1", "2026-06-01"),
        ("2026-11", "2026-11"),
        ("202611", "2026-11"),
        ("1957", "1957"),
        ("今天", "2026-11-22"),
        ("昨天", "2026-11-21"),
    ],
)
def test_a_date_typed_in_a_usual_way_is_understood(text, meant):
    assert typed_date(text, TODAY) == meant


@pytest.mark.parametrize("text", ["", "2026-13-1", "2026.2.30", "1700-1-1", "王芳", "99", "2026-1-"])
def test_what_is_no_date_is_not_made_one(text):
    assert typed_date(text, TODAY) is None


def test_a_day_far_ahead_means_last_year():
    assert typed_date("12-30", date(2026, 1, 5)) == "2025-12-30"


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)))
def test_every_date_is_read_back_from_how_it_is_shown(day):
    assert typed_date(day.isoformat(), TODAY) == day.isoformat()


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text):
    meant = typed_date(text, TODAY)
    assert meant is None or len(meant) in (4, 7, 10)
