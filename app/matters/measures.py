"""What supervision counts: each measure with its matters, rates with part and whole, how long work took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from db.standing_queries import Term
from db.standing_rows import BANDS, MOST_DAYS

#: By what figures are told apart. Of persons it is the one responsible for the matter, never its recorder:
#: what is counted is the people's affairs, not anybody's use of the program.
DIMENSIONS = ("village", "organization", "responsible", "category", "kind", "type", "channel")
TOWNSHIP = "township"  # villages together, as they belong to their township; at the county
# Matters with departments that were whistled for, and responded or should have; and responded in time.
RESPONDED, RESPONDED_PART = "responded_whole", "responded_part"
_FOREVER = 999_999  # days
_UNDONE = (Term("done", "empty"), Term("deadline", "not_empty"))


def _bands(name: str, column: str, day: str) -> dict[str, tuple[str, tuple[Term, ...]]]:
    """A measure for each band of days between collecting and `column`, counted on `day`."""
    least = 0
    found: dict[str, tuple[str, tuple[Term, ...]]] = {}
    for bound in (*BANDS[name], _FOREVER):
        label = "more" if bound == _FOREVER else str(bound)
        found[f"{name}_{label}"] = (day, (Term(column, "lasted", ("opened", least, bound)),))
        least = bound + 1
    return found


# What is counted → on which day, and which of them.
MEASURES: dict[str, tuple[str, tuple[Term, ...]]] = {
    "opened": ("opened", ()),
    "accepted": ("opened", (Term("accepted", "not_empty"),)),
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
    **_bands("close", "closed", "closed"),
    **_bands("accept", "accepted", "opened"),
    "open": ("opened", ()),
    "carried": ("opened", ()),
}
#: Rate → what is counted over what (domain rows 56, 62; B.1 12345 月通报).
RATES = {"on_time": "按时办结率", "pleased": "满意率", "direct": "直办率", "escalated": "上报率"}
#: Measures of which no matter is in two, counted together.
UNIONS: dict[str, tuple[str, ...]] = {
    "on_time_whole": ("on_time", "late", "overdue"),
    "pleased_part": ("satisfied", "basically"),
    "pleased_whole": ("satisfied", "basically", "dissatisfied"),
    "direct_whole": ("opened",),
    "escalated_whole": ("opened",),
    "missed": ("late", "overdue"),
    "close_known": tuple(name for name in MEASURES if name.startswith("close_")),
    "accept_known": tuple(name for name in MEASURES if name.startswith("accept_")),
}


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
class Duration:
    """How long something took: matters per band of BANDS, the last one for all that took longer.

    days: all of them added up. exact: the median in days where it was counted day by day;
    MOST_DAYS + 1 stands for more than MOST_DAYS.
    """

    bounds: tuple[int, ...]
    counts: tuple[int, ...]
    days: int
    exact: int | None = None

    most_days: ClassVar[int] = MOST_DAYS

    @property
    def is_beyond(self) -> bool:
        """Whether the exact median is more than `most_days`."""
        return self.exact is not None and self.exact > MOST_DAYS

    @property
    def number(self) -> int:
        """How many matters."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """Days on average, to one decimal; None of nothing."""
        return round(self.days / self.number, 1) if self.number else None

    @property
    def median_band(self) -> int | None:
        """The band in which the matter in the middle lies (of an even number the quicker one)."""
        return None if not self.number else _middle(self.counts)

    def told(self, days: Mapping[int, int]) -> Duration:
        """With the exact median, from the number of matters per number of days."""
        if not days:
            return self
        ordered = sorted(days)
        return replace(self, exact=ordered[_middle([days[each] for each in ordered])])


def _middle(counts: Sequence[int]) -> int:
    half, passed = (sum(counts) + 1) // 2, 0
    for at, count in enumerate(counts):
        passed += count
        if passed >= half:
            return at
    return len(counts) - 1


@dataclass(frozen=True)
class Figures:
    """The counts of one place, department, person or kind over some months, by name of MEASURES."""

    counts: Mapping[str, int]

    def __getitem__(self, measure: str) -> int:
        if measure in UNIONS:
            return sum(self[each] for each in UNIONS[measure])
        return self.counts.get(measure, 0)

    def rate(self, name: str) -> Rate:
        """One of RATES. Raises KeyError."""
        part = "pleased_part" if name == "pleased" else name
        if name not in RATES:
            raise KeyError(name)
        return Rate(self[part], self[f"{name}_whole"])

    @property
    def on_time(self) -> Rate:
        """按时办结率: of those due in these months that were done, or should have been by now."""
        return self.rate("on_time")

    @property
    def pleased(self) -> Rate:
        """满意率: satisfied and basically satisfied, of those who said anything."""
        return self.rate("pleased")

    @property
    def direct(self) -> Rate:
        """直办率: solved on the spot, of those collected."""
        return self.rate("direct")

    @property
    def escalated(self) -> Rate:
        """上报率: handed up at any time, of those collected."""
        return self.rate("escalated")

    @property
    def closing(self) -> Duration:
        """From collecting to striking off, of those struck off in these months."""
        return self._duration("close")

    @property
    def accepting(self) -> Duration:
        """From collecting to accepting, of those collected in these months."""
        return self._duration("accept")

    def _duration(self, name: str) -> Duration:
        counts = tuple(self[each] for each in UNIONS[f"{name}_known"])
        return Duration(BANDS[name], counts, self.counts.get(f"{name}_days", 0))


@dataclass(frozen=True)
class Trace:
    """Where a number comes from. Months "YYYY-MM", both included.

    measure: of MEASURES or UNIONS, RESPONDED or RESPONDED_PART; by: "", one of DIMENSIONS or TOWNSHIP.
    also: further dimensions with the value wanted of each.
    """

    measure: str
    first: str
    last: str
    by: str = ""
    value: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def narrowed(self) -> tuple[tuple[str, str], ...]:
        """Each dimension that is narrowed down, with its value."""
        return (*(((self.by, self.value),) if self.by else ()), *self.also)


@dataclass(frozen=True)
class Number:
    """A number with the way back to its matters."""

    label: str
    number: int
    trace: Trace


def median_of(days: Mapping[str, Mapping[str, int]]) -> dict[int, int]:
    """Days → matters, from the counters by day; MOST_DAYS + 1 for all beyond."""
    found = {int(value): counts.get("closed", 0) for value, counts in days.items()}
    return {min(day, MOST_DAYS + 1): count for day, count in found.items() if count}
