"""Columns with more than one value, for a person to choose; choosing covers all of them (exchange 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.exchange import vectors
from db.kinds import KINDS
from db.schema import kind_by_number, quoted
from db.store import Store


def _asked() -> str:
    """Columns whose siblings differ. One that only says more of another of its group, which is asked
    about as well, is decided with that one and is no question of its own."""
    led = [
        f"(s.kind = {kind.number} AND s.field = '{each.name}' AND "
        "(SELECT count(DISTINCT quote(l.value)) FROM sibling l WHERE "
        f"l.kind = s.kind AND l.row = s.row AND l.field = '{leader.name}') > 1)"
        for kind in KINDS.values()
        for each in kind.fields
        for leader in kind.fields
        if each.group and each.derived and leader.group == each.group and not leader.derived
    ]
    return (
        "SELECT s.kind, s.row, s.field, min(s.bucket) AS bucket FROM sibling s "
        f"WHERE NOT ({' OR '.join(led)}) "
        "GROUP BY s.kind, s.row, s.field HAVING count(DISTINCT quote(s.value)) > 1"
    )


_ASKED = _asked()


@dataclass(frozen=True)
class Version:
    """One of the values. `office` and `node`: where it was written; `at` and `operator` by whom, if known."""

    value: Any
    office: str
    node: str
    at: str
    operator: str
    shown: bool


@dataclass(frozen=True)
class Conflict:
    """One column of one record. `before`: the value from which the versions part, where it is known."""

    kind: str
    id: str
    field: str
    before: Any
    versions: tuple[Version, ...]


def conflicts(store: Store, limit: int = 500, offset: int = 0) -> list[Conflict]:
    """Columns whose siblings differ, in the order of their records."""
    columns = store.connection.execute(
        f"SELECT kind, row, field FROM ({_ASKED}) ORDER BY kind, row, field LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()
    return [_conflict(store, *column) for column in columns]


def conflict(store: Store, kind_name: str, identity: str, field: str) -> Conflict | None:
    """One column of one record, if its siblings differ."""
    if field not in waiting(store, kind_name, identity):
        return None
    kind = KINDS[kind_name]
    sql = f"SELECT row FROM {quoted(kind.name)} WHERE id = ?"
    return _conflict(store, kind.number, store.connection.execute(sql, (identity,)).fetchone()[0], field)


def count(store: Store) -> int:
    """How many columns wait for a person."""
    return int(store.connection.execute(f"SELECT count(*) FROM ({_ASKED})").fetchone()[0])


def count_by_bucket(store: Store) -> dict[str, int]:
    """Bucket name → columns that wait for a person."""
    sql = f"SELECT b.name, count(*) FROM ({_ASKED}) s JOIN bucket b ON b.number = s.bucket GROUP BY b.name"
    return dict(store.connection.execute(sql))


def waiting(store: Store, kind_name: str, identity: str) -> set[str]:
    """The columns of one record that wait."""
    kind = KINDS[kind_name]
    rows = store.connection.execute(
        "SELECT field FROM sibling WHERE kind = ? "
        f"AND row = (SELECT row FROM {quoted(kind.name)} WHERE id = ?) "
        "GROUP BY field HAVING count(DISTINCT quote(value)) > 1",
        (kind.number, identity),
    )
    return {field for (field,) in rows}


def _conflict(store: Store, kind_number: int, row: int, field: str) -> Conflict:
    kind = kind_by_number(kind_number)
    identity, current = store.connection.execute(
        f"SELECT id, {quoted(field)} FROM {quoted(kind.name)} WHERE row = ?", (row,)
    ).fetchone()
    names = vectors.writers(store.connection)
    rows = store.connection.execute(_VERSIONS, (kind_number, row, field)).fetchall()
    versions = []
    for value, writer, at, operator in rows:
        name, office = names[writer]
        versions.append(Version(value, office, name.node, at or "", operator or "", value == current))
    before = store.connection.execute(_BEFORE, (kind_number, row, field)).fetchone()
    return Conflict(kind.name, identity, field, before[0] if before else None, tuple(versions))


_VERSIONS = (
    "SELECT s.value, s.writer, a.at, a.operator FROM sibling s LEFT JOIN action a ON a.number = s.action "
    "WHERE s.kind = ? AND s.row = ? AND s.field = ? ORDER BY s.writer, s.seq"
)
# What stood here before the first of the versions was set.
_BEFORE = (
    "SELECT h.before FROM history h JOIN sibling s ON s.kind = h.kind AND s.row = h.row "
    "AND s.field = h.field AND s.writer = h.writer AND s.seq = h.seq "
    "WHERE h.kind = ? AND h.row = ? AND h.field = ? ORDER BY h.number LIMIT 1"
)
