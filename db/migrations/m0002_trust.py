"""Format 2: merged records, erasure by law, and pairs that are known to be two. Frozen after release."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = """
ALTER TABLE "household" ADD COLUMN "merged_into" TEXT;
ALTER TABLE "person" ADD COLUMN "merged_into" TEXT;
CREATE TABLE "redaction" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "about" TEXT, "kind" TEXT, "fields" TEXT, "date" TEXT, "reason" TEXT, "basis"
    TEXT, "approved_by" TEXT);
CREATE TABLE "distinction" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "one" TEXT, "other" TEXT, "note" TEXT);
CREATE INDEX "by_redaction_about" ON "redaction" ("deleted", "about");
CREATE INDEX "by_redaction_listed" ON "redaction" ("deleted", "date");
CREATE INDEX "by_redaction_made" ON "redaction" ("deleted");
CREATE INDEX "by_distinction_one" ON "distinction" ("deleted", "one");
CREATE INDEX "by_distinction_other" ON "distinction" ("deleted", "other");
CREATE INDEX "by_distinction_made" ON "distinction" ("deleted");
CREATE INDEX merged_household ON "household" ("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX merged_person ON "person" ("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE TABLE redacted (redaction TEXT PRIMARY KEY, history INTEGER NOT NULL);
"""


def apply(db: Database) -> None:
    """Make room for merges and erasures; no value of any record changes."""
    for statement in STATEMENTS.split(";"):
        if statement.strip():
            db.execute(statement)
