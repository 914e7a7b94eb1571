"""Merging two records of one kind: everything that refers to one refers to the other from then on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from db.fields import Field, FieldType, Kind
from db.kinds import KINDS
from db.schema import quoted
from db.writer import Writer

MERGED = ("person", "household")  # the kinds that have the field merged_into


def targets_of(connection: Any, kind_name: str, ids: Iterable[str]) -> dict[str, str]:
    """id → the id it was merged into in the end; only those that were merged.

    Two offices may have merged two records each into the other: then the smaller id stands for both.
    """
    if kind_name not in MERGED:
        return {}
    sql = (
        f"SELECT id, merged_into FROM {quoted(kind_name)} WHERE merged_into IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?))"
    )
    steps: dict[str, str] = {}
    asked = set(ids)
    while asked and len(steps) < 10_000:
        found = dict(connection.execute(sql, (json.dumps(sorted(asked)),)).fetchall())
        steps.update(found)
        asked = set(found.values()) - steps.keys()
    return {each: _end_of(each, steps) for each in set(ids) & steps.keys()}


def _end_of(identity: str, steps: dict[str, str]) -> str:
    walked = [identity]
    while (following := steps.get(walked[-1])) is not None:
        if following in walked:
            return min(walked[walked.index(following) :])
        walked.append(following)
    return walked[-1]


def references_to(kind_name: str) -> Iterator[tuple[Kind, Field]]:
    """Every field that may hold the id of a record of this kind, definitions too; no merge marks."""
    for kind in KINDS.values():
        for field in kind.fields:
            if field.name != "merged_into" and (kind_name in field.targets or field.type is FieldType.JSON):
                yield kind, field


def _sought(field: Field) -> str:
    """The beginning of a condition by which an index of the field is used: each begins with "deleted"."""
    return '"deleted" IN (0, 1) AND ' if field.indexed else ""


def repoint(writer: Writer, kind_name: str, old: str, new: str) -> int:
    """Let every record that refers to `old` refer to `new`; how many fields changed. Captured."""
    connection, changed = writer.connection, 0
    for kind, field in references_to(kind_name):
        column, table = quoted(field.name), quoted(kind.name)
        if field.type is FieldType.REFERENCE:
            sql = f"UPDATE {table} SET {column} = ? WHERE {_sought(field)}{column} = ? RETURNING id"
            ids = [row[0] for row in connection.execute(sql, (new, old)).fetchall()]
        else:
            sql = f"SELECT id, {column} FROM {table} WHERE instr({column}, ?) > 0"
            rows = connection.execute(sql, (f'"{old}"',)).fetchall()
            update = f"UPDATE {table} SET {column} = ? WHERE id = ?"
            connection.executemany(update, [(_replaced(stored, old, new), each) for each, stored in rows])
            ids = [each for each, _ in rows]
        if ids:
            writer.touch(kind.name, ids)
            changed += len(ids)
    return changed


def _replaced(stored: str, old: str, new: str) -> str:
    """A stored list or definition with one id in the place of another, each id of a list once."""
    value = json.loads(stored.replace(f'"{old}"', f'"{new}"'))
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = list(dict.fromkeys(value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def stale_references(database: Database, kind_name: str) -> list[str]:
    """The ids of merged records that something still refers to: what came in after the merge."""
    merged = f"SELECT id FROM {quoted(kind_name)} WHERE merged_into IS NOT NULL"
    if database.execute(f"{merged} LIMIT 1").fetchone() is None:
        return []
    stale: set[str] = set()
    for kind, field in references_to(kind_name):
        column, table = quoted(field.name), quoted(kind.name)
        if field.type is FieldType.REFERENCE:
            sql = (
                f'SELECT DISTINCT {column} FROM {table} WHERE "deleted" IN (0, 1) AND {column} IN ({merged})'
            )
        elif field.type is FieldType.REFERENCES:
            sql = f"SELECT DISTINCT e.value FROM {table}, json_each({column}) e WHERE e.value IN ({merged})"
        else:
            sql = f"SELECT DISTINCT m.id FROM ({merged}) m JOIN {table} ON instr({column}, m.id) > 0"
        stale |= {row[0] for row in database.execute(sql)}
    return sorted(stale)


def circles(database: Database, kind_name: str) -> list[str]:
    """The ids that stand for merges in a circle: each is merged itself, and nobody is left of them."""
    sql = f"SELECT id FROM {quoted(kind_name)} WHERE merged_into IS NOT NULL"
    ids = [row[0] for row in database.execute(sql)]
    ends = targets_of(database.conn, kind_name, ids)
    return sorted({end for end in ends.values() if end in ends})
