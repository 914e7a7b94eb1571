"""Erasing by law: the facts are shared, and every office clears what they are about (exchange 8).

Values go from records, history, search indexes, attachments, drafts and what the exchange keeps; the
stamps stay. Capture is off meanwhile: the fact is the change, the clearing follows from it.
"""

from __future__ import annotations

import json
from typing import Any

from db.fields import Kind
from db.kinds import KINDS
from db.schema import captured_columns, quoted
from db.search_index import indexes

# These are never erased: they say what was erased, and what is one and the same.
KEPT_KINDS = ("redaction",)
_KEPT_COLUMNS = ("deleted", "merged_into")
_PARTS = {"person": ("tag", "attachment"), "household": ("tag", "attachment")}  # go with their owner
_WHOLE = 'SELECT about FROM redaction WHERE "deleted" = 0 AND kind = :kind AND fields IS NULL'
# A record that stands again, because another office did not agree to its removal, is not swept away.
_SWEPT = f"{_WHOLE} AND reason = 'bin_emptied'"
_LAWFUL = f"{_WHOLE} AND reason <> 'bin_emptied'"
_OWNERS = (
    "SELECT about FROM redaction WHERE \"deleted\" = 0 AND fields IS NULL AND reason <> 'bin_emptied' "
    "AND kind IN ('person', 'household')"
)
_DRAFTS = (("draft", "contents", "1"), ("setting", "value", "key LIKE 'draft/%'"))


def is_erased(connection: Any, identity: str) -> bool:
    """Whether the whole record with this id was erased, or is to be when it comes."""
    sql = 'SELECT 1 FROM redaction WHERE "deleted" = 0 AND about = ? AND fields IS NULL'
    return connection.execute(sql, (identity,)).fetchone() is not None


def apply_redactions(connection: Any) -> int:
    """Clear whatever a redaction is about and still stands; how many records it cleared.

    To be called inside an open write, also after every take-in of a package (with the writer's
    kept_content set: clearing stamps nothing by which the write would be kept). Doing it again
    changes nothing. Indexes and free pages are overwritten at once.
    """
    if connection.execute("SELECT 1 FROM redaction LIMIT 1").fetchone() is None:
        return 0
    capturing = connection.execute("SELECT capturing FROM capture WHERE one = 1").fetchone()[0]
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
    cleared = {kind.name: _clear_kind(connection, kind) for kind in _kinds_concerned(connection)}
    _forget_parts_of_history(connection)
    for kind, index, *_ in indexes():
        if cleared.get(kind):  # what is only marked deleted stands in the old segments until they merge
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    connection.execute("UPDATE capture SET capturing = ? WHERE one = 1", (capturing,))
    connection.execute("PRAGMA secure_delete = OFF").fetchall()
    return sum(cleared.values())


def _kinds_concerned(connection: Any) -> list[Kind]:
    """The kinds that facts are about, and those that go with them."""
    named = {row[0] for row in connection.execute("SELECT DISTINCT kind FROM redaction")}
    named |= {part for each in named & _PARTS.keys() for part in _PARTS[each]}
    return [kind for kind in KINDS.values() if kind.name in named and kind.name not in KEPT_KINDS]


def _clear_kind(connection: Any, kind: Kind) -> int:
    names = [name for name in captured_columns(kind) if name not in _KEPT_COLUMNS]
    filled = " OR ".join(f"{quoted(name)} IS NOT NULL" for name in names)
    gone = _rows_to_clear(connection, kind)
    sql = (
        f"SELECT row FROM {quoted(kind.name)} WHERE row IN (SELECT value FROM json_each(?)) "
        f'AND ("deleted" = 0 OR {filled})'
    )
    rows = [row[0] for row in connection.execute(sql, (gone,))]
    for row in rows:
        _clear_row(connection, kind, row, names)
    _clear_kept_elsewhere(connection, kind, gone)
    return len(rows)


