"""Which records an operator wrote down at this very desk, and which name a member first."""

from __future__ import annotations

from sqlite_utils import Database

from db.kinds import KINDS
from db.schema import quoted

# Who takes in a table of many people's records, or a made-up office, has not written them.
_NOT_WRITTEN = "('import', 'demo')"
# From the operator's own actions to the records: of a large office most are somebody else's.
_CAPTURED = (
    "FROM action a CROSS JOIN row_stamp s ON s.action = a.number AND s.kind = ? "
    "CROSS JOIN {table} r ON r.row = s.row "
    'WHERE a.operator = ? AND a.writer IS NULL AND r."deleted" = 0 '
    "AND substr(a.intention, 1, instr(a.intention || '.', '.') - 1) NOT IN " + _NOT_WRITTEN
)


def captured_by(database: Database, kind_name: str, operator: str, since: str, most: int) -> list[str]:
    """Ids of live records whose first action at this desk was this operator's, latest day first.

    `since`: "YYYY-MM-DD"; records of earlier days are not told.
    """
    kind = KINDS[kind_name]
    day = quoted(kind.date_field)
    sql = (
        f"SELECT r.id {_CAPTURED.format(table=quoted(kind.name))} AND r.{day} >= ? "
        f"ORDER BY r.{day} DESC, r.row DESC LIMIT ?"
    )
    return [row[0] for row in database.execute(sql, (kind.number, operator, since, most))]


def is_captured_by(database: Database, kind_name: str, identity: str, operator: str) -> bool:
    """Whether this operator wrote the record down at this desk."""
    kind = KINDS[kind_name]
    sql = (
        f"SELECT 1 FROM {quoted(kind.name)} r JOIN row_stamp s ON s.kind = ? AND s.row = r.row "
        "JOIN action a ON a.number = s.action WHERE r.id = ? AND a.operator = ? AND a.writer IS NULL "
        f"AND substr(a.intention, 1, instr(a.intention || '.', '.') - 1) NOT IN {_NOT_WRITTEN}"
    )
    return database.execute(sql, (kind.number, identity, operator)).fetchone() is not None


def visits_led_by(database: Database, person: str, since: str, most: int) -> list[str]:
    """Ids of live visits from `since` on whose first visitor this person is, latest day first."""
    sql = (
        'SELECT id FROM visit WHERE "deleted" = 0 AND "date" >= ? AND substr(visitors, 3, ?) = ? '
        'ORDER BY "date" DESC, row DESC LIMIT ?'
    )  # a list of ids is stored as JSON: ["id", …
    return [row[0] for row in database.execute(sql, (since, len(person), person, most))]
