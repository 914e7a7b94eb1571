"""Writing what a merge decided: values, stamps, siblings, history; frame by frame in few statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db.exchange.actions import Actions
from db.exchange.mapping import Context
from db.exchange.siblings import Coming, Dot, Outcome, Siblings, Stored, is_conflict, shown
from db.fields import Kind
from db.schema import quoted

NOWHERE = (0, 0)  # the dot of history lines that tell what this machine showed, not what anyone wrote
Column = tuple[int, int, str]
_STAMP = (
    "INSERT OR REPLACE INTO column_stamp (kind, row, field, bucket, writer, seq) VALUES (?, ?, ?, ?, ?, ?)"
)
_UNSTAMP = "DELETE FROM column_stamp WHERE kind = ? AND row = ? AND field = ?"
_SIBLING = (
    "INSERT INTO sibling (kind, row, field, bucket, writer, seq, action, value) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_UNSIBLING = "DELETE FROM sibling WHERE kind = ? AND row = ? AND field = ?"
_HISTORY = (
    "INSERT INTO history (action, kind, row, field, before, bucket, writer, seq) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_MAKING = "INSERT INTO row_stamp (kind, row, bucket, writer, seq, action) VALUES (?, ?, ?, ?, ?, ?)"
_ORDER = (_UNSIBLING, _SIBLING, _UNSTAMP, _STAMP, _HISTORY)


class Keeping:
    """Collects what one frame changes; `write` carries it out."""

    def __init__(
        self, connection: Any, context: Context, taking: int, actions: Actions, outcome: Outcome
    ) -> None:
        self._connection = connection
        self._context = context
        self._taking = taking
        self._actions = actions
        self._outcome = outcome
        self._rows: dict[str, list[tuple[Any, ...]]] = {sql: [] for sql in _ORDER}
        self._updates: dict[tuple[str, ...], list[list[Any]]] = {}

    def column(self, kind: Kind, at: Stored, name: str, here: Siblings, kept: Siblings) -> dict[str, Any]:
        """The new siblings of a column, its stamp, its history; the value to set, if another is shown."""
        column = (kind.number, at.row, name)
        kept = {dot: here.get(dot, each) for dot, each in kept.items()}
        winner = shown(name, kept, self._context)
        if len(here) > 1:
            self._rows[_UNSIBLING].append(column)
        if len(kept) > 1:
            self._rows[_SIBLING] += [
                (
                    *column,
                    self._context.bucket,
                    *dot,
                    self._actions.number(dot, each.action) or self._who(column, dot, at),
                    each.value,
                )
                for dot, each in kept.items()
            ]
        if len(kept) == 1 and winner == at.made:  # as where it was never changed
            self._rows[_UNSTAMP].append(column)
        else:
            self._rows[_STAMP].append((*column, self._context.bucket, *winner))
        self._tell(column, at.values[name], here, kept, kept[winner].value)
        return {} if kept[winner].value == at.values[name] else {name: kept[winner].value}

    def _tell(self, column: Column, before: Any, here: Siblings, kept: Siblings, last: Any) -> None:
        """The history of a column: each new value, and where another is shown, that it is."""
        for dot, each in sorted(kept.items()):
            if dot in here or each.value == before:
                continue
            self._remember(column, self._actions.number(dot, each.action) or self._taking, before, dot)
            if each.value != last:
                self._remember(column, self._taking, each.value, NOWHERE)
            else:
                before = each.value

    def _remember(self, column: Column, action: int, before: Any, dot: Dot) -> None:
        self._rows[_HISTORY].append((action, *column, before, self._context.bucket, *dot))

    def _who(self, column: Column, dot: Dot, at: Stored) -> int:
        """The action that set a value of this machine's, from the history."""
        if dot == at.made:
            return at.action
        sql = "SELECT action FROM history WHERE kind = ? AND row = ? AND field = ? AND writer = ? AND seq = ?"
        found = self._connection.execute(sql, (*column, *dot)).fetchone()
        return int(found[0]) if found else 0

    def values(self, row: int, values: dict[str, Any]) -> None:
        """Set the values shown of a record."""
        if values:
            names = tuple(sorted(values))
            self._updates.setdefault(names, []).append([*(values[name] for name in names), row])

    def made_elsewhere(self, kind: Kind, at: Stored, made: Dot) -> Stored:
        """Count another making as the record's; columns never changed keep the dot they came with."""
        rows = [
            (kind.number, at.row, name, self._context.bucket, *at.made)
            for name in at.values
            if name not in at.stamps
        ]
        self._connection.executemany(_STAMP, rows)
        sql = "UPDATE row_stamp SET writer = ?, seq = ? WHERE kind = ? AND row = ?"
        self._connection.execute(sql, (*made, kind.number, at.row))
        return at._replace(made=made, stamps={**dict.fromkeys(at.values, at.made), **at.stamps})

    def write(self, kind: Kind, known: list[str], fresh: list[Coming]) -> None:
        """Carry out what was collected, and insert records that are new here."""
        if fresh:
            self._insert(kind, known, fresh)
        for sql in _ORDER:
            if self._rows[sql]:
                self._connection.executemany(sql, self._rows[sql])
                self._rows[sql] = []
        for names, parameters in self._updates.items():
            settings = ", ".join(f"{quoted(name)} = ?" for name in names)
            self._connection.executemany(
                f"UPDATE {quoted(kind.name)} SET {settings} WHERE row = ?", parameters
            )
        self._updates = {}

    def insert(self, kind: Kind, fields: list[str], came: list[list[Any]]) -> None:
        """Insert rows of a frame as they are (see db.exchange.bulk)."""
        place, number = self._context.places, self._actions.number
        rows, makings = [], []
        zero = fields.index("deleted") if "deleted" in fields else -1
        for identity, office, index, seq, action, *values, _ in came:
            made = place[index].dot(seq)
            if zero >= 0:
                values[zero] = values[zero] or 0
            rows.append([identity, office, *values])
            makings.append((made, number(made, -action) or self._taking))
        self._put(kind, fields, rows, makings)

    def _insert(self, kind: Kind, known: list[str], fresh: list[Coming]) -> None:
        row = self._next_row(kind)
        rows, makings = [], []
        for at, each in enumerate(fresh, row):
            values = each.values
            if each.columns:
                winners = {n: f[shown(n, f, self._context)].value for n, f in each.columns.items()}
                values = {**values, **winners}
                self._stamp_columns(kind, at, each, known)
            values["deleted"] = values.get("deleted") or 0
            rows.append([each.id, each.office, *map(values.get, known)])
            made = each.made or NOWHERE
            makings.append((made, self._actions.number(made, each.action) or self._taking))
        self._put(kind, known, rows, makings)

    def _next_row(self, kind: Kind) -> int:
        sql = f"SELECT coalesce(max(row), 0) + 1 FROM {quoted(kind.name)}"
        return int(self._connection.execute(sql).fetchone()[0])

    def _put(
        self, kind: Kind, names: list[str], rows: list[list[Any]], makings: list[tuple[Dot, int]]
    ) -> None:
        """Insert rows that begin with id and office, with who made them."""
        first, bucket = self._next_row(kind), self._context.bucket
        columns = ", ".join(map(quoted, ("row", "bucket", "id", "office", *names)))
        marks = ", ".join("?" * (len(names) + 4))
        self._connection.executemany(
            f"INSERT INTO {quoted(kind.name)} ({columns}) VALUES ({marks})",
            [[at, bucket, *row] for at, row in enumerate(rows, first)],
        )
        self._connection.executemany(
            _MAKING,
            [(kind.number, at, bucket, *made, action) for at, (made, action) in enumerate(makings, first)],
        )
        self._outcome.count(kind.name, [row[0] for row in rows], is_new=True)

    def _stamp_columns(self, kind: Kind, row: int, each: Coming, known: Iterable[str]) -> None:
        for name, found in each.columns.items():
            if name not in known:
                continue
            column = (kind.number, row, name, self._context.bucket)
            self._rows[_STAMP].append((*column, *shown(name, found, self._context)))
            if len(found) > 1:
                self._rows[_SIBLING] += [
                    (*column, *dot, self._actions.number(dot, one.action), one.value)
                    for dot, one in found.items()
                ]
            if is_conflict(found.values()):
                self._outcome.conflicts.append((kind.name, each.id, name))
