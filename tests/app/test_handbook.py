"""The handbook: which of the five haves a matter lacks, and one member's book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import records
from app.handbook import FIVE_HAVES, Completeness, book, books, branches, completeness, recorders
from app.matters import Act, Event, act, standing, state_of
from app.offices import OpenOffice
from app.records import Record
from tests.app.village_desk import add_matter, add_organization, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def mark(desk: OpenOffice, matter: str) -> Completeness:
    return completeness(records.get(desk, "matter", matter), state_of(desk, matter))


def test_a_matter_just_written_down_lacks_four_of_the_five(desk: OpenOffice):
    found = mark(desk, add_matter(desk))
    assert found.missing == tuple(FIVE_HAVES)[1:]
    assert found.mark == "缺：受理情况、办理状态、结果反馈、心得体会"


def test_each_step_fills_its_have(desk: OpenOffice):
    matter = add_matter(desk)
    missing = []
    for step in ("accept", "handle", "finish", "feed_back"):
        act(desk, matter, step, {"text": "情况"})
        missing.append(mark(desk, matter).missing)
    assert missing == [
        ("handling", "feedback", "reflection"),
        ("feedback", "reflection"),
        ("feedback", "reflection"),
        ("reflection",),
    ]


def test_the_feedback_field_counts_like_the_feedback_event(desk: OpenOffice):
    matter = add_matter(desk, feedback="已当面告知", reflection="要多跑一趟")
    assert mark(desk, matter).missing == ("acceptance", "handling")


def test_a_step_struck_out_no_longer_counts(desk: OpenOffice):
    matter = add_matter(desk)
    wrong = act(desk, matter, "accept", {})
    act(desk, matter, "correct", {"event": wrong, "result": "void", "text": "记错了"})
    assert "acceptance" in mark(desk, matter).missing


def test_a_complete_matter_says_so(desk: OpenOffice):
    matter = add_matter(desk, reflection="早一天办早一天安心")
    for step in ("accept", "direct", "finish", "feed_back"):
        act(desk, matter, step, {"text": "情况"})
    assert (mark(desk, matter).complete, mark(desk, matter).mark) == (True, "五有齐全")


def test_a_book_holds_one_members_matters_of_the_period(desk: OpenOffice):
    one, other = add_person(desk, "李建国"), add_person(desk, "王芳")
    inside = add_matter(desk, recorder=one, opened="2026-11-30")
    add_matter(desk, recorder=one, opened="2026-12-01")
    add_matter(desk, recorder=other, opened="2026-11-05")
    found = book(desk, one, "2026-11-01", "2026-11-30")
    assert [page.matter.id for page in found.pages] == [inside]
    assert found.complete_count == 0
    assert recorders(desk, "2026-11-01", "2026-12-31") == {one: 2, other: 1}


NOVEMBER = ("2026-11-01", "2026-11-30")
TEXT = st.none() | st.sampled_from(["", "  ", "已告知"])
ACTS = st.lists(st.sampled_from([each.value for each in Act]), max_size=8)


def chain(acts: list[str]) -> list[Event]:
    """Events one after the other, each of its own day."""
    return [
        Event(id=f"e{at}", act=each, date=f"2026-11-{at + 1:02d}", after=(f"e{at - 1}",) if at else ())
        for at, each in enumerate(acts)
    ]


@given(ACTS, TEXT, TEXT, TEXT)
def test_what_is_missing_is_told_in_order_and_only_more_writing_fills_it(
    acts, description, feedback, reflection
):
    written = {"description": description, "feedback": feedback, "reflection": reflection}
    mark = completeness(Record("matter", "m", written), standing(chain(acts)))
    assert list(mark.missing) == [name for name in FIVE_HAVES if name in mark.missing]
    assert mark.complete == (mark.missing == ()) == (mark.mark == "五有齐全")
    assert ("reflection" in mark.missing) == (not (reflection or "").strip())
    full = Record("matter", "m", dict.fromkeys(written, "写了"))
    assert set(completeness(full, standing(chain(acts))).missing) == set(mark.missing) & {
        "acceptance",
        "handling",
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 30), st.booleans()), max_size=12))
def test_books_hold_each_matter_once_by_name_and_count_what_is_missing(desk: OpenOffice, written):
    with desk.write("import.person") as writer:
        members = [writer.add("person", {"name": name}) for name in ("张三", "安大山", "李四")]
        wrote = Counter(members[who] for who, _, _ in written)
        for who, day, reflects in written:
            values = {"opened": f"2026-11-{day:02d}", "description": "路灯", "recorder": members[who]}
            writer.add("matter", {**values, "reflection": "要快" if reflects else None})
    found = [each for each in books(desk, *NOVEMBER) if each.book.recorder in members]
    assert {each.book.recorder: len(each.book.pages) for each in found} == dict(wrote)
    assert [each.name for each in found] == [
        name for name in ("安大山", "李四", "张三")
        if wrote[members[("张三", "安大山", "李四").index(name)]]
    ]  # fmt: skip
    unthought = sum(not reflects for _, _, reflects in written)
    assert sum(each.book.missing_counts.get("reflection", 0) for each in found) == unthought
    assert all(page.completeness.missing for each in found for page in each.book.incomplete)


def test_a_branchs_books_are_those_of_its_members_and_of_who_held_a_post_there(desk: OpenOffice):
    branch, other = add_organization(desk, "一支部"), add_organization(desk, "二支部")
    one, two = add_person(desk, "王一", party_branch=branch), add_person(desk, "王二", party_branch=other)
    three, four = add_person(desk, "王三"), add_person(desk, "王四")
    for person, end in ((three, "2026-11-02"), (four, "2026-10-31")):
        post = {"person": person, "organization": branch, "post": "委员", "start": "2025-01-01", "end": end}
        records.add(desk, "post", post)
    for person in (one, two, three, four):
        add_matter(desk, recorder=person)
    assert [each.name for each in books(desk, *NOVEMBER, branch)] == ["王三", "王一"]
    assert list(branches(desk, books(desk, *NOVEMBER)).values()) == ["二支部", "一支部"]
