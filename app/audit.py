"""The audit log in words: who did what and when, filtered, checked, and written to a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from app import records
from app.desk import Desk
from app.faults import faults_as_problems
from app.intentions import intention_label
from app.kinds import KINDS
from app.operators import ROLES, accounts
from app.problems import Problem
from app.rights import require
from app.text import AUDIT
from app.unmasking import NARROWING, told_fields
from db import audit_queries as queries
from db.files import disk_faults_told, write_whole
from db.local import first_broken

MOST_SHOWN = 2_000
MOST_WRITTEN = 200_000
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COUNTED = {"sign_in.failed": "times", "settings.lock": "minutes"}


@dataclass(frozen=True)
class Asked:
    """Which lines: by operator, by the act's name in words, from and to a day; "" for all."""

    operator: str = ""
    act: str = ""
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True)
class Line:
    """One line in words. `at` as "2026-11-05 10:32:00"."""

    number: int
    at: str
    operator: str
    act: str
    detail: str


@dataclass(frozen=True)
class Log:
    """What the page shows: lines newest first, of `total`; what can be asked for; the chain.

    `broken`: the number of the first line that does not fit, or None when the chain is whole.
    """

    lines: tuple[Line, ...]
    total: int
    operators: tuple[str, ...]
    acts: tuple[str, ...]
    broken: int | None

    @property
    def verdict(self) -> str:
        """Whether the log is whole, as a sentence."""
        return AUDIT["whole"] if self.broken is None else AUDIT["broken"].format(number=self.broken)


def read_log(desk: Desk, asked: Asked = Asked(), limit: int = MOST_SHOWN) -> Log:
    """The log as an administrator reads it. Raises Problem only_admin."""
    require(desk, "audit.read")
    store, acts = desk.store, queries.audit_acts(desk.store)
    chosen = [act for act in acts if intention_label(act) == asked.act] if asked.act else []
    with faults_as_problems(desk.home):
        total = queries.audit_count(store, asked.operator, chosen, asked.first_day, asked.last_day)
        found = queries.audit_rows(store, asked.operator, chosen, asked.first_day, asked.last_day, limit)
        labels = tuple(sorted({intention_label(act) for act in acts}))
        operators = tuple(queries.audit_operators(store))
        return Log(_told(desk, found), total, operators, labels, first_broken(store))


def save_log(desk: Desk, asked: Asked, path: Path) -> int:
    """Write the lines asked for as a workbook; how many. Noted in the log itself.

    Raises Problem: only_admin, disk_full, not_writable, disk_error.
    """
    log = read_log(desk, asked, MOST_WRITTEN)
    desk.audit("audit.export", str(len(log.lines)))
    with faults_as_problems(path.parent), disk_faults_told(path):
        write_whole(path, _workbook(log, f"{desk.office.name} {AUDIT['title']}"))
    return len(log.lines)


def note_printed(desk: Desk, count: int) -> None:
    """Note that so many lines went to a printer. Raises Problem only_admin."""
    require(desk, "audit.read")
    desk.audit("audit.print", str(count))


def _told(desk: Desk, rows: Sequence[queries.AuditRow]) -> tuple[Line, ...]:
    names = {each.id: each.name for each in accounts(desk)}
    known: dict[tuple[str, str], str] = {}
    return tuple(
        Line(
            row.number, row.at.replace("T", " "), row.operator, intention_label(row.act),
            _detail(desk, row, names, known),
        )
        for row in rows
    )  # fmt: skip


def _detail(
    desk: Desk, row: queries.AuditRow, names: dict[str, str], known: dict[tuple[str, str], str]
) -> str:
    """What was noted, its ids turned into names; the log itself holds no names."""
    if row.act in _COUNTED:
        return AUDIT[_COUNTED[row.act]].format(count=row.detail)
    words = row.detail.split(" ")
    if row.act == NARROWING and len(words) == 2 and words[0] in KINDS:
        return f"{KINDS[words[0]].label} {told_fields(words[0], words[1:])}"
    if len(words) in (2, 3) and words[0] in KINDS and _UUID.fullmatch(words[1]):
        kind, identity, fields = (*words, "")[:3]
        if (kind, identity) not in known:
            known[kind, identity] = _title(desk, kind, identity)
        facts = {"kind": KINDS[kind].label, "title": known[kind, identity]}
        labels = told_fields(kind, fields.split(","))
        return AUDIT["looked_at" if labels else "about"].format(**facts, fields=labels)
    told = [names.get(word, ROLES.get(word, KINDS[word].label if word in KINDS else word)) for word in words]
    return " ".join(told)


def _title(desk: Desk, kind: str, identity: str) -> str:
    try:
        return records.title(desk, records.get(desk, kind, identity))
    except Problem:
        return identity


def _workbook(log: Log, title: str) -> bytes:
    """Every cell written as text: nothing in it can become a formula."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    sheet, bold = book.add_worksheet(AUDIT["title"]), book.add_format({"bold": True})
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, log.verdict)
    heads = [AUDIT[name] for name in ("number", "at", "operator", "act", "detail")]
    for column, (head, width) in enumerate(zip(heads, (8, 20, 12, 20, 60), strict=True)):
        sheet.write_string(2, column, head, bold)
        sheet.set_column(column, column, width)
    for row, line in enumerate(log.lines, 3):
        for column, text in enumerate((str(line.number), line.at, line.operator, line.act, line.detail)):
            sheet.write_string(row, column, text)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)
    book.close()
    return made.getvalue()
