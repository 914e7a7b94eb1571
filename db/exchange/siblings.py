"""What the merge weighs: siblings of a column, a record as it stands here and as it came."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from db.exchange.mapping import Context
from db.fields import Kind
from db.schema import quoted

Dot = tuple[int, int]
MAKING = ("deleted", "extra")  # technical columns that travel before the fields
LISTED = 20_000  # ids that an outcome lists; its counts are whole


class Sibling(NamedTuple):
    """One value of a column, and the number of the action that set it: here; 0: not known; negative: as
    the office counts where it happened (db.exchange.actions)."""

    value: Any
    action: int


Siblings = dict[Dot, Sibling]


class Stored(NamedTuple):
    """A record as it stands here before the merge."""

    row: int
    bucket: int
    made: Dot
    action: int
    values: dict[str, Any]
    stamps: dict[str, Dot]
    siblings: dict[str, Siblings]

    def of(self, name: str) -> Siblings:
        """The siblings of a column as they stand."""
        one = {self.stamps.get(name, self.made): Sibling(self.values[name], 0)}
        return self.siblings.get(name) or one


class Coming(NamedTuple):
    """A record as it came: its making, if it is new beyond the base, and its changed columns."""

    id: str
    office: str
    made: Dot | None
    action: int
    values: dict[str, Any]
    columns: dict[str, Siblings]

    def of(self, name: str) -> Siblings:
        """The siblings of a column as the sender holds them; none where it says nothing of it."""
        if name in self.columns:
            return self.columns[name]
        return {self.made: Sibling(self.values.get(name), self.action)} if self.made else {}

    def is_known(self, context: Context) -> bool:
        """Whether this database had seen all of it before."""
        dots = [dot for found in self.columns.values() for dot in found]
        return all(context.seen_here(dot) for dot in (*dots, *([self.made] if self.made else [])))


@dataclass
class Outcome:
    """What a merge did, by kind. The lists of ids hold up to LISTED each; the counts are whole."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)  # kind, id, field
    parallel: list[tuple[str, str]] = field(default_factory=list)  # kind, id
    parked: list[tuple[str, str, str]] = field(default_factory=list)  # kind, id, reason
    added_ids: dict[str, list[str]] = field(default_factory=dict)
    changed_ids: dict[str, list[str]] = field(default_factory=dict)
    touched: dict[str, set[str]] = field(default_factory=dict)

    def count(self, kind: str, identities: list[str], *, is_new: bool) -> None:
        """Note records of a kind that were added or changed."""
        counts, ids = (self.added, self.added_ids) if is_new else (self.changed, self.changed_ids)
        counts[kind] = counts.get(kind, 0) + len(identities)
        listed = ids.setdefault(kind, [])
        if len(listed) < LISTED:
            listed += identities
            self.touched.setdefault(kind, set()).update(identities)


def merged(here: Siblings, there: Siblings, context: Context) -> Siblings:
    """The siblings that stay: those that both have, and those that the other side had not seen."""
    kept = {dot: each for dot, each in here.items() if dot in there or not context.seen_there(dot)}
    kept.update({dot: each for dot, each in there.items() if dot in here or not context.seen_here(dot)})
    return kept


def shown(name: str, siblings: Siblings, context: Context) -> Dot:
    """The sibling that all offices show until a person chooses: a record that may exist, exists."""
    if name == "deleted":
        return max(siblings, key=lambda dot: (not siblings[dot].value, context.rank(dot)))
    return max(siblings, key=context.rank)


def is_conflict(siblings: Iterable[Sibling]) -> bool:
    """Whether siblings say different things."""
    return len({each.value for each in siblings}) > 1


def stored(connection: Any, kind: Kind, names: list[str], ids: list[str]) -> dict[str, Stored]:
    """The records of these ids with the columns `names`, their stamps and siblings."""
    columns = ", ".join(f"t.{quoted(name)}" for name in names)
    found: dict[str, Stored] = {}
    by_row: dict[int, Stored] = {}
    rows = connection.execute(
        f"SELECT t.id, t.row, t.bucket, s.writer, s.seq, s.action, {columns} FROM {quoted(kind.name)} t "
        f"CROSS JOIN row_stamp s ON s.kind = {kind.number} AND s.row = t.row "
        "WHERE t.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    for identity, row, bucket, writer, seq, action, *values in rows:
        each = Stored(row, bucket, (writer, seq), action, dict(zip(names, values, strict=True)), {}, {})
        found[identity] = by_row[row] = each
    if by_row:
        numbers = json.dumps(list(by_row))
        for row, name, writer, seq in connection.execute(_STAMPS, (kind.number, numbers)):
            by_row[row].stamps[name] = (writer, seq)
        for row, name, writer, seq, action, value in connection.execute(_SIBLINGS, (kind.number, numbers)):
            by_row[row].siblings.setdefault(name, {})[writer, seq] = Sibling(value, action or 0)
    return found


_STAMPS = (
    "SELECT row, field, writer, seq FROM column_stamp WHERE kind = ? "
    "AND row IN (SELECT value FROM json_each(?))"
)
_SIBLINGS = (
    "SELECT row, field, writer, seq, action, value FROM sibling WHERE kind = ? "
    "AND row IN (SELECT value FROM json_each(?))"
)
