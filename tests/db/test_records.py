"""Reading: every condition, order and page against the same done in plain Python."""

from __future__ import annotations

from typing import Any

import pytest

from db import records
from db.records import Query, Where
from db.store import Store
from tests.db.stores import add, change, read
from tests.factories import RARE_NAMES, RARE_TEXT, make_duty, make_person, make_visit

TEXTS = ["到低保户家中", "低保金已发放，路灯不亮", None, "Low income 低保", "通组公路"]


@pytest.fixture
def visits(store: Store) -> list[str]:
    """Five visits on falling days, the third without content, the last in the recycle bin."""
    with store.write("add", "王芳") as (writer, _):
        ids = writer.add_many(
            "visit",
            [
                make_visit(
                    date=f"2026-11-0{5 - at}", content=text, household=f"h{at % 2}", visitors=[f"p{at}"]
                )
                for at, text in enumerate(TEXTS)
            ],
        )
        writer.remove("visit", ids[4])
    return ids


@pytest.mark.parametrize(
    ("field", "op", "value", "expected"),
    [
        ("household", "=", "h0", [0, 2]),
        ("household", "!=", "h0", [1, 3]),
        ("content", "=", None, [2]),
        ("content", "!=", None, [0, 1, 3]),
        ("content", "!=", "到低保户家中", [1, 2, 3]),
        ("date", "<", "2026-11-03", [3]),
        ("date", "<=", "2026-11-03", [2, 3]),
        ("date", ">", "2026-11-04", [0]),
        ("date", ">=", "2026-11-04", [0, 1]),
        ("date", ">=", None, []),
        ("date", "in", ["2026-11-04", "x"], [1]),
        ("content", "like", "低保", [0, 1, 3]),
        ("content", "like", "低保户", [0]),
        ("content", "like", "income", [3]),
        ("content", "like", "保", [0, 1, 3]),
        ("place", "like", "家", [0, 1, 2, 3]),
        ("visitors", "has", "p1", [1]),
        ("content", "empty", None, [2]),
        ("content", "not_empty", None, [0, 1, 3]),
        ("office", "=", "", [0, 1, 2, 3]),
    ],
)
def test_a_condition_finds_what_it_says(
    store: Store, visits: list[str], field: str, op: str, value: Any, expected: list[int]
) -> None:
    query = Query("visit", where=(Where(field, op, value),))
    assert [each.id for each in records.find(store.database, query)] == [visits[at] for at in expected]
    assert records.count(store.database, query) == len(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((), [0, 1, 2, 3]),
        (("-row",), [3, 2, 1, 0]),
        (("date",), [3, 2, 1, 0]),
        (("household", "-date"), [0, 2, 1, 3]),
        (("-household", "date"), [3, 1, 2, 0]),
        (("method",), [0, 1, 2, 3]),
        (("-method",), [3, 2, 1, 0]),
    ],
)
def test_an_order_is_kept_and_pages_follow_it(
    store: Store, visits: list[str], order: tuple[str, ...], expected: list[int]
) -> None:
    wanted = [visits[at] for at in expected]
    pages = [records.find(store.database, Query("visit", order=order, limit=2, offset=at)) for at in (0, 2)]
    assert [each.id for page in pages for each in page] == wanted
    chunks = list(records.stream(store.database, Query("visit", order=order), chunk=3))
    assert [len(chunk) for chunk in chunks] == [3, 1]
    assert [each.id for chunk in chunks for each in chunk] == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [("低保", [0, 1, 3]), ("低保 路灯", [1]), ("低保low", [3]), ("！？", []), ("没有", [])],
)
def test_words_are_all_required(store: Store, visits: list[str], text: str, expected: list[int]) -> None:
    found = records.find(store.database, Query("visit", text=text))
    assert [each.id for each in found] == [visits[at] for at in expected]


def test_a_kind_without_texts_is_not_found_by_words(store: Store) -> None:
    add(store, "person", make_person())
    assert records.count(store.database, Query("person", text="张桂花")) == 0


def test_the_recycle_bin_is_apart(store: Store, visits: list[str]) -> None:
    assert [each.id for each in records.find(store.database, Query("visit", deleted=True))] == visits[4:]
    assert records.by_ids(store.database, "visit", [visits[4], visits[4], "x"]).keys() == {visits[4]}


def test_records_are_counted_and_the_latest_found_by_a_field(store: Store, visits: list[str]) -> None:
    query = Query("visit")
    assert records.tally(store.database, query, "household") == {"h0": 2, "h1": 2}
    assert records.latest(store.database, query, "household", "date") == {
        "h0": "2026-11-05",
        "h1": "2026-11-04",
    }


@pytest.mark.parametrize("where", [Where("nothing", "=", 1), Where('date" OR 1 --', "=", 1)])
def test_an_unknown_field_is_a_bug(store: Store, where: Where) -> None:
    with pytest.raises(KeyError):
        records.find(store.database, Query("visit", where=(where,)))
    with pytest.raises(KeyError):
        records.find(store.database, Query("visit", order=(where.field,)))


