"""Merging the rows of a package into the database: never a silent winner (exchange 3).

Per column a set of siblings is kept. One is left: clean. Several with different values: all offices
show the same provisional one, and all are kept for a person to choose. What cannot go in is parked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.exchange import bulk, parking, raw
from db.exchange.actions import Actions
from db.exchange.checking import owners_of, unreadable
from db.exchange.keeping import NOWHERE, Keeping
from db.exchange.mapping import Context
from db.exchange.siblings import (
    MAKING,
    Coming,
    Dot,
    Outcome,
    Sibling,
    Siblings,
    Stored,
    is_conflict,
    merged,
    stored,
)
from db.fields import Kind
from db.kinds import KINDS


@dataclass
class Plan:
    """What stands here of a frame's records, and what is to become of them."""

    standing: dict[str, Stored]
    owners: dict[str, set[Any]]
    waiting: dict[str, parking.Parked]
    fresh: list[Coming] = field(default_factory=list)
    met: set[str] = field(default_factory=set)


class Merge:
    """The merge of one bucket of one package. Capture is off; the caller holds the transaction."""

    def __init__(
        self,
        connection: Any,
        context: Context,
        taking: int,
        kinds: frozenset[str] | None,
        outcome: Outcome | None = None,
    ) -> None:
        """`taking`: the action of the take-in. `kinds`: those the sender may write here; None: all."""
        self._connection = connection
        self._context = context
        self._kinds = kinds
        self._actions = Actions(connection, context)
        self._has_parked = parking.has_any(connection)
        self.outcome = Outcome() if outcome is None else outcome
        self._keeping = Keeping(connection, context, taking, self._actions, self.outcome)

    def actions(self, rows: list[list[Any]]) -> None:
        """Note who did what at other offices, as a frame of actions tells it."""
        self._actions.hear(rows)

    def rows(self, kind_name: str, fields: list[str], rows: list[list[Any]]) -> None:
        """Merge a frame of rows of one kind."""
        kind = KINDS.get(kind_name)
        if (
            kind is not None
            and not self._has_parked
            and (self._kinds is None or kind_name in self._kinds)
            and bulk.is_simple(self._connection, self._context, kind, fields, rows)
        ):
            self._keeping.insert(kind, fields, rows)
            return
        self.records(kind_name, fields, [self._coming(fields, each) for each in rows])

    def cells(self, rows: list[list[Any]]) -> None:
        """Keep a frame of what no office on the way knew; what we know goes in."""
        count, known = raw.take_cells(self._connection, self._context, rows)
        self.outcome.unchanged += count
        for kind, each in known:
            self.records(kind, list(each.columns), [each])

    def records(self, kind_name: str, fields: list[str], coming: list[Coming]) -> None:
        """Merge records of one kind. What cannot go in is parked; the rest goes in."""
        kind = KINDS.get(kind_name)
        if kind is None:
            raw.keep_unknown(self._connection, self._context, kind_name, fields, coming)
            return
        known = [each for each in fields if each in MAKING or kind.has(each)]
        if len(known) < len(fields):
            unknown = [each for each in fields if each not in known]
            raw.keep_unknown(self._connection, self._context, kind_name, unknown, coming)
        plan = self._plan(kind, known, coming)
        for each in coming:
            refused = self._take(kind, each, plan)
            if refused:
                self._park(kind, each, *refused)
        self._keeping.write(kind, known, plan.fresh)

    def late(self, kind_name: str, each: Coming) -> bool:
        """Let in a record that had waited, with the context of its own time; False if it must wait on."""
        kind = KINDS.get(kind_name)
        if kind is None:
            return False
        known = [n for n in dict.fromkeys((*each.values, *each.columns)) if n in MAKING or kind.has(n)]
        self._has_parked = False
        plan = self._plan(kind, known, [each])
        if self._take(kind, each, plan):
            return False
        self._keeping.write(kind, known, plan.fresh)
        return True

    def upgraded(self, kind_name: str, each: Coming) -> bool:
        """Let in cells that this program has come to know; False if their record cannot go in.

        Here such a column still holds nothing but what this machine wrote since.
        """
        kind = KINDS[kind_name]
        at = stored(self._connection, kind, list(each.columns), [each.id]).get(each.id)
        if at is None or each.made is not None:
            return self.late(kind_name, each)
        if at.bucket != self._context.bucket or unreadable(kind, each.id, {}, each.columns):
            return False
        set_values: dict[str, Any] = {}
        for name, found in each.columns.items():
            written = {at.stamps[name]: at.of(name)[at.stamps[name]]} if name in at.stamps else {}
            here = at.siblings.get(name) or written
            set_values |= self._keeping.column(kind, at, name, here, {**here, **found})
        self._keeping.values(at.row, set_values)
        self._keeping.write(kind, list(each.columns), [])
        self.outcome.count(kind.name, [each.id], is_new=False)
        return True

    def _plan(self, kind: Kind, known: list[str], coming: list[Coming]) -> Plan:
        ids = [each.id for each in coming]
        waiting = {}
        if self._has_parked:
            waiting = parking.waiting(self._connection, self._context.bucket, kind.name, ids)
        owned = [each for each in coming if each.made] + [parking.coming(w.record) for w in waiting.values()]
        return Plan(
            stored(self._connection, kind, known, ids), owners_of(self._connection, kind, owned), waiting
        )

    def _take(self, kind: Kind, each: Coming, plan: Plan) -> tuple[str, str] | None:
        """Plan a record's change; why it cannot go in, and the field in question, if it cannot."""
        identity = each.id
        if identity in plan.met:
            return "unreadable", "id"
        plan.met.add(identity)
        at, waits = plan.standing.get(identity), plan.waiting.get(identity)
        if waits is not None and not each.is_known(self._context):
            if at is None:
                each = parking.combined(parking.coming(waits.record), self._resolved(each), self._context)
            else:
                parking.trim(self._connection, waits, each, self._context)
        if refused := self._refusal(kind, each, at, plan.owners):
            if not each.is_known(self._context):
                return refused
            self.outcome.unchanged += 1  # it was refused or parked when it came first
            return None
        if at is not None:
            self._merge_one(kind, at, each)
        elif each.is_known(self._context) or (
            waits is None and self._context.seen_here(each.made or NOWHERE)
        ):
            self.outcome.unchanged += 1  # left out for good, or what waits is newer and goes in at the end
        else:
            if waits is not None:
                parking.settle(self._connection, waits.number, "applied")
            plan.fresh.append(each)
        return None

    def _coming(self, fields: list[str], row: list[Any]) -> Coming:
        identity, office, index, seq, action, *values, columns = row
        made = self._context.places[index].dot(seq) if index >= 0 else None
        changed = {name: self._siblings(found) for name, found in columns.items()} if columns else {}
        if not isinstance(identity, str):
            identity = ""  # parked as unreadable
        return Coming(identity, office, made, -action, dict(zip(fields, values, strict=False)), changed)

    def _siblings(self, came: list[list[Any]]) -> Siblings:
        places = self._context.places
        return {places[index].dot(seq): Sibling(value, -action) for index, seq, action, value in came}

    def _resolved(self, each: Coming) -> Coming:
        """With the actions in this database's own numbers."""
        columns = {
            name: {
                dot: Sibling(one.value, self._actions.number(dot, one.action)) for dot, one in found.items()
            }
            for name, found in each.columns.items()
        }
        action = self._actions.number(each.made, each.action) if each.made else 0
        return each._replace(action=action, columns=columns)

    def _refusal(
        self, kind: Kind, each: Coming, at: Stored | None, owners: Mapping[str, set[Any]]
    ) -> tuple[str, str] | None:
        """Why a record cannot go in, and the column or field in question."""
        if self._kinds is not None and kind.name not in self._kinds:
            return "scope", ""
        if at is not None and at.bucket != self._context.bucket:
            return "other_bucket", ""
        if wrong := unreadable(kind, each.id, each.values, each.columns):
            return "unreadable", wrong
        if at is None:
            if each.made is None:
                return "orphan", ""
            for name, found in owners.items():
                if not any(s.value in found for s in each.of(name).values()):
                    return "orphan", name
        return None

    def _park(self, kind: Kind, each: Coming, reason: str, detail: str) -> None:
        parking.park(self._connection, self._context, kind.name, self._resolved(each), reason, detail)
        self._has_parked = True
        self.outcome.parked.append((kind.name, each.id, reason))

    def _merge_one(self, kind: Kind, at: Stored, each: Coming) -> None:
        set_values: dict[str, Any] = {}
        touched = asked = False
        columns: Iterable[str] = each.columns
        if each.made is not None and each.made != at.made and not self._context.seen_here(each.made):
            columns = list(at.values)  # made at two places: each column has two values
            if self._is_before(each.made, at.made):
                at = self._keeping.made_elsewhere(kind, at, each.made)
        for name in columns:
            if name not in at.values:
                continue
            here = at.of(name)
            kept = merged(here, each.of(name), self._context)
            if not kept or kept.keys() == here.keys():
                continue
            touched = touched or name != "deleted"
            set_values |= self._keeping.column(kind, at, name, here, kept)
            if is_conflict(kept.values()):
                self.outcome.conflicts.append((kind.name, each.id, name))
                asked = True
        if touched and not asked and self._is_parallel(at, each):
            self.outcome.parallel.append((kind.name, each.id))
        if touched or asked or set_values:
            self.outcome.count(kind.name, [each.id], is_new=False)
        else:
            self.outcome.unchanged += 1
        self._keeping.values(at.row, set_values)

    def _is_before(self, made: Dot, here: Dot) -> bool:
        """Which of two makings of one id all offices count as the record's."""
        names = self._context.names
        return self._context.seen_there(here) or (names[made[0]], made[1]) < (names[here[0]], here[1])

    def _is_parallel(self, at: Stored, each: Coming) -> bool:
        """Whether this side had changed other columns, which the sender had not seen."""
        return any(
            name != "deleted" and name not in each.columns and not self._context.seen_there(dot)
            for name, dot in at.stamps.items()
        )
