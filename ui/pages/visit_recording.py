"""What the visits page asks of the desk, on the worker: recording, listing, what belongs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app import records, search, visits
from app.desk import Desk
from app.records import Query, Record, Where
from app.visits import Stop, Trip
from ui.pages.text.visits import say
from ui.tables.related import RelatedLine
from ui.tables.rows import Column, Row, rows_of

GROUP = "household.group"  # a condition on the household, not on the visit
MOST = 2000
SHARED = ("date", "companions", "method", "place")
OWN = ("reflection", "next_step")
Choices = list[tuple[str, tuple[Where, ...]]]

COLUMNS = (
    Column("date", width=100),
    Column("household", label=say("list.household"), width=96, is_sortable=False),
    Column("visitors", label=say("list.visitors"), width=112, is_sortable=False),
    Column("content", width=0, is_sortable=False),
    Column("method", width=88),
)


@dataclass(frozen=True)
class Around:
    """What stands below a visit: the other households of its trip, and its matters."""

    visit: str
    trip: tuple[RelatedLine, ...]
    matters: tuple[RelatedLine, ...]


@dataclass(frozen=True)
class Offered:
    """What the filters offer."""

    visitors: Choices
    groups: Choices


def record(desk: Desk, values: Mapping[str, Any]) -> str:
    """Write the form of a new visit down, one visit per household.

    `household` is a list of ids, `needs` a text or {household: text}. The id of the first visit
    that has needs, else of the first.
    """
    chosen = values.get("household") or [None]
    homes = [chosen] if isinstance(chosen, str) else list(chosen)
    needs = values.get("needs") or ""
    stops = tuple(
        Stop(
            household=home,
            content=values.get("content") or "",
            person=values.get("person"),
            needs=needs.get(home, "") if isinstance(needs, Mapping) else needs,
            **{name: values.get(name) or "" for name in OWN},
        )
        for home in homes
    )
    shared = {name: values.get(name) or "" for name in SHARED}
    ids = visits.record_trip(desk, Trip(stops=stops, visitors=tuple(values.get("visitors") or ()), **shared))
    return next((id for id, stop in zip(ids, stops, strict=True) if stop.needs), ids[0])


def amend(desk: Desk, id: str, values: Mapping[str, Any]) -> None:
    """Change a kept visit; its household is one."""
    changed = dict(values)
    if isinstance(changed.get("household"), list):
        changed["household"] = next(iter(changed["household"]), None)
    records.change(desk, "visit", id, changed)


def visit_rows(desk: Desk, query: Query) -> list[Row]:
    """The visits as lines of the list; one without a household is named after its person."""
    found = records.find(desk, _resolved(desk, query))
    homes = records.by_ids(desk, "household", [each["household"] for each in found if each["household"]])
    wanted = [id for each in found for id in (*(each["visitors"] or ()), each["person"]) if id]
    people = records.by_ids(desk, "person", wanted)

    def who(_desk: Desk, visit: Record, _names: Mapping[str, str]) -> str:
        home, person = homes.get(visit["household"] or ""), people.get(visit["person"] or "")
        return say("home", name=home["head"]) if home else str(person["name"]) if person else ""

    def visitors(_desk: Desk, visit: Record, _names: Mapping[str, str]) -> str:
        names = [str(people[id]["name"]) for id in visit["visitors"] or () if id in people]
        return say("list.and_others", name=names[0], count=len(names)) if len(names) > 1 else "".join(names)

    told = {"household": who, "visitors": visitors}
    columns = [Column(text=told[each.field]) if each.field in told else each for each in COLUMNS]
    return rows_of(desk, found, columns)


def visit_count(desk: Desk, query: Query) -> int:
    """How many visits the list has."""
    return records.count(desk, _resolved(desk, query))


def offered(desk: Desk) -> Offered:
    """Who visited lately, and the groups of the village, for the filters."""
    latest = records.find(desk, Query("visit", order=("-date",), limit=MOST))
    visitors = Counter(each for visit in latest for each in visit["visitors"] or ())
    people = records.by_ids(desk, "person", visitors)
    lately = [id for id, _ in visitors.most_common(30) if id in people]
    groups = sorted(name for name in records.tally(desk, Query("household"), "group") if name)
    return Offered(
        [(people[id]["name"], (Where("visitors", "has", id),)) for id in lately],
        [(name, (Where(GROUP, "=", name),)) for name in groups],
    )


def around(desk: Desk, id: str) -> Around:
    """What belongs to this visit."""
    visit = records.get(desk, "visit", id)
    same: list[Record] = []
    if visit["trip"]:
        same = records.find(desk, Query("visit", where=(Where("trip", "=", visit["trip"]),), order=("row",)))
    homes = records.by_ids(desk, "household", [each["household"] for each in same if each["household"]])
    trip = tuple(_stop(each, homes) for each in same if each.id != id)
    matters = tuple(_matter(desk, each) for each in visits.matters_of(desk, id))
    return Around(id, trip, matters)


def _stop(visit: Record, homes: Mapping[str, Record]) -> RelatedLine:
    home = homes.get(visit["household"] or "")
    name = say("home", name=home["head"]) if home else ""
    needs = say("trip.needs") if visit["needs"] else ""
    return RelatedLine("visit", visit.id, _joined(name, needs, visit["content"]))


def _matter(desk: Desk, matter: Record) -> RelatedLine:
    category = desk.codes.label("matter_category", matter["category"])
    return RelatedLine("matter", matter.id, _joined(matter["opened"], category, matter["description"]))


def _joined(*parts: str | None) -> str:
    return "　".join(" ".join(part.split())[:60] for part in parts if part)


def _resolved(desk: Desk, query: Query) -> Query:
    """The query with its conditions on households, and its text looked for in names too."""
    where: list[Where] = []
    for each in query.where:
        if each.field == GROUP:
            homes = records.find(desk, Query("household", where=(Where("group", "=", each.value),)))
            each = Where("household", "in", [home.id for home in homes])
        where.append(each)
    if not query.text:
        return replace(query, where=tuple(where))
    ids = [each.id for each in records.find(desk, Query("visit", text=query.text, limit=MOST))]
    hits = search.find_people(desk, query.text, limit=50)
    people = records.by_ids(desk, "person", [hit.id for hit in hits if hit.kind == "person"])
    homes_meant = [hit.id for hit in hits if hit.kind == "household"]
    homes_meant += [each["household"] for each in people.values() if each["household"]]
    for field, meant in (("household", homes_meant), ("person", list(people))):
        named = Query("visit", where=(Where(field, "in", meant),), order=("-date",), limit=MOST)
        ids += [each.id for each in records.find(desk, named)] if meant else []
    return replace(query, where=(*where, Where("id", "in", list(dict.fromkeys(ids)))), text="")
