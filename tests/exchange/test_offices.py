"""A village, its township and the county: joining, giving, taking in, deciding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records, redaction
from app.desk import Desk
from app.exchange import console, deciding, giving, incoming, joining, moving
from app.exchange.problems import ExchangeProblem
from app.history import history
from app.problems import Problem
from app.records import Query
from tests.exchange.offices import carry, county, join, joined_pair, pack, township, village
from tests.factories import make_household, make_person


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    lower, upper = joined_pair(tmp_path)
    yield lower, upper
    lower.close()
    upper.close()


def with_person(desk: Desk) -> str:
    home = records.add(desk, "household", make_household(head="张桂花"))
    return records.add(desk, "person", make_person(household=home, name="张桂花", phone="13800001111"))


def test_what_a_village_wrote_reaches_the_township_and_goes_on_to_the_county(tmp_path):
    low, mid, high = village(tmp_path), township(tmp_path), county(tmp_path)
    person = with_person(low)
    join(low, mid)
    join(mid, high)
    assert carry(low, mid).added["person"] == 1
    assert carry(mid, high).added["person"] == 1
    assert records.get(high, "person", person)["name"] == "张桂花"
    assert records.get(high, "person", person).office == low.office.id


def test_nothing_is_asked_twice_and_nothing_is_sent_that_was_acknowledged(pair):
    low, high = pair
    with_person(low)
    file = pack(low, high)
    assert incoming.examine(high, file).state == "new"
    assert incoming.take(high, file).state == "taken"
    assert incoming.take(high, file).state == "already"
    carry(high, low)
    assert giving.pack(low, high.office.id).counts == {}


def test_a_preview_changes_nothing_and_tells_what_would_come(pair):
    low, high = pair
    with_person(low)
    report = incoming.examine(high, pack(low, high))
    assert (report.added["person"], records.count(high, Query("person"))) == (1, 0)


def test_two_values_of_one_field_wait_in_both_inboxes_until_one_is_chosen(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    records.change(low, "person", person, {"phone": "13800002222"})
    records.change(high, "person", person, {"phone": "13800003333"})
    assert carry(low, high).conflicts == (("person", person, "phone"),)
    carry(high, low)
    (question,) = deciding.questions(low)
    assert {(each.office, each.raw) for each in question.choices} == {
        ("柿子村", "13800002222"), ("大石镇", "13800003333"),
    }  # fmt: skip
    assert question.before == "138****1111"
    deciding.decide(high, "person", person, "phone", "13800003333")
    carry(high, low)
    assert (deciding.count(low), deciding.count(high)) == (0, 0)
    assert records.get(low, "person", person)["phone"] == "13800003333"


def test_keeping_the_value_shown_closes_the_question_everywhere(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    records.change(low, "person", person, {"id_number": "110101199003071233"})
    records.change(high, "person", person, {"id_number": "11010119900307125X"})
    carry(low, high)
    shown = records.get(high, "person", person)["id_number"]
    for each in deciding.questions(high):
        if each.field == "id_number":
            deciding.decide(high, each.kind, each.id, each.field, shown)
    assert deciding.count(high) == 0
    carry(high, low)
    assert (deciding.count(low), records.get(low, "person", person)["id_number"]) == (0, shown)


def test_a_removed_record_that_was_changed_elsewhere_stays_until_somebody_decides(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    records.remove(high, "person", person)
    records.change(low, "person", person, {"notes": "九月搬回"})
    carry(low, high)
    carry(high, low)
    for desk in pair:
        assert not records.get(desk, "person", person).deleted
        assert [each.label for each in deciding.questions(desk)] == ["是否保留这条记录"]
    deciding.decide(low, "person", person, "deleted", 1)
    carry(low, high)
    assert records.get(high, "person", person).deleted
    assert deciding.count(high) == 0


def test_what_the_township_defines_reaches_the_village_and_cannot_be_changed_there(pair):
    low, high = pair
    code = records.add(high, "code", {"list": "tag", "code": "x_pioneer", "label": "致富带头人"})
    carry(high, low)
    assert low.codes.label("tag", "x_pioneer") == "致富带头人"
    with pytest.raises(Problem) as refused:
        records.change(low, "code", code, {"label": "带头人"})
    assert refused.value.code == "defined_above"


def test_what_the_township_adds_to_a_villagers_record_travels_with_it(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    records.add(high, "tag", {"owner": person, "tag": "party_member"})
    records.add(high, "household", make_household(head="镇里自己的"))
    carry(high, low)
    assert records.count(low, Query("tag")) == 1
    assert records.count(low, Query("household")) == 1


def test_private_notes_do_not_leave_the_village(pair):
    low, high = pair
    person = with_person(low)
    records.change(low, "person", person, {"private_notes": "只在村里看", "notes": "可以看"})
    carry(low, high)
    found = records.get(high, "person", person)
    assert (found["notes"], found["private_notes"]) == ("可以看", None)


def test_who_did_what_elsewhere_is_in_the_history(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    records.change(low, "person", person, {"phone": "13800002222"})
    carry(low, high)
    steps = [each for each in history(high, "person", person, whole=True) if each.field == "phone"]
    assert [(each.operator, each.before, each.after) for each in steps] == [
        ("王芳（柿子村）", "13800001111", "13800002222")
    ]


def test_undo_never_takes_back_what_came_from_elsewhere(pair):
    low, high = pair
    with_person(low)
    carry(low, high)
    with pytest.raises(Problem) as refused:
        high.undo()
    assert refused.value.code == "nothing_to_undo"


def test_the_console_tells_who_has_not_handed_in(tmp_path):
    high = township(tmp_path)
    low, other = village(tmp_path), village(tmp_path, "桃花村", "500110103204")
    for each in (low, other):
        join(each, high)
    with_person(low)
    carry(low, high)
    assert [(each.name, each.handed_in, each.last_number) for each in console.below(high)] == [
        ("桃花村", False, 0), ("柿子村", True, 1),
    ]  # fmt: skip


def test_wrong_digits_let_nobody_in(tmp_path):
    low, high = village(tmp_path), township(tmp_path)
    asked = joining.request(low)
    wrong = ("1" if asked.digits[0] != "1" else "2") + asked.digits[1:]
    with pytest.raises(ExchangeProblem) as refused:
        joining.admit(high, asked.path, wrong)
    assert refused.value.code == "digits_differ"
    assert console.below(high) == []


def test_an_entry_operator_may_neither_give_nor_take(pair):
    low, high = pair
    low.operator = type(low.operator)(low.operator.id, low.operator.name, "entry")
    with pytest.raises(Problem) as refused:
        giving.pack(low, high.office.id)
    assert refused.value.code == "only_review"


def two_villages(tmp_path: Path) -> tuple[Desk, Desk, Desk, str, str]:
    """Two villages and their township, which has a household of the first with one person."""
    high = township(tmp_path)
    one, two = village(tmp_path), village(tmp_path, "桃花村", "500110103204")
    for each in (one, two):
        join(each, high)
    person = with_person(one)
    carry(one, high)
    return one, two, high, records.get(one, "person", person)["household"], person


def test_case_34_a_moved_household_leaves_one_village_and_comes_to_the_other(tmp_path):
    one, two, high, home, person = two_villages(tmp_path)
    moving.move_household(high, home, two.office.id, "婚迁")
    carry(high, two)
    carry(high, one)
    assert records.get(two, "person", person)["name"] == "张桂花"
    assert records.count(one, Query("person")) == 0
    assert records.count(one, Query("person", deleted=True)) == 0
    records.change(two, "person", person, {"phone": "13800009999"})
    assert carry(two, high).changed == {"person": 1}
    assert records.get(high, "person", person)["phone"] == "13800009999"


def test_case_34_an_edit_made_before_the_move_was_known_waits_and_can_follow(tmp_path):
    one, two, high, home, person = two_villages(tmp_path)
    moving.move_household(high, home, two.office.id)
    records.change(one, "person", person, {"phone": "13800007777"})
    carry(high, one)
    assert records.get(one, "person", person)["phone"] == "13800007777"
    assert [reason for _, _, reason in carry(one, high).parked] == ["other_bucket"]
    (waiting,) = deciding.quarantine(high)
    deciding.let_in(high, waiting.number)
    carry(high, two)
    assert records.get(two, "person", person)["phone"] == "13800007777"
    carry(high, one)
    assert records.count(one, Query("person")) == 0


def test_a_record_kept_after_its_bin_was_emptied_comes_back_with_its_values(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    records.remove(high, "person", person)
    redaction.empty_bin(high)
    records.change(low, "person", person, {"notes": "九月搬回"})
    carry(high, low)
    deciding.decide(low, "person", person, "deleted", 0)
    carry(low, high)
    found = records.get(high, "person", person)
    assert (found["name"], found["phone"], found["notes"], found.deleted) == (
        "张桂花", "13800001111", "九月搬回", False,
    )  # fmt: skip


def test_what_was_erased_by_law_is_erased_at_the_other_office_and_in_kept_packages(pair):
    low, high = pair
    person = with_person(low)
    carry(low, high)
    redaction.redact(low, "person", person, "request")
    assert list((low.home / "exchange" / "out").glob("*.lxp")) == []
    carry(low, high)
    assert records.is_erased(records.exact(high, "person", person))
    assert records.exact(high, "person", person)["name"] is None