def test_an_unknown_operator_is_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="LIKE"):
        records.find(store.database, Query("visit", where=(Where("date", "LIKE", "1"),)))


@pytest.mark.parametrize("name", [*RARE_NAMES, RARE_TEXT, "a\x00b", "'", '"', "%_", "\ufeff甲"])
def test_any_text_comes_back_as_it_went_in(store: Store, name: str) -> None:
    person = add(store, "person", make_person(name=name, x_own=name))
    found = records.find(store.database, Query("person", where=(Where("name", "=", name),)))
    assert [(each.id, each["name"], each["x_own"]) for each in found] == [(person, name, name)]


def test_a_record_reads_like_a_mapping_that_forgives(store: Store) -> None:
    duty = read(store, "duty", add(store, "duty", make_duty()))
    assert (duty["who"], duty["end"], duty["x_none"]) == ({"tag": "party_member"}, None, None)
    assert (duty.get("minimum"), duty.get("end", "无")) == (1, "无")
    assert hash(duty) == hash(read(store, "duty", duty.id))


def test_an_own_field_never_hides_a_described_one(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    store.connection.execute('UPDATE person SET extra = \'{"name": "乙"}\'')
    assert read(store, "person", person)["name"] == "甲"


def test_lists_turn_over_in_the_index_alone(store: Store) -> None:
    """No list sorts or reads the whole table: what makes a million rows as quick as ten."""
    for kind, order in (
        ("visit", "row"),
        ("visit", "date"),
        ("person", "name"),
        ("person", "row"),
        ("visit", "-date"),
    ):
        plan = " ".join(_plan(store, Query(kind, order=(order,), limit=50, offset=5)))
        assert "SORT" not in plan.upper() and "TEMP" not in plan.upper(), plan
    counted = store.connection.execute(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM visit WHERE deleted = 0"
    ).fetchall()
    assert "COVERING INDEX" in counted[0][3]


def _plan(store: Store, query: Query) -> list[str]:
    said: list[str] = []
    store.connection.set_trace_callback(said.append)
    records.find(store.database, query)
    store.connection.set_trace_callback(None)
    return [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {said[-1]}")]


def test_households_stand_in_the_order_of_their_numbers(store: Store) -> None:
    with store.write("add", "王芳") as (writer, _):
        places = [("十组", "1"), ("二组", "10"), ("二组", "9"), (None, None)]
        writer.add_many("household", [{"head": "甲", "group": group, "number": n} for group, n in places])
    found = records.find(store.database, Query("household", order=("group", "number")))
    assert [(each["group"], each["number"]) for each in found][-3:] == [
        ("二组", "9"),
        ("二组", "10"),
        ("十组", "1"),
    ]


def test_changed_values_are_stored_as_added_ones_are(store: Store) -> None:
    visit = add(store, "visit", make_visit(visitors=["a"]))
    change(store, "visit", visit, {"visitors": [], "place": "", "content": RARE_TEXT})
    found = read(store, "visit", visit)
    assert (found["visitors"], found["place"], found["content"]) == (None, None, RARE_TEXT)


@pytest.mark.parametrize("text", ["路", "通 路", "路 12 灯", "12 不", "没 12"])
def test_characters_that_stand_alone_are_asked_for_with_the_rest(store: Store, text: str) -> None:
    texts = ["通组公路修了12米", "路灯 12 盏", "第12次，路不通", "12", None]
    with store.write("add", "王芳") as (writer, _):
        ids = writer.add_many("visit", [make_visit(content=each, needs=None) for each in texts])
    wanted = [
        identity
        for identity, each in zip(ids, texts, strict=True)
        if each and all(w in each for w in text.split())
    ]
    query = Query("visit", text=text)
    assert [each.id for each in records.find(store.database, query)] == wanted
    assert records.count(store.database, query) == len(wanted)


def test_what_lies_in_the_recycle_bin_is_not_counted_by_words(store: Store, visits: list[str]) -> None:
    assert records.count(store.database, Query("visit", text="低保")) == 3
    with store.write("remove", "王芳") as (writer, _):
        writer.remove("visit", visits[0])
    assert records.count(store.database, Query("visit", text="低保")) == 2
    assert records.count(store.database, Query("visit", text="，。")) == 0


def test_many_finds_come_in_the_order_asked_for(store: Store) -> None:
    days = [f"2026-{at % 12 + 1:02}-{at % 28 + 1:02}" for at in range(1200)]
    with store.write("add", "王芳") as (writer, _):
        writer.add_many("visit", [make_visit(date=day, content="门前排水沟") for day in days])
    query = Query("visit", order=("-date",), text="排水", limit=20)
    assert [each["date"] for each in records.find(store.database, query)] == sorted(days, reverse=True)[:20]
    assert records.count(store.database, query) == 1200
