"""The register: a household's and a person's card with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app import records
from app.dates import age_on
from app.desk import Desk
from app.records import Query, Record, Where
from app.search import find_people

RELATION_HEAD = "02"  # GB/T 4761: 户主
TAGGED = "tagged"  # a list's condition on the tags that hold today


@dataclass(frozen=True)
class Card:
    """A household or a person with what belongs to them, newest first. Deleted records left out."""

    record: Record
    household: Record | None
    members: tuple[Record, ...] = ()
    tags: Mapping[str, tuple[Record, ...]] | None = None  # owner id → tags
    visits: tuple[Record, ...] = ()
    matters: tuple[Record, ...] = ()
    pairings: tuple[Record, ...] = ()
    aid: tuple[Record, ...] = ()
    posts: tuple[Record, ...] = ()
    titles: Mapping[str, str] | None = None  # id of whoever is referred to → name


def household_card(desk: Desk, identity: str) -> Card:
    """A household's card: its members and what was done with the household or any of them.

    Raises Problem no_such_record.
    """
    home = records.get(desk, "household", identity)
    members = _members(desk, home.id)
    return _card(desk, home, home, members, [home.id, *(each.id for each in members)], {home.id})


def person_card(desk: Desk, identity: str) -> Card:
    """A person's card: what was done with the person, and visits to the household.

    Raises Problem no_such_record.
    """
    person = records.get(desk, "person", identity)
    home = None
    if person["household"]:
        home = records.by_ids(desk, "household", [person["household"]]).get(person["household"])
    members = _members(desk, home.id) if home else ()
    return _card(desk, person, home, members, [person.id], {home.id} if home else set())


@dataclass(frozen=True)
class Figures:
    """What a list says of a household beside its own fields."""

    members: int
    last_visit: str


def figures(desk: Desk, households: Iterable[str]) -> dict[str, Figures]:
    """household → how many people live there and when it was visited last; two queries."""
    ids = list(households)
    where = (Where("household", "in", ids),)
    here = (*where, Where("status", "in", ["present", "away", "visitor"]))
    people = records.tally(desk, Query("person", where=here), "household")
    visits = records.latest(desk, Query("visit", where=where), "household", "date")
    return {each: Figures(people.get(each, 0), visits.get(each) or "") for each in ids}


def narrowed(desk: Desk, query: Query) -> Query:
    """A list's query over people or households, its typed text and its tag turned into ids."""
    where = []
    for each in query.where:
        if each.field == TAGGED:
            day = desk.today().isoformat()
            tagged = records.find(desk, Query("tag", where=(Where("tag", "=", each.value),)))
            ids = [t["owner"] for t in tagged if (t["end"] or "9999") >= day]
            where.append(Where("id", "in", ids))
        else:
            where.append(each)
    if query.text.strip():
        hits = find_people(desk, query.text, limit=500, kinds=(query.kind,))
        where.append(Where("id", "in", [hit.id for hit in hits]))
    return replace(query, where=tuple(where), text="")


def current_tags(desk: Desk, owners: Iterable[str], day: str) -> dict[str, tuple[Record, ...]]:
    """owner → the tags that hold on `day`."""
    return {
        owner: kept
        for owner, tags in _tags(desk, owners).items()
        if (kept := tuple(t for t in tags if (t["start"] or "") <= day and (t["end"] or "9999") >= day))
    }


def set_tags(desk: Desk, owner: str, wanted: Iterable[str], day: str) -> None:
    """Make `wanted` the tags that hold from `day` on: missing ones begin, superfluous ones end."""
    wanted = list(dict.fromkeys(wanted))
    present = current_tags(desk, [owner], day).get(owner, ())
    with desk.write("tag.change") as writer:
        for tag in present:
            if tag["tag"] not in wanted:
                writer.change("tag", tag.id, {"end": max(day, tag["start"] or day)})
        for code in wanted:
            if all(tag["tag"] != code for tag in present):
                writer.add("tag", {"owner": owner, "tag": code, "start": day})


