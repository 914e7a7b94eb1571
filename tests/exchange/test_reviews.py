"""讲评 between offices: made at the village it reaches the township; made above, the member reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import honesty, records, reviews
from app.desk import Desk
from app.history import history
from app.offices import OpenOffice
from app.records import Query
from tests.app.village_desk import add_matter, add_person
from tests.exchange.offices import carry, joined_pair

NOVEMBER = ("2026-11-01", "2026-11-30")
COPIED = "老人说去年冬天水管冻裂了三次，自己爬上屋顶缠布条，我听了心里不是滋味，回来就找了水利站。"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice]]:
    lower, upper = joined_pair(tmp_path)
    yield lower, upper
    lower.close()
    upper.close()


def with_book(desk: OpenOffice) -> str:
    member = add_person(desk, "李建国")
    add_matter(desk, recorder=member)
    return member


def standing(desk: Desk) -> list[tuple[str, str, int]]:
    """Grade, remark and office-is-ours of what stands of each book of November."""
    found = reviews.reviewed_books(desk, *NOVEMBER)
    return [(e.review["grade"], e.review["remark"], len(e.reviews)) for e in found if e.review is not None]


def test_a_review_of_the_village_reaches_the_township_and_its_change_too(pair):
    low, high = pair
    review = reviews.write(
        low, with_book(low), *NOVEMBER, {"grade": "good", "remark": "多写体会", "shown": 1}
    )
    carry(low, high)
    assert standing(high) == [("good", "多写体会", 1)]
    reviews.change(low, review, {"grade": "excellent"})
    carry(high, low)
    carry(low, high)
    assert standing(high) == standing(low) == [("excellent", "多写体会", 1)]
    assert [each.field_label for each in history(high, "review", review)][:1] == ["等级"]
    assert [each.id for each in reviews.shown_books(high, *NOVEMBER)] == [review]


def test_a_review_of_the_township_travels_down_to_the_member(pair):
    low, high = pair
    member = with_book(low)
    carry(low, high)
    review = reviews.write(high, member, *NOVEMBER, {"grade": "fair", "remark": "反馈要补"})
    carry(high, low)
    assert standing(low) == [("fair", "反馈要补", 1)]
    reviews.change(high, review, {"remark": "反馈要补上"})
    carry(high, low)
    assert standing(low) == standing(high) == [("fair", "反馈要补上", 1)]
    low.operator = replace(low.operator, name="李建国", role="entry")
    assert [each.remark for each in reviews.own_remarks(low)] == ["反馈要补上"]


def test_both_offices_may_review_one_book_and_each_sees_its_own_first(pair):
    low, high = pair
    member = with_book(low)
    carry(low, high)
    reviews.write(low, member, *NOVEMBER, {"grade": "good", "remark": "村"})
    reviews.write(high, member, *NOVEMBER, {"grade": "fair", "remark": "镇"})
    carry(low, high)
    carry(high, low)
    assert {len(each.reviews) for desk in pair for each in reviews.reviewed_books(desk, *NOVEMBER)} == {2}
    assert records.count(low, Query("review")) == records.count(high, Query("review")) == 2


def test_hints_for_oneself_never_travel_and_the_office_above_has_none_of_them(pair):
    low, high = pair
    for day in ("2026-11-03", "2026-11-04"):
        records.add(low, "visit", {"date": day, "content": COPIED, "method": "home"})
    assert len(honesty.own_hints(low)) == 1
    carry(low, high)
    assert records.count(high, Query("visit")) == 2
    # An operator of the same name above: what came by exchange was not written down there.
    assert high.operator.name == low.operator.name and honesty.own_hints(high) == []


def test_an_operator_above_is_not_taken_for_a_member_of_that_name_below(pair):
    low, high = pair
    review = reviews.write(low, with_book(low), *NOVEMBER, {"grade": "poor", "remark": "要补反馈"})
    carry(low, high)
    assert records.get(high, "review", review)["remark"] == "要补反馈"
    high.operator = replace(high.operator, role="entry", name="李建国")
    assert (reviews.own_remarks(high), reviews.reviewed_books(high, *NOVEMBER)) == ([], ())
    assert honesty.own_records(high, "matter") == []
