"""The wall clock as a value: for display and for dates offered in forms, never for order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """The computer's local time; it may be wrong."""
    return datetime.now()


def is_doubtful(now: datetime) -> bool:
    """Whether this time cannot be right: the program did not exist yet, or far in the future."""
    return not 2026 <= now.year <= 2060
