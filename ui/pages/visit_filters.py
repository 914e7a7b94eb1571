"""Filters that the lists of visits, matters and pairings share: months, and choices read from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.records import Where
from ui.pages.text.visits import say
from ui.tables.filters import Filter

MONTHS_BACK = 12


class MonthFilter(Filter):
    """Records of one of the last twelve months, of this year or of the last."""

    def __init__(self, today: date, label: str, field: str) -> None:
        super().__init__(label)
        self._field = field
        self._offer_all()
        for name, first, last in months(today):
            self.addItem(name, (first, last))

    def where(self) -> tuple[Where, ...]:
        span = self.currentData()
        if not span:
            return ()
        return (Where(self._field, ">=", span[0]), Where(self._field, "<=", span[1]))


class OfferedFilter(Filter):
    """Choices that come from the desk; the present choice stays while it is still offered."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self._conditions: list[tuple[Where, ...]] = [()]
        self._offer_all()

    def offer(self, choices: Sequence[tuple[str, tuple[Where, ...]]]) -> None:
        """Offer these names, each with its conditions."""
        conditions = [(), *(where for _, where in choices)]
        if conditions == self._conditions:
            return
        present = self.where()
        self.clear()
        self._offer_all()
        for name, _ in choices:
            self.addItem(name)
        self._conditions = conditions
        self.setCurrentIndex(conditions.index(present) if present in conditions else 0)

    def where(self) -> tuple[Where, ...]:
        return self._conditions[max(0, self.currentIndex())]


def months(today: date) -> list[tuple[str, str, str]]:
    """(name, first day, last day) of the last twelve months, then of this and the last year."""
    found = []
    first = today.replace(day=1)
    for _ in range(MONTHS_BACK):
        following = (first + timedelta(days=32)).replace(day=1)
        name = say("filter.month_of", year=first.year, month=first.month)
        found.append((name, first.isoformat(), (following - timedelta(days=1)).isoformat()))
        first = (first - timedelta(days=1)).replace(day=1)
    for year in (today.year, today.year - 1):
        found.append((say("filter.year_of", year=year), f"{year}-01-01", f"{year}-12-31"))
    return found
