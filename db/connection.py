"""Opening the encrypted file: the connection, its pragmas, faults told apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from db.errors import StoreFault
from db.search_index import FUNCTIONS

# SQLite's primary result codes: the low byte of the extended ones.
_FAULTS = {
    5: "busy", 6: "busy", 8: "not_writable", 10: "disk_error", 11: "damaged",
    13: "disk_full", 14: "not_writable", 23: "not_writable", 26: "damaged",
}  # fmt: skip
# The driver's backup() gives no code, only SQLite's own words for it.
_SAID = {
    "database or disk is full": "disk_full",
    "disk I/O error": "disk_error",
    "database disk image is malformed": "damaged",
    "file is not a database": "damaged",
    "attempt to write a readonly database": "not_writable",
    "unable to open database file": "not_writable",
    "database is locked": "busy",
}
_NOT_A_DATABASE = 26
_PAGE_BYTES = 4096  # SQLCipher's page; a database has at least one
_NO_ROOM_FOR_INDEX = 10 | 19 << 8  # SQLITE_IOERR_SHMSIZE: the disk is full already for the log's index


@contextmanager
def faults_told(wrong_key_possible: bool = False) -> Iterator[None]:
    """Turns what the disk and the file can do to us into StoreFault; bugs pass unchanged."""
    try:
        yield
    except sqlcipher.Error as error:
        number = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
        code = _FAULTS.get(number)
        if getattr(error, "sqlite_errorcode", 0) == _NO_ROOM_FOR_INDEX:
            code = "disk_full"
        elif not number:
            code = _SAID.get(str(error))
        if code is None:
            raise
        if number == _NOT_A_DATABASE and wrong_key_possible:
            code = "wrong_key"
        raise StoreFault(code, f"sqlite {getattr(error, 'sqlite_errorname', '')}") from None


def connect(path: Path, key: bytes, *, create: bool = False) -> Database:
    """The database at `path`, opened with the 256-bit data key.

    Raises StoreFault: missing, wrong_key (also for a file that is no database of ours), damaged.
    """
    if not create and not path.exists():
        raise StoreFault("missing", path.name)
    if not create and path.is_file() and path.stat().st_size < _PAGE_BYTES:
        raise StoreFault("damaged", path.name)  # SQLite would take it for a new, empty database
    with faults_told(wrong_key_possible=True):
        connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None)
        try:
            # SQLCipher writes its own lines about damaged pages to stderr otherwise.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA cipher_memory_security = OFF")
            connection.execute("SELECT count(*) FROM sqlite_master")
            prepare(connection)
        except BaseException:
            connection.close()
            raise
    return Database(connection, recursive_triggers=False)


def prepare(connection: Any) -> None:
    """Durability, foreign checks and the functions that the triggers call."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA cache_size = -24000")
    connection.execute("PRAGMA journal_size_limit = 67108864")  # a large import leaves no large log behind
    connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE deletes, which the triggers must see
    for name, (count, function) in FUNCTIONS.items():
        connection.create_function(name, count, function, deterministic=True)


def quick_check(database: Database) -> str:
    """What SQLite found wrong, or "ok" when nothing is."""
    with faults_told():
        return str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
