"""How long a matter of some type may take: terms per type and service, which a township may send."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app import records
from app.calendar_years import leapt_over
from app.codes import Codes
from app.desk import Desk
from app.problems import Problem
from app.records import Query, Where
from app.rights import require
from app.text import TERMS
from app.workdays import Calendar, calendar_of, warning

TERM = "matter_term"  # the code list: "errand" or "errand.allowance" → "15个工作日"
SERVICES = "errand_service"
MOST = 1000
_WRITTEN = re.compile(r"\s*(\d{1,6})\s*个?\s*(工作日|日|天)\s*$")


@dataclass(frozen=True)
class Term:
    """So many working days, or days of the calendar."""

    count: int
    working: bool = True

    @property
    def words(self) -> str:
        """15个工作日, 60日."""
        return TERMS["working" if self.working else "days"].format(count=self.count)


@dataclass(frozen=True)
class Due:
    """The day a term ends. words: “15个工作日，到…”; warning: "" or which year is not known."""

    day: date
    term: Term
    words: str
    warning: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the table of terms. `term`: its words, "" where that of the type holds."""

    key: str
    label: str
    term: str
    told_above: bool


def read_term(text: str) -> Term:
    """The term that is written: “15个工作日”, “60日”. Raises Problem not_a_term."""
    found = _WRITTEN.match(text)
    if not found or not 1 <= int(found[1]) <= MOST:
        raise Problem("not_a_term", text=text.strip()[:20])
    return Term(int(found[1]), found[2] == "工作日")


def term_of(codes: Codes, type: str, service: str | None = None) -> Term | None:
    """How long such a matter may take; None where nobody said. What cannot be read says nothing."""
    known = dict(codes.options(TERM))
    for key in (f"{type}.{service}" if service else type, type):
        if key in known:
            try:
                return read_term(known[key])
            except Problem:
                continue
    return None


def due_after(calendar: Calendar, start: date, term: Term) -> Due:
    """The day a term from `start` ends; the day itself does not count. Raises Problem too_many_days."""
    if term.working:
        day = calendar.after(start, term.count)
        leapt = leapt_over(calendar, start, day)
        told = warning(calendar.unknown(start, day))
    else:
        try:
            day = start + timedelta(days=term.count)
        except OverflowError:
            raise Problem("too_many_days", limit=MOST) from None
        leapt = told = ""
    written = f"{day.year}年{day.month}月{day.day}日"
    words = TERMS["due_leaping" if leapt else "due"].format(term=term.words, day=written, leapt=leapt)
    return Due(day, term, words, told)


def due(codes: Codes, type: str, service: str | None, start: str | None) -> Due | None:
    """When a matter of that type taken in on that day is due; None without a term or a whole day."""
    term = term_of(codes, type, service)
    if term is None or not start or len(start) != 10:
        return None
    try:
        return due_after(calendar_of(codes), date.fromisoformat(start), term)
    except (ValueError, Problem):
        return None


def left_words(calendar: Calendar, today: date, deadline: str | None) -> str:
    """“还有 5 个工作日”, “超 2 个工作日”, “今天到期”; "" without a whole day."""
    if not deadline or len(deadline) != 10:
        return ""
    try:
        until = date.fromisoformat(deadline)
    except ValueError:
        return ""
    count = calendar.between(today, until)
    if until < today:
        return TERMS["over"].format(count=-count)
    return TERMS["left"].format(count=count) if until > today else TERMS["today"]


def table(codes: Codes) -> list[Row]:
    """Every type that has terms, and every service of an errand."""
    known = dict(codes.options(TERM))
    keys = {
        type: codes.label("matter_type", type) for type in ("errand", "petition", "dispute", "suggestion")
    }
    rows = []
    for type, label in keys.items():
        rows.append(Row(type, label, known.get(type, ""), (TERM, type) in codes.told_above))
        if type == "errand":
            services = ((f"errand.{code}", name) for code, name in codes.options(SERVICES))
            rows += [
                Row(key, f"{label}：{name}", known.get(key, ""), (TERM, key) in codes.told_above)
                for key, name in services
            ]
    return rows


def set_term(desk: Desk, key: str, text: str) -> None:
    """State a term anew, for this office and those below; "" lets that of the type hold again.

    Raises Problem: only_review, not_a_term, defined_above where an office above told it.
    """
    require(desk, "codes")
    if (TERM, key) in desk.codes.told_above:
        raise Problem("defined_above", kind=desk.codes.names.get(TERM, TERM))
    shipped = desk.codes.lists.get(TERM, {}).get(key)
    label = read_term(text).words if text.strip() else (shipped or "")
    where = (Where("list", "=", TERM), Where("code", "=", key))
    own = [
        each for each in records.find(desk, Query("code", where=where)) if each.office in ("", desk.office.id)
    ]
    values = {"label": label or Term(1).words, "hidden": 0 if text.strip() else 1}
    with desk.write("codes.term") as writer:
        if own:
            writer.change("code", own[0].id, values)
        elif text.strip() or shipped:
            writer.add("code", {"list": TERM, "code": key, **values})
