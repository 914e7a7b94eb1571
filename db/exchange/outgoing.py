"""What a peer lacks of a bucket, as frames of rows: everything with a dot beyond its base (exchange 3).

A frame is a JSON-able object. "actions": [writer, number, at, operator, intention] of the changes
in the frames after it. "rows": of one kind, [id, office, writer, seq, action, deleted, extra, the
values of "fields" in order, columns]; writer -1 where the peer has the row already, and then no
values. "columns" is {field: [[writer, seq, action, value], ...]}: the whole set of siblings of each
column that was set after the row was made. "raw": what a newer program sent, as it came.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from db.exchange import parking
from db.exchange.siblings import MAKING, Siblings
from db.fields import Kind
from db.kinds import KINDS
from db.schema import quoted

CHUNK = 400  # rows in a frame
REMEMBERED = 50_000  # actions known to have been told; more cost bytes, not memory
Frame = dict[str, Any]


def shared_fields(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that packages carry."""
    return _shared_fields(kind.name)


@cache
def _shared_fields(kind_name: str) -> tuple[str, ...]:
    kind = KINDS[kind_name]
    return tuple(each.name for each in kind.fields if each.leaves_office)


class Outgoing:
    """One bucket's delta, chosen at the start and streamed within one reading transaction."""

    def __init__(
        self, connection: Any, bucket: int, base: Mapping[int, int], index: Mapping[int, int]
    ) -> None:
        """`base`: writer number → seq. `index`: writer number → its place in the manifest's list."""
        self._connection = connection
        self._bucket = bucket
        self._base = dict(base)
        self._index = index
        self._told: dict[int, int] = {}
        self._choose()

    def counts(self) -> dict[str, int]:
        """Kind name → records that are new or changed beyond the base."""
        rows = self._connection.execute("SELECT kind, count(*) FROM temp.leaving GROUP BY kind")
        names = {kind.number: kind.name for kind in KINDS.values()}
        found = {names[number]: count for number, count in rows}
        raw = self._connection.execute(
            f"SELECT kind, count(DISTINCT id) FROM ({self._raw_sql()}) GROUP BY kind"
        )
        for name, count in raw:
            found[name] = found.get(name, 0) + count
        return found

    def contents(self) -> list[tuple[str, int]]:
        """(sha256, bytes) of the attachments that leave and whose contents lie here."""
        sql = (
            "SELECT DISTINCT c.sha256, length(c.bytes) FROM temp.leaving l "
            "CROSS JOIN attachment a ON a.row = l.row "
            'JOIN content c ON c.sha256 = a.sha256 WHERE l.kind = ? AND a."deleted" = 0 ORDER BY c.sha256'
        )
        return list(self._connection.execute(sql, (KINDS["attachment"].number,)))

    def frames(self) -> Iterator[Frame]:
        """The frames in the order in which a reader needs them: owners before what they own."""
        leaving = {row[0] for row in self._connection.execute("SELECT DISTINCT kind FROM temp.leaving")}
        for kind in (each for each in KINDS.values() if each.number in leaving):
            rows = self._connection.execute(self._rows_sql(kind), (kind.number, self._bucket))
            while chunk := rows.fetchmany(CHUNK):
                yield from self._framed(kind, chunk)
        yield from self._parked_frames()
        yield from self._raw_frames()

    def _choose(self) -> None:
        run = self._connection.execute
        run("CREATE TEMP TABLE IF NOT EXISTS leaving (kind, row, new, PRIMARY KEY (kind, row)) WITHOUT ROWID")
        run("DELETE FROM temp.leaving")
        beyond = "bucket = ? AND writer = ? AND seq > ?"
        for table, new in (("row_stamp", 1), ("column_stamp", 0), ("sibling", 0)):
            chosen = f"SELECT DISTINCT kind, row, {new} FROM {table} WHERE {beyond}"
            for writer, seq in self._base.items():
                run(f"INSERT OR IGNORE INTO temp.leaving {chosen}", (self._bucket, writer, seq))

    def _rows_sql(self, kind: Kind) -> str:
        names = ", ".join(f"t.{quoted(name)}" for name in (*MAKING, *shared_fields(kind)))
        return (
            f"SELECT l.row, l.new, t.id, t.office, s.writer, s.seq, s.action, {names} FROM temp.leaving l "
            # CROSS and + keep to this order and the primary keys: with old statistics the planner would go
            # through all stamps of the bucket for each row.
            f"CROSS JOIN {quoted(kind.name)} t ON t.row = l.row "
            "CROSS JOIN row_stamp s ON s.kind = l.kind AND s.row = l.row "
            "WHERE l.kind = ? AND +s.bucket = ? ORDER BY l.row"
        )

    def _framed(self, kind: Kind, chunk: list[tuple[Any, ...]]) -> Iterator[Frame]:
        columns = self._columns(kind, chunk)
        told: list[list[Any]] = []
        rows = []
        for row, new, identity, office, writer, seq, action, *values in chunk:
            changed = columns.get(row, {})
            if new:
                number = self._tell(told, writer, action)
                kept = [None if name in changed else value for name, value in self._named(kind, values)]
                rows.append([identity, office, self._index[writer], seq, number, *kept, changed])
            elif changed:
                rows.append([identity, office, -1, 0, 0, changed])
        for row in rows:
            for siblings in row[-1].values():
                for each in siblings:
                    each[2] = self._tell(told, each[0], each[2])
                    each[0] = self._index[each[0]]
        if told:
            yield {"t": "actions", "rows": told}
        if rows:
            yield {"t": "rows", "kind": kind.name, "fields": [*MAKING, *shared_fields(kind)], "rows": rows}

    @staticmethod
    def _named(kind: Kind, values: list[Any]) -> Iterator[tuple[str, Any]]:
        return zip((*MAKING, *shared_fields(kind)), values, strict=True)

    def _columns(self, kind: Kind, chunk: list[tuple[Any, ...]]) -> dict[int, dict[str, list[list[Any]]]]:
        """row → field → siblings of the columns that were set after the row was made."""
        new = {row[0]: row[1] for row in chunk}
        ids = json.dumps(list(new))
        travels = {*MAKING, *shared_fields(kind)}
        found: dict[int, dict[str, list[list[Any]]]] = {}
        values = {row[0]: dict(self._named(kind, list(row[7:]))) for row in chunk}
        conflicting = set()
        for row, field, *sibling in self._connection.execute(_SIBLINGS, (kind.number, ids)):
            if field in travels:
                conflicting.add((row, field))
                found.setdefault(row, {}).setdefault(field, []).append(sibling)
        for row, field, writer, seq, action in self._connection.execute(_STAMPS, (kind.number, ids)):
            if field in travels and (row, field) not in conflicting:
                sibling = [writer, seq, action or 0, values[row][field]]
                found.setdefault(row, {})[field] = [sibling]
        for row, fields in found.items():
            if not new[row]:
                found[row] = {n: s for n, s in fields.items() if any(self._is_beyond(d[0], d[1]) for d in s)}
        return found

    def _is_beyond(self, writer: int, seq: int) -> bool:
        return bool(seq > self._base.get(writer, 0))

    def _tell(self, told: list[list[Any]], writer: int, action: int) -> int:
        """The action's number at the office where it happened; its words go into the frame before, once."""
        if not action or action in self._told:
            return self._told.get(action, 0)
        found = self._connection.execute(_ACTION, (action,)).fetchone()
        if found is None:
            return 0
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        number, *words = found
        self._told[action] = int(number)
        told.append([self._index[writer], number, *words])
        return int(number)

    def _parked_frames(self) -> Iterator[Frame]:
        """Records that wait here for their owner, or that we cannot read: others must have them too."""
        for parked in parking.passed_on(self._connection, self._bucket):
            each = parking.coming(parked.record)
            new = each.made is not None and self._is_beyond(*each.made)
            columns = {n: f for n, f in each.columns.items() if new or any(self._is_beyond(*d) for d in f)}
            if not new and not columns:
                continue
            told: list[list[Any]] = []
            changed = {name: self._parked_column(told, found) for name, found in columns.items()}
            fields = list(dict.fromkeys((*each.values, *columns)))
            head: list[Any] = [each.id, each.office]
            if each.made is not None and new:
                writer, seq = each.made
                head += [self._index[writer], seq, self._tell(told, writer, each.action)]
                row = [*head, *(None if n in columns else each.values.get(n) for n in fields), changed]
            else:
                row = [*head, -1, 0, 0, changed]
            if told:
                yield {"t": "actions", "rows": told}
            yield {"t": "rows", "kind": parked.kind, "fields": fields, "rows": [row]}

    def _parked_column(self, told: list[list[Any]], found: Siblings) -> list[list[Any]]:
        return [
            [self._index[dot[0]], dot[1], self._tell(told, dot[0], each.action), each.value]
            for dot, each in found.items()
        ]

    def _raw_sql(self) -> str:
        cells = [
            "SELECT kind, id, field, writer, seq, office, value FROM raw_cell "
            f"WHERE bucket = {self._bucket:d} AND writer = {writer:d} AND seq > {seq:d}"
            for writer, seq in self._base.items()
        ]
        return (
            " UNION ALL ".join(cells)
            or "SELECT kind, id, field, writer, seq, office, value FROM raw_cell WHERE 0"
        )

    def _raw_frames(self) -> Iterator[Frame]:
        rows = self._connection.execute(f"{self._raw_sql()} ORDER BY 1, 2, 3")
        while chunk := rows.fetchmany(CHUNK):
            cells = [
                [kind, identity, field, self._index[writer], seq, office, json.loads(value or "null")]
                for kind, identity, field, writer, seq, office, value in chunk
            ]
            yield {"t": "raw", "rows": cells}


_STAMPS = (
    "SELECT c.row, c.field, c.writer, c.seq, (SELECT h.action FROM history h WHERE h.kind = c.kind "
    "AND h.row = c.row AND h.field = c.field AND h.writer = c.writer AND h.seq = c.seq "
    "AND h.bucket = c.bucket) FROM column_stamp c WHERE c.kind = ? "
    "AND c.row IN (SELECT value FROM json_each(?))"
)
_SIBLINGS = (
    "SELECT row, field, writer, seq, coalesce(action, 0), value FROM sibling WHERE kind = ? "
    "AND row IN (SELECT value FROM json_each(?)) ORDER BY row, field, writer, seq"
)
_ACTION = "SELECT coalesce(origin, number), at, operator, intention FROM action WHERE number = ?"
