"""Bringing in sheets whose rows are single records: visits, pairings, aid, matters, households, …"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.kinds import KINDS
from app.records import Record
from app.spreadsheets.analysing import sample_of
from app.spreadsheets.batches import Batch
from app.spreadsheets.comparing import Comparison
from app.spreadsheets.existing import ByValue, Existing
from app.spreadsheets.households import group_key
from app.spreadsheets.notes import Note
from app.spreadsheets.references import References, reference_fields
from app.spreadsheets.reports import KEPT_SAMPLES, Report
from app.spreadsheets.rows import CleanRow

# What makes two records of a kind one and the same; the first field is the one asked for.
KEYS: Mapping[str, tuple[str, ...]] = {
    "household": ("head", "group", "number"),
    "visit": ("date", "household", "person", "content"),
    "matter": ("opened", "household", "person", "raised_by", "description"),
    "pairing": ("helped", "helper", "kind", "start"),
    "aid": ("date", "recipient", "form", "amount", "content", "quantity"),
    "organization": ("name",),
    "tag": ("owner", "tag", "start"),
    "post": ("person", "post", "organization", "start"),
    "activity": ("date", "type", "topic"),
    "project": ("name",),
    "document": ("date", "type", "title"),
}


Ready = list[tuple[CleanRow, dict[str, Any]]]


class Entries:
    """Takes in the rows of one sheet, chunk by chunk."""

    def __init__(
        self,
        kind: str,
        headings: dict[str, str],
        existing: Existing,
        batch: Batch,
        report: Report,
        comparison: Comparison,
    ) -> None:
        self._kind = kind
        self._key = KEYS[kind]
        self._references = References(kind, existing, headings)
        self._names_itself = any(kind in field.targets for field in reference_fields(kind))
        self._existing = existing
        self._batch = batch
        self._report = report
        self._comparison = comparison
        self._rows: dict[Hashable, int] = {}

    def continues(self, row: CleanRow, last: CleanRow) -> bool:
        """Whether a chunk must not end between these rows: never."""
        return False

    def take(self, rows: Sequence[CleanRow]) -> None:
        """Bring in one chunk of rows."""
        self._references.fetch(rows)
        ids = {row.number: self._batch.new_id() for row in rows}
        self._register(rows, ids)
        ready = [(row, values) for row in rows if (values := self._values(row, ids[row.number])) is not None]
        self._drop_orphans(ready, set(ids.values()))
        known = self._existing.with_values(self._kind, self._key[0], (v.get(self._key[0]) for _, v in ready))
        for row, values in ready:
            self._take_row(row, values, known)

    def _values(self, row: CleanRow, identity: str) -> dict[str, Any] | None:
        if row.notes.faults:
            self._report.reject(row.number, row.notes.faults)
            return None
        values = self._references.resolve(row)
        if (
            self._kind == "visit"
            and not row.notes.faults
            and not (values.get("household") or values.get("person"))
        ):
            row.notes.fault("no_one")
        if row.notes.faults:
            self._report.reject(row.number, row.notes.faults)
            return None
        checked = self._batch.check(self._kind, values)
        if isinstance(checked, Note):
            self._report.reject(row.number, [checked])
            return None
        return {**checked, "id": identity}

    def _register(self, rows: Sequence[CleanRow], ids: dict[int, str]) -> None:
        """Other rows may name these: a branch stands under a committee of the same sheet."""
        if not self._names_itself:
            return
        for row in rows:
            said = row.records[self._kind]
            name = said.get(self._key[0])
            if name and not row.notes.faults:
                record = Record(self._kind, ids[row.number], MappingProxyType(said))
                self._references.own.setdefault(str(name), [record])

    def _drop_orphans(self, ready: Ready, ids: set[str]) -> None:
        """Rejects rows that name a row of the sheet which itself was rejected."""
        lost = ids - {values["id"] for _, values in ready}
        while self._names_itself and lost:
            orphans = [(row, values) for row, values in ready if lost & set(map(str, values.values()))]
            for row, values in orphans:
                row.notes.fault("organization_unknown", value=str(row.records[self._kind].get("parent")))
                self._report.reject(row.number, row.notes.faults)
                ready.remove((row, values))
            lost = {values["id"] for _, values in orphans}

    def _take_row(self, row: CleanRow, values: dict[str, Any], known: ByValue) -> None:
        key = self._identity(values)
        if key in self._rows:
            self._report.already += 1
            return
        self._rows[key] = row.number
        record = next(
            (r for r in known.get(values.get(self._key[0]) or "", ()) if self._same(r, values)), None
        )
        if record is not None:
            said = {name: values[name] for name in row.records[self._kind] if values.get(name) is not None}
            self._comparison.record(row.number, record, {n: v for n, v in said.items() if n not in self._key})
            self._report.already += 1
            return
        self._batch.add(self._kind, values)
        self._report.accepted += 1
        self._report.remark(row.number, row.notes.repairs)
        if len(self._report.samples) < KEPT_SAMPLES:
            self._report.samples.append(sample_of(row, self._kind, self._batch.codes))

    def _identity(self, values: Mapping[str, Any]) -> Hashable:
        return hash(tuple(self._comparable(name, values.get(name)) for name in self._key))

    def _same(self, record: Record, values: Mapping[str, Any]) -> bool:
        return all(
            self._comparable(name, record[name]) == self._comparable(name, values.get(name))
            or (record[name] is None and name not in self._key[:2])
            or (values.get(name) is None and self._kind in ("household", "pairing", "tag", "post"))
            for name in self._key
        )

    @staticmethod
    def _comparable(name: str, value: Any) -> Hashable:
        return group_key(value) if name == "group" else (value or None)


def importable_singly(kind: str) -> bool:
    """Whether rows of this kind are single records."""
    return kind in KEYS and kind in KINDS
