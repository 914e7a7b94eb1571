"""New records waiting to be written: collected row by row, written chunk by chunk or only counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.checked_writer import CheckedWriter
from app.codes import Codes
from app.kinds import KINDS
from app.problems import Problem
from app.spreadsheets.notes import Note
from app.validation import checked

# What refers comes after what it refers to.
_ORDER = ("organization", "household", "person")


class Batch:
    """Collects new records of one import. Without a writer it is a dry run and only counts."""

    def __init__(
        self,
        writer: CheckedWriter | None,
        new_id: Callable[[], str],
        codes: Codes,
        *,
        dry_run_passed: bool = False,
    ) -> None:
        self.added_ids: set[str] = set()
        self.counts: dict[str, int] = {}
        self.total = 0
        self.codes = codes
        self.new_id = new_id
        self._writer = writer
        self._dry_run_passed = dry_run_passed
        self._waiting: dict[str, list[dict[str, Any]]] = {}

    @property
    def writes(self) -> bool:
        """Whether this is the import itself and not its dry run."""
        return self._writer is not None

    def check(self, kind: str, values: dict[str, Any]) -> dict[str, Any] | Note:
        """The values as they will be stored, or why they cannot be.

        Where the dry run refused nothing the writer's own check is enough.
        """
        if self._dry_run_passed:
            return values
        try:
            return checked(KINDS[kind], values, self.codes)
        except Problem as problem:
            return Note("refused", {"sentence": problem.sentence, "label": problem.details.get("field", "")})

    def add(self, kind: str, values: dict[str, Any]) -> str:
        """Put a checked record in line; its id."""
        identity = str(values.get("id") or self.new_id())
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.total += 1
        if self._writer is not None:
            self.added_ids.add(identity)
            values["id"] = identity
            self._waiting.setdefault(kind, []).append(values)
        return identity

    def change(self, kind: str, identity: str, values: dict[str, Any]) -> None:
        """Change an existing record, in the same transaction. Raises Problem."""
        if self._writer is not None:
            self.flush()
            self._writer.change(kind, identity, values)

    def flush(self) -> None:
        """Write what is waiting. Raises Problem; then the whole import is rolled back."""
        if self._writer is None:
            return
        kinds = [*(each for each in _ORDER if each in self._waiting)]
        kinds += [each for each in self._waiting if each not in _ORDER]
        for kind in kinds:
            self._writer.add_many(kind, self._waiting.pop(kind))
