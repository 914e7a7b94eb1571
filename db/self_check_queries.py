"""Questions of the self check: are the bytes of attachments whole, do backups open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from db.backup import read_only


def damaged_contents(database: Database) -> Iterator[str]:
    """Hashes under which other bytes are kept than they name."""
    for (sha256,) in database.execute("SELECT sha256 FROM content ORDER BY sha256").fetchall():
        row = database.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if row is not None and hashlib.sha256(row[0]).hexdigest() != sha256:
            yield sha256


def attachments_without_content(database: Database) -> list[str]:
    """Ids of attachments whose bytes are not kept here."""
    sql = "SELECT id FROM attachment WHERE sha256 NOT IN (SELECT sha256 FROM content) ORDER BY id"
    return [row[0] for row in database.execute(sql)]


def content_count(database: Database) -> int:
    """How many different contents are kept."""
    return int(database.execute("SELECT count(*) FROM content").fetchone()[0])


def tables(database: Database) -> list[str]:
    """The names of all tables of this file."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return [row[0] for row in database.execute(sql)]


def is_sound(database: Database, table: str) -> bool:
    """Whether one table and its indexes hang together. Raises the driver's errors."""
    found = database.execute(f'PRAGMA quick_check("{table}")').fetchone()
    return found is None or found[0] == "ok"


def broken_chains(database: Database) -> int:
    """How many of this computer's own writers have batches that do not follow each other (exchange 6b)."""
    node = "(SELECT node FROM writer WHERE number = (SELECT writer FROM capture WHERE one = 1))"
    own = (
        "SELECT t.bucket, t.writer, t.seq FROM tally t JOIN writer w ON w.number = t.writer "
        f"WHERE w.node = {node}"
    )
    return sum(
        not _is_chained(database, bucket, writer, int(seq))
        for bucket, writer, seq in database.execute(own).fetchall()
    )


def _is_chained(database: Database, bucket: int, writer: int, reached: int) -> bool:
    """A batch that came back from another office has no nonce, and only the head of its hash."""
    sql = (
        "SELECT first_seq, last_seq, nonce, hash FROM batch WHERE bucket = ? AND writer = ? ORDER BY last_seq"
    )
    before, offset = _beginning(database, bucket, writer)
    upto = 0
    for first, last, nonce, chained in database.execute(sql, (bucket, writer)):
        if first != upto + 1 or last < first:
            return False
        if nonce and before is not None:
            span = b"%d-%d" % (first + offset, last + offset)
            if hashlib.sha256(before + span + nonce).digest() != chained:
                return False
        before, upto = chained if nonce else None, last
    return upto == reached


def _beginning(database: Database, bucket: int, writer: int) -> tuple[bytes | None, int]:
    """The hash on which a writer's chain builds, and where its count began: a branch builds on another."""
    sql = "SELECT parent, forked_at FROM writer WHERE number = ?"
    parent, forked_at = database.execute(sql, (writer,)).fetchone()
    if parent is None:
        return b"", 0
    before, offset = _beginning(database, bucket, parent)
    if not forked_at:
        return before, offset
    sql = "SELECT nonce, hash FROM batch WHERE bucket = ? AND writer = ? AND last_seq = ?"
    found = database.execute(sql, (bucket, parent, forked_at)).fetchone()
    return (bytes(found[1]) if found and found[0] else None), offset + int(forked_at)


def backup_opens(path: Path, key: bytes) -> bool:
    """Whether the copy opens with this key and is whole; nothing beside it is written."""
    connection = None
    try:
        connection = read_only(path, key)
        connection.execute("SELECT count(*) FROM tally")  # an empty file is whole, and no copy of ours
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlcipher.Error:
        return False
    finally:
        if connection is not None:
            connection.close()
