"""What the desk asks for, on the worker: rows of a list, what narrows it, one matter in words, its like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app import matters, records
from app.desk import Desk
from app.kinds import KINDS
from app.matters import alike, desk_lists
from app.matters.desk_lists import Entry, Wanted
from app.matters.recording import writes_for_upper
from app.records import Query, Record, Where
from app.unmasking import seen, seen_value
from ui.pages import handbook_reading
from ui.pages.handbook_reading import Course
from ui.pages.text.desk import say
from ui.tables.related import RelatedLine
from ui.tables.rows import Column, Row

LIST = "~list"  # which of the desk's lists: no field of a matter
FILTERED = ("village", "organization", "responsible")  # narrowed to what the list holds
MOST_OFFERED = 60  # of a filter's choices, those with most matters; the words find the others
MATTER, EVENT = KINDS["matter"], KINDS["matter_event"]
SOON, MONTH_DAY = desk_lists.SOON_DAYS, 5
_ABOVE = ("to_triage", "to_county", "to_dispatch", "to_receive")
_ENDS = ("dissatisfied", "returned", "suspended", "disputed", "open")
LISTS = {
    "village": (
        "to_sort", "working", "due_soon", "overdue", "whistled", "to_feed_back", "not_evaluated",
        "to_strike", "to_report", *_ENDS,
    ),
    "township": (
        "to_triage", "to_dispatch", "to_receive", "whistled", "due_soon", "overdue", "working", "to_sort",
        "to_feed_back", "not_evaluated", "to_strike", *_ENDS,
    ),
    "county": (
        "to_county", "to_dispatch", "to_receive", "whistled", "due_soon", "overdue", "working", "to_triage",
        "to_feed_back", "not_evaluated", "to_strike", *_ENDS,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """One matter as the desk shows it: its course, and what is known of it by heading."""

    course: Course
    number: str
    description: str
    original: str
    facts: tuple[tuple[str, str], ...]


def lists(desk: Desk) -> dict[str, int]:
    """The lists that fit this office, each with its count.

    A village that writes down what those above answer on paper has their lists too, while they hold anything.
    """
    level = desk.office.level
    found = desk_lists.counts(desk, LISTS[level])
    if level == "village" and writes_for_upper(desk):
        above = desk_lists.counts(desk, _ABOVE)
        found |= {name: much for name, much in above.items() if much}
    return found


def columns(level: str) -> tuple[Column, ...]:
    """The columns of a list, the most telling first: in a narrow window the last are left out."""
    village = (Column("village", say("head.village"), 92),) if level != "village" else ()
    return (
        *village,
        Column("", say("head.description"), 0, is_sortable=False, least=230),
        Column("nearest", say("head.deadline"), 138),
        Column("state", say("head.state"), 100),
        Column("category", say("head.category"), 84),
        Column("organization", say("head.organization"), 104),
        Column("responsible", say("head.responsible"), 76),
        Column("opened", say("head.opened"), 100),
        Column("", say("head.number"), 96, is_sortable=False),
    )


def wanted_of(query: Query) -> Wanted:
    """The list that a query of the panel means."""
    given = {each.field: each.value for each in query.where}
    order = query.order[0] if query.order else ""
    return Wanted(given.pop(LIST), **given, words=query.text, order=order)


def count(desk: Desk, query: Query) -> int:
    """How many matters the list holds."""
    wanted = wanted_of(query)
    return desk_lists.count(desk, wanted) if wanted.name else 0


def rows(desk: Desk, query: Query) -> list[Row]:
    """One page of the list, in words."""
    wanted = wanted_of(query)
    found = desk_lists.page(desk, wanted, query.limit or 100, query.offset) if wanted.name else []
    names = _names(desk, found)
    level, today = desk.office.level, desk.today()
    return [_row(desk, each, names, level, today) for each in found]


def choices(desk: Desk, query: Query, by: str) -> list[tuple[str, tuple[Where, ...]]]:
    """What the list may be narrowed to, with most matters first: (name, condition)."""
    plain = Wanted(wanted_of(query).name)
    tally = {key: much for key, much in desk_lists.tally(desk, plain, by).items() if key}
    most = sorted(tally, key=lambda key: -tally[key])[:MOST_OFFERED]
    kind = "person" if by == "responsible" else "organization"
    known = records.by_ids(desk, kind, most)
    named = [(str(known[key]["name"]), key) for key in most if key in known]
    return [
        (say("filter.counted", name=name, count=tally[key]), (Where(by, "=", key),)) for name, key in named
    ]


def view(desk: Desk, id: str) -> View:
    """One matter, its way and its facts in words."""
    course = handbook_reading.course(desk, id)
    matter = course.matter

    def told(field: str) -> str:
        spec = MATTER.field(field)
        return seen(desk, "matter", matter.values, spec, str(matter[field] or ""))

    return View(
        course, told("number"), told("description"), told("original_words"), tuple(_facts(desk, course))
    )


def similar(desk: Desk, id: str) -> tuple[RelatedLine, ...]:
    """Matters whose words are like this one's, over all villages: perhaps told twice."""
    found = alike.like(desk, id, most=8)
    known = records.by_ids(desk, "matter", [each.id for each in found])
    standings = matters.states(desk, list(known))
    villages = _organizations(desk, [record.office for record in known.values()])
    lines = []
    for each in found:
        if each.id not in known or known[each.id].deleted:
            continue
        record, standing = known[each.id], standings[each.id]
        state = desk.codes.label("matter_state", standing.state.value)
        text = seen(desk, "matter", record.values, MATTER.field("description"), record["description"] or "")
        words = say(
            "similar.line", percent=round(each.share * 100), village=villages.get(record.office, ""),
            state=state, words=" ".join(text.split()),
        )  # fmt: skip
        lines.append(RelatedLine("matter", each.id, words, not standing.open))
    return tuple(lines)


