"""Which records a ledger lists, and in which order: conditions, the period, natural sorting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.kinds import KINDS
from app.ledgers.definitions import Condition
from app.ledgers.periods import Period
from app.ledgers.reading import Reading
from db.records import Query, Record, Where

_RUN = re.compile(r"\d+|[^\d]")
_NUMERALS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九十")}


def filled(condition: Condition, period: Period) -> Condition:
    """The condition with {start}, {end} and {year_start} put in."""
    days = {
        "{start}": period.first.isoformat(),
        "{end}": period.last.isoformat(),
        "{year_start}": period.year_start.isoformat(),
    }
    value = condition.value
    return Condition(
        condition.path, condition.op, days.get(value, value) if isinstance(value, str) else value
    )


def within(path: str, period: Period) -> tuple[Condition, ...]:
    """Conditions for a day in the period; a month or year alone counts when it begins in it."""
    first = period.first.isoformat()
    if period.first.day == 1:
        first = first[:7] if period.first.month > 1 else first[:4]
    return (Condition(path, ">=", first), Condition(path, "<=", period.last.isoformat()))


def for_period(kind: str, how: str, path: str, period: Period) -> tuple[Condition, ...]:
    """The conditions that LedgerDefinition.period stands for."""
    path = path or KINDS[kind].date_field
    if how == "none" or not path:
        return ()
    if how == "within":
        return within(path, period)
    return (Condition(path, "<=", period.last.isoformat()),)


def _pushed(kind: str, condition: Condition) -> bool:
    """Whether the database can decide the condition by itself."""
    return condition.path == "id" or KINDS[kind].has(condition.path)


def select(
    reading: Reading,
    kind: str,
    conditions: Iterable[Condition],
    order: Sequence[str] = (),
    active: bool = False,
) -> list[Record]:
    """The records of that kind that meet every condition, ordered by the paths in `order`.

    `active`: only those whose start and end span the end of the period.
    """
    wanted = [filled(condition, reading.period) for condition in conditions]
    pushed = tuple(Where(each.path, each.op, each.value) for each in wanted if _pushed(kind, each))
    plain = all(KINDS[kind].has(path.lstrip("-")) for path in order) and "number" not in order
    found = reading.source.find(Query(kind, where=pushed, order=tuple(order) if plain else ()))
    if active:
        first = reading.period.first.isoformat()
        found = [record for record in found if not record["end"] or record["end"] >= first]
    reading.remember(found)
    for condition in wanted:
        if not _pushed(kind, condition):
            raw = reading.cells(found, condition.path).raw
            found = [record for record, value in zip(found, raw, strict=True) if meets(value, condition)]
    return found if plain else _sorted(reading, found, order)


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda value, wanted: bool(value == wanted),
    "!=": lambda value, wanted: bool(value != wanted),
    "<": lambda value, wanted: bool(value is not None and value < wanted),
    "<=": lambda value, wanted: bool(value is not None and value <= wanted),
    ">": lambda value, wanted: bool(value is not None and value > wanted),
    ">=": lambda value, wanted: bool(value is not None and value >= wanted),
    "in": lambda value, wanted: value in wanted,
    "like": lambda value, wanted: value is not None and str(wanted) in str(value),
}


def meets(value: Any, condition: Condition) -> bool:
    """Whether the value meets the condition; of a list, any of its values."""
    if condition.op in ("empty", "not_empty"):
        return (value in (None, "", [])) is (condition.op == "empty")
    if isinstance(value, list):
        return any(meets(each, condition) for each in value)
    ordered = condition.op in ("<", "<=", ">", ">=") and value is not None
    if ordered and isinstance(value, str) is not isinstance(condition.value, str):
        return False
    return _COMPARED[condition.op](value, condition.value)


def natural(value: Any) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which 2组 comes before 12组 and 二组 before 三组; nothing comes last."""
    if value is None or value == "":
        return ((2, 0, ""),)
    if isinstance(value, int | float):
        return ((0, int(value), ""),)
    text = _without_numerals(str(value[0] if isinstance(value, list) else value))
    runs: list[str] = _RUN.findall(text)
    return tuple((0, int(run), "") if run.isdecimal() else (1, 0, run) for run in runs)


def _without_numerals(text: str) -> str:
    """十二组 → 12组, 三组 → 3组; only at the start, where they number a group."""
    found = re.match(r"[一二三四五六七八九十]{1,3}(?=[组社屯队户号])", text)
    if not found:
        return text
    tens, has_ten, units = found.group().partition("十")
    if has_ten:
        number = int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(units, "0"))
    else:
        number = int("".join(_NUMERALS[each] for each in tens))
    return f"{number}{text[found.end() :]}"


def _sorted(reading: Reading, found: list[Record], order: Sequence[str]) -> list[Record]:
    for path in reversed(order):
        keys = [natural(value) for value in reading.cells(found, path.lstrip("-")).raw]
        positions = sorted(range(len(found)), key=keys.__getitem__, reverse=path.startswith("-"))
        found = [found[position] for position in positions]
    return found
