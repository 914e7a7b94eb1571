"""Reading records: frozen rows, and the few questions that lists, ledgers and forms ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from db.fields import FieldType, Kind
from db.kinds import KINDS
from db.schema import quoted
from db.search_index import beside, text_query

JSON_TYPES = (FieldType.JSON, FieldType.REFERENCES)
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
# Up to so many finds are looked up one by one; beyond, the list is walked in its order past the others.
_FEW_FINDS = 1000
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "like", "has", "empty", "not_empty")


@dataclass(frozen=True)
class Record:
    """One record as it was read. Values by field name; a township's own fields under their names."""

    kind: str
    id: str
    values: Mapping[str, Any] = field(hash=False)
    deleted: bool = False
    office: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default` when it is empty."""
        found = self.values.get(name)
        return default if found is None else found


@dataclass(frozen=True)
class Where:
    """One condition. `op`: one of OPERATORS; "like" contains, "has" a list of ids contains."""

    field: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Query:
    """Which records, in which order ("-date" falls), from where to where."""

    kind: str
    where: tuple[Where, ...] = ()
    order: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    deleted: bool = False
    text: str = ""


def encode(kind: Kind, name: str, value: Any) -> Any:
    """A field's value as it is stored."""
    if value is None or value == "" or value == [] or value == {}:
        return None
    if kind.field(name).type in JSON_TYPES:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def decode(kind: Kind, row: Sequence[Any]) -> Record:
    """A Record from a row of `selected` columns."""
    identity, office, deleted, extra, *stored = row
    values = {
        each.name: json.loads(value) if value is not None and each.type in JSON_TYPES else value
        for each, value in zip(kind.fields, stored, strict=True)
    }
    if extra:
        values = {**json.loads(extra), **values}
    return Record(kind.name, identity, MappingProxyType(values), bool(deleted), office)


def selected(kind: Kind) -> str:
    """The columns that `decode` reads, in its order."""
    names = ", ".join(quoted(name) for name in kind.names)
    return f'id, office, "deleted", extra, {names}'


def _column(kind: Kind, name: str) -> str:
    if name in ("id", "row", "office") or kind.has(name):
        return quoted(name)
    raise KeyError(name)


def _condition(database: Database, kind: Kind, where: Where) -> tuple[str, list[Any]]:
    column = _column(kind, where.field)
    if where.op in ("empty", "not_empty"):
        return f"{column} IS {'NOT ' if where.op == 'not_empty' else ''}NULL", []
    if where.op == "in":
        return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(list(where.value))]
    if where.op == "like" and where.field in kind.searched and _CHINESE.fullmatch(where.value):
        match = text_query(where.value)  # the index holds every pair of characters: spares reading all texts
        return f"{_matches(database, kind, match)} AND instr({column}, ?) > 0", [match, where.value]
    if where.op in ("like", "has"):
        return f"instr({column}, ?) > 0", [where.value]
    if where.op not in OPERATORS:
        raise ValueError(where.op)
    if where.op in ("=", "!="):
        return f"{column} IS {'NOT ' if where.op == '!=' else ''}?", [where.value]
    return f"{column} {where.op} ?", [where.value]


def _filter(database: Database, query: Query) -> tuple[str, list[Any]]:
    kind = KINDS[query.kind]
    parts: list[str] = ['"deleted" = ?']
    parameters: list[Any] = [int(query.deleted)]
    for where in query.where:
        text, values = _condition(database, kind, where)
        parts.append(text)
        parameters.extend(values)
    if query.text:
        match = text_query(query.text)
        if not match or not kind.searched:
            return "0", []
        parts.append(_matches(database, kind, match))
        parameters.append(match)
        if alone := beside(query.text):
            parts.append(held(kind))
            parameters.append("".join(alone))
    return " AND ".join(parts), parameters


def held(kind: Kind, alias: str = "") -> str:
    """The condition that a record's texts hold the characters given as its one parameter."""
    return f"lx_holds(?, {', '.join(alias + quoted(name) for name in kind.searched)})"


def _matches(database: Database, kind: Kind, match: str) -> str:
    """The condition that the text index finds a row by the one parameter `match`.

    Left to itself the planner would look up a quarter of a million finds to show fifty.
    """
    index = f"text_{kind.name}"
    row = "row" if _finds(database, kind, match, _FEW_FINDS + 1) <= _FEW_FINDS else "+row"
    return f"{row} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"


def _finds(database: Database, kind: Kind, match: str, most: int = -1) -> int:
    """How many rows the text index finds, counted up to `most`."""
    index = f"text_{kind.name}"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    return int(database.execute(sql, (match, most)).fetchone()[0])


def _sorted_by(kind: Kind, name: str) -> str:
    """A column; groups and house numbers by what they count, so that 二组 stands before 十组."""
    column = _column(kind, name)
    return f"lx_counted({column})" if kind.name == "household" and name in ("group", "number") else column


def _ordering(kind: Kind, order: Iterable[str], last: str) -> str:
    terms = [f"{_sorted_by(kind, name.lstrip('-'))}{' DESC' if name[0] == '-' else ''}" for name in order]
    falls = bool(terms) and terms[-1].endswith(" DESC")
    return " ORDER BY " + ", ".join([*terms, "row DESC" if falls else last])


def _arranged(kind: Kind, query: Query) -> str:
    """The order of a query. What refers to one record is few rows: sorted, not sought in that order."""
    refers = any(
        w.op in ("=", "in") and kind.has(w.field) and kind.field(w.field).type is FieldType.REFERENCE
        for w in query.where
    )
    return _ordering(kind, query.order, "+row" if refers and not query.order else "row")


def condition_of(database: Database, query: Query) -> tuple[str, list[Any]]:
    """What follows WHERE in a query, and its parameters: for a question that asks more than one kind."""
    return _filter(database, query)


def order_of(query: Query) -> str:
    """The order of a query."""
    return _arranged(KINDS[query.kind], query)


def find(database: Database, query: Query) -> list[Record]:
    """The records that `query` asks for."""
    kind = KINDS[query.kind]
    condition, parameters = _filter(database, query)
    sql = f"SELECT {selected(kind)} FROM {quoted(kind.name)} WHERE {condition}{_arranged(kind, query)}"
    if query.limit is not None:
        sql += " LIMIT ? OFFSET ?"
        parameters += [query.limit, query.offset]
    return [decode(kind, row) for row in database.execute(sql, parameters)]


def count(database: Database, query: Query) -> int:
    """How many records `query` asks for, its limit aside."""
    kind = KINDS[query.kind]
    if query.text and kind.searched and not (query.where or query.deleted or beside(query.text)):
        return _count_of_words(database, kind, text_query(query.text))
    condition, parameters = _filter(database, query)
    sql = f"SELECT count(*) FROM {quoted(kind.name)} WHERE {condition}"
    return int(database.execute(sql, parameters).fetchone()[0])


def _count_of_words(database: Database, kind: Kind, match: str) -> int:
    """Counted in the text index alone; the recycle bin, which stands in it too, taken off."""
    if not match:
        return 0
    index = f"text_{kind.name}"
    binned = (
        f'SELECT count(*) FROM {quoted(kind.name)} r WHERE r."deleted" = 1 AND EXISTS '
        f"(SELECT 1 FROM {index} WHERE {index} MATCH ? AND {index}.rowid = r.row)"
    )
    return _finds(database, kind, match) - int(database.execute(binned, (match,)).fetchone()[0])


def tally(database: Database, query: Query, by: str) -> dict[Any, int]:
    """How many records per value of the field `by`."""
    kind = KINDS[query.kind]
    condition, parameters = _filter(database, query)
    column = _column(kind, by)
    sql = f"SELECT {column}, count(*) FROM {quoted(kind.name)} WHERE {condition} GROUP BY {column}"
    return dict(database.execute(sql, parameters).fetchall())


def latest(database: Database, query: Query, by: str, field: str) -> dict[Any, Any]:
    """Per value of the field `by`, the greatest value of `field`: the last visit of each household."""
    kind = KINDS[query.kind]
    condition, parameters = _filter(database, query)
    column = _column(kind, by)
    sql = (
        f"SELECT {column}, max({_column(kind, field)}) FROM {quoted(kind.name)} "
        f"WHERE {condition} GROUP BY {column}"
    )
    return dict(database.execute(sql, parameters).fetchall())


def by_ids(database: Database, kind_name: str, ids: Iterable[str]) -> dict[str, Record]:
    """The records with these ids, deleted ones too: what refers to them still names them."""
    kind = KINDS[kind_name]
    sql = f"SELECT {selected(kind)} FROM {quoted(kind.name)} WHERE id IN (SELECT value FROM json_each(?))"
    rows = database.execute(sql, [json.dumps(list(dict.fromkeys(ids)))])
    return {record.id: record for record in (decode(kind, row) for row in rows)}


def stream(database: Database, query: Query, chunk: int = 2000) -> Iterator[list[Record]]:
    """The records in chunks, for work on more of them than fit a page."""
    kind = KINDS[query.kind]
    condition, parameters = _filter(database, query)
    sql = f"SELECT {selected(kind)} FROM {quoted(kind.name)} WHERE {condition}{_arranged(kind, query)}"
    cursor = database.execute(sql, parameters)
    while rows := cursor.fetchmany(chunk):
        yield [decode(kind, row) for row in rows]
