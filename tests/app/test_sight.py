"""What is hidden on the screen: by field class, by age and by role; and showing it is noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import audit, records, register, search, unmasking
from app.desk import Operator
from app.history import history
from app.kinds import KINDS, Sensitivity
from app.offices import OpenOffice
from app.problems import Problem
from app.sight import SHOWN_FOR, Sight, covered, guard, may_be_hidden
from db.local import audit_lines
from tests.app.village_desk import NOW, add_household, add_person, open_village
from ui.cards.lines import read_card
from ui.tables.rows import Column, rows_of

ID = "500110196203041228"
CHILD = "500110201808053219"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    made = open_village(tmp_path)
    yield made
    made.close()


def as_role(desk: OpenOffice, role: str) -> None:
    desk.operator = Operator(desk.operator.id, "王芳", role)


def shown(desk: OpenOffice, identity: str, *names: str, kind: str = "person") -> tuple[str, ...]:
    """A list's cells of one record."""
    found = [records.get(desk, kind, identity)]
    return rows_of(desk, found, [Column(name) for name in names])[0].cells


def test_numbers_are_masked_in_lists_and_names_are_not(desk):
    person = add_person(desk, "张桂花", id_number=ID, phone="13812345678", health="disabled")
    assert shown(desk, person, "name", "id_number", "phone", "health", "birth") == (
        "张桂花", "500***********1228", "138****5678", "***", "1962-03-04",
    )  # fmt: skip


def test_of_a_child_the_birthday_is_hidden_too(desk):
    child = add_person(desk, "李小满", id_number=CHILD)
    assert shown(desk, child, "id_number", "birth") == ("500***********3219", "2018-**-**")


@pytest.mark.parametrize(("role", "health", "child"), [
    ("entry", "***", "500***********3219"), ("review", "残疾", CHILD), ("admin", "残疾", CHILD),
])  # fmt: skip
def test_the_sensitive_needs_a_reviewer_even_while_all_is_shown(desk, role, health, child):
    grown = add_person(desk, id_number=ID, health="disabled")
    small = add_person(desk, "李小满", id_number=CHILD)
    as_role(desk, role)
    unmasking.show_all(desk)
    assert shown(desk, grown, "id_number", "health") == (ID, health)
    assert shown(desk, small, "id_number") == (child,)
    unmasking.hide_all(desk)
    assert shown(desk, grown, "id_number") == ("500***********1228",)


def test_hardship_is_hidden_and_a_party_member_is_not(desk):
    person = add_person(desk)
    poor = records.add(desk, "tag", {"owner": person, "tag": "low_income", "basis": "因病致贫"})
    party = records.add(desk, "tag", {"owner": person, "tag": "party_member"})
    home = add_household(desk, type="hardship")
    assert shown(desk, poor, "tag", "basis", kind="tag") == ("***", "***")
    assert shown(desk, party, "tag", kind="tag") == ("党员",)
    assert shown(desk, home, "type", kind="household") == ("***",)
    assert records.title(desk, records.get(desk, "tag", poor)) == "***"


def test_the_card_masks_members_and_tags(desk):
    home = add_household(desk)
    person = add_person(desk, "张小花", household=home, id_number=ID)
    records.add(desk, "tag", {"owner": person, "tag": "disabled", "basis": "二级"})
    words = " ".join(
        line.words for identity, kind in ((home, "household"), (person, "person"))
        for lines in read_card(desk, kind, identity).lists.values() for line in lines
    )  # fmt: skip
    assert "张小花" in words
    assert not any(secret in words for secret in (ID, "残疾", "二级"))


def test_the_history_masks_what_was_and_what_is(desk):
    person = add_person(desk, id_number=ID, health="disabled")
    records.change(desk, "person", person, {"id_number": "500110196203041236", "health": "chronic"})
    told = " ".join(f"{each.before} {each.after}" for each in history(desk, "person", person))
    assert ID not in told
    assert "500110196203041236" not in told
    assert "残疾" not in told
    assert ID in " ".join(each.before for each in history(desk, "person", person, whole=True))


