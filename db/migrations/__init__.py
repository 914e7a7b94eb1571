"""The numbered steps from one format of the database to the next."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db.migrations import m0001_first

STEPS = Migrations("lianxin")
STEPS(name="0001_first")(m0001_first.apply)

NAMES = tuple(each.name for each in STEPS._migrations)  # the library has no public list


def unknown_steps(db: Database) -> list[str]:
    """Steps applied to this database that this program does not know: a newer format."""
    return [each.name for each in STEPS.applied(db) if each.name not in NAMES]


def needs_migration(db: Database) -> bool:
    """Whether steps are pending."""
    return bool(STEPS.pending(db))
