"""What the desk should do today: deadlines, visits long due, gaps, unfinished pages, the backup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app import backups, records
from app.backups import BackupState
from app.desk import Desk
from app.handbook import Completeness, completeness
from app.matters.recording import states
from app.matters.standings import Standing
from app.pairings import OnePlusFive, one_plus_five
from app.records import Query, Record, Where
from app.visits import Unvisited, not_visited

SOON_DAYS = 7
MOST_UNVISITED = 100  # listed; of a county's tens of thousands the rest are only counted


@dataclass(frozen=True)
class Due:
    """An open matter with a deadline; `days` until it, negative when it has passed."""

    matter: Record
    standing: Standing
    deadline: str
    days: int


@dataclass(frozen=True)
class Unfinished:
    """A handbook page that lacks some of the five haves."""

    matter: Record
    completeness: Completeness


@dataclass(frozen=True)
class Today:
    """Everything the home page shows. Counts of this month stand beside the lists."""

    due: tuple[Due, ...]
    open_matters: int
    unvisited: tuple[Unvisited, ...]  # the worst MOST_UNVISITED of them
    unvisited_count: int
    unfinished: tuple[Unfinished, ...]
    lacking: tuple[OnePlusFive, ...]
    this_month: Mapping[str, int]  # kind → records dated this month
    totals: Mapping[str, int]  # households and people in all
    backup: BackupState
    clock_doubt: str  # as app.clock.Watch.doubt says it
    clock_latest: datetime | None


def today(desk: Desk) -> Today:
    """What there is to do, worst first."""
    day = desk.today()
    matters = _recent_matters(desk, day)
    standings = states(desk, [each.id for each in matters])
    unvisited = not_visited(desk, most=MOST_UNVISITED)
    still_open = [each for each in matters if standings[each.id].open and not each["theme"]]
    return Today(
        due=_due(still_open, standings, day),
        open_matters=len(still_open),
        unvisited=unvisited.worst,
        unvisited_count=unvisited.count,
        unfinished=_unfinished(matters, standings, day),
        lacking=tuple(each for each in one_plus_five(desk) if each.missing),
        this_month={kind: _in_month(desk, kind, day) for kind in ("visit", "matter", "aid", "pairing")},
        totals={k: records.count(desk, Query(k)) for k in ("household", "person")},
        backup=backups.state(desk),
        clock_doubt=desk.watch.doubt(),
        clock_latest=desk.watch.latest,
    )


def _recent_matters(desk: Desk, day: date) -> list[Record]:
    """Matters of the last two years: older ones are struck off or belong to the archive."""
    since = (day - timedelta(days=730)).isoformat()
    query = Query("matter", where=(Where("opened", ">=", since),), order=("-opened",))
    return records.find(desk, query)


def _due(matters: list[Record], standings: Mapping[str, Standing], day: date) -> tuple[Due, ...]:
    found = []
    for matter in matters:
        standing = standings[matter.id]
        deadline = standing.deadline or matter["deadline"] or ""
        if len(deadline) == 10 and not standing.finished:
            days = (date.fromisoformat(deadline) - day).days
            if days <= SOON_DAYS:
                found.append(Due(matter, standing, deadline, days))
    return tuple(sorted(found, key=lambda each: each.days))


def _unfinished(
    matters: list[Record], standings: Mapping[str, Standing], day: date
) -> tuple[Unfinished, ...]:
    """Pages of this year that lack any of the five."""
    found = []
    for matter in matters:
        if matter["opened"] < f"{day.year}-01-01":
            continue
        mark = completeness(matter, standings[matter.id])
        if not mark.complete:
            found.append(Unfinished(matter, mark))
    return tuple(found)


def _in_month(desk: Desk, kind: str, day: date) -> int:
    field = {"matter": "opened", "pairing": "start"}.get(kind, "date")
    month = (Where(field, ">=", f"{day:%Y-%m}-01"), Where(field, "<=", f"{day:%Y-%m}-31"))
    return records.count(desk, Query(kind, where=month))
