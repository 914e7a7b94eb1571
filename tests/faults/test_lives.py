"""Killed at any instant, a clerk finds all that was reported saved, nothing half done, and no question."""

from __future__ import annotations

from tests.faults.nursery import Nursery

KILLS, SEED = 400, 1


def test_a_clerk_who_is_cut_off_loses_nothing_that_was_reported(nursery: Nursery) -> None:
    counts = nursery.counted("lives", KILLS, SEED)
    assert counts["kills"] >= KILLS
    acts = {name.removeprefix("act ") for name in counts if name.startswith("act ")}
    assert acts >= {"save", "change", "import", "undo", "redo", "bin", "take back", "print", "backup"}
    assert acts >= {"attachment", "setting", "draft", "password", "operator", "trip"}


def test_a_set_up_that_is_cut_off_can_be_signed_in_to_or_begun_again(nursery: Nursery) -> None:
    assert nursery.counted("set_ups", 40, SEED)["kills"] > 10


def test_a_migration_that_is_cut_off_is_done_whole_or_not_at_all(nursery: Nursery) -> None:
    assert nursery.counted("migrations", 16, SEED)["kills"] > 15


def test_a_sign_in_after_a_restore_that_is_cut_off_leaves_no_question(nursery: Nursery) -> None:
    assert nursery.counted("sign_ins", 45)["kills"] > 20
