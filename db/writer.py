"""Writing records inside one transaction: add, change, remove, restore."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from db import capture, records
from db.fields import Kind
from db.kinds import DEFINED_ABOVE, KINDS
from db.placing import HOME, Placing
from db.schema import quoted


class Writer:
    """What a use case holds while its transaction is open. Values must already be checked."""

    def __init__(self, connection: Any, office: str, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._office = office
        self._new_id = new_id
        self.touched: dict[str, set[str]] = {}
        self.kept_content = False

    def add(self, kind_name: str, values: Mapping[str, Any]) -> str:
        """Add one record and give its id. A value under "id" is kept as the id."""
        return self.add_many(kind_name, [values])[0]

    def add_many(self, kind_name: str, rows: Sequence[Mapping[str, Any]], office: str = "") -> list[str]:
        """Add records and give their ids in order.

        `office`: one of those below this one, whose records they become. Raises KeyError without it here.
        """
        kind = KINDS[kind_name]
        names = kind.names
        listed = [at for at, each in enumerate(kind.fields) if each.type in records.JSON_TYPES]
        columns = ", ".join(map(quoted, ("id", "office", "bucket", "extra", *names)))
        sql = f"INSERT INTO {quoted(kind.name)} ({columns}) VALUES ({', '.join('?' * (len(names) + 4))})"
        placing = Placing(self._connection, self._office, DEFINED_ABOVE)
        theirs = placing.bucket_of(office) if office and office != self._office else 0
        simple = placing.is_simple(kind_name)
        ids = [str(values.get("id") or self._new_id()) for values in rows]

        def stored() -> Iterable[list[Any]]:
            for identity, values in zip(ids, rows, strict=True):
                row = [values.get(name) for name in names]
                row = [None if value == "" else value for value in row]
                for at in listed:
                    row[at] = records.encode(kind, names[at], row[at])
                bucket = theirs or (HOME if simple else placing.bucket(kind_name, values))
                yield [identity, office or self._office, bucket, self._extra(kind, values), *row]

        self._connection.executemany(sql, stored())
        self.touch(kind_name, ids)
        return ids

    def change(self, kind_name: str, identity: str, values: Mapping[str, Any]) -> None:
        """Set the given fields of one record; the others keep their values. Raises KeyError."""
        kind = KINDS[kind_name]
        names = [name for name in kind.names if name in values]
        assignments = [f"{quoted(name)} = ?" for name in names]
        parameters = [records.encode(kind, name, values[name]) for name in names]
        own = {name: value for name, value in values.items() if not kind.has(name) and name != "id"}
        if own:
            assignments.append("extra = ?")
            parameters.append(self._extra(kind, {**self._own_values(kind, identity), **own}))
        if not assignments:
            return
        sql = f"UPDATE {quoted(kind.name)} SET {', '.join(assignments)} WHERE id = ?"
        self._one(self._connection.execute(sql, [*parameters, identity]), kind_name, identity)

    def remove(self, kind_name: str, identity: str) -> None:
        """Send a record to the recycle bin. Raises KeyError."""
        self._mark(kind_name, identity, deleted=1)

    def restore(self, kind_name: str, identity: str) -> None:
        """Take a record out of the recycle bin. Raises KeyError."""
        self._mark(kind_name, identity, deleted=0)

    def keep_shown(self, kind_name: str, identity: str, column: str) -> None:
        """Say that the value a column shows is the one, which covers its siblings. Raises KeyError."""
        capture.restamp(self._connection, KINDS[kind_name], identity, column)
        self.touch(kind_name, [identity])

    @property
    def office(self) -> str:
        """Whose records new ones become."""
        return self._office

    @property
    def connection(self) -> Any:
        """The connection of the open transaction, for this room's own statements."""
        return self._connection

    def get(self, kind_name: str, identity: str) -> records.Record | None:
        """The record as this transaction sees it."""
        kind = KINDS[kind_name]
        sql = f"SELECT {records.selected(kind)} FROM {quoted(kind.name)} WHERE id = ?"
        row = self._connection.execute(sql, (identity,)).fetchone()
        return records.decode(kind, row) if row else None

    def stands(self, kind_name: str, identity: str) -> bool | None:
        """Whether a record, a deleted one too, was merged into another; None when there is no such record."""
        kind = KINDS[kind_name]
        merged = "merged_into IS NOT NULL" if kind.has("merged_into") else "0"
        sql = f"SELECT {merged} FROM {quoted(kind.name)} WHERE id = ?"
        found = self._connection.execute(sql, (identity,)).fetchone()
        return bool(found[0]) if found else None

    def store_content(self, sha256: str, contents: bytes) -> None:
        """Keep the bytes of an attachment under their hash; the same bytes are kept once."""
        sql = "INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?, ?)"
        self._connection.execute(sql, (sha256, contents))
        self.kept_content = True

    def touch(self, kind_name: str, ids: Iterable[str]) -> None:
        """Note records that a statement of this room changed, so that views hear of them."""
        self.touched.setdefault(kind_name, set()).update(ids)

    def _mark(self, kind_name: str, identity: str, *, deleted: int) -> None:
        sql = f'UPDATE {quoted(KINDS[kind_name].name)} SET "deleted" = ? WHERE id = ?'
        self._one(self._connection.execute(sql, (deleted, identity)), kind_name, identity)

    def _own_values(self, kind: Kind, identity: str) -> dict[str, Any]:
        sql = f"SELECT extra FROM {quoted(kind.name)} WHERE id = ?"
        found = self._connection.execute(sql, (identity,)).fetchone()
        return dict(json.loads(found[0])) if found and found[0] else {}

    def _one(self, cursor: Any, kind_name: str, identity: str) -> None:
        if cursor.rowcount != 1:
            raise KeyError(identity)
        self.touch(kind_name, [identity])

    @staticmethod
    def _extra(kind: Kind, values: Mapping[str, Any]) -> str | None:
        """A township's own fields, always spelled the same, so that saving them again changes nothing."""
        own = {n: v for n, v in values.items() if not kind.has(n) and n != "id" and v not in (None, "")}
        return json.dumps(own, ensure_ascii=False, sort_keys=True) if own else None
