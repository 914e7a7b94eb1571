"""The weekly lists of the offices below: who handed in which week, with which numbers, and who did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desk import Desk
from app.exchange.ties import ties
from app.matters.stored import renew
from app.matters.weekly import HandIn, Week, WeekCounts, hand_ins_of
from db import weekly_queries

WEEKS = 6  # shown beside each other


@dataclass(frozen=True)
class OfficeWeek:
    """One week of one office. `counts`: as its matters stand here now; `handed_in`: None while it was not."""

    week: Week
    counts: WeekCounts
    handed_in: HandIn | None

    @property
    def is_outdated(self) -> bool:
        """Whether it was handed in with other numbers than its matters give now."""
        return bool(self.handed_in and self.handed_in.counts not in (None, self.counts))


@dataclass(frozen=True)
class OfficeLine:
    """One office below: a village of a township, a township of a county; its weeks, the newest first."""

    office: str
    name: str
    weeks: tuple[OfficeWeek, ...]

    def of(self, week: Week) -> OfficeWeek | None:
        """That week, if it is one of these."""
        return next((each for each in self.weeks if each.week == week), None)


def weeks_until(last: Week, count: int = WEEKS) -> list[Week]:
    """So many weeks, the newest first."""
    found = [last]
    while len(found) < count:
        found.append(found[-1].before())
    return found


def weeks_below(desk: Desk, last: Week, count: int = WEEKS) -> list[OfficeLine]:
    """Every office below with its last weeks up to `last`; who did not hand in `last` stands first."""
    renew(desk)
    weeks = weeks_until(last, count)
    papers = hand_ins_of(desk, weeks)
    spans = [(week.first.isoformat(), week.last.isoformat()) for week in weeks]
    numbers = weekly_queries.counts(desk.store.database, spans)
    lines = [
        OfficeLine(
            office,
            name,
            tuple(
                OfficeWeek(week, _sum(numbers, villages, at), papers.get((office, week.code)))
                for at, week in enumerate(weeks)
            ),
        )
        for office, name, villages in offices_below(desk)
    ]
    return sorted(lines, key=lambda line: (line.weeks[0].handed_in is not None, line.name))


def counts_of(desk: Desk, weeks: Sequence[Week]) -> list[WeekCounts]:
    """The numbers of all matters here, or of a village its own, for each of the weeks."""
    renew(desk)
    spans = [(week.first.isoformat(), week.last.isoformat()) for week in weeks]
    numbers = weekly_queries.counts(desk.store.database, spans)
    return [_sum(numbers, list(numbers), at) for at in range(len(weeks))]


def offices_below(desk: Desk) -> list[tuple[str, str, tuple[str, ...]]]:
    """(office, name, the offices whose matters come through it, itself included) of each office below."""
    held = ties(desk)
    return [
        (
            peer.office.id,
            peer.office.name,
            tuple(
                dict.fromkeys(
                    [peer.office.id, *(each for each, by in held.below.items() if by == peer.office.id)]
                )
            ),
        )
        for peer in held.members
    ]


def _sum(numbers: dict[str, list[weekly_queries.Numbers]], villages: Sequence[str], at: int) -> WeekCounts:
    found = (WeekCounts(*numbers[village][at]) for village in villages if village in numbers)
    return sum(found, WeekCounts())
