"""Programs of different ages meet: what one does not know it keeps and passes on (cases 37, 38, 40, 41)."""

from __future__ import annotations

import pytest

from db import migrations
from db.exchange import raw
from db.store import migrate
from tests.exchange import world_stores as stores

NEWER = "wechat"  # a field that the program of N+2 has


@pytest.fixture
def three(tmp_path):
    """A village with a newer program, its township, the county above."""
    return [stores.office_store(tmp_path, office) for office in "atk"]


def newer(package):
    """As a program of N+2 would have sent it: the notes in a field we do not know."""

    def rename(frame):
        if frame.get("kind") == "person":
            frame["fields"] = [NEWER if name == "notes" else name for name in frame["fields"]]
            for row in frame["rows"]:
                if "notes" in (row[-1] or {}):
                    row[-1][NEWER] = row[-1].pop("notes")

    return package.changed(rename)


def with_new_kind(package):
    """With a record of a kind we do not know."""
    row = ["drone-1", "a", 0, 90, 0, 0, None, "无人机一号", {}]
    frame = {"t": "rows", "kind": "drone", "fields": ["deleted", "extra", "label"], "rows": [row]}
    package.frames.append(frame)
    for bucket in package.described["buckets"]:
        bucket["heard"][0][3] = max(bucket["heard"][0][3], 90)
    return package


def cells(store):
    sql = (
        "SELECT r.kind, r.id, r.field, w.node, w.epoch, r.seq, r.office, r.value FROM raw_cell r "
        "JOIN writer w ON w.number = r.writer ORDER BY 1, 2, 3, 4, 5, 6"
    )
    return store.connection.execute(sql).fetchall()


def upgrade(store):
    """A program that knows the field: as if the column had had its name there all the time."""
    store.connection.execute("UPDATE raw_cell SET field = 'notes' WHERE field = ?", (NEWER,))


