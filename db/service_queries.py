"""Matters of one type, narrowed by where they stand, and in the order of their danger."""

from __future__ import annotations

from sqlite_utils import Database

from db import records, standing_queries
from db.kinds import KINDS
from db.records import Query, Record
from db.standing_queries import Asked

_MATTER = KINDS["matter"]
_RISKS = "CASE \"risk\" WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END"
# What is settled comes after what is not, the greater danger first, then the newest.
_BY_RISK = f"(id IN (SELECT id FROM standing WHERE done IS NOT NULL)), {_RISKS}, opened DESC, row DESC"


def _condition(database: Database, query: Query, asked: Asked | None) -> tuple[str, list[object]]:
    condition, parameters = records.condition_of(database, query)
    if asked is None:
        return condition, parameters
    inner, values = standing_queries.selection(asked)
    return f"{condition} AND id IN ({inner})", [*parameters, *values]


def page(database: Database, query: Query, asked: Asked | None, by_risk: bool = False) -> list[Record]:
    """The matters of a query whose standings are among those asked for."""
    condition, parameters = _condition(database, query, asked)
    order = f" ORDER BY {_BY_RISK}" if by_risk else records.order_of(query)
    sql = f"SELECT {records.selected(_MATTER)} FROM matter WHERE {condition}{order}"
    if query.limit is not None:
        sql += " LIMIT ? OFFSET ?"
        parameters = [*parameters, query.limit, query.offset]
    return [records.decode(_MATTER, row) for row in database.execute(sql, parameters)]


def count(database: Database, query: Query, asked: Asked | None) -> int:
    """How many matters those are."""
    condition, parameters = _condition(database, query, asked)
    return int(database.execute(f"SELECT count(*) FROM matter WHERE {condition}", parameters).fetchone()[0])


def tally(database: Database, query: Query, asked: Asked | None, by: str) -> dict[str, int]:
    """How many of them per value of a field ("" for none)."""
    if not _MATTER.has(by):
        raise KeyError(by)
    condition, parameters = _condition(database, query, asked)
    sql = f"SELECT coalesce(\"{by}\", ''), count(*) FROM matter WHERE {condition} GROUP BY 1"
    return dict(database.execute(sql, parameters).fetchall())
