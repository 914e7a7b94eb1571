"""The self check: database, audit log, attachments and backups looked at, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.desk import Desk
from app.faults import faults_as_problems
from app.problems import Problem
from app.text import CHECKS
from db import backup, local
from db import self_check_queries as queries
from db.connection import quick_check


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `what`: database, audit, attachments or backups."""

    what: str
    good: bool
    text: str


def examine(desk: Desk) -> list[Finding]:
    """Look at everything; a fault in one part does not keep the others from being looked at."""
    return [*_database(desk), _audit(desk), *_attachments(desk), *_backups(desk)]


def _finding(what: str, good: bool, code: str, **facts: object) -> Finding:
    return Finding(what, good, CHECKS[code].format(**facts))


def _database(desk: Desk) -> Iterator[Finding]:
    try:
        with faults_as_problems(desk.home):
            whole = quick_check(desk.store.database) == "ok"
    except Problem:
        whole = False
    yield _finding("database", whole, "database_good" if whole else "database_bad")


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
    folder = desk.home / "backups"
    found = backup.listing(folder)
    damaged = [each.name for each in found if not queries.backup_opens(each, desk.store.data_key)]
    for name in damaged:
        yield _finding("backups", False, "backup_damaged", file=name)
    if not found:
        yield _finding("backups", True, "backups_none")
    elif len(damaged) < len(found):
        yield _finding("backups", True, "backups_good", count=len(found) - len(damaged), latest=found[0].name)
