"""Everything generated from the record kinds: triggers are made anew when their text changes."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

from db import capture, search_index

# Raised when a key or word function changes what it gives: indexes are then refilled.
SEARCH_VERSION = 1


def _signature(texts: list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def install(database: Database) -> bool:
    """Bring triggers and search indexes to what this program generates. True if it changed any."""
    wanted = [*capture.triggers(), *search_index.triggers()]
    signature = _signature([*wanted, str(SEARCH_VERSION)])
    stored = database.execute("SELECT value FROM setting WHERE key = 'derived'").fetchone()
    if stored and stored[0] == signature:
        return False
    with database.atomic():
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            database.execute(f'DROP TRIGGER "{name}"')
        if stored:
            for statement in search_index.refill_statements():
                database.execute(statement)
        for statement in wanted:
            database.execute(statement)
        database.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('derived', ?)", (signature,))
    return True
