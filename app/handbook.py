"""The handbook (工作手册): its five haves, and the book of one member in a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.matters import Act, Standing, states
from app.matters.services import has_five_haves
from app.pinyin import syllables_of
from app.records import Query, Record, Where

#: The five haves of domain row 57, in the order of the printed page.
FIVE_HAVES: dict[str, str] = {
    "description": "问题描述",
    "acceptance": "受理情况",
    "handling": "办理状态",
    "feedback": "结果反馈",
    "reflection": "心得体会",
}
_TAKEN_IN = (Act.ACCEPT, Act.DIRECT)
_NOT_HANDLING = (Act.ACCEPT, Act.CORRECT, Act.FEED_BACK, Act.EVALUATE)


@dataclass(frozen=True)
class Completeness:
    """Which of the five haves a matter has; `missing` holds keys of FIVE_HAVES in order.

    asked: whether they are asked of it at all; of an errand, a petition or a dispute they are not.
    """

    missing: tuple[str, ...]
    asked: bool = True

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def mark(self) -> str:
        """What stands on the page: "五有齐全" or "缺：结果反馈、心得体会"."""
        if not self.asked:
            return ""
        if self.complete:
            return "五有齐全"
        return "缺：" + "、".join(FIVE_HAVES[name] for name in self.missing)


@dataclass(frozen=True)
class Page:
    """One matter of the book."""

    matter: Record
    standing: Standing
    completeness: Completeness


@dataclass(frozen=True)
class Book:
    """What one member wrote down in a period."""

    recorder: str
    start: str
    end: str
    pages: tuple[Page, ...]

    @property
    def complete_count(self) -> int:
        """How many pages have all five."""
        return sum(page.completeness.complete for page in self.pages)

    @property
    def incomplete(self) -> tuple[Page, ...]:
        """The pages that lack something, in the order of the book."""
        return tuple(page for page in self.pages if not page.completeness.complete)

    @property
    def missing_counts(self) -> dict[str, int]:
        """Key of FIVE_HAVES → on how many pages it is missing; what is missing nowhere is left out."""
        missing = Counter(name for page in self.pages for name in page.completeness.missing)
        return {name: missing[name] for name in FIVE_HAVES if missing[name]}


@dataclass(frozen=True)
class NamedBook:
    """A member's book with whose it is. `branch`: id of the party branch or unit, "" unknown."""

    name: str
    book: Book
    branch: str = ""


def completeness(matter: Record, standing: Standing) -> Completeness:
    """Which of the five the matter lacks, from its record and the events that counted."""
    if not has_five_haves(matter):
        return Completeness((), asked=False)
    acts = {event.act for event in standing.taken}
    has = {
        "description": bool((matter["description"] or "").strip()),
        "acceptance": any(act in acts for act in _TAKEN_IN),
        "handling": any(act not in _NOT_HANDLING for act in acts),
        "feedback": bool((matter["feedback"] or "").strip()) or Act.FEED_BACK in acts,
        "reflection": bool((matter["reflection"] or "").strip()),
    }
    return Completeness(tuple(name for name in FIVE_HAVES if not has[name]))


def pages(desk: Desk, matters: Sequence[Record]) -> tuple[Page, ...]:
    """The pages of these matters in the order given; two queries for any number."""
    found = states(desk, [matter.id for matter in matters])
    return tuple(Page(matter, found[matter.id], completeness(matter, found[matter.id])) for matter in matters)


def book(desk: Desk, recorder: str, start: str, end: str) -> Book:
    """The book of one member: matters recorded from start to end, both days included."""
    where = (
        Where("recorder", "=", recorder),
        Where("opened", ">=", start),
        Where("opened", "<=", end),
    )
    matters = records.find(desk, Query("matter", where=where, order=("opened", "number")))
    return Book(recorder, start, end, pages(desk, matters))


def books(desk: Desk, start: str, end: str, branch: str = "") -> tuple[NamedBook, ...]:
    """The books of all members who wrote in the period, or of one branch's: by name, for it is no ranking.

    `branch`: an organization; its members are those whose 所在党支部 it is, and those who hold a post in it
    within the period.
    """
    where = (Where("recorder", "not_empty"), Where("opened", ">=", start), Where("opened", "<=", end))
    found = records.find(desk, Query("matter", where=where, order=("opened", "number")))
    people = records.by_ids(desk, "person", {matter["recorder"] for matter in found})
    if branch:
        posted = _posted(desk, branch, start, end)
        people = {
            key: each for key, each in people.items()
            if each["party_branch"] == branch or {key, each.id} & posted
        }  # fmt: skip
    by_member: dict[str, list[Page]] = {}
    for page in pages(desk, [matter for matter in found if matter["recorder"] in people]):
        by_member.setdefault(people[page.matter["recorder"]].id, []).append(page)
    members = {each.id: each for each in people.values()}
    named = [
        NamedBook(members[id]["name"], Book(id, start, end, tuple(own)), members[id]["party_branch"] or "")
        for id, own in by_member.items()
    ]
    return tuple(sorted(named, key=lambda each: (syllables_of(each.name), each.name, each.book.recorder)))


def branches(desk: Desk, found: Sequence[NamedBook]) -> dict[str, str]:
    """The branches that these books' members belong to: id → name, by name."""
    units = records.by_ids(desk, "organization", {each.branch for each in found if each.branch})
    named = {id: str(unit["name"]) for id, unit in units.items()}
    return dict(sorted(named.items(), key=lambda each: (syllables_of(each[1]), each)))


def _posted(desk: Desk, organization: str, start: str, end: str) -> set[str]:
    """Who held a post there on any day of the period."""
    found = records.find(desk, Query("post", where=(Where("organization", "=", organization),)))
    held = (each for each in found if (each["start"] or "") <= end and (each["end"] or "9999") >= start)
    return {each["person"] for each in held}


def recorders(desk: Desk, start: str, end: str) -> dict[str, int]:
    """Who has a book in the period: person id → number of matters, most first."""
    where = (
        Where("recorder", "not_empty"),
        Where("opened", ">=", start),
        Where("opened", "<=", end),
    )
    counts: dict[str, int] = {}
    for matter in records.find(desk, Query("matter", where=where)):
        counts[matter["recorder"]] = counts.get(matter["recorder"], 0) + 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
