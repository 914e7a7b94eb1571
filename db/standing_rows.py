"""Stored standings: rows derived from a matter's events, which of them are due, and their counters.

Neither captured nor exchanged. What they hold is computed above this room; here it is kept, and
triggers say which matters changed since. The counters follow from the rows alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from db.schema import quoted

VERSION_SETTING = "standings"  # which program's reckoning the rows hold; absent: none yet


@dataclass(frozen=True)
class StoredPart:
    """One organization's part of a whistle; dates "YYYY-MM-DD" or None."""

    whistle: str
    organization: str
    state: str
    open: int
    called: str | None
    deadline: str | None
    responded: str | None
    finished: str | None
    village: str | None = None


@dataclass(frozen=True)
class StoredStanding:
    """Where one matter stands, flat, for lists and counts. Dates "YYYY-MM-DD" or None.

    phase: working, merged, feedback, judge, strike, suspended or closed. nearest: the first deadline
    that work must meet, a whistle's among them. done: when it was finished or explained, if that
    still stands. direct, escalated, dispatched, returned: when that was done last (escalated: first).
    """

    id: str
    village: str
    state: str
    holder: str
    phase: str
    open: int
    since: str | None
    opened: str | None
    accepted: str | None
    deadline: str | None
    nearest: str | None
    done: str | None
    closed: str | None
    direct: str | None
    escalated: str | None
    dispatched: str | None
    returned: str | None
    evaluated: str | None
    satisfaction: str | None
    rounds: int
    reported: int
    disputed: int
    changed: str | None
    organization: str | None
    responsible: str | None
    recorder: str | None
    channel: str | None
    category: str | None
    kind: str | None
    urgency: str | None
    theme: str | None
    type: str | None = "problem"
    parts: tuple[StoredPart, ...] = ()


COLUMNS = tuple(each.name for each in fields(StoredStanding) if each.name != "parts")
PART_COLUMNS = tuple(each.name for each in fields(StoredPart))
LISTED = ", ".join(f's."{name}"' for name in COLUMNS)
EVER = " ever"  # after a dimension's name: its counters of all time, under the month ""
YEARLY = " by year"  # after a dimension's name: its counters by year, "2026" in place of the month
DIMENSIONS = ("village", "organization", "responsible", "category", "kind", "type", "channel")
# Days from collecting to striking off and to accepting, the longest of each band; "more" are longer still.
BANDS = {"close": (3, 7, 15, 30, 60), "accept": (1, 3, 7)}
DAYS = "days"  # the dimension whose values are how many days striking off took
MOST_DAYS = 366  # counted day by day up to here, all that took longer as one
# What of a matter's own record stands in the row, or decides whether there is one.
_READ = (
    "deleted", "office", "opened", "deadline", "organization", "responsible", "recorder", "channel",
    "category", "kind", "urgency", "theme", "type",
)  # fmt: skip


