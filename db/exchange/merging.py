"""Merging the rows of a package into the database: never a silent winner (exchange 3).

Per column a set of siblings is kept. One is left: clean. Several with different values: all offices
show the same provisional one, and all are kept for a person to choose. What cannot go in is parked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from db.exchange import parking, raw
from db.exchange.checking import owners_of, unreadable
from db.exchange.mapping import Context
from db.exchange.siblings import (
    Coming,
    Dot,
    Outcome,
    Sibling,
    Siblings,
    Stored,
    is_conflict,
    merged,
    shown,
    stored,
)
from db.fields import Kind
from db.kinds import KINDS
from db.schema import quoted

NOWHERE = (0, 0)  # the dot of history lines that tell what this machine showed, not what anyone wrote
_REMEMBERED = 50_000
_STAMP = (
    "INSERT OR REPLACE INTO column_stamp (kind, row, field, bucket, writer, seq) VALUES (?, ?, ?, ?, ?, ?)"
)
_SIBLING = (
    "INSERT INTO sibling (kind, row, field, bucket, writer, seq, action, value) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
Updates = dict[tuple[str, ...], list[list[Any]]]


class Merge:
    """The merge of one bucket of one package. Capture is off; the caller holds the transaction."""

    def __init__(self, connection: Any, context: Context, taking: int, kinds: frozenset[str] | None) -> None:
        """`taking`: the action of the take-in. `kinds`: those the sender may write here; None: all."""
        self._connection = connection
        self._context = context
        self._taking = taking
        self._kinds = kinds
        self._actions: dict[tuple[int, int], int] = {}
        self.outcome = Outcome()

    def actions(self, rows: Iterable[list[Any]]) -> None:
        """Note who did what at other offices, as a frame of actions tells it."""
        for index, number, at, operator, intention in rows:
            writer = self._context.places[index].writer
            found = self._connection.execute(
                "SELECT number FROM action WHERE writer = ? AND origin = ?", (writer, number)
            ).fetchone()
            if found is None:
                sql = "INSERT INTO action (at, operator, intention, writer, origin) VALUES (?, ?, ?, ?, ?)"
                found = (self._connection.execute(sql, (at, operator, intention, writer, number)).lastrowid,)
            if len(self._actions) > _REMEMBERED:
                self._actions.clear()
            self._actions[writer, number] = int(found[0])

    def rows(self, kind_name: str, fields: list[str], rows: list[list[Any]]) -> None:
        """Merge a frame of rows of one kind."""
        self.records(kind_name, fields, [self._coming(fields, each) for each in rows])

    def cells(self, rows: list[list[Any]]) -> None:
        """Keep a frame of what no office on the way knew."""
        self.outcome.unchanged += raw.take_cells(self._connection, self._context, rows)

    def records(self, kind_name: str, fields: list[str], coming: list[Coming]) -> None:
        """Merge records of one kind. What cannot go in is parked; the rest goes in."""
        kind = KINDS.get(kind_name)
        if kind is None:
            raw.keep_unknown(self._connection, self._context, kind_name, fields, coming)
            return
        known = [each for each in fields if each in ("deleted", "extra") or kind.has(each)]
        if len(known) < len(fields):
            unknown = [each for each in fields if each not in known]
            raw.keep_unknown(self._connection, self._context, kind_name, unknown, coming)
        standing = stored(self._connection, kind, known, [each.id for each in coming])
        owners = owners_of(self._connection, kind, (each.values for each in coming if each.made))
        fresh: list[Coming] = []
        updates: Updates = {}
        met: set[str] = set()
        for each in coming:
            at = standing.get(each.id)
            reason, detail = self._refusal(kind, each, at, owners)
            if each.id in met:
                reason, detail = "unreadable", "id"
            met.add(each.id)
            if reason:
                self._park(kind, each, reason, detail)
            elif at is not None:
                self._merge_one(kind, at, each, updates)
            elif not self._context.seen_here(each.made or NOWHERE) or parking.replace(
                self._connection, kind.name, each.id
            ):
                fresh.append(each)
            else:
                self.outcome.unchanged += 1
        self._insert(kind, known, fresh)
        for names, parameters in updates.items():
            settings = ", ".join(f"{quoted(name)} = ?" for name in names)
            self._connection.executemany(
                f"UPDATE {quoted(kind.name)} SET {settings} WHERE row = ?", parameters
            )

    def _coming(self, fields: list[str], row: list[Any]) -> Coming:
        identity, office, index, seq, action, *values, columns = row
        made, number = None, 0
        if index >= 0:
            place = self._context.places[index]
            made, number = place.dot(seq), self._actions.get((place.writer, action), self._taking)
        changed = {name: self._siblings(found) for name, found in columns.items()} if columns else {}
        return Coming(identity, office, made, number, dict(zip(fields, values, strict=False)), changed)

    def _siblings(self, came: list[list[Any]]) -> Siblings:
        found = {}
        for index, seq, action, value in came:
            place = self._context.places[index]
            found[place.dot(seq)] = Sibling(value, self._actions.get((place.writer, action), 0))
        return found

    def _refusal(
        self, kind: Kind, each: Coming, at: Stored | None, owners: Mapping[str, set[Any]]
    ) -> tuple[str, str]:
        """Why a record cannot go in, and the column or field in question; ("", "") if it can."""
        if self._kinds is not None and kind.name not in self._kinds:
            return "scope", ""
        if at is not None and at.bucket != self._context.bucket:
            return "other_bucket", ""
        columns = {name: [s.value for s in found.values()] for name, found in each.columns.items()}
        if wrong := unreadable(kind, each.id, each.values, columns):
            return "unreadable", wrong
        if at is None:
            if each.made is None:
                return ("", "") if each.is_known(self._context) else ("orphan", "")
            for name, found in owners.items():
                if each.of(name) and not any(s.value in found for s in each.of(name).values()):
                    return "orphan", name
        return "", ""

    def _park(self, kind: Kind, each: Coming, reason: str, detail: str) -> None:
        if each.is_known(self._context) and parking.waits(self._connection, kind.name, each.id):
            self.outcome.unchanged += 1
            return
        context = self._context
        parking.park(self._connection, context.package, context.bucket, kind.name, each, reason, detail)
        self.outcome.parked.append((kind.name, each.id, reason))

    def _merge_one(self, kind: Kind, at: Stored, each: Coming, updates: Updates) -> None:
        set_values: dict[str, Any] = {}
        touched = asked = False
        for name in self._columns_of(at, each):
            if name not in at.values:
                continue
            here = at.of(name)
            kept = merged(here, each.of(name), self._context)
            if not kept or kept.keys() == here.keys():
                continue
            touched = touched or name != "deleted"
            self._keep(kind, at, name, here, kept, set_values)
            if is_conflict(kept.values()):
                self.outcome.conflicts.append((kind.name, each.id, name))
                asked = True
        if touched and not asked and self._is_parallel(at, each):
            self.outcome.parallel.append((kind.name, each.id))
        if touched or asked or set_values:
            self.outcome.count(kind.name, each.id, is_new=False)
        else:
            self.outcome.unchanged += 1
        if set_values:
            names = tuple(sorted(set_values))
            updates.setdefault(names, []).append([*(set_values[name] for name in names), at.row])

    def _columns_of(self, at: Stored, each: Coming) -> Iterable[str]:
        """The columns worth merging: all of them only where another making is new here."""
        if each.made is not None and not self._context.seen_here(each.made):
            return at.values.keys()
        return each.columns.keys()

    def _is_parallel(self, at: Stored, each: Coming) -> bool:
        """Whether this side had changed other columns, which the sender had not seen."""
        return any(
            name != "deleted" and name not in each.columns and not self._context.seen_there(dot)
            for name, dot in at.stamps.items()
        )

    def _keep(
        self, kind: Kind, at: Stored, name: str, here: Siblings, kept: Siblings, set_values: dict[str, Any]
    ) -> None:
        """Write the new siblings of a column, its stamp, and what the history says of it."""
        column = (kind.number, at.row, name)
        winner = shown(name, kept, self._context)
        self._connection.execute("DELETE FROM sibling WHERE kind = ? AND row = ? AND field = ?", column)
        if len(kept) > 1:
            self._connection.executemany(
                _SIBLING,
                [
                    (
                        *column,
                        self._context.bucket,
                        *dot,
                        each.action or self._who(column, dot, at),
                        each.value,
                    )
                    for dot, each in kept.items()
                ],
            )
        self._connection.execute(_STAMP, (*column, self._context.bucket, *winner))
        before = at.values[name]
        for dot, each in sorted(kept.items()):
            if dot in here or each.value == before:
                continue
            self._remember(column, each.action or self._taking, before, dot)
            if each.value != kept[winner].value:
                self._remember(column, self._taking, each.value, NOWHERE)
            else:
                before = each.value
        if kept[winner].value != at.values[name]:
            set_values[name] = kept[winner].value

    def _who(self, column: tuple[int, int, str], dot: Dot, at: Stored) -> int:
        """The action that set a value of this machine's, from the history."""
        if dot == at.made:
            return at.action
        sql = "SELECT action FROM history WHERE kind = ? AND row = ? AND field = ? AND writer = ? AND seq = ?"
        found = self._connection.execute(sql, (*column, *dot)).fetchone()
        return int(found[0]) if found else 0

    def _remember(self, column: tuple[int, int, str], action: int, before: Any, dot: Dot) -> None:
        self._connection.execute(
            "INSERT INTO history (action, kind, row, field, before, bucket, writer, seq) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (action, *column, before, self._context.bucket, *dot),
        )

    def _insert(self, kind: Kind, known: list[str], fresh: list[Coming]) -> None:
        if not fresh:
            return
        columns = ("id", "bucket", "office", *known)
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {quoted(kind.name)} ({', '.join(map(quoted, columns))}) VALUES ({marks})"
        bucket, rows = self._context.bucket, []
        for each in fresh:
            values = each.values
            if each.columns:
                values = {
                    **values,
                    **{n: f[shown(n, f, self._context)].value for n, f in each.columns.items()},
                }
            values["deleted"] = values.get("deleted") or 0
            rows.append([each.id, bucket, each.office, *map(values.get, known)])
        self._connection.executemany(sql, rows)
        ids = json.dumps([each.id for each in fresh])
        sql = f"SELECT id, row FROM {quoted(kind.name)} WHERE id IN (SELECT value FROM json_each(?))"
        numbers = dict(self._connection.execute(sql, (ids,)))
        self._connection.executemany(
            "INSERT INTO row_stamp (kind, row, bucket, writer, seq, action) VALUES (?, ?, ?, ?, ?, ?)",
            [(kind.number, numbers[each.id], bucket, *(each.made or NOWHERE), each.action) for each in fresh],
        )
        for each in fresh:
            if each.columns:
                self._stamp_columns(kind, numbers[each.id], each, known)
            self.outcome.count(kind.name, each.id, is_new=True)

    def _stamp_columns(self, kind: Kind, row: int, each: Coming, known: list[str]) -> None:
        for name, found in each.columns.items():
            if name not in known:
                continue
            column = (kind.number, row, name, self._context.bucket)
            self._connection.execute(_STAMP, (*column, *shown(name, found, self._context)))
            if len(found) > 1:
                rows = [(*column, *dot, sibling.action, sibling.value) for dot, sibling in found.items()]
                self._connection.executemany(_SIBLING, rows)
            if is_conflict(found.values()):
                self.outcome.conflicts.append((kind.name, each.id, name))
