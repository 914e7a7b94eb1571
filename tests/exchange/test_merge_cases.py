"""The cases of exchange.md that are about merging, each named by its number: transport, clocks, conflicts."""

from __future__ import annotations

import pytest

from db.exchange.forks import MissingBefore
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
    """The world, and a person of A's whom all have."""
    identity = world.add("A", PERSON)
    world.settle()
    return world, identity


def shown(world, identity, name="phone"):
    return {who: world.machines[who].shown(identity)[name] for who in ("A", "T", "K")}


def test_case_01_any_order_of_packages_gives_the_same_and_repeats_change_nothing(world):
    identity = world.add("A", PERSON)
    packages = []
    for number in range(5):
        world.edit("A", identity, {"phone": f"{number}0", "notes": f"第{number}次"})
        packages.append(world.give("A", "T"))
    township = world.machines["T"]
    for number in (5, 3, 3, 1, 2, 4):
        before = township.state(bucket_of("a"))
        actions = stores.count(township.store, "action", "intention <> 'exchange.take'")
        world.take("T", packages[number - 1])
        if number != 5:
            assert township.state(bucket_of("a")) == before
            assert stores.count(township.store, "action", "intention <> 'exchange.take'") == actions
    assert township.state(bucket_of("a")) == world.machines["A"].state(bucket_of("a"))


def test_case_02_a_package_that_never_arrives_is_contained_in_the_next(met):
    world, identity = met
    for phone in ("2", "3"):
        world.edit("A", identity, {"phone": phone})
        world.take("T", world.give("A", "T"))
    world.edit("A", identity, {"notes": "丢失的那一次"})
    world.give("A", "T")
    world.edit("A", identity, {"phone": "4"})
    world.take("T", world.give("A", "T"))
    assert world.machines["T"].shown(identity)["notes"] == "丢失的那一次"


def test_case_03_without_any_acknowledgement_for_a_year_the_next_package_is_complete_and_small(world):
    people = [world.add("A", {"name": f"村民{number}"}) for number in range(20)]
    for month in range(12):
        for identity in people:
            world.edit("A", identity, {"phone": f"{month}-{identity[-4:]}"})
    package = world.give("A", "T")
    world.take("T", package)
    assert len(package.text) < 1 << 20
    assert world.machines["T"].state(bucket_of("a")) == world.machines["A"].state(bucket_of("a"))


def test_case_04_a_delta_without_its_base_is_refused_whole_and_the_sender_goes_back(met):
    world, identity = met
    world.keep_image("T")
    world.edit("A", identity, {"phone": "2"})
    world.exchange("A", "T")
    world.restore("T", noticed=True)
    world.edit("A", identity, {"phone": "3"})
    before = world.machines["T"].state(bucket_of("a"))
    assert world.take("T", world.give("A", "T")) == "missing"
    assert world.machines["T"].state(bucket_of("a")) == before
    world.take("A", world.give("T", "A"))
    assert world.take("T", world.give("A", "T")) == "taken"
    assert shown(world, identity)["T"] == "3"


def test_case_04_a_refused_package_leaves_the_database_as_it_was(tmp_path):
    village, township = stores.office_store(tmp_path, "a"), stores.office_store(tmp_path, "t")
    identity = stores.add(village, "person", **PERSON)
    stores.take(township, stores.sent(village, "a"))
    stores.change(village, "person", identity, phone="2")
    other = stores.office_store(tmp_path, "t", "new")
    before = stores.dump(other)
    with pytest.raises(MissingBefore):
        stores.take(other, stores.sent(village, "a", township))
    assert stores.dump(other) == before


@pytest.mark.parametrize("clock", range(4))
def test_case_11_no_clock_changes_what_a_merge_gives(met, clock):
    world, identity = met
    world.set_clock("A", clock)
    world.edit("A", identity, {"phone": "2", "notes": "村里"})
    world.edit("T", identity, {"phone": "3"})
    world.check()
    assert set(shown(world, identity).values()) == {"2"}
    assert set(shown(world, identity, "notes").values()) == {"村里"}
    assert sorted(world.machines["K"].conflicts()[identity, "phone"]) == ["2", "3"]


def test_case_12_a_later_edit_with_an_earlier_time_follows_what_its_writer_had_seen(met):
    world, identity = met
    world.edit("A", identity, {"phone": "2"})
    world.settle()
    world.set_clock("T", 1)
    world.edit("T", identity, {"phone": "3"})
    world.check()
    assert set(shown(world, identity).values()) == {"3"}
    assert not world.machines["T"].conflicts()


