"""Supervision: how many matters came, were done in time, pleased people; each number with its matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.desk import Desk
from app.matters.stored import renew
from app.matters.text import SUPERVISION
from db import standing_queries
from db.standing_queries import Asked, Term

DIMENSIONS = ("village", "organization", "responsible", "category", "kind", "channel")
ALWAYS = "0000-00"  # the month before all months
_UNDONE = (Term("done", "empty"), Term("deadline", "not_empty"))
# What is counted → on which day, and which of them.
MEASURES: dict[str, tuple[str, tuple[Term, ...]]] = {
    "opened": ("opened", ()),
    "direct": ("opened", (Term("direct", "not_empty"),)),
    "escalated": ("opened", (Term("escalated", "not_empty"),)),
    "done": ("done", ()),
    "closed": ("closed", ()),
    "closed_carried": ("closed", (Term("closed", "of_later_year", "opened"),)),
    "returned": ("returned", ()),
    "due": ("deadline", ()),
    "on_time": ("deadline", (Term("done", "not_after", "deadline"),)),
    "late": ("deadline", (Term("done", "after", "deadline"),)),
    "paused": ("deadline", (*_UNDONE, Term("phase", "=", "suspended"))),
    "ahead": ("deadline", (*_UNDONE, Term("phase", "!=", "suspended"))),
    "overdue": ("deadline", (*_UNDONE, Term("phase", "!=", "suspended"))),
    "evaluated": ("evaluated", ()),
    "satisfied": ("evaluated", (Term("satisfaction", "=", "satisfied"),)),
    "basically": ("evaluated", (Term("satisfaction", "=", "basically"),)),
    "dissatisfied": ("evaluated", (Term("satisfaction", "=", "dissatisfied"),)),
    "not_reached": ("evaluated", (Term("satisfaction", "=", "not_reached"),)),
    "open": ("opened", ()),
    "carried": ("opened", ()),
}
#: Rate → what is counted over what (domain rows 56, 62; B.1 12345 月通报).
RATES = {"on_time": "按时办结率", "pleased": "满意率", "direct": "直办率", "escalated": "上报率"}


@dataclass(frozen=True)
class Rate:
    """A share of counted matters; `percent` None where nothing is to be counted."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share in hundredths, to one decimal."""
        return round(self.part * 100 / self.whole, 1) if self.whole else None


@dataclass(frozen=True)
class Figures:
    """The counts of one place, department, person or kind over some months, by name of MEASURES."""

    counts: Mapping[str, int]

    def __getitem__(self, measure: str) -> int:
        return self.counts.get(measure, 0)

    @property
    def on_time(self) -> Rate:
        """按时办结率: of those due in these months that were done, or should have been by now."""
        return Rate(self["on_time"], self["on_time"] + self["late"] + self["overdue"])

    @property
    def pleased(self) -> Rate:
        """满意率: satisfied and basically satisfied, of those who said anything."""
        good = self["satisfied"] + self["basically"]
        return Rate(good, good + self["dissatisfied"])

    @property
    def direct(self) -> Rate:
        """直办率: solved on the spot, of those collected."""
        return Rate(self["direct"], self["opened"])

    @property
    def escalated(self) -> Rate:
        """上报率: handed up at any time, of those collected."""
        return Rate(self["escalated"], self["opened"])


@dataclass(frozen=True)
class Trace:
    """Where a number comes from. Months "YYYY-MM", both included; `by`: "" or one of DIMENSIONS."""

    measure: str
    first: str
    last: str
    by: str = ""
    value: str = ""


@dataclass(frozen=True)
class Number:
    """A number with the way back to its matters."""

    label: str
    number: int
    trace: Trace


@dataclass(frozen=True)
class ReportLine:
    """One line of the month report: 当月数, 累计数 since January, 上年结转 where that is asked."""

    measure: str
    label: str
    month: Number
    cumulative: Number
    carried: Number | None = None


@dataclass(frozen=True)
class Paragraph:
    """The sentence "截至目前" and every number in it."""

    text: str
    numbers: tuple[Number, ...]


def figures(desk: Desk, first: str, last: str, by: str = "") -> dict[str, Figures]:
    """Value → its figures over the months first..last ("YYYY-MM"); `by` "": everything, under "".

    A paper that tells no more than the year counts where January and more months are asked together.
    """
    renew(desk)
    found = standing_queries.figures(desk.store.database, by, _from(first, last), last)
    ahead = _ahead(desk, first, last, by)
    empty: dict[str, int] = {}
    return {value: _complete(found.get(value, empty), ahead.get(value, 0)) for value in found.keys() | ahead}


