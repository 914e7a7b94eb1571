"""The store: one encrypted database, opened, migrated, written in whole intentions."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import uuid_utils
from sqlite_utils import Database

from db import backup, capture, derived, migrations
from db.connection import connect, faults_told
from db.errors import StoreFault
from db.writer import Writer

DATABASE_FILE = "lianxin.db"


def new_id() -> str:
    """A UUIDv7 in its usual spelling; order in time is a convenience, never relied upon."""
    return str(uuid_utils.uuid7())


@dataclass
class Written:
    """What one write did: its number in the history, and the records it touched by kind."""

    action: int = 0
    touched: dict[str, set[str]] = field(default_factory=dict)


class Store:
    """The database of one office. Used from one thread at a time."""

    def __init__(self, database: Database, path: Path, key: bytes, now: Callable[[], datetime]) -> None:
        self.database = database
        self.data_key = key
        self.path = path
        self._now = now
        self._new_id: Callable[[], str] = new_id
        self.office = ""

    @property
    def connection(self) -> Any:
        """The SQLCipher connection, for this room's own queries."""
        return self.database.conn

    @contextmanager
    def write(
        self, intention: str, operator: str, *, undoes: int | None = None
    ) -> Iterator[tuple[Writer, Written]]:
        """One intention of the operator: all of it durable at the end, or none of it.

        Raises StoreFault (disk_full, not_writable, disk_error, busy, damaged); then nothing happened.
        """
        connection = self.connection
        written = Written()
        with faults_told():
            connection.execute("BEGIN IMMEDIATE")
            try:
                before = capture.high_water(connection)
                written.action = self._begin_action(intention, operator, undoes)
                writer = Writer(connection, self.office, self._new_id)
                yield writer, written
                written.touched = writer.touched
                if capture.close_batch(connection, before):
                    connection.execute("COMMIT")
                else:
                    connection.execute("ROLLBACK")
                    written.action = 0
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def local_write(self) -> Iterator[Any]:
        """A transaction over this machine's own tables (settings, drafts, operators): no history."""
        with faults_told(), self.database.atomic():
            yield self.connection

    def back_up(self, folder: Path, reason: str) -> Path:
        """A verified copy of the database in `folder`; see db.backup."""
        return backup.back_up(self.database, self.data_key, folder, self._now(), reason)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        with faults_told():
            self.connection.execute("PRAGMA optimize")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()

    def _begin_action(self, intention: str, operator: str, undoes: int | None) -> int:
        cursor = self.connection.execute(
            "INSERT INTO action (at, operator, intention, undoes) VALUES (?, ?, ?, ?)",
            (self._now().isoformat(timespec="seconds"), operator, intention, undoes),
        )
        number = int(cursor.lastrowid)
        self.connection.execute("UPDATE capture SET capturing = 1, action = ? WHERE one = 1", (number,))
        return number


def create(path: Path, key: bytes, now: Callable[[], datetime] = datetime.now) -> Store:
    """A new, empty database. Raises StoreFault: not_writable, disk_full; FileExistsError."""
    if path.exists():
        raise FileExistsError(path.name)
    database = connect(path, key, create=True)
    with faults_told():
        migrations.STEPS.apply(database)
        derived.install(database)
        new_writer(database, node=str(uuid.uuid4()))
    return Store(database, path, key, now)


def open_store(path: Path, key: bytes, now: Callable[[], datetime] = datetime.now) -> Store:
    """An existing database, brought to today's format with a backup before any step.

    Raises StoreFault: missing, wrong_key, damaged, newer_format, disk_full, not_writable.
    """
    database = connect(path, key)
    try:
        with faults_told():
            if migrations.unknown_steps(database):
                raise StoreFault("newer_format", path.name)
            if migrations.needs_migration(database):
                backup.back_up(database, key, path.parent / "backups", now(), "migration")
                migrate(database)
            derived.install(database)
    except BaseException:
        database.conn.close()
        raise
    return Store(database, path, key, now)


def migrate(database: Database) -> None:
    """Apply pending steps with capture off: a migration is nobody's change (exchange 2)."""
    database.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
    migrations.STEPS.apply(database)
    database.execute("UPDATE capture SET capturing = 1 WHERE one = 1")


def new_writer(database: Database, node: str) -> int:
    """Begin a new epoch of `node`: what is written from now on counts from 1 again (exchange 6)."""
    with database.atomic():
        epoch = secrets.token_hex(8)
        number = database.execute("INSERT INTO writer (node, epoch) VALUES (?, ?)", (node, epoch)).lastrowid
        database.execute(
            "INSERT INTO tally (bucket, writer, seq) SELECT number, ?, 0 FROM bucket", (number,)
        )
        database.execute(
            "INSERT INTO capture (one, capturing, writer) VALUES (1, 1, ?) "
            "ON CONFLICT (one) DO UPDATE SET writer = excluded.writer",
            (number,),
        )
    return int(number or 0)
