"""Asking the stored standings: pages and counts of a desk's lists, and the counted figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from db.schema import quoted
from db.standing_rows import COLUMNS, EVER, LISTED, YEARLY, StoredStanding

OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "empty", "not_empty", "empty_or_from", "lasted")
# From one whole day to another, none below 0: the first and the most days.
_LASTED = (
    "(date({one}) = {one} AND date({other}) = {other} AND min({one}, {other}) >= '0001' "
    "AND max(0, julianday({one}) - julianday({other})) BETWEEN ? AND ?)"
)
_NARROWING = (
    "responsible",
    "recorder",
    "village",
    "organization",
    "type",
    "category",
    "urgency",
)  # the most telling first
# Columns whose own index leads to few rows: the planner finds it.
_BY_ITSELF = {"satisfaction", "done", "evaluated", "returned", "deadline"}
# Conditions between two columns, the second named by the term's value.
_BETWEEN = {
    "not_after": "{one} <= {other}",
    "after": "{one} > {other}",
    "of_later_year": "substr({one}, 1, 4) > substr({other}, 1, 4)",
}


@dataclass(frozen=True)
class Term:
    """One condition on a column of the stored standing.

    `op`: one of OPERATORS ("empty_or_from": empty, or not less; "lasted": so many days after another
    column, `value` being its name, the least and the most days), or between this column and the one that
    `value` names: not_after, after, of_later_year.
    """

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
    if term.op in _BETWEEN:
        if term.value not in COLUMNS:
            raise KeyError(term.value)
        return _BETWEEN[term.op].format(one=column, other=f"s.{quoted(term.value)}"), []
    if term.op == "lasted":
        since, least, most = term.value
        if since not in COLUMNS:
            raise KeyError(since)
        return _LASTED.format(one=column, other=f"s.{quoted(since)}"), [least, most]
    if term.op == "empty_or_from":
        return f"({column} IS NULL OR {column} >= ?)", [term.value]
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
        if term == Term("disputed", ">", 0):
            parts.append("s.disputed > 0")
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


def _index(asked: Asked, along: str = "") -> str:
    """The index to walk, since the planner knows nothing of how few are open; "" leaves it to choose.

    Each holds all that the lists ask for, so that only the rows of the page itself are read. `along`: the
    column that the rows are put in the order of, or counted by.
    """
    equal = {term.column for term in asked.terms if term.op == "="}
    named = {term.column for term in asked.terms}
    if asked.called or asked.found:
        return ""
    if Term("satisfaction", "=", "dissatisfied") in asked.terms:
        return "standing_unpleased"
    if named & _BY_ITSELF:
        return ""
    if "disputed" in named:
        return "standing_disputed"
    narrowed = [name for name in _NARROWING if name in equal]
    if "closed" in named:
        struck = any(term.column == "closed" and term.op == "not_empty" for term in asked.terms)
        return "_".join(["standing_closed", *narrowed[:1]]) if struck and "recorder" not in equal else ""
    if not asked.open_only:
        return f"standing_{narrowed[0] if narrowed else 'opened'}"
    if not narrowed and along in _NARROWING:
        return f"standing_open_{along}"
    named |= {along} & {"state", "nearest"}
    by_phase = "state" if "state" in named else "nearest" if "nearest" in named else "phase"
    return f"standing_open_{narrowed[0] if narrowed else by_phase if 'phase' in named else 'opened'}"


def _from(asked: Asked, along: str = "") -> str:
    index = _index(asked, along)
    return f"standing s INDEXED BY {index}" if index else "standing s"


def _order(asked: Asked, row: str = "s.rowid") -> str:
    name = asked.order.lstrip("-")
    if name not in COLUMNS:
        raise KeyError(name)
    falls = " DESC" if asked.order.startswith("-") else ""
    return f"ORDER BY s.{quoted(name)}{falls}, {row}{falls}"


def page(database: Database, asked: Asked, limit: int = 50, offset: int = 0) -> list[StoredStanding]:
    """The standings asked for, without the parts of their whistles."""
    where, values = _where(asked)
    order = _order(asked)
    rows = _from(asked, asked.order.lstrip("-"))
    inner = f"SELECT s.rowid FROM {rows} WHERE {where} {order} LIMIT ? OFFSET ?"
    sql = f"SELECT {LISTED} FROM standing s WHERE s.rowid IN ({inner}) {order}"
    return [StoredStanding(*row) for row in database.execute(sql, [*values, limit, offset])]


def ids(database: Database, asked: Asked, limit: int = -1, offset: int = 0) -> list[str]:
    """The ids of the matters asked for, in the order asked; all of them, or a page."""
    where, values = _where(asked)
    sql = f"SELECT s.id FROM {_from(asked)} WHERE {where} {_order(asked)} LIMIT ? OFFSET ?"
    return [row[0] for row in database.execute(sql, [*values, limit, offset])]


def selection(asked: Asked, of: str = "") -> tuple[str, list[Any]]:
    """The question for the ids alone ("wanted"), unordered, and its parameters: part of another question.

    `of`: a column of that question; then it is asked of each of its rows, whether it is among them.
    """
    where, values = _where(asked)
    if of:
        return f"SELECT 1 FROM standing s WHERE s.id = {of} AND {where}", values
    return f"SELECT s.id AS wanted FROM {_from(asked)} WHERE {where}", values


def count(database: Database, asked: Asked) -> int:
    """How many standings are asked for."""
    where, values = _where(asked)
    return int(database.execute(f"SELECT count(*) FROM {_from(asked)} WHERE {where}", values).fetchone()[0])


def tally(database: Database, asked: Asked, by: str) -> dict[str, int]:
    """How many standings per value of a column ("" for none)."""
    if by not in COLUMNS:
        raise KeyError(by)
    where, values = _where(asked)
    sql = f"SELECT coalesce(s.{quoted(by)}, ''), count(*) FROM {_from(asked, by)} WHERE {where} GROUP BY 1"
    return dict(database.execute(sql, values).fetchall())


def figures(
    database: Database,
    dimension: str,
    first: str,
    last: str,
    value: str | None = None,
    measures: Sequence[str] = (),
) -> dict[str, dict[str, int]]:
    """Value of the dimension → measure → count, over the months first..last ("YYYY-MM", both included).

    `dimension`: "" (everything, under the value ""), one of DIMENSIONS, "village category", or DAYS
    (how many days striking off took). `value`: of this one value only; `measures`: these only.
    """
    found: dict[str, Counter[str]] = {}
    for name, sign, (begin, end) in _stretches(dimension, first, last):
        # A single key reads the counters in the order in which they lie: nothing is sorted or added up.
        is_one = begin == end
        parameters = [name, begin] if is_one else [name, begin, end]
        sql = f"SELECT value, measure, {'count' if is_one else 'sum(count)'} FROM standing_count "
        sql += f"WHERE dimension = ? AND month {'= ?' if is_one else 'BETWEEN ? AND ?'}"
        if measures:
            sql += f" AND measure IN ({', '.join('?' * len(measures))})"
            parameters += measures
        if value is not None:
            sql += " AND value = ?"
            parameters.append(value)
        sql += "" if is_one else " GROUP BY value, measure"
        for each, measure, much in database.execute(sql, parameters):
            found.setdefault(each, Counter())[measure] += sign * much
    return {each: {name: much for name, much in counts.items() if much} for each, counts in found.items()}


_Stretch = tuple[str, int, tuple[str, str]]


def _stretches(dimension: str, first: str, last: str) -> list[_Stretch]:
    """(dimension, 1 or -1, (first key, last key)): whole years, and the months of those cut off.

    Of a year that is asked for the greater part the rest is taken away again; of several years, what lies
    before and behind them is taken from what was ever counted.
    """
    begin, end = int(first[:4]), int(last[:4])
    low, high = int(first[5:7]), int(last[5:7])
    if begin == end:
        return _of_year(dimension, begin, low, high)
    if end - begin == 1:
        return [*_of_year(dimension, begin, low, 12), *_of_year(dimension, end, 0, high)]
    found: list[_Stretch] = [(dimension + EVER, 1, ("", ""))]
    found.append((dimension + YEARLY, -1, ("0000", f"{begin - 1:04d}")))
    found.append((dimension + YEARLY, -1, (f"{end:04d}~", "~")))
    if low > 0:
        found.append((dimension, -1, (f"{begin:04d}-00", f"{begin:04d}-{low - 1:02d}")))
    if high < 12:
        found.append((dimension, -1, (f"{end:04d}-{high + 1:02d}", f"{end:04d}-12")))
    return found


def _of_year(dimension: str, year: int, low: int, high: int) -> list[_Stretch]:
    def months(one: int, other: int) -> tuple[str, str]:
        return f"{year:04d}-{one:02d}", f"{year:04d}-{other:02d}"

    if high - low < 6:
        return [(dimension, 1, months(low, high))]
    found: list[_Stretch] = [(dimension + YEARLY, 1, (f"{year:04d}", f"{year:04d}"))]
    if low > 0:
        found.append((dimension, -1, months(0, low - 1)))
    if high < 12:
        found.append((dimension, -1, months(high + 1, 12)))
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