def test_finding_shows_no_number_whole(desk):
    home = add_household(desk)
    add_person(desk, "张桂花", id_number=ID, phone="13812345678")
    records.add(
        desk, "visit", {"date": "2026-11-05", "household": home, "content": f"证号{ID}，电话13812345678"}
    )
    hits = [*search.find_people(desk, "1228"), *search.search_text(desk, "证号")]
    assert len(hits) == 2
    told = " ".join(f"{hit.title} {hit.detail}" for hit in hits)
    assert ID not in told
    assert "13812345678" not in told


@pytest.mark.parametrize("typed", ["1228", "041228", ID, ID[:8]])
def test_a_find_by_id_number_begins_with_the_numbers_ending(desk, typed):
    add_person(desk, "张桂花", id_number=ID, household=add_household(desk))
    (hit,) = search.find_people(desk, typed, kinds=("person",))
    assert hit.detail.startswith("证号尾号 1228 · ")
    assert "*" not in hit.detail


def test_a_find_by_name_keeps_the_masked_number_at_its_end(desk):
    add_person(desk, "张桂花", id_number=ID)
    (hit,) = search.find_people(desk, "张桂花", kinds=("person",))
    assert hit.detail.endswith("500***********1228")


def test_narrowing_a_list_is_noted_once_a_session_and_field(desk):
    for kind, field in (("household", "type"), ("tag", "tag"), ("household", "type")):
        unmasking.note_narrowing(desk, kind, field)
    told = [line[2:] for line in audit_lines(desk.store, 3)]
    assert told[:2] == [("unmask.filter", "tag tag"), ("unmask.filter", "household type")]
    assert told[2][0] != "unmask.filter"


def test_the_audit_page_names_the_field_a_list_was_narrowed_by(desk):
    unmasking.note_narrowing(desk, "household", "type")
    newest = audit.read_log(desk).lines[0]
    assert (newest.act, newest.detail) == ("按隐藏的栏目筛选", "户 户类型")


def test_looking_is_noted_by_record_and_field_and_never_by_value(desk):
    person = add_person(desk, id_number=ID)
    unmasking.reveal(desk, "person", person, {"phone": "unmask", "id_number": "unmask"})
    _, who, act, detail = audit_lines(desk.store, 1)[0]
    assert (who, act, detail) == ("王芳", "unmask", f"person {person} id_number,phone")


def test_what_is_refused_is_not_noted_as_seen(desk):
    person = add_person(desk, health="disabled")
    as_role(desk, "entry")
    before = audit_lines(desk.store)
    with pytest.raises(Problem):
        unmasking.reveal(desk, "person", person, {"health": "unmask.sensitive"})
    assert audit_lines(desk.store) == before


def test_guards_name_what_is_hidden(desk):
    person = add_person(desk, id_number=ID, phone="13812345678")
    found = records.get(desk, "person", person)
    assert unmasking.guards(desk, "person", found.values) == {"id_number": "unmask", "phone": "unmask"}


@given(back=st.integers(-(10**6), 10**6))
def test_a_clock_that_jumps_never_lengthens_the_while(back):
    sight = Sight()
    sight.open(NOW)
    moment = NOW + timedelta(seconds=back)
    assert sight.is_open(moment) == (0 <= back < SHOWN_FOR.total_seconds())
    sight.close()
    assert not sight.is_open(moment)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_sensitive_field_is_hidden_from_an_entry_operator(kind):
    for field in KINDS[kind].fields:
        if field.sensitivity is Sensitivity.SENSITIVE:
            assert may_be_hidden(field)
            assert guard(field, "whatever", minor=False) == "unmask.sensitive"
            assert covered(field, "因病致贫") == "***"


def test_ages_are_counted_to_today(desk):
    assert register.age(desk, records.get(desk, "person", add_person(desk, birth="2012-11-21"))) == 13
    assert guard(KINDS["person"].field("birth"), "2012-11-21", minor=True) == "unmask.sensitive"
    assert desk.today() == date(2026, 11, 20)
    assert datetime.combine(desk.today(), NOW.time()) == NOW
