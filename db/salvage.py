"""What can still be read from a damaged database, and bringing what is newer into a restored one.

Works on a healed copy (db.healing), whose broken pages hold no rows. A table is read by ranges of row
numbers; a range that does not read is halved until single rows are left out. Rows are never deleted
from the tables, so that the row numbers tell how many are missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from db.files import DISK, Disk
from db.healing import heal
from db.kinds import KINDS
from db.pages import salt_of
from db.redaction import apply_redactions
from db.schema import captured_columns, quoted
from db.store import SALT, Store
from db.writer import Writer

INTENTION = "salvage"
ERASURE = "redaction"  # the kind that says what was erased by law
MOST_LISTED = 5000
_STEP = 512
_ID_LENGTH = 36


@dataclass(frozen=True)
class Found:
    """One table: rows brought over as new or changed; `lost`: newer than the backup and unreadable."""

    kind: str
    added: int = 0
    changed: int = 0
    lost: int = 0
    as_in_backup: int = 0  # not readable any more; the backup's version stands


@dataclass(frozen=True)
class Salvage:
    """What came of it. `brought`: (kind, id, whether it was new), the first MOST_LISTED of them."""

    readable: bool
    broken_pages: int = 0
    tables: tuple[Found, ...] = ()
    contents: int = 0
    drafts: int = 0
    brought: tuple[tuple[str, str, bool], ...] = ()


def bring_over(
    store: Store, damaged: Path, key: bytes, sound: Path, workshop: Path, operator: str, disk: Disk = DISK
) -> Salvage:
    """Read the damaged file at `damaged` and write what is newer into `store`, as one captured intention.

    `sound` is the backup that `store` was made of. The damaged file stays as it is: a copy in
    `workshop` is read. Raises StoreFault when `store` cannot be written; OSError.
    """
    healed = workshop / "healed.db"
    try:
        broken = heal(damaged, healed, key, _salts(store, sound), sound, disk)
    except ValueError:
        return Salvage(readable=False)
    log = damaged.with_name(damaged.name + "-wal")
    if log.exists():
        disk.copy(log, healed.with_name(healed.name + "-wal"))
    with closing(_source(healed, key)) as source:
        if not _is_readable(source):
            return Salvage(readable=False, broken_pages=broken)
        with store.write(INTENTION, operator) as (writer, _):
            return _brought(store, source, writer, broken)


def carry_erasures(store: Store, present: Path, key: bytes, operator: str) -> bool:
    """What was erased by law after the backup was made stays erased; whether there was any of that.

    `present` is the file that is replaced, closed and whole. Raises StoreFault.
    """
    with closing(_source(present, key)) as source:
        source.execute("PRAGMA query_only = ON")
        if not _is_readable(source):
            return False
        with store.write(INTENTION, operator) as (writer, written):
            _table(store, source, ERASURE, writer, [])
            _erase(store, writer)
    return bool(written.action)


def _source(path: Path, key: bytes) -> Any:
    source = sqlcipher.connect(str(path), isolation_level=None)
    source.execute("PRAGMA cipher_log_level = NONE")
    source.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return source


def _is_readable(source: Any) -> bool:
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        return False
    return True


def _erase(store: Store, writer: Writer) -> None:
    """Clear what the erasures brought over are about: also what the backup, or its history, still holds."""
    if apply_redactions(store.connection):
        writer.kept_content = True


def _brought(store: Store, source: Any, writer: Writer, broken: int) -> Salvage:
    brought: list[tuple[str, str, bool]] = []
    tables = [_table(store, source, kind, writer, brought) for kind in KINDS]
    contents, drafts = _contents(store, source), _drafts(store, source)
    writer.kept_content = writer.kept_content or bool(contents or drafts)
    _erase(store, writer)
    found = tuple(each for each in tables if each != Found(each.kind))
    return Salvage(True, broken, found, contents, drafts, tuple(brought[:MOST_LISTED]))


def _salts(store: Store, sound: Path) -> list[bytes]:
    """The salt that the damaged file had when the backup was made, and that of the backup itself:
    an office that was put back from it goes on with its salt."""
    row = store.connection.execute("SELECT value FROM setting WHERE key = ?", (SALT,)).fetchone()
    return [*([bytes.fromhex(json.loads(row[0]))] if row else []), salt_of(sound)]


def _table(
    store: Store, source: Any, kind: str, writer: Writer, brought: list[tuple[str, str, bool]]
) -> Found:
    columns = _columns(source, kind)
    if not columns:
        return Found(kind, as_in_backup=_count(store, kind))
    highest_before = int(_one(store.connection, f"SELECT max(row) FROM {quoted(kind)}") or 0)
    counted = {"added": 0, "changed": 0}
    read_before = read_after = 0
    highest = _highest(source, kind)
    buckets = {row[0] for row in store.connection.execute("SELECT number FROM bucket")}
    names = ", ".join(map(quoted, ("row", "id", "bucket", "office", *columns)))
    for chunk in read_rows(source, f"SELECT {names} FROM {quoted(kind)} NOT INDEXED", "row", highest):
        rows = [row for row in chunk if _is_sensible(row)]
        read_before += sum(1 for row in rows if row[0] <= highest_before)
        read_after += sum(1 for row in rows if row[0] > highest_before)
        for identity, is_new in _written(store, kind, columns, rows, buckets):
            counted["added" if is_new else "changed"] += 1
            brought.append((kind, identity, is_new))
            writer.touched.setdefault(kind, set()).add(identity)
    return Found(
        kind,
        **counted,
        lost=max(0, highest - highest_before - read_after),
        as_in_backup=max(0, _count(store, kind) - counted["added"] - read_before),
    )


def read_rows(source: Any, select: str, number: str, highest: int) -> Iterator[list[Any]]:
    """The rows that can be read, in chunks, by ranges of `number` up to `highest`."""
    for low in range(1, highest + 1, _STEP):
        chunk: list[Any] = []
        _read_range(
            source, f"{select} WHERE {number} BETWEEN ? AND ?", low, min(low + _STEP - 1, highest), chunk
        )
        yield chunk


def _read_range(source: Any, select: str, low: int, high: int, chunk: list[Any]) -> None:
    try:
        chunk.extend(source.execute(select, (low, high)).fetchall())
    except (sqlcipher.DatabaseError, UnicodeDecodeError):
        if low < high:
            middle = (low + high) // 2
            _read_range(source, select, low, middle, chunk)
            _read_range(source, select, middle + 1, high, chunk)


def _written(
    store: Store, kind: str, columns: Sequence[str], rows: list[Any], buckets: set[int]
) -> Iterator[tuple[str, bool]]:
    """Adds and changes rows where they differ from the backup's; (id, whether it is new) of those."""
    connection, table = store.connection, quoted(kind)
    named = ", ".join(map(quoted, columns))
    ids = json.dumps([row[1] for row in rows])
    known = connection.execute(
        f"SELECT id, {named} FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    )
    before = {identity: values for identity, *values in known}
    insert = (
        f"INSERT INTO {table} (id, bucket, office, {named}) VALUES ({', '.join('?' * (len(columns) + 3))})"
    )
    for _, identity, bucket, office, *values in rows:
        if identity not in before:
            connection.execute(insert, (identity, bucket if bucket in buckets else 1, office, *values))
            before[identity] = values
            yield identity, True
        elif before[identity] != values:
            changed = [
                (name, value)
                for name, value, old in zip(columns, values, before[identity], strict=True)
                if value != old
            ]
            assignments = ", ".join(f"{quoted(name)} = ?" for name, _ in changed)
            connection.execute(
                f"UPDATE {table} SET {assignments} WHERE id = ?", (*(v for _, v in changed), identity)
            )
            yield identity, False


def _is_sensible(row: Sequence[Any]) -> bool:
    """Whether a row is a record's: an overflow page that was made empty leaves zeros inside a text."""
    _, identity, bucket, office, deleted, *values = row
    texts = [value for value in (identity, office, *values) if isinstance(value, str)]
    return (
        isinstance(identity, str)
        and len(identity) == _ID_LENGTH
        and isinstance(bucket, int)
        and isinstance(office, str)
        and deleted in (0, 1)
        and not any("\x00" in text for text in texts)
    )


def _columns(source: Any, kind: str) -> list[str]:
    """The columns that both the damaged file and this program know; "deleted" comes first."""
    try:
        there = {row[1] for row in source.execute(f"PRAGMA table_info({quoted(kind)})")}
    except sqlcipher.DatabaseError:
        return []
    return [each for each in captured_columns(KINDS[kind]) if each in there]


def _highest(source: Any, kind: str) -> int:
    """The highest row number that anything readable speaks of."""
    number = KINDS[kind].number
    asked = (
        f"SELECT max(row) FROM {quoted(kind)} NOT INDEXED",
        f"SELECT max(row) FROM {quoted(kind)}",
        f"SELECT max(row) FROM row_stamp WHERE kind = {number}",
        f"SELECT max(row) FROM history WHERE kind = {number}",
    )
    return max(int(_one(source, sql) or 0) for sql in asked)


def _one(connection: Any, sql: str) -> Any:
    try:
        row = connection.execute(sql).fetchone()
    except sqlcipher.DatabaseError:
        return None
    return row[0] if row else None


def _count(store: Store, kind: str) -> int:
    return int(_one(store.connection, f"SELECT count(*) FROM {quoted(kind)}") or 0)


def _contents(store: Store, source: Any) -> int:
    """Attachments' bytes that the backup lacks and that still are what their hash says."""
    highest = int(_one(source, "SELECT max(rowid) FROM content NOT INDEXED") or 0)
    known = {row[0] for row in store.connection.execute("SELECT sha256 FROM content")}
    brought = 0
    for number in range(1, highest + 1):
        found: list[Any] = []
        _read_range(
            source, "SELECT sha256, bytes FROM content WHERE rowid BETWEEN ? AND ?", number, number, found
        )
        for sha256, contents in found:
            if sha256 in known or not isinstance(contents, bytes):
                continue
            if hashlib.sha256(contents).hexdigest() == sha256:
                sql = "INSERT INTO content (sha256, bytes) VALUES (?, ?)"
                store.connection.execute(sql, (sha256, contents))
                brought += 1
    return brought


def _drafts(store: Store, source: Any) -> int:
    """Open forms that were not finished."""
    highest = int(_one(source, "SELECT max(rowid) FROM draft NOT INDEXED") or 0)
    brought = 0
    select = "SELECT form, operator, at, contents FROM draft"
    for chunk in read_rows(source, select, "rowid", highest):
        for row in chunk:
            if all(isinstance(each, str) and "\x00" not in each for each in row):
                sql = "INSERT OR REPLACE INTO draft (form, operator, at, contents) VALUES (?, ?, ?, ?)"
                store.connection.execute(sql, tuple(row))
                brought += 1
    return brought