def add_household(desk: Desk, values: Mapping[str, Any]) -> str:
    """A household, and its head as its first member: the head's name is typed once."""
    with desk.write("household.add") as writer:
        home = writer.add("household", values)
        head = {"household": home, "name": values.get("head"), "relation": RELATION_HEAD}
        writer.add("person", {**head, "phone": values.get("phone")})
    return home


def change_person(desk: Desk, identity: str, values: Mapping[str, Any]) -> None:
    """Change a person; a renamed head renames the household too. One intention."""
    before = records.get(desk, "person", identity)
    with desk.write("person.change") as writer:
        writer.change("person", identity, values)
        home = before["household"]
        renamed = values.get("name") and values["name"] != before["name"]
        if renamed and home and before["relation"] == RELATION_HEAD:
            held = writer.get("household", home)
            if held and held["head"] == before["name"]:
                writer.change("household", home, {"head": values["name"]})


def move_person(desk: Desk, identity: str, household: str, relation: str | None = None) -> None:
    """Move a person to another household. Raises Problem no_such_record."""
    records.get(desk, "household", household)
    with desk.write("person.change") as writer:
        writer.change("person", identity, {"household": household, "relation": relation})


def remove_household(desk: Desk, identity: str) -> None:
    """Send a household with its members to the recycle bin: one intention, one undo."""
    with desk.write("household.remove") as writer:
        for member in _members(desk, identity):
            writer.remove("person", member.id)
        writer.remove("household", identity)


def age(desk: Desk, person: Record) -> int | None:
    """Full years today."""
    return age_on(person["birth"], desk.today())


def _members(desk: Desk, household: str) -> tuple[Record, ...]:
    where = (Where("household", "=", household),)
    found = records.find(desk, Query("person", where=where, order=("relation", "birth")))
    return tuple(sorted(found, key=lambda each: each["relation"] not in (RELATION_HEAD, "01")))


def _tags(desk: Desk, owners: Iterable[str]) -> dict[str, tuple[Record, ...]]:
    kept: dict[str, list[Record]] = {}
    query = Query("tag", where=(Where("owner", "in", list(owners)),), order=("start",))
    for tag in records.find(desk, query):
        kept.setdefault(tag["owner"], []).append(tag)
    return {owner: tuple(tags) for owner, tags in kept.items()}


def _card(
    desk: Desk,
    record: Record,
    home: Record | None,
    members: tuple[Record, ...],
    people: list[str],
    homes: set[str],
) -> Card:
    pairings = _either(desk, "pairing", (("helped", people), ("helper", people)), "-start")
    aid = _either(desk, "aid", (("recipient", people), ("pairing", [each.id for each in pairings])), "-date")
    visits = _either(desk, "visit", (("household", list(homes)), ("person", people)), "-date")
    concerned = (("household", list(homes) if record.kind == "household" else []), ("person", people))
    matters = _either(desk, "matter", concerned, "-opened")
    posts = _either(desk, "post", (("person", people),), "-start")
    tags = _tags(desk, [*people, *homes])
    refers = {v for each in pairings for v in (each["helper"], each["helped"])}
    refers |= {v for each in visits for v in each["visitors"] or ()}
    refers |= {v for each in aid for v in (each["recipient"],) if v}
    refers |= {v for each in posts for v in (each["organization"],) if v}
    names: dict[str, str] = {}
    for kind in ("person", "household", "organization"):
        names.update(records.titles(desk, kind, refers))
    return Card(record, home, members, tags, visits, matters, pairings, aid, posts, names)


def _either(
    desk: Desk, kind: str, wanted: Iterable[tuple[str, list[str]]], order: str, limit: int = 200
) -> tuple[Record, ...]:
    """Records in which any of the fields holds any of its ids, each once, in order."""
    found: dict[str, Record] = {}
    for field, ids in wanted:
        if ids:
            query = Query(kind, where=(Where(field, "in", ids),), order=(order,), limit=limit)
            found.update({each.id: each for each in records.find(desk, query)})
    name = order.lstrip("-")
    return tuple(sorted(found.values(), key=lambda each: each[name] or "", reverse=order[0] == "-"))
