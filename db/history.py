"""The history of records and the undoing of actions, read from what the triggers kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.kinds import KINDS
from db.schema import kind_by_number, quoted
from db.store import Store, Written


@dataclass(frozen=True)
class Action:
    """One intention as it was carried out. `at` is the wall clock's word, for display only."""

    number: int
    at: str
    operator: str
    intention: str
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, from what to what, by which action. `field` "" is the adding."""

    action: Action
    field: str
    before: Any
    after: Any


def _actions(database: Database, condition: str, parameters: tuple[Any, ...]) -> list[Action]:
    sql = f"SELECT number, at, operator, intention, undoes, undone_by FROM action WHERE {condition}"
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
        changes.append(FieldChange(actions[number], name, before, after.get(name)))
        after[name] = before
    if made and made[0] in actions:
        changes.append(FieldChange(actions[made[0]], "", None, None))
    return changes[::-1]


def latest_undoable(database: Database, operator: str, since: int) -> Action | None:
    """The operator's newest action after number `since` that is neither an undo nor undone."""
    condition = (
        "operator = ? AND number > ? AND undone_by IS NULL AND intention NOT IN ('undo', 'redo') "
        "ORDER BY number DESC LIMIT 1"
    )
    found = _actions(database, condition, (operator, since))
    return found[0] if found else None


def latest_redoable(database: Database, operator: str, since: int) -> Action | None:
    """The operator's newest undo, if nothing was done after it but undoing and redoing."""
    condition = (
        "operator = ? AND number > ? AND intention = 'undo' AND undone_by IS NULL AND number > "
        "coalesce((SELECT max(number) FROM action WHERE operator = ? "
        "AND intention NOT IN ('undo', 'redo')), 0) ORDER BY number DESC LIMIT 1"
    )
    found = _actions(database, condition, (operator, since, operator))
    return found[0] if found else None


def changed_since(database: Database, number: int) -> bool:
    """Whether a record that this action touched was changed again by a later action."""
    sql = """
        SELECT 1 FROM history later WHERE later.action > :n AND EXISTS (
          SELECT 1 FROM history mine WHERE mine.action = :n AND mine.kind = later.kind
          AND mine.row = later.row AND mine.field = later.field)
          AND later.action NOT IN
            (SELECT number FROM action WHERE undone_by IS NOT NULL OR undoes IS NOT NULL)
        UNION ALL
        SELECT 1 FROM row_stamp made JOIN history later
          ON later.kind = made.kind AND later.row = made.row AND later.action > :n
          WHERE made.action = :n
          AND later.action NOT IN
            (SELECT number FROM action WHERE undone_by IS NOT NULL OR undoes IS NOT NULL)
        LIMIT 1"""
    return database.execute(sql, {"n": number}).fetchone() is not None


def reverse(store: Store, number: int, operator: str, intention: str) -> Written:
    """Put back what an action changed, and send what it added to the recycle bin.

    It is a new action, captured like any other; with intention "redo" `number` is an undo.
    """
    with store.write(intention, operator, undoes=number) as (writer, written):
        connection = store.connection
        _put_back_values(connection, number, writer.touched)
        _bin_what_was_added(connection, number, writer.touched)
        connection.execute("UPDATE action SET undone_by = ? WHERE number = ?", (written.action, number))
        if intention == "redo":
            undone = connection.execute("SELECT undoes FROM action WHERE number = ?", (number,)).fetchone()[0]
            connection.execute("UPDATE action SET undone_by = NULL WHERE number = ?", (undone,))
    return written


def _put_back_values(connection: Any, number: int, touched: dict[str, set[str]]) -> None:
    pairs = connection.execute(
        "SELECT DISTINCT kind, field FROM history WHERE action = ?", (number,)
    ).fetchall()
    for kind_number, name in pairs:
        kind = kind_by_number(kind_number)
        first = (
            f"SELECT row, before, min(number) FROM history WHERE action = {number:d} "
            f"AND kind = {kind.number} AND field = ? GROUP BY row"
        )
        changed = connection.execute(
            f"UPDATE {quoted(kind.name)} SET {quoted(name)} = o.before FROM ({first}) o "
            f"WHERE o.row = {quoted(kind.name)}.row RETURNING id",
            (name,),
        ).fetchall()
        touched.setdefault(kind.name, set()).update(row[0] for row in changed)


def _bin_what_was_added(connection: Any, number: int, touched: dict[str, set[str]]) -> None:
    kinds = connection.execute("SELECT DISTINCT kind FROM row_stamp WHERE action = ?", (number,)).fetchall()
    for (kind_number,) in kinds:
        kind = kind_by_number(kind_number)
        changed = connection.execute(
            f'UPDATE {quoted(kind.name)} SET "deleted" = 1 WHERE "deleted" = 0 AND row IN '
            "(SELECT row FROM row_stamp WHERE action = ? AND kind = ?) RETURNING id",
            (number, kind.number),
        ).fetchall()
        touched.setdefault(kind.name, set()).update(row[0] for row in changed)
