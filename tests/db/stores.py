"""Stores for tests of this room: made in a folder, closed at the end, checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from db import store as stores
from db.connection import quick_check
from db.kinds import KINDS
from db.records import Query, Record, by_ids, find
from db.reversal import reverse
from db.schema import captured_columns, quoted
from db.store import Store

KEY = bytes(range(32))
NOW = datetime(2026, 11, 20, 9, 0)


def now() -> datetime:
    """The tests' wall clock."""
    return NOW


@contextmanager
def new_store(folder: Path) -> Iterator[Store]:
    """An empty store in a folder."""
    with closing(stores.create(folder / stores.DATABASE_FILE, KEY, now)) as store:
        yield store


def opened(folder: Path) -> Store:
    """The store of a folder again."""
    return stores.open_store(folder / stores.DATABASE_FILE, KEY, now)


def add(store: Store, kind: str, values: dict[str, Any]) -> str:
    """One record in one write."""
    with store.write(f"{kind}.add", "王芳") as (writer, _):
        return writer.add(kind, values)


def change(store: Store, kind: str, identity: str, values: dict[str, Any]) -> int:
    """One change in one write; the number of the action, 0 if nothing changed."""
    with store.write(f"{kind}.change", "王芳") as (writer, written):
        writer.change(kind, identity, values)
    return written.action


def undo(store: Store, number: int) -> int:
    """The number of the undoing action."""
    return reverse(store, number, "王芳", "undo").action


def read(store: Store, kind: str, identity: str) -> Record:
    """The record."""
    return by_ids(store.database, kind, [identity])[identity]


def everything(store: Store) -> list[Record]:
    """All records of all kinds, deleted ones too."""
    return [
        record
        for kind in KINDS
        for deleted in (False, True)
        for record in find(store.database, Query(kind, deleted=deleted, order=("id",)))
    ]


def tallies(store: Store) -> list[tuple[int, int, int]]:
    """(bucket, writer, seq): what was stamped so far."""
    return [tuple(row) for row in store.connection.execute("SELECT * FROM tally ORDER BY 1, 2")]


def digest(store: Store, kind: str) -> str:
    """A hash over every captured cell of a kind, in the order of making."""
    columns = ", ".join(map(quoted, ("id", "office", *captured_columns(KINDS[kind]))))
    rows = store.connection.execute(f"SELECT {columns} FROM {quoted(kind)} ORDER BY row")
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode("utf-8", "surrogatepass")).hexdigest()


def faults_in(store: Store) -> list[str]:
    """What is wrong with stamps, batches or the file; empty when all is well."""
    wrong = [] if quick_check(store.database) == "ok" else ["quick check"]
    connection = store.connection
    for bucket, writer, seq in tallies(store):
        made = (
            "SELECT seq FROM row_stamp WHERE bucket = ? AND writer = ? "
            "UNION ALL SELECT seq FROM history WHERE bucket = ? AND writer = ?"
        )
        dots = sorted(row[0] for row in connection.execute(made, (bucket, writer) * 2))
        if dots != list(range(1, seq + 1)):
            wrong.append(f"dots {dots} instead of 1..{seq}")
        wrong += _faults_in_batches(connection, bucket, writer, seq)
    orphans = "SELECT count(*) FROM history WHERE action NOT IN (SELECT number FROM action)"
    if connection.execute(orphans).fetchone()[0]:
        wrong.append("history without action")
    return wrong


def _faults_in_batches(connection: Any, bucket: int, writer: int, seq: int) -> list[str]:
    sql = (
        "SELECT first_seq, last_seq, nonce, hash FROM batch WHERE bucket = ? AND writer = ? ORDER BY last_seq"
    )
    before, reached = b"", 0
    for first, last, nonce, chained in connection.execute(sql, (bucket, writer)):
        if first != reached + 1 or last < first:
            return [f"batch {first}..{last} after {reached}"]
        if hashlib.sha256(before + b"%d-%d" % (first, last) + nonce).digest() != chained:
            return [f"chain broken at {last}"]
        before, reached = chained, last
    return [] if reached == seq else [f"batches end at {reached}, stamps at {seq}"]
