"""One bad record never blocks the rest: orphans, unreadable values, trespasses (cases 35, 36)."""

from __future__ import annotations

import pytest

from db.exchange import branching, parking, vectors
from db.exchange.taking import taking_in
from tests.exchange import world_stores as stores
from tests.exchange.world_machines import CLOCKS
from tests.factories import make_household, make_person, make_tag


@pytest.fixture
def three(tmp_path):
    """A village, its township, the county above."""
    return [stores.office_store(tmp_path, office) for office in "atk"]


def without(kind, *ids):
    def change(frame):
        if frame.get("kind") == kind:
            frame["rows"] = [row for row in frame["rows"] if row[0] not in ids]

    return change


def parked(store):
    return [(each.kind, each.id, each.reason) for each in parking.listing(store.connection)]


def with_tag(village):
    person = stores.add(village, "person", **make_person())
    tag = stores.add(village, "tag", **make_tag(person))
    return person, tag


def stray(package, person):
    """A package whose sender's township has parked the person: it comes without."""
    return package.changed(without("person", person))


def test_case_35_a_record_without_its_owner_waits_and_the_rest_goes_in(three):
    village, township, _ = three
    person, tag = with_tag(village)
    household = stores.add(village, "household", **make_household())
    stores.take(township, stray(stores.sent(village, "a"), person))
    assert parked(township) == [("tag", tag, "orphan")]
    assert stores.count(township, "household") == 1
    assert stores.value(township, "household", household, "head") == "张桂花"


def test_case_35_an_orphan_goes_in_by_itself_when_its_owner_comes(three):
    village, township, _ = three
    person, tag = with_tag(village)
    stores.take(township, stores.sent(village, "a").changed(lambda frame: _spoil(frame, person)))
    assert parked(township) == [("person", person, "unreadable"), ("tag", tag, "orphan")]
    stores.change(village, "person", person, birth="1962-03-05")
    taken = stores.take(township, stores.sent(village, "a", township))
    assert (taken.freed, parked(township)) == (1, [])
    assert stores.value(township, "tag", tag, "owner") == person
    assert stores.value(township, "person", person, "birth") == "1962-03-05"


def _spoil(frame, identity, value=7):
    """Let the birth date of one person be a number, which no program of this protocol writes."""
    if frame.get("kind") == "person":
        at = frame["fields"].index("birth")
        for row in frame["rows"]:
            if row[0] == identity and row[2] >= 0:
                row[5 + at] = value
            elif row[0] == identity and "birth" in row[-1]:
                row[-1]["birth"][0][3] = value


def test_changes_of_a_waiting_record_wait_with_it_and_all_go_in(three):
    village, township, _ = three
    person, tag = with_tag(village)
    stores.take(township, stray(stores.sent(village, "a"), person))
    for basis in ("第一次", "第二次"):
        stores.change(village, "tag", tag, basis=basis)
        stores.take(township, stores.sent(village, "a", township))
    assert parked(township) == [("tag", tag, "orphan")]
    stale = stores.sent(village, "a")
    stores.change(village, "tag", tag, basis="第三次")
    stores.take(township, stores.sent(village, "a", township))
    _bring_owner(township, stale)
    assert stores.value(township, "tag", tag, "basis") == "第三次"
    assert (parked(township), stores.count(township, "sibling")) == ([], 0)


def _bring_owner(store, package):
    """Let the owner come in as if its first coming had been refused for good and is wanted now."""
    rows = package.rows("person")
    store.connection.execute("UPDATE capture SET capturing = 0")
    store.connection.execute("INSERT INTO person (id, bucket, name) VALUES (?, 2, '张桂花')", (rows[0][0],))
    store.connection.execute(
        "INSERT INTO row_stamp (kind, row, bucket, writer, seq, action) "
        "SELECT 3, row, 2, (SELECT min(writer) FROM tally WHERE bucket = 2 AND seq > 0), 1, 1 FROM person"
    )
    store.connection.execute("UPDATE capture SET capturing = 1")
    stores.take(store, package)


def test_a_repeated_package_does_not_wake_what_waits(three):
    village, township, _ = three
    person, tag = with_tag(village)
    broken = stray(stores.sent(village, "a"), person)
    stores.change(village, "tag", tag, basis="后来")
    changed = stray(stores.sent(village, "a", township), person)
    stores.take(township, broken)
    stores.take(township, stray(stores.sent(village, "a", township), person))
    before = stores.dump(township)
    stores.take(township, broken)
    stores.take(township, changed.changed(without("person", person)))
    assert stores.count(township, "tag") == 0
    assert parked(township) == [("tag", tag, "orphan")]
    assert [each for each in before if each.startswith(("tag:", "person:"))] == [
        each for each in stores.dump(township) if each.startswith(("tag:", "person:"))
    ]


def test_what_waits_at_the_township_reaches_the_county_all_the_same(three):
    village, township, county = three
    person, tag = with_tag(village)
    stores.take(township, stray(stores.sent(village, "a"), person))
    stores.take(county, stores.sent(township, "a"))
    assert parked(county) == [("tag", tag, "orphan")]
    for store in (township, county):
        _bring_owner(store, stores.sent(village, "a"))
    assert stores.value(county, "tag", tag, "owner") == person


