"""Supervision: how many matters came, were done in time, pleased people; each number with its matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Formatter

from app.desk import Desk
from app.matters import whistles
from app.matters.measures import (
    DIMENSIONS,
    MEASURES,
    RATES,
    RESPONDED,
    RESPONDED_PART,
    TOWNSHIP,
    UNIONS,
    Duration,
    Figures,
    Number,
    Rate,
    Trace,
    median_of,
)
from app.matters.stored import renew
from app.matters.text import SUPERVISION
from app.matters.townships import townships_of
from db import standing_queries
from db.standing_queries import Asked, Term
from db.standing_rows import DAYS

__all__ = [
    "DIMENSIONS", "MEASURES", "RATES", "Figures", "Number", "Paragraph", "Rate", "ReportLine", "Trace",
    "Words", "by_month", "carried", "closing", "count_behind", "dimensions", "figures", "ids_behind",
    "kinds_by_village", "median_days", "month_report", "open_at", "page_behind", "responded", "so_far",
    "trend",
]  # fmt: skip
ALWAYS = "0000-00"  # the month before all months
_TODAYS = ("ahead", "overdue", "open", "carried")  # what no counter holds
# What is asked of whistles → the parts counted for it.
_CALLED = {RESPONDED: ("on_time", "late", "absent"), RESPONDED_PART: ("on_time",)}
_Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class ReportLine:
    """One line of the month report: 当月数, 累计数 since January, 上年结转 where that is asked."""

    measure: str
    label: str
    month: Number
    cumulative: Number
    carried: Number | None = None


@dataclass(frozen=True)
class Words:
    """A piece of a sentence; a number among them leads to its matters."""

    text: str
    trace: Trace | None = None


@dataclass(frozen=True)
class Paragraph:
    """The sentence "截至目前" and every number in it; `pieces` together are the text."""

    text: str
    numbers: tuple[Number, ...]
    pieces: tuple[Words, ...] = ()


def dimensions(desk: Desk) -> tuple[str, ...]:
    """By what this office's figures may be told apart: its villages, at the county its townships."""
    level = desk.office.level
    places = {"village": (), "township": ("village",)}.get(level, (TOWNSHIP, "village"))
    return (*places, *(each for each in DIMENSIONS if each != "village"))


def figures(desk: Desk, first: str, last: str, by: str = "", value: str | None = None) -> dict[str, Figures]:
    """Value → its figures over the months first..last ("YYYY-MM"); `by` "": everything, under "".

    `value`: only what is counted for this value is surely there; quicker where no more is wanted.

    A paper that tells no more than the year counts where January and more months are asked together.
    """
    renew(desk)
    found = _counted(desk, by, _from(first, last), last, value=value)
    ahead = _ahead(desk, first, last, by)
    empty: dict[str, int] = {}
    return {value: _complete(found.get(value, empty), ahead.get(value, 0)) for value in found.keys() | ahead}


def _counted(
    desk: Desk, by: str, first: str, last: str, measures: tuple[str, ...] = (), value: str | None = None
) -> _Counts:
    """The counters; those of the villages together where townships are asked for."""
    database = desk.store.database
    if by != TOWNSHIP:
        return standing_queries.figures(database, by, first, last, value, measures)
    found = standing_queries.figures(database, "village", first, last, None, measures)
    belongs, folded = townships_of(desk, found), dict[str, Counter[str]]()
    for village, counts in found.items():
        folded.setdefault(belongs[village], Counter()).update(counts)
    return folded


def _complete(counts: Mapping[str, int], ahead: int) -> Figures:
    due, known = counts.get("due", 0), ("on_time", "late", "paused")
    overdue = due - sum(counts.get(name, 0) for name in known) - ahead
    return Figures({**counts, "ahead": ahead, "overdue": overdue})


def _from(first: str, last: str) -> str:
    """The first month; with the papers of no month when the year is begun and more of it is asked."""
    return f"{first[:4]}-00" if first.endswith("-01") and last > first else first


def _ahead(desk: Desk, first: str, last: str, by: str) -> Mapping[str, int]:
    """Value → matters still to be done whose deadline in these months has not passed today."""
    asked = _asked(desk, Trace("ahead", first, last))
    if not by:
        return {"": standing_queries.count(desk.store.database, asked)}
    found = standing_queries.tally(desk.store.database, asked, "village" if by == TOWNSHIP else by)
    if by != TOWNSHIP:
        return found
    belongs, folded = townships_of(desk, found), Counter[str]()
    for village, count in found.items():
        folded[belongs[village]] += count
    return folded


def _asked(desk: Desk, trace: Trace) -> Asked:
    day, terms = MEASURES[trace.measure]
    months = _from(trace.first, trace.last).removesuffix("-00")
    within: tuple[Term, ...] = (Term(day, ">=", months), Term(day, "<=", f"{trace.last}~"))
    today = desk.today().isoformat()
    if trace.measure == "ahead":
        within = (*within, Term(day, ">=", today))
    elif trace.measure == "overdue":
        within = (*within, Term(day, "<", today))
    elif trace.measure == "open":
        within = (Term(day, "<=", f"{trace.last}~"), Term("closed", "empty_or_from", f"{trace.last}~"))
    elif trace.measure == "carried":
        year = trace.first[:4]
        within = (Term(day, "<", year), Term("closed", "empty_or_from", year))
    narrowed = (_narrowed(desk, by, value) for by, value in trace.narrowed)
    return Asked((*within, *terms, *narrowed), order=day)


