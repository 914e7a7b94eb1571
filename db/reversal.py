"""Taking back an action: what it changed is put back, what it added goes to the recycle bin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.code_queries import UPPER_UNITS
from db.fields import Field, FieldType, Kind
from db.kinds import KINDS
from db.schema import kind_by_number, quoted
from db.store import Store, Written

# Later actions count unless they were undone, or are undoings themselves.
_LATER = (
    "later.action > :n AND later.action NOT IN "
    "(SELECT number FROM action WHERE undone_by IS NOT NULL OR undoes IS NOT NULL)"
)
_CHANGED_CELLS = f"""
    SELECT DISTINCT mine.kind, mine.row, mine.field FROM history mine
      JOIN history later ON later.kind = mine.kind AND later.row = mine.row AND later.field = mine.field
      WHERE mine.action = :n AND {_LATER}"""
_CHANGED_ADDITIONS = f"""
    SELECT DISTINCT made.kind, made.row, '' FROM row_stamp made
      JOIN history later ON later.kind = made.kind AND later.row = made.row
      WHERE made.action = :n AND {_LATER}"""
Spared = dict[tuple[str, str], set[str]]  # (kind, field) → ids that an undo leaves alone
_SPARED = "id IN (SELECT value FROM json_each(:spared))"
# The name of a unit stays told to those below: whoever gave it another matter since relied on that.
_LASTING = {"code": f"list = '{UPPER_UNITS}'"}
_ERASED = 'id IN (SELECT about FROM redaction WHERE "deleted" = 0 AND fields IS NULL)'


@dataclass(frozen=True)
class Later:
    """One thing that an action did and that later work built on. `field` "" is the added record."""

    kind: str
    id: str
    field: str


def changed_since(database: Database, number: int) -> bool:
    """Whether a field or record of this action was changed again by a later action."""
    sql = f"{_CHANGED_CELLS} UNION ALL {_CHANGED_ADDITIONS} LIMIT 1"
    return database.execute(sql, {"n": number}).fetchone() is not None


def later_work(database: Database, number: int) -> tuple[Later, ...]:
    """What of an action was changed later, and which records it added are referred to by newer ones."""
    sql = f"{_CHANGED_CELLS} UNION ALL {_CHANGED_ADDITIONS}"
    cells = {tuple(row) for row in database.execute(sql, {"n": number})} | _referred(database, number)
    found = []
    for kind_number, row, field in sorted(cells):
        kind = kind_by_number(kind_number)
        one = database.execute(f"SELECT id FROM {quoted(kind.name)} WHERE row = ?", (row,)).fetchone()
        found.append(Later(kind.name, one[0], field))
    return tuple(found)


def _referred(database: Database, number: int) -> set[tuple[int, int, str]]:
    """(kind, row, "") of what the action added and a record of a later action refers to."""
    made = {
        row[0] for row in database.execute("SELECT DISTINCT kind FROM row_stamp WHERE action = ?", [number])
    }
    found: set[tuple[int, int, str]] = set()
    for kind in KINDS.values():
        for field in kind.fields:
            for target in (KINDS[name] for name in field.targets):
                if target.number in made:
                    asked = {"n": number, "kind": kind.number, "target": target.number}
                    rows = database.execute(_referring(kind, field, target), asked)
                    found |= {(target.number, row[0], "") for row in rows}
    return found


def _referring(kind: Kind, field: Field, target: Kind) -> str:
    """From the few records made later, by their references, to what the action :n made."""
    column = f"r.{quoted(field.name)}"
    listed = column if field.type is FieldType.REFERENCES else f"json_array({column})"
    return (
        f"SELECT DISTINCT made.row FROM row_stamp later CROSS JOIN {quoted(kind.name)} r "
        f"CROSS JOIN json_each({listed}) named CROSS JOIN {quoted(target.name)} t CROSS JOIN row_stamp made "
        'WHERE later.action > :n AND later.kind = :kind AND r.row = later.row AND r."deleted" = 0 '
        f"AND t.id = named.value AND made.kind = :target AND made.row = t.row AND made.action = :n"
    )


def reverse(store: Store, number: int, operator: str, intention: str, *, keep_later: bool = False) -> Written:
    """Put back what an action changed, and send what it added to the recycle bin.

    It is a new action, captured like any other; with intention "redo" `number` is an undo. With
    `keep_later` what later work built on (see later_work) stays as it is. What was erased stays so.
    """
    kept = later_work(store.database, number) if keep_later else ()
    spared: Spared = {}
    for each in kept:
        spared.setdefault((each.kind, each.field), set()).add(each.id)
    with store.write(intention, operator, undoes=number) as (writer, written):
        connection = store.connection
        _put_back_values(connection, number, writer.touched, spared)
        _bin_what_was_added(connection, number, writer.touched, spared)
        connection.execute("UPDATE action SET undone_by = ? WHERE number = ?", (written.action, number))
        if intention == "redo":
            undone = connection.execute("SELECT undoes FROM action WHERE number = ?", (number,)).fetchone()[0]
            connection.execute("UPDATE action SET undone_by = NULL WHERE number = ?", (undone,))
    return written


def _put_back_values(connection: Any, number: int, touched: dict[str, set[str]], spared: Spared) -> None:
    pairs = connection.execute(
        "SELECT DISTINCT kind, field FROM history WHERE action = ?", (number,)
    ).fetchall()
    for kind_number, name in pairs:
        kind = kind_by_number(kind_number)
        first = (
            f"SELECT row, before, min(number) FROM history WHERE action = {number:d} "
            f"AND kind = {kind.number} AND field = :field GROUP BY row"
        )
        changed = connection.execute(
            f"UPDATE {quoted(kind.name)} SET {quoted(name)} = o.before FROM ({first}) o "
            f"WHERE o.row = {quoted(kind.name)}.row AND NOT {_ERASED} AND NOT {_SPARED} RETURNING id",
            {"field": name, "spared": _listed(spared, kind.name, name)},
        ).fetchall()
        touched.setdefault(kind.name, set()).update(row[0] for row in changed)


def _bin_what_was_added(connection: Any, number: int, touched: dict[str, set[str]], spared: Spared) -> None:
    kinds = connection.execute("SELECT DISTINCT kind FROM row_stamp WHERE action = ?", (number,)).fetchall()
    for (kind_number,) in kinds:
        kind = kind_by_number(kind_number)
        changed = connection.execute(
            f'UPDATE {quoted(kind.name)} SET "deleted" = 1 WHERE "deleted" = 0 AND row IN '
            "(SELECT row FROM row_stamp WHERE action = :n AND kind = :kind) "
            f"AND NOT {_SPARED} AND NOT ({_LASTING.get(kind.name, '0')}) RETURNING id",
            {"n": number, "kind": kind.number, "spared": _listed(spared, kind.name, "")},
        ).fetchall()
        touched.setdefault(kind.name, set()).update(row[0] for row in changed)


def _listed(spared: Spared, kind: str, field: str) -> str:
    return json.dumps(sorted(spared.get((kind, field), ())))
