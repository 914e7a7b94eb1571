"""An upper office says of all records of one below: what stands here holds (exchange 6, case 26).

Every column of every record takes a new dot of this office, as if it had been written once more. What
the other office changed meanwhile, unseen here, then stands beside it as another value of the column:
nothing is overwritten, a person there decides about each.
"""

from __future__ import annotations

from typing import Any

from db import capture
from db.kinds import DEFINED_ABOVE, KINDS
from db.schema import captured_columns, quoted

ASSERTED = tuple(
    kind for kind in KINDS.values() if not kind.append_only and kind.name not in DEFINED_ABOVE
)  # facts are never changed, so there is nothing to say again

_HISTORY = (
    "INSERT INTO history (action, kind, row, field, before, bucket, writer, seq) "
    "SELECT ?, ?, {row}, ?, {column}, bucket, ?, ? + row_number() OVER (ORDER BY {row}) "
    "FROM {table} WHERE bucket = ?"
)
_STAMPS = (
    "INSERT OR REPLACE INTO column_stamp (kind, row, field, bucket, writer, seq) "
    "SELECT kind, row, field, bucket, writer, seq FROM history WHERE action = ? AND kind = ? AND field = ?"
)


def assert_all(connection: Any, bucket: int) -> int:
    """Within an open write: stamp every record of a bucket anew; how many records there are."""
    dots = capture.NewDots(connection, bucket)
    told = 0
    for kind in ASSERTED:
        count = connection.execute(
            f"SELECT count(*) FROM {quoted(kind.name)} WHERE bucket = ?", (bucket,)
        ).fetchone()[0]
        for column in captured_columns(kind) if count else ():
            statement = _HISTORY.format(row='"row"', column=quoted(column), table=quoted(kind.name))
            connection.execute(statement, (dots.action, kind.number, column, dots.writer, dots.seq, bucket))
            connection.execute(_STAMPS, (dots.action, kind.number, column))
            dots.seq += count
        # What two offices wrote alike is held twice and asks nobody: it is said once now.
        sibling = "DELETE FROM sibling WHERE kind = ? AND bucket = ?"
        connection.execute(sibling, (kind.number, bucket))
        told += count
    dots.tell()
    return told


def ids_of(connection: Any, bucket: int) -> dict[str, list[str]]:
    """Kind → ids of the records of a bucket that are said again."""
    found = {}
    for kind in ASSERTED:
        rows = connection.execute(f"SELECT id FROM {quoted(kind.name)} WHERE bucket = ?", (bucket,))
        if ids := [identity for (identity,) in rows]:
            found[kind.name] = ids
    return found
