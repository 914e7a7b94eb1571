"""The peer of the store: the same tables and indexes in SQLCipher, with no trigger at all.

The search index is an index too: where asked, it is filled beside its table by the same functions.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.connection import connect
from db.derived import SORTED
from db.kinds import KINDS
from db.migrations.m0001_first import DESK_TABLES
from db.records import encode
from db.schema import create_indexes, create_table, quoted
from db.search_index import indexes

Rows = Sequence[Sequence[Any]]
BEFORE_FIELDS = 3  # id, office, extra


class Bare:
    """An encrypted database with our pragmas and our tables, written without capture or checks."""

    def __init__(self, path: Path) -> None:
        self.connection: Any = connect(path, secrets.token_bytes(32), create=True).conn
        for kind in KINDS.values():
            for statement in (create_table(kind), *create_indexes(kind)):
                self.connection.execute(statement)
        for statement in (*SORTED.values(), *DESK_TABLES.split(";")):
            self.connection.execute(statement)

    @staticmethod
    def statement(kind_name: str) -> str:
        """The INSERT that the program itself uses, parameter for parameter."""
        names = KINDS[kind_name].names
        columns = ", ".join(map(quoted, ("id", "office", "extra", *names)))
        marks = ", ".join("?" * (len(names) + BEFORE_FIELDS))
        return f"INSERT INTO {quoted(kind_name)} ({columns}) VALUES ({marks})"

    @staticmethod
    def row(kind_name: str, identity: str, values: dict[str, Any]) -> list[Any]:
        """Ready parameters of that INSERT."""
        kind = KINDS[kind_name]
        return [identity, "", None, *(encode(kind, name, values.get(name)) for name in kind.names)]

    def save_all(self, kind_name: str, rows: Rows, *, searched: bool = False) -> None:
        """All rows in one transaction; with `searched` their search index as well."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self.statement(kind_name), rows)
        if searched:
            self._index(kind_name, rows)
        self.connection.execute("COMMIT")

    def _index(self, kind_name: str, rows: Rows) -> None:
        """The search index of the rows just written, by one more executemany."""
        last = self.connection.execute(f"SELECT max(row) FROM {quoted(kind_name)}").fetchone()[0]
        names = KINDS[kind_name].names
        for kind, index, column, function, read in indexes():
            if kind == kind_name:
                places = [names.index(name) + BEFORE_FIELDS for name in read]
                called = f"{function}({', '.join('?' * len(read))})"
                filled = f"INSERT INTO {index} (rowid, {column}) VALUES (?, {called})"
                made = (
                    (at, *(row[place] for place in places))
                    for at, row in enumerate(rows, last - len(rows) + 1)
                )
                self.connection.executemany(filled, made)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
