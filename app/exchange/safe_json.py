"""JSON from strangers: measured before anything is built from it, within limits that hold in 64 MB."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Unsafe(Exception):
    """Not JSON, or beyond a limit. `why` is a word for logs and tests."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class JsonLimits:
    """How much one JSON text may be: bytes, nesting, values in all, characters of one string."""

    size: int = 1 << 20
    depth: int = 24
    values: int = 250_000
    string: int = 1 << 18


LIMITS = JsonLimits()
HEADER = JsonLimits(size=1 << 16, depth=3, values=200, string=1 << 10)

# An unclosed string matches to the end, so that no text makes the search start over and over.
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_LONG_NUMBER = re.compile(rb"[0-9]{19}")
_DOUBTFUL_ESCAPE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
# What turns the direction of writing, or hides in a word.
_UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)


def canonical(value: object) -> bytes:
    """The one way to write a value: UTF-8, keys sorted, no blanks. Raises ValueError for NaN."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def parse(raw: bytes, limits: JsonLimits = LIMITS) -> Any:
    """The value of a JSON text. Raises Unsafe.

    Refused: beyond the limits, numbers of 19 digits and more, NaN and infinities, NUL
    and halves of surrogate pairs, anything but UTF-8. A negative zero becomes zero.
    """
    _measure(raw, limits)
    try:
        value = json.loads(raw.decode("utf-8"), parse_float=_finite, parse_constant=_refused_constant)
    except UnicodeDecodeError:
        raise Unsafe("not UTF-8") from None
    except (ValueError, RecursionError):
        raise Unsafe("not JSON") from None
    if _DOUBTFUL_ESCAPE.search(raw):
        _check_texts(value)
    return value


def parse_object(raw: bytes, limits: JsonLimits = LIMITS) -> dict[str, Any]:
    """The same for a text that must be one JSON object in its canonical form. Raises Unsafe."""
    value = parse(raw, limits)
    if not isinstance(value, dict):
        raise Unsafe("not an object")
    if canonical(value) != raw:
        raise Unsafe("not canonical")
    return value


def text_of(value: Mapping[str, Any], key: str, longest: int = 200) -> str:
    """The text under `key`. Raises Unsafe when it is none, empty or too long."""
    found = value.get(key)
    if not isinstance(found, str) or not 0 < len(found) <= longest:
        raise Unsafe(f"no text {key}")
    return found


def count_of(value: Mapping[str, Any], key: str) -> int:
    """The whole number from 0 under `key`. Raises Unsafe when it is none."""
    found = value.get(key)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise Unsafe(f"no number {key}")
    return found


def plainly(text: str) -> str:
    """A stranger's text fit to be shown: without signs that are unseen or turn the writing around."""
    return _UNSEEN.sub("", text).strip()


def _measure(raw: bytes, limits: JsonLimits) -> None:
    if len(raw) > limits.size:
        raise Unsafe("too long")
    bare = _STRING.sub(b"", raw)
    if len(raw) - len(bare) > limits.string and _has_long_string(raw, limits.string):
        raise Unsafe("string too long")
    if bare.count(b",") + bare.count(b"[") + bare.count(b"{") >= limits.values:
        raise Unsafe("too many values")
    if _LONG_NUMBER.search(bare):
        raise Unsafe("number too long")
    brackets = bare.translate(None, _BRACKETS)
    for _ in range(limits.depth):
        if not brackets:
            return
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if brackets:
        raise Unsafe("too deep")


def _has_long_string(raw: bytes, longest: int) -> bool:
    """Whether one string, as written, has more bytes than that many characters can need."""
    return any(found.end() - found.start() > 4 * longest + 2 for found in _STRING.finditer(raw))


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number + 0.0


def _refused_constant(_name: str) -> float:
    raise ValueError("not a number")


def _check_texts(value: object) -> None:
    """NUL and halves of surrogate pairs cannot be stored. Depth is known to be small."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise Unsafe("sign that cannot be stored")
    elif isinstance(value, dict):
        for key, each in value.items():
            _check_texts(key)
            _check_texts(each)
    elif isinstance(value, list):
        for each in value:
            _check_texts(each)
