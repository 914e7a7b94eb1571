"""Whose word a code record is: the office's own, one from above, or one of an office below."""

from __future__ import annotations

from sqlite_utils import Database

from db.placing import HOME

UPPER_UNITS = "upper_unit"  # a code list: organizations' ids with their names, for those below


def ranks(database: Database, office: str) -> dict[str, str]:
    """Id of each code record that an office above or below stated → "above" or "below".

    What is not named is the office's own. Offices above send their definitions in buckets of their
    own; what an office below states for itself comes with its records.
    """
    sql = (
        "SELECT c.id, CASE WHEN b.name LIKE 'config:%' THEN 'above' ELSE 'below' END "
        "FROM code c JOIN bucket b ON b.number = c.bucket "
        'WHERE c."deleted" = 0 AND c.bucket != ? AND b.name != ?'
    )
    return dict(database.execute(sql, [HOME, f"config:{office}"]).fetchall())
