"""Checking what was typed against the record's description, before anything is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from app.codes import Codes
from app.dates import in_range, normal_date
from app.derivation import derive
from app.kinds import KINDS, Field, FieldType, Kind
from app.problems import Problem

Check = Callable[[Field, Any, Codes], Any]
OWN = "x_"  # a township's own fields begin with this and are kept beside the columns


def checked(kind: Kind, values: Mapping[str, Any], codes: Codes, *, partial: bool = False) -> dict[str, Any]:
    """The values as they may be stored: trimmed, dates and codes in their normal form.

    With `partial` only the given fields are checked (a change); else defaults are filled in and
    required fields must be there. Raises Problem; its details name the field under "field".
    """
    result: dict[str, Any] = {}
    steps = _steps(kind.name)
    for name, value in values.items():
        step = steps.get(name)
        if step is None:
            if name != "id" and not name.startswith(OWN):
                raise Problem("unknown_field", kind=kind.label, field=name, fields="、".join(kind.names))
            result[name] = value
            continue
        if isinstance(value, str):
            value = value.strip()
        empty = value is None or value == "" or value == [] or value == {}
        result[name] = None if empty else step[1](step[0], value, codes)
    if not partial:
        for name, default in _defaults(kind.name):
            if result.get(name) is None:
                result[name] = default
    _check_required(kind, result, partial=partial)
    _check_span(kind, result)
    return derive(kind.name, result)


@cache
def _steps(kind: str) -> dict[str, tuple[Field, Check]]:
    """Field name → the field and how its value is checked: looked up once per value of a bulk write."""
    return {field.name: (field, _CHECKS[field.type]) for field in KINDS[kind].fields}


@cache
def _defaults(kind: str) -> tuple[tuple[str, Any], ...]:
    return tuple((each.name, each.default) for each in KINDS[kind].fields if each.default is not None)


@cache
def _required(kind: str) -> tuple[Field, ...]:
    return tuple(each for each in KINDS[kind].fields if each.required)


def _check_required(kind: Kind, values: Mapping[str, Any], *, partial: bool) -> None:
    for field in _required(kind.name):
        if values.get(field.name) is None and (not partial or field.name in values):
            raise Problem("required", label=field.label, field=field.name)


def _check_span(kind: Kind, values: Mapping[str, Any]) -> None:
    start, end = values.get("start"), values.get("end")
    if isinstance(start, str) and isinstance(end, str) and end < start[: len(end)]:
        labels = {"start": kind.field("start").label, "end": kind.field("end").label}
        raise Problem("end_before_start", **labels, field="end")


def _text(field: Field, value: Any, codes: Codes) -> str:
    text = str(value)
    text = text.replace("\x00", "")
    if field.mask == "phone":
        text = "".join(text.split())
    if len(text) > field.length_limit:
        raise Problem(
            "too_long", label=field.label, limit=field.length_limit, length=len(text), field=field.name
        )
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be stored


def _date(field: Field, value: Any, codes: Codes) -> str:
    found = normal_date(str(value))
    if found is None:
        raise Problem("not_a_date", label=field.label, value=str(value)[:30], field=field.name)
    if not in_range(found, field.years):
        first, last = field.years
        raise Problem(
            "date_out_of_range",
            label=field.label,
            value=str(value)[:30],
            first=first,
            last=last,
            field=field.name,
        )
    return found


def _whole(field: Field, value: Any, codes: Codes) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 2**63
    if isinstance(value, bool) or abs(number) >= 2**53:
        raise Problem("not_a_number", label=field.label, value=str(value)[:30], field=field.name)
    return number


def _number(field: Field, value: Any, codes: Codes) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = float("nan")
    if number != number or abs(number) > 1e15:
        raise Problem("not_a_number", label=field.label, value=str(value)[:30], field=field.name)
    return number


def _truth(field: Field, value: Any, codes: Codes) -> int:
    if str(value).lower() in ("1", "true", "是", "已签", "已签领"):
        return 1
    if str(value).lower() in ("0", "false", "否", "未签", "未签领"):
        return 0
    raise Problem("not_a_code", label=field.label, value=str(value)[:30], field=field.name)


def _code(field: Field, value: Any, codes: Codes) -> str:
    found = codes.code(field.codes, str(value))
    if found is None:
        raise Problem("not_a_code", label=field.label, value=str(value)[:30], field=field.name)
    return found


def _reference(field: Field, value: Any, codes: Codes) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 64:
        raise Problem("not_a_reference", label=field.label, field=field.name)
    return value


def _references(field: Field, value: Any, codes: Codes) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > 200:
        raise Problem("not_a_reference", label=field.label, field=field.name)
    return list(dict.fromkeys(_reference(field, each, codes) for each in value))


def _json(field: Field, value: Any, codes: Codes) -> Any:
    if not isinstance(value, dict | list):
        raise Problem("not_json", label=field.label, field=field.name)
    if len(json.dumps(value, ensure_ascii=False)) > 200_000:
        raise Problem("not_json", label=field.label, field=field.name)
    return value


_CHECKS: dict[FieldType, Check] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.DATE: _date,
    FieldType.INTEGER: _whole,
    FieldType.MONEY: _whole,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _truth,
    FieldType.CODE: _code,
    FieldType.REFERENCE: _reference,
    FieldType.REFERENCES: _references,
    FieldType.JSON: _json,
}
