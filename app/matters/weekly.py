"""The weekly list: 新增, 推进, 已销号 with what changed since last week, and whether it was handed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import records
from app.desk import Desk
from app.matters.lists import ThreeLists, sort_into_lists
from app.matters.recording import MatterProblem, events_of
from app.matters.stored import renew
from app.matters.text import WEEKLY
from app.records import Query, Record, Where
from db import standing_queries
from db.standing_queries import Asked, Term

PAPER = "weekly_list"  # the type of the document that says a week's list was handed in
_FORM = re.compile(r"(\d{4})-?W(\d{1,2})")
_COUNTED = ("x_added", "x_progressed", "x_closed")  # kept beside the document's own fields


@dataclass(frozen=True)
class Week:
    """A week of the ISO calendar, Monday to Sunday; the first days of January may belong to last year's."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @property
    def code(self) -> str:
        """As periods are written: 2026-W47."""
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def label(self) -> str:
        """As people say it: 2026年第47周."""
        return WEEKLY["week"].format(year=self.year, number=self.number)

    def before(self) -> Week:
        """The week before."""
        return week_of(self.first - timedelta(days=7))

    def after(self) -> Week:
        """The week after."""
        return week_of(self.first + timedelta(days=7))


@dataclass(frozen=True)
class WeekCounts:
    """How many matters stand on each of a week's three lists."""

    added: int = 0
    progressed: int = 0
    closed: int = 0

    def __add__(self, other: WeekCounts) -> WeekCounts:
        return WeekCounts(
            self.added + other.added, self.progressed + other.progressed, self.closed + other.closed
        )


@dataclass(frozen=True)
class HandIn:
    """A week's list that an office handed in: the document that says so travels with the next package.

    `counts`: the numbers on the list as it was handed in; None in a paper of an older program.
    """

    office: str
    week: str
    date: str
    text: str
    record: str
    counts: WeekCounts | None = None


@dataclass(frozen=True)
class WeeklyList:
    """One office's week. `handed_in`: None while it was not."""

    week: Week
    lists: ThreeLists
    handed_in: HandIn | None

    @property
    def ids(self) -> tuple[str, ...]:
        """Every matter on any of the three, each once."""
        lines = (*self.lists.added, *self.lists.progressed, *self.lists.closed)
        return tuple(dict.fromkeys(line.matter.id for line in lines))

    @property
    def moved(self) -> int:
        """How many of those that go on had any step this week."""
        return sum(bool(line.changes) for line in self.lists.progressed)

    @property
    def counts(self) -> WeekCounts:
        """How many stand on each of the three."""
        return WeekCounts(len(self.lists.added), len(self.lists.progressed), len(self.lists.closed))

    @property
    def is_outdated(self) -> bool:
        """Whether it was handed in with other numbers than it has now."""
        return bool(self.handed_in and self.handed_in.counts not in (None, self.counts))

    @property
    def summary(self) -> str:
        """The week in one sentence."""
        return WEEKLY["summary"].format(
            week=self.week.label,
            added=len(self.lists.added),
            progressed=len(self.lists.progressed),
            moved=self.moved,
            closed=len(self.lists.closed),
        )


def week_of(day: date) -> Week:
    """The week that holds the day."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def parse_week(text: str) -> Week:
    """The week that "2026-W47" means. Raises MatterProblem("not_a_week")."""
    found = _FORM.fullmatch(text.strip().upper())
    try:
        if found:
            date.fromisocalendar(int(found[1]), int(found[2]), 7)
            return Week(int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise MatterProblem("not_a_week", week=text[:20])


def concerned(desk: Desk, week: Week, village: str = "") -> list[str]:
    """Ids of the matters that may stand on the week's lists, earliest first.

    What was struck off before the week, and is not of it, is left out without reading its events.
    """
    renew(desk)
    first, last = week.first.isoformat(), week.last.isoformat()
    until = (Term("opened", "<=", last), *((Term("village", "=", village),) if village else ()))
    asked = (
        Asked(until, open_only=True),
        Asked((*until, Term("closed", ">=", first))),
        Asked((*until, Term("opened", ">=", first))),
    )
    found = dict.fromkeys(each for one in asked for each in standing_queries.ids(desk.store.database, one))
    return list(found)


def weekly_list(desk: Desk, week: Week, village: str = "") -> WeeklyList:
    """The three lists of a week, earliest collected first. `village`: of that office's matters alone."""
    matters = list(records.by_ids(desk, "matter", concerned(desk, week, village)).values())
    matters.sort(key=lambda each: (each["opened"] or "", each["number"] or "", each.id))
    themes = [each["theme"] for each in matters if each["theme"]]
    events = events_of(desk, [each.id for each in matters] + themes)
    lists = sort_into_lists(matters, events, week.first.isoformat(), week.last.isoformat())
    return WeeklyList(week, lists, hand_ins(desk, week).get(village or desk.office.id))


def hand_ins(desk: Desk, week: Week) -> dict[str, HandIn]:
    """Office → what it handed in for that week; an office that is not there has not handed it in yet."""
    return {office: found for (office, _), found in hand_ins_of(desk, [week]).items()}


def hand_ins_of(desk: Desk, weeks: Sequence[Week], office: str = "") -> dict[tuple[str, str], HandIn]:
    """(office, week's code) → what was handed in, of any number of weeks. `office`: of that one alone."""
    where = [Where("type", "=", PAPER), Where("number", "in", [week.code for week in weeks])]
    if office:
        where.append(Where("office", "=", office))
    found = records.find(desk, Query("document", where=tuple(where), order=("date",)))
    return {(each.office, each["number"]): _hand_in(each) for each in found}


def _hand_in(paper: Record) -> HandIn:
    numbers = [paper[name] for name in _COUNTED]
    counts = WeekCounts(*numbers) if all(isinstance(each, int) for each in numbers) else None
    return HandIn(paper.office, paper["number"], paper["date"], paper["text"] or "", paper.id, counts)


def hand_in(desk: Desk, week: Week) -> HandIn:
    """Note that this office hands in the week's list; a second time brings the note up to date.

    The matters themselves go up with every package; the note tells the township that the week is done.
    """
    made = weekly_list(desk, week)
    counts = made.counts
    values = {
        "date": desk.today().isoformat(),
        "text": made.summary,
        **dict(zip(_COUNTED, (counts.added, counts.progressed, counts.closed), strict=True)),
    }
    with desk.write("weekly.hand_in") as writer:
        if made.handed_in is not None:
            writer.change("document", made.handed_in.record, values)
        else:
            title = WEEKLY["title"].format(week=week.label)
            writer.add("document", {"type": PAPER, "number": week.code, "title": title, **values})
    return hand_ins(desk, week)[desk.office.id]