def triggers() -> Iterator[str]:
    """What notes the matters whose standing must be worked out anew, however they were written."""
    note = "INSERT OR IGNORE INTO standing_due (id) "
    read = ", ".join(map(quoted, _READ))
    changed = " OR ".join(f"OLD.{quoted(each)} IS NOT NEW.{quoted(each)}" for each in _READ)
    yield (f"CREATE TRIGGER standing_matter_insert AFTER INSERT ON matter BEGIN {note}VALUES (NEW.id); END")
    yield (
        f"CREATE TRIGGER standing_matter_update AFTER UPDATE OF {read} ON matter WHEN {changed} "
        f"BEGIN {note}VALUES (NEW.id); END"
    )
    yield f"CREATE TRIGGER standing_matter_delete AFTER DELETE ON matter BEGIN {note}VALUES (OLD.id); END"
    for act, rows in (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",))):
        notes = " ".join(f"{note}SELECT {row}.matter WHERE {row}.matter IS NOT NULL;" for row in rows)
        yield (f"CREATE TRIGGER standing_event_{act} AFTER {act.upper()} ON matter_event BEGIN {notes} END")


def is_current(database: Database, version: str) -> bool:
    """Whether the rows hold what that version of the reckoning gives, those that are due aside."""
    row = database.execute("SELECT value FROM setting WHERE key = ?", (VERSION_SETTING,)).fetchone()
    return row is not None and row[0] == json.dumps(version)


def begin_anew(connection: Any, version: str) -> None:
    """Within an open write: every matter is due, no row and no counter stands."""
    for table in ("standing", "standing_part", "standing_count", "standing_due"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute('INSERT INTO standing_due (id) SELECT id FROM matter WHERE "deleted" = 0')
    connection.execute(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (VERSION_SETTING, json.dumps(version))
    )


def due_count(database: Database, most: int) -> int:
    """How many matters are due, counted up to `most`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM standing_due LIMIT ?)"
    return int(database.execute(sql, (most,)).fetchone()[0])


def add_sources(connection: Any) -> None:
    """Within an open write: what was merged into a matter that is due is due as well."""
    connection.execute(
        "INSERT OR IGNORE INTO standing_due (id) SELECT m.id FROM standing_due d "
        'JOIN matter m ON m."deleted" = 0 AND m.theme = d.id'
    )


def due(database: Database, most: int) -> list[str]:
    """Ids of matters that are due, the first `most` of them."""
    rows = database.execute("SELECT id FROM standing_due ORDER BY id LIMIT ?", (most,))
    return [row[0] for row in rows]


def keep(connection: Any, ids: Sequence[str], rows: Iterable[StoredStanding]) -> None:
    """Within an open write: these matters stand as `rows` say; those without a row stand nowhere."""
    listed = json.dumps(list(ids))
    before = stored(connection, ids)
    after = {row.id: row for row in rows}
    changed = [each for each in ids if before.get(each) != after.get(each)]
    gone = json.dumps([each for each in changed if each in before])
    for table in ("standing", "standing_part"):
        connection.execute(f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (gone,))
    fresh = [after[each] for each in changed if each in after]
    places = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"INSERT INTO standing ({', '.join(map(quoted, COLUMNS))}) VALUES ({places})",
        [tuple(getattr(row, name) for name in COLUMNS) for row in fresh],
    )
    connection.executemany(
        f"INSERT INTO standing_part (id, {', '.join(PART_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(row.id, *astuple(part)) for row in fresh for part in row.parts],
    )
    tally: Counter[tuple[str, str, str, str]] = Counter()
    for each in changed:
        if each in before:
            tally.subtract(counted(before[each]))
        if each in after:
            tally.update(counted(after[each]))
    _add_up(connection, tally)
    connection.execute("DELETE FROM standing_due WHERE id IN (SELECT value FROM json_each(?))", (listed,))


def stored(connection: Any, ids: Iterable[str]) -> dict[str, StoredStanding]:
    """Id → row of those matters that have one, with the parts of their whistles."""
    listed = json.dumps(list(ids))
    parts: dict[str, list[StoredPart]] = {}
    sql = (
        f"SELECT id, {', '.join(PART_COLUMNS)} FROM standing_part "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id, called, whistle, organization"
    )
    for identity, *values in connection.execute(sql, (listed,)):
        parts.setdefault(identity, []).append(StoredPart(*values))
    sql = f"SELECT {LISTED} FROM standing s WHERE s.id IN (SELECT value FROM json_each(?))"
    found = (StoredStanding(*row) for row in connection.execute(sql, (listed,)))
    return {row.id: _with_parts(row, parts.get(row.id, ())) for row in found}


def _with_parts(row: StoredStanding, parts: Sequence[StoredPart]) -> StoredStanding:
    return replace(row, parts=tuple(parts)) if parts else row


def month_of(day: str) -> str:
    """The month a day is counted in; "YYYY-00" for a paper that says no more than the year."""
    return day[:7] if len(day) >= 7 else f"{day[:4]}-00"


@lru_cache(maxsize=1 << 16)
def _ordinal(day: str) -> int | None:
    """The number of a whole day; None for a paper that names no day that there is."""
    if len(day) != 10 or day[7] != "-":
        return None
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def days_between(first: str | None, last: str | None) -> int | None:
    """Days from one day to another, none below 0; None unless both are whole days."""
    begin, end = _ordinal(first or ""), _ordinal(last or "")
    return None if begin is None or end is None else max(0, end - begin)


def band_of(name: str, days: int) -> str:
    """The measure of BANDS that so many days belong to: close_3, …, close_more."""
    return f"{name}_{next((bound for bound in BANDS[name] if days <= bound), 'more')}"


def _lasting(row: StoredStanding) -> Iterator[tuple[str, str | None, int]]:
    """(measure, the day it is counted on, how much) of how long striking off and accepting took.

    Striking off is counted when it happened; accepting with the collecting, as solving on the spot is.
    """
    for name, end, counted_on in (("close", row.closed, row.closed), ("accept", row.accepted, row.opened)):
        days = days_between(row.opened, end)
        if days is not None:
            yield band_of(name, days), counted_on, 1
            yield f"{name}_days", counted_on, days


def measures(row: StoredStanding) -> dict[str, tuple[str, int]]:
    """Measure → (the day it is counted on, how much): what one matter adds to the figures."""
    found: dict[str, tuple[str | None, int]] = {
        "opened": (row.opened, 1),
        "direct": (row.opened if row.direct else None, 1),
        "escalated": (row.opened if row.escalated else None, 1),
        "done": (row.done, 1),
        "closed": (row.closed, 1),
        "returned": (row.returned, 1),
        "due": (row.deadline, 1),
        "on_time": (row.deadline if row.deadline and row.done and row.done <= row.deadline else None, 1),
        "late": (row.deadline if row.deadline and row.done and row.done > row.deadline else None, 1),
        # for what is open at a time: a closing dated before the collecting must not count before it
        "left": (max(row.opened or "", row.closed) if row.closed else None, 1),
        "paused": (row.deadline if not row.done and row.phase == "suspended" else None, 1),
        "evaluated": (row.evaluated, 1),
        "closed_carried": (row.closed if (row.opened or "")[:4] < (row.closed or "")[:4] else None, 1),
        "accepted": (row.opened if row.accepted else None, 1),
        **{name: (day, much) for name, day, much in _lasting(row)},
    }
    if row.satisfaction:
        found[row.satisfaction] = (row.evaluated, 1)
    return {name: (day, much) for name, (day, much) in found.items() if day and much}


def counted(row: StoredStanding) -> Mapping[tuple[str, str, str, str], int]:
    """(dimension, month, measure, value) → what one matter adds. Dimension "": all matters.

    Each month's number stands once more under its year, so that many years are read quickly.
    """
    added: Counter[tuple[str, str, str, str]] = Counter()
    values = {"": "", **{name: getattr(row, name) or "" for name in DIMENSIONS}}
    for measure, (day, much) in measures(row).items():
        month = month_of(day)
        pairs = [*values.items()]
        if measure == "opened":
            pairs.append(("village category", f"{row.village} {row.category or ''}"))
        for dimension, value in pairs:
            added[dimension, month, measure, value] += much
            added[dimension + YEARLY, month[:4], measure, value] += much
            added[dimension + EVER, "", measure, value] += much
    days = days_between(row.opened, row.closed)
    if days is not None and row.closed:
        value = f"{min(days, MOST_DAYS + 1):03}"
        added[DAYS, month_of(row.closed), "closed", value] += 1
        added[DAYS + YEARLY, row.closed[:4], "closed", value] += 1
        added[DAYS + EVER, "", "closed", value] += 1
    return added


def _add_up(connection: Any, tally: Counter[tuple[str, str, str, str]]) -> None:
    moved = [(*key, count) for key, count in tally.items() if count]
    connection.executemany(
        "INSERT INTO standing_count (dimension, month, measure, value, count) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (dimension, month, measure, value) DO UPDATE SET count = count + excluded.count",
        moved,
    )
    emptied = [key for *key, count in moved if count < 0]
    connection.executemany(
        "DELETE FROM standing_count WHERE dimension = ? AND month = ? AND measure = ? AND value = ? "
        "AND count = 0",
        emptied,
    )
