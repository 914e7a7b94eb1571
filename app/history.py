"""What happened to a record, in words; and what lies in the recycle bin."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from app import records
from app.desk import Desk
from app.intentions import intention_label
from app.kinds import KINDS, Field, FieldType
from app.problems import Problem
from app.unmasking import seen_value
from db import history as store_history
from db.records import Query, Record, Where
from db.redaction_queries import NEVER_BINNED


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
    action: int = 0

    @property
    def can_be_put_back(self) -> bool:
        """Whether there is an earlier value: the adding and a merge have none."""
        return self.field not in ("", "merged_into")


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


def put_back(desk: Desk, kind: str, identity: str, change: Change, initiator: object | None = None) -> None:
    """Give a field the value it had before this change; the fields of its group go back with it.

    Raises Problem: only_review, no_such_record, append_only, erased, is_merged, cannot_put_back.
    """
    records.check_writing(desk, kind)
    values = _values_before(desk, kind, identity, change)
    with desk.write(f"{kind}.change", initiator) as writer:
        if change.field == "deleted":
            (writer.remove if change.before_value else writer.restore)(kind, identity)
        else:
            writer.put_back(kind, identity, values)


def _values_before(desk: Desk, kind: str, identity: str, change: Change) -> dict[str, Any]:
    """What to write so that a field, its group, or the own fields stand as before the change."""
    if not change.can_be_put_back:
        raise Problem("cannot_put_back")
    described = KINDS[kind]
    if change.field == "deleted":
        return {}
    if change.field == "extra":
        now = records.exact(desk, kind, identity).values
        own = {name: None for name in now if not described.has(name)}
        return {**own, **json.loads(change.before_value or "{}")}
    if described.field(change.field).required and change.before_value is None:
        raise Problem("cannot_put_back")  # what was erased by law does not come back as an empty name
    group = described.field(change.field).group
    together = [each.name for each in described.fields if group and each.group == group]
    if not together:
        return {change.field: change.before_value}
    found = store_history.values_before(desk.store.database, kind, identity, change.action, together)
    return {name: _decoded(described.field(name), value) for name, value in found.items()}


def recycle_bin(desk: Desk, limit: int = 500) -> list[Record]:
    """Deleted records of all kinds; not those merged into another, nor those of which nothing is left."""
    binned: list[Record] = []
    for kind in KINDS:
        if kind not in NEVER_BINNED:
            own = (Where("merged_into", "empty"),) if KINDS[kind].has("merged_into") else ()
            binned += records.find(desk, Query(kind, own, deleted=True, order=("-row",), limit=limit))
    return [each for each in binned if not records.is_erased(each)]


def _told(desk: Desk, kind: str, change: store_history.FieldChange) -> Change:
    action = change.action
    label = intention_label(action.intention)
    if not change.field:
        return Change(action.at, _who(desk, action), label, "", "新增", "", "", None, action.number)
    if change.field == "deleted":
        words = {0: "在册", 1: "回收站"}
        return Change(
            action.at, _who(desk, action), label, "deleted", "存放",
            words.get(change.before, ""), words.get(change.after, ""), change.before, action.number,
        )  # fmt: skip
    if change.field == "extra":
        return Change(
            action.at,
            _who(desk, action),
            label,
            "extra",
            "补充栏",
            own_told(change.before),
            own_told(change.after),
            change.before,
            action.number,
        )
    field = KINDS[kind].field(change.field)
    before = _decoded(field, change.before)
    return Change(
        action.at, _who(desk, action), label, field.name, field.label,
        display(desk, field, before), display(desk, field, _decoded(field, change.after)), before,
        action.number,
    )  # fmt: skip


def _who(desk: Desk, action: store_history.Action) -> str:
    """The operator, with the office where it was done if that is another one."""
    if not action.office:
        return action.operator
    office = records.titles(desk, "organization", [action.office]).get(action.office, "其他单位")
    return f"{action.operator}（{office}）"


def own_told(stored: str | None) -> str:
    """A township's own fields in words: 别名：桂华、…"""
    held = json.loads(stored) if stored else {}
    return "、".join(f"{name.removeprefix('x_')}：{value}" for name, value in held.items())


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
