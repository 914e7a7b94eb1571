"""Sweeps counted in the database: one line for each matter that sweeps came from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

# finished: done and not sent back, or struck off; overdue: what work must meet lies before :today
_COUNTED = (
    "SELECT m.swept_from AS source, count(*) AS places, "
    "sum(s.done IS NOT NULL OR s.open = 0) AS finished, "
    "total(m.found) AS found, total(m.solved) AS solved, "
    "sum(s.done IS NULL AND coalesce(s.nearest < :today, 0)) AS overdue, "
    "min(m.opened) AS opened, max(s.deadline) AS deadline, min(m.id) AS first "
    'FROM matter m JOIN standing s ON s.id = m.id WHERE m."deleted" = 0 '
    "AND m.swept_from IS NOT NULL AND m.type = 'sweep' GROUP BY m.swept_from"
)
_NARROWED = {
    "": "1",
    "open": "finished < places",
    "done": "finished = places",
    "overdue": "overdue > 0",
}


@dataclass(frozen=True)
class Counted:
    """The sweeps that came from one matter. `first`: one of them; `deadline`: the last of theirs or ""."""

    source: str
    places: int
    finished: int
    found: int
    solved: int
    overdue: int
    opened: str
    deadline: str
    first: str


def page(database: Database, narrowed: str, today: str, limit: int, offset: int) -> list[Counted]:
    """The newest first. Raises KeyError for a narrowing that there is not."""
    sql = (
        f"SELECT source, places, finished, found, solved, overdue, opened, deadline, first FROM ({_COUNTED}) "
        f"WHERE {_NARROWED[narrowed]} ORDER BY opened DESC, source DESC LIMIT :limit OFFSET :offset"
    )
    asked = {"today": today, "limit": limit, "offset": offset}
    return [
        Counted(source, places, finished, int(found), int(solved), overdue, opened, deadline or "", first)
        for source, places, finished, found, solved, overdue, opened, deadline, first in database.execute(
            sql, asked
        )
    ]


def count(database: Database, narrowed: str, today: str) -> int:
    """How many lines there are. Raises KeyError for a narrowing that there is not."""
    sql = f"SELECT count(*) FROM ({_COUNTED}) WHERE {_NARROWED[narrowed]}"
    return int(database.execute(sql, {"today": today}).fetchone()[0])