def _complete(counts: Mapping[str, int], ahead: int) -> Figures:
    due, known = counts.get("due", 0), ("on_time", "late", "paused")
    overdue = due - sum(counts.get(name, 0) for name in known) - ahead
    return Figures({**counts, "ahead": ahead, "overdue": overdue})


def _from(first: str, last: str) -> str:
    """The first month; with the papers of no month when the year is begun and more of it is asked."""
    return f"{first[:4]}-00" if first.endswith("-01") and last > first else first


def _ahead(desk: Desk, first: str, last: str, by: str) -> dict[str, int]:
    """Value → matters still to be done whose deadline in these months has not passed today."""
    asked = _asked(desk, Trace("ahead", first, last))
    if not by:
        return {"": standing_queries.count(desk.store.database, asked)}
    return standing_queries.tally(desk.store.database, asked, by)


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
    narrowed: tuple[Term, ...] = ()
    if trace.by:
        wanted = Term(trace.by, "=", trace.value) if trace.value else Term(trace.by, "empty")
        narrowed = (wanted,)
    return Asked((*within, *terms, *narrowed), order=day)


def ids_behind(desk: Desk, trace: Trace) -> list[str]:
    """The matters that a number was counted from, earliest first. Raises KeyError for an unknown measure."""
    renew(desk)
    return standing_queries.ids(desk.store.database, _asked(desk, trace))


def open_at(desk: Desk, last: str, by: str = "") -> dict[str, int]:
    """Value → matters collected and not struck off by the end of that month."""
    renew(desk)
    found = standing_queries.figures(desk.store.database, by, ALWAYS, last)
    return {value: counts.get("opened", 0) - counts.get("left", 0) for value, counts in found.items()}


def carried(desk: Desk, year: str, by: str = "") -> dict[str, int]:
    """Value → 上年结转: collected before that year and not struck off before it."""
    return open_at(desk, f"{int(year) - 1:04d}-12", by)


def by_month(desk: Desk, first: str, last: str, by: str = "", value: str = "") -> dict[str, Figures]:
    """Month → figures, for the plots of a trend; without what depends on today."""
    renew(desk)
    names = tuple(name for name in MEASURES if name not in ("ahead", "overdue", "open", "carried"))
    found = standing_queries.by_month(desk.store.database, by, value, names, first, last)
    return {month: Figures(counts) for month, counts in found.items()}


def kinds_by_village(desk: Desk, first: str, last: str) -> dict[tuple[str, str], int]:
    """(village, category) → matters collected in these months."""
    renew(desk)
    found = standing_queries.figures(desk.store.database, "village category", _from(first, last), last)
    pairs = {tuple(pair.split(" ", 1)): counts for pair, counts in found.items()}
    return {(village, category): counts["opened"] for (village, category), counts in pairs.items()}


def month_report(desk: Desk, month: str, by: str = "", value: str = "") -> list[ReportLine]:
    """The lines 当月数, 累计数 and 上年结转 of everything, or of one value of a dimension."""
    start = f"{month[:4]}-01"
    none = Figures({})
    of_month = figures(desk, month, month, by).get(value, none)
    of_year = figures(desk, start, month, by).get(value, none)
    lines = []
    for measure, label in SUPERVISION["lines"].items():
        spans = ((of_month, month), (of_year, start))
        now, so_far = (
            Number(label, each[measure], Trace(measure, first, month, by, value)) for each, first in spans
        )
        lines.append(ReportLine(measure, label, now, so_far))
    label = SUPERVISION["words"]["open"]
    still = Number(label, open_at(desk, month, by).get(value, 0), Trace("open", start, month, by, value))
    label = SUPERVISION["words"]["carried"]
    old = Number(label, carried(desk, month[:4], by).get(value, 0), Trace("carried", start, month, by, value))
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
    facts = {each.trace.measure: each.number for each in numbers}
    rates = {f"{name}_rate": _said(getattr(found, name)) for name in RATES}
    day = words["day"].format(year=today.year, month=today.month, day=today.day)
    return Paragraph(words["so_far"].format(day=day, **facts, **rates), tuple(numbers))


def _said(rate: Rate) -> str:
    return SUPERVISION["words"]["no_rate"] if rate.percent is None else f"{rate.percent:g}%"
