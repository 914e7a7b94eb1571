"""The store: one encrypted database, opened, migrated, written in whole intentions."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import uuid_utils
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db import backup, capture, derived, migrations
from db.connection import connect, faults_told
from db.errors import StoreFault
from db.files import DATABASE_FILE as DATABASE_FILE
from db.files import DISK, disk_faults_told
from db.pages import PAGE_BYTES, salt_of
from db.writer import Writer

SALT = "file_salt"  # the setting that keeps the salt of the file


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
        self.after_write: Callable[[], object] | None = None  # called after each write that is durable
        self.before_commit: Callable[[], object] | None = None  # the last part of each write and take-in
        self._local_within = False  # a local write inside the open write must be kept with it
        self.office = ""
        self.is_open = True
        self.was_cut_off = False  # the program before this one did not close it: a power cut, a kill

    @property
    def connection(self) -> Any:
        """The SQLCipher connection, for this room's own queries."""
        return self.database.conn

    @contextmanager
    def write(
        self, intention: str, operator: str, *, undoes: int | None = None
    ) -> Iterator[tuple[Writer, Written]]:
        """One intention of the operator: all of it durable at the end, or none of it.

        A write that changed nothing leaves no action. Raises StoreFault (disk_full, not_writable,
        disk_error, busy, damaged); then nothing happened. RuntimeError for a write inside a write.
        """
        connection = self.connection
        if connection.in_transaction:
            raise RuntimeError(f"{intention} begins inside an open write: one intention, one transaction")
        written = Written()
        with faults_told():
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._local_within = False
                before = capture.high_water(connection)
                written.action = self._begin_action(intention, operator, undoes)
                writer = Writer(connection, self.office, self._new_id)
                yield writer, written
                if self.before_commit is not None:
                    self.before_commit()
                self._end(writer, written, before, undoes)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                written.action = 0
                raise
        if written.action and self.after_write is not None:
            self.after_write()

    @contextmanager
    def local_write(self) -> Iterator[Any]:
        """A transaction over this machine's own tables (settings, drafts, operators): no history.

        Inside an open write it is part of that write, and is kept or lost with it.
        """
        with faults_told(), self.database.atomic():
            yield self.connection
        self._local_within = True

    def back_up(self, folder: Path, reason: str, limit_bytes: int | None = None) -> Path:
        """A verified copy of the database in `folder`; see db.backup."""
        return backup.back_up(
            self.database, self.data_key, folder, self._now(), reason, limit_bytes=limit_bytes
        )

    def close(self) -> None:
        """Fold the write-ahead log into the file if the disk lets us, and let go of it."""
        try:
            # What is committed is durable without this: a full or damaged disk is told when writing.
            with suppress(StoreFault), faults_told():
                self.connection.execute("PRAGMA optimize")
                self._forget_few()
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.is_open = False
            self.connection.close()

    def _forget_few(self) -> None:
        """What the planner knows of tables with few records misleads once they have many: a scan a row."""
        known = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"
        if self.connection.execute(known).fetchone():
            self.connection.execute("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < 1000")

    def _end(
        self, writer: Writer, written: Written, before: dict[tuple[int, int], int], undoes: int | None
    ) -> None:
        connection = self.connection
        # An undo is kept even if every value already stood as before: else it would be offered for ever.
        if capture.close_batch(connection, before) or undoes is not None:
            connection.execute("COMMIT")
            written.touched = writer.touched
            return
        if writer.kept_content or self._local_within:
            connection.execute("DELETE FROM action WHERE number = ?", (written.action,))
            connection.execute("COMMIT")
        else:
            connection.execute("ROLLBACK")
        written.action = 0

    def _begin_action(self, intention: str, operator: str, undoes: int | None) -> int:
        cursor = self.connection.execute(
            "INSERT INTO action (at, operator, intention, undoes) VALUES (?, ?, ?, ?)",
            (self._now().isoformat(timespec="seconds"), operator, intention, undoes),
        )
        number = int(cursor.lastrowid)
        # Nothing to say, as a rule: what is written belongs to the newest action.
        sql = "UPDATE capture SET capturing = 1, action = 0 WHERE capturing <> 1 OR action <> 0"
        self.connection.execute(sql)
        return number


