"""The peer of the store: the same tables and indexes in SQLCipher, with no trigger at all."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.connection import connect
from db.kinds import KINDS
from db.records import encode
from db.schema import create_indexes, create_table, quoted


class Bare:
    """An encrypted database with our pragmas and our tables, written without capture or search."""

    def __init__(self, path: Path) -> None:
        self.connection: Any = connect(path, secrets.token_bytes(32), create=True).conn
        for kind in KINDS.values():
            self.connection.execute(create_table(kind))
            for statement in create_indexes(kind):
                self.connection.execute(statement)

    @staticmethod
    def statement(kind_name: str) -> str:
        """The INSERT that the program itself uses, parameter for parameter."""
        names = KINDS[kind_name].names
        columns = ", ".join(map(quoted, ("id", "office", "extra", *names)))
        return f"INSERT INTO {quoted(kind_name)} ({columns}) VALUES ({', '.join('?' * (len(names) + 3))})"

    @staticmethod
    def row(kind_name: str, identity: str, values: dict[str, Any]) -> list[Any]:
        """Ready parameters of that INSERT."""
        kind = KINDS[kind_name]
        return [identity, "", None, *(encode(kind, name, values.get(name)) for name in kind.names)]

    def save(self, kind_name: str, row: Sequence[Any]) -> None:
        """One durable INSERT."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(self.statement(kind_name), row)
        self.connection.execute("COMMIT")

    def save_all(self, kind_name: str, rows: Sequence[Sequence[Any]]) -> None:
        """All rows in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self.statement(kind_name), rows)
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
