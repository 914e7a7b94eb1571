"""A year's calendar as people read it: spans of rest and make-up days, what a deadline leaps over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.text import CALENDAR
from app.workdays import ANNOUNCED, Calendar

WEEKDAYS = "一二三四五六日"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days in a row that are alike. source: "announced", "above" or "own"."""

    first: date
    last: date
    name: str
    rests: bool
    source: str

    @property
    def days(self) -> tuple[date, ...]:
        """Each day of it."""
        return tuple(self.first + _DAY * at for at in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class YearFigures:
    """Days of a year: worked, and free of those that would be worked by the week alone."""

    worked: int
    rest: int
    made_up: int


def spans(calendar: Calendar, year: int) -> list[Span]:
    """What is special in a year, in the order of the days."""
    marked = [(day, name, True) for day, name in calendar.rest.items() if day.year == year]
    marked += [(day, name, False) for day, name in calendar.made_up.items() if day.year == year]
    found: list[Span] = []
    for day, name, rests in sorted(marked):
        source = calendar.source.get(day, ANNOUNCED)
        last = found[-1] if found else None
        alike = last is not None and (last.name, last.rests, last.source) == (name, rests, source)
        if last is not None and alike and last.last + _DAY == day:
            found[-1] = Span(last.first, day, name, rests, source)
        else:
            found.append(Span(day, day, name, rests, source))
    return found


def figures(calendar: Calendar, year: int) -> YearFigures:
    """How many days of the year are worked, rested as holidays, and made up for."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    worked = calendar.between(first - _DAY, last) if year > 1 else calendar.between(first, last)
    rest = sum(day.year == year for day in calendar.rest)
    return YearFigures(worked, rest, sum(day.year == year for day in calendar.made_up))


def weekday(day: date) -> str:
    """周日."""
    return CALENDAR["weekday"].format(name=WEEKDAYS[day.weekday()])


def day_words(day: date, year: int | None = None) -> str:
    """11月22日（周日）; with the year where it is another than `year`."""
    words = CALENDAR["day"].format(month=day.month, day=day.day, weekday=weekday(day))
    return words if day.year == year else CALENDAR["of_year"].format(year=day.year, words=words)


def span_words(first: date, last: date) -> str:
    """2月15日（周日）至23日（周一）."""
    if first == last:
        return day_words(first, first.year)
    code = "to_day" if (first.year, first.month) == (last.year, last.month) else "to_month"
    words = CALENDAR[code].format(month=last.month, day=last.day, weekday=weekday(last))
    return CALENDAR["span"].format(first=day_words(first, first.year), last=words)


def leapt_over(calendar: Calendar, first: date, last: date) -> str:
    """What is not counted after `first` up to `last`: “跳过国庆节7天，10月10日（周六）上班算在内”."""
    if last < first:
        first, last = last - _DAY, first - _DAY
    days = [first + _DAY * at for at in range(1, (last - first).days + 1)]
    holidays = Counter(
        calendar.rest[day] for day in days if day in calendar.rest and not _worked(calendar, day)
    )
    weekends = sum(
        day.weekday() >= 5 and day not in calendar.rest and not _worked(calendar, day) for day in days
    )
    parts = [CALENDAR["leapt"].format(name=name, count=count) for name, count in holidays.items()]
    if weekends:
        parts.append(CALENDAR["leapt"].format(name=CALENDAR["weekend"], count=weekends))
    made_up = [day_words(day, first.year) for day in days if day in calendar.made_up]
    told = [CALENDAR["leaping"].format(parts="、".join(parts))] if parts else []
    if made_up:
        told.append(CALENDAR["counted"].format(days="、".join(made_up)))
    return "，".join(told)


def _worked(calendar: Calendar, day: date) -> bool:
    return day in calendar.made_up


def in_sentences(rest: Mapping[date, str], made_up: Mapping[date, str]) -> str:
    """The days as the State Council writes them, with their years. Read back they are the same."""
    spans_of: list[tuple[date, date, str]] = []
    for day in sorted(rest):
        if spans_of and spans_of[-1][2] == rest[day] and spans_of[-1][1] + _DAY == day:
            spans_of[-1] = (spans_of[-1][0], day, rest[day])
        else:
            spans_of.append((day, day, rest[day]))
    lines = [
        CALENDAR["rest_line"].format(name=name, span=_with_year(first, last), count=(last - first).days + 1)
        for first, last, name in spans_of
    ]
    for name in dict.fromkeys(made_up.values()):
        days = sorted(day for day, each in made_up.items() if each == name)
        lines.append(CALENDAR["work_line"].format(name=name, days="、".join(map(_full, days))))
    return "\n".join(lines)


def _full(day: date) -> str:
    return day_words(day)


def _with_year(first: date, last: date) -> str:
    if first == last:
        return _full(first)
    words = _full(last) if last.year != first.year else day_words(last, first.year)
    return CALENDAR["span"].format(first=_full(first), last=words)


def years_of(days: Iterable[date]) -> tuple[int, ...]:
    """The years the days lie in, in order."""
    return tuple(sorted({day.year for day in days}))