def titles(desk: Desk, ids: Sequence[str]) -> dict[str, str]:
    """What these matters are called."""
    return records.titles(desk, "matter", ids)


def due_words(day: str, today: date) -> tuple[str, str]:
    """(a deadline in words, its colour): 超期3天, 今天到期, 还有5天; the day itself beside it."""
    if len(day) != 10:
        return day, ""
    left = (date.fromisoformat(day) - today).days
    shown = day[MONTH_DAY:] if day[:4] == str(today.year) else day
    if left < 0:
        return say("due.over", days=-left, day=shown), "danger"
    if left == 0:
        return say("due.today", day=shown), "warning"
    return say("due.left", days=left, day=shown), "warning" if left <= SOON else ""


def _row(desk: Desk, entry: Entry, names: Mapping[str, str], level: str, today: date) -> Row:
    matter, standing, codes = entry.matter, entry.standing, desk.codes
    due, ink = standing.deadline or "", ""
    if standing.nearest:
        due, ink = due_words(standing.nearest, today)
    text = " ".join((matter["description"] or "").split())
    text = seen(desk, "matter", matter.values, MATTER.field("description"), text)
    cells = [
        text,
        due,
        codes.label("matter_state", standing.state),
        codes.label("matter_category", standing.category),
        names.get(standing.organization or "", ""),
        names.get(standing.responsible or "", ""),
        standing.opened or "",
        matter["number"] or "",
    ]
    inks = ["", ink, "danger" if standing.state.startswith("returned") else "", *[""] * 5]
    if level != "village":
        cells, inks = [names.get(standing.village, ""), *cells], ["", *inks]
    return Row(entry.matter.id, tuple(cells), "matter", not standing.open, tuple(cells), tuple(inks))


def _names(desk: Desk, found: Sequence[Entry]) -> dict[str, str]:
    units = {each.standing.organization or "" for each in found} | {each.standing.village for each in found}
    people = records.by_ids(desk, "person", {each.standing.responsible or "" for each in found} - {""})
    named = {key: str(person["name"]) for key, person in people.items()}
    return {**_organizations(desk, units - {""}), **named}


def _organizations(desk: Desk, ids: Sequence[str] | set[str]) -> dict[str, str]:
    found = records.by_ids(desk, "organization", ids)
    return {key: str(each["name"]) for key, each in found.items()}


def _facts(desk: Desk, course: Course) -> list[tuple[str, str]]:
    """(heading, words) of what is known beside the description; nothing of what is not known."""
    matter, standing, codes = course.matter, course.standing, desk.codes
    people = records.by_ids(
        desk,
        "person",
        {each for each in (matter["person"], matter["recorder"], standing.responsible) if each},
    )
    responsible = standing.responsible or matter["responsible"] or ""
    unit = standing.organization or matter["organization"] or ""
    units = _organizations(desk, {each for each in (unit, matter.office) if each})
    kinds = (("matter_category", "category"), ("matter_kind", "kind"), ("urgency", "urgency"))
    plain = (matter["type"] or "problem") == "problem"
    sorts = [
        "" if plain else codes.label("matter_type", matter["type"]),
        *(codes.label(name, matter[field]) for name, field in kinds),
    ]
    told = {
        "village": units.get(matter.office, "") if desk.office.level != "village" else "",
        "raised": _raised(desk, matter, people),
        "channel": _joined(codes.label("channel", matter["channel"]), course.visit_words),
        "opened": matter["opened"] or "",
        "kinds": _joined(*dict.fromkeys(sorts)),  # a petition is of that type and of that category
        "recorder": _name(people, matter["recorder"]),
        "cause": seen_value(desk, "matter_event", {}, EVENT.field("cause"), standing.cause, standing.cause),
        "remedy": seen_value(
            desk, "matter_event", {}, EVENT.field("remedy"), standing.remedy, standing.remedy
        ),
        "organization": units.get(unit, ""),
        "responsible": _name(people, responsible) or standing.person_named or _named(desk, responsible),
        "standard": standing.standard or matter["standard"] or "",
    }
    return [(say(f"fact.{name}"), words) for name, words in told.items() if words]


def _raised(desk: Desk, matter: Record, people: Mapping[str, Record]) -> str:
    """Who raised it and from which home; the head of a home is not named twice."""
    homes = records.by_ids(desk, "household", [matter["household"]]) if matter["household"] else {}
    named = matter["raised_by"] or ""
    who = _name(people, matter["person"]) or seen(
        desk, "matter", matter.values, MATTER.field("raised_by"), named
    )
    heads = {home["head"] for home in homes.values()}
    return _joined("" if who in heads else who, *(records.title(desk, each) for each in homes.values()))


def _name(people: Mapping[str, Record], id: str | None) -> str:
    return str(people[id]["name"]) if id and id in people else ""


def _named(desk: Desk, id: str) -> str:
    return _name(records.by_ids(desk, "person", [id]), id) if id else ""


def _joined(*parts: str) -> str:
    return say("comma").join(part for part in parts if part)
