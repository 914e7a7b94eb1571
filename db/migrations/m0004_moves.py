"""Format 4: households that an upper office moved from one village to another. Frozen after release."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = """
CREATE TABLE "move" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER NOT
    NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "about" TEXT, "records" TEXT, "to_office" TEXT, "to_name" TEXT, "date" TEXT,
    "reason" TEXT);
CREATE INDEX "by_move_about" ON "move" ("deleted", "about");
CREATE INDEX "by_move_listed" ON "move" ("deleted", "date");
CREATE INDEX "by_move_made" ON "move" ("deleted");
"""


def apply(db: Database) -> None:
    """Room for the facts of moving; no record changes."""
    for statement in STATEMENTS.split(";"):
        if statement.strip():
            db.execute(statement)
