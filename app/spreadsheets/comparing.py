"""What a sheet says differently from an existing record: proposed, taken over only when asked for."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import Any

from app.kinds import KINDS, Field, FieldType
from app.problems import Problem
from app.records import Record
from app.spreadsheets.analysing import shown
from app.spreadsheets.batches import Batch
from app.spreadsheets.existing import Existing
from app.spreadsheets.households import Home, group_key, same_day
from app.spreadsheets.reports import Difference, Report
from app.validation import checked


class Comparison:
    """Lists differences in the report; `take` holds the places in that list that are taken over."""

    def __init__(self, existing: Existing, batch: Batch, report: Report, take: frozenset[int]) -> None:
        self._existing = existing
        self._batch = batch
        self._report = report
        self._take = take

    @property
    def takes_next(self) -> bool:
        """Whether the next difference found will be taken over."""
        return len(self._report.differences) in self._take

    def moved(self, row: int, record: Record, home: Home) -> None:
        """A known person stands in another household of the sheet, or had none until now."""
        before = self._existing.by_ids("household", [record["household"]]).get(record["household"] or "")
        after = self._existing.title(home.record) if home.record else home.head
        texts = (self._existing.title(before) if before else "", after)
        self._propose(row, record, KINDS["person"].field("household"), home.id, texts)

    def household(self, row: int, home: Home) -> None:
        """Compares a known household with what the sheet says of it, each field once."""
        assert home.record is not None
        said = {name: value for name, value in home.values.items() if name not in home.compared}
        home.compared |= said.keys()
        if "group" in said and group_key(said["group"]) == group_key(home.record["group"]):
            del said["group"]
        self.record(row, home.record, said)

    def record(self, row: int, record: Record, said: AbstractMapping[str, Any]) -> None:
        """Compares the fields a sheet fills with those of an existing record."""
        kind = KINDS[record.kind]
        try:
            ready = checked(kind, {**said}, self._batch.codes, partial=True)
        except Problem:
            return
        for name in said:
            field, value = kind.field(name), ready.get(name)
            if value is not None and not _agree(field, record[name], value):
                texts = (
                    shown(field, record[name], self._batch.codes),
                    shown(field, value, self._batch.codes),
                )
                self._propose(row, record, field, value, texts)

    def _propose(self, row: int, record: Record, field: Field, value: Any, texts: tuple[str, str]) -> None:
        place = len(self._report.differences)
        title = self._existing.title(record)
        self._report.differences.append(
            Difference(row, record.kind, record.id, title, field.name, field.label, *texts, value)
        )
        if place in self._take:
            self._batch.change(record.kind, record.id, {field.name: value})
            self._report.changed += 1


def _agree(field: Field, before: Any, after: Any) -> bool:
    if before == after:
        return True
    if before is None:
        return False
    if field.type is FieldType.DATE:
        # A sheet that says less than the register says nothing new.
        return same_day(before, after) and len(before) >= len(after)
    if field.type is FieldType.LONG_TEXT:
        return str(after) in str(before)
    return False
