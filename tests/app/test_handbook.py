"""The handbook: which of the five haves a matter lacks, and one member's book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records
from app.handbook import FIVE_HAVES, Completeness, book, completeness, recorders
from app.matters import act, state_of
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_person, open_village


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
