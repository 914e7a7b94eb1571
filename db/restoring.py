"""Putting a backup in the place of the database: looked into first, made ready aside, then swapped in.

A restored database goes on as a new epoch of its node (exchange 6): what it writes from now on is told
apart from what the file it replaces wrote under the same numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import derived, local, migrations, salvage, swapping
from db.backup import key_file_of, read_only
from db.connection import connect, faults_told
from db.errors import StoreFault
from db.files import DATABASE_FILE, DISK, Disk, disk_faults_told
from db.kinds import KINDS
from db.pages import PAGE_BYTES
from db.redaction import compact
from db.schema import quoted
from db.store import SALT, Store, migrate, new_writer
from db.wraps import KEY_FILE

REPORT = "salvage.report"  # the setting that keeps what the last salvage brought
RESTORED = "origin.restored"  # the setting that says once: older than before, and a new epoch already


@dataclass(frozen=True)
class Contents:
    """What a backup holds. `office`: its id, name, code and level; `counts`: kind → records not deleted;
    `salt`: what the file that was backed up began with, empty when it is not known."""

    office: dict[str, str]
    counts: dict[str, int]
    operators: tuple[str, ...]
    salt: bytes = b""


@dataclass(frozen=True)
class Swapped:
    """Where the file that stood there before is now, and what was read from it if it was damaged."""

    aside: Path | None
    salvage: salvage.Salvage | None


def look_into(place: Path, key: bytes) -> Contents:
    """What a backup holds, every page of it checked.

    Raises StoreFault: missing, wrong_key, damaged, newer_format.
    """
    if not place.is_file():
        raise StoreFault("missing", place.name)
    if place.stat().st_size < PAGE_BYTES:
        raise StoreFault("damaged", place.name)
    with faults_told(wrong_key_possible=True):
        connection = read_only(place, key)
        with closing(connection):
            connection.execute("SELECT count(*) FROM sqlite_master")
            with faults_told():
                _refuse_broken(Database(connection, recursive_triggers=False), place.name)
                return _contents(connection)


def _refuse_broken(database: Database, name: str) -> None:
    if migrations.unknown_steps(database):
        raise StoreFault("newer_format", name)
    if not migrations.known_steps(database):
        raise StoreFault("damaged", name)
    if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreFault("damaged", name)


def _contents(connection: Any) -> Contents:
    office = connection.execute("SELECT value FROM setting WHERE key = 'office'").fetchone()
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    counts = {
        kind: int(
            connection.execute(f'SELECT count(*) FROM {quoted(kind)} WHERE "deleted" = 0').fetchone()[0]
        )
        for kind in KINDS
        if kind in tables
    }
    names = connection.execute("SELECT name FROM operator WHERE disabled = 0 ORDER BY created, rowid")
    operators = tuple(row[0] for row in names)
    salt = connection.execute("SELECT value FROM setting WHERE key = ?", (SALT,)).fetchone()
    return Contents(
        json.loads(office[0]) if office else {},
        counts,
        operators,
        bytes.fromhex(json.loads(salt[0])) if salt else b"",
    )


def counts_now(store: Store) -> dict[str, int]:
    """Kind → records not deleted, of the open database."""
    return _contents(store.connection).counts


def newer_than(store: Store, place: Path, key: bytes) -> dict[str, int]:
    """Kind → records of the open database that were added or changed after the backup was made.

    Told by the stamps, not by any clock. Raises StoreFault.
    """
    reached = _reached(place, key)
    vector = (
        "SELECT t.bucket, t.writer, b.name, w.node, w.epoch FROM tally t "
        "JOIN bucket b ON b.number = t.bucket JOIN writer w ON w.number = t.writer WHERE t.seq > 0"
    )
    touched: set[tuple[int, int]] = set()
    for bucket, writer, *named in store.connection.execute(vector).fetchall():
        since = reached.get(tuple(named), 0)
        for table in ("row_stamp", "column_stamp"):
            sql = f"SELECT kind, row FROM {table} WHERE bucket = ? AND writer = ? AND seq > ?"
            touched.update(store.connection.execute(sql, (bucket, writer, since)))
    names = {kind.number: kind.name for kind in KINDS.values()}
    counted: dict[str, int] = {}
    for number, _ in touched:
        counted[names[number]] = counted.get(names[number], 0) + 1
    return counted


def _reached(place: Path, key: bytes) -> dict[tuple[str, ...], int]:
    sql = (
        "SELECT b.name, w.node, w.epoch, t.seq FROM tally t JOIN bucket b ON b.number = t.bucket "
        "JOIN writer w ON w.number = t.writer"
    )
    with faults_told(wrong_key_possible=True), closing(read_only(place, key)) as connection:
        return {(bucket, node, epoch): int(seq) for bucket, node, epoch, seq in connection.execute(sql)}


def replace(
    home: Path,
    place: Path,
    key: bytes,
    operator: str,
    now: Callable[[], datetime],
    *,
    salvaging: bool = False,
    disk: Disk = DISK,
) -> Swapped:
    """Have the backup at `place` stand for the database and the key file of `home`, as a new epoch.

    With `salvaging`, what can still be read of the present file and is newer is brought over. The
    caller holds the lock of `home` and has closed its database. Cut off at any step, the old one or
    the new one stands, decided by swapping.settle at the next start.
    Raises StoreFault: missing, wrong_key, damaged, newer_format, disk_full, not_writable, disk_error.
    """
    swapping.settle(home, disk)
    workshop = home / swapping.WORKSHOP
    try:
        with disk_faults_told(home):
            disk.make_folder(workshop)
            disk.copy(place, workshop / DATABASE_FILE)
            disk.copy(_keys_for(home, place), workshop / KEY_FILE)
        saved = _made_ready(home, place, key, operator, now, salvaging, disk)
        aside = swapping.free_aside(home, f"{now():%Y%m%d-%H%M%S}")
        swapping.decide(home, aside, disk)
    except BaseException:
        if not (workshop / swapping.DECISION).exists():
            with suppress(OSError):  # what failed first is what counts; the next start clears it away
                disk.remove_folder(workshop)
        raise
    return Swapped(swapping.settle(home, disk), saved)


def _keys_for(home: Path, place: Path) -> Path:
    """The key file beside the backup; without one, the present file opens what was written under its key."""
    for each in (key_file_of(place), home / KEY_FILE):
        if each.exists():
            return each
    raise StoreFault("keys_missing", key_file_of(place).name)


def _made_ready(
    home: Path,
    place: Path,
    key: bytes,
    operator: str,
    now: Callable[[], datetime],
    salvaging: bool,
    disk: Disk,
) -> salvage.Salvage | None:
    workshop = home / swapping.WORKSHOP
    growing = workshop / DATABASE_FILE
    database = connect(growing, key)
    store = Store(database, growing, key, now)
    saved = None
    try:
        with faults_told():
            _refuse_broken(database, place.name)
            if migrations.needs_migration(database):
                migrate(database)
            derived.install(database)
            sql = "SELECT node FROM writer WHERE number = (SELECT writer FROM capture WHERE one = 1)"
            new_writer(database, str(database.execute(sql).fetchone()[0]))
            present = home / DATABASE_FILE
            if salvaging and present.exists():
                with disk_faults_told(home):
                    saved = salvage.bring_over(store, present, key, place, workshop, operator, disk)
                local.set_setting(store, REPORT, {"at": f"{now():%Y-%m-%d %H:%M}", **asdict(saved)})
            elif present.exists():
                salvage.carry_erasures(store, present, key, operator)
            if database.execute("SELECT 1 FROM redaction LIMIT 1").fetchone():
                compact(database.conn)  # what was erased leaves no trace in free pages either
            local.set_setting(store, RESTORED, True)
            local.add_audit(store, now(), operator, "office.recover", place.name)
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # closing would not tell a full disk
    finally:
        store.close()
    return saved


def last_report(store: Store) -> dict[str, Any] | None:
    """What the last salvage brought, as kept in the database; None when there never was one."""
    found = local.setting(store, REPORT)
    return dict(found) if found else None
