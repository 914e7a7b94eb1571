"""Change capture: generated triggers that stamp every change of a shared record (exchange 1, 2).

INSERT gives one row stamp; UPDATE a stamp for each column that really changed, and its old
value to the history; each stamp is a dot (bucket, writer, seq), seq contiguous per writer and
bucket. A real DELETE is refused: removing a record sets its column "deleted".
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

from db.fields import Kind
from db.kinds import KINDS
from db.schema import captured_columns, quoted

_CAPTURING = "(SELECT capturing FROM capture WHERE one = 1)"
# Of a write it is the newest action, so that nothing more than that action must be written down; a
# take-in, which brings other offices' actions, names its own.
_ACTION = "CASE c.action WHEN 0 THEN (SELECT max(number) FROM action) ELSE c.action END"


def _insert_trigger(kind: Kind) -> str:
    return (
        f"CREATE TRIGGER capture_{kind.name}_insert AFTER INSERT ON {quoted(kind.name)} WHEN {_CAPTURING} "
        "BEGIN INSERT INTO tally (bucket, writer, seq) "
        "SELECT NEW.bucket, writer, 1 FROM capture WHERE one = 1 "
        "ON CONFLICT (bucket, writer) DO UPDATE SET seq = seq + 1; "
        "INSERT INTO row_stamp (kind, row, bucket, writer, seq, action) "
        f"SELECT {kind.number}, NEW.row, t.bucket, t.writer, t.seq, {_ACTION} FROM capture c JOIN tally t "
        "ON t.bucket = NEW.bucket AND t.writer = c.writer; END"
    )


def _update_trigger(kind: Kind) -> str:
    columns = captured_columns(kind)
    changed = " OR ".join(_differs(c) for c in columns)
    rows = " UNION ALL ".join(
        f"SELECT '{c}' AS field, OLD.{quoted(c)} AS before WHERE {_stamped_when(kind, c)}" for c in columns
    )
    dots = (
        f"FROM history h WHERE h.kind = {kind.number} AND h.row = NEW.row AND h.number > "
        "(SELECT floor FROM capture WHERE one = 1)"
    )
    of_row = f"kind = {kind.number} AND row = NEW.row"
    return (
        f"CREATE TRIGGER capture_{kind.name}_update AFTER UPDATE ON {quoted(kind.name)} "
        f"WHEN {_CAPTURING} AND ({changed}) BEGIN "
        "INSERT INTO tally (bucket, writer, seq) SELECT NEW.bucket, writer, 0 FROM capture WHERE one = 1 "
        "ON CONFLICT (bucket, writer) DO NOTHING; "
        "UPDATE capture SET floor = (SELECT coalesce(max(number), 0) FROM history) WHERE one = 1; "
        "INSERT INTO history (action, kind, row, field, before, bucket, writer, seq) "
        f"SELECT {_ACTION}, {kind.number}, NEW.row, d.field, d.before, t.bucket, t.writer, "
        f"t.seq + row_number() OVER () FROM ({rows}) d, capture c "
        "JOIN tally t ON t.bucket = NEW.bucket AND t.writer = c.writer; "
        "INSERT OR REPLACE INTO column_stamp (kind, row, field, bucket, writer, seq) "
        f"SELECT h.kind, h.row, h.field, h.bucket, h.writer, h.seq {dots}; "
        f"DELETE FROM sibling WHERE {of_row} AND field IN (SELECT h.field {dots}); "
        + _alive_trigger_part(kind, of_row, dots)
        + f"UPDATE tally SET seq = (SELECT max(h.seq) {dots}) WHERE bucket = NEW.bucket "
        "AND writer = (SELECT writer FROM capture WHERE one = 1); END"
    )


def _alive_trigger_part(kind: Kind, of_row: str, dots: str) -> str:
    """Who changes a record says that it exists: existence takes the change's last dot.

    So a removal elsewhere meets every change that it had not seen as another value of the same
    column (exchange 3). While a person still has to decide about a removal, nothing is said.
    """
    undecided = f"SELECT 1 FROM sibling WHERE {of_row} AND field = 'deleted' AND value = 1"
    same = f'OLD."deleted" IS NEW."deleted" AND NOT EXISTS ({undecided})'
    return (
        "INSERT OR REPLACE INTO column_stamp (kind, row, field, bucket, writer, seq) "
        f"SELECT h.kind, h.row, 'deleted', h.bucket, h.writer, max(h.seq) {dots} AND {same} "
        f"GROUP BY h.kind, h.row, h.bucket, h.writer; "
        f"DELETE FROM sibling WHERE {of_row} AND field = 'deleted' AND {same}; "
    )


def _differs(column: str) -> str:
    return f"OLD.{quoted(column)} IS NOT NEW.{quoted(column)}"


def _stamped_when(kind: Kind, column: str) -> str:
    """A field that belongs to a group is stamped with its group: they merge as one (exchange 3)."""
    group = kind.field(column).group if kind.has(column) else ""
    together = [each.name for each in kind.fields if group and each.group == group] or [column]
    return " OR ".join(_differs(each) for each in together)


def _delete_trigger(kind: Kind) -> str:
    return (
        f"CREATE TRIGGER capture_{kind.name}_delete BEFORE DELETE ON {quoted(kind.name)} WHEN {_CAPTURING} "
        "BEGIN SELECT RAISE(ABORT, 'records are never deleted, only marked'); END"
    )


def triggers() -> Iterator[str]:
    """The capture triggers of every kind."""
    for kind in KINDS.values():
        yield _insert_trigger(kind)
        yield _update_trigger(kind)
        yield _delete_trigger(kind)


def restamp(connection: Any, kind: Kind, identity: str, column: str) -> None:
    """Within an open write: stamp a column as if it had been set to the value it has.

    So a person says that this value is the one: the new dot covers all its siblings. Raises KeyError.
    """
    sql = f"SELECT row, bucket, {quoted(column)} FROM {quoted(kind.name)} WHERE id = ?"
    found = connection.execute(sql, (identity,)).fetchone()
    if found is None:
        raise KeyError(identity)
    row, bucket, value = found
    connection.execute(
        "INSERT INTO tally (bucket, writer, seq) SELECT ?, writer, 1 FROM capture WHERE one = 1 "
        "ON CONFLICT (bucket, writer) DO UPDATE SET seq = seq + 1",
        (bucket,),
    )
    stamped = "FROM capture c JOIN tally t ON t.writer = c.writer AND t.bucket = ?"
    connection.execute(
        "INSERT INTO history (action, kind, row, field, before, bucket, writer, seq) "
        f"SELECT {_ACTION}, ?, ?, ?, ?, t.bucket, t.writer, t.seq {stamped}",
        (kind.number, row, column, value, bucket),
    )
    connection.execute(
        "INSERT OR REPLACE INTO column_stamp (kind, row, field, bucket, writer, seq) "
        f"SELECT ?, ?, ?, t.bucket, t.writer, t.seq {stamped}",
        (kind.number, row, column, bucket),
    )
    where = (kind.number, row, column)
    connection.execute("DELETE FROM sibling WHERE kind = ? AND row = ? AND field = ?", where)


def writing(connection: Any) -> tuple[int, int]:
    """(writer, action) of what is written now, within an open write or take-in."""
    found = connection.execute(f"SELECT c.writer, {_ACTION} FROM capture c WHERE c.one = 1").fetchone()
    return int(found[0]), int(found[1])


class NewDots:
    """New dots of this machine in one bucket, within an open write: taken one by one, told at the end."""

    def __init__(self, connection: Any, bucket: int) -> None:
        self._connection, self.bucket = connection, bucket
        self.writer, self.action = writing(connection)
        sql = "SELECT coalesce((SELECT seq FROM tally WHERE bucket = ? AND writer = ?), 0)"
        self.seq = int(connection.execute(sql, (bucket, self.writer)).fetchone()[0])

    def stamp_row(self, kind: Kind, row: int) -> None:
        """The whole record is written anew: one dot, and none of the older ones of its columns."""
        self.seq += 1
        for table in ("column_stamp", "sibling"):
            where = "WHERE kind = ? AND row = ?"
            self._connection.execute(f"DELETE FROM {table} {where}", (kind.number, row))
        self._connection.execute(
            "INSERT OR REPLACE INTO row_stamp (kind, row, bucket, writer, seq, action) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (kind.number, row, self.bucket, self.writer, self.seq, self.action),
        )

    def tell(self) -> None:
        """Say how far the dots reach now."""
        self._connection.execute(
            "INSERT INTO tally (bucket, writer, seq) VALUES (?, ?, ?) ON CONFLICT (bucket, writer) "
            "DO UPDATE SET seq = excluded.seq",
            (self.bucket, self.writer, self.seq),
        )


def high_water(connection: Any) -> dict[tuple[int, int], int]:
    """(bucket, writer) → highest seq: this database's version vector."""
    return {(b, w): seq for b, w, seq in connection.execute("SELECT bucket, writer, seq FROM tally")}


def close_batch(connection: Any, before: dict[tuple[int, int], int]) -> bool:
    """Chain what this transaction stamped: one batch per bucket and writer (exchange 6b).

    The hash covers the batch before, the span and a nonce, so that two copies of one database
    that write on their own are told apart at the first differing batch. True if anything changed.
    """
    changed = False
    for (bucket, writer), last in high_water(connection).items():
        if last <= before.get((bucket, writer), 0):
            continue
        changed = True
        previous = connection.execute(
            "SELECT last_seq, hash FROM batch WHERE bucket = ? AND writer = ? ORDER BY last_seq DESC LIMIT 1",
            (bucket, writer),
        ).fetchone()
        first = previous[0] + 1 if previous else 1
        nonce = secrets.token_bytes(16)
        chained = hashlib.sha256((previous[1] if previous else b"") + b"%d-%d" % (first, last) + nonce)
        connection.execute(
            "INSERT INTO batch (bucket, writer, last_seq, first_seq, nonce, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (bucket, writer, last, first, nonce, chained.digest()),
        )
    return changed
