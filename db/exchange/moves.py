"""A household moves from one office's bucket to another's: remove from the one is no removal (exchange 7).

The office that both belong to writes it: the records get new dots in the other bucket, and a fact
in the old one names them. Who reads the fact lets go of them, once all it knew of them was seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from db import capture
from db.exchange.mapping import Context
from db.kinds import KINDS
from db.schema import quoted

# What goes with a household, by the field that names its owner.
_WITH = (("person", "household"), ("tag", "owner"), ("post", "person"), ("attachment", "owner"))


def belongings(connection: Any, household: str) -> dict[str, list[str]]:
    """Kind → ids of a household and what goes with it: people, tags, posts, attachments."""
    found: dict[str, list[str]] = {"household": [household]}
    for kind, field in _WITH:
        owners = json.dumps([each for ids in found.values() for each in ids])
        rows = connection.execute(
            f"SELECT id FROM {quoted(kind)} WHERE {quoted(field)} IN (SELECT value FROM json_each(?))",
            (owners,),
        )
        if ids := [identity for (identity,) in rows]:
            found[kind] = ids
    return found


def rehouse(connection: Any, records: Mapping[str, Iterable[str]], bucket: int, office: str) -> None:
    """Within an open write: give records new dots in `bucket`; they belong to `office` from now on."""
    dots = capture.NewDots(connection, bucket)
    for name, ids in records.items():
        kind = KINDS[name]
        rows = connection.execute(
            f"UPDATE {quoted(name)} SET bucket = ?, office = ? "
            "WHERE id IN (SELECT value FROM json_each(?)) RETURNING row",
            (bucket, office, json.dumps(list(ids))),
        ).fetchall()
        for (row,) in rows:
            dots.stamp_row(kind, row)
    dots.tell()


def let_go(connection: Any, contexts: Iterable[Context]) -> int:
    """In a take-in: records that were moved away leave, if the sender had seen all that is known of them.

    What was changed here meanwhile stays until it was handed in. How many records left.
    """
    left = 0
    for context in contexts:
        facts = connection.execute("SELECT records FROM move WHERE bucket = ?", (context.bucket,)).fetchall()
        for (records,) in facts:
            for name, ids in json.loads(records).items():
                if name in KINDS and isinstance(ids, list):
                    left += sum(_let_one_go(connection, context, name, str(each)) for each in ids)
    return left


def _let_one_go(connection: Any, context: Context, name: str, identity: str) -> bool:
    kind = KINDS[name]
    sql = f"SELECT row FROM {quoted(name)} WHERE id = ? AND bucket = ?"
    found = connection.execute(sql, (identity, context.bucket)).fetchone()
    if found is None:
        return False
    row = (kind.number, found[0])
    dots = connection.execute(
        "SELECT writer, seq FROM row_stamp WHERE kind = ? AND row = ? UNION ALL "
        "SELECT writer, seq FROM column_stamp WHERE kind = ? AND row = ? UNION ALL "
        "SELECT writer, seq FROM sibling WHERE kind = ? AND row = ?",
        row * 3,
    ).fetchall()
    if not all(context.seen_there((writer, seq)) for writer, seq in dots):
        return False
    for table in ("row_stamp", "column_stamp", "sibling", "history"):
        connection.execute(f"DELETE FROM {table} WHERE kind = ? AND row = ?", row)
    connection.execute(f"DELETE FROM {quoted(name)} WHERE row = ?", (found[0],))
    return True
