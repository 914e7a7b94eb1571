"""Format 6: errands, petitions, disputes, sweeps, task groups, reviews of handbooks; a save writes two
pages less. Frozen after release.
"""

from __future__ import annotations

from sqlite_utils import Database

# Table → columns it gains.
COLUMNS = {
    "matter": (
        "type TEXT", "swept_from TEXT", "found INTEGER", "solved INTEGER", "station TEXT", "service TEXT",
        "signed INTEGER", "reception TEXT", "petition TEXT", "receiver TEXT", "dispute TEXT",
        "other_party TEXT", "risk TEXT", "guarantor TEXT", "plan TEXT",
    ),
    "matter_event": (
        "cause TEXT", "remedy TEXT", "responsible TEXT", "person_named TEXT", "standard TEXT",
    ),
    "project": ("matter TEXT", "members TEXT", "units TEXT"),
    "milestone": ("finished TEXT", "owner TEXT"),
    "standing": ("type TEXT",),
    "standing_part": ("village TEXT",),
}  # fmt: skip
STATEMENTS = """
CREATE TABLE "review" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER NOT
    NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "member" TEXT, "date" TEXT, "first" TEXT, "last" TEXT, "grade" TEXT, "remark"
    TEXT, "reviewer" TEXT, "shown" INTEGER);
CREATE INDEX "by_review_member" ON "review" ("deleted", "member", "date");
CREATE INDEX "by_review_listed" ON "review" ("deleted", "date");
CREATE INDEX "by_review_made" ON "review" ("deleted");
CREATE INDEX "by_matter_type" ON "matter" ("deleted", "type", "opened");
CREATE INDEX "by_matter_swept_from" ON "matter" ("deleted", "swept_from", "opened");
CREATE INDEX "by_project_matter" ON "project" ("deleted", "matter", "start");
CREATE INDEX standing_type ON standing (type, opened, category, kind, channel);
CREATE TABLE action_anew (number INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL,
    intention TEXT NOT NULL, undoes INTEGER, undone_by INTEGER, writer INTEGER, origin INTEGER);
INSERT INTO action_anew SELECT number, at, operator, intention, undoes, undone_by, writer, origin
    FROM action;
DROP TABLE action;
ALTER TABLE action_anew RENAME TO action;
CREATE UNIQUE INDEX action_origin ON action (writer, origin) WHERE writer IS NOT NULL;
CREATE INDEX standing_closed_type ON standing (type, closed, opened, category, kind, channel)
    WHERE closed IS NOT NULL;
CREATE INDEX standing_urgency ON standing (urgency, opened, category, kind, channel);
CREATE INDEX standing_closed_urgency ON standing (urgency, closed, opened, category, kind, channel)
    WHERE closed IS NOT NULL;
CREATE INDEX standing_open_urgency ON standing (urgency, phase, state, nearest, opened, category,
    kind, channel) WHERE open = 1;
CREATE INDEX standing_open_type ON standing (type, phase, state, nearest, opened, category, kind,
    channel) WHERE open = 1;
"""


def apply(db: Database) -> None:
    """Room for more; no value of any record changes."""
    for table, columns in COLUMNS.items():
        for column in columns:
            name, declared = column.split()
            db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {declared}')
    for statement in STATEMENTS.split(";"):
        if statement.strip():
            db.execute(statement)
