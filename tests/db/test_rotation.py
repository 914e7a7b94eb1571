"""Copies thin out as they age, and a clock that was set wrong takes none of them away."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.rotation import ALWAYS, Aged, kept

NOW = datetime(2026, 11, 20, 17, 30)
MEGABYTE = 1 << 20
times = st.lists(st.datetimes(datetime(1999, 1, 1), datetime(2100, 1, 1)), min_size=1, max_size=60)


def lived(days: int, clock_jumps: dict[int, datetime] | None = None) -> list[Aged]:
    """The copies left after an office made one each half hour from 9 to 17 for so many days."""
    left: list[Aged] = []
    for day in range(days, -1, -1):
        for half_hour in range(17):
            at = datetime(2026, 11, 20, 9) - timedelta(days=day) + half_hour * timedelta(minutes=30)
            at = (clock_jumps or {}).get(day, at)
            left.insert(0, Aged(at, MEGABYTE))
            left = [left[index] for index in kept(left)]
    return left


def test_hours_of_a_day_days_of_two_weeks_weeks_of_two_months_months_of_two_years() -> None:
    left = lived(800)
    ages = [NOW - each.at for each in left]
    within = {
        limit: sum(1 for age in ages if age < timedelta(days=limit)) for limit in (1, 14, 61, 731, 9999)
    }
    assert within[1] >= 9  # the hours of today, and what came twice in the newest ones
    assert 11 <= within[14] - within[1] <= 14
    assert 6 <= within[61] - within[14] <= 8
    assert 21 <= within[731] - within[61] <= 24
    assert within[9999] - within[731] <= 1


def test_a_day_with_a_wrong_clock_takes_no_other_copies_away() -> None:
    right, wrong = lived(60), lived(60, {10: datetime(2099, 12, 31), 20: datetime(2000, 1, 1)})
    assert len(wrong) >= len(right) - 2
    months = {each.at.strftime("%Y-%m") for each in wrong}
    assert {"2026-09", "2026-10", "2026-11"} <= months


def test_the_first_copy_after_the_clock_jumped_takes_none_away() -> None:
    left = lived(60)
    for at in (datetime(2099, 12, 31), datetime(2000, 1, 1), datetime.min):
        assert len(kept([Aged(at, MEGABYTE), *left])) >= len(left) - ALWAYS


@given(times)
def test_the_newest_always_stay_and_order_is_kept(moments: list[datetime]) -> None:
    chosen = kept([Aged(each, MEGABYTE) for each in moments])
    assert chosen == sorted(chosen)
    assert chosen[:ALWAYS] == list(range(min(ALWAYS, len(moments))))


@given(times, st.integers(0, 70))
def test_the_space_limit_takes_the_oldest_and_never_the_newest(moments: list[datetime], room: int) -> None:
    copies = [Aged(each, MEGABYTE) for each in moments]
    free, chosen = kept(copies), kept(copies, room * MEGABYTE)
    assert chosen == free[: max(1, room)]