def test_case_37_what_is_unknown_is_kept_and_reaches_the_county_unchanged(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花", notes="微信 zgh")
    stores.take(township, with_new_kind(newer(stores.sent(village, "a"))))
    assert stores.value(township, "person", person, "name") == "张桂花"
    assert ("drone", "drone-1", "label") in [each[:3] for each in cells(township)]
    stores.take(county, stores.sent(township, "a"))
    assert cells(county) == cells(township)
    assert [each[7] for each in cells(county) if each[2] == NEWER] == ['"\\u5fae\\u4fe1 zgh"']


def test_case_37_a_changed_unknown_field_replaces_the_one_before(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花", notes="一")
    stores.take(township, newer(stores.sent(village, "a")))
    stores.take(county, stores.sent(township, "a"))
    stores.change(village, "person", person, notes="二")
    stores.take(township, newer(stores.sent(village, "a", township)))
    stores.take(county, stores.sent(township, "a", county))
    assert [each[7] for each in cells(county) if each[2] == NEWER] == ['"\\u4e8c"']


def test_case_37_after_the_upgrade_the_values_appear(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花", notes="微信 zgh")
    late = stores.add(village, "person", name="李大山")
    stores.take(township, newer(stores.sent(village, "a")))
    stores.change(village, "person", late, notes="后来才填")
    stores.take(township, newer(stores.sent(village, "a", township)))
    upgrade(township)
    stores.sent(township, "a")  # giving looks for what has become known
    assert stores.value(township, "person", person, "notes") == "微信 zgh"
    assert stores.value(township, "person", late, "notes") == "后来才填"
    assert not raw.has_any(township.connection)
    stores.meet(village, township, "a")
    digests = [stores.sent(each, "a").described["buckets"][0]["digest"] for each in (village, township)]
    assert digests[0] == digests[1]
    assert stores.count(township, "sibling") == 0
    stores.take(county, stores.sent(township, "a"))
    assert stores.value(county, "person", late, "notes") == "后来才填"


def test_case_37_a_new_office_gets_what_an_old_one_kept_unread_as_records(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花")
    stores.take(township, newer(stores.sent(village, "a")))
    stores.change(village, "person", person, notes="微信 zgh")
    stores.take(township, newer(stores.sent(village, "a", township)))
    package = stores.sent(township, "a")
    for frame in package.frames:
        if frame["t"] == "raw":
            frame["rows"] = [["notes" if cell == NEWER else cell for cell in row] for row in frame["rows"]]
    stores.take(county, package)
    assert stores.value(county, "person", person, "notes") == "微信 zgh"
    assert not raw.has_any(county.connection)


def test_after_the_upgrade_a_value_written_here_meanwhile_is_asked_about(three):
    village, township, _ = three
    person = stores.add(village, "person", name="张桂花")
    stores.take(township, newer(stores.sent(village, "a")))
    stores.change(village, "person", person, notes="村里")
    stores.take(township, newer(stores.sent(village, "a", township)))
    stores.change(township, "person", person, notes="镇里")
    upgrade(township)
    stores.meet(village, township, "a")
    for store in (village, township):
        assert stores.count(store, "sibling", "field = 'notes'") == 2


def test_an_unknown_field_edited_at_two_offices_keeps_both(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花")
    stores.take(county, stores.sent(village, "a"))
    stores.take(township, newer(stores.sent(village, "a")))
    stores.change(village, "person", person, notes="村里")
    stores.change(county, "person", person, notes="县里")
    for store in (village, county):
        stores.take(township, newer(stores.sent(store, "a", township)))
    assert len([each for each in cells(township) if each[2] == NEWER]) == 2


def older(package):
    """As a program of N-3 would have sent it: without the field."""

    def leave_out(frame):
        if frame.get("kind") == "person":
            at = frame["fields"].index("notes")
            frame["fields"].pop(at)
            for row in frame["rows"]:
                if row[2] >= 0:
                    row.pop(5 + at)

    return package.changed(leave_out)


def test_case_38_fields_an_older_program_lacks_are_left_empty_and_nothing_is_stamped(three):
    village, township, _ = three
    person = stores.add(village, "person", name="张桂花", notes="村里有")
    before = stores.count(township, "column_stamp")
    stores.take(township, older(stores.sent(village, "a")))
    assert stores.value(township, "person", person, "notes") is None
    assert stores.count(township, "column_stamp") == before
    back = stores.sent(township, "a", village)
    assert back.counts == {}
    stores.take(village, back)
    stores.take(village, stores.sent(township, "a"))
    assert stores.value(village, "person", person, "notes") == "村里有"


def test_case_40_a_migration_that_adds_and_fills_a_column_makes_no_changes(three):
    village, township, _ = three
    people = [stores.add(village, "person", name=f"村民{number}") for number in range(50)]
    stores.meet(village, township, "a")
    steps = type(migrations.STEPS)("lianxin")
    for each in migrations.STEPS._migrations:
        steps(name=each.name)(each.fn)

    def added(db):
        db.execute("ALTER TABLE person ADD COLUMN trait TEXT DEFAULT 'none'")
        db.execute("UPDATE person SET notes = 'filled in by a step'")

    steps(name="9999_trait")(added)
    migrate(village.database, steps)
    assert stores.value(village, "person", people[0], "notes") == "filled in by a step"
    package = stores.sent(village, "a", township)
    assert (package.counts, stores.count(village, "column_stamp")) == ({}, 0)


def test_case_41_a_column_that_was_dropped_is_kept_raw_when_an_older_program_edits_it(three):
    village, township, county = three
    person = stores.add(village, "person", name="张桂花", notes="旧栏")
    stores.take(township, stores.sent(village, "a"))
    stores.change(village, "person", person, notes="旧栏改了", phone="2")
    stores.take(township, newer(stores.sent(village, "a", township)))
    assert stores.value(township, "person", person, "phone") == "2"
    assert [each[7] for each in cells(township)] == ['"\\u65e7\\u680f\\u6539\\u4e86"']
    stores.take(county, stores.sent(township, "a"))
    assert cells(county) == cells(township)


@pytest.mark.parametrize("name", ["", "DROP TABLE", "名字", "x" * 80, "a-b"])
def test_names_that_no_program_gives_are_not_kept(three, name):
    village, township, _ = three
    stores.add(village, "person", name="张桂花")
    package = with_new_kind(stores.sent(village, "a"))
    package.frames[-1]["kind"] = name
    stores.take(township, package)
    assert cells(township) == []
    assert stores.count(township, "person") == 1
