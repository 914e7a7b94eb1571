"""What the desk should do today: deadlines, visits long due, gaps, unfinished pages, the backup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app import backups, handbook, records
from app.backups import BackupState
from app.desk import Desk
from app.handbook import Completeness
from app.matters import desk_lists
from app.matters.desk_lists import Wanted
from app.pairings import OnePlusFive, one_plus_five
from app.records import Query, Record, Where
from app.visits import Unvisited, not_visited

MOST_LISTED = 100  # of a county's tens of thousands the rest are only counted
MOST_PAGES = 20_000  # more than a handbook office writes in a year


@dataclass(frozen=True)
class Due:
    """A matter in work with a deadline, its own or a whistle's; `days` until it, negative when it passed."""

    matter: Record
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

    due: tuple[Due, ...]  # the first MOST_LISTED of them
    due_count: int
    open_matters: int
    unvisited: tuple[Unvisited, ...]  # the worst MOST_LISTED of them
    unvisited_count: int
    unfinished: tuple[Unfinished, ...]
    lacking: tuple[OnePlusFive, ...]
    this_month: Mapping[str, int]  # kind → records dated this month
    totals: Mapping[str, int]  # households and people in all
    backup: BackupState
    clock_doubt: str  # as app.clock.Watch.doubt says it
    clock_latest: datetime | None


def today(desk: Desk) -> Today:
    """What there is to do, worst first. Its numbers are those of the desk's lists."""
    day = desk.today()
    unvisited = not_visited(desk, most=MOST_LISTED)
    count = desk_lists.counts(desk, ("overdue", "due_soon", "open", "merged"))
    return Today(
        due=_due(desk, day),
        due_count=count["overdue"] + count["due_soon"],
        open_matters=count["open"] - count["merged"],
        unvisited=unvisited.worst,
        unvisited_count=unvisited.count,
        unfinished=_unfinished(desk, day),
        lacking=tuple(each for each in one_plus_five(desk) if each.missing),
        this_month={kind: _in_month(desk, kind, day) for kind in ("visit", "matter", "aid", "pairing")},
        totals={k: records.count(desk, Query(k)) for k in ("household", "person")},
        backup=backups.state(desk),
        clock_doubt=desk.watch.doubt(),
        clock_latest=desk.watch.latest,
    )


def _due(desk: Desk, day: date) -> tuple[Due, ...]:
    """What is overdue, then what is due soon: the two lists of the desk."""
    found = desk_lists.page(desk, Wanted("overdue"), MOST_LISTED)
    found += desk_lists.page(desk, Wanted("due_soon"), MOST_LISTED - len(found))
    nearest = ((each.matter, each.standing.nearest or "") for each in found)
    return tuple(
        Due(matter, deadline, (date.fromisoformat(deadline) - day).days)
        for matter, deadline in nearest
        if len(deadline) == len("2026-11-22")
    )


def _unfinished(desk: Desk, day: date) -> tuple[Unfinished, ...]:
    """This office's own pages of this year that lack any of the five, the newest first."""
    wanted = Wanted("all", village=desk.office.id, since=f"{day.year}-01-01")
    own = [each.matter for each in desk_lists.page(desk, wanted, MOST_PAGES)]
    pages = handbook.pages(desk, own)
    return tuple(
        Unfinished(each.matter, each.completeness) for each in pages if not each.completeness.complete
    )


def _in_month(desk: Desk, kind: str, day: date) -> int:
    field = {"matter": "opened", "pairing": "start"}.get(kind, "date")
    month = (Where(field, ">=", f"{day:%Y-%m}-01"), Where(field, "<=", f"{day:%Y-%m}-31"))
    return records.count(desk, Query(kind, where=month))
