"""The history of records, read from what the triggers kept, and which actions can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.kinds import KINDS
from db.schema import quoted


@dataclass(frozen=True)
class Action:
    """One intention as it was carried out. `at` is the wall clock's word, for display only.

    `office` is empty for this office's own, else the id of the office that it came from.
    """

    number: int
    at: str
    operator: str
    intention: str
    undoes: int | None
    undone_by: int | None
    office: str = ""


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, from what to what, by which action. `field` "" is the adding."""

    action: Action
    field: str
    before: Any
    after: Any


def _actions(database: Database, condition: str, parameters: tuple[Any, ...]) -> list[Action]:
    sql = (
        "SELECT number, at, operator, intention, undoes, undone_by, "
        "CASE WHEN writer IS NULL THEN '' ELSE coalesce((SELECT nullif(w.office, '') FROM writer w "
        f"WHERE w.number = action.writer), '?') END FROM action WHERE {condition}"
    )
    return [Action(*row) for row in database.execute(sql, parameters)]


def action(database: Database, number: int) -> Action | None:
    """The action of that number."""
    found = _actions(database, "number = ?", (number,))
    return found[0] if found else None


def of_record(database: Database, kind_name: str, identity: str) -> list[FieldChange]:
    """What happened to a record, oldest first: its adding, then each changed field."""
    kind = KINDS[kind_name]
    found = database.execute(f"SELECT row FROM {quoted(kind.name)} WHERE id = ?", (identity,)).fetchone()
    if not found:
        return []
    row = found[0]
    sql = "SELECT action, field, before FROM history WHERE kind = ? AND row = ? ORDER BY number"
    steps = database.execute(sql, (kind.number, row)).fetchall()
    stamp = "SELECT action FROM row_stamp WHERE kind = ? AND row = ?"
    made = database.execute(stamp, (kind.number, row)).fetchone()
    numbers = {step[0] for step in steps} | ({made[0]} if made else set())
    marks = ", ".join(str(number) for number in numbers) or "0"
    actions = {each.number: each for each in _actions(database, f"number IN ({marks})", ())}
    columns = ", ".join(quoted(name) for name in ("deleted", *kind.names, "extra"))
    now = database.execute(f"SELECT {columns} FROM {quoted(kind.name)} WHERE row = ?", (row,)).fetchone()
    after = dict(zip(("deleted", *kind.names, "extra"), now, strict=True))
    changes = []
    for number, name, before in reversed(steps):
        if before != after.get(name):  # a field of a group is stamped with its group, changed or not
            changes.append(FieldChange(actions[number], name, before, after.get(name)))
        after[name] = before
    if made and made[0] in actions:
        changes.append(FieldChange(actions[made[0]], "", None, None))
    return changes[::-1]


# Never taken back by undo: what undoes, what was erased for good, what other offices know of already.
_LASTING = (
    "'undo', 'redo', 'redact', 'bin.empty', 'repoint', 'exchange.take', 'exchange.move', "
    "'exchange.assert', 'office.create', 'office.adopt'"
)
_OWN = "writer IS NULL AND operator = ? AND number > ?"


def is_lasting(intention: str) -> bool:
    """Whether actions of this intention are not undone."""
    return f"'{intention}'" in _LASTING


def latest_undoable(database: Database, operator: str, since: int) -> Action | None:
    """The operator's newest action after number `since` that can be undone and was not."""
    condition = f"{_OWN} AND undone_by IS NULL AND intention NOT IN ({_LASTING}) ORDER BY number DESC LIMIT 1"
    found = _actions(database, condition, (operator, since))
    return found[0] if found else None


def latest_redoable(database: Database, operator: str, since: int) -> Action | None:
    """The operator's newest undo, if nothing was done after it but undoing and redoing."""
    condition = (
        f"{_OWN} AND intention = 'undo' AND undone_by IS NULL AND number > "
        "coalesce((SELECT max(number) FROM action WHERE writer IS NULL AND operator = ? "
        "AND intention NOT IN ('undo', 'redo')), 0) ORDER BY number DESC LIMIT 1"
    )
    found = _actions(database, condition, (operator, since, operator))
    return found[0] if found else None


def latest_setting(database: Database, kind_name: str, identity: str, field: str) -> int | None:
    """The number of the newest action that changed this field of this record."""
    sql = (
        f"SELECT max(h.action) FROM history h JOIN {quoted(kind_name)} r ON r.row = h.row "
        "WHERE h.kind = ? AND r.id = ? AND h.field = ?"
    )
    found = database.execute(sql, (KINDS[kind_name].number, identity, field)).fetchone()[0]
    return None if found is None else int(found)


def values_before(
    database: Database, kind_name: str, identity: str, number: int, fields: Sequence[str]
) -> dict[str, Any]:
    """What these fields of a record held, as stored, just before the action of that number."""
    kind = KINDS[kind_name]
    columns = ", ".join(map(quoted, ("row", *fields)))
    sql = f"SELECT {columns} FROM {quoted(kind.name)} WHERE id = ?"
    row, *now = database.execute(sql, (identity,)).fetchone()
    found = dict(zip(fields, now, strict=True))
    first = (
        "SELECT before FROM history WHERE kind = ? AND row = ? AND field = ? AND action >= ? "
        "ORDER BY number LIMIT 1"
    )
    for name in fields:
        kept = database.execute(first, (kind.number, row, name, number)).fetchone()
        if kept is not None:
            found[name] = kept[0]
    return found
