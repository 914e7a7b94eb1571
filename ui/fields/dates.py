"""Dates as clerks type them, read into the record's form."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

SEPARATED = re.compile(r"^(\d{4}|\d{2})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?$")
MONTH_DAY = re.compile(r"^(\d{1,2})[-./月](\d{1,2})日?$")
DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
YEAR = re.compile(r"^(\d{4})年?$")
NEAR = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1}
FIRST_YEAR, LAST_YEAR = 1850, 2199


def typed_date(text: str, today: date) -> str | None:
    """What the clerk meant, as "YYYY-MM-DD", "YYYY-MM" or "YYYY"; None when it is no date.

    Understands 2026.11.5, 2026-11-5, 2026/11/5, 2026年11月5日, 20261105, 26.11.5, 11-5 (this year,
    the year before when that would lie more than half a year ahead), 202611, 2026, 今天, 昨天.
    Full-width characters count as the ordinary ones.
    """
    text = "".join(unicodedata.normalize("NFKC", text).replace("。", ".").split())
    if text in NEAR:
        return (today + timedelta(days=NEAR[text])).isoformat()
    if found := MONTH_DAY.match(text):
        return _near(int(found[1]), int(found[2]), today)
    if found := SEPARATED.match(text) or DIGITS.match(text):
        year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
        return _checked(year, int(found[2]), int(found[3]) if found[3] else None)
    if found := YEAR.match(text):
        year = int(found[1])
        return text[:4] if FIRST_YEAR <= year <= LAST_YEAR else None
    return None


def _near(month: int, day: int, today: date) -> str | None:
    this_year = _checked(today.year, month, day)
    if this_year is None or date.fromisoformat(this_year) <= today + timedelta(days=183):
        return this_year
    return _checked(today.year - 1, month, day)


def _checked(year: int, month: int, day: int | None) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
