"""Format 5: where each matter stands, kept beside its events for quick lists. Frozen after release."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = """
CREATE TABLE standing (id TEXT PRIMARY KEY, village TEXT, state TEXT NOT NULL, holder TEXT NOT
    NULL, phase TEXT NOT NULL, open INTEGER NOT NULL, since TEXT, opened TEXT, accepted TEXT,
    deadline TEXT, nearest TEXT, done TEXT, closed TEXT, direct TEXT, escalated TEXT, dispatched
    TEXT, returned TEXT, evaluated TEXT, satisfaction TEXT, rounds INTEGER NOT NULL, reported
    INTEGER NOT NULL, disputed INTEGER NOT NULL, changed TEXT, organization TEXT, responsible TEXT,
    recorder TEXT, channel TEXT, category TEXT, kind TEXT, urgency TEXT, theme TEXT);
CREATE TABLE standing_part (id TEXT NOT NULL, whistle TEXT NOT NULL, organization TEXT NOT NULL,
    state TEXT NOT NULL, open INTEGER NOT NULL, called TEXT, deadline TEXT, responded TEXT,
    finished TEXT, PRIMARY KEY (id, whistle, organization)) WITHOUT ROWID;
CREATE TABLE standing_count (dimension TEXT NOT NULL, month TEXT NOT NULL, measure TEXT NOT NULL,
    value TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (dimension, month, measure, value))
    WITHOUT ROWID;
CREATE TABLE standing_due (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX standing_opened ON standing (opened, category, kind, channel);
CREATE INDEX standing_village ON standing (village, opened, category, kind, channel, organization);
CREATE INDEX standing_organization ON standing (organization, opened, category, kind, channel);
CREATE INDEX standing_responsible ON standing (responsible, opened, category, kind, channel);
CREATE INDEX standing_recorder ON standing (recorder, opened, category, kind, channel);
CREATE INDEX standing_category ON standing (category, opened, kind, channel);
CREATE INDEX standing_done ON standing (done) WHERE done IS NOT NULL;
CREATE INDEX standing_closed ON standing (closed, opened, category, kind, channel)
    WHERE closed IS NOT NULL;
CREATE INDEX standing_closed_village ON standing (village, closed, opened, category, kind, channel)
    WHERE closed IS NOT NULL;
CREATE INDEX standing_closed_organization ON standing (organization, closed, opened, category, kind,
    channel) WHERE closed IS NOT NULL;
CREATE INDEX standing_closed_responsible ON standing (responsible, closed, opened, category, kind,
    channel) WHERE closed IS NOT NULL;
CREATE INDEX standing_closed_category ON standing (category, closed, opened, kind, channel)
    WHERE closed IS NOT NULL;
CREATE INDEX standing_deadline ON standing (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX standing_undone ON standing (deadline) WHERE done IS NULL AND deadline IS NOT NULL;
CREATE INDEX standing_returned ON standing (returned) WHERE returned IS NOT NULL;
CREATE INDEX standing_evaluated ON standing (evaluated) WHERE evaluated IS NOT NULL;
CREATE INDEX standing_disputed ON standing (disputed) WHERE disputed > 0;
CREATE INDEX standing_unpleased ON standing (opened, village, organization, category)
    WHERE satisfaction = 'dissatisfied';
CREATE INDEX standing_open_opened ON standing (opened, category, kind, channel) WHERE open = 1;
CREATE INDEX standing_open_state ON standing (phase, state, opened, category, kind, channel)
    WHERE open = 1;
CREATE INDEX standing_open_phase ON standing (phase, opened, category, kind, channel) WHERE open = 1;
CREATE INDEX standing_open_nearest ON standing (phase, nearest, opened, category, kind, channel)
    WHERE open = 1;
CREATE INDEX standing_open_village ON standing (village, phase, state, nearest, opened, category, kind,
    channel) WHERE open = 1;
CREATE INDEX standing_open_organization ON standing (organization, phase, state, nearest, opened,
    category, kind, channel) WHERE open = 1;
CREATE INDEX standing_open_responsible ON standing (responsible, phase, state, nearest, opened,
    category, kind, channel) WHERE open = 1;
CREATE INDEX standing_open_recorder ON standing (recorder, phase, state, nearest, opened, category,
    kind, channel) WHERE open = 1;
CREATE INDEX standing_open_category ON standing (category, phase, state, nearest, opened, kind, channel)
    WHERE open = 1;
CREATE INDEX standing_theme ON standing (theme) WHERE theme IS NOT NULL;
CREATE INDEX standing_part_open ON standing_part (organization, deadline) WHERE open = 1;
"""


def apply(db: Database) -> None:
    """Empty tables: the program fills them from the events when they are first asked for."""
    for statement in STATEMENTS.split(";"):
        if statement.strip():
            db.execute(statement)
