"""Reading JSON that somebody else wrote: bounded, plain values, text that can be stored."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from app.command_line.problems import CommandProblem
from app.kinds import FieldType, Kind

LINE_BYTES = 1 << 20
LINES = 200_000
DEPTH = 20
OWN_NAME = 60
_STRUCTURED = (FieldType.JSON, FieldType.REFERENCES)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def objects(stream: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of JSON lines; blank lines are passed over.

    Raises CommandProblem bad_line, which names the line, and too_many_lines.
    """
    number = 0
    while line := stream.readline(LINE_BYTES + 1):
        number += 1
        if number > LINES:
            raise CommandProblem("too_many_lines", limit=LINES)
        try:
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield number, parsed_object(line)
        except CommandProblem as problem:
            if problem.code == "bad_line":
                raise
            raise CommandProblem("bad_line", line=number, sentence=problem.sentence) from None


def one_object(stream: BinaryIO) -> dict[str, Any]:
    """The whole input as one object; empty input is an empty object. Raises CommandProblem."""
    return parsed_object(text) if (text := stream.read(LINE_BYTES + 1)).strip() else {}


def parsed_object(text: bytes) -> dict[str, Any]:
    """The object that `text` holds. Raises CommandProblem."""
    if len(text) > LINE_BYTES:
        raise CommandProblem("line_too_long", limit=LINE_BYTES)
    try:
        value = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise CommandProblem("not_utf8") from None
    except RecursionError:
        raise CommandProblem("nested_too_deep", limit=DEPTH) from None
    except ValueError:
        raise CommandProblem("broken_json") from None
    if not isinstance(value, dict):
        raise CommandProblem("not_an_object")
    cleaned: dict[str, Any] = _clean(value, 1)
    return cleaned


def plain_values(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """The values, once no structure stands where one value belongs. Raises CommandProblem."""
    for name, value in values.items():
        field = kind.field(name) if kind.has(name) else None
        if name == "id" and not (isinstance(value, str) and _UUID.fullmatch(value)):
            raise CommandProblem("bad_id", id=str(value)[:40])
        if field is None and len(name) > OWN_NAME:
            raise CommandProblem("own_field_name", field=name[:OWN_NAME], limit=OWN_NAME)
        structured = field is not None and field.type in _STRUCTURED
        if not structured and isinstance(value, list | dict):
            raise CommandProblem("one_value_expected", label=field.label if field else name)
    return values


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("not JSON: NaN or Infinity")


def _clean(value: Any, depth: int) -> Any:
    """Without what cannot be stored: NUL, halves of surrogate pairs, numbers beyond all bounds."""
    if depth > DEPTH:
        raise CommandProblem("nested_too_deep", limit=DEPTH)
    if isinstance(value, str):
        return _UNSTORABLE.sub(_replacement, value)
    if isinstance(value, float) and not math.isfinite(value):
        raise CommandProblem("broken_json")
    if isinstance(value, list):
        return [_clean(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {_clean(name, depth + 1): _clean(each, depth + 1) for name, each in value.items()}
    return value


def _replacement(found: re.Match[str]) -> str:
    return "" if found.group() == "\x00" else "\ufffd"
