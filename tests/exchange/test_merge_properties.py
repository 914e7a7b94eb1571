"""What must hold of every merge: fixed points, any order, honest digests, groups that stay whole."""

from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange import world_stores as stores
from tests.exchange.world import SHARED, World
from tests.exchange.world_histories import DEEDS, History
from tests.exchange.world_machines import bucket_of
from tests.factories import one_of_each

ACTING = ("redaction", "move")  # facts that change other records when they come
SEEDS = st.integers(0, 1 << 30)


def canonical(package):
    """A package's rows with writers by name, whatever the order and the numbering."""
    names = [f"{node}/{epoch}" for node, epoch, _ in package.described["writers"]]
    rows = []
    for frame in package.frames:
        for row in frame["rows"] if frame["t"] == "rows" else ():
            identity, office, index, seq, _, *values, columns = row
            changed = {
                name: sorted((names[w], s, json.dumps(value)) for w, s, _, value in found)
                for name, found in (columns or {}).items()
            }
            values = dict(zip(frame["fields"], values, strict=False))
            rows.append((frame["kind"], identity, office, names[index], seq, values, changed))
    return sorted(rows, key=lambda row: row[:2])


def played(world, seed, steps=14):
    """Let dice play in a world, without letting all meet at the end."""
    history = History(world, random.Random(seed))
    history.begin()
    for _ in range(steps):
        history.step()


def test_every_kind_arrives_whole_and_leaves_as_it_came(tmp_path):
    village, township, county = (stores.office_store(tmp_path, office) for office in "atk")
    with village.write("fill", "王") as (writer, _):
        ids = one_of_each(lambda kind, values: writer.add(kind, values) if kind not in ACTING else "")
    for kind, identity in ((kind, ids[kind]) for kind in ids if kind not in ACTING):
        with village.write("remove", "王") as (writer, _):
            writer.remove(kind, identity)
    whole = stores.sent(village, "a")
    stores.take(township, whole)
    passed_on = stores.sent(township, "a")
    stores.take(county, passed_on)
    assert canonical(passed_on) == canonical(whole) == canonical(stores.sent(county, "a"))
    assert len(canonical(whole)) == len(ids) - len(ACTING)


@settings(max_examples=12)
@given(SEEDS)
def test_export_import_export_is_a_fixed_point(seed):
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        played(world, seed)
        world.settle()
        township, other = world.machines["T"].store, stores.office_store(Path(folder), "t", "other")
        for office in "abt":
            whole = stores.sent(township, office)
            stores.take(other, whole)
            assert canonical(stores.sent(other, office)) == canonical(whole)
        other.connection.close()
        world.close()


@settings(max_examples=12)
@given(SEEDS, st.permutations(range(4)))
def test_packages_give_the_same_in_any_order_and_any_number_of_times(seed, order):
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        played(world, seed)
        packages = [stores.sent(each.store, o) for each in world.machines.values() for o in "ab"]
        packages = [each for each in packages if each.described["buckets"][0]["heard"]]
        readers = [stores.office_store(Path(folder), "z", name) for name in ("one", "two")]
        for reader, numbers in zip(
            readers, (range(len(packages)), [*order, *range(len(packages))]), strict=True
        ):
            for number in numbers:
                if number < len(packages):
                    stores.take(reader, packages[number])
                    stores.take(reader, packages[number])
        for office in "ab":
            first, second = (canonical(stores.sent(reader, office)) for reader in readers)
            assert _without_names(first) == _without_names(second)
        for each in readers:
            each.connection.close()
        world.close()


def _without_names(rows):
    """Forked branches may still go by different names while their offices have not met."""
    return [
        (
            kind,
            identity,
            {name: sorted(value for _, _, value in found) for name, found in changed.items()},
        )
        for kind, identity, _, _, _, _, changed in rows
    ]


