"""Visits: one trip to several households in one write, and what a visit leads to."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app import records
from app.contacts_text import VISITS
from app.desk import Desk
from app.presets import preset
from app.problems import Problem
from app.records import Query, Record, Where
from db.store import new_id
from db.visit_queries import last_visits

INTERVALS = "visits.intervals"  # setting: household type → days
PHRASES = "visits.phrases"  # setting: field → the office's own phrases
OPEN_QUESTION = "reflection"  # only asked about, never worded for the person

#: How many days may pass between visits, per household type; an office may change it.
DEFAULT_INTERVALS: dict[str, int] = {
    "ordinary": 180,
    "lifted": 90,
    "monitored": 30,
    "low_income": 60,
    "destitute": 30,
    "hardship": 60,
    "martyr": 90,
    "only_child": 180,
    "other": 180,
}
_SAME_AS_LAST = ("person", "visitors", "companions", "method", "place")


class VisitProblem(Problem):
    """What keeps a trip from being written down."""

    sentences = VISITS


@dataclass(frozen=True)
class Stop:
    """One household of a trip, in its own words."""

    household: str | None
    content: str
    person: str | None = None
    needs: str = ""
    reflection: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Trip:
    """One outing: who went when and how, and the households visited."""

    date: str
    stops: tuple[Stop, ...]
    visitors: tuple[str, ...] = ()
    companions: str = ""
    method: str = "home"
    place: str = ""


@dataclass(frozen=True)
class Unvisited:
    """A household whose last visit is longer ago than its type allows; `last` "" for never."""

    household: Record
    last: str
    days: int | None  # since the last visit; None when never visited
    allowed: int
    overdue: int = field(default=0)  # days beyond what is allowed; never visited counts most


@dataclass(frozen=True)
class NotVisited:
    """How many households were not visited as often as they should be, and the worst of them."""

    count: int
    worst: tuple[Unvisited, ...]


def record_trip(desk: Desk, trip: Trip) -> list[str]:
    """Write one visit per household of the trip, all sharing one trip number: one intention.

    Returns the visits' ids in the order of the stops. Raises VisitProblem, and Problem for a
    value that does not fit its field; then nothing is written.
    """
    if not trip.stops:
        raise VisitProblem("no_stop")
    seen: set[str] = set()
    for stop in trip.stops:
        if stop.household and stop.household in seen:
            household = records.get(desk, "household", stop.household)
            raise VisitProblem("household_twice", household=records.title(desk, household))
        seen.add(stop.household or "")
    shared = {
        "date": trip.date,
        "trip": new_id(),
        "visitors": list(trip.visitors),
        "companions": trip.companions,
        "method": trip.method,
        "place": trip.place,
    }
    rows = [
        {
            **shared,
            "household": stop.household,
            "person": stop.person,
            "content": stop.content,
            "needs": stop.needs,
            "reflection": stop.reflection,
            "next_step": stop.next_step,
        }
        for stop in trip.stops
    ]
    with desk.write("visit.trip") as w:
        return [w.add("visit", row) for row in rows]


def last_visit_values(desk: Desk, household: str | None = None) -> dict[str, Any]:
    """What "same as last time" fills in: who went, with whom, how and where.

    The last visit to the household, or the last one at all. Date, content, needs and
    reflection are never copied: each visit is told in its own words. Empty without a visit.
    """
    where = (Where("household", "=", household),) if household else ()
    found = records.find(desk, Query("visit", where=where, order=("-date",), limit=1))
    if not found:
        return {}
    copied = [name for name in _SAME_AS_LAST if household or name != "person"]
    return {name: found[0][name] for name in copied if found[0][name]}


def phrases(desk: Desk, field: str) -> list[str]:
    """The prompts for a field: shipped ones, then the office's own. For the reflection: questions."""
    shipped = preset("phrases")
    if field == OPEN_QUESTION:
        return list(shipped["questions"][OPEN_QUESTION])
    return list(dict.fromkeys([*shipped.get(field, []), *own_phrases(desk, field)]))