def create(path: Path, key: bytes, now: Callable[[], datetime] = datetime.now) -> Store:
    """A new, empty database, or no file at all.

    Raises StoreFault: not_writable, disk_full; FileExistsError.
    """
    if path.exists():
        raise FileExistsError(path.name)
    growing = path.with_name(path.name + ".new")  # a power cut leaves this, and no half-made database
    try:
        with disk_faults_told(path.parent):
            _unmake(growing)
        with closing(connect(growing, key, create=True).conn) as connection, faults_told():
            database = Database(connection, recursive_triggers=False)
            migrations.STEPS.apply(database)
            derived.install(database)
            new_writer(database, node=str(uuid.uuid4()))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # closing would not tell a full disk
        with disk_faults_told(path.parent):
            DISK.replace(growing, path)
            DISK.flush_folder(path.parent)
        return Store(connect(path, key), path, key, now)
    except BaseException:
        with suppress(OSError):
            _unmake(growing)
            _unmake(path)
        raise


def _unmake(path: Path) -> None:
    """Take away a database that nobody has written in yet, and SQLite's files beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def open_store(
    path: Path,
    key: bytes,
    now: Callable[[], datetime] = datetime.now,
    steps: Migrations = migrations.STEPS,
) -> Store:
    """An existing database, brought to the format of `steps` with a backup before any step.

    Raises StoreFault: missing, wrong_key, damaged, newer_format, disk_full, not_writable.
    """
    was_cut_off = _has_log(path)
    database = connect(path, key)
    try:
        with faults_told():
            if not was_cut_off and _has_lost_its_end(database, path):
                raise StoreFault("damaged", path.name)
            if migrations.unknown_steps(database, steps):
                raise StoreFault("newer_format", path.name)
            if not migrations.known_steps(database, steps):
                raise StoreFault("damaged", path.name)  # an empty file, or no database of ours
            if migrations.needs_migration(database, steps):
                backup.back_up(database, key, path.parent / "backups", now(), "migration")
                migrate(database, steps)
            derived.install(database)
        _note_salt(database, path)
    except BaseException:
        database.conn.close()
        raise
    store = Store(database, path, key, now)
    store.was_cut_off = was_cut_off
    return store


def _has_log(path: Path) -> bool:
    """Whether the write-ahead log still lies there: a closed database has none."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _has_lost_its_end(database: Database, path: Path) -> bool:
    pages = int(database.execute("PRAGMA page_count").fetchone()[0])
    return pages * PAGE_BYTES > path.stat().st_size


def _note_salt(database: Database, path: Path) -> None:
    """Keep the file's salt in the database, and so in its backups: should the first page be lost, the
    others cannot be told whole from broken without it. No secret. A full disk may say no."""
    with suppress(StoreFault, OSError), faults_told():
        salt = json.dumps(salt_of(path).hex())
        stored = database.execute("SELECT value FROM setting WHERE key = ?", (SALT,)).fetchone()
        if stored is None or stored[0] != salt:
            sql = "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"
            database.execute(sql, (SALT, salt))


def migrate(database: Database, steps: Migrations = migrations.STEPS) -> None:
    """Apply all pending steps or none, with capture off: a migration is nobody's change (exchange 2)."""
    with database.atomic():
        database.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
        steps.apply(database)
        database.execute("UPDATE capture SET capturing = 1 WHERE one = 1")


def new_writer(database: Database, node: str) -> int:
    """Begin a new epoch of `node`: what is written from now on counts from 1 again (exchange 6)."""
    with database.atomic():
        epoch = secrets.token_hex(8)
        number = database.execute("INSERT INTO writer (node, epoch) VALUES (?, ?)", (node, epoch)).lastrowid
        database.execute("INSERT INTO tally (bucket, writer, seq) SELECT number, ?, 0 FROM bucket", (number,))
        database.execute(
            "INSERT INTO capture (one, capturing, writer) VALUES (1, 1, ?) "
            "ON CONFLICT (one) DO UPDATE SET writer = excluded.writer",
            (number,),
        )
    return int(number or 0)
