"""The cases of exchange.md about machines that go backwards or are copied, each named by its number."""

from __future__ import annotations

import pytest

from tests.exchange import world_stores as stores
from tests.exchange.world import World
from tests.exchange.world_machines import bucket_of

PERSON = {"name": "张桂花", "phone": "1"}


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path, names="TABK")
    yield made
    made.close()


@pytest.fixture
def met(world):
    """The world, and two people of A's whom all have."""
    first, second = world.add("A", PERSON), world.add("A", {"name": "李大山", "phone": "9"})
    world.settle()
    return world, first, second


def phones(world, identity):
    return {name: m.shown(identity)["phone"] for name, m in world.machines.items() if name != "B"}


def values(world, who, identity, name="phone"):
    return sorted(world.machines[who].siblings().get((identity, name), []))


@pytest.mark.parametrize("noticed", [True, False])
def test_case_14_what_was_handed_in_before_a_restore_comes_back_from_the_township(met, noticed):
    world, first, second = met
    world.keep_image("A")
    world.edit("A", first, {"phone": "2"})
    world.take("T", world.give("A", "T"))
    world.restore("A", noticed=noticed)
    world.edit("A", second, {"phone": "8"})
    world.check()
    assert set(phones(world, first).values()) == {"2"}
    assert set(phones(world, second).values()) == {"8"}


def test_case_15_a_restore_that_the_side_file_shows_begins_a_new_epoch(met):
    world, first, _ = met
    world.keep_image("A")
    world.edit("A", first, {"phone": "lost before anybody heard of it"})
    world.restore("A", noticed=True)
    world.edit("A", first, {"phone": "2"})
    assert stores.count(world.machines["A"].store, "writer", "node = 'node-of-A'") == 2
    world.check()
    assert world.counts["forks"] == 0


def test_case_16_edits_after_an_unnoticed_restore_are_kept_beside_those_before_it(met):
    world, first, _ = met
    world.keep_image("A")
    world.edit("A", first, {"phone": "2"})
    world.take("T", world.give("A", "T"))
    world.restore("A", noticed=False)
    world.edit("A", first, {"phone": "3"})
    world.check()
    assert world.counts["forks"] > 0
    assert all(values(world, who, first) == ["2", "3"] for who in "ATK")


def test_case_17_a_restored_pc_that_takes_in_first_gets_its_own_changes_and_no_second_alarm(met):
    world, first, _ = met
    world.keep_image("A")
    world.edit("A", first, {"phone": "2"})
    world.take("T", world.give("A", "T"))
    world.restore("A", noticed=False)
    assert world.take("A", world.give("T", "A")) == "missing"  # it goes on from what A had acknowledged
    assert (world.counts["rolled back"], world.counts["forks"]) == (1, 0)
    world.exchange("A", "T")
    assert phones(world, first)["A"] == "2"
    world.edit("A", first, {"phone": "3"})
    world.check()
    assert (world.counts["rolled back"], world.counts["forks"]) == (1, 0)
    assert set(phones(world, first).values()) == {"3"}


def test_case_18_a_clone_and_its_original_that_edit_different_records_lose_neither(met):
    world, first, second = met
    world.clone(noticed=False)
    world.edit("A", first, {"phone": "2"})
    world.edit("C", second, {"phone": "8"})
    world.check()
    assert set(phones(world, first).values()) == {"2"}
    assert set(phones(world, second).values()) == {"8"}
    assert world.counts["forks"] > 0


def test_case_19_a_clone_and_its_original_that_edit_one_field_ask_once(met):
    world, first, _ = met
    world.clone(noticed=False)
    world.edit("A", first, {"phone": "2"})
    world.edit("C", first, {"phone": "3"})
    world.check()
    for who in "ACTK":
        assert values(world, who, first) == ["2", "3"]
        assert list(world.machines[who].conflicts()) == [(first, "phone")]


def test_case_20_a_clone_that_never_hands_in_changes_nothing(met):
    world, first, _ = met
    world.clone(noticed=False)
    world.edit("C", first, {"phone": "nobody hears of it"})
    clone = world.machines.pop("C")
    world.edit("A", first, {"phone": "2"})
    world.check()
    clone.close()
    assert world.counts["forks"] == 0
    assert values(world, "T", first) == []


