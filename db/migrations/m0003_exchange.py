"""Format 3: what the exchange keeps: siblings, what newer programs sent, parked records, packages, peers."""

from __future__ import annotations

from sqlite_utils import Database

TABLES = """
ALTER TABLE writer ADD COLUMN office TEXT NOT NULL DEFAULT '';
ALTER TABLE writer ADD COLUMN parent INTEGER;
ALTER TABLE writer ADD COLUMN forked_at INTEGER;
ALTER TABLE action ADD COLUMN writer INTEGER;
ALTER TABLE action ADD COLUMN origin INTEGER;
CREATE UNIQUE INDEX action_origin ON action (writer, origin) WHERE writer IS NOT NULL;
CREATE TABLE sibling (kind INTEGER NOT NULL, row INTEGER NOT NULL, field TEXT NOT NULL, bucket
    INTEGER NOT NULL, writer INTEGER NOT NULL, seq INTEGER NOT NULL, action INTEGER, value BLOB,
    PRIMARY KEY (kind, row, field, writer, seq)) WITHOUT ROWID;
CREATE INDEX sibling_dot ON sibling (bucket, writer, seq);
CREATE TABLE raw_cell (kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, bucket INTEGER
    NOT NULL, writer INTEGER NOT NULL, seq INTEGER NOT NULL, office TEXT NOT NULL, value TEXT,
    PRIMARY KEY (kind, id, field, bucket, writer, seq)) WITHOUT ROWID;
CREATE INDEX raw_cell_dot ON raw_cell (bucket, writer, seq);
CREATE TABLE parked (number INTEGER PRIMARY KEY AUTOINCREMENT, package TEXT NOT NULL, bucket
    INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT
    NULL, record TEXT NOT NULL, settled TEXT);
CREATE INDEX parked_record ON parked (kind, id);
CREATE TABLE package (id TEXT PRIMARY KEY, direction TEXT NOT NULL, node TEXT NOT NULL, office
    TEXT NOT NULL, at TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, action INTEGER,
    vector TEXT NOT NULL, report TEXT NOT NULL);
CREATE INDEX package_peer ON package (node, direction);
CREATE TABLE peer (node TEXT PRIMARY KEY, office TEXT NOT NULL, acknowledged TEXT NOT NULL,
    distrusted TEXT NOT NULL, wanted TEXT NOT NULL);

"""


def apply(db: Database) -> None:
    """The exchange's own tables, empty; writers and actions learn from which office they come."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)
