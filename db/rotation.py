"""Which copies of a database are kept: dense when new, sparse when old, never by the clock alone.

Kept are the newest few; then one an hour for a day, one a day for two weeks, one a week for two months
and one a month for two years; then as many as the space allows, the newest always. What counts as old
is measured along the numbers of the copies: a clock that was set wrong moves nothing out of its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ALWAYS = 5  # the newest ones stay whatever their age: what stood before the last mistakes
_DAY = timedelta(days=1)
# A gap between two neighbours that no office leaves: the clock was set, not that much time passed.
_UNBELIEVABLE = 92 * _DAY
_MOMENT = timedelta(hours=1)
# (up to this age, one for each): the newest of every such span of the calendar is kept.
_STEPS = (
    (_DAY, "%Y-%m-%d %H"),
    (14 * _DAY, "%Y-%m-%d"),
    (61 * _DAY, "%G-%V"),
    (731 * _DAY, "%Y-%m"),
)


@dataclass(frozen=True)
class Aged:
    """One copy: when it was made by the wall clock, and its size on the disk."""

    at: datetime
    bytes: int


def kept(copies: Sequence[Aged], limit_bytes: int | None = None) -> list[int]:
    """The indexes to keep of `copies`, which come newest first by their number."""
    chosen = _by_age(copies)
    if limit_bytes is None:
        return chosen
    used = 0
    fitting: list[int] = []
    for index in chosen:
        used += copies[index].bytes
        if fitting and used > limit_bytes:
            break
        fitting.append(index)
    return fitting


def _by_age(copies: Sequence[Aged]) -> list[int]:
    chosen: list[int] = []
    seen: set[str] = set()
    age = timedelta()
    for index, copy in enumerate(copies):
        if index:
            age += _gap(copy.at, copies[index - 1].at)
        span = _span(age, copy.at)
        if index < ALWAYS or (span and span not in seen):
            chosen.append(index)
        seen.add(span)
    return chosen


def _gap(older: datetime, newer: datetime) -> timedelta:
    """How much time passed between two neighbours; a moment where the clock cannot have been right."""
    gap = newer - older
    return gap if timedelta() <= gap <= _UNBELIEVABLE else _MOMENT


def _span(age: timedelta, at: datetime) -> str:
    """The hour, day, week or month for which a copy of that age stands; "" when it is too old."""
    for limit, pattern in _STEPS:
        if age < limit:
            return f"{pattern}:{at:{pattern}}"
    return ""
