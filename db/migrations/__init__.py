"""The numbered steps from one format of the database to the next."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db.migrations import (
    m0001_first,
    m0002_trust,
    m0003_exchange,
    m0004_moves,
    m0005_standings,
    m0006_casework,
)

STEPS = Migrations("lianxin")
STEPS(name="0001_first")(m0001_first.apply)
STEPS(name="0002_trust")(m0002_trust.apply)
STEPS(name="0003_exchange")(m0003_exchange.apply)
STEPS(name="0004_moves")(m0004_moves.apply)
STEPS(name="0005_standings")(m0005_standings.apply)
STEPS(name="0006_casework")(m0006_casework.apply)


def unknown_steps(db: Database, steps: Migrations = STEPS) -> list[str]:
    """Steps applied to this database that `steps` does not know: a newer format."""
    known = {each.name for each in steps._migrations}  # the library has no public list
    return [each.name for each in steps.applied(db) if each.name not in known]


def known_steps(db: Database, steps: Migrations = STEPS) -> list[str]:
    """Steps of `steps` that were applied to this database: none in a file that is not ours."""
    known = {each.name for each in steps._migrations}
    return [each.name for each in steps.applied(db) if each.name in known]


def needs_migration(db: Database, steps: Migrations = STEPS) -> bool:
    """Whether steps are pending."""
    return bool(steps.pending(db))
