"""What happened to a record, in words; and what lies in the recycle bin."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from app import records
from app.desk import Desk
from app.intentions import intention_label
from app.kinds import KINDS, Field, FieldType
from app.unmasking import seen_value
from db import history as store_history
from db.records import Query, Record


@dataclass(frozen=True)
class Change:
    """One line of a record's history. Empty `field` is the record's adding; `before` raw values
    can be put back by changing the field to them."""

    at: str
    operator: str
    action_label: str
    field: str
    field_label: str
    before: str
    after: str
    before_value: Any = None


def history(desk: Desk, kind: str, identity: str, whole: bool = False) -> list[Change]:
    """Every change of a record, newest first, values in words, masked as the screen does.

    `whole`: nothing is masked; the caller sees to the audit log. Raises Problem no_such_record.
    """
    record = records.get(desk, kind, identity)
    found = store_history.of_record(desk.store.database, kind, identity)
    told = [(each, _told(desk, kind, each)) for each in reversed(found)]
    return [line if whole else _masked(desk, record, change, line) for change, line in told]


def _masked(desk: Desk, record: Record, change: store_history.FieldChange, told: Change) -> Change:
    if not KINDS[record.kind].has(told.field):
        return told
    field = KINDS[record.kind].field(told.field)
    before, after = (
        seen_value(desk, record.kind, record.values, field, value, text)
        for value, text in ((change.before, told.before), (change.after, told.after))
    )
    return replace(told, before=before, after=after)


def recycle_bin(desk: Desk, limit: int = 500) -> list[Record]:
    """Deleted records of all kinds."""
    binned: list[Record] = []
    for kind in KINDS:
        binned += records.find(desk, Query(kind, deleted=True, order=("-row",), limit=limit))
    return binned


def _told(desk: Desk, kind: str, change: store_history.FieldChange) -> Change:
    action = change.action
    label = intention_label(action.intention)
    if not change.field:
        return Change(action.at, action.operator, label, "", "新增", "", "")
    if change.field == "deleted":
        words = {0: "在册", 1: "回收站"}
        return Change(
            action.at, action.operator, label, "deleted", "存放",
            words.get(change.before, ""), words.get(change.after, ""), change.before,
        )  # fmt: skip
    if change.field == "extra":
        return Change(
            action.at, action.operator, label, "extra", "补充栏", change.before or "", change.after or ""
        )
    field = KINDS[kind].field(change.field)
    before = _decoded(field, change.before)
    return Change(
        action.at, action.operator, label, field.name, field.label,
        display(desk, field, before), display(desk, field, _decoded(field, change.after)), before,
    )  # fmt: skip


def _decoded(field: Field, stored: Any) -> Any:
    if stored is not None and field.type in (FieldType.JSON, FieldType.REFERENCES):
        return json.loads(stored)
    return stored


def display(desk: Desk, field: Field, value: Any) -> str:
    """A field's value in words: labels for codes, titles for references, 元 for money."""
    if value is None:
        return ""
    if field.type is FieldType.CODE:
        return desk.codes.label(field.codes, value)
    if field.type is FieldType.MONEY:
        return f"{value / 100:.2f}元"
    if field.type is FieldType.BOOLEAN:
        return "是" if value else "否"
    if field.type in (FieldType.REFERENCE, FieldType.REFERENCES):
        ids = [value] if isinstance(value, str) else value
        found: dict[str, str] = {}
        for target in field.targets:
            found.update(records.titles(desk, target, ids))
        return "、".join(found.get(identity, "（已不存在）") for identity in ids)
    if field.type is FieldType.JSON:
        return json.dumps(value, ensure_ascii=False)
    if field.type is FieldType.NUMBER:
        return f"{value:g}"
    return str(value)
