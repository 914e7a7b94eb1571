"""How many matters stand on the three lists of several weeks, by village, from the stored standings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

_MOST = 60  # weeks in one question
Numbers = tuple[int, int, int]  # added, progressed, closed


def counts(database: Database, weeks: Sequence[tuple[str, str]]) -> dict[str, list[Numbers]]:
    """Village → (added, progressed, closed) of each week; `weeks`: (Monday, Sunday), "YYYY-MM-DD".

    Progressed: collected before the week, and not struck off at its end. Villages with nothing are left out.
    """
    if not 0 < len(weeks) <= _MOST:
        raise ValueError(len(weeks))
    added = _grouped(database, "s.opened BETWEEN ? AND ?", weeks, "opened")
    closed = _grouped(database, "s.closed BETWEEN ? AND ?", weeks, "closed")
    still = _grouped(database, "s.opened < ?", [(first,) for first, _ in weeks], "")
    later = _grouped(database, "s.opened < ? AND s.closed > ?", weeks, "closed")
    villages = {*added, *closed, *still, *later}
    none = [0] * len(weeks)
    return {
        village: [
            (new, on + after, off)
            for new, on, after, off in zip(
                added.get(village, none), still.get(village, none), later.get(village, none),
                closed.get(village, none), strict=True,
            )
        ]
        for village in villages
    }  # fmt: skip


def _grouped(
    database: Database, condition: str, weeks: Sequence[tuple[str, ...]], bounded: str
) -> dict[str, list[int]]:
    """Village → how many meet the condition in each week.

    `bounded`: the column of which nothing before the first week counts; "": of those not struck off.
    Each reads one index that holds all it asks for.
    """
    sums = ", ".join(f"sum({condition})" for _ in weeks)
    values = [value for week in weeks for value in week]
    if bounded:
        where, bound = f"s.{bounded} >= ?", min(week[0] for week in weeks)
    else:
        where, bound = "s.open = 1 AND s.opened < ?", max(week[0] for week in weeks)
    values.append(bound)
    sql = f"SELECT s.village, {sums} FROM standing s WHERE {where} GROUP BY s.village"
    return {village: list(numbers) for village, *numbers in database.execute(sql, values)}
