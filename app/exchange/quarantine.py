"""The quarantine in words: what a record holds, whence it came, why it could not go in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.exchange import deciding
from app.exchange.text import OTHER_REASON, REASONS
from app.exchange.ties import ties
from app.history import display
from app.kinds import KINDS, Field, FieldType, Kind
from app.unmasking import seen_value
from db.exchange import packages, parking
from db.exchange.parking import Parked

LONGEST = 400  # characters of one value; what is hostile may be long


@dataclass(frozen=True)
class Held:
    """One record in quarantine. `lines`: (label, value) in words; `can_go_in`: a person may let it in."""

    number: int
    kind: str
    kind_label: str
    title: str
    reason: str
    office: str
    at: str
    lines: tuple[tuple[str, str], ...]
    can_go_in: bool


def held_records(desk: Desk, limit: int = 500) -> list[Held]:
    """What waits, oldest first."""
    names = ties(desk).names
    came: dict[str, tuple[str, str]] = {}
    found = []
    for each in deciding.quarantine(desk, limit):
        if each.package not in came:
            package = packages.find(desk.store, each.package)
            came[each.package] = (
                (names.get(package.office, ""), package.at.replace("T", " ")[:16]) if package else ("", "")
            )
        found.append(_held(desk, each, *came[each.package]))
    return found


def count(desk: Desk) -> int:
    """How many records wait."""
    return parking.count(desk.store.connection)


def _held(desk: Desk, each: Parked, office: str, at: str) -> Held:
    kind = KINDS.get(each.kind)
    reason = REASONS.get(each.reason, OTHER_REASON)
    if kind is None:
        return Held(each.number, each.kind, each.kind, "", reason, office, at, (), False)
    values = _values(each)
    told = {name: _words(desk, kind, values, name) for name in values if kind.has(name)}
    lines = tuple((kind.field(name).label, words) for name, words in told.items() if words)
    title = " ".join(told[name] for name in kind.title if told.get(name))
    if each.detail and kind.has(each.detail):
        reason = f"{reason}（{kind.field(each.detail).label}）"
    return Held(
        each.number, each.kind, kind.label, title, reason, office, at, lines, each.reason != "unreadable"
    )


def _values(each: Parked) -> dict[str, Any]:
    """The fields as it came: those of its making, over them what was changed."""
    came = parking.coming(each.record)
    changed = {name: next(iter(found.values())).value for name, found in came.columns.items() if found}
    return {**came.values, **changed}


def _words(desk: Desk, kind: Kind, values: dict[str, Any], name: str) -> str:
    """A value in words, hidden as everywhere; of what is not as its field says, how it came."""
    field, value = kind.field(name), values[name]
    if value is None:
        return ""
    try:
        words = display(desk, field, _plain(field, value))
    except (ValueError, TypeError, KeyError, AttributeError):
        words = str(value)
    return seen_value(desk, kind.name, _safe(values), field, value, words[:LONGEST])


def _plain(field: Field, value: Any) -> Any:
    if field.type in (FieldType.REFERENCES, FieldType.JSON) and isinstance(value, str):
        return json.loads(value)
    return value


def _safe(values: dict[str, Any]) -> dict[str, Any]:
    """Without a birth that is no text: it comes from outside."""
    birth = values.get("birth")
    return values if birth is None or isinstance(birth, str) else {**values, "birth": None}
