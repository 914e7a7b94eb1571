"""The self check: database, audit log, attachments and backups looked at, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.backups import FOLDER, own_folder
from app.backups_text import CHECKS as MORE
from app.desk import Desk
from app.faults import faults_as_problems
from app.problems import Problem
from app.text import CHECKS
from db import backup, local
from db import self_check_queries as queries
from db.connection import quick_check
from db.files import DATABASE_FILE
from db.pages import PageCipher, broken_pages, page_count, salt_of


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `what`: database, batches, audit, attachments or backups."""

    what: str
    good: bool
    text: str


def examine(desk: Desk) -> list[Finding]:
    """Look at everything; a fault in one part does not keep the others from being looked at."""
    return [_database(desk), _batches(desk), _audit(desk), *_attachments(desk), *_backups(desk)]


def examine_closed(home: Path, data_key: bytes) -> list[Finding]:
    """Look at what can be looked at when the database no longer opens: its pages, the backups."""
    path = home / DATABASE_FILE
    try:
        broken = sum(1 for _ in broken_pages(path, PageCipher(data_key, salt_of(path))))
        whole = page_count(path)
    except OSError:
        broken = whole = 0
    # Without the first page no other can be told whole: not each of them need be broken.
    counted = _finding("database", False, "pages_bad", count=broken)
    database = counted if 0 < broken < whole else _finding("database", False, "database_bad")
    return [database, *_copies(home, data_key)]


def _finding(what: str, good: bool, code: str, **facts: object) -> Finding:
    return Finding(what, good, (CHECKS | MORE)[code].format(**facts))


def _database(desk: Desk) -> Finding:
    """Every page against its seal, then the structure that they make."""
    path = desk.store.path
    try:
        with faults_as_problems(desk.home):
            broken = sum(1 for _ in broken_pages(path, PageCipher(desk.store.data_key, salt_of(path))))
            if broken:
                return _finding("database", False, "pages_bad", count=broken)
            whole = quick_check(desk.store.database) == "ok"
    except (Problem, OSError):
        whole = False
    if not whole:
        return _finding("database", False, "database_bad")
    return _finding("database", True, "database_good", pages=page_count(path))


def _batches(desk: Desk) -> Finding:
    try:
        with faults_as_problems(desk.home):
            broken = queries.broken_chains(desk.store.database)
    except Problem:
        broken = 1
    return _finding("batches", not broken, "batches_bad" if broken else "batches_good")


def _audit(desk: Desk) -> Finding:
    try:
        with faults_as_problems(desk.home):
            whole = local.audit_intact(desk.store)
    except Problem:
        whole = False
    return _finding("audit", whole, "audit_good" if whole else "audit_bad")


def _attachments(desk: Desk) -> Iterator[Finding]:
    database = desk.store.database
    try:
        with faults_as_problems(desk.home):
            count = queries.content_count(database)
            damaged = sum(1 for _ in queries.damaged_contents(database))
            absent = len(queries.attachments_without_content(database))
    except Problem:
        yield _finding("attachments", False, "attachments_unreadable")
        return
    if damaged:
        yield _finding("attachments", False, "attachments_damaged", count=damaged)
    if absent:
        yield _finding("attachments", False, "attachments_absent", count=absent)
    if not damaged and not absent:
        yield _finding("attachments", True, "attachments_good", count=count)


def _backups(desk: Desk) -> Iterator[Finding]:
    yield from _copies(desk.home, desk.store.data_key)
    second = desk.settings.get(FOLDER)
    found = backup.listing(Path(second)) if second else []
    if found and not queries.backup_opens(found[0], desk.store.data_key):
        yield _finding("backups", False, "backup_damaged", file=str(found[0]))


def _copies(home: Path, data_key: bytes) -> Iterator[Finding]:
    found = backup.listing(own_folder(home))
    damaged = [each.name for each in found if not queries.backup_opens(each, data_key)]
    for name in damaged:
        yield _finding("backups", False, "backup_damaged", file=name)
    if not found:
        yield _finding("backups", True, "backups_none")
    elif len(damaged) < len(found):
        yield _finding("backups", True, "backups_good", count=len(found) - len(damaged), latest=found[0].name)
