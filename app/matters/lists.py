"""The three lists of a period: 新增, 推进, 已销号, each matter with what changed (domain B.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.matters.events import Event
from app.matters.recording import events_of
from app.matters.standings import Standing, standing
from app.records import Query, Record, Where


@dataclass(frozen=True)
class Line:
    """One matter on a list: how it stood at the period's end, and the events of the period."""

    matter: Record
    standing: Standing
    changes: tuple[Event, ...]


@dataclass(frozen=True)
class ThreeLists:
    """added: opened in the period. progressed: opened before and not struck off at its end.

    closed: struck off in the period. A matter opened and struck off in one period is on the
    first and on the third list, so that each list's count is the true one.
    """

    added: tuple[Line, ...]
    progressed: tuple[Line, ...]
    closed: tuple[Line, ...]


def _until(events: Iterable[Event], end: str) -> list[Event]:
    """What was known by a day: what is dated so, and what must have gone before it, however that is dated."""
    known = {event.id: event for event in events}
    found: dict[str, Event] = {}
    waiting = [event for event in known.values() if event.date <= end]
    while waiting:
        event = waiting.pop()
        if event.id not in found:
            found[event.id] = event
            waiting += [known[each] for each in event.after if each in known]
    return list(found.values())


def sort_into_lists(
    matters: Sequence[Record], events: Mapping[str, Sequence[Event]], start: str, end: str
) -> ThreeLists:
    """The three lists for start..end (both days included, "YYYY-MM-DD"), in the order given."""
    added, progressed, closed = [], [], []
    themes = {record["theme"] for record in matters if record["theme"]}
    of_themes = {theme: standing(_until(events.get(theme, ()), end)) for theme in themes}
    for record in matters:
        if record["opened"] > end:
            continue
        known = _until(events.get(record.id, ()), end)
        at_end = standing(known, of_themes.get(record["theme"] or ""))
        line = Line(record, at_end, tuple(event for event in at_end.taken if start <= event.date <= end))
        if record["opened"] >= start:
            added.append(line)
        elif at_end.open:
            progressed.append(line)
        if at_end.closed >= start:
            closed.append(line)
    return ThreeLists(tuple(added), tuple(progressed), tuple(closed))


def three_lists(desk: Desk, start: str, end: str) -> ThreeLists:
    """The three lists of the office for start..end, both days included."""
    query = Query("matter", where=(Where("opened", "<=", end),), order=("opened", "number"))
    matters = records.find(desk, query)
    wanted = [record.id for record in matters] + [record["theme"] for record in matters if record["theme"]]
    return sort_into_lists(matters, events_of(desk, wanted), start, end)
