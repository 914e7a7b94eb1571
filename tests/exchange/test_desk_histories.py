"""A few random histories of real desks; `make soak` lives many more."""

from __future__ import annotations

from tests.faults.nursery import Nursery

TIMES = 4


def test_desks_that_are_taken_back_and_exchange_in_any_order_hold_the_same_at_rest() -> None:
    with Nursery() as nursery:
        assert nursery.counted("desks", TIMES, 3)["desk histories"] == TIMES
