"""This machine's own tables: settings, operators, drafts, the chained audit log, contents."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from db.store import Store

AUDIT_HEAD = "audit.head"


def setting(store: Store, key: str, default: Any = None) -> Any:
    """The JSON value kept under `key`."""
    row = store.connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return default if row is None else json.loads(row[0])


def set_setting(store: Store, key: str, value: Any) -> None:
    """Keep a JSON value under `key`."""
    with store.local_write() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
            (key, json.dumps(value, ensure_ascii=False)),
        )


def operators(store: Store) -> list[tuple[str, str, str, bool]]:
    """(id, name, role, disabled) of everyone who may or might sign in."""
    rows = store.connection.execute("SELECT id, name, role, disabled FROM operator ORDER BY rowid")
    return [(identity, name, role, bool(disabled)) for identity, name, role, disabled in rows]


def set_operator(store: Store, identity: str, name: str, role: str, at: datetime, *, disabled: bool) -> None:
    """Add or change an operator."""
    with store.local_write() as connection:
        connection.execute(
            "INSERT INTO operator (id, name, role, created, disabled) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, "
            "disabled = excluded.disabled",
            (identity, name, role, at.isoformat(timespec="seconds"), int(disabled)),
        )


def add_audit(store: Store, at: datetime, operator: str, act: str, detail: str) -> None:
    """Append to the audit log; each line's hash covers the line before."""
    with store.local_write() as connection:
        last = connection.execute("SELECT hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        stamped = at.isoformat(timespec="seconds")
        chained = audit_hash(last[0] if last else b"", stamped, operator, act, detail)
        connection.execute(
            "INSERT INTO audit (at, operator, act, detail, hash) VALUES (?, ?, ?, ?, ?)",
            (stamped, operator, act, detail, chained),
        )
        connection.execute(  # so that lines taken away at the end show too
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
            (AUDIT_HEAD, json.dumps(chained.hex())),
        )


def audit_intact(store: Store) -> bool:
    """Whether no line of the audit log was removed or changed."""
    return first_broken(store) is None


def first_broken(store: Store) -> int | None:
    """The number of the first line that does not follow from the one before; None: the chain is whole.

    Lines taken away at the end show too: the number after the last one is told then.
    """
    before, number = b"", 0
    for number, at, operator, act, detail, chained in store.connection.execute(
        "SELECT number, at, operator, act, detail, hash FROM audit ORDER BY number"
    ):
        before = audit_hash(before, at, operator, act, detail)
        if before != chained:
            return int(number)
    head = setting(store, AUDIT_HEAD)
    return int(number) + 1 if head is not None and head != before.hex() else None


def audit_lines(store: Store, limit: int = 500) -> list[tuple[str, str, str, str]]:
    """(at, operator, act, detail), newest first."""
    sql = "SELECT at, operator, act, detail FROM audit ORDER BY number DESC LIMIT ?"
    return [tuple(row) for row in store.connection.execute(sql, (limit,))]


def audit_hash(before: bytes, *parts: str) -> bytes:
    """What a line is sealed with: its parts and the seal of the line before."""
    return hashlib.sha256(before + "\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()


def keep_draft(store: Store, form: str, operator: str, at: datetime, contents: dict[str, Any]) -> None:
    """Keep what an open form holds; the newest of one form and operator replaces the older."""
    with store.local_write() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO draft (form, operator, at, contents) VALUES (?, ?, ?, ?)",
            # Escaped, because half a character that somebody pasted cannot be stored otherwise.
            (form, operator, at.isoformat(timespec="seconds"), json.dumps(contents)),
        )


def drop_draft(store: Store, form: str, operator: str) -> None:
    """Forget the draft of a form that was saved or given up."""
    with store.local_write() as connection:
        connection.execute("DELETE FROM draft WHERE form = ? AND operator = ?", (form, operator))


def drafts(store: Store, operator: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """form → (at, contents) of this operator's drafts; one that is damaged must not hide the others."""
    sql = "SELECT form, at, contents FROM draft WHERE operator = ? ORDER BY rowid"
    rows = store.connection.execute(sql, (operator,))
    read = {form: (at, _contents(stored)) for form, at, stored in rows}
    return {form: (at, contents) for form, (at, contents) in read.items() if contents is not None}


def _contents(stored: Any) -> dict[str, Any] | None:
    """What a draft holds, None where it is no object of JSON any more."""
    try:
        contents = json.loads(stored)
    except (ValueError, TypeError, RecursionError):
        return None
    return contents if isinstance(contents, dict) else None


def content(store: Store, sha256: str) -> bytes | None:
    """The bytes kept under a hash."""
    row = store.connection.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else bytes(row[0])
