"""Working days: announced holidays and make-up days, and what the township told of years to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from chinese_calendar import constants

from app import records
from app.codes import Codes
from app.desk import Desk
from app.problems import Problem
from app.records import Query, Where
from app.rights import require
from app.text import WORKDAYS

# Two code lists, so that a calendar travels down like every other list of choices: the code is the day.
REST, WORK = "rest_day", "make_up_day"
MOST_DAYS = 3660  # a deadline ten years off is a slip of the keyboard
ANNOUNCED, ABOVE, OWN = "announced", "above", "own"
LONGEST_NAME = 20


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `told`: the years of which something is known.

    rest, made_up: day → the holiday it belongs to. source: of the days that were not announced for
    the whole country, whether an office ABOVE said so or it is our OWN.
    """

    rest: Mapping[date, str]
    made_up: Mapping[date, str]
    told: frozenset[int]
    source: Mapping[date, str] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day; of a year nobody told of, from Monday to Friday."""
        return day in self.made_up or (day.weekday() < 5 and day not in self.rest)

    def after(self, day: date, count: int) -> date:
        """The day so many working days later (earlier if negative); the day itself does not count.

        Raises Problem too_many_days.
        """
        if abs(count) > MOST_DAYS:
            raise Problem("too_many_days", limit=MOST_DAYS)
        step, left = timedelta(days=1 if count >= 0 else -1), abs(count)
        try:
            while left:
                day += step
                left -= self.is_working(day)
        except OverflowError:
            raise Problem("too_many_days", limit=MOST_DAYS) from None
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and with `last`; negative where last is before."""
        if last < first:
            return -self.between(last, first)
        days = (last - first).days
        weeks, rest = divmod(days, 7)
        worked = weeks * 5 + sum((first + timedelta(days=at + 1)).weekday() < 5 for at in range(rest))
        worked -= sum(first < day <= last and day.weekday() < 5 for day in self.rest)
        return worked + sum(first < day <= last and day.weekday() >= 5 for day in self.made_up)

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years between these days of which no holidays are known: counted from Monday to Friday."""
        low, high = sorted((first.year, last.year))
        return tuple(year for year in range(low, high + 1) if year not in self.told)


@dataclass(frozen=True)
class Deadline:
    """A deadline in working days. `warning`: "" or the sentence that says which year is not known."""

    day: date
    warning: str = ""


@cache
def _shipped() -> tuple[dict[date, str], dict[date, str], frozenset[int]]:
    """The holidays and make-up days the State Council announced, and their years."""
    names = {each.value: each.chinese for each in constants.Holiday}
    rest = {day: names[name] for day, name in constants.holidays.items()}
    worked = {day: names[name] for day, name in constants.workdays.items()}
    return rest, worked, frozenset(day.year for day in rest)


def calendar_of(codes: Codes) -> Calendar:
    """The known holidays, and over them what the code lists say; what is no date there is passed over."""
    rest, made_up, told = _shipped()
    days_off, days_on = _days(codes, REST), _days(codes, WORK)
    years = {day.year for day in days_off.keys() | days_on.keys()}
    off = {day: name for day, name in rest.items() if day not in days_on} | days_off
    on = {day: name for day, name in {**made_up, **days_on}.items() if day not in days_off}
    told_above = {day for _, day in codes.told_above}
    source = {
        day: ABOVE if day.isoformat() in told_above else OWN for day in days_off.keys() | days_on.keys()
    }
    return Calendar(off, on, told | years, source)


def _days(codes: Codes, name: str) -> dict[date, str]:
    found = {}
    for code, label in codes.options(name):
        try:
            found[date.fromisoformat(code)] = label
        except ValueError:
            continue
    return found


def deadline(desk: Desk, start: date, count: int) -> Deadline:
    """The day by which something is due that has so many working days from `start`. Raises Problem."""
    calendar = calendar_of(desk.codes)
    day = calendar.after(start, count)
    return Deadline(day, warning(calendar.unknown(start, day)))


def extended(desk: Desk, before: date, count: int) -> Deadline:
    """A deadline prolonged by so many working days, as 原时限顺延若干个工作日 means. Raises Problem."""
    return deadline(desk, before, count)


def left(desk: Desk, until: date) -> int:
    """Working days left from today until a deadline; negative: so many have passed since."""
    return calendar_of(desk.codes).between(desk.today(), until)


def warning(years: Iterable[int]) -> str:
    """The sentence about years whose holidays are not known; "" for none."""
    listed = "、".join(str(year) for year in years)
    return WORKDAYS["unknown_year"].format(years=listed) if listed else ""


def publish(desk: Desk, rest: Mapping[date, str], made_up: Mapping[date, str] | Iterable[date]) -> int:
    """Write holidays and make-up days down for this office and those below; how many were new or changed.

    A day is one or the other: stated as rest, what was said of it as a make-up day goes. One
    intention; what is there already is left alone.
    Raises Problem: only_review, told_above, and what writing raises.
    """
    require(desk, "codes")
    worked = made_up if isinstance(made_up, Mapping) else dict.fromkeys(made_up, "")
    _refuse_years_told_above(desk, {day.year for day in (*rest, *worked)})
    wanted = {(REST, day.isoformat()): name or WORKDAYS["rest"] for day, name in rest.items()}
    wanted |= {(WORK, day.isoformat()): name or WORKDAYS["work"] for day, name in worked.items()}
    there = _own_days(desk)
    changed = 0
    with desk.write("codes.calendar") as writer:
        for (name, code), label in wanted.items():
            other = (WORK if name == REST else REST, code)
            if other in there and other not in wanted:
                writer.remove("code", there[other].id)
            known = there.get((name, code))
            if known is None:
                writer.add("code", {"list": name, "code": code, "label": label, "hidden": 0})
            elif known["label"] != label or known["hidden"]:
                writer.change("code", known.id, {"label": label, "hidden": 0})
            else:
                continue
            changed += 1
    return changed


def withdraw(desk: Desk, days: Iterable[date]) -> int:
    """Take back what this office itself said of these days; how many were taken back. One intention.

    Raises Problem: only_review, not_an_own_day when this office said nothing of any of them.
    """
    require(desk, "codes")
    codes = {day.isoformat() for day in days}
    own = [each for (_, code), each in _own_days(desk).items() if code in codes]
    if not own:
        raise Problem("not_an_own_day")
    with desk.write("codes.calendar") as writer:
        for each in own:
            writer.remove("code", each.id)
    return len(own)


def years_told_above(codes: Codes) -> frozenset[int]:
    """The years whose calendar an office above sent: nothing of ours counts in them."""
    return frozenset(
        int(day[:4]) for name, day in codes.told_above if name in (REST, WORK) and day[:4].isdecimal()
    )


def _refuse_years_told_above(desk: Desk, years: set[int]) -> None:
    for year in sorted(years & years_told_above(desk.codes)):
        raise Problem("told_above", year=year)


def _own_days(desk: Desk) -> dict[tuple[str, str], records.Record]:
    found = records.find(desk, Query("code", where=(Where("list", "in", [REST, WORK]),)))
    own = [each for each in found if each.office in ("", desk.office.id)]
    return {(each["list"], each["code"]): each for each in own}
