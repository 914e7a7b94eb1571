"""Format 1: the tables of the first release. Frozen: never edited after release."""

from __future__ import annotations

from sqlite_utils import Database

RECORD_TABLES = """
CREATE TABLE "organization" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "name" TEXT, "type" TEXT, "code" TEXT, "parent" TEXT, "founded" TEXT,
    "ended" TEXT, "contact" TEXT, "phone" TEXT, "notes" TEXT);
CREATE TABLE "household" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "number" TEXT, "head" TEXT, "group" TEXT, "address" TEXT, "phone"
    TEXT, "type" TEXT, "notes" TEXT);
CREATE TABLE "person" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "household" TEXT, "name" TEXT, "pinyin" TEXT, "relation" TEXT, "sex" TEXT,
    "id_number" TEXT, "id_state" TEXT, "birth" TEXT, "ethnic" TEXT, "education" TEXT, "political"
    TEXT, "phone" TEXT, "labour" TEXT, "health" TEXT, "status" TEXT, "work_unit" TEXT, "job" TEXT,
    "party_branch" TEXT, "party_joined" TEXT, "party_confirmed" TEXT, "notes" TEXT,
    "private_notes" TEXT);
CREATE TABLE "tag" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER NOT
    NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "owner" TEXT, "tag" TEXT, "start" TEXT, "end" TEXT, "basis" TEXT);
CREATE TABLE "post" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "person" TEXT, "organization" TEXT, "post" TEXT, "kind" TEXT, "start" TEXT,
    "end" TEXT, "notes" TEXT);
CREATE TABLE "visit" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "date" TEXT, "household" TEXT, "person" TEXT, "trip" TEXT, "visitors" TEXT,
    "companions" TEXT, "method" TEXT, "place" TEXT, "content" TEXT, "needs" TEXT, "reflection"
    TEXT, "next_step" TEXT);
CREATE TABLE "matter" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "number" TEXT, "opened" TEXT, "visit" TEXT, "household" TEXT, "person" TEXT,
    "raised_by" TEXT, "channel" TEXT, "category" TEXT, "kind" TEXT, "description" TEXT,
    "original_words" TEXT, "urgency" TEXT, "deadline" TEXT, "organization" TEXT, "responsible"
    TEXT, "recorder" TEXT, "standard" TEXT, "feedback" TEXT, "reflection" TEXT, "theme" TEXT,
    "notes" TEXT);
CREATE TABLE "matter_event" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "matter" TEXT, "act" TEXT, "date" TEXT, "by" TEXT, "organization"
    TEXT, "text" TEXT, "deadline" TEXT, "result" TEXT, "after" TEXT, "whistle" TEXT);
CREATE TABLE "pairing" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "kind" TEXT, "helper" TEXT, "helped" TEXT, "start" TEXT, "end" TEXT,
    "card_number" TEXT, "card_issued" TEXT, "plan" TEXT, "notes" TEXT);
CREATE TABLE "aid" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER NOT
    NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "date" TEXT, "pairing" TEXT, "fund" TEXT, "recipient" TEXT, "form" TEXT,
    "content" TEXT, "amount" INTEGER, "quantity" REAL, "unit" TEXT, "handler" TEXT, "signed"
    INTEGER, "notes" TEXT);
CREATE TABLE "activity" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "type" TEXT, "date" TEXT, "place" TEXT, "organization" TEXT, "host"
    TEXT, "recorder" TEXT, "topic" TEXT, "content" TEXT, "resolution" TEXT);
CREATE TABLE "attendance" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "activity" TEXT, "person" TEXT, "status" TEXT, "reason" TEXT);
CREATE TABLE "project" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "name" TEXT, "type" TEXT, "start" TEXT, "end" TEXT, "unit" TEXT, "planned" REAL,
    "done" REAL, "funds" INTEGER, "beneficiaries" TEXT, "owner" TEXT, "organization" TEXT, "notes"
    TEXT);
CREATE TABLE "milestone" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "project" TEXT, "date" TEXT, "quantity" REAL, "text" TEXT);
CREATE TABLE "duty" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "name" TEXT, "who" TEXT, "what" TEXT, "minimum" INTEGER, "period" TEXT, "start"
    TEXT, "end" TEXT, "source" TEXT);
CREATE TABLE "score_item" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "name" TEXT, "type" TEXT, "points" REAL, "cap" REAL, "period" TEXT);
CREATE TABLE "score_entry" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "person" TEXT, "item" TEXT, "date" TEXT, "points" REAL, "evidence"
    TEXT);
CREATE TABLE "survey" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "subject" TEXT, "date" TEXT, "sent" INTEGER, "returned" INTEGER, "notes" TEXT);
CREATE TABLE "ballot" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "survey" TEXT, "about" TEXT, "choice" TEXT, "votes" INTEGER);
CREATE TABLE "document" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "type" TEXT, "number" TEXT, "title" TEXT, "date" TEXT, "text" TEXT,
    "published" TEXT, "withdrawn" TEXT, "retention" TEXT);
CREATE TABLE "attachment" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "owner" TEXT, "name" TEXT, "sha256" TEXT, "size" INTEGER,
    "media_type" TEXT, "original" INTEGER);
CREATE TABLE "ledger" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "name" TEXT, "definition" TEXT, "based_on" TEXT);
CREATE TABLE "code_list" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket"
    INTEGER NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL
    DEFAULT 0, "extra" TEXT, "name" TEXT, "label" TEXT);
CREATE TABLE "code" ("row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "bucket" INTEGER
    NOT NULL DEFAULT 1, "office" TEXT NOT NULL DEFAULT '', "deleted" INTEGER NOT NULL DEFAULT 0,
    "extra" TEXT, "list" TEXT, "code" TEXT, "label" TEXT, "position" INTEGER, "hidden" INTEGER);
"""