def _rows_to_clear(connection: Any, kind: Kind) -> str:
    """The rows of a kind that are or were to be cleared, as a JSON list."""
    table = quoted(kind.name)
    sql = (
        f"SELECT row FROM {table} WHERE id IN ({_LAWFUL}) "
        f'UNION SELECT row FROM {table} WHERE id IN ({_SWEPT}) AND +"deleted" = 1'
    )
    if any(kind.name in parts for parts in _PARTS.values()):
        # Also those cleared before: a tag or an attachment has no owner only when it was cleared.
        sql += (
            f' UNION SELECT row FROM {table} WHERE "deleted" IN (0, 1) AND owner IN ({_OWNERS}) '
            f'UNION SELECT row FROM {table} WHERE "deleted" = 1 AND owner IS NULL'
        )
    return json.dumps([row[0] for row in connection.execute(sql, {"kind": kind.name})])


def _clear_row(connection: Any, kind: Kind, row: int, names: list[str]) -> None:
    columns = ", ".join(map(quoted, ("id", *names)))
    table = quoted(kind.name)
    identity, *values = connection.execute(f"SELECT {columns} FROM {table} WHERE row = ?", (row,)).fetchone()
    held = dict(zip(names, values, strict=True))
    emptied = ", ".join(f"{quoted(name)} = NULL" for name in names)
    connection.execute(f'UPDATE {table} SET "deleted" = 1, {emptied} WHERE row = ?', (row,))
    told = [str(held[name]) for name in ("name", "head", "id_number") if held.get(name)]
    _clear_drafts(connection, [identity, *(each for each in told if len(each) > 1)])
    if kind.name == "attachment" and held["sha256"]:
        connection.execute(
            "DELETE FROM content WHERE sha256 = :sha AND NOT EXISTS "
            "(SELECT 1 FROM attachment WHERE sha256 = :sha)",
            {"sha": held["sha256"]},
        )


def _clear_drafts(connection: Any, words: list[str]) -> None:
    """Drafts that hold one of the words, as it stands or escaped as JSON may write it."""
    spelt = list(dict.fromkeys(each for word in words for each in (word, json.dumps(word)[1:-1])))
    for table, column, condition in _DRAFTS:
        for word in spelt:
            sql = f"DELETE FROM {table} WHERE {condition} AND instr({column}, ?) > 0"
            connection.execute(sql, (word,))
    for word in words[:1]:
        connection.execute("DELETE FROM draft WHERE instr(form, ?) > 0", (word,))
        connection.execute("DELETE FROM setting WHERE key LIKE 'draft/%' AND instr(key, ?) > 0", (word,))


def _clear_kept_elsewhere(connection: Any, kind: Kind, gone: str) -> None:
    """Earlier values, siblings, cells of newer programs and parked records of what was cleared."""
    for table, column in (("history", "before"), ("sibling", "value")):
        connection.execute(
            f"UPDATE {table} SET {column} = NULL WHERE kind = ? "
            "AND row IN (SELECT value FROM json_each(?)) "
            f"AND field <> 'deleted' AND {column} IS NOT NULL",
            (kind.number, gone),
        )
    asked, named = {"kind": kind.name}, f"kind = :kind AND id IN ({_WHOLE})"
    connection.execute(f"UPDATE raw_cell SET value = NULL WHERE {named} AND value IS NOT NULL", asked)
    connection.execute(f"DELETE FROM parked WHERE {named}", asked)


def _forget_parts_of_history(connection: Any) -> None:
    """What single fields held before a redaction of them; each such fact is carried out once."""
    facts = connection.execute(
        'SELECT id, about, kind, fields FROM redaction WHERE "deleted" = 0 AND fields IS NOT NULL '
        "AND id NOT IN (SELECT redaction FROM redacted)"
    ).fetchall()
    last = connection.execute("SELECT coalesce(max(number), 0) FROM history").fetchone()[0]
    for identity, about, kind_name, fields in facts:
        kind = KINDS.get(kind_name)
        found = (
            kind
            and connection.execute(f"SELECT row FROM {quoted(kind.name)} WHERE id = ?", (about,)).fetchone()
        )
        if not kind or not found:
            continue
        for field in fields.split(","):
            connection.execute(
                "UPDATE history SET before = NULL WHERE kind = ? AND row = ? AND field = ? AND number <= ?",
                (kind.number, found[0], field.strip(), last),
            )
        connection.execute("INSERT INTO redacted (redaction, history) VALUES (?, ?)", (identity, last))


def compact(connection: Any) -> None:
    """Write the file anew without its free pages, and empty the log: nothing of what went is left.

    Raises the driver's errors; a full disk leaves the file as it was.
    """
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
