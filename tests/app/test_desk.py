"""The desk: one intention is one transaction, one notice, one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import duplicates, history, records, register, search
from app.notices import Notice
from app.offices import OpenOffice, open_office
from app.operators import (
    accounts,
    add_operator,
    change_password,
    describe_office,
    disable,
    new_recovery_code,
)
from app.problems import Problem
from app.records import Query, Where
from app.today import today
from tests.app.village_desk import CHEAP, add_household, add_matter, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    """An open village."""
    made = open_village(tmp_path)
    yield made
    made.close()


def test_one_write_gives_one_notice_with_all_it_touched(desk: OpenOffice) -> None:
    heard: list[Notice] = []
    desk.notices.subscribe(heard.append)
    with desk.write("household.add") as writer:
        home = writer.add("household", {"head": "张桂花"})
        person = writer.add("person", {"name": "张桂花", "household": home})
    assert [(each.kinds, each.ids) for each in heard] == [
        (frozenset({"household", "person"}), frozenset({home, person}))
    ]


def test_a_refused_write_leaves_nothing_and_tells_nobody(desk: OpenOffice) -> None:
    heard: list[Notice] = []
    desk.notices.subscribe(heard.append)
    with pytest.raises(Problem), desk.write("household.add") as writer:
        writer.add("household", {"head": "张桂花"})
        writer.add("person", {"name": ""})
    assert records.count(desk, Query("household")) == 0
    assert heard == []


def test_a_reference_to_nothing_is_refused(desk: OpenOffice) -> None:
    with pytest.raises(Problem) as caught:
        add_person(desk, household="no-such-household")
    assert caught.value.details["field"] == "household"


def test_a_fact_is_not_changed(desk: OpenOffice) -> None:
    matter = add_matter(desk)
    event = {"matter": matter, "act": "accept", "date": "2026-11-02"}
    identity = records.add(desk, "matter_event", event)
    with pytest.raises(Problem, match="只能追加"):
        records.change(desk, "matter_event", identity, {"text": "改"})


def test_undo_and_redo_walk_back_and_forth_through_the_session(desk: OpenOffice) -> None:
    person = add_person(desk, "李建国")
    records.change(desk, "person", person, {"phone": "13800138000"})
    assert desk.undo() == "person.change"
    assert records.get(desk, "person", person)["phone"] is None
    assert desk.undo() == "person.add"
    assert records.get(desk, "person", person).deleted
    assert desk.redo() == "person.add"
    assert desk.redo() == "person.change"
    assert records.get(desk, "person", person)["phone"] == "13800138000"
    with pytest.raises(Problem, match="没有可以撤销"):
        desk.redo()


def test_an_earlier_sessions_actions_are_not_undone(tmp_path: Path) -> None:
    first = open_village(tmp_path)
    add_person(first)
    first.close()
    second = open_office(tmp_path / "office", "王芳", "lianxin1")
    with pytest.raises(Problem, match="没有可以撤销"):
        second.undo()
    second.close()


def test_the_history_tells_every_change_in_words(desk: OpenOffice) -> None:
    person = add_person(desk, "李建国", political="群众")
    records.change(desk, "person", person, {"political": "中共党员"})
    newest, oldest = history.history(desk, "person", person)
    assert (newest.field_label, newest.before, newest.after) == ("政治面貌", "群众", "中共党员")
    assert oldest.field_label == "新增"
    assert newest.operator == "王芳"


def test_the_recycle_bin_holds_what_was_deleted_until_it_is_restored(desk: OpenOffice) -> None:
    person = add_person(desk)
    records.remove(desk, "person", person)
    assert [each.id for each in history.recycle_bin(desk)] == [person]
    records.restore(desk, "person", person)
    assert history.recycle_bin(desk) == []


@pytest.mark.parametrize("typed", ["桂花", "zgh", "0021", "8000", "三组12", "3-12"])
def test_a_person_is_found_by_any_part(desk: OpenOffice, typed: str) -> None:
    home = add_household(desk, group="三组", number="12")
    number = "110105194912310021"
    add_person(desk, "张桂花", household=home, id_number=number, phone="13800138000")
    add_person(desk, "王大力")
    hits = search.find_people(desk, typed, kinds=("person",))
    assert [hit.title for hit in hits] == ["张桂花"]


def test_words_of_two_characters_find_visits(desk: OpenOffice) -> None:
    home = add_household(desk)
    records.add(desk, "visit", {"date": "2026-11-02", "household": home, "content": "老人的低保补贴没到账"})
    assert [hit.kind for hit in search.search_text(desk, "低保")] == ["visit"]
    assert search.search_text(desk, "保低") == []


def test_a_households_card_gathers_what_hangs_on_its_members(desk: OpenOffice) -> None:
    home = register.add_household(desk, {"head": "张桂花"})
    child = add_person(desk, "李小满", household=home, birth="2017-05-02")
    register.set_tags(desk, child, ["left_child"], "2026-11-20")
    records.add(desk, "visit", {"date": "2026-11-02", "household": home, "content": "看望"})
    add_matter(desk, person=child)
    card = register.household_card(desk, home)
    assert [each["name"] for each in card.members] == ["张桂花", "李小满"]
    assert (len(card.visits), len(card.matters), len((card.tags or {})[child])) == (1, 1, 1)


def test_tags_that_are_no_longer_wanted_end_and_new_ones_begin(desk: OpenOffice) -> None:
    person = add_person(desk)
    register.set_tags(desk, person, ["low_income", "disabled"], "2026-01-01")
    register.set_tags(desk, person, ["disabled"], "2026-11-20")
    found = records.find(desk, Query("tag", where=(Where("owner", "=", person),)))
    assert {each["tag"]: each["end"] for each in found} == {"low_income": "2026-11-20", "disabled": None}


def test_likely_duplicates_are_proposed_by_number_and_by_name_with_birth(desk: OpenOffice) -> None:
    one = add_person(desk, "李建国", id_number="11010519491231002X")
    two = {"name": "李建国", "birth": "1949-12-31"}
    assert [(each.other.id, each.reason) for each in duplicates.at_entry(desk, "person", two)] == [
        (one, "name_and_birth")
    ]


def test_today_names_what_is_overdue_and_not_visited(desk: OpenOffice) -> None:
    add_household(desk)
    add_matter(desk, deadline="2026-11-10")
    found = today(desk)
    assert [each.days for each in found.due] == [-10]
    assert [each.last for each in found.unvisited] == [""]
    assert found.this_month["matter"] == 1
    assert found.backup.newest is None and found.backup.is_old


def test_an_administrator_adds_and_disables_operators(desk: OpenOffice) -> None:
    add_operator(desk, "刘敏", "entry", "mima-123", CHEAP)
    change_password(desk, "刘敏", "mima-456", CHEAP)
    disable(desk, "刘敏")
    assert [(each.name, each.disabled) for each in accounts(desk)] == [("王芳", False), ("刘敏", True)]
    with pytest.raises(Problem, match="不能停用正在使用"):
        disable(desk, "王芳")


def test_a_new_recovery_code_makes_the_old_one_useless(desk: OpenOffice) -> None:
    assert new_recovery_code(desk, CHEAP) != new_recovery_code(desk, CHEAP)


def test_the_office_gets_another_name_here_and_as_an_organization(desk: OpenOffice) -> None:
    office = describe_office(desk, "柿子新村", "500110103204")
    assert (desk.office.name, desk.office.code) == ("柿子新村", "500110103204")
    assert records.get(desk, "organization", office.id)["name"] == "柿子新村"
    with pytest.raises(Problem, match="统计代码"):
        describe_office(desk, "柿子新村", "12")
