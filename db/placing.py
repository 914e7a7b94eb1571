"""In which bucket a new record lives: with what it belongs to, or with what an office defines for others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import capture
from db.kinds import KINDS
from db.schema import quoted

HOME = 1
# The field that names what a record belongs to: it lives and travels with it.
BELONGS_TO = {
    "person": "household",
    "tag": "owner",
    "post": "person",
    "matter_event": "matter",
    "attendance": "activity",
    "milestone": "project",
    "ballot": "survey",
    "attachment": "owner",
    "redaction": "about",
    "move": "about",
}


class Placing:
    """Where records go, as one transaction sees the buckets."""

    def __init__(self, connection: Any, office: str, defined: frozenset[str]) -> None:
        """`defined`: the kinds that an office defines for those below it."""
        self._connection = connection
        self._defined = defined
        names: dict[str, int] = dict(connection.execute("SELECT name, number FROM bucket"))
        self._names = names
        self._config = names.get(f"config:{office}", HOME)
        self._shares = any(name.startswith("office:") and number != HOME for name, number in names.items())

    def is_simple(self, kind_name: str) -> bool:
        """Whether every record of the kind goes to the first bucket: nearly always."""
        if kind_name in self._defined:
            return bool(self._config == HOME)
        return not (self._shares and kind_name in BELONGS_TO)

    def bucket_of(self, office: str) -> int:
        """The bucket of an office below this one. Raises KeyError when none of it came here yet."""
        return self._names[f"office:{office}"]

    def bucket(self, kind_name: str, values: Mapping[str, Any]) -> int:
        """The bucket of a new record."""
        if kind_name in self._defined:
            return self._config
        owner = BELONGS_TO.get(kind_name)
        identity = values.get(owner) if owner and self._shares else None
        if not identity:
            return HOME
        for target in KINDS[kind_name].field(owner or "").targets or tuple(KINDS):
            sql = f"SELECT bucket FROM {quoted(target)} WHERE id = ?"
            found = self._connection.execute(sql, (identity,)).fetchone()
            if found:
                return int(found[0])
        return HOME


def is_named_beside(
    connection: Any, kind_name: str, values: Mapping[str, Any], field: str, identity: str
) -> bool:
    """Whether another record of the same owner names that id in the same field.

    What an upper office wrote may name records of its own, which do not come here: who was called lies
    there, and whoever answers for them here names them again.
    """
    owner = BELONGS_TO.get(kind_name, "")
    if field == owner or not values.get(owner):
        return False
    sql = f"SELECT 1 FROM {quoted(kind_name)} WHERE {quoted(owner)} = ? AND {quoted(field)} = ? LIMIT 1"
    return connection.execute(sql, (values[owner], identity)).fetchone() is not None


def define_for_others(connection: Any, bucket: int, kinds: frozenset[str]) -> None:
    """Within an open write: what this office had defined for itself it defines for those below too.

    The records move to the bucket of definitions under new dots; no value of them changes.
    """
    dots = capture.NewDots(connection, bucket)
    for kind in (KINDS[name] for name in sorted(kinds)):
        rows = connection.execute(
            f"UPDATE {quoted(kind.name)} SET bucket = ? WHERE bucket = ? RETURNING row", (bucket, HOME)
        ).fetchall()
        for (row,) in rows:
            dots.stamp_row(kind, row)
    dots.tell()
