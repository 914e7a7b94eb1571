"""Whether a row that came can be kept: types and lengths of its values, and that its owners are here."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from db.exchange.siblings import Coming, Siblings
from db.fields import Field, FieldType, Kind
from db.records import JSON_TYPES
from db.schema import quoted

_ID = re.compile(r"[0-9A-Za-z._:-]{1,64}")
_INTEGERS = (FieldType.INTEGER, FieldType.MONEY, FieldType.BOOLEAN)
_LONGEST_JSON = 200_000
_LONGEST = 20_000
_GREATEST = 2**63


def unreadable(kind: Kind, identity: Any, values: Mapping[str, Any], columns: Mapping[str, Siblings]) -> str:
    """The name of the first column whose value no program of this protocol would have written, or ""."""
    if not isinstance(identity, str) or not _ID.fullmatch(identity):
        return "id"
    for name, value in values.items():
        if value is not None and not _is_sound(kind, name, value):
            return name
    for name, found in columns.items():
        if not all(each.value is None or _is_sound(kind, name, each.value) for each in found.values()):
            return name
    return ""


def _is_sound(kind: Kind, name: str, value: Any) -> bool:
    if name == "deleted":
        return value in (0, 1) and type(value) is int
    if name == "extra":
        return _is_json(value, dict)
    if not kind.has(name):
        return True  # of a newer program: kept as it came
    return _fits(kind.field(name), value)


def _fits(field: Field, value: Any) -> bool:
    if field.type in _INTEGERS:
        return type(value) is int and abs(value) < _GREATEST
    if field.type is FieldType.NUMBER:
        return type(value) in (int, float) and abs(value) < _GREATEST and math.isfinite(value)
    if field.type in JSON_TYPES:
        return _is_json(value, list if field.type is FieldType.REFERENCES else dict)
    # Not the field's own limit: a newer program may allow more.
    return type(value) is str and len(value) <= _LONGEST and "\x00" not in value and _is_whole(value)


def _is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text)


def _is_json(value: Any, expected: type) -> bool:
    if type(value) is not str or len(value) > _LONGEST_JSON:
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
