"""The manifest of a package: who to whom, what of which buckets, what the sender has of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.desk import Office
from app.exchange.certificates import office_from_json
from app.exchange.safe_json import Unsafe

SCHEMA = 3
_NODE = re.compile(r"[0-9a-f-]{32,36}")
_EPOCH = re.compile(r"[0-9a-z]{1,40}")
_HEAD = re.compile(r"([0-9a-f]{2}){0,32}")
_NAME = re.compile(r"(office|config):[0-9A-Za-z-]{1,64}")
_OFFICE = re.compile(r"[0-9A-Za-z-]{0,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_GREATEST = 2**53


@dataclass(frozen=True)
class Manifest:
    """A package's own word of itself, its form checked.

    `described`: writers and buckets as db.exchange.parcel writes them. `acknowledged`: bucket →
    [node, epoch, seq, head]. `wants`: contents that the sender lacks. `raw`: the whole object.
    """

    office: Office
    node: str
    number: int
    at: str
    program: str
    schema: int
    is_full: bool
    described: Mapping[str, Any]
    acknowledged: Mapping[str, Sequence[Sequence[Any]]]
    counts: Mapping[str, int]
    wants: tuple[str, ...]
    below: Mapping[str, str]
    above: tuple[str, ...]
    raw: Mapping[str, Any]


def manifest_from(raw: Mapping[str, Any]) -> Manifest:
    """The manifest, checked. Raises Unsafe for what no program of this protocol writes."""
    try:
        return Manifest(
            office_from_json(raw["office"]),
            _text(raw["node"], _NODE),
            _count(raw["number"]),
            _words(raw["at"], 40),
            _words(raw.get("program", ""), 40),
            _count(raw["schema"]),
            bool(raw.get("full")),
            {"writers": _all(raw["writers"], _writer), "buckets": _all(raw["buckets"], _bucket)},
            {_text(name, _NAME): _all(rows, _mark) for name, rows in raw["acks"].items()},
            {_words(kind, 60): _count(count) for kind, count in raw.get("counts", {}).items()},
            tuple(_text(each, _SHA256) for each in raw.get("wants", [])),
            {_text(a, _OFFICE): _text(b, _OFFICE) for a, b in raw.get("below", {}).items()},
            tuple(_text(each, _OFFICE) for each in raw.get("above", [])),
            raw,
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Unsafe("no manifest") from None


def _bucket(each: Any) -> dict[str, Any]:
    heard = _all(each["heard"], _heard)
    return {
        "name": _text(each["name"], _NAME),
        "office": _text(each["office"], _OFFICE),
        "heard": heard,
        "digest": each.get("digest", {}),
    }


def _writer(each: Any) -> list[str]:
    node, epoch, office = each
    return [_text(node, _NODE), _text(epoch, _EPOCH), _text(office, _OFFICE)]


def _heard(each: Any) -> list[Any]:
    place, base, head, seq = each
    if _count(base) > _count(seq):
        raise Unsafe("base beyond its end")
    return [_count(place), base, _text(head, _HEAD), seq]


def _mark(each: Any) -> list[Any]:
    node, epoch, seq, head = each
    return [_text(node, _NODE), _text(epoch, _EPOCH), _count(seq), _text(head, _HEAD)]


def _all(values: Any, checked: Callable[[Any], Any]) -> list[Any]:
    if not isinstance(values, list):
        raise Unsafe("no list")
    return [checked(each) for each in values]


def _text(value: Any, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise Unsafe("no name")
    return value


def _words(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Unsafe("no words")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _GREATEST:
        raise Unsafe("no count")
    return value
