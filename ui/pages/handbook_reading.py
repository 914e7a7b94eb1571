"""What the handbook page asks of the desk, on the worker: lists by state, one matter in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import handbook, matters, records, search
from app.desk import Desk
from app.handbook import Page
from app.matters import Act, Event, Part, Standing, State, task_groups, whistles
from app.matters.whistles import Called
from app.records import Query, Record, Where
from ui.pages.text.handbook import say
from ui.tables.rows import Column, Row, rows_of

LIST = "~list"  # conditions on what the events say, not on a field of the matter
DERIVED = frozenset({LIST})
MOST = 2000
NEXT = (
    Act.ACCEPT, Act.REPORT_BRANCH, Act.CLOSE, Act.EVALUATE, Act.FEED_BACK, Act.FINISH, Act.RESUME,
    Act.RECEIVE, Act.DISPATCH, Act.HANDLE, Act.ANALYSE, Act.CONFIRM,
)  # fmt: skip
COLUMNS = (
    Column("description", width=0, is_sortable=False),
    Column("", label=say("list.state"), width=112, is_sortable=False),
    Column("", label=say("list.five"), width=116, is_sortable=False),
    Column("opened", width=104),
    Column("household", label=say("list.who"), width=80, is_sortable=False),
)


@dataclass(frozen=True)
class Line:
    """One event of the course, in words."""

    id: str
    date: str
    act: str
    words: str


@dataclass(frozen=True)
class PartLine:
    """One organization's part of a whistle, its steps, and what may be done on it now."""

    part: Part
    name: str
    acts: tuple[Act, ...]
    call: Event
    received: str  # the day, "" when it was not told
    handled: tuple[Event, ...]
    end_words: str  # what was said on finishing or excusing
    late: str  # "超期2天未报到" or ""


@dataclass(frozen=True)
class Course:
    """One matter as the page shows it beside its form."""

    matter: Record
    standing: Standing
    missing: tuple[str, ...]
    acts: tuple[Act, ...]
    suggested: Act | None
    acceptance: str
    lines: tuple[Line, ...]
    parts: tuple[PartLine, ...]
    correctable: tuple[tuple[str, str], ...]
    visit: str
    visit_words: str
    still_open: str  # which units of its whistles are still waited for, as a sentence


class MatterList:
    """The rows of the list. Pages after the first are cut from what was counted."""

    def __init__(self) -> None:
        self._asked: Query | None = None
        self._ids: list[str] = []

    def count(self, desk: Desk, query: Query) -> int:
        """How many matters; for conditions on their events, which ones is remembered."""
        plain = _resolved(desk, query)
        if not any(each.field in DERIVED for each in plain.where):
            self._asked = None
            return records.count(desk, plain)
        self._asked, self._ids = replace(query, limit=None, offset=0), _standing_so(desk, plain)
        return len(self._ids)

    def rows(self, desk: Desk, query: Query) -> list[Row]:
        """One page of the list."""
        if any(each.field in DERIVED for each in query.where):
            if self._asked != replace(query, limit=None, offset=0):
                self.count(desk, query)
            wanted = self._ids[query.offset : query.offset + (query.limit or len(self._ids))]
            known = records.by_ids(desk, "matter", wanted)
            return _rows(desk, [known[id] for id in wanted])
        return _rows(desk, records.find(desk, _resolved(desk, query)))


def recorders(desk: Desk) -> list[tuple[str, tuple[Where, ...]]]:
    """Whose handbooks there are, for the filter; most matters first."""
    counts = records.tally(desk, Query("matter", where=(Where("recorder", "not_empty"),)), "recorder")
    people = records.by_ids(desk, "person", counts)
    ordered = sorted(people, key=lambda id: -counts[id])
    return [(str(people[id]["name"]), (Where("recorder", "=", id),)) for id in ordered]


def matter_of(desk: Desk, event: str) -> str:
    """The matter that an event belongs to."""
    return str(records.get(desk, "matter_event", event)["matter"])


