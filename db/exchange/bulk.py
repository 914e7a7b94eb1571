"""The short way in for a frame of records that are all new and sound: column by column, not one by one.

Most of a first package, and most of a large one, is such frames. Whatever is not as simple as that
goes the long way (db.exchange.merging), which decides the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db.exchange.checking import is_id, is_sound_column
from db.exchange.mapping import Context
from db.exchange.siblings import MAKING
from db.fields import FieldType, Kind
from db.schema import quoted

# Where things stand in a row of a frame: id, office, writer, seq, action, values, columns.
ID, WRITER, SEQ, VALUES = 0, 2, 3, 5
Rows = Sequence[Sequence[Any]]


def is_simple(connection: Any, context: Context, kind: Kind, fields: Sequence[str], rows: Rows) -> bool:
    """Whether all rows of a frame can be inserted as they are."""
    if not rows or not all(name in MAKING or kind.has(name) for name in fields):
        return False
    width = len(fields) + VALUES + 1
    if any(row[WRITER] < 0 or row[-1] or len(row) != width for row in rows):
        return False
    ids = [row[ID] for row in rows]
    if not all(type(each) is str and is_id(each) for each in ids) or len(set(ids)) < len(ids):
        return False
    if any(context.seen_here(context.places[row[WRITER]].dot(row[SEQ])) for row in rows):
        return False
    for at, name in enumerate(fields, VALUES):
        if not is_sound_column(kind, name, [row[at] for row in rows if row[at] is not None]):
            return False
    return not _any_here(connection, kind.name, ids) and _have_owners(connection, kind, fields, rows)


def _any_here(connection: Any, kind: str, ids: list[str]) -> bool:
    sql = f"SELECT 1 FROM {quoted(kind)} WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1"
    return connection.execute(sql, (json.dumps(ids),)).fetchone() is not None


def _have_owners(connection: Any, kind: Kind, fields: Sequence[str], rows: Rows) -> bool:
    for each in kind.fields:
        if not (each.required and each.type is FieldType.REFERENCE):
            continue
        if each.name not in fields:
            return False
        at = VALUES + fields.index(each.name)
        missing = {row[at] for row in rows}
        for target in each.targets:
            sql = f"SELECT id FROM {quoted(target)} WHERE id IN (SELECT value FROM json_each(?))"
            found = connection.execute(sql, (json.dumps(list(missing)),))
            missing -= {row[0] for row in found}
        if missing:
            return False
    return True