@settings(max_examples=25)
@given(SEEDS)
def test_where_both_have_seen_the_same_rows_and_digests_are_the_same(seed):
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        history = History(world, random.Random(seed))
        history.begin()
        for _ in range(20):
            history.step()
            for one, other in world.links():
                for office in SHARED[one, other]:
                    _compare(world.machines[one], world.machines[other], office)
        world.close()


def _compare(one, other, office):
    name = bucket_of(office)
    packages = [stores.sent(each.store, office).described for each in (one, other)]
    told = [
        {tuple(p["writers"][place][:2]): seq for place, _, _, seq in p["buckets"][0]["heard"]}
        for p in packages
    ]
    heads = [stores.told(each.store, office) for each in (one, other)]
    if told[0] == told[1] and heads[0] == heads[1]:
        assert one.state(name) == other.state(name)
        if office == "a":  # there lie records that the township refused
            return
        assert packages[0]["buckets"][0]["digest"] == packages[1]["buckets"][0]["digest"]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM row_stamp WHERE row = 1",
        "DELETE FROM column_stamp WHERE row = 1 AND field = 'phone'",
        "UPDATE column_stamp SET seq = seq - 1 WHERE row = 1 AND field = 'phone'",
        "UPDATE row_stamp SET writer = 1 WHERE row = 2",
    ],
)
def test_a_digest_shows_stamps_that_differ(tmp_path, damage):
    world = World(tmp_path, names="TA")
    for name in ("甲", "乙"):
        identity = world.add("A", {"name": name})
        world.edit("A", identity, {"phone": "2"})
    world.check()
    before = world.machines["T"].digest("office:a")
    world.machines["T"].store.connection.execute(damage)
    assert world.machines["T"].digest("office:a") != before == world.machines["A"].digest("office:a")
    world.close()


DEED = st.tuples(st.sampled_from("ATK"), st.sampled_from(("edit", "meet", "give")))


@settings(max_examples=25)
@given(st.lists(DEED, max_size=12))
def test_an_identity_number_never_meets_the_state_of_another(deeds):
    with TemporaryDirectory() as folder:
        world = World(Path(folder), names="TAK")
        identity = world.add("A", {"name": "张桂花", "id_number": "n0", "id_state": "s0"})
        world.settle()
        for number, (who, deed) in enumerate(deeds, 1):
            if deed == "edit":
                world.edit(who, identity, {"id_number": f"n{number}", "id_state": f"s{number}"})
            elif deed == "meet":
                world.exchange(*world.links()[number % 2])
            else:
                world.take("T", world.give("A" if who == "A" else "K", "T"))
        world.check()
        for machine in world.machines.values():
            shown = machine.shown(identity)
            assert shown["id_number"][1:] == shown["id_state"][1:]
        world.close()


def test_case_55_the_vectors_of_five_years_of_140_villages_stay_below_a_megabyte(tmp_path):
    township = stores.office_store(tmp_path, "t")
    connection = township.connection
    connection.execute("BEGIN")
    for village in range(140):
        connection.execute("INSERT INTO bucket (name) VALUES (?)", (f"office:{village:04}",))
        bucket = connection.execute("SELECT max(number) FROM bucket").fetchone()[0]
        for epoch in range(20):
            writer = connection.execute(
                "INSERT INTO writer (node, epoch, office) VALUES (?, ?, ?)",
                (f"{village:032x}", f"{epoch:016x}", f"{village:04}"),
            ).lastrowid
            connection.execute("INSERT INTO tally VALUES (?, ?, 30)", (bucket, writer))
            rows = [(bucket, writer, 10 * n, 10 * n - 9, b"", bytes(32)) for n in (1, 2, 3)]
            connection.executemany("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    county = stores.office_store(tmp_path, "k")
    offices = [f"{village:04}" for village in range(140)]
    stores.take(county, stores.sent(township, offices))
    again = stores.sent(township, offices, county)
    assert len(json.dumps(again.described)) < 1 << 20
    assert len(json.dumps(stores.told(county, offices))) < 1 << 20


def test_dice_know_all_deeds():
    assert all(hasattr(History, f"_{deed}") for deed in DEEDS)
