"""When each household was visited last: one seek per household, not one look at every visit."""

from __future__ import annotations

from sqlite_utils import Database


def last_visits(database: Database) -> list[tuple[str, str | None, str | None]]:
    """(household, its type, day of its last visit or None), by group and number; the bin left out."""
    sql = (
        "SELECT h.id, h.type, "
        '(SELECT max(v."date") FROM visit v WHERE v."deleted" = 0 AND v.household = h.id) '
        'FROM household h WHERE h."deleted" = 0 ORDER BY lx_counted(h."group"), lx_counted(h.number), h.row'
    )
    return [tuple(row) for row in database.execute(sql)]
