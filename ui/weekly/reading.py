"""What the weekly list shows, read on the database worker: three lists in words, and who handed in what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.ledgers.weekly_sheet import folder_of
from app.matters import Event
from app.matters.lists import Line, ThreeLists
from app.matters.weekly import HandIn, Week, WeekCounts, WeeklyList, hand_ins_of, week_of, weekly_list
from app.matters.weekly_below import (
    OfficeLine,
    OfficeWeek,
    counts_of,
    offices_below,
    weeks_below,
    weeks_until,
)
from app.matters.weekly_way import Way, is_carried, way
from app.records import Record
from app.unmasking import seen
from ui.pages.text.weekly import say
from ui.tables.rows import Row

LISTS = ("added", "progressed", "closed")
EARLIER = 8  # weeks at the side


@dataclass(frozen=True)
class Lists:
    """The three lists of a week as rows; `details`: matter → what stands below the list when it is marked."""

    rows: Mapping[str, tuple[Row, ...]]
    details: Mapping[str, str]
    summary: str


@dataclass(frozen=True)
class Earlier:
    """One of the last weeks; `ink` says again by colour what the words say."""

    week: Week
    words: str
    ink: str
    tip: str = ""


@dataclass(frozen=True)
class OwnWeek:
    """What a village's page shows of one week."""

    week: Week
    lists: Lists
    status: str
    ink: str
    earlier: tuple[Earlier, ...]
    folder: Path


@dataclass(frozen=True)
class Above:
    """What the page of a township or county shows: the offices below with their weeks, and its own status."""

    last: Week
    lines: tuple[OfficeLine, ...]
    way: Way
    own: str


def own_week(desk: Desk, week: Week, usual: Path) -> OwnWeek:
    """The office's own week."""
    made = weekly_list(desk, week)
    on_the_way = way(desk)
    status, ink = _status(desk, made, on_the_way)
    return OwnWeek(
        week, lists_of(desk, made.lists, made.summary), status, ink, _earlier(desk, week),
        folder_of(desk, usual),
    )  # fmt: skip


def above(desk: Desk, last: Week) -> Above:
    """The offices below with their weeks up to `last`."""
    lines = tuple(weeks_below(desk, last))
    paper = hand_ins_of(desk, [last], desk.office.id).get((desk.office.id, last.code))
    return Above(last, lines, way(desk), _own_words(desk, paper))


def _own_words(desk: Desk, paper: HandIn | None) -> str:
    by = way(desk)
    if not by.upper:
        return ""
    return say("status.not_yet") if paper is None else _handed_words(desk, paper, by)


def office_week(desk: Desk, office: str, week: Week) -> Lists:
    """The lists of one office below: a village's, or of a township those of its villages together."""
    villages = next((each for one, _, each in offices_below(desk) if one == office), (office,))
    made = [weekly_list(desk, week, village) for village in villages]
    together = ThreeLists(
        *(tuple(line for each in made for line in getattr(each.lists, name)) for name in LISTS)
    )
    summary = WeeklyList(week, together, None).summary
    return lists_of(desk, together, summary, tells_office=len(villages) > 1)


def _status(desk: Desk, made: WeeklyList, by: Way) -> tuple[str, str]:
    if made.handed_in is None:
        return say("status.not_yet"), "warning"
    if made.is_outdated:
        handed = say("status.handed", day=_day(made.handed_in.date))
        return f"{handed}{say('status.outdated')}", "warning"
    return _handed_words(desk, made.handed_in, by), "good"


def _handed_words(desk: Desk, paper: HandIn, by: Way) -> str:
    return f"{say('status.handed', day=_day(paper.date))}{where_to(desk, paper, by)}"


def where_to(desk: Desk, paper: HandIn, by: Way) -> str:
    """What happens next with a list that was handed in."""
    if not by.upper:
        return say("status.alone")
    if is_carried(desk, paper, by):
        return say("status.carried", number=by.number, upper=by.upper)
    return say("status.waits", upper=by.upper)


def _earlier(desk: Desk, week: Week) -> tuple[Earlier, ...]:
    now = week_of(desk.today())
    weeks = weeks_until(max(now, week, key=lambda each: each.code), EARLIER)
    papers = hand_ins_of(desk, weeks, desk.office.id)
    counts = counts_of(desk, weeks)
    return tuple(
        _earlier_words(OfficeWeek(each, count, papers.get((desk.office.id, each.code))), each == now)
        for each, count in zip(weeks, counts, strict=True)
    )


def _earlier_words(each: OfficeWeek, is_now: bool) -> Earlier:
    paper = each.handed_in
    if paper is None:
        code, ink = _not_handed(each, is_now)
        return Earlier(each.week, say(f"earlier.{code}"), ink)
    words = say("earlier.handed", **vars(paper.counts)) if paper.counts else say("earlier.handed.plain")
    return Earlier(each.week, words, "good", say("earlier.tip", day=_day(paper.date)))


