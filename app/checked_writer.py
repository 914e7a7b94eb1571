"""Writing inside one intention: every value is checked before it reaches the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from app.codes import Codes
from app.derivation import derive_change
from app.kinds import DEFINED_ABOVE, KINDS, Field, FieldType
from app.problems import Problem
from app.validation import checked
from db import merging, records, redaction
from db.exchange import asserting, moves
from db.placing import is_named_beside
from db.writer import Writer

ERASED_BY_ACT = "redaction"  # this kind is written by CheckedWriter.erase alone


class CheckedWriter:
    """Adding and changing records inside one transaction, every value checked first."""

    def __init__(self, writer: Writer, codes: Codes, number: int = 0) -> None:
        """`number`: the action's, by which it can be undone later; void if it changes nothing."""
        self._writer = writer
        self._codes = codes
        self.number = number

    def add(self, kind: str, values: Mapping[str, Any]) -> str:
        """Add a record; its id. Raises Problem: id_taken, what `checked` raises."""
        self._check_own_ways(kind, values)
        ready = checked(KINDS[kind], values, self._codes)
        self._check_new_id(values)
        self._check_references(kind, ready)
        return self._writer.add(kind, ready)

    def check(self, kind: str, values: Mapping[str, Any]) -> None:
        """Raise the Problem that adding these values would raise; nothing is written."""
        self._check_own_ways(kind, values)
        ready = checked(KINDS[kind], values, self._codes)
        self._check_new_id(values)
        self._check_references(kind, ready)

    def add_for(self, office: str, kind: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Add records of an office below this one: they live and travel with its own; ids in order.

        Raises Problem: office_unknown, id_taken, what `checked` raises.
        """
        ready = [checked(KINDS[kind], row, self._codes) for row in rows]
        for row, values in zip(ready, rows, strict=True):
            self._check_new_id(values)
            self._check_references(kind, row)
        try:
            return self._writer.add_many(kind, ready, office)
        except KeyError:
            raise Problem("office_unknown") from None

    def add_many(self, kind: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Add records of which the caller knows that their references exist; ids in order."""
        described = KINDS[kind]
        for row in rows:
            self._check_new_id(row)
        return self._writer.add_many(kind, [checked(described, row, self._codes) for row in rows])

    def change(self, kind: str, identity: str, values: Mapping[str, Any]) -> None:
        """Change the given fields; of a merged record, those of what it was merged into.

        Raises Problem: no_such_record, append_only, erased, what `checked` raises.
        """
        described = KINDS[kind]
        self._check_own_ways(kind, values)
        before = self._existing(kind, self.resolved(kind, identity))
        if described.append_only:
            raise Problem("append_only", kind=described.label)
        ready = checked(described, values, self._codes, partial=True)
        span = {name: before[name] for name in ("start", "end") if described.has(name)}
        checked(described, {**span, **{n: ready[n] for n in span if n in ready}}, self._codes, partial=True)
        derive_change(kind, before.values, values, ready)
        self._check_references(kind, ready)
        self._writer.change(kind, before.id, ready)

    def put_back(self, kind: str, identity: str, values: Mapping[str, Any]) -> None:
        """Give fields values that they held before, unchecked: they were checked when they were new.

        Raises Problem: no_such_record, append_only, erased, merge_only.
        """
        self._check_own_ways(kind, values)
        self._existing(kind, identity)
        if KINDS[kind].append_only:
            raise Problem("append_only", kind=KINDS[kind].label)
        self._writer.change(kind, identity, values)

    def remove(self, kind: str, identity: str) -> None:
        """Send to the recycle bin. Raises Problem no_such_record, redaction_only."""
        self._check_own_ways(kind, {})
        self._existing(kind, identity)
        self._writer.remove(kind, identity)

    def restore(self, kind: str, identity: str) -> None:
        """Take back from the recycle bin. Raises Problem no_such_record, erased, is_merged."""
        found = self._existing(kind, identity)
        if found["merged_into"]:
            raise Problem("is_merged")
        self._writer.restore(kind, identity)

    def merge(self, kind: str, kept: str, merged: str, values: Mapping[str, Any]) -> None:
        """Make one record of two: `kept` takes `values`, every reference, and the other's id for its own.

        Raises Problem: no_such_record, what `change` raises.
        """
        self._existing(kind, merged)
        if values:
            self.change(kind, kept, values)
        merging.repoint(self._writer, kind, merged, kept)
        self._writer.change(kind, merged, {"merged_into": kept})
        self._writer.remove(kind, merged)

    def repoint(self, kind: str, old: str, new: str) -> int:
        """Let what refers to `old` refer to `new`; how many fields changed."""
        return merging.repoint(self._writer, kind, old, new)

    def end_circle(self, kind: str, identity: str) -> None:
        """Let a record stand again that was merged into one which was merged into it elsewhere."""
        self._writer.change(kind, identity, {"merged_into": None})
        self._writer.restore(kind, identity)

    def erase(self, facts: Iterable[Mapping[str, Any]]) -> int:
        """State what is erased, and carry it out; how many records were cleared. Raises Problem."""
        ready = [checked(KINDS[ERASED_BY_ACT], fact, self._codes) for fact in facts]
        ids = self._writer.add_many(ERASED_BY_ACT, ready)
        for fact in ready:
            self._writer.touch(fact["kind"], [fact["about"]])
        return redaction.apply_redactions(self._writer.connection) if ids else 0

    def move(self, fact: Mapping[str, Any], bucket: int) -> None:
        """State that records went to another office, and give them a place in its bucket."""
        self._writer.add("move", checked(KINDS["move"], fact, self._codes))
        moves.rehouse(self._writer.connection, fact["records"], bucket, fact["to_office"])
        for kind, ids in fact["records"].items():
            self._writer.touch(kind, ids)

    def assert_all(self, bucket: int) -> int:
        """Say every record of a bucket again as it stands; how many."""
        for kind, ids in asserting.ids_of(self._writer.connection, bucket).items():
            self._writer.touch(kind, ids)
        return asserting.assert_all(self._writer.connection, bucket)

    def rewrite(self, kind: str, identity: str, values: Mapping[str, Any]) -> None:
        """Set texts of any record, of a fact too: only for taking a name out of them by law."""
        self._existing(kind, identity)
        self._writer.change(kind, identity, values)

    @property
    def office(self) -> str:
        """Whose records new ones become."""
        return self._writer.office

    def get(self, kind: str, identity: str) -> records.Record | None:
        """The record as this transaction sees it."""
        return self._writer.get(kind, identity)

    def resolved(self, kind: str, identity: str) -> str:
        """The id that stands for this one: another only when its record was merged."""
        return merging.targets_of(self._writer.connection, kind, [identity]).get(identity, identity)

    def keep_shown(self, kind: str, identity: str, column: str) -> None:
        """Say that the value a field shows is the one, where the exchange brought several."""
        self._existing(kind, identity)
        self._writer.keep_shown(kind, identity, column)

    def store_content(self, sha256: str, contents: bytes) -> None:
        """Keep an attachment's bytes under their hash."""
        self._writer.store_content(sha256, contents)

    def _existing(self, kind: str, identity: str) -> records.Record:
        found = self._writer.get(kind, identity)
        if found is None:
            raise Problem("no_such_record", id=identity[:64], kind=KINDS[kind].label)
        if found.deleted and redaction.is_erased(self._writer.connection, identity):
            raise Problem("erased")
        if kind in DEFINED_ABOVE and found.office not in ("", self._writer.office):
            raise Problem("defined_above", kind=KINDS[kind].label)
        return found

    def _check_own_ways(self, kind: str, values: Mapping[str, Any]) -> None:
        """What comes about by an act of its own is not written as a value."""
        if kind == ERASED_BY_ACT:
            raise Problem("redaction_only")
        if values.get("merged_into"):
            raise Problem("merge_only")

    def _check_new_id(self, values: Mapping[str, Any]) -> None:
        identity = values.get("id")
        if identity and any(self._writer.get(each, str(identity)) for each in KINDS):
            raise Problem("id_taken", id=str(identity)[:64])

    def _check_references(self, kind: str, values: dict[str, Any]) -> None:
        for field in _references(kind):
            value = values.get(field.name)
            if value is None:
                continue
            if isinstance(value, str):
                values[field.name] = self._referent(kind, values, field, value)
            else:
                found = (self._referent(kind, values, field, each) for each in value)
                values[field.name] = list(dict.fromkeys(found))

    def _referent(self, kind: str, values: Mapping[str, Any], field: Field, identity: str) -> str:
        for target in field.targets:
            found = self._writer.stands(target, identity)
            if found is not None:
                return self.resolved(target, identity) if found else identity
        if is_named_beside(self._writer.connection, kind, values, field.name, identity):
            return identity
        raise Problem("not_a_reference", label=field.label, field=field.name)


@cache
def _references(kind: str) -> tuple[Field, ...]:
    return tuple(
        each for each in KINDS[kind].fields if each.type in (FieldType.REFERENCE, FieldType.REFERENCES)
    )
