"""Conditions as they are typed: name=张三, date>=2026-11-01, content~低保."""

from __future__ import annotations

import re
from typing import Any

from app.codes import Codes
from app.command_line.problems import Misuse
from app.dates import normal_date
from app.kinds import Field, FieldType, Kind
from app.records import Where

_FORM = re.compile(r"([^=!<>~]+?)\s*(>=|<=|!=|=|<|>|~)\s*(.*)", re.DOTALL)
_WHOLE = (FieldType.INTEGER, FieldType.MONEY, FieldType.BOOLEAN)
_TRUTH = {"是": 1, "true": 1, "否": 0, "false": 0}


def condition(kind: Kind, typed: str, codes: Codes) -> Where:
    """The condition that was typed. `~` contains; an empty value asks for empty fields.

    Raises Misuse for what is no condition or no field.
    """
    found = _FORM.fullmatch(typed.strip())
    if not found:
        raise Misuse("not_a_condition", value=typed[:60])
    name, sign, value = found.groups()
    if name == "id":
        return Where("id", sign if sign != "~" else "like", value)
    field = _field(kind, name)
    if not value:
        return Where(field.name, "not_empty" if sign == "!=" else "empty")
    if sign == "~":
        return Where(field.name, "like", value)
    if field.type is FieldType.REFERENCES and sign == "=":
        return Where(field.name, "has", value)
    return Where(field.name, sign, _value(field, value, codes))


def _field(kind: Kind, name: str) -> Field:
    for field in kind.fields:
        if name in (field.name, field.label):
            return field
    fields = "、".join(field.name for field in kind.fields)
    raise Misuse("not_a_field", kind=kind.label, field=name[:40], fields=fields)


def _value(field: Field, typed: str, codes: Codes) -> Any:
    if field.type is FieldType.CODE:
        return codes.code(field.codes, typed) or typed
    if field.type is FieldType.DATE:
        return normal_date(typed) or typed
    if field.type in (*_WHOLE, FieldType.NUMBER):
        if typed.lower() in _TRUTH:
            return _TRUTH[typed.lower()]
        try:
            return int(typed) if field.type in _WHOLE and len(typed) < 19 else float(typed)
        except ValueError:
            raise Misuse("not_a_condition", value=typed[:60]) from None
    return typed
