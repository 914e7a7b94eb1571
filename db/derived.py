"""Everything generated from the record kinds: triggers are made anew when their text changes."""

from __future__ import annotations

from sqlite_utils import Database

from db import capture, search_index, standing_rows

# Raised when a key or word function changes what it gives: indexes are then refilled.
SEARCH_VERSION = "3"
# Sorting by what a place counts (lx_counted), read from an index instead of worked out row by row.
SORTED = {
    "by_household_place": (
        'CREATE INDEX "by_household_place" ON "household" '
        '("deleted", lx_counted("group"), lx_counted("number"))'
    )
}


def install(database: Database) -> bool:
    """Bring triggers and search indexes to what this program generates. True if it changed any.

    What counts is what stands in the database, so that a step which rebuilt a table, and lost its
    triggers with it, cannot leave changes uncaptured or an index behind.
    """
    rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    standing: dict[str, str] = {sql: name for name, sql in rows}
    stored = database.execute("SELECT value FROM setting WHERE key = 'derived'").fetchone()
    renewed = stored is None or stored[0] != SEARCH_VERSION
    searching = search_index.triggers()
    noting = tuple(standing_rows.triggers())
    wanted = [*capture.triggers(), *(each for pair in searching.values() for each in pair), *noting]
    if not renewed and standing.keys() == set(wanted) and not _unsorted(database):
        return False
    stale = [index for index, pair in searching.items() if renewed or not set(pair) <= standing.keys()]
    with database.atomic():
        for name in standing.values():
            database.execute(f'DROP TRIGGER "{name}"')
        unsorted = list(SORTED) if renewed else _unsorted(database)
        for name in unsorted:
            database.execute(f'DROP INDEX IF EXISTS "{name}"')
        missing = [SORTED[name] for name in unsorted]
        for statement in (*search_index.refill_statements(stale), *wanted, *missing):
            database.execute(statement)
        if not set(noting) <= standing.keys():  # what was written meanwhile was not noted
            database.execute("DELETE FROM setting WHERE key = ?", (standing_rows.VERSION_SETTING,))
        database.execute(
            "INSERT OR REPLACE INTO setting (key, value) VALUES ('derived', ?)", (SEARCH_VERSION,)
        )
    return True


def _unsorted(database: Database) -> list[str]:
    """The indexes to sort by that do not stand as they should."""
    rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'").fetchall()
    return [name for name, sql in SORTED.items() if (name, sql) not in rows]
