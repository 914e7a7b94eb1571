"""Whether a row that came can be kept: types and lengths of its values, and that its owners are here."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from db.exchange.siblings import Coming, Siblings
from db.fields import Field, FieldType, Kind
from db.kinds import KINDS
from db.records import JSON_TYPES
from db.schema import quoted

_ID = re.compile(r"[0-9A-Za-z._:-]{1,64}")
_INTEGERS = (FieldType.INTEGER, FieldType.MONEY, FieldType.BOOLEAN)
_LONGEST_JSON = 200_000
_LONGEST = 20_000
_GREATEST = 2**63


def unreadable(kind: Kind, identity: Any, values: Mapping[str, Any], columns: Mapping[str, Siblings]) -> str:
    """The name of the first column whose value no program of this protocol would have written, or ""."""
    if type(identity) is not str or not is_id(identity):
        return "id"
    checks = _checks(kind.name)
    for name, value in values.items():
        if value is not None and name in checks and not checks[name](value):
            return name
    for name, found in columns.items():
        check = checks.get(name)  # none: of a newer program, kept as it came
        if check and not all(each.value is None or check(each.value) for each in found.values()):
            return name
    return ""


def is_id(text: str) -> bool:
    """Whether a program of this protocol would have given such an id."""
    return _ID.fullmatch(text) is not None


def is_sound_column(kind: Kind, name: str, values: list[Any]) -> bool:
    """Whether all of many values of one column, none of them None, are what a program would write."""
    check = _checks(kind.name)[name]
    if check is not _is_text:
        return all(map(check, values))
    if not set(map(type, values)) <= {str}:
        return False
    whole = "".join(values)
    return max(map(len, values), default=0) <= _LONGEST and "\x00" not in whole and _is_whole(whole)


@cache
def _checks(kind_name: str) -> dict[str, Callable[[Any], bool]]:
    kind = KINDS[kind_name]
    checks = {each.name: _check(each) for each in kind.fields}
    return {**checks, "deleted": _is_flag, "extra": lambda value: _is_json(value, dict)}


def _check(field: Field) -> Callable[[Any], bool]:
    if field.type in _INTEGERS:
        return _is_integer
    if field.type is FieldType.NUMBER:
        return _is_number
    if field.type in JSON_TYPES:
        expected = list if field.type is FieldType.REFERENCES else dict
        return lambda value: _is_json(value, expected)
    return _is_text  # not the field's own limit: a newer program may allow more


def _is_flag(value: Any) -> bool:
    return value in (0, 1) and type(value) is int


def _is_integer(value: Any) -> bool:
    return type(value) is int and abs(value) < _GREATEST


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < _GREATEST and math.isfinite(value)


def _is_text(value: Any) -> bool:
    if type(value) is not str or len(value) > _LONGEST or "\x00" in value:
        return False
    return value.isascii() or _is_whole(value)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a pair
        return False
    return True


def _is_json(value: Any, expected: type) -> bool:
    if type(value) is not str or len(value) > _LONGEST_JSON or not _is_whole(value):
        return False
    try:
        return isinstance(json.loads(value), expected)
    except (ValueError, RecursionError):
        return False


def owners_of(connection: Any, kind: Kind, coming: Iterable[Coming]) -> dict[str, set[Any]]:
    """Per required reference of a kind, which of the ids that records name exist here."""
    names = [each for each in kind.fields if each.required and each.type is FieldType.REFERENCE]
    if not names:
        return {}
    kept = list(coming)
    found: dict[str, set[Any]] = {}
    for field in names:
        named = (one.value for each in kept for one in each.of(field.name).values())
        ids = json.dumps(list({each for each in named if isinstance(each, str)}))
        found[field.name] = set()
        for target in field.targets:
            sql = f"SELECT id FROM {quoted(target)} WHERE id IN (SELECT value FROM json_each(?))"
            found[field.name].update(row[0] for row in connection.execute(sql, (ids,)))
    return found