RECORD_INDEXES = """
CREATE INDEX "by_organization_name" ON "organization" ("deleted", "name");
CREATE INDEX "by_organization_parent" ON "organization" ("deleted", "parent", "founded");
CREATE INDEX "by_organization_listed" ON "organization" ("deleted", "founded");
CREATE INDEX "by_organization_made" ON "organization" ("deleted");
CREATE INDEX "by_household_number" ON "household" ("deleted", "number");
CREATE INDEX "by_household_head" ON "household" ("deleted", "head");
CREATE INDEX "by_household_group" ON "household" ("deleted", "group");
CREATE INDEX "by_household_type" ON "household" ("deleted", "type");
CREATE INDEX "by_household_made" ON "household" ("deleted");
CREATE INDEX "by_person_household" ON "person" ("deleted", "household", "birth");
CREATE INDEX "by_person_name" ON "person" ("deleted", "name");
CREATE INDEX "by_person_id_number" ON "person" ("deleted", "id_number");
CREATE INDEX "by_person_phone" ON "person" ("deleted", "phone");
CREATE INDEX "by_person_status" ON "person" ("deleted", "status", "birth");
CREATE INDEX "by_person_listed" ON "person" ("deleted", "birth");
CREATE INDEX "by_person_made" ON "person" ("deleted");
CREATE INDEX "by_tag_owner" ON "tag" ("deleted", "owner", "start");
CREATE INDEX "by_tag_tag" ON "tag" ("deleted", "tag", "start");
CREATE INDEX "by_tag_listed" ON "tag" ("deleted", "start");
CREATE INDEX "by_tag_made" ON "tag" ("deleted");
CREATE INDEX "by_post_person" ON "post" ("deleted", "person", "start");
CREATE INDEX "by_post_organization" ON "post" ("deleted", "organization", "start");
CREATE INDEX "by_post_listed" ON "post" ("deleted", "start");
CREATE INDEX "by_post_made" ON "post" ("deleted");
CREATE INDEX "by_visit_household" ON "visit" ("deleted", "household", "date");
CREATE INDEX "by_visit_person" ON "visit" ("deleted", "person", "date");
CREATE INDEX "by_visit_trip" ON "visit" ("deleted", "trip");
CREATE INDEX "by_visit_listed" ON "visit" ("deleted", "date");
CREATE INDEX "by_visit_made" ON "visit" ("deleted");
CREATE INDEX "by_matter_number" ON "matter" ("deleted", "number");
CREATE INDEX "by_matter_visit" ON "matter" ("deleted", "visit", "opened");
CREATE INDEX "by_matter_household" ON "matter" ("deleted", "household", "opened");
CREATE INDEX "by_matter_person" ON "matter" ("deleted", "person", "opened");
CREATE INDEX "by_matter_category" ON "matter" ("deleted", "category", "opened");
CREATE INDEX "by_matter_deadline" ON "matter" ("deleted", "deadline");
CREATE INDEX "by_matter_recorder" ON "matter" ("deleted", "recorder", "opened");
CREATE INDEX "by_matter_theme" ON "matter" ("deleted", "theme", "opened");
CREATE INDEX "by_matter_listed" ON "matter" ("deleted", "opened");
CREATE INDEX "by_matter_made" ON "matter" ("deleted");
CREATE INDEX "by_matter_event_matter" ON "matter_event" ("deleted", "matter", "date");
CREATE INDEX "by_matter_event_act" ON "matter_event" ("deleted", "act", "date");
CREATE INDEX "by_matter_event_listed" ON "matter_event" ("deleted", "date");
CREATE INDEX "by_matter_event_made" ON "matter_event" ("deleted");
CREATE INDEX "by_pairing_kind" ON "pairing" ("deleted", "kind", "start");
CREATE INDEX "by_pairing_helper" ON "pairing" ("deleted", "helper", "start");
CREATE INDEX "by_pairing_helped" ON "pairing" ("deleted", "helped", "start");
CREATE INDEX "by_pairing_end" ON "pairing" ("deleted", "end");
CREATE INDEX "by_pairing_listed" ON "pairing" ("deleted", "start");
CREATE INDEX "by_pairing_made" ON "pairing" ("deleted");
CREATE INDEX "by_aid_pairing" ON "aid" ("deleted", "pairing", "date");
CREATE INDEX "by_aid_recipient" ON "aid" ("deleted", "recipient", "date");
CREATE INDEX "by_aid_form" ON "aid" ("deleted", "form", "date");
CREATE INDEX "by_aid_listed" ON "aid" ("deleted", "date");
CREATE INDEX "by_aid_made" ON "aid" ("deleted");
CREATE INDEX "by_activity_type" ON "activity" ("deleted", "type", "date");
CREATE INDEX "by_activity_organization" ON "activity" ("deleted", "organization", "date");
CREATE INDEX "by_activity_listed" ON "activity" ("deleted", "date");
CREATE INDEX "by_activity_made" ON "activity" ("deleted");
CREATE INDEX "by_attendance_activity" ON "attendance" ("deleted", "activity");
CREATE INDEX "by_attendance_person" ON "attendance" ("deleted", "person");
CREATE INDEX "by_attendance_made" ON "attendance" ("deleted");
CREATE INDEX "by_project_type" ON "project" ("deleted", "type", "start");
CREATE INDEX "by_project_listed" ON "project" ("deleted", "start");
CREATE INDEX "by_project_made" ON "project" ("deleted");
CREATE INDEX "by_milestone_project" ON "milestone" ("deleted", "project", "date");
CREATE INDEX "by_milestone_listed" ON "milestone" ("deleted", "date");
CREATE INDEX "by_milestone_made" ON "milestone" ("deleted");
CREATE INDEX "by_duty_listed" ON "duty" ("deleted", "start");
CREATE INDEX "by_duty_made" ON "duty" ("deleted");
CREATE INDEX "by_score_item_made" ON "score_item" ("deleted");
CREATE INDEX "by_score_entry_person" ON "score_entry" ("deleted", "person", "date");
CREATE INDEX "by_score_entry_item" ON "score_entry" ("deleted", "item", "date");
CREATE INDEX "by_score_entry_listed" ON "score_entry" ("deleted", "date");
CREATE INDEX "by_score_entry_made" ON "score_entry" ("deleted");
CREATE INDEX "by_survey_listed" ON "survey" ("deleted", "date");
CREATE INDEX "by_survey_made" ON "survey" ("deleted");
CREATE INDEX "by_ballot_survey" ON "ballot" ("deleted", "survey");
CREATE INDEX "by_ballot_made" ON "ballot" ("deleted");
CREATE INDEX "by_document_type" ON "document" ("deleted", "type", "date");
CREATE INDEX "by_document_listed" ON "document" ("deleted", "date");
CREATE INDEX "by_document_made" ON "document" ("deleted");
CREATE INDEX "by_attachment_owner" ON "attachment" ("deleted", "owner");
CREATE INDEX "by_attachment_sha256" ON "attachment" ("deleted", "sha256");
CREATE INDEX "by_attachment_made" ON "attachment" ("deleted");
CREATE INDEX "by_ledger_made" ON "ledger" ("deleted");
CREATE INDEX "by_code_list_name" ON "code_list" ("deleted", "name");
CREATE INDEX "by_code_list_made" ON "code_list" ("deleted");
CREATE INDEX "by_code_list" ON "code" ("deleted", "list");
CREATE INDEX "by_code_made" ON "code" ("deleted");
"""

