"""Stored standings: each matter's place worked out from its events once, and kept until they change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app import records
from app.desk import Desk
from app.faults import faults_as_problems
from app.matters.acts import Act, State
from app.matters.recording import states
from app.matters.sorting import explanation
from app.matters.standings import Part, Standing
from app.records import Record
from db import standing_rows
from db.standing_rows import StoredPart, StoredStanding

VERSION = "6"  # raised when the machine or `row_of` gives something else for the same events
AT_ONCE = 2000  # so many are worked out within a write; more wait for whoever asks first
_CHUNK = AT_ONCE
_TAKEN_OVER = ("recorder", "channel", "category", "kind", "urgency", "theme")
_TYPE_OF_CATEGORY = {name: name for name in ("errand", "petition", "dispute", "suggestion")}
_PHASES = {
    State.CLOSED: "closed",
    State.SUSPENDED: "suspended",
    State.EVALUATED: "strike",
    State.FED_BACK: "judge",
    State.FINISHED: "feedback",
    State.EXPLAINED: "feedback",
}


def explained_on(standing: Standing) -> str:
    """The day the matter was explained, if nothing was done about it since; else "" """
    found = explanation(standing)
    return found.date if found else ""


def phase_of(standing: Standing, merged: bool) -> str:
    """What the matter waits for: working, merged, feedback, judge, strike, suspended or closed.

    `merged`: it belongs to a theme, which does the work; once that is finished it waits for feedback.
    """
    found = _PHASES.get(standing.state)
    if found or not merged:
        return found or "working"
    return "feedback" if Act.FEED_BACK in standing.acts else "merged"


def type_of(matter: Record) -> str:
    """What kind of matter it is: older papers, and those of an older program, say so by their category."""
    return str(matter["type"] or _TYPE_OF_CATEGORY.get(matter["category"] or "", "problem"))


def row_of(matter: Record, standing: Standing, *, alone: bool = False) -> StoredStanding:
    """The flat row of a matter that stands like this; `alone`: its theme, if any, works for it no more."""
    first = {event.act: event.date for event in reversed(standing.taken)}
    last = {event.act: event.date for event in standing.taken}
    phase = phase_of(standing, bool(matter["theme"]) and not alone)
    deadline = standing.deadline or matter["deadline"] or ""
    parts = tuple(_part(each, matter.office) for each in standing.parts)
    waiting = [deadline, *(part.deadline for part in parts if part.open)]
    return StoredStanding(
        id=matter.id,
        village=matter.office,
        state=standing.state.value,
        holder=standing.holder.value,
        phase=phase,
        open=int(standing.open),
        since=standing.since or matter["opened"] or None,
        opened=matter["opened"] or None,
        accepted=first.get(Act.ACCEPT) or first.get(Act.DIRECT),
        deadline=deadline or None,
        nearest=min((day for day in waiting if day), default=None) if phase == "working" else None,
        done=standing.finished or explained_on(standing) or None,
        closed=standing.closed or None,
        direct=last.get(Act.DIRECT) if standing.direct else None,
        escalated=first.get(Act.ESCALATE),
        dispatched=last.get(Act.DISPATCH),
        returned=last.get(Act.RETURN),
        evaluated=last.get(Act.EVALUATE),
        satisfaction=standing.satisfaction or None,
        rounds=standing.rounds,
        reported=int(standing.reported),
        disputed=len(standing.disputed),
        changed=max((event.date for event in standing.taken), default=None) or None,
        organization=standing.organization or matter["organization"] or None,
        responsible=standing.responsible or matter["responsible"] or None,
        type=type_of(matter),
        **{name: matter[name] or None for name in _TAKEN_OVER},
        parts=tuple(sorted(parts, key=lambda each: (each.called or "", each.whistle, each.organization))),
    )


def _part(part: Part, village: str) -> StoredPart:
    return StoredPart(
        whistle=part.whistle,
        organization=part.organization,
        state=part.state.value,
        open=int(not part.done),
        called=part.called or None,
        deadline=part.deadline or None,
        responded=part.responded or None,
        finished=part.finished or None,
        village=village or None,
    )


def rows_of(desk: Desk, ids: Sequence[str]) -> list[StoredStanding]:
    """The rows that the events of these matters give now; none for one that is unknown or deleted."""
    matters = records.by_ids(desk, "matter", ids)
    live = {key: matter for key, matter in matters.items() if not matter.deleted}
    standings = states(desk, list(live))
    themes = records.by_ids(desk, "matter", {each["theme"] for each in live.values() if each["theme"]})
    thrown = {key for key, theme in themes.items() if theme.deleted}
    return [row_of(matter, standings[key], alone=matter["theme"] in thrown) for key, matter in live.items()]


def renew(desk: Desk, progress: Callable[[int], object] | None = None) -> int:
    """Work out what is due; how many matters that were. Call it before reading stored standings.

    `progress` hears the number done so far. Whatever is done stays done: raise in it to stop.
    Raises Problem when the disk says no.
    """
    store, done = desk.store, 0
    with faults_as_problems(desk.home):
        if not standing_rows.is_current(store.database, VERSION):
            with store.local_write() as connection:
                standing_rows.begin_anew(connection, VERSION)
        if not standing_rows.due_count(store.database, 1):
            return 0
        with store.local_write() as connection:
            standing_rows.add_sources(connection)
        while ids := standing_rows.due(store.database, _CHUNK):
            rows = rows_of(desk, ids)
            with store.local_write() as connection:
                standing_rows.keep(connection, ids, rows)
            done += len(ids)
            if progress is not None:
                progress(done)
    return done


def waiting(desk: Desk) -> int:
    """How many matters are to be worked out before the lists are true; beyond AT_ONCE just more."""
    database = desk.store.database
    if not standing_rows.is_current(database, VERSION):
        return records.count(desk, records.Query("matter"))
    return standing_rows.due_count(database, AT_ONCE + 1)


def keep_current(desk: Desk) -> None:
    """Work out what each write and each take-in changes within that very transaction, unless it is much."""

    def at_the_end() -> None:
        database = desk.store.database
        if standing_rows.is_current(database, VERSION) and (
            0 < standing_rows.due_count(database, AT_ONCE + 1) <= AT_ONCE
        ):
            renew(desk)

    desk.store.before_commit = at_the_end


def stored(desk: Desk, ids: Sequence[str]) -> dict[str, StoredStanding]:
    """Id → stored standing of these matters; one that is deleted or unknown is left out."""
    renew(desk)
    return standing_rows.stored(desk.store.connection, ids)
