"""Where ledgers read from: a protocol small enough to fake, and the one over an open office."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app import records, reviews
from app.desk import Desk
from app.workdays import Calendar, calendar_of
from db.records import Query, Record


class Source(Protocol):
    """What a ledger asks of the office. Each call is one query, however many records."""

    @property
    def office_name(self) -> str:
        """The office as it stands in a title."""

    @property
    def today(self) -> datetime.date:
        """The day of printing."""

    @property
    def calendar(self) -> Calendar:
        """Which days are worked."""

    def find(self, query: Query) -> list[Record]:
        """The records the query asks for."""

    def by_ids(self, kind: str, ids: Iterable[str]) -> dict[str, Record]:
        """Those of the records that exist."""

    def label(self, code_list: str, code: str | None) -> str:
        """The Chinese name of a code."""


@dataclass(frozen=True)
class DeskSource:
    """The Source over an open office."""

    desk: Desk

    @property
    def office_name(self) -> str:
        """The office as it stands in a title."""
        return self.desk.office.name

    @property
    def today(self) -> datetime.date:
        """The day of printing."""
        return self.desk.today()

    @property
    def calendar(self) -> Calendar:
        """Which days are worked."""
        return calendar_of(self.desk.codes)

    def find(self, query: Query) -> list[Record]:
        """The records the query asks for; of reviews those that the operator may read."""
        found = records.find(self.desk, query)
        return reviews.readable(self.desk, found) if query.kind == reviews.KIND else found

    def by_ids(self, kind: str, ids: Iterable[str]) -> dict[str, Record]:
        """Those of the records that exist."""
        return records.by_ids(self.desk, kind, list(ids))

    def label(self, code_list: str, code: str | None) -> str:
        """The Chinese name of a code."""
        return self.desk.codes.label(code_list, code)
