"""Records that came but could not go in: kept whole, for a person or until their owner comes (case 35).

A record waits once: what comes of it later is merged into what waits, with the same care as into a
table, for the vectors count it as seen. What only waits for its owner, or cannot be read, is passed on
to other offices as if it stood here, so that none of them takes it for seen without having it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.exchange.mapping import Context
from db.exchange.siblings import Coming, Dot, Sibling, Siblings, merged

PASSED_ON = ("orphan", "unreadable")  # reasons that every office finds for itself


@dataclass(frozen=True)
class Parked:
    """One record in quarantine. `reason`: scope, other_bucket, unreadable, orphan, revoked, moved."""

    number: int
    package: str
    bucket: int
    kind: str
    id: str
    reason: str
    detail: str
    record: dict[str, Any]

    @property
    def there(self) -> dict[int, int]:
        """Writer number → seq: what its senders had seen."""
        return {int(writer): seq for writer, seq in self.record.get("there", {}).items()}


def park(connection: Any, context: Context, kind: str, each: Coming, reason: str, detail: str) -> None:
    """Keep a record in quarantine; what waits of it already is merged with it."""
    identity = ascii(each.id)[:64] if not isinstance(each.id, str) else _plain(each.id)
    before = waiting(connection, context.bucket, kind, [identity]).get(identity)
    there = dict(context.there)
    if before is not None:
        each = combined(coming(before.record), each, context)
        for writer, seq in before.there.items():
            there[writer] = max(seq, there.get(writer, 0))
        settle(connection, before.number, "replaced")
    record = {**_portable(each), "there": there}
    connection.execute(
        "INSERT INTO parked (package, bucket, kind, id, reason, detail, record) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (context.package, context.bucket, kind, identity, reason, detail, json.dumps(record)),
    )


def trim(connection: Any, parked: Parked, came: Coming, context: Context) -> None:
    """What waits beside a record that stands here gives way to what has overwritten it since."""
    waits = coming(parked.record)
    columns = {}
    for name, here in waits.columns.items():
        there = came.of(name)
        kept = {dot: each for dot, each in here.items() if dot in there or not context.seen_there(dot)}
        if kept := kept if there else here:
            columns[name] = kept
    if not columns and waits.made is None:
        settle(connection, parked.number, "replaced")
    elif columns != waits.columns:
        record = {**parked.record, **_portable(waits._replace(columns=columns))}
        sql = "UPDATE parked SET record = ? WHERE number = ?"
        connection.execute(sql, (json.dumps(record), parked.number))


def combined(waits: Coming, came: Coming, context: Context) -> Coming:
    """One record of what waits and what came, as a merge of the two would leave it."""
    whole = waits if waits.made else came
    columns: dict[str, Siblings] = {}
    for name in dict.fromkeys((*waits.values, *waits.columns, *came.values, *came.columns)):
        here, there = waits.of(name), came.of(name)
        kept = merged(here, there, context) if here and there else here or there
        if kept and kept.keys() != {whole.made}:
            columns[name] = kept
    values = {name: None if name in columns else value for name, value in whole.values.items()}
    return whole._replace(values=values, columns=columns)


def has_any(connection: Any) -> bool:
    """Whether anything waits."""
    sql = "SELECT 1 FROM parked WHERE settled IS NULL LIMIT 1"
    return connection.execute(sql).fetchone() is not None


def waiting(connection: Any, bucket: int, kind: str, ids: Iterable[str]) -> dict[str, Parked]:
    """Id → what waits of these records of a bucket."""
    sql = (
        f"{_SELECT} WHERE kind = ? AND id IN (SELECT value FROM json_each(?)) "
        "AND bucket = ? AND settled IS NULL"
    )
    rows = connection.execute(sql, (kind, json.dumps(list(ids)), bucket))
    return {each.id: each for each in map(_parked, rows)}


def listing(connection: Any, reason: str = "", limit: int = 1000) -> list[Parked]:
    """What waits, oldest first."""
    sql = f"{_SELECT} WHERE settled IS NULL AND (? = '' OR reason = ?) ORDER BY number LIMIT ?"
    return [_parked(row) for row in connection.execute(sql, (reason, reason, limit))]


def passed_on(connection: Any, bucket: int) -> list[Parked]:
    """What waits here of a bucket and must reach those who take it from us all the same."""
    marks = ", ".join("?" * len(PASSED_ON))
    sql = f"{_SELECT} WHERE settled IS NULL AND bucket = ? AND reason IN ({marks}) ORDER BY number"
    return [_parked(row) for row in connection.execute(sql, (bucket, *PASSED_ON))]


def count(connection: Any) -> int:
    """How many records wait."""
    return int(connection.execute("SELECT count(*) FROM parked WHERE settled IS NULL").fetchone()[0])


def settle(connection: Any, number: int, how: str) -> None:
    """Note what became of a parked record: applied, refused, replaced."""
    connection.execute("UPDATE parked SET settled = ? WHERE number = ?", (how, number))


def coming(record: dict[str, Any]) -> Coming:
    """The record as it came, its dots and actions in this database's own numbers."""
    columns = {
        name: {(w, seq): Sibling(value, action) for w, seq, action, value in found}
        for name, found in record["columns"].items()
    }
    made: Dot | None = (record["made"][0], record["made"][1]) if record["made"] else None
    return Coming(record["id"], record["office"], made, record["action"], record["values"], columns)


_SELECT = "SELECT number, package, bucket, kind, id, reason, detail, record FROM parked"


def _parked(row: tuple[Any, ...]) -> Parked:
    number, package, bucket, kind, identity, reason, detail, record = row
    return Parked(number, package, bucket, kind, identity, reason, detail, json.loads(record))


def _plain(text: str) -> str:
    """An id that SQLite can hold, whatever came for one."""
    return text[:64].encode("ascii", "backslashreplace").decode()[:64]


def _portable(each: Coming) -> dict[str, Any]:
    return {
        "id": each.id,
        "office": each.office,
        "made": each.made,
        "action": each.action,
        "values": each.values,
        "columns": {
            name: [[*dot, sibling.action, sibling.value] for dot, sibling in found.items()]
            for name, found in each.columns.items()
        },
    }


def count_by_bucket(connection: Any) -> dict[str, int]:
    """Bucket name → records that wait."""
    sql = (
        "SELECT b.name, count(*) FROM parked p JOIN bucket b ON b.number = p.bucket "
        "WHERE p.settled IS NULL GROUP BY b.name"
    )
    return dict(connection.execute(sql))