def _narrowed(desk: Desk, by: str, value: str) -> Term:
    if by == TOWNSHIP:
        return Term("village", "in", _villages_of(desk, value) or [""])
    return Term(by, "=", value) if value else Term(by, "empty")


def _villages_of(desk: Desk, township: str) -> list[str]:
    """The offices whose matters are the township's, of those that have any."""
    every = standing_queries.figures(desk.store.database, "village", ALWAYS, "9999-12")
    belongs = townships_of(desk, every)
    return sorted(each for each in every if belongs[each] == township)


def ids_behind(desk: Desk, trace: Trace) -> list[str]:
    """The matters that a number was counted from, earliest first, measure by measure of a union.

    Raises KeyError for an unknown measure.
    """
    renew(desk)
    if trace.measure in _CALLED:
        return _called_behind(desk, trace)
    return [each for one in _parts(desk, trace) for each in standing_queries.ids(desk.store.database, one)]


def _parts(desk: Desk, trace: Trace) -> list[Asked]:
    names = UNIONS.get(trace.measure, (trace.measure,))
    return [_asked(desk, replace(trace, measure=name)) for name in names]


def count_behind(desk: Desk, trace: Trace) -> int:
    """How many matters `ids_behind` would give."""
    renew(desk)
    if trace.measure in _CALLED:
        return len(_called_behind(desk, trace))
    if len(trace.narrowed) > 1:
        return sum(standing_queries.count(desk.store.database, each) for each in _parts(desk, trace))
    by, value = trace.narrowed[0] if trace.narrowed else ("", "")
    if trace.measure == "open":
        return open_at(desk, trace.last, by, value).get(value, 0)
    if trace.measure == "carried":
        return carried(desk, trace.first[:4], by, value).get(value, 0)
    return figures(desk, trace.first, trace.last, by, value).get(value, Figures({}))[trace.measure]


def page_behind(desk: Desk, trace: Trace, limit: int, offset: int = 0) -> list[str]:
    """A page of `ids_behind`, without reading the others."""
    renew(desk)
    if trace.measure in _CALLED:
        return _called_behind(desk, trace)[offset : offset + limit]
    found: list[str] = []
    parts = _parts(desk, trace)
    for each in parts:
        found += standing_queries.ids(desk.store.database, each, limit - len(found), offset)
        if len(found) >= limit or each is parts[-1]:
            break
        offset = 0 if found else offset - standing_queries.count(desk.store.database, each)
    return found


def responded(desk: Desk, first: str, last: str, by: str = "") -> dict[str, Rate]:
    """Value → 报到及时率 of the departments whistled for in these months (domain row 64).

    By village, township or the department that was called; none by anything else.
    """
    if by not in ("", "village", "organization", TOWNSHIP):
        return {}
    found = whistles.figures(desk, first, last, "village" if by == TOWNSHIP else by)
    belongs = townships_of(desk, found) if by == TOWNSHIP else {}
    part, whole = Counter[str](), Counter[str]()
    for value, each in found.items():
        of = belongs[value] if by == TOWNSHIP else value
        part[of] += each["on_time"]
        whole[of] += each["on_time"] + each["late"] + each["absent"]
    return {value: Rate(part[value], number) for value, number in whole.items()}


def _called_behind(desk: Desk, trace: Trace) -> list[str]:
    by = "village" if trace.by == TOWNSHIP else trace.by
    values = _villages_of(desk, trace.value) if trace.by == TOWNSHIP else [trace.value]
    parts = (
        each.matter
        for value in values
        for measure in _CALLED[trace.measure]
        for each in whistles.parts_behind(desk, measure, trace.first, trace.last, by, value)
    )
    return list(dict.fromkeys(parts))


def open_at(desk: Desk, last: str, by: str = "", value: str | None = None) -> dict[str, int]:
    """Value → matters collected and not struck off by the end of that month. `value`: as `figures`."""
    renew(desk)
    found = _counted(desk, by, ALWAYS, last, ("opened", "left"), value)
    return {value: counts.get("opened", 0) - counts.get("left", 0) for value, counts in found.items()}


def carried(desk: Desk, year: str, by: str = "", value: str | None = None) -> dict[str, int]:
    """Value → 上年结转: collected before that year and not struck off before it. `value`: as `figures`."""
    return open_at(desk, f"{int(year) - 1:04d}-12", by, value)


def by_month(desk: Desk, first: str, last: str, by: str = "", value: str = "") -> dict[str, Figures]:
    """Month → figures, for the plots of a trend; without what depends on today."""
    renew(desk)
    names = tuple(name for name in MEASURES if name not in _TODAYS)
    found: dict[str, Counter[str]] = {}
    for dimension, each in _counters_of(desk, by, value):
        months = standing_queries.by_month(desk.store.database, dimension, each, names, first, last)
        for month, counts in months.items():
            found.setdefault(month, Counter()).update(counts)
    return {month: Figures(counts) for month, counts in sorted(found.items())}


