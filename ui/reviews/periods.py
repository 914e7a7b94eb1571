"""The periods of which handbooks are reviewed: months, quarters, years, the latest first."""

from __future__ import annotations

from datetime import date, timedelta

from app.ledgers.periods import Period, parse_period

MONTHS, QUARTERS = 12, 4


def offered(today: date) -> list[Period]:
    """The last twelve months, four quarters and two years, each with the present one."""
    months, first = [], today.replace(day=1)
    for _ in range(MONTHS):
        months.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    number = today.year * 4 + (today.month - 1) // 3
    quarters = [f"{each // 4}-Q{each % 4 + 1}" for each in range(number, number - QUARTERS, -1)]
    years = [str(today.year), str(today.year - 1)]
    return [parse_period(each) for each in (*months, *quarters, *years)]