def course(desk: Desk, id: str) -> Course:
    """How the matter stands, what may be done now, and its whole way in words."""
    matter = records.get(desk, "matter", id)
    standing = matters.state_of(desk, id)
    events = matters.events_of(desk, [id])[id]
    taken = {event.id for event in standing.taken}
    disputed = {each.event for each in standing.disputed}
    late = [event for event in events if event.id not in taken]
    names = _names(desk, [*events, *_asked_parts(standing)])
    lines = tuple(_line(desk, event, names, taken, disputed) for event in (*standing.taken, *late))
    acts = matters.possible(desk, standing)
    parts = tuple(_part_line(desk, standing, each, names) for each in whistles.called(standing))
    visit_words = _visit_words(desk, matter["visit"])
    return Course(
        matter, standing, handbook.completeness(matter, standing).missing, acts,
        next((act for act in NEXT if act in acts), None), _acceptance(desk, standing, names),
        (*lines, *_groups(desk, id)), parts,
        tuple((each.id, f"{each.date} {each.act}") for each in lines), matter["visit"] or "", visit_words,
        whistles.still_open(standing, names, desk.today()),
    )  # fmt: skip


def _part_line(desk: Desk, standing: Standing, each: Called, names: Mapping[str, str]) -> PartLine:
    part = each.part
    return PartLine(
        part, names.get(part.organization, ""), matters.possible(desk, standing, part), each.call,
        each.received, each.handled, each.end.text if each.end else "",
        whistles.late_words(part, desk.today()),
    )  # fmt: skip


def _groups(desk: Desk, id: str) -> tuple[Line, ...]:
    """The task groups on the matter, as lines of its course."""
    return tuple(
        Line(each.record.id, each.record["start"] or "", say("task_group"), say(
            "task_group.words", name=each.record["name"], told=task_groups.told(each)
        ))
        for each in task_groups.groups_on(desk, id)
    )  # fmt: skip


def days_left(standing: Standing, matter: Record, today: date) -> int | None:
    """Days until the deadline; negative when it has passed, None without one or when it is done."""
    deadline = standing.deadline or matter["deadline"] or ""
    if len(deadline) != 10 or standing.finished or not standing.open:
        return None
    return (date.fromisoformat(deadline) - today).days


def _asked_parts(standing: Standing) -> list[Event]:
    return [Event(id="", act="", date="", organization=part.organization) for part in standing.parts]


def _names(desk: Desk, events: Sequence[Event]) -> Mapping[str, str]:
    named = {each for event in events for each in (event.by, event.responsible) if each}
    people = records.by_ids(desk, "person", named)
    units = records.by_ids(
        desk, "organization", {event.organization for event in events if event.organization}
    )
    return {id: str(record["name"]) for id, record in {**people, **units}.items()}


def _line(desk: Desk, event: Event, names: Mapping[str, str], taken: set[str], disputed: set[str]) -> Line:
    codes = desk.codes
    parts = [
        names.get(event.by, ""),
        names.get(event.organization, ""),
        codes.label("matter_result", event.result) if event.result else "",
        say("event.deadline", deadline=event.deadline) if event.deadline else "",
        event.text,
        *_said_besides(event, names),
    ]
    if event.id in disputed:
        parts.append(say("event.disputed"))
    elif event.id not in taken:
        parts.append(say("event.struck"))
    return Line(event.id, event.date, codes.label("matter_act", event.act), "　".join(p for p in parts if p))


def _said_besides(event: Event, names: Mapping[str, str]) -> list[str]:
    """What an analysis and a dispatch tell beside their text."""
    told = {
        "responsible": names.get(event.responsible, "") or event.person_named,
        "standard": event.standard,
        "cause": event.cause,
        "remedy": event.remedy,
    }
    return [say(f"event.{name}", words=words) for name, words in told.items() if words]


def _acceptance(desk: Desk, standing: Standing, names: Mapping[str, str]) -> str:
    found = next((event for event in standing.taken if event.act in (Act.ACCEPT, Act.DIRECT)), None)
    if found is None:
        return ""
    parts = [found.date, names.get(found.by, ""), desk.codes.label("matter_act", found.act), found.text]
    return "　".join(part for part in parts if part)


def _visit_words(desk: Desk, visit: str | None) -> str:
    found = records.by_ids(desk, "visit", [visit]).get(visit) if visit else None
    if found is None:
        return ""
    home = records.by_ids(desk, "household", [found["household"] or ""]).get(found["household"] or "")
    return " ".join(part for part in (found["date"], say("home", name=home["head"]) if home else "") if part)