def own_phrases(desk: Desk, field: str) -> list[str]:
    """The phrases that the office added for a field."""
    return list(desk.settings.get(PHRASES, {}).get(field, []))


def set_own_phrases(desk: Desk, field: str, own: Sequence[str]) -> None:
    """Keep the office's own phrases for a field, in this order. Not for the reflection."""
    if field == OPEN_QUESTION:
        raise VisitProblem("no_phrases_here")
    kept = [phrase.strip() for phrase in own if phrase.strip()]
    desk.settings.set(PHRASES, {**desk.settings.get(PHRASES, {}), field: list(dict.fromkeys(kept))})


def matters_of(desk: Desk, visit_id: str) -> list[Record]:
    """The matters that this visit opened."""
    return records.find(desk, Query("matter", where=(Where("visit", "=", visit_id),), order=("opened",)))


def need_to_matter(
    desk: Desk, visit_id: str, values: Mapping[str, Any] | None = None, *, accept: bool = True
) -> str:
    """Open a matter from the visit's needs, and accept it at once if wanted: one intention.

    The words of the visit become the original words and the first description; `values` say
    more or otherwise. Returns the matter's id. Raises VisitProblem.
    """
    visit = records.get(desk, "visit", visit_id)
    needs = (visit["needs"] or "").strip()
    if not needs:
        raise VisitProblem("no_needs")
    if matters_of(desk, visit_id):
        raise VisitProblem("already_matter")
    recorder = next(iter(visit["visitors"] or ()), None)
    matter = {
        "visit": visit_id,
        "opened": visit["date"],
        "household": visit["household"],
        "person": visit["person"],
        "recorder": recorder,
        "channel": {"wechat": "wechat", "phone": "phone", "meeting": "meeting"}.get(visit["method"], "visit"),
        "description": needs,
        "original_words": needs,
        **(values or {}),
    }
    with desk.write("matter.from_visit") as w:
        matter_id = w.add("matter", matter)
        if accept:
            event = {"matter": matter_id, "act": "accept", "date": matter["opened"], "by": matter["recorder"]}
            w.add("matter_event", event)
    return matter_id


def intervals(desk: Desk) -> dict[str, int]:
    """Days allowed between visits, per household type: the shipped ones, or the office's own."""
    return {**DEFAULT_INTERVALS, **desk.settings.get(INTERVALS, {})}


def set_intervals(desk: Desk, days: Mapping[str, int]) -> None:
    """Keep the office's own intervals, per household type."""
    desk.settings.set(INTERVALS, dict(days))


def households_not_visited(
    desk: Desk, days: Mapping[str, int] | None = None, today: datetime.date | None = None
) -> list[Unvisited]:
    """Households whose last visit is longer ago than allowed, the longest overdue first.

    `days`: per household type, laid over the office's own intervals (domain B.1, 长期未走访).
    """
    return list(not_visited(desk, days, today).worst)


def not_visited(
    desk: Desk,
    days: Mapping[str, int] | None = None,
    today: datetime.date | None = None,
    most: int | None = None,
) -> NotVisited:
    """As households_not_visited, with at most `most` of them and the count of all."""
    allowed = {**intervals(desk), **(days or {})}
    now = today or desk.today()
    found = []
    for household, kind, last in last_visits(desk.store.database):
        limit = allowed.get(kind or "ordinary", allowed["ordinary"])
        passed = (now - _day(last)).days if last else None
        if passed is None or passed > limit:
            overdue = passed - limit if passed is not None else 100_000
            found.append((household, last or "", passed, limit, overdue))
    found.sort(key=lambda each: -each[-1])
    shown = found[:most]
    homes = records.by_ids(desk, "household", (each[0] for each in shown))
    worst = (
        Unvisited(homes[household], last, passed, limit, overdue)
        for household, last, passed, limit, overdue in shown
    )
    return NotVisited(len(found), tuple(worst))


def _day(text: str) -> datetime.date:
    """The day of a date that may say only the month or the year."""
    return datetime.date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10])
