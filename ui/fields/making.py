"""From a field's description to its widget, wired to the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app import records, search
from app.desk import Desk
from app.kinds import KINDS, Field, FieldType
from app.records import Query, Record, Where
from app.sight import may_be_hidden
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.coded import CodeField
from ui.fields.dated import DateField
from ui.fields.masked import MaskedCode, MaskedDate, MaskedText
from ui.fields.popup import Choice
from ui.fields.references import Finder, ReferenceField, ReferencesField
from ui.fields.typed import BooleanField, IntegerField, LongTextField, MoneyField, NumberField, TextField
from ui.text import say

PEOPLE = ("person", "household")
PLAIN: dict[FieldType, type[FieldWidget]] = {
    FieldType.TEXT: TextField,
    FieldType.LONG_TEXT: LongTextField,
    FieldType.INTEGER: IntegerField,
    FieldType.NUMBER: NumberField,
    FieldType.MONEY: MoneyField,
    FieldType.BOOLEAN: BooleanField,
}

MASKED = (FieldType.TEXT, FieldType.CODE, FieldType.DATE)


def field_widget(context: Context, spec: Field, parent: QWidget | None = None) -> FieldWidget:
    """The widget for one field of a kind. Raises KeyError for JSON fields, which have no widget."""
    if may_be_hidden(spec) and spec.type in MASKED:
        return _masked_widget(context, spec, parent)
    if spec.type is FieldType.DATE:
        return DateField(spec, context.desk.today, parent, context.desk.watch.doubt)
    if spec.type is FieldType.CODE:
        return CodeField(spec, lambda: context.codes.options(spec.codes), parent)
    if spec.type is FieldType.REFERENCE:
        return ReferenceField(spec, finder(context, spec.targets), _hint(spec.targets), parent)
    if spec.type is FieldType.REFERENCES:
        return ReferencesField(spec, finder(context, spec.targets), _hint(spec.targets), parent)
    return PLAIN[spec.type](spec, parent)


def _masked_widget(context: Context, spec: Field, parent: QWidget | None) -> FieldWidget:
    if spec.type is FieldType.DATE:
        return MaskedDate(spec, context.desk.today, parent)
    if spec.type is FieldType.CODE:
        return MaskedCode(spec, lambda: context.codes.options(spec.codes), parent)
    return MaskedText(spec, parent)


def finder(context: Context, targets: tuple[str, ...]) -> Finder:
    """How to find and name records of these kinds at this desk."""
    desk = context.desk
    return Finder(
        context.tasks,
        lambda text, limit: found(desk, targets, text, limit),
        lambda ids: names(desk, targets, ids),
    )


def found(desk: Desk, targets: tuple[str, ...], text: str, limit: int) -> list[Choice]:
    """Records of these kinds that the typed text means, best first. For the database worker."""
    choices: list[Choice] = []
    people = tuple(kind for kind in targets if kind in PEOPLE)
    if people:
        hits = search.find_people(desk, text, limit=limit, kinds=people)
        choices += [Choice(hit.id, hit.title, hit.detail, hit.kind) for hit in hits]
    for kind in targets:
        if kind not in PEOPLE:
            some = records.find(desk, _titled(kind, text, limit))
            others = {each.office for each in some} - {desk.office.id}
            offices = names(desk, ("organization",), sorted(others)) if kind == "organization" else {}
            some = sorted(some, key=lambda each: each.office in others)
            choices += [
                Choice(each.id, records.title(desk, each), _whose(each, offices), kind) for each in some
            ]
    return choices[:limit]


def _whose(record: Record, offices: Mapping[str, str]) -> str:
    """Which other office registered it: several keep a unit of the same name."""
    name = offices.get(record.office, "")
    return say("field.registered_by", office=name) if name and record.id != record.office else ""


def _titled(kind: str, text: str, limit: int) -> Query:
    """Records of a kind by its free text where it has one, else by a part of their title."""
    if KINDS[kind].searched:
        return Query(kind, text=text, limit=limit)
    return Query(kind, where=(Where(KINDS[kind].title[-1], "like", text),), limit=limit)


def names(desk: Desk, targets: tuple[str, ...], ids: Sequence[str]) -> Mapping[str, str]:
    """What the records are called, by id; the unknown are left out. For the database worker."""
    named: dict[str, str] = {}
    for kind in targets:
        for id, record in records.by_ids(desk, kind, list(ids)).items():
            named[id] = records.title(desk, record)
    return named


def _hint(targets: tuple[str, ...]) -> str:
    return say("field.reference_hint" if set(targets) & set(PEOPLE) else "field.organization_hint")
