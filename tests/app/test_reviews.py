"""讲评: who may say what of whose handbook, where it is kept, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import records, reviews
from app.history import history, put_back
from app.ledgers.building import build
from app.ledgers.catalogue import get_ledger
from app.ledgers.periods import parse_period
from app.ledgers.sources import DeskSource
from app.offices import OpenOffice
from app.own_person import own_person
from app.problems import Problem
from app.records import Query
from app.reviews import ReviewProblem
from tests.app.village_desk import add_matter, add_person, open_village

NOVEMBER = ("2026-11-01", "2026-11-30")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def as_role(desk: OpenOffice, role: str, name: str = "") -> None:
    desk.operator = replace(desk.operator, role=role, name=name or desk.operator.name)


def with_book(desk: OpenOffice, name: str = "李建国", pages: int = 2) -> str:
    member = add_person(desk, name)
    for _ in range(pages):
        add_matter(desk, recorder=member)
    return member


def test_a_review_says_whose_book_of_which_days_it_is(desk: OpenOffice):
    member = with_book(desk)
    id = reviews.write(desk, member, *NOVEMBER, {"grade": "good", "remark": "记得实"})
    kept = records.get(desk, "review", id)
    assert [kept[name] for name in ("member", "first", "last", "date", "grade", "remark", "shown")] == [
        member, "2026-11-01", "2026-11-30", "2026-11-20", "good", "记得实", 0,
    ]  # fmt: skip


def test_the_books_of_a_period_stand_by_name_with_their_review(desk: OpenOffice):
    zhang, an = with_book(desk, "张桂花", 3), with_book(desk, "安大山", 1)
    reviews.write(desk, zhang, *NOVEMBER, {"grade": "excellent"})
    found = reviews.reviewed_books(desk, *NOVEMBER)
    assert [(each.named.name, len(each.named.book.pages)) for each in found] == [("安大山", 1), ("张桂花", 3)]
    assert [each.review["grade"] if each.review else "" for each in found] == ["", "excellent"]
    assert found[0].named.book.recorder == an


def test_a_review_of_another_period_is_not_this_books(desk: OpenOffice):
    member = with_book(desk)
    reviews.write(desk, member, "2026-10-01", "2026-12-31", {"grade": "good"})
    assert reviews.reviewed_books(desk, *NOVEMBER)[0].review is None


def test_who_only_enters_may_not_review(desk: OpenOffice):
    member = with_book(desk)
    review = reviews.write(desk, member, *NOVEMBER, {"grade": "good"})
    as_role(desk, "entry")
    for attempt in (
        lambda: reviews.write(desk, member, *NOVEMBER, {"grade": "poor"}),
        lambda: reviews.change(desk, review, {"grade": "poor"}),
        lambda: records.add(desk, "review", {"member": member, "date": "2026-11-20", "grade": "poor"}),
        lambda: records.remove(desk, "review", review),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.code == "only_review"
    assert records.get(desk, "review", review)["grade"] == "good"


def test_who_only_enters_puts_nothing_of_a_review_back(desk: OpenOffice):
    review = reviews.write(desk, with_book(desk), *NOVEMBER, {"grade": "good"})
    reviews.change(desk, review, {"grade": "poor"})
    (changed,) = (each for each in history(desk, "review", review) if each.field == "grade")
    as_role(desk, "entry")
    with pytest.raises(Problem) as refused:
        put_back(desk, "review", review, changed)
    assert (refused.value.code, records.get(desk, "review", review)["grade"]) == ("only_review", "poor")


@pytest.mark.parametrize(
    ("role", "read"), [("entry", {"我的", "展示的"}), ("review", {"我的", "别人的", "展示的"})]
)
def test_a_ledger_of_reviews_tells_nobody_what_was_said_of_others(
    desk: OpenOffice, role: str, read: set[str]
):
    for name, remark in (("李建国", "我的"), ("张桂花", "别人的"), ("安大山", "展示的")):
        said = {"grade": "good", "remark": remark, "shown": int(remark == "展示的")}
        reviews.write(desk, with_book(desk, name), *NOVEMBER, said)
    as_role(desk, role, "李建国")
    made = build(DeskSource(desk), get_ledger(desk, "讲评记录"), parse_period("2026-11"))
    assert {word for word in ("我的", "别人的", "展示的") if word in repr(made)} == read


@pytest.mark.parametrize(
    ("days", "values", "code"),
    [
        (NOVEMBER, {"remark": "好"}, "grade_needed"),
        (("2026-12-01", "2026-11-30"), {"grade": "good"}, "period_backwards"),
        (("2026-01-01", "2026-01-31"), {"grade": "good"}, "no_book"),
    ],
)
def test_what_cannot_be_reviewed_is_said(
    desk: OpenOffice, days: tuple[str, str], values: dict[str, str], code: str
):
    member = with_book(desk)
    with pytest.raises(ReviewProblem) as refused:
        reviews.write(desk, member, *days, values)
    assert (refused.value.code, records.count(desk, Query("review"))) == (code, 0)


def test_a_review_is_changed_told_in_history_and_taken_back(desk: OpenOffice):
    review = reviews.write(desk, with_book(desk), *NOVEMBER, {"grade": "good"})
    reviews.change(desk, review, {"grade": "excellent", "shown": 1, "member": "nobody"})
    told = history(desk, "review", review)
    assert (told[-1].action_label, {(each.field_label, each.after) for each in told[:-1]}) == (
        "新增讲评", {("等级", "优秀"), ("集中展示", "是")},
    )  # fmt: skip
    desk.undo()
    assert records.get(desk, "review", review)["grade"] == "good"
    desk.undo()
    assert records.get(desk, "review", review).deleted


def test_the_member_who_signs_in_reads_the_remark_and_nobody_elses(desk: OpenOffice):
    own, other = with_book(desk, "李建国"), with_book(desk, "张桂花")
    reviews.write(desk, own, *NOVEMBER, {"grade": "good", "remark": "多写体会", "reviewer": other})
    reviews.write(desk, other, *NOVEMBER, {"grade": "fair", "remark": "要补反馈"})
    as_role(desk, "entry", "李建国")
    (told,) = reviews.own_remarks(desk)
    assert (told.grade, told.remark, told.reviewer, told.shown) == ("良好", "多写体会", "张桂花", False)
    assert [each.named.name for each in reviews.reviewed_books(desk, *NOVEMBER)] == ["李建国"]


def test_the_remark_stands_on_the_pages_of_the_reviewed_days_alone(desk: OpenOffice):
    own, other = with_book(desk, "李建国"), with_book(desk, "张桂花")
    reviews.write(desk, own, *NOVEMBER, {"grade": "good"})
    as_role(desk, "entry", "李建国")
    inside, later, others = (
        records.get(desk, "matter", add_matter(desk, recorder=member, opened=day))
        for member, day in ((own, "2026-11-30"), (own, "2026-12-01"), (other, "2026-11-05"))
    )
    found = [len(reviews.own_remarks(desk, each)) for each in (inside, later, others)]
    assert found == [1, 0, 0]


def test_two_people_of_one_name_are_nobodys_own_unless_one_keeps_a_book(desk: OpenOffice):
    as_role(desk, "entry", "李建国")
    assert own_person(desk) == ""
    add_person(desk, "李建国")
    member = with_book(desk, "李建国")
    assert own_person(desk) == member
    with_book(desk, "李建国")
    assert own_person(desk) == ""


def test_shown_books_are_listed_by_their_day(desk: OpenOffice):
    one, other = with_book(desk, "李建国"), with_book(desk, "张桂花")
    late = reviews.write(desk, one, *NOVEMBER, {"grade": "excellent", "shown": 1, "date": "2026-11-19"})
    early = reviews.write(desk, other, *NOVEMBER, {"grade": "excellent", "shown": 1, "date": "2026-11-03"})
    reviews.write(desk, one, *NOVEMBER, {"grade": "good", "date": "2026-11-10"})
    assert [each.id for each in reviews.shown_books(desk, *NOVEMBER)] == [early, late]
    assert reviews.shown_books(desk, "2026-12-01", "2026-12-31") == []
