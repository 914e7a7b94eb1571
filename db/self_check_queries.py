"""Questions of the self check: are the bytes of attachments whole, do backups open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database


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


def backup_opens(path: Path, key: bytes) -> bool:
    """Whether the copy opens with this key and is whole; nothing beside it is written."""
    connection = None
    try:
        # Immutable: a copy on a read-only stick must open too, without files beside it.
        connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM tally")  # an empty file is whole, and no copy of ours
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlcipher.Error:
        return False
    finally:
        if connection is not None:
            connection.close()
