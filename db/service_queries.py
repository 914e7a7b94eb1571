"""Matters of one type, narrowed by where they stand, and in the order of their danger."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from db import records, standing_queries
from db.kinds import KINDS
from db.records import Query, Record
from db.standing_queries import Asked, Term

_MATTER = KINDS["matter"]
_RISKS = "CASE \"risk\" WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END"
# The greater danger first, then the newest.
_BY_RISK = f"{_RISKS}, opened DESC, row DESC"


# Conditions that the standing itself can tell.
_IN_STANDING = ("opened", "category", "kind", "channel", "urgency", "recorder")
_COMPARED = ("=", ">=", "<=", "<", ">")


def _moved(query: Query, asked: Asked) -> tuple[Query, Asked]:
    """What the standing can tell is asked of it: its indexes are made for that."""
    told = [
        each
        for each in query.where
        if each.field in _IN_STANDING and each.op in _COMPARED and each.value is not None
    ]
    terms = tuple(Term(each.field, each.op, each.value) for each in told)
    left = tuple(each for each in query.where if each not in told)
    return replace(query, where=left), replace(asked, terms=(*asked.terms, *terms))


def _from(database: Database, query: Query, asked: Asked, common: bool) -> tuple[str, list[object]]:
    """FROM and WHERE: the few standings first and their matters, or the matters and whether they fit."""
    condition, parameters = records.condition_of(database, query)
    if common:
        inner, values = standing_queries.selection(asked, "matter.id")
        return f"FROM matter WHERE {condition} AND EXISTS ({inner})", [*parameters, *values]
    inner, values = standing_queries.selection(asked)
    told = f"FROM ({inner}) AS w CROSS JOIN matter ON matter.id = w.wanted WHERE {condition}"
    return told, [*values, *parameters]


def page(
    database: Database, query: Query, asked: Asked, by_risk: bool = False, common: bool = False
) -> list[Record]:
    """The matters of a query whose standings are among those asked for.

    `common`: so many are that it is quicker to walk the list and look at each than to gather them.
    """
    query, asked = _moved(query, asked)
    is_plain = not (query.where or query.text or query.deleted or by_risk)
    if is_plain and query.limit is not None and query.order in (("opened",), ("-opened",)):
        ordered = replace(asked, order=query.order[0])
        found = standing_queries.page(database, ordered, query.limit, query.offset)
        known = records.by_ids(database, "matter", [each.id for each in found])
        return [known[each.id] for each in found if each.id in known]
    told, parameters = _from(database, query, asked, common and not by_risk)
    order = f" ORDER BY {_BY_RISK}" if by_risk else records.order_of(query)
    sql = f"SELECT {records.selected(_MATTER)} {told}{order}"
    if query.limit is not None:
        sql += " LIMIT ? OFFSET ?"
        parameters = [*parameters, query.limit, query.offset]
    return [records.decode(_MATTER, row) for row in database.execute(sql, parameters)]


def count(database: Database, query: Query, asked: Asked) -> int:
    """How many matters those are. Where no other condition is left the standings alone tell."""
    query, asked = _moved(query, asked)
    if not (query.where or query.text or query.deleted):
        return standing_queries.count(database, asked)
    told, parameters = _from(database, query, asked, common=False)
    return int(database.execute(f"SELECT count(*) {told}", parameters).fetchone()[0])


def tally(database: Database, query: Query, asked: Asked, by: str) -> dict[str, int]:
    """How many of them per value of a field ("" for none)."""
    if not _MATTER.has(by):
        raise KeyError(by)
    query, asked = _moved(query, asked)
    told, parameters = _from(database, query, asked, common=False)
    sql = f"SELECT coalesce(\"{by}\", ''), count(*) {told} GROUP BY 1"
    return dict(database.execute(sql, parameters).fetchall())
