"""What the office already has, fetched in a few questions per chunk of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from app import records
from app.desk import Desk
from app.records import Query, Record, Where
from app.spreadsheets.batches import Batch

ByValue = dict[str, list[Record]]


class Existing:
    """Records from before this import. What the import itself adds is left out of every answer."""

    def __init__(self, desk: Desk, batch: Batch) -> None:
        self._desk = desk
        self._batch = batch

    def with_values(self, kind: str, field: str, values: Iterable[str | None]) -> ByValue:
        """value → records of the kind whose field has it."""
        wanted = {value for value in values if value}
        found: ByValue = defaultdict(list)
        if wanted and not self._empty(kind):
            for record in records.find(self._desk, Query(kind, (Where(field, "in", sorted(wanted)),))):
                if record.id not in self._batch.added_ids:
                    found[record[field]].append(record)
        return found

    def by_ids(self, kind: str, ids: Iterable[str | None]) -> dict[str, Record]:
        """id → record."""
        wanted = {identity for identity in ids if identity}
        return records.by_ids(self._desk, kind, wanted) if wanted else {}

    def title(self, record: Record) -> str:
        """How a record is named to people."""
        return records.title(self._desk, record)

    def _empty(self, kind: str) -> bool:
        return kind in self._empty_kinds

    @cached_property
    def _empty_kinds(self) -> frozenset[str]:
        # The first roster meets an empty register: then no question is worth asking.
        kinds = ("household", "person", "organization", "tag")
        return frozenset(kind for kind in kinds if not records.count(self._desk, Query(kind)))
