"""Dates as people type them, and as records keep them: YYYY-MM-DD, YYYY-MM or YYYY."""

from __future__ import annotations

import re
from datetime import date

EARLIEST, LATEST = 1850, 2199  # no record of a village names another year
_PARTS = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})$")


def normal_date(text: str) -> str | None:
    """2026.11.5, 2026年11月5日, 20261105, 2026-11 → ISO; None when it is no date."""
    typed = text.strip()
    found = _EIGHT.match(typed) or _PARTS.match(typed)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def in_range(iso: str, years: tuple[int, int]) -> bool:
    """Whether the date lies from the first to the last of two years."""
    return years[0] <= int(iso[:4]) <= years[1]


def age_on(birth: str | None, today: date) -> int | None:
    """Full years; None without a birth date. A birth year alone counts from its first day."""
    if not birth:
        return None
    parts = [int(part) for part in birth.split("-")]
    year, month, day = (*parts, 1, 1)[:3] if len(parts) < 3 else parts
    return today.year - year - ((today.month, today.day) < (month, day))
