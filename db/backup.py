"""Copies of the database: made through SQLite's backup API, verified by opening them.

A copy is named lianxin-DATE-TIME-REASON-NODE-NUMBER.db. NODE tells the offices apart that share a
stick; NUMBER counts up whatever the clock says. Beside it lies the key file it opens with.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from db import rotation
from db.connection import faults_told
from db.errors import StoreFault
from db.files import DISK, Disk, disk_faults_told
from db.keys import KEY_FILE
from db.pages import PAGE_BYTES

_NAME = re.compile(r"lianxin-(?P<at>\d{8}-\d{6})-(?P<reason>.*)-(?P<node>[0-9a-f]{6})-(?P<number>\d{4,})\.db")


@dataclass(frozen=True)
class Copy:
    """What the name of a copy says. `number` orders the copies of a folder, `at` is for display."""

    place: Path
    at: datetime | None
    reason: str
    node: str
    number: int


def back_up(
    database: Database,
    key: bytes,
    folder: Path,
    at: datetime,
    reason: str,
    disk: Disk = DISK,
    limit_bytes: int | None = None,
) -> Path:
    """Copy the database, encrypted with the same key, and the key file beside it into `folder`.

    The copy counts only after it was opened anew and checked; then this office's older copies there
    that db.rotation does not keep go. Raises StoreFault: disk_full, not_writable, disk_error, damaged.
    """
    if database.conn.in_transaction:
        raise RuntimeError("a backup inside an open write would keep what may yet be taken back")
    with disk_faults_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        node = _node(database)
        _clear_parts(folder, node, disk)
        place = folder / f"lianxin-{at:%Y%m%d-%H%M%S}-{reason}-{node}-{_next_number(folder):04d}.db"
    part = place.with_name(place.name + ".part")
    try:
        with faults_told():
            _copy(database, key, part)
            _check(database, key, part)
        with disk_faults_told(place):
            _copy_keys(database, place, disk)
            disk.replace(part, place)
            disk.flush_folder(folder)
    except BaseException as error:
        is_full = isinstance(error, StoreFault) and error.code == "disk_error" and _is_full(folder)
        _give_up(place, node, disk)
        if is_full:
            raise StoreFault("disk_full", place.name) from None
        raise
    with disk_faults_told(folder):
        _rotate(folder, node, disk, limit_bytes)
    return place


def _give_up(place: Path, node: str, disk: Disk) -> None:
    with suppress(OSError):  # what failed first is what counts
        _clear_parts(place.parent, node, disk)
        if not place.exists():
            disk.remove(key_file_of(place))


def _is_full(folder: Path) -> bool:
    """Whether an error of the disk only meant this: the driver does not always say it so."""
    try:
        return shutil.disk_usage(folder).free < PAGE_BYTES
    except OSError:
        return False


def listing(folder: Path) -> list[Path]:
    """The backups of a folder, newest first, by their number."""
    return sorted(folder.glob("lianxin-*.db"), key=lambda path: (_number(path), path.name), reverse=True)


def copies(folder: Path) -> list[Copy]:
    """The same with what their names say. A file that was renamed has number 0 and no time."""
    return [described(path) for path in listing(folder)]


def described(path: Path) -> Copy:
    """What the name of a backup says."""
    found = _NAME.fullmatch(path.name)
    if not found:
        return Copy(path, None, "", "", 0)
    return Copy(path, _time(found["at"]), found["reason"], found["node"], int(found["number"]))


def node_of(database: Database) -> str:
    """How the copies of this database are marked."""
    return _node(database)


def key_file_of(place: Path) -> Path:
    """The key file that was copied beside a backup."""
    return place.with_suffix(".keys.json")


def opens(place: Path, key: bytes) -> bool:
    """Whether the copy opens with this key and has not lost its end; quick, whatever its size."""
    connection = None
    try:
        if place.stat().st_size % PAGE_BYTES:
            return False
        connection = read_only(place, key)
        connection.execute("SELECT count(*) FROM tally")  # an empty file is whole, and no copy of ours
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        return int(pages) * PAGE_BYTES <= place.stat().st_size
    except (sqlcipher.Error, OSError):
        return False
    finally:
        if connection is not None:
            connection.close()


def read_only(place: Path, key: bytes) -> sqlcipher.Connection:
    """A connection to a copy that writes nothing beside it, so that it opens from a locked stick too.

    Raises the driver's errors.
    """
    connection = sqlcipher.connect(f"{place.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _time(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S")
    except ValueError:
        return None


def _number(path: Path) -> int:
    found = _NAME.fullmatch(path.name)
    return int(found["number"]) if found else 0


def _next_number(folder: Path) -> int:
    return max((_number(path) for path in listing(folder)), default=0) + 1


def _node(database: Database) -> str:
    sql = "SELECT node FROM writer WHERE number = (SELECT writer FROM capture WHERE one = 1)"
    with faults_told():
        return str(database.execute(sql).fetchone()[0]).replace("-", "")[:6]


def _clear_parts(folder: Path, node: str, disk: Disk) -> None:
    """What a backup left that was cut off: the part, SQLite's files beside it, keys of no copy."""
    for path in folder.glob(f"lianxin-*-{node}-*.db.part*"):
        disk.remove(path)
    for path in folder.glob(f"lianxin-*-{node}-*.keys.json"):
        if not path.with_name(path.name.removesuffix(".keys.json") + ".db").exists():
            disk.remove(path)


def _copy(database: Database, key: bytes, part: Path) -> None:
    copy = sqlcipher.connect(str(part), isolation_level=None)
    try:
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        database.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, which opens from a read-only stick too
    finally:
        copy.close()


def _check(database: Database, key: bytes, part: Path) -> None:
    copy = sqlcipher.connect(str(part), isolation_level=None)
    try:
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        whole = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        counted = "SELECT bucket, writer, seq FROM tally ORDER BY bucket, writer"
        if not whole or copy.execute(counted).fetchall() != database.execute(counted).fetchall():
            raise StoreFault("damaged", part.name)
    finally:
        copy.close()


def _copy_keys(database: Database, place: Path, disk: Disk) -> None:
    """Without its key file no copy could be opened on another computer, not even by the recovery code."""
    main = next(row[2] for row in database.execute("PRAGMA database_list") if row[1] == "main")
    keys = Path(main).with_name(KEY_FILE)
    if keys.exists():
        disk.write(key_file_of(place), keys.read_bytes())


def _rotate(folder: Path, node: str, disk: Disk, limit_bytes: int | None) -> None:
    """Thin out this office's copies; the newest was opened and checked a moment ago, and stays."""
    ours = [each for each in copies(folder) if each.node == node]
    aged = [rotation.Aged(each.at or datetime.min, each.place.stat().st_size) for each in ours]
    staying = set(rotation.kept(aged, limit_bytes))
    for index, each in enumerate(ours):
        if index not in staying:
            disk.remove(each.place)
            disk.remove(key_file_of(each.place))
