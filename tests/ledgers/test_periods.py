"""Periods: what a clerk writes and which days it means."""

from __future__ import annotations

import pytest

from app.ledgers.periods import parse_period
from app.ledgers.problems import LedgerProblem


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026-11", "2026-11-01", "2026-11-30", "2026年11月"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026年第4季度"),
        ("2026Q1", "2026-01-01", "2026-03-31", "2026年第1季度"),
        ("2026", "2026-01-01", "2026-12-31", "2026年"),
        ("2026-11-02..2026-11-08", "2026-11-02", "2026-11-08", "2026年11月2日至2026年11月8日"),
    ],
)
def test_a_period_means_its_days(text, first, last, label):
    period = parse_period(text)
    assert (period.first.isoformat(), period.last.isoformat(), period.label) == (first, last, label)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-1", "11月", "2026-11-08..2026-11-02", "2026-02-30..2026-03-01", "0000"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(LedgerProblem) as told:
        parse_period(text)
    assert told.value.code == "not_a_period"
    assert "2026-11" in told.value.sentence
