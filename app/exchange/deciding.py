"""The inbox: columns with several values side by side in words, and what a person decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app import records
from app.desk import Desk
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import ties
from app.history import display, own_told
from app.kinds import KINDS, FieldType
from app.records import Query, Record, Where
from app.rights import require
from app.sight import guard, is_minor
from app.unmasking import reveal, seen_value
from db.exchange import inbox, parking, taking
from db.exchange.parking import Parked


@dataclass(frozen=True)
class Choice:
    """One of the values. `raw`: as it is stored; `shown`: what all offices show until somebody decides."""

    raw: Any
    words: str
    office: str
    operator: str
    at: str
    shown: bool


@dataclass(frozen=True)
class Question:
    """One field of one record that waits for a decision; fields of its group are decided with it.

    `is_covered`: something in it is hidden as on every page; `uncovered` shows it.
    """

    kind: str
    id: str
    title: str
    field: str
    label: str
    before: str
    choices: tuple[Choice, ...]
    is_covered: bool = False


def questions(desk: Desk, limit: int = 500, offset: int = 0) -> list[Question]:
    """What waits in the inbox, in words."""
    names = ties(desk).names
    return [_question(desk, each, names) for each in inbox.conflicts(desk.store, limit, offset)]


def uncovered(desk: Desk, kind: str, identity: str, field: str) -> Question:
    """One question with nothing hidden; who looked is noted. Raises Problem only_review_sensitive,
    not_in_conflict.
    """
    conflict = inbox.conflict(desk.store, kind, identity, field)
    if conflict is None:
        raise ExchangeProblem("not_in_conflict")
    record = records.get(desk, kind, identity)
    minor = is_minor(KINDS[kind], record.values, desk.today())
    if KINDS[kind].has(field):
        described = KINDS[kind].field(field)
        needed = {guard(described, each.value, minor) for each in conflict.versions} - {""}
        right = "unmask.sensitive" if "unmask.sensitive" in needed else "unmask"
        reveal(desk, kind, identity, {field: right})
    return _question(desk, conflict, ties(desk).names, whole=True)


def count(desk: Desk) -> int:
    """How many questions wait."""
    return inbox.count(desk.store)


def decide(desk: Desk, kind: str, identity: str, field: str, value: Any) -> None:
    """Choose a value, one of the choices or another; it covers all versions at every office.

    Raises Problem: only_review, no_such_record, not_in_conflict, what records.change raises.
    """
    require(desk, "conflict.resolve")
    record = records.get(desk, kind, identity)
    waiting = inbox.waiting(desk.store, kind, identity)
    if field not in waiting:
        raise ExchangeProblem("not_in_conflict")
    with desk.write("conflict.resolve") as writer:
        if field == "deleted":
            if value:
                writer.remove(kind, identity)
            else:
                for name in (field, *_cleared_elsewhere(desk, record)):
                    writer.keep_shown(kind, identity, name)
            return
        written = _written(record, field, value)
        is_changed = any(record.get(name) != each for name, each in written.items())
        if is_changed:
            writer.change(kind, identity, written)
        for name in _together(kind, field):
            if name in waiting and not (is_changed and name == field):
                writer.keep_shown(kind, identity, name)


def _cleared_elsewhere(desk: Desk, record: Record) -> list[str]:
    """The filled fields of a record that another office removed and emptied its bin of.

    That office has no values any more: who keeps the record says each of them again.
    """
    facts = records.find(desk, Query("redaction", (Where("about", "=", record.id),), limit=1))
    return [name for name in KINDS[record.kind].names if facts and record.get(name) is not None]


def _written(record: Record, field: str, value: Any) -> dict[str, Any]:
    """What to write so that the record holds a value as it is stored, or as a form gives it."""
    described = KINDS[record.kind]
    if field == "extra":
        own = {name: None for name in record.values if not described.has(name)}
        return {**own, **json.loads(value or "{}")}
    if isinstance(value, str) and described.field(field).type in (FieldType.REFERENCES, FieldType.JSON):
        value = json.loads(value)
    return {field: value}


def quarantine(desk: Desk, limit: int = 1000) -> list[Parked]:
    """The records that came and could not go in."""
    return parking.listing(desk.store.connection, limit=limit)


def refuse(desk: Desk, number: int) -> None:
    """Leave a parked record out for good; it stays in the database, marked."""
    require(desk, "conflict.resolve")
    with desk.store.local_write() as connection:
        parking.settle(connection, number, "refused")
    desk.audit("exchange.refuse", str(number))


def let_in(desk: Desk, number: int) -> None:
    """Let a parked record in after all. Raises Problem not_parked, still_waits."""
    require(desk, "conflict.resolve")
    found = next((each for each in quarantine(desk, 100_000) if each.number == number), None)
    if found is None:
        raise ExchangeProblem("not_parked")
    with taking.taking_in(desk.store, desk.now(), desk.operator.name, found.package) as under_way:
        parking.settle(under_way.connection, number, "applied")
        is_in = under_way.apply_parked(found)
        if not is_in or any(e.kind == found.kind and e.id == found.id for e in quarantine(desk, 100_000)):
            raise ExchangeProblem("still_waits")  # within the transaction: it waits on as it did
    desk.announce(under_way.taken.touched(), "exchange.take")
    desk.audit("exchange.let_in", str(number))


def _question(
    desk: Desk, conflict: inbox.Conflict, names: dict[str, str], *, whole: bool = False
) -> Question:
    record = records.get(desk, conflict.kind, conflict.id)

    def told(value: Any) -> str:
        words = _words(desk, conflict.kind, conflict.field, value)
        return words if whole else _seen(desk, record, conflict.field, value, words)

    choices = tuple(
        Choice(
            each.value, told(each.value), names.get(each.office, "其他单位"),
            each.operator, each.at, each.shown,
        )
        for each in conflict.versions
    )  # fmt: skip
    plain = {_words(desk, conflict.kind, conflict.field, each.value) for each in conflict.versions}
    return Question(
        conflict.kind, conflict.id, records.title(desk, record), conflict.field,
        _label(conflict.kind, conflict.field), told(conflict.before), choices,
        plain != {each.words for each in choices},
    )  # fmt: skip


def _seen(desk: Desk, record: Record, field: str, value: Any, words: str) -> str:
    """As the screen may show it: hidden like everywhere else."""
    if value is None or not KINDS[record.kind].has(field):
        return words
    return seen_value(desk, record.kind, record.values, KINDS[record.kind].field(field), value, words)


def _label(kind: str, field: str) -> str:
    if field == "deleted":
        return "是否保留这条记录"
    return "补充栏" if field == "extra" else KINDS[kind].field(field).label


def _words(desk: Desk, kind: str, field: str, value: Any) -> str:
    if field == "deleted":
        return "删除" if value else "保留"
    if value is None:
        return "（空）"
    if field == "extra":
        return own_told(value)
    described = KINDS[kind].field(field)
    if described.type in (FieldType.REFERENCES, FieldType.JSON):
        value = json.loads(value)
    return display(desk, described, value)


def _together(kind: str, field: str) -> list[str]:
    """The fields that are decided with this one."""
    if not KINDS[kind].has(field):
        return [field]
    group = KINDS[kind].field(field).group
    return [each.name for each in KINDS[kind].fields if group and each.group == group] or [field]