def test_case_36_one_invalid_record_among_five_thousand_waits_and_the_next_package_is_not_blocked(three):
    village, township, _ = three
    with village.write("person.add", "王") as (writer, _):
        ids = writer.add_many("person", [{"name": f"村民{n}", "birth": "1960"} for n in range(5000)])
    package = stores.sent(village, "a").changed(lambda frame: _spoil(frame, ids[2500]))
    outcome = stores.take(township, package).outcomes["office:a"]
    assert outcome.added == {"person": 4999}
    assert outcome.parked == [("person", ids[2500], "unreadable")]
    assert [each.detail for each in parking.listing(township.connection)] == ["birth"]
    stores.change(village, "person", ids[0], name="改名")
    assert stores.take(township, stores.sent(village, "a", township)).outcomes["office:a"].changed == {
        "person": 1
    }


def test_an_unreadable_change_gives_way_to_the_value_that_overwrites_it(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花", birth="1960")
    for store in (township, county):
        stores.take(store, stores.sent(village, "a"))
    stores.change(village, "person", person, birth="1961", notes="一起改的")
    stores.take(township, stores.sent(village, "a", township).changed(lambda frame: _spoil(frame, person)))
    assert stores.value(township, "person", person, "notes") is None
    stores.change(village, "person", person, birth="1962")
    stores.take(township, stores.sent(village, "a", township))
    assert stores.value(township, "person", person, "birth") == "1962"
    assert stores.value(township, "person", person, "notes") == "一起改的"
    assert parked(township) == []
    stores.meet(village, township, "a")
    assert stores.count(township, "sibling") == 0


@pytest.mark.parametrize("value", [["list"], {"a": 1}, 2.5, True, "x\x00y", "\ud800", "x" * 30_000])
def test_a_value_that_no_program_writes_parks_its_record_only(three, value):
    village, township, _ = three
    bad, good = (stores.add(village, "person", name=name, birth="1960") for name in ("坏", "好"))
    stores.take(township, stores.sent(village, "a").changed(lambda frame: _spoil(frame, bad, value)))
    assert parked(township) == [("person", bad, "unreadable")]
    assert stores.value(township, "person", good, "name") == "好"


@pytest.mark.parametrize("identity", ["../etc", "", 7, None, "x" * 100, "a b", ["x"]])
def test_an_id_that_no_program_writes_parks_its_record_only(three, identity):
    village, township, _ = three
    bad = stores.add(village, "person", name="坏")
    stores.add(village, "person", name="好")

    def spoil(frame):
        for row in frame["rows"] if frame.get("kind") == "person" else ():
            row[0] = identity if row[0] == bad else row[0]

    stores.take(township, stores.sent(village, "a").changed(spoil))
    assert stores.count(township, "person") == 1
    assert [each.reason for each in parking.listing(township.connection)] == ["unreadable"]


def test_a_kind_that_the_sender_may_not_write_waits_for_a_person(three):
    village, township, county = three
    stores.add(village, "duty", name="编造的任务", minimum=1)
    person = stores.add(village, "person", name="张桂花")
    stores.take(township, stores.sent(village, "a"), kinds=frozenset({"person"}))
    assert [each[::2] for each in parked(township)] == [("duty", "scope")]
    stores.take(county, stores.sent(township, "a"))
    assert (stores.count(county, "duty"), stores.value(county, "person", person, "name")) == (0, "张桂花")
    assert parked(county) == []


def test_what_a_person_lets_in_after_all_reaches_the_county_and_the_village_agrees(three):
    village, township, county = three
    duty = stores.add(village, "duty", name="村里的任务", minimum=1)
    stores.take(township, stores.sent(village, "a"), kinds=frozenset({"person"}))
    stores.meet(township, county, "a")
    _let_in(township)
    stores.meet(township, county, "a")
    stores.meet(village, township, "a")
    for store in three:
        assert stores.value(store, "duty", duty, "name") == "村里的任务"
        assert stores.count(store, "parked", "settled IS NULL") == 0
    digests = [stores.sent(each, "a").described["buckets"][0]["digest"] for each in three]
    assert digests[0] == digests[1] == digests[2]


def _let_in(store):
    with taking_in(store, CLOCKS[0], "李", "p") as under_way:
        for each in parking.listing(store.connection):
            under_way.apply_parked(each)


def test_an_owner_changed_after_the_making_is_looked_for_by_its_present_value(three):
    village, township, _ = three
    first, second = (stores.add(village, "person", name=name) for name in ("甲", "乙"))
    tag = stores.add(village, "tag", **make_tag(first))
    stores.change(village, "tag", tag, owner=second)
    stores.take(township, stores.sent(village, "a"))
    assert (parked(township), stores.value(township, "tag", tag, "owner")) == ([], second)


def test_what_waits_goes_along_when_its_writer_is_told_apart(three):
    village, township, _ = three
    person, tag = with_tag(village)
    stores.change(village, "tag", tag, basis="后来")
    stores.take(township, stray(stores.sent(village, "a"), person))
    connection = township.connection
    writer = connection.execute("SELECT max(writer) FROM tally WHERE bucket = 2 AND seq > 0").fetchone()[0]
    branch = vectors.writer_number(connection, vectors.WriterName("n", "f" + "0" * 16), "a")
    connection.execute("UPDATE capture SET capturing = 0")
    branching.move(connection, 2, writer, 1, branch)
    (waits,) = parking.listing(connection)
    each = parking.coming(waits.record)
    assert each.made == (branch, 1)  # the person was the first, the tag the second
    assert set(each.columns["basis"]) == {(branch, 2)}
    assert waits.there == {writer: 1, branch: 2}
    assert vectors.tallies(connection, 2) == {writer: 1, branch: 2}
