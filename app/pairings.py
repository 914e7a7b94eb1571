"""Pairings: who may be paired with whom, the cards, and the view of the 1+5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import records
from app.contacts_text import PAIRINGS, SIDES
from app.desk import Desk
from app.problems import Problem
from app.records import Query, Record, Where

PERSON, HOUSEHOLD, ORGANIZATION = "person", "household", "organization"

#: The five kinds of the 1+5 (domain row 8) and the tag that the helped person is expected to carry.
FIVE: dict[str, str] = {
    "five_hardship": "hardship",
    "five_left_child": "left_child",
    "five_lone_elder": "lone_elder",
    "five_orphan": "orphan",
    "five_disabled": "hardship_disabled",
}


class PairingProblem(Problem):
    """What keeps a pairing from being written down."""

    sentences = PAIRINGS


@dataclass(frozen=True)
class Rule:
    """Which record kinds may help and be helped in one kind of pairing."""

    helpers: tuple[str, ...] = (PERSON,)
    helped: tuple[str, ...] = (PERSON, HOUSEHOLD)


_ANY = Rule((PERSON, ORGANIZATION), (PERSON, HOUSEHOLD, ORGANIZATION))
_BETWEEN_ORGANIZATIONS = Rule((ORGANIZATION,), (ORGANIZATION,))

#: Rules per pairing_kind; a kind that a township added has no rule but _ANY.
RULES: dict[str, Rule] = {
    "five_hardship": Rule(),
    "five_left_child": Rule((PERSON,), (PERSON,)),
    "five_lone_elder": Rule((PERSON,), (PERSON,)),
    "five_orphan": Rule((PERSON,), (PERSON,)),
    "five_disabled": Rule((PERSON,), (PERSON,)),
    "contact_household": Rule((PERSON,), (HOUSEHOLD,)),
    "hardship_member": Rule((PERSON, ORGANIZATION), (PERSON,)),
    "scheme_1211": Rule((PERSON, ORGANIZATION), (PERSON,)),
    "one_leads_three": _BETWEEN_ORGANIZATIONS,
    "mentor": Rule((PERSON,), (PERSON,)),
    "delegate": Rule(),
    "branch": _BETWEEN_ORGANIZATIONS,
    "enterprise_village": _BETWEEN_ORGANIZATIONS,
    "recruit": Rule((PERSON,), (PERSON, ORGANIZATION)),
    "contact_point": Rule((PERSON,), (PERSON, HOUSEHOLD, ORGANIZATION)),
    "project": Rule((PERSON,), (ORGANIZATION,)),
    "one_helps_one": Rule(),
    "student": Rule((PERSON, ORGANIZATION), (PERSON,)),
    "backing_unit": Rule((ORGANIZATION,), (PERSON, ORGANIZATION)),
    "other": _ANY,
}


@dataclass(frozen=True)
class Side:
    """One side as the card shows it."""

    name: str
    unit: str
    phone: str


@dataclass(frozen=True)
class Card:
    """A 连心卡: the same words on both copies, one for each side (domain row 77)."""

    pairing: str
    number: str
    kind: str
    helper: Side
    helped: Side
    issued: str


@dataclass(frozen=True)
class OnePlusFive:
    """One helper's five squares: kind → running pairings, and the kinds still missing."""

    helper: Record
    present: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]


def rule(kind: str) -> Rule:
    """Who may help and be helped in this kind of pairing."""
    return RULES.get(kind, _ANY)