DESK_TABLES = """
CREATE TABLE writer (number INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL,
    UNIQUE (node, epoch));
CREATE TABLE bucket (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE tally (bucket INTEGER NOT NULL, writer INTEGER NOT NULL, seq INTEGER NOT NULL
    DEFAULT 0, PRIMARY KEY (bucket, writer)) WITHOUT ROWID;
CREATE TABLE capture (one INTEGER PRIMARY KEY CHECK (one = 1), capturing INTEGER NOT NULL
    DEFAULT 1, writer INTEGER NOT NULL, action INTEGER NOT NULL DEFAULT 0,
    floor INTEGER NOT NULL DEFAULT 0);
CREATE TABLE row_stamp (kind INTEGER NOT NULL, row INTEGER NOT NULL, bucket INTEGER NOT NULL,
    writer INTEGER NOT NULL, seq INTEGER NOT NULL, action INTEGER NOT NULL, PRIMARY KEY (kind,
    row)) WITHOUT ROWID;
CREATE INDEX row_stamp_dot ON row_stamp (bucket, writer, seq);
CREATE INDEX row_stamp_action ON row_stamp (action);
CREATE TABLE column_stamp (kind INTEGER NOT NULL, row INTEGER NOT NULL, field TEXT NOT NULL,
    bucket INTEGER NOT NULL, writer INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (kind,
    row, field)) WITHOUT ROWID;
CREATE INDEX column_stamp_dot ON column_stamp (bucket, writer, seq);
CREATE TABLE history (number INTEGER PRIMARY KEY, action INTEGER NOT NULL, kind INTEGER NOT
    NULL, row INTEGER NOT NULL, field TEXT NOT NULL, before BLOB, bucket INTEGER NOT NULL, writer
    INTEGER NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX history_record ON history (kind, row);
CREATE INDEX history_action ON history (action);
CREATE TABLE action (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, operator TEXT
    NOT NULL, intention TEXT NOT NULL, undoes INTEGER, undone_by INTEGER);
CREATE TABLE batch (bucket INTEGER NOT NULL, writer INTEGER NOT NULL, last_seq INTEGER NOT
    NULL, first_seq INTEGER NOT NULL, nonce BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY
    (bucket, writer, last_seq)) WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE operator (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    created TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0);
CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, act
    TEXT NOT NULL, detail TEXT NOT NULL, hash BLOB NOT NULL);
CREATE TABLE draft (form TEXT NOT NULL, operator TEXT NOT NULL, at TEXT NOT NULL, contents
    TEXT NOT NULL, PRIMARY KEY (form, operator));
CREATE TABLE content (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE VIRTUAL TABLE find_person USING fts5(keys, content='', contentless_delete=1,
    detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co
    M*'");
CREATE VIRTUAL TABLE find_household USING fts5(keys, content='', contentless_delete=1,
    detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co
    M*'");
CREATE VIRTUAL TABLE text_visit USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_matter USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_matter_event USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_pairing USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_aid USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_activity USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_milestone USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE VIRTUAL TABLE text_document USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
"""


def apply(db: Database) -> None:
    """Create every table and index of format 1, and the first bucket."""
    for statements in (RECORD_TABLES, RECORD_INDEXES, DESK_TABLES):
        for statement in statements.split(";"):
            if statement.strip():
                db.execute(statement)
    db.execute("INSERT INTO bucket (number, name) VALUES (1, 'home')")