def test_case_21_a_restored_township_is_filled_again_and_does_not_ask_again(met):
    world, first, _ = met
    world.keep_image("T")
    world.edit("A", first, {"phone": "2"})
    world.edit("T", first, {"phone": "3"})
    world.exchange("A", "T")
    world.resolve("T", (first, "phone"), "2")
    world.exchange("A", "T")
    world.restore("T", noticed=True)
    world.check()
    assert values(world, "T", first) == []
    assert set(phones(world, first).values()) == {"2"}


def test_case_21_an_edit_at_a_restored_township_is_asked_once_beside_what_it_had_resolved(met):
    world, first, _ = met
    world.keep_image("T")
    world.edit("A", first, {"phone": "2"})
    world.exchange("A", "T")
    world.restore("T", noticed=True)
    world.edit("T", first, {"phone": "4"})
    world.check()
    assert values(world, "T", first) == ["2", "4"]


def test_case_23_a_removal_elsewhere_does_not_take_what_was_restored_and_edited(met):
    world, first, _ = met
    world.keep_image("A")
    world.remove("T", first)
    world.settle()
    world.restore("A", noticed=True)
    world.edit("A", first, {"phone": "2"})
    world.check()
    assert world.machines["T"].shown(first)["deleted"] == 0
    assert (first, "deleted") in world.machines["A"].conflicts()


def test_case_24_a_stick_of_three_years_ago_does_not_bring_a_removed_record_back(met):
    world, first, _ = met
    old = world.give("A", "T", is_full=True)
    world.remove("A", first)
    world.settle()
    before = world.machines["T"].state(bucket_of("a"))
    world.take("T", old)
    assert world.machines["T"].state(bucket_of("a")) == before
    world.check()
    assert world.machines["T"].shown(first)["deleted"] == 1


def test_case_25_a_snapshot_resumed_twice_is_told_apart_by_the_chain(met):
    world, first, second = met
    world.keep_image("A")
    for phone in ("2", "3", "4"):
        world.restore("A", noticed=False)
        world.edit("A", first, {"phone": phone})
        world.edit("A", second, {"notes": phone})
        world.take("T", world.give("A", "T"))
    world.check()
    assert values(world, "K", first) == ["2", "3", "4"]


def test_a_snapshot_of_a_branch_resumed_twice_is_a_branch_of_a_branch(met):
    world, first, _ = met
    world.clone(noticed=False)
    world.edit("C", first, {"phone": "c"})
    world.take("T", world.give("C", "T"))
    world.edit("A", first, {"phone": "2"})
    world.keep_image("A")
    for phone in ("3", "4"):
        world.restore("A", noticed=False)
        world.edit("A", first, {"phone": phone})
        world.take("T", world.give("A", "T"))
    world.check()
    assert values(world, "K", first) == ["3", "4", "c"]


def test_relabelled_branches_are_called_the_same_by_both_machines_and_the_township(met):
    world, first, second = met
    world.clone(noticed=False)
    for who, identity in (("A", first), ("C", second)):
        world.edit(who, identity, {"phone": who})
        world.take("T", world.give(who, "T"))
    world.check()
    sql = "SELECT node, epoch FROM writer WHERE number IN (SELECT writer FROM tally WHERE bucket = "
    names = [
        set(
            world.machines[who].store.connection.execute(
                f"{sql}(SELECT number FROM bucket WHERE name = 'office:a') AND seq > 0)"
            )
        )
        for who in "ACTK"
    ]
    assert all(each == names[0] for each in names)


def test_who_wrote_a_branch_stays_told_apart(met):
    world, first, second = met
    world.clone(noticed=False)
    for who, identity in (("A", first), ("C", second)):
        world.edit(who, identity, {"phone": who})
        world.take("T", world.give(who, "T"))
    sql = (
        "SELECT p.id, a.operator FROM history h JOIN person p ON p.row = h.row "
        "JOIN action a ON a.number = h.action WHERE h.kind = 3 AND h.field = 'phone'"
    )
    told = set(world.machines["T"].store.connection.execute(sql))
    assert told == {(first, "A"), (second, "C")}
