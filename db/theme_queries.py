"""Themes and their sources: which matters have others merged into them, and from how many they come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Gathered:
    """What was merged into one theme. `waiting`: sources whose person has not been told yet."""

    theme: str
    sources: int
    offices: int
    people: int
    waiting: int
    open: int


# A person, else the name written down, else the household: who raised it. Nobody known counts as one each.
_WHO = "coalesce(m.person, m.raised_by, m.household, m.id)"
_GATHERED = (
    f"SELECT m.theme, count(*), count(DISTINCT m.office), count(DISTINCT {_WHO}), "
    "coalesce(sum(s.phase = 'feedback'), 0), coalesce(sum(s.open), 0) "
    'FROM matter m LEFT JOIN standing s ON s.id = m.id WHERE m."deleted" = 0 AND '
)


def of_these(database: Database, ids: Sequence[str]) -> list[str]:
    """Those of these matters that have sources."""
    sql = (
        'SELECT DISTINCT theme FROM matter WHERE "deleted" = 0 AND theme IN (SELECT value FROM json_each(?))'
    )
    return [row[0] for row in database.execute(sql, (json.dumps(list(ids)),))]


def page(database: Database, limit: int, offset: int = 0) -> list[Gathered]:
    """The themes, those with the most sources first."""
    sql = (
        'SELECT theme FROM matter WHERE "deleted" = 0 AND theme IS NOT NULL '
        "GROUP BY theme ORDER BY count(*) DESC, theme LIMIT ? OFFSET ?"
    )
    ids = [row[0] for row in database.execute(sql, (limit, offset))]
    found = gathered(database, ids)
    return [found[each] for each in ids if each in found]


def gathered(database: Database, themes: Sequence[str]) -> dict[str, Gathered]:
    """Theme → what was merged into it."""
    sql = f"{_GATHERED}m.theme IN (SELECT value FROM json_each(?)) GROUP BY m.theme"
    rows = database.execute(sql, (json.dumps(list(themes)),))
    return {row[0]: Gathered(*row) for row in rows}


def totals(database: Database) -> tuple[int, int]:
    """How many matters are merged, and into how many themes."""
    sql = 'SELECT count(*), count(DISTINCT theme) FROM matter WHERE "deleted" = 0 AND theme IS NOT NULL'
    merged, themes = database.execute(sql).fetchone()
    return int(merged), int(themes)