def _not_handed(each: OfficeWeek, is_now: bool) -> tuple[str, str]:
    """What is said of a week that was not handed in, and in which colour."""
    if is_now:
        return "now", "quiet"
    return ("not", "danger") if each.counts != WeekCounts() else ("nothing", "quiet")


def cell_of(each: OfficeWeek, is_now: bool) -> tuple[str, str]:
    """An office's week in the table, in words, and the colour that says it again."""
    if each.handed_in is None:
        code, ink = _not_handed(each, is_now)
        return say(f"cell.{code}"), ink
    if each.is_outdated:
        return say("cell.outdated"), "warning"
    counts: WeekCounts | None = each.handed_in.counts
    return (say("cell.handed", **vars(counts)) if counts else say("cell.handed.plain")), "good"


def lists_of(desk: Desk, lists: ThreeLists, summary: str, tells_office: bool = False) -> Lists:
    """The three lists in words."""
    telling = _Telling(desk, (line for name in LISTS for line in getattr(lists, name)), tells_office)
    rows = {
        name: tuple(telling.row(line, is_new=name == "added") for line in getattr(lists, name))
        for name in LISTS
    }
    details = {line.matter.id: telling.detail(line) for name in LISTS for line in getattr(lists, name)}
    return Lists(rows, details, summary)


class _Telling:
    """Matters and their steps in words; who and where is read once for all of them."""

    def __init__(self, desk: Desk, lines: Iterable[Line], tells_office: bool) -> None:
        self._desk, found = desk, list(lines)
        matters = [line.matter for line in found]
        ids = {each[name] for each in matters for name in ("person", "responsible") if each[name]}
        ids |= {line.standing.responsible for line in found} - {""}
        units = {each["organization"] for each in matters if each["organization"]}
        units |= {line.standing.organization for line in found} - {""}
        offices = {each.office for each in matters} if tells_office else set()
        self._people = records.titles(desk, "person", ids)
        self._homes = records.titles(desk, "household", {each["household"] for each in matters} - {None})
        self._units = records.titles(desk, "organization", units | offices)
        self._tells_office = tells_office

    def row(self, line: Line, is_new: bool) -> Row:
        """One line of a list."""
        matter, codes = line.matter, self._desk.codes
        problem = " ".join(self._text(matter, "description").split())
        if self._tells_office:
            problem = say("of_office", office=self._units.get(matter.office, ""), text=problem)
        cells = (
            _short(matter["opened"] or ""),
            self._who(matter),
            problem,
            self._changes(line, is_new),
            codes.label("matter_state", line.standing.state.value),
            self._unit(line),
            codes.label("matter_category", matter["category"]) if matter["category"] else "",
        )
        return Row(matter.id, cells, "matter")

    def detail(self, line: Line) -> str:
        """The matter in full: its description, the person's own words, every step of the week."""
        matter = line.matter
        told = [self._text(matter, "description")]
        words = self._text(matter, "original_words")
        if words and words != told[0]:
            told.append(say("detail.words", text=words))
        steps = [self._step(each, "change.told" if each.text else "change") for each in line.changes]
        told.append(say("detail.changes") + ("\n".join(["", *steps]) if steps else say("changes.none")))
        return "\n".join(told)

    def _who(self, matter: Record) -> str:
        known = self._people.get(matter["person"] or "") or self._homes.get(matter["household"] or "")
        return known or self._text(matter, "raised_by")

    def _unit(self, line: Line) -> str:
        unit = self._units.get(line.standing.organization or line.matter["organization"] or "", "")
        person = self._people.get(line.standing.responsible or line.matter["responsible"] or "", "")
        return " ".join(filter(None, (unit, person)))

    def _changes(self, line: Line, is_new: bool) -> str:
        steps = say("changes.comma").join(self._step(each, "change") for each in line.changes)
        return steps or say("changes.new" if is_new else "changes.none")

    def _step(self, event: Event, code: str) -> str:
        day = date.fromisoformat(event.date) if len(event.date) == 10 else None
        act = self._desk.codes.label("matter_act", event.act)
        if day is None:
            return act
        told = KINDS["matter_event"].field("text")
        text = seen(self._desk, "matter_event", {"text": event.text}, told, event.text) if event.text else ""
        return say(code, month=day.month, day=day.day, act=act, text=" ".join(text.split()))

    def _text(self, matter: Record, name: str) -> str:
        return seen(self._desk, "matter", matter.values, KINDS["matter"].field(name), str(matter[name] or ""))


def _short(written: str) -> str:
    return say("opened", month=int(written[5:7]), day=int(written[8:10])) if len(written) == 10 else written


def _day(written: str) -> str:
    return say("day", month=int(written[5:7]), day=int(written[8:10])) if len(written) == 10 else written


def missing(lines: Sequence[OfficeLine]) -> list[OfficeLine]:
    """Those that have not handed in the newest of the weeks shown."""
    return [each for each in lines if each.weeks[0].handed_in is None]