def _counters_of(desk: Desk, by: str, value: str) -> list[tuple[str, str]]:
    """(dimension, value) of the counters that together are one value of a dimension."""
    if by != TOWNSHIP:
        return [(by, value)]
    return [("village", each) for each in _villages_of(desk, value)]


def trend(desk: Desk, last: str, months: int, by: str = "", value: str = "") -> list[tuple[str, Figures]]:
    """(month, figures) of so many months up to `last`, also of those in which nothing was."""
    number = int(last[:4]) * 12 + int(last[5:7]) - 1
    wanted = [f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(number - months + 1, number + 1)]
    found, this_month = by_month(desk, wanted[0], last, by, value), f"{desk.today():%Y-%m}"
    told = []
    for month in wanted:
        ahead = _ahead(desk, month, month, by).get(value, 0) if month >= this_month else 0
        told.append((month, _complete(found[month].counts if month in found else {}, ahead)))
    return told


def median_days(desk: Desk, first: str, last: str) -> dict[int, int]:
    """Days from collecting to striking off → matters struck off in these months that took so long."""
    renew(desk)
    return median_of(standing_queries.figures(desk.store.database, DAYS, _from(first, last), last))


def closing(desk: Desk, first: str, last: str, by: str = "", value: str = "") -> Duration:
    """How long striking off took; of everything together with the exact median."""
    found = figures(desk, first, last, by, value).get(value, Figures({})).closing
    return found if by else found.told(median_days(desk, first, last))


def kinds_by_village(desk: Desk, first: str, last: str, by: str = "village") -> dict[tuple[str, str], int]:
    """(village or, with `by` TOWNSHIP, township, category) → matters collected in these months."""
    renew(desk)
    found = standing_queries.figures(desk.store.database, "village category", _from(first, last), last)
    counted: Counter[tuple[str, str]] = Counter()
    belongs = townships_of(desk, {pair.split(" ", 1)[0] for pair in found}) if by == TOWNSHIP else {}
    for pair, counts in found.items():
        village, category = pair.split(" ", 1)
        place = belongs.get(village, village) if by == TOWNSHIP else village
        counted[place, category] += counts.get("opened", 0)
    return {pair: count for pair, count in counted.items() if count}


def month_report(desk: Desk, month: str, by: str = "", value: str = "") -> list[ReportLine]:
    """The lines 当月数, 累计数 and 上年结转 of everything, or of one value of a dimension."""
    start = f"{month[:4]}-01"
    none = Figures({})
    of_month = figures(desk, month, month, by, value).get(value, none)
    of_year = figures(desk, start, month, by, value).get(value, none)
    lines = []
    for measure, label in SUPERVISION["lines"].items():
        spans = ((of_month, month), (of_year, start))
        now, so_far = (
            Number(label, each[measure], Trace(measure, first, month, by, value)) for each, first in spans
        )
        lines.append(ReportLine(measure, label, now, so_far))
    label = SUPERVISION["words"]["open"]
    still = Number(
        label, open_at(desk, month, by, value).get(value, 0), Trace("open", start, month, by, value)
    )
    label = SUPERVISION["words"]["carried"]
    old = Number(
        label, carried(desk, month[:4], by, value).get(value, 0), Trace("carried", start, month, by, value)
    )
    return [*lines, ReportLine("open", SUPERVISION["words"]["open"], still, still, old)]


def so_far(desk: Desk) -> Paragraph:
    """截至目前: what this year brought, in words, each number traceable."""
    today = desk.today()
    start, month = f"{today.year:04d}-01", f"{today:%Y-%m}"
    found = figures(desk, start, month).get("", Figures({}))
    words = SUPERVISION["words"]
    names = ("opened", "direct", "escalated", "done", "closed", "overdue", "evaluated")
    numbers = [Number(words[name], found[name], Trace(name, start, month)) for name in names]
    for name, count in (("open", open_at(desk, month)), ("carried", carried(desk, start[:4]))):
        numbers.append(Number(words[name], count.get("", 0), Trace(name, start, month)))
    facts = {each.trace.measure: Words(str(each.number), each.trace) for each in numbers}
    rates = {
        f"{name}_rate": Words(_said(found.rate(name)), Trace(f"{name}_whole", start, month)) for name in RATES
    }
    day = words["day"].format(year=today.year, month=today.month, day=today.day)
    pieces = _pieces(words["so_far"], {"day": Words(day), **facts, **rates})
    return Paragraph("".join(each.text for each in pieces), tuple(numbers), pieces)


def _pieces(template: str, facts: Mapping[str, Words]) -> tuple[Words, ...]:
    found: list[Words] = []
    for literal, name, _, _ in Formatter().parse(template):
        found += [Words(literal)] if literal else []
        found += [facts[name]] if name else []
    return tuple(found)


def _said(rate: Rate) -> str:
    return SUPERVISION["words"]["no_rate"] if rate.percent is None else f"{rate.percent:g}%"
