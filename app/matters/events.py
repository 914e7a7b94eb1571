"""The events of a matter as facts, and the one order in which every office reads them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from app.records import Record


@dataclass(frozen=True)
class Event:
    """One step of a matter, as it was written down; dates are "YYYY-MM-DD"."""

    id: str
    act: str
    date: str
    after: tuple[str, ...] = ()
    by: str = ""
    organization: str = ""
    text: str = ""
    deadline: str = ""
    result: str = ""
    whistle: str = ""
    responsible: str = ""
    person_named: str = ""
    standard: str = ""
    cause: str = ""
    remedy: str = ""


def event_of(record: Record) -> Event:
    """The event that a matter_event record holds."""
    return Event(
        id=record.id,
        act=record["act"] or "",
        date=record["date"] or "",
        after=tuple(record["after"] or ()),
        by=record["by"] or "",
        organization=record["organization"] or "",
        text=record["text"] or "",
        deadline=record["deadline"] or "",
        result=record["result"] or "",
        whistle=record["whistle"] or "",
        responsible=record["responsible"] or "",
        person_named=record["person_named"] or "",
        standard=record["standard"] or "",
        cause=record["cause"] or "",
        remedy=record["remedy"] or "",
    )


def in_order(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """(the events in order, those that claim to come after themselves).

    The order keeps causes (`after`) before what followed; where nothing decides, the earlier
    date, then the smaller id comes first. Arrival never counts: the same set of events gives
    the same order at every office (exchange 4). Links to events that have not arrived yet
    are passed over.
    """
    known = {event.id: event for event in events}
    waiting: dict[str, int] = {}
    followers: dict[str, list[str]] = {}
    for event in known.values():
        causes = {cause for cause in event.after if cause in known}
        waiting[event.id] = len(causes)
        for cause in causes:
            followers.setdefault(cause, []).append(event.id)
    ready = [(event.date, event.id) for event in known.values() if not waiting[event.id]]
    heapq.heapify(ready)
    ordered: list[Event] = []
    while ready:
        _, event_id = heapq.heappop(ready)
        ordered.append(known.pop(event_id))
        for follower in followers.get(event_id, ()):
            waiting[follower] -= 1
            if not waiting[follower]:
                heapq.heappush(ready, (known[follower].date, follower))
    return ordered, sorted(known.values(), key=lambda event: (event.date, event.id))


def heads(events: Iterable[Event]) -> tuple[str, ...]:
    """The events that nothing follows yet: what a new event comes after. Sorted by id."""
    events = list(events)
    followed = {cause for event in events for cause in event.after}
    return tuple(sorted(event.id for event in events if event.id not in followed))
