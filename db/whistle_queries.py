"""Asking the stored parts of whistles: who responded in time, who not, and the parts behind each number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

# Measure → which parts it counts; ? is today.
_MEASURES = {
    "called": "1",
    "responded": "p.responded IS NOT NULL",
    "on_time": "p.responded <= p.deadline",
    "late": "p.responded > p.deadline",
    "absent": "p.responded IS NULL AND p.open = 1 AND p.deadline < ?",
    "ahead": "p.responded IS NULL AND p.open = 1 AND p.deadline >= ?",
    "finished": "p.state = 'finished'",
    "excused": "p.state = 'excused'",
}
COUNTED = tuple(_MEASURES)
_DIMENSIONS = {
    "": "''",
    "organization": "p.organization",
    "village": "coalesce(p.village, '')",
    "month": "substr(p.called, 1, 7)",
    "matter": "p.id",
}
_WITHIN = "p.called >= ? AND p.called <= ?"


@dataclass(frozen=True)
class CalledPart:
    """One department that was called to one matter; dates "YYYY-MM-DD" or None."""

    matter: str
    whistle: str
    organization: str
    state: str
    called: str | None
    deadline: str | None
    responded: str | None
    finished: str | None


def figures(
    database: Database, first: str, last: str, today: str, by: str = ""
) -> dict[str, tuple[dict[str, int], int]]:
    """Value → (measure → count, days to respond added up) of those called in first..last ("YYYY-MM").

    Raises KeyError for a dimension that is not "", organization, village, month or matter.
    """
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _MEASURES.values())
    days = "coalesce(sum(julianday(p.responded) - julianday(p.called)), 0)"
    sql = f"SELECT {_DIMENSIONS[by]}, {days}, {sums} FROM standing_part p WHERE {_WITHIN} GROUP BY 1"
    asked = [today] * sum(condition.count("?") for condition in _MEASURES.values())
    rows = database.execute(sql, [*asked, first, f"{last}~"])
    return {
        value: (dict(zip(COUNTED, map(int, counts), strict=True)), round(added))
        for value, added, *counts in rows
    }


def parts(
    database: Database, measure: str, first: str, last: str, today: str, by: str = "", value: str = ""
) -> list[CalledPart]:
    """The parts that a count of `figures` was made of. Raises KeyError: unknown measure or dimension."""
    condition = _MEASURES[measure]
    asked: list[Any] = [first, f"{last}~", *[today] * condition.count("?")]
    narrowed = f" AND {_DIMENSIONS[by]} = ?" if by else ""
    sql = (
        "SELECT p.id, p.whistle, p.organization, p.state, p.called, p.deadline, p.responded, p.finished "
        f"FROM standing_part p WHERE {_WITHIN} AND {condition}{narrowed} "
        "ORDER BY p.called, p.id, p.whistle, p.organization"
    )
    return [CalledPart(*row) for row in database.execute(sql, [*asked, value] if by else asked)]
