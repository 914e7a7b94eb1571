"""Finding by keys and by words: ids and rows, best first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from db.kinds import KINDS
from db.records import Record, decode, held, selected
from db.schema import quoted
from db.search_index import beside, key_query, text_query

KEYED = ("person", "household")


@dataclass(frozen=True)
class Found:
    """The records that matched, and whether there are more than were asked for."""

    records: tuple[Record, ...]
    more: bool = False


def by_keys(database: Database, kind_name: str, text: str, limit: int) -> Found:
    """People or households by part of a name, pinyin, number endings, phone, group and house."""
    match = key_query(text)
    if not match:
        return Found(())
    return _matching(database, kind_name, f"find_{kind_name}", match, limit, newest_first=False)


def by_words(database: Database, kind_name: str, text: str, limit: int) -> Found:
    """Records whose free text holds every run of characters typed, newest first."""
    match = text_query(text)
    if not match or not KINDS[kind_name].searched:
        return Found(())
    return _matching(
        database, kind_name, f"text_{kind_name}", match, limit, newest_first=True, alone="".join(beside(text))
    )


def _matching(
    database: Database,
    kind_name: str,
    index: str,
    match: str,
    limit: int,
    *,
    newest_first: bool,
    alone: str = "",
) -> Found:
    kind = KINDS[kind_name]
    columns = ", ".join(f"r.{name}" for name in selected(kind).split(", "))
    sql = (
        f"SELECT {columns} FROM {index} JOIN {quoted(kind.name)} r ON r.row = {index}.rowid "
        f"WHERE {index} MATCH ? AND r.deleted = 0 {'AND ' + held(kind, 'r.') if alone else ''} "
        f"ORDER BY {index}.rowid {'DESC' if newest_first else ''} LIMIT ?"
    )
    asked = (match, alone, limit + 1) if alone else (match, limit + 1)
    rows = database.execute(sql, asked).fetchall()
    return Found(tuple(decode(kind, row) for row in rows[:limit]), len(rows) > limit)
