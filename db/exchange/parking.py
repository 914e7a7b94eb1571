"""Records that came but could not go in: kept whole, for a person or until their owner comes (case 35)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from db.exchange.siblings import Coming, Sibling


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


def park(
    connection: Any, package: str, bucket: int, kind: str, each: Coming, reason: str, detail: str
) -> None:
    """Keep a record in quarantine; a copy of it that waits already gives way."""
    replace(connection, kind, each.id, reason)
    record = json.dumps(_portable(each), ensure_ascii=False)
    connection.execute(
        "INSERT INTO parked (package, bucket, kind, id, reason, detail, record) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (package, bucket, kind, str(each.id)[:64], reason, detail, record),
    )


def replace(connection: Any, kind: str, identity: str, reason: str = "") -> bool:
    """Settle what waits of a record, of one reason or any. True if something waited."""
    sql = "UPDATE parked SET settled = 'replaced' WHERE kind = ? AND id = ? AND settled IS NULL"
    parameters: tuple[str, ...] = (kind, identity)
    if reason == "orphan":  # changes that wait for an owner come one after another, all are needed
        return False
    if reason:
        sql, parameters = sql + " AND reason = ?", (kind, identity, reason)
    return bool(connection.execute(sql, parameters).rowcount)


def waits(connection: Any, kind: str, identity: str) -> bool:
    """Whether anything of this record is in quarantine."""
    sql = "SELECT 1 FROM parked WHERE kind = ? AND id = ? AND settled IS NULL LIMIT 1"
    return connection.execute(sql, (kind, identity)).fetchone() is not None


def listing(connection: Any, reason: str = "", limit: int = 1000) -> list[Parked]:
    """What waits, oldest first."""
    sql = (
        "SELECT number, package, bucket, kind, id, reason, detail, record FROM parked "
        "WHERE settled IS NULL AND (? = '' OR reason = ?) ORDER BY number LIMIT ?"
    )
    rows = connection.execute(sql, (reason, reason, limit))
    return [
        Parked(number, package, bucket, kind, identity, why, detail, json.loads(record))
        for number, package, bucket, kind, identity, why, detail, record in rows
    ]


def count(connection: Any) -> int:
    """How many records wait."""
    return int(connection.execute("SELECT count(*) FROM parked WHERE settled IS NULL").fetchone()[0])


def settle(connection: Any, number: int, how: str) -> None:
    """Note what became of a parked record: applied, refused."""
    connection.execute("UPDATE parked SET settled = ? WHERE number = ?", (how, number))


def coming(record: dict[str, Any]) -> Coming:
    """The record as it came, its dots in this database's own writer numbers."""
    columns = {
        name: {(w, seq): Sibling(value, action) for w, seq, action, value in found}
        for name, found in record["columns"].items()
    }
    made = tuple(record["made"]) if record["made"] else None
    return Coming(record["id"], record["office"], made, record["action"], record["values"], columns)


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
