"""讲评: what the branch says of a member's handbook of a period, grade and remark (domain row 58)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import records
from app.checked_writer import CheckedWriter
from app.desk import Desk
from app.handbook import NamedBook, books
from app.own_person import own_person
from app.problems import Problem
from app.records import Query, Record, Where
from app.reviews_text import REVIEWS
from app.rights import may, require

RIGHT = "handbook.review"
KIND = "review"
#: What a reviewer writes; whose book of which days it is follows from what is read.
WRITTEN = ("grade", "remark", "date", "reviewer", "shown")


class ReviewProblem(Problem):
    """What keeps a review from being written down."""

    sentences = REVIEWS


@dataclass(frozen=True)
class Reviewed:
    """A member's book of a period, and what was said of it; `reviews` newest first, this office's before."""

    named: NamedBook
    reviews: tuple[Record, ...] = ()

    @property
    def review(self) -> Record | None:
        """The review that stands: this office's own, else the newest."""
        return self.reviews[0] if self.reviews else None


@dataclass(frozen=True)
class Remark:
    """What a member reads of the own book. `grade` in words; `reviewer` "" where none is named."""

    id: str
    date: str
    first: str
    last: str
    grade: str
    remark: str
    reviewer: str
    shown: bool


def may_review(desk: Desk) -> bool:
    """Whether the signed-in operator reviews handbooks."""
    return may(desk, RIGHT)


def reviewed_books(desk: Desk, first: str, last: str, branch: str = "") -> tuple[Reviewed, ...]:
    """The books of first..last ("YYYY-MM-DD") by name, each with the reviews of just this period.

    Whoever may not review sees the own book alone.
    """
    found = books(desk, first, last, branch)
    if not may_review(desk):
        own = own_person(desk)
        found = tuple(each for each in found if each.book.recorder == own)
    said = reviews_of(desk, [each.book.recorder for each in found])
    return tuple(
        Reviewed(each, tuple(
            review for review in said.get(each.book.recorder, ())
            if (review["first"], review["last"]) == (first, last)
        ))
        for each in found
    )  # fmt: skip


def reviews_of(desk: Desk, members: Sequence[str]) -> dict[str, list[Record]]:
    """Member → the reviews of any period: this office's own before others', newest first."""
    query = Query("review", where=(Where("member", "in", list(members)),), order=("-date",))
    ordered = sorted(records.find(desk, query), key=lambda each: each.office not in ("", desk.office.id))
    found: dict[str, list[Record]] = {}
    for each in ordered:
        found.setdefault(each["member"], []).append(each)
    return found


def readable(desk: Desk, found: Iterable[Record]) -> list[Record]:
    """Those of these reviews that the operator may read: a reviewer all, others the own and what is shown."""
    if may_review(desk):
        return list(found)
    own = own_person(desk)
    return [each for each in found if each["shown"] or (own and each["member"] == own)]


def write(desk: Desk, member: str, first: str, last: str, values: Mapping[str, Any]) -> str:
    """A new review of a member's book of first..last; its id. One intention.

    A review of somebody who belongs to an office below lives with that office and travels there, so that
    the member reads it. Raises Problem: only_review, ReviewProblem no_book, grade_needed, period_backwards.
    """
    require(desk, RIGHT)
    person = records.get(desk, "person", member)
    if last < first:
        raise ReviewProblem("period_backwards", field="date")
    if not values.get("grade"):
        raise ReviewProblem("grade_needed", field="grade")
    where = (Where("recorder", "=", person.id), Where("opened", ">=", first), Where("opened", "<=", last))
    if not records.count(desk, Query("matter", where=where)):
        raise ReviewProblem("no_book", name=records.title(desk, person))
    given = {name: values[name] for name in WRITTEN if values.get(name) is not None}
    row = {"date": desk.today().isoformat(), **given, "member": person.id, "first": first, "last": last}
    with desk.write("review.add") as writer:
        return _placed(writer, person.office, desk.office.id, row)


def _placed(writer: CheckedWriter, office: str, own: str, row: Mapping[str, Any]) -> str:
    if office in ("", own):
        return writer.add("review", row)
    try:
        return writer.add_for(office, "review", [row])[0]
    except Problem as problem:
        if problem.code != "office_unknown":
            raise
        return writer.add("review", row)  # nothing of that office came by exchange: it is kept here


def change(desk: Desk, review: str, values: Mapping[str, Any]) -> None:
    """Say it otherwise. Raises Problem: only_review, what changing a record raises."""
    records.change(desk, "review", review, {name: values[name] for name in WRITTEN if name in values})


def own_remarks(desk: Desk, matter: Record | None = None) -> list[Remark]:
    """What was said of the signed-in operator's own book, newest first; nothing of anybody else's.

    `matter`: only of the periods whose book this matter stands in; nothing when it is not in the own book.
    """
    own = own_person(desk)
    if not own or (matter is not None and matter["recorder"] != own):
        return []
    day = matter["opened"] if matter is not None else ""
    found = reviews_of(desk, [own]).get(own, [])
    found.sort(key=lambda each: str(each["date"]), reverse=True)
    return [remark(desk, each) for each in found if not day or _covers(each, day)]


def _covers(review: Record, day: str) -> bool:
    return (review["first"] or "") <= day <= (review["last"] or "9999")


def remark(desk: Desk, review: Record) -> Remark:
    """A review in words."""
    reviewer = records.by_ids(desk, "person", [review["reviewer"] or ""]).get(review["reviewer"] or "")
    return Remark(
        review.id, review["date"], review["first"] or "", review["last"] or "",
        desk.codes.label("review_grade", review["grade"]), review["remark"] or "",
        str(reviewer["name"]) if reviewer else "", bool(review["shown"]),
    )  # fmt: skip


def shown_books(desk: Desk, first: str, last: str) -> list[Record]:
    """The reviews of 集中展示 whose day lies in first..last, in the order of their days."""
    where = (Where("shown", "=", 1), Where("date", ">=", first), Where("date", "<=", last))
    return records.find(desk, Query("review", where=where, order=("date",)))