def sides(desk: Desk, ids: Iterable[str]) -> dict[str, Record]:
    """The people, households and organizations with these ids; a query per kind."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Record] = {}
    for kind in (PERSON, HOUSEHOLD, ORGANIZATION):
        found.update(records.by_ids(desk, kind, wanted))
    return found


def pair(desk: Desk, values: Mapping[str, Any]) -> str:
    """Begin a pairing. Starts today unless `start` says otherwise. Raises PairingProblem."""
    entry = dict(values)
    entry.setdefault("start", desk.today().isoformat())
    kind, helper, helped = entry.get("kind"), entry.get("helper"), entry.get("helped")
    if kind and helper and helped:
        _check_sides(desk, kind, helper, helped)
        _check_not_running(desk, kind, helper, helped)
    if entry.get("card_number"):
        _check_card_number(desk, str(entry["card_number"]))
    return records.add(desk, "pairing", entry, intention="pairing.add")


def change(desk: Desk, pairing_id: str, values: Mapping[str, Any]) -> None:
    """Change a pairing; the rules of its kind hold as for a new one. Raises PairingProblem."""
    before = records.get(desk, "pairing", pairing_id)
    after = {**before.values, **values}
    if {"kind", "helper", "helped"} & set(values):
        _check_sides(desk, after["kind"], after["helper"], after["helped"])
    number = values.get("card_number")
    if number and number != before["card_number"]:
        _check_card_number(desk, str(number))
    records.change(desk, "pairing", pairing_id, values)


def end(desk: Desk, pairing_id: str, date: str | None = None) -> None:
    """End a pairing on that day, today if none is given. Raises PairingProblem."""
    pairing = records.get(desk, "pairing", pairing_id)
    last = date or desk.today().isoformat()
    if pairing["end"]:
        raise PairingProblem("already_ended", end=pairing["end"])
    if pairing["start"] and last < pairing["start"]:
        raise PairingProblem("end_before_start", start=pairing["start"])
    with desk.write("pairing.change") as w:
        w.change("pairing", pairing_id, {"end": last})


def is_running(pairing: Record, day: str) -> bool:
    """Whether the pairing holds on that day ("YYYY-MM-DD")."""
    return (pairing["start"] or "") <= day and (not pairing["end"] or pairing["end"] >= day)


def next_card_number(desk: Desk, year: int | None = None, taken: Iterable[str] = ()) -> str:
    """The next free card number of the year: 2026-0001 onwards."""
    prefix = f"{year or desk.today().year}-"
    query = Query("pairing", where=(Where("card_number", "like", prefix),))
    used = {str(pairing["card_number"]) for pairing in records.find(desk, query)} | set(taken)
    counted = [number[len(prefix) :] for number in used if number.startswith(prefix)]
    highest = max((int(count) for count in counted if count.isascii() and count.isdecimal()), default=0)
    return f"{prefix}{highest + 1:04d}"


def issue_cards(desk: Desk, ids: Sequence[str], date: str | None = None) -> dict[str, str]:
    """Give each pairing that has none a card number and a date of issue: one intention.

    Returns pairing id → card number.
    """
    found = records.by_ids(desk, "pairing", ids)
    day = date or desk.today().isoformat()
    numbers: dict[str, str] = {}
    following = next_card_number(desk, int(day[:4]))
    prefix, count = following[:5], int(following[5:])
    with desk.write("pairing.issue") as w:
        for pairing_id in dict.fromkeys(ids):
            number = found[pairing_id]["card_number"]
            if not number:
                number, count = f"{prefix}{count:04d}", count + 1
            numbers[pairing_id] = number
            issued = found[pairing_id]["card_issued"] or day
            w.change("pairing", pairing_id, {"card_number": number, "card_issued": issued})
    return numbers


def one_plus_five(desk: Desk, day: str | None = None) -> list[OnePlusFive]:
    """Each helper's five squares on that day, most missing first (domain row 8).

    Helpers: whoever helps in one of the five kinds, and every cadre (tag cadre, or a post in
    the committee, work team or as first secretary).
    """
    today = day or desk.today().isoformat()
    query = Query("pairing", where=(Where("kind", "in", list(FIVE)),), order=("start",))
    running: dict[str, dict[str, list[str]]] = {}
    for pairing in records.find(desk, query):
        if is_running(pairing, today):
            squares = running.setdefault(pairing["helper"], {})
            squares.setdefault(pairing["kind"], []).append(pairing.id)
    for cadre in _cadres(desk, today):
        running.setdefault(cadre, {})
    people = records.by_ids(desk, PERSON, list(running))
    view = [
        OnePlusFive(
            person,
            {kind: tuple(running[person.id].get(kind, ())) for kind in FIVE},
            tuple(kind for kind in FIVE if kind not in running[person.id]),
        )
        for person in people.values()
        if not person.deleted
    ]
    return sorted(view, key=lambda each: (-len(each.missing), each.helper["pinyin"] or "", each.helper.id))


def cards(desk: Desk, ids: Sequence[str]) -> list[Card]:
    """The contents of the cards of these pairings, in the order given; four queries in all."""
    found = records.by_ids(desk, "pairing", ids)
    wanted = [found[pairing_id] for pairing_id in ids if pairing_id in found]
    known = sides(desk, [side for each in wanted for side in (each["helper"], each["helped"])])
    people = [record for record in known.values() if record.kind == PERSON]
    behind = [record[name] for record in people for name in ("household", "party_branch")]
    homes = sides(desk, [identity for identity in behind if identity])
    kinds = {each.id: desk.codes.label("pairing_kind", each["kind"]) for each in wanted}
    return [
        Card(
            each.id,
            each["card_number"] or "",
            kinds[each.id],
            _side(desk, known.get(each["helper"]), homes),
            _side(desk, known.get(each["helped"]), homes),
            each["card_issued"] or "",
        )
        for each in wanted
    ]


def _side(desk: Desk, record: Record | None, behind: Mapping[str, Record]) -> Side:
    """Name, unit and phone as the card shows them; an empty string where nothing is known."""
    if record is None:
        return Side("", "", "")
    if record.kind == ORGANIZATION:
        return Side(record["contact"] or record["name"], record["name"], record["phone"] or "")
    if record.kind == HOUSEHOLD:
        place = record["address"] or record["group"] or ""
        return Side(record["head"], place, record["phone"] or "")
    household = behind.get(record["household"] or "")
    branch = behind.get(record["party_branch"] or "")
    home = (household["address"] or household["group"] or "") if household else ""
    unit = record["work_unit"] or (branch["name"] if branch else "") or home or desk.office.name
    return Side(record["name"], unit, record["phone"] or (household["phone"] if household else "") or "")


def _cadres(desk: Desk, day: str) -> list[str]:
    """The people who are cadres on that day."""
    tagged = records.find(desk, Query("tag", where=(Where("tag", "=", "cadre"),)))
    kinds = ["committee", "first_secretary", "work_team"]
    holding = records.find(desk, Query("post", where=(Where("kind", "in", kinds),)))
    now = [tag["owner"] for tag in tagged if is_running(tag, day)]
    now += [post["person"] for post in holding if is_running(post, day)]
    return list(dict.fromkeys(now))


def _check_sides(desk: Desk, kind: str, helper: str, helped: str) -> None:
    if helper == helped:
        raise PairingProblem("same_side")
    known = sides(desk, [helper, helped])
    if helper not in known or helped not in known:
        raise PairingProblem("not_found")
    label = desk.codes.label("pairing_kind", kind)
    allowed = rule(kind)
    asked = (("helper_kind", helper, allowed.helpers), ("helped_kind", helped, allowed.helped))
    for code, side, kinds in asked:
        if known[side].kind not in kinds:
            names = "或".join(SIDES[each] for each in kinds)
            raise PairingProblem(code, kind=label, allowed=names, chosen=SIDES[known[side].kind])


def _check_not_running(desk: Desk, kind: str, helper: str, helped: str) -> None:
    where = (Where("helper", "=", helper), Where("helped", "=", helped), Where("kind", "=", kind))
    running = records.find(desk, Query("pairing", where=where))
    if any(not pairing["end"] for pairing in running):
        raise PairingProblem("already_paired")


def _check_card_number(desk: Desk, number: str) -> None:
    if records.count(desk, Query("pairing", where=(Where("card_number", "=", number),))):
        raise PairingProblem("card_taken", number=number)
