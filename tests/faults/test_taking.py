"""A power cut during an exchange: at any disk call of a take-in or a hand-over (cases 5 and 10)."""

from __future__ import annotations

from tests.faults.nursery import Nursery

POINTS = (
    60  # of some five hundred disk calls, the first and the last among them; `make soak` takes the others
)


def test_case_10_a_take_in_killed_at_any_disk_call_did_nothing_or_all_with_its_receipt(
    nursery: Nursery,
) -> None:
    counts = nursery.counted("take_ins", POINTS)
    assert counts["kills"] == POINTS
    assert counts["found before"] > 0 and counts["found after"] > 0


def test_case_05_a_hand_over_killed_at_any_disk_call_leaves_a_whole_package_or_none(nursery: Nursery) -> None:
    assert nursery.counted("hand_overs", POINTS)["kills"] > 0
