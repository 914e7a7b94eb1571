"""What an erasure would reach: where a name still stands, what hangs on the recycle bin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.fields import Field, FieldType, Kind
from db.kinds import KINDS
from db.redaction import KEPT_KINDS
from db.schema import quoted

_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)
# Marks and links of the program's own are no texts in which somebody wrote a name.
_NO_TEXTS = ("sha256", "media_type", "trip", "whistle", "pinyin")
NEVER_BINNED = ("redaction", "distinction", "move")


@dataclass(frozen=True)
class Mention:
    """A text that holds one of the words: the field's value now, or only a value it once had."""

    kind: str
    id: str
    field: str
    is_past: bool


def mentions(database: Database, words: list[str], but: set[str], limit: int = 500) -> list[Mention]:
    """Every text of a record, its history and this machine's notes that holds one of the words.

    `but`: the ids of records that are erased anyway. Reads every text once: seconds in a county.
    """
    if not words:
        return []
    found: dict[tuple[str, str, str], Mention] = {}
    for kind in KINDS.values():
        if kind.name in KEPT_KINDS:
            continue
        for field in kind.fields:
            if field.type not in _TEXTS or field.name in _NO_TEXTS:
                continue
            for identity, is_past in (
                *_now(database, kind, field, words),
                *_past(database, kind, field, words),
            ):
                if identity not in but and len(found) < limit:
                    key = (kind.name, identity, field.name)
                    found.setdefault(key, Mention(*key, is_past))
    return list(found.values())


def _now(database: Database, kind: Kind, field: Field, words: list[str]) -> list[tuple[str, bool]]:
    column = quoted(field.name)
    holds = " OR ".join(f"instr({column}, ?) > 0" for _ in words)
    rows = database.execute(f"SELECT id FROM {quoted(kind.name)} WHERE {holds}", words)
    return [(row[0], False) for row in rows]


def _past(database: Database, kind: Kind, field: Field, words: list[str]) -> list[tuple[str, bool]]:
    holds = " OR ".join("instr(h.before, ?) > 0" for _ in words)
    sql = (
        f"SELECT DISTINCT r.id FROM history h JOIN {quoted(kind.name)} r ON r.row = h.row "
        f"WHERE h.kind = ? AND h.field = ? AND ({holds})"
    )
    return [(row[0], True) for row in database.execute(sql, [kind.number, field.name, *words])]


def parts_of(database: Database, owner: str) -> list[tuple[str, str]]:
    """(kind, id) of what is erased with a person or a household: its tags and attachments."""
    found: list[tuple[str, str]] = []
    for kind in ("tag", "attachment"):
        sql = f'SELECT id FROM {quoted(kind)} WHERE "deleted" IN (0, 1) AND owner = ?'
        found += [(kind, row[0]) for row in database.execute(sql, (owner,))]
    return found


def binned(database: Database) -> dict[str, list[str]]:
    """Kind → the ids in the recycle bin that still hold something; merged records are not in it."""
    found = {}
    for kind in KINDS.values():
        if kind.name in NEVER_BINNED:
            continue
        filled = " OR ".join(f"{quoted(name)} IS NOT NULL" for name in (*kind.names, "extra"))
        merged = ' AND "merged_into" IS NULL' if kind.has("merged_into") else ""
        sql = (
            f'SELECT id FROM {quoted(kind.name)} WHERE "deleted" = 1{merged} AND ({filled}) ORDER BY row DESC'
        )
        if ids := [row[0] for row in database.execute(sql)]:
            found[kind.name] = ids
    return found


def leaning(database: Database) -> dict[tuple[str, str], int]:
    """(kind, kind in the bin) → how many live records refer to a deleted one that still holds something."""
    found: dict[tuple[str, str], int] = {}
    binned_now = binned(database)
    for kind in KINDS.values():
        for field in kind.fields:
            for target in field.targets:
                if target in binned_now and kind.name not in NEVER_BINNED and field.name != "merged_into":
                    count = _leaning(database, kind, field, target)
                    if count:
                        key = (kind.name, target)
                        found[key] = found.get(key, 0) + count
    return found


def _leaning(database: Database, kind: Kind, field: Field, target: str) -> int:
    merged = ' AND t."merged_into" IS NULL' if KINDS[target].has("merged_into") else ""
    column = f"r.{quoted(field.name)}"
    listed = f", json_each({column}) e" if field.type is FieldType.REFERENCES else ""
    named = "e.value" if listed else column
    sql = (
        f"SELECT count(DISTINCT r.row) FROM {quoted(kind.name)} r{listed} JOIN {quoted(target)} t "
        f'ON t.id = {named} WHERE r."deleted" = 0 AND t."deleted" = 1{merged}'
    )
    return int(database.execute(sql).fetchone()[0])


def texts_of(database: Database, kind_name: str, identity: str, fields: list[str]) -> dict[str, Any]:
    """The stored values of these fields of one record."""
    columns = ", ".join(map(quoted, fields))
    sql = f"SELECT {columns} FROM {quoted(kind_name)} WHERE id = ?"
    row = database.execute(sql, (identity,)).fetchone()
    return dict(zip(fields, row, strict=True)) if row else {}
