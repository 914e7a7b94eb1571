"""Which records of one kind may be one and the same: pairs found by sets, for a whole county."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Likeness:
    """Two ids, the earlier record first, and in what they agree."""

    one: str
    other: str
    reason: str


# reason → the columns that agree, and what is compared of them (one row number per record)
_ALIKE: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "person": (
        ("id_number", ("id_number",)),
        ("name_and_birth", ("name", "birth")),
        ("name_and_household", ("name", "household")),
    ),
    "household": (("head_and_place", ("head", "group", "number")), ("head_and_phone", ("head", "phone"))),
}
KINDS_COMPARED = tuple(_ALIKE)
_MOST_OF_A_GROUP = 6  # so many records of one name and birth are no pair but a mistake in the table


def _groups(kind: str, columns: tuple[str, ...]) -> str:
    """Row numbers of the first and each later record of every group that agrees in the columns."""
    # Read in its order the whole table takes a third of the time of looking rows up by one column.
    whole = "NOT INDEXED" if len(columns) > 1 else ""
    named = ", ".join(f'"{name}"' for name in columns)
    filled = " AND ".join(f'"{name}" IS NOT NULL' for name in columns)
    return (
        f'SELECT min(row) AS first, group_concat(row) AS rows, count(*) AS size FROM "{kind}" {whole} '
        f'WHERE "deleted" = 0 AND {filled} GROUP BY {named} HAVING count(*) > 1'
    )


def likenesses(database: Database, kind: str, limit: int) -> list[Likeness]:
    """Pairs of live records that may be one, the surest first; none that is known to be two.

    Raises KeyError for a kind that is not compared.
    """
    found: dict[tuple[int, int], str] = {}
    for reason, columns in _ALIKE[kind]:
        for _, listed, _ in database.execute(f"{_groups(kind, columns)} LIMIT ?", (limit * 4,)):
            rows = sorted(int(each) for each in listed.split(","))[:_MOST_OF_A_GROUP]
            for other in rows[1:]:
                found.setdefault((rows[0], other), reason)
    ids = _ids(database, kind, {row for pair in found for row in pair})
    two = _known_to_be_two(database)
    pairs = (Likeness(ids[one], ids[other], reason) for (one, other), reason in found.items())
    return [each for each in pairs if frozenset((each.one, each.other)) not in two][:limit]


def known_to_be_two(database: Database, identity: str) -> set[str]:
    """The ids of which somebody said that they are not this one."""
    sql = (
        'SELECT other FROM distinction WHERE "deleted" = 0 AND one = :id '
        'UNION SELECT one FROM distinction WHERE "deleted" = 0 AND other = :id'
    )
    return {row[0] for row in database.execute(sql, {"id": identity})}


def _known_to_be_two(database: Database) -> set[frozenset[str]]:
    sql = 'SELECT one, other FROM distinction WHERE "deleted" = 0'
    return {frozenset(row) for row in database.execute(sql)}


def _ids(database: Database, kind: str, rows: set[int]) -> dict[int, str]:
    listed = ", ".join(map(str, sorted(rows)))
    return dict(database.execute(f'SELECT row, id FROM "{kind}" WHERE row IN ({listed})').fetchall())


def merged(database: Database, kind: str, limit: int) -> list[tuple[str, str]]:
    """(merged id, the id it was merged into), newest record first."""
    sql = f'SELECT id, merged_into FROM "{kind}" WHERE merged_into IS NOT NULL ORDER BY row DESC LIMIT ?'
    return [(one, other) for one, other in database.execute(sql, (limit,))]
