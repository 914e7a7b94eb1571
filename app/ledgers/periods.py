"""The stretch of days a ledger speaks of: a month, a week, a quarter, a year, or from day to day."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from app.ledgers.problems import LedgerProblem
from app.ledgers.text import word

_FORMS = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})|-?Q(?P<quarter>[1-4])|-?W(?P<week>\d{2}))?"
    r"|(?P<first>\d{4}-\d{2}-\d{2})\.\.(?P<last>\d{4}-\d{2}-\d{2})"
)


def day_text(day: datetime.date) -> str:
    """2014年6月19日: Arabic digits without leading zeros (GB/T 9704)."""
    return word("day", year=day.year, month=day.month, day=day.day)


@dataclass(frozen=True)
class Period:
    """Both ends belong to it. `label` is how it is written in a title."""

    first: datetime.date
    last: datetime.date
    label: str
    code: str

    @property
    def year_start(self) -> datetime.date:
        """1 January of the year the period ends in: where cumulative numbers begin."""
        return datetime.date(self.last.year, 1, 1)


def month_period(year: int, month: int) -> Period:
    """That month."""
    last = calendar.monthrange(year, month)[1]
    label = word("month", year=year, month=month)
    code = f"{year:04d}-{month:02d}"
    return Period(datetime.date(year, month, 1), datetime.date(year, month, last), label, code)


def _quarter(year: int, quarter: int) -> Period:
    first = month_period(year, quarter * 3 - 2).first
    last = month_period(year, quarter * 3).last
    return Period(first, last, word("quarter", year=year, quarter=quarter), f"{year:04d}-Q{quarter}")


def week_period(year: int, week: int) -> Period:
    """That week of the ISO calendar, Monday to Sunday. Raises ValueError for a year without it."""
    first = datetime.date.fromisocalendar(year, week, 1)
    last = first + datetime.timedelta(days=6)
    days = word("span", first=day_text(first), last=day_text(last))
    return Period(first, last, word("week", year=year, week=week, days=days), f"{year:04d}-W{week:02d}")


def _span(first: datetime.date, last: datetime.date) -> Period:
    if last < first:
        raise ValueError(last)
    label = word("span", first=day_text(first), last=day_text(last))
    return Period(first, last, label, f"{first.isoformat()}..{last.isoformat()}")


def period_between(first: datetime.date, last: datetime.date) -> Period:
    """The period of these days, named as the month, quarter or year that it is.

    Raises ValueError where `last` is before `first`.
    """
    for each in (
        month_period(first.year, first.month),
        _quarter(first.year, (first.month + 2) // 3),
        parse_period(f"{first.year:04d}"),
    ):
        if (each.first, each.last) == (first, last):
            return each
    return _span(first, last)


def parse_period(text: str) -> Period:
    """The period that "2026-11", "2026-W47", "2026-Q4", "2026" or "2026-11-01..2026-11-30" means.

    Raises LedgerProblem("not_a_period").
    """
    found = _FORMS.fullmatch(text.strip())
    if not found:
        raise LedgerProblem("not_a_period", period=text)
    parts = found.groupdict()
    try:
        if parts["first"]:
            first, last = (datetime.date.fromisoformat(parts[name]) for name in ("first", "last"))
            return _span(first, last)
        year = int(parts["year"])
        if parts["month"]:
            return month_period(year, int(parts["month"]))
        if parts["week"]:
            return week_period(year, int(parts["week"]))
        if parts["quarter"]:
            return _quarter(year, int(parts["quarter"]))
        label = word("year", year=year)
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), label, f"{year:04d}")
    except ValueError:
        raise LedgerProblem("not_a_period", period=text) from None
