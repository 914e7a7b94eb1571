"""Asking the stored standings: pages and counts of a desk's lists, and the counted figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from db.schema import quoted
from db.standing_rows import COLUMNS, LISTED, StoredStanding

OPERATORS = ("=", "<", "<=", ">", ">=", "in", "empty", "not_empty")


@dataclass(frozen=True)
class Term:
    """One condition on a column of the stored standing. `op`: one of OPERATORS."""

    column: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Asked:
    """Which standings, in which order ("-opened" falls). `open_only`: those not struck off yet."""

    terms: tuple[Term, ...] = ()
    order: str = "opened"
    open_only: bool = False
    called: str = ""  # an organization that owes its part of a whistle
    late_by: str = ""  # a day: the deadline of that part has passed then
    found: tuple[str, ...] = field(default=(), repr=False)  # of these ids only, if any are given


def _condition(term: Term) -> tuple[str, list[Any]]:
    if term.column not in COLUMNS:
        raise KeyError(term.column)
    column = f"s.{quoted(term.column)}"
    if term.op in ("empty", "not_empty"):
        return f"{column} IS {'NOT ' if term.op == 'not_empty' else ''}NULL", []
    if term.op == "in":
        return f"{column} IN ({', '.join('?' * len(term.value))})", list(term.value)
    if term.op not in OPERATORS:
        raise ValueError(term.op)
    return f"{column} {term.op} ?", [term.value]


def _where(asked: Asked) -> tuple[str, list[Any]]:
    parts, values = (["s.open = 1"], []) if asked.open_only else (["1"], [])
    for term in asked.terms:
        if term.column == "satisfaction" and term.op == "=" and term.value == "dissatisfied":
            parts.append("s.satisfaction = 'dissatisfied'")  # spelt out: its index is for this value alone
            continue
        text, more = _condition(term)
        parts.append(text)
        values += more
    if asked.called:
        late = " AND p.deadline < ?" if asked.late_by else ""
        parts.append(
            f"s.id IN (SELECT p.id FROM standing_part p WHERE p.open = 1 AND p.organization = ?{late})"
        )
        values += [asked.called, asked.late_by] if asked.late_by else [asked.called]
    if asked.found:
        parts.append("s.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(asked.found))
    return " AND ".join(parts), values


def page(database: Database, asked: Asked, limit: int | None = None, offset: int = 0) -> list[StoredStanding]:
    """The standings asked for, without the parts of their whistles."""
    where, values = _where(asked)
    name = asked.order.lstrip("-")
    if name not in COLUMNS:
        raise KeyError(name)
    falls = " DESC" if asked.order.startswith("-") else ""
    sql = f"SELECT {LISTED} FROM standing s WHERE {where} ORDER BY s.{quoted(name)}{falls}, s.rowid{falls}"
    if limit is not None:
        sql += " LIMIT ? OFFSET ?"
        values = [*values, limit, offset]
    return [StoredStanding(*row) for row in database.execute(sql, values)]


def ids(database: Database, asked: Asked) -> list[str]:
    """The ids of the matters asked for, in the order asked."""
    where, values = _where(asked)
    name = asked.order.lstrip("-")
    falls = " DESC" if asked.order.startswith("-") else ""
    sql = f"SELECT s.id FROM standing s WHERE {where} ORDER BY s.{quoted(name)}{falls}, s.rowid{falls}"
    return [row[0] for row in database.execute(sql, values)]


def count(database: Database, asked: Asked) -> int:
    """How many standings are asked for."""
    where, values = _where(asked)
    return int(database.execute(f"SELECT count(*) FROM standing s WHERE {where}", values).fetchone()[0])


def tally(database: Database, asked: Asked, by: str) -> dict[str, int]:
    """How many standings per value of a column ("" for none)."""
    if by not in COLUMNS:
        raise KeyError(by)
    where, values = _where(asked)
    sql = f"SELECT coalesce(s.{quoted(by)}, ''), count(*) FROM standing s WHERE {where} GROUP BY 1"
    return dict(database.execute(sql, values).fetchall())


def figures(
    database: Database, dimension: str, first: str, last: str, value: str | None = None
) -> dict[str, dict[str, int]]:
    """Value of the dimension → measure → count, over the months first..last ("YYYY-MM", both included).

    `dimension`: "" (everything, under the value ""), village, organization, responsible, category,
    kind, channel, or "village category". `value`: of this one value only.
    """
    sql = (
        "SELECT value, measure, sum(count) FROM standing_count "
        "WHERE dimension = ? AND month BETWEEN ? AND ?" + (" AND value = ?" if value is not None else "")
    )
    parameters = [dimension, first, last] + ([value] if value is not None else [])
    found: dict[str, dict[str, int]] = {}
    for name, measure, much in database.execute(f"{sql} GROUP BY value, measure", parameters):
        found.setdefault(name, {})[measure] = much
    return found


def by_month(
    database: Database, dimension: str, value: str, measures: Sequence[str], first: str, last: str
) -> dict[str, dict[str, int]]:
    """Month → measure → count of one value, over the months first..last."""
    marks = ", ".join("?" * len(measures))
    sql = (
        "SELECT month, measure, count FROM standing_count WHERE dimension = ? AND month BETWEEN ? AND ? "
        f"AND measure IN ({marks}) AND value = ? ORDER BY month"
    )
    found: dict[str, dict[str, int]] = {}
    for month, measure, much in database.execute(sql, [dimension, first, last, *measures, value]):
        found.setdefault(month, {})[measure] = much
    return found