def test_case_27_edits_of_different_fields_are_both_kept_and_told_as_parallel(tmp_path):
    village, township = stores.office_store(tmp_path, "a"), stores.office_store(tmp_path, "t")
    identity = stores.add(village, "person", **PERSON)
    stores.meet(village, township, "a")
    stores.change(village, "person", identity, phone="2")
    stores.change(township, "person", identity, notes="镇里")
    outcome = stores.take(township, stores.sent(village, "a", township)).outcomes["office:a"]
    assert (outcome.parallel, outcome.conflicts) == ([("person", identity)], [])
    assert stores.value(township, "person", identity, "phone") == "2"
    assert stores.value(township, "person", identity, "notes") == "镇里"


def test_case_28_one_choice_closes_a_conflict_everywhere(met):
    world, identity = met
    world.edit("A", identity, {"phone": "2"})
    world.edit("T", identity, {"phone": "3"})
    world.settle()
    assert len(set(shown(world, identity).values())) == 1
    assert all((identity, "phone") in world.machines[who].conflicts() for who in "ATK")
    world.resolve("T", (identity, "phone"), "3")
    world.check()
    assert not any(world.machines[who].conflicts() for who in "ATK")
    assert set(shown(world, identity).values()) == {"3"}


def test_case_28_keeping_what_is_shown_closes_a_conflict_too(met):
    world, identity = met
    world.edit("A", identity, {"phone": "2"})
    world.edit("T", identity, {"phone": "3"})
    world.settle()
    world.resolve("A", (identity, "phone"), world.machines["A"].shown(identity)["phone"])
    world.check()
    assert not any(world.machines[who].conflicts() for who in "ATK")


def test_case_28_two_different_choices_are_a_new_conflict_that_rests(met):
    world, identity = met
    world.edit("A", identity, {"phone": "2"})
    world.edit("T", identity, {"phone": "3"})
    world.settle()
    world.resolve("A", (identity, "phone"), "2")
    world.resolve("T", (identity, "phone"), "3")
    world.check()
    assert sorted(world.machines["K"].conflicts()[identity, "phone"]) == ["2", "3"]
    world.resolve("A", (identity, "phone"), "4")
    world.check()
    assert not world.machines["K"].conflicts()


def test_case_29_the_same_value_typed_at_two_offices_asks_nobody(met):
    world, identity = met
    for who in "AT":
        world.edit(who, identity, {"phone": "13800000012"})
    world.check()
    assert not any(world.machines[who].conflicts() for who in "ATK")


@pytest.mark.parametrize("first", ["AT", "TA"])
def test_case_30_a_removal_beside_an_edit_keeps_the_record_and_asks(met, first):
    world, identity = met
    deeds = {"T": lambda: world.remove("T", identity), "A": lambda: world.edit("A", identity, {"phone": "2"})}
    for who in first:
        deeds[who]()
    world.check()
    for who in "ATK":
        assert world.machines[who].shown(identity)["deleted"] == 0
        assert (identity, "deleted") in world.machines[who].conflicts()
    world.resolve("T", (identity, "deleted"), 1)
    world.check()
    assert set(shown(world, identity, "deleted").values()) == {1}


def test_case_31_removed_at_both_offices_is_removed(met):
    world, identity = met
    world.remove("A", identity)
    world.remove("T", identity)
    world.check()
    assert set(shown(world, identity, "deleted").values()) == {1}
    assert not world.machines["T"].conflicts()


def test_case_31_removed_and_made_again_with_the_same_id(met):
    world, identity = met
    world.remove("A", identity)
    world.settle()
    world.remove("A", identity, restore=True)
    world.edit("A", identity, {"phone": "2"})
    world.check()
    assert set(shown(world, identity, "deleted").values()) == {0}


def test_case_31_one_id_made_at_two_offices_is_one_record_with_both_values(tmp_path):
    village, township = stores.office_store(tmp_path, "a"), stores.office_store(tmp_path, "t")
    stores.meet(village, township, "a")
    stores.add(village, "person", id="same", name="张三", phone="1")
    stores.add(township, "person", id="same", name="张三", notes="镇里")
    township.connection.execute("UPDATE capture SET capturing = 0")
    for table in ("person", "row_stamp", "column_stamp", "batch", "tally"):
        township.connection.execute(f"UPDATE {table} SET bucket = 2 WHERE bucket = 1")
    township.connection.execute("UPDATE capture SET capturing = 1")
    stores.meet(village, township, "a")
    for name in ("phone", "notes", "name", "deleted"):
        assert stores.value(village, "person", "same", name) == stores.value(township, "person", "same", name)
    digests = [stores.sent(each, "a").described["buckets"][0]["digest"] for each in (village, township)]
    assert digests[0] == digests[1]
    assert stores.count(township, "sibling", "field = 'phone'") == 2
    assert stores.count(village, "sibling", "field = 'phone'") == 2
