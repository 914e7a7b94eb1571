"""Records that may be one: found, compared, merged with every fact kept, taken apart, told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import duplicates, records, register
from app.offices import OpenOffice
from app.problems import Problem
from app.records import Query, Where
from tests.app.village_desk import add_household, add_matter, add_person, open_village

NUMBER = "11010519491231002X"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    """An open village."""
    made = open_village(tmp_path)
    yield made
    made.close()


def pairs(desk: OpenOffice, kind: str = "person") -> list[tuple[str, str, str]]:
    """(one, other, reason) of every pair found."""
    return [(each.one.id, each.other.id, each.reason) for each in duplicates.likely(desk, kind)]


def alike(desk: OpenOffice) -> tuple[str, str]:
    """One man written down twice."""
    one = add_person(desk, "李建国", birth="1949-12-31", phone="13800138000")
    return one, add_person(desk, "李建国", birth="1949-12-31", education="70")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "李建国", "id_number": NUMBER}, {"name": "李建囯", "id_number": NUMBER}, "id_number"),
        (
            {"name": "李建国", "birth": "1949-12-31"},
            {"name": "李建国", "birth": "1949-12-31"},
            "name_and_birth",
        ),
    ],
)
def test_people_who_agree_are_found(
    desk: OpenOffice, one: dict[str, str], other: dict[str, str], reason: str
) -> None:
    ids = [records.add(desk, "person", each) for each in (one, other)]
    add_person(desk, "王大力", birth="1949-12-31")
    assert pairs(desk) == [(*ids, reason)]


def test_people_of_one_name_in_one_household_are_found(desk: OpenOffice) -> None:
    home, other = add_household(desk), add_household(desk, "王大力", number="9")
    one, two = (add_person(desk, "李建国", household=home) for _ in range(2))
    add_person(desk, "李建国", household=other)
    assert pairs(desk) == [(one, two, "name_and_household")]


def test_a_household_written_down_at_two_computers_is_found(desk: OpenOffice) -> None:
    one, two = (add_household(desk, "张桂花", number="12") for _ in range(2))
    add_household(desk, "张桂花", number="13")
    assert pairs(desk, "household") == [(one, two, "head_and_place")]


def test_nobody_in_the_recycle_bin_is_a_duplicate(desk: OpenOffice) -> None:
    one, _ = alike(desk)
    records.remove(desk, "person", one)
    assert pairs(desk) == []


def test_who_is_told_apart_is_not_asked_about_again(desk: OpenOffice) -> None:
    one, two = alike(desk)
    duplicates.tell_apart(desk, "person", two, one)
    assert pairs(desk) == []
    typed = {"name": "李建国", "birth": "1949-12-31"}
    assert duplicates.at_entry(desk, "person", typed, one) == []
    desk.undo()
    assert pairs(desk) == [(one, two, "name_and_birth")]


def test_both_are_compared_field_by_field(desk: OpenOffice) -> None:
    one, two = alike(desk)
    told = {each.field: each for each in duplicates.compared(desk, "person", one, two)}
    assert told["name"].is_same
    assert (told["phone"].proposed, told["education"].proposed) == ("one", "other")
    assert not told["education"].differs
    assert told["phone"].one == "138****8000"


def test_a_merge_keeps_every_fact_and_both_ids(desk: OpenOffice) -> None:
    one, two = alike(desk)
    home = add_household(desk)
    visit = {"date": "2026-11-02", "household": home, "content": "看望", "visitors": [two, one]}
    seen = records.add(desk, "visit", visit)
    matter = add_matter(desk, person=two)
    event = records.add(
        desk, "matter_event", {"matter": matter, "act": "accept", "date": "2026-11-02", "by": two}
    )
    duplicates.merge(desk, "person", one, two)
    assert records.get(desk, "visit", seen)["visitors"] == [one]
    assert records.get(desk, "matter", matter)["person"] == one
    assert records.get(desk, "matter_event", event)["by"] == one
    kept = records.get(desk, "person", two)
    assert (kept.id, kept["education"], kept["phone"]) == (one, "70", "13800138000")
    assert records.titles(desk, "person", [two]) == {two: "李建国"}
    assert pairs(desk) == []


def test_a_merge_is_one_step_of_undo_and_redo(desk: OpenOffice) -> None:
    one, two = alike(desk)
    matter = add_matter(desk, person=two)
    duplicates.merge(desk, "person", one, two)
    assert desk.undo() == "person.merge"
    assert records.get(desk, "matter", matter)["person"] == two
    assert not records.get(desk, "person", two).deleted
    assert records.get(desk, "person", one)["education"] is None
    assert desk.redo() == "person.merge"
    assert records.get(desk, "matter", matter)["person"] == one


def test_a_merge_is_taken_apart_later_and_what_came_since_stays(desk: OpenOffice) -> None:
    one, two = alike(desk)
    matter = add_matter(desk, person=two)
    duplicates.merge(desk, "person", one, two)
    records.change(desk, "person", one, {"education": "60"})
    later = add_matter(desk, person=two)
    with pytest.raises(Problem, match="后来又改过"):
        duplicates.split(desk, "person", two)
    duplicates.split(desk, "person", two, keep_later=True)
    assert records.get(desk, "matter", matter)["person"] == two
    assert records.get(desk, "matter", later)["person"] == one
    assert records.get(desk, "person", one)["education"] == "60"
    assert not records.exact(desk, "person", two).deleted


def test_members_visits_and_tags_go_with_a_household(desk: OpenOffice) -> None:
    one, two = (add_household(desk, "张桂花", number="12") for _ in range(2))
    child = add_person(desk, "李小满", household=two)
    register.set_tags(desk, two, ["low_income"], "2026-11-20")
    duplicates.merge(desk, "household", one, two)
    card = register.household_card(desk, two)
    assert (card.record.id, [each.id for each in card.members]) == (one, [child])
    assert [each["tag"] for each in (card.tags or {})[one]] == ["low_income"]


def test_a_chain_of_merges_ends_at_the_last(desk: OpenOffice) -> None:
    one, two = alike(desk)
    three = add_person(desk, "李建国", birth="1949-12-31")
    duplicates.merge(desk, "person", two, three)
    duplicates.merge(desk, "person", one, two)
    assert records.resolved(desk, "person", three) == one
    assert [each.into for each in duplicates.merged_ones(desk, "person")] == [two, one]


def test_a_change_by_the_old_id_reaches_the_record_that_stands_for_it(desk: OpenOffice) -> None:
    one, two = alike(desk)
    duplicates.merge(desk, "person", one, two)
    records.change(desk, "person", two, {"job": "护林员"})
    assert records.get(desk, "person", one)["job"] == "护林员"


def test_a_merged_record_is_not_restored_by_itself(desk: OpenOffice) -> None:
    one, two = alike(desk)
    duplicates.merge(desk, "person", one, two)
    with pytest.raises(Problem, match="拆开"):
        records.restore(desk, "person", two)


@pytest.mark.parametrize("kept", ["same", "binned"])
def test_what_cannot_be_merged_is_refused(desk: OpenOffice, kept: str) -> None:
    one, two = alike(desk)
    if kept == "binned":
        records.remove(desk, "person", one)
    with pytest.raises(Problem):
        duplicates.merge(desk, "person", one, one if kept == "same" else two)


def test_references_that_come_after_the_merge_are_pointed_anew(desk: OpenOffice) -> None:
    one, two = alike(desk)
    matter = add_matter(desk)
    duplicates.merge(desk, "person", one, two)
    desk.store.connection.execute("UPDATE matter SET person = ? WHERE id = ?", (two, matter))
    assert duplicates.repoint(desk) == 1
    found = records.find(desk, Query("matter", where=(Where("person", "=", one),)))
    assert [each.id for each in found] == [matter]
    assert duplicates.repoint(desk) == 0


def test_two_offices_that_merged_each_the_other_way_keep_one(desk: OpenOffice) -> None:
    one, two = alike(desk)
    duplicates.merge(desk, "person", one, two)
    sql = 'UPDATE person SET merged_into = ?, "deleted" = 1 WHERE id = ?'
    desk.store.connection.execute(sql, (two, one))
    matter = add_matter(desk, person=one)
    assert records.resolved(desk, "person", two) == min(one, two)
    duplicates.repoint(desk)
    kept = records.get(desk, "person", two)
    assert (kept.id, kept.deleted, kept["merged_into"]) == (min(one, two), False, None)
    assert records.get(desk, "matter", matter)["person"] == min(one, two)
