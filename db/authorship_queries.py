"""Which records an operator wrote down at this very desk, from what the triggers kept."""

from __future__ import annotations

from sqlite_utils import Database

from db.kinds import KINDS
from db.schema import quoted

# Who takes in a table of many people's records, or a made-up office, has not written them.
_NOT_WRITTEN = "('import', 'demo')"
_CAPTURED = (
    "FROM {table} r JOIN row_stamp s ON s.kind = ? AND s.row = r.row JOIN action a ON a.number = s.action "
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
    sql = f"SELECT 1 {_CAPTURED.format(table=quoted(kind.name))} AND r.id = ?"
    return database.execute(sql, (kind.number, operator, identity)).fetchone() is not None