def _rows(desk: Desk, found: Sequence[Record]) -> list[Row]:
    pages = {page.matter.id: page for page in handbook.pages(desk, found)}
    homes = records.by_ids(desk, "household", [each["household"] for each in found if each["household"]])
    people = records.by_ids(desk, "person", [each["person"] for each in found if each["person"]])
    today = desk.today()

    def who(_desk: Desk, matter: Record, _names: Mapping[str, str]) -> str:
        person, home = people.get(matter["person"] or ""), homes.get(matter["household"] or "")
        return str(person["name"] if person else matter["raised_by"] or (home["head"] if home else ""))

    def state(desk: Desk, matter: Record, _names: Mapping[str, str]) -> str:
        return state_words(desk, pages[matter.id], today)

    def five(_desk: Desk, matter: Record, _names: Mapping[str, str]) -> str:
        found = pages[matter.id].completeness
        return five_words(found.missing) if found.asked else ""

    told: list[Callable[[Desk, Record, Mapping[str, str]], str]] = [state, five, who]
    columns = [
        each if each.field in ("opened", "description") else replace(each, text=told.pop(0))
        for each in COLUMNS
    ]
    return [replace(row, is_quiet=not pages[row.id].standing.open) for row in rows_of(desk, found, columns)]


def state_words(desk: Desk, page: Page, today: date) -> str:
    """The state, and that the deadline has passed."""
    left = days_left(page.standing, page.matter, today)
    label = desk.codes.label("matter_state", page.standing.state.value)
    return f"{say('overdue')} {label}" if left is not None and left < 0 else label


def five_words(missing: Sequence[str]) -> str:
    """“五有齐全”, or which of the five are missing."""
    if not missing:
        return say("five.complete")
    if len(missing) > 2:
        return say("five.missing_more", name=say(f"five.{missing[0]}"), count=len(missing))
    return say("five.missing", names="、".join(say(f"five.{name}") for name in missing))


def _resolved(desk: Desk, query: Query) -> Query:
    """The query with its text looked for in names and in the events too."""
    if not query.text:
        return query
    ids = [each.id for each in records.find(desk, Query("matter", text=query.text, limit=MOST))]
    events = records.find(desk, Query("matter_event", text=query.text, limit=MOST))
    ids += [each["matter"] for each in events]
    hits = search.find_people(desk, query.text, limit=50)
    for field in ("household", "person"):
        meant = [hit.id for hit in hits if hit.kind == field]
        where = (Where(field, "in", meant),)
        ids += (
            [each.id for each in records.find(desk, Query("matter", where=where, limit=MOST))]
            if meant
            else []
        )
    return replace(query, where=(*query.where, Where("id", "in", list(dict.fromkeys(ids)))), text="")


def _standing_so(desk: Desk, query: Query) -> list[str]:
    """The ids of the matters whose standing is as the list wants it, in the order of the query."""
    wanted = next(each.value for each in query.where if each.field == LIST)
    where = tuple(each for each in query.where if each.field not in DERIVED)
    month = desk.today().replace(day=1).isoformat()
    if wanted == "added":
        where = (*where, Where("opened", ">=", month))
        return [each.id for each in records.find(desk, replace(query, where=where))]
    if wanted == "progressed":
        where = (*where, Where("opened", "<", month))
    ended = Query("matter_event", where=(Where("act", "=", Act.CLOSE.value),))
    perhaps_closed = list(records.tally(desk, ended, "matter"))
    if wanted in ("closed", "all_closed"):
        where = (*where, Where("id", "in", perhaps_closed))
    found = records.find(desk, replace(query, where=where, limit=None, offset=0))
    if wanted in ("progressed", "overdue"):
        reopened = set(
            records.tally(desk, Query("matter_event", where=(Where("act", "=", "correct"),)), "matter")
        )
        surely_closed = set(perhaps_closed) - reopened
        found = [each for each in found if each.id not in surely_closed]
    today = desk.today()
    return [page.matter.id for page in handbook.pages(desk, found) if _is(page, wanted, month, today)]


def _is(page: Page, wanted: str, month: str, today: date) -> bool:
    standing = page.standing
    left = days_left(standing, page.matter, today)
    return {
        "progressed": standing.open,
        "closed": standing.closed >= month,
        "all_closed": standing.state is State.CLOSED,
        "overdue": left is not None and left < 0,
        "incomplete": not page.completeness.complete,
    }.get(wanted, True)
