"""Days on which a visit cannot have been as it is written: seen from the visit and what the register says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_HOMES_A_DAY = 30
#: Ways of visiting at which the visitor stands at the door.
AT_HOME = frozenset({"home", "down", "return_visit", "condolence", "stationed", "appointment"})
#: Tags that say a person works elsewhere.
AWAY = frozenset({"migrant", "floating_member"})
_WHOLE_DAY = len("2026-11-05")


@dataclass(frozen=True)
class Known:
    """What the office knows of whom a visit was to; days are "YYYY-MM-DD", a part of one, or ""."""

    name: str
    birth: str = ""
    died: str = ""  # by when the death stood in the register
    away: tuple[tuple[str, str], ...] = ()  # (from, until) of working elsewhere; until "" still


@dataclass(frozen=True)
class Around:
    """What a visit is held against. `visits`: the author's visits of that day, itself left out."""

    today: str
    office: str = ""
    founded: str = ""
    person: Known | None = None
    visits: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@dataclass(frozen=True)
class Doubt:
    """One thing that cannot be. `code` of honesty_text.HINTS; `said` what its sentence names."""

    code: str
    said: Mapping[str, str | int]


def doubts(visit: Mapping[str, Any], around: Around) -> Iterator[Doubt]:
    """What about the day of this visit cannot be; nothing where the day is not told exactly."""
    day = visit.get("date") or ""
    if len(day) != _WHOLE_DAY:
        return
    if day > around.today:
        yield Doubt("future", {"day": day})
    if around.founded and day < around.founded[:_WHOLE_DAY]:
        yield Doubt("before_office", {"day": day, "name": around.office, "since": around.founded})
    if around.person is not None:
        yield from _about_person(day, visit, around.person)
    if visit.get("method") in AT_HOME:
        yield from _on_that_day(day, visit, around.visits)


def _about_person(day: str, visit: Mapping[str, Any], person: Known) -> Iterator[Doubt]:
    if person.birth and day < person.birth:
        yield Doubt("before_birth", {"day": day, "name": person.name, "since": person.birth})
    if person.died and day > person.died:
        yield Doubt("after_death", {"day": day, "name": person.name, "since": person.died})
    elif visit.get("method") in AT_HOME and any(
        first and first <= day <= (last or day) for first, last in person.away
    ):
        yield Doubt("away", {"day": day, "name": person.name})


def _on_that_day(day: str, visit: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> Iterator[Doubt]:
    own = set(visit.get("visitors") or ())
    at_doors = [
        each for each in others
        if each.get("method") in AT_HOME and (not own or own & set(each.get("visitors") or ()))
    ]  # fmt: skip
    homes: dict[str, set[Any]] = defaultdict(set)
    for number, each in enumerate((visit, *at_doors)):
        for visitor in (own & set(each.get("visitors") or ())) or {""}:
            homes[visitor].add(each.get("household") or each.get("person") or number)
    if (most := max(map(len, homes.values()))) > MOST_HOMES_A_DAY:
        yield Doubt("too_many", {"day": day, "count": most})
    place = _spot(visit)
    elsewhere = (
        each for each in at_doors
        if own and place and _spot(each) and not _same(visit, each)
    )  # fmt: skip
    other = next(elsewhere, None)
    if other is not None:
        said = {"day": day, "name": str(visit.get("place")), "other": str(other.get("place"))}
        yield Doubt("two_places", said)


def _spot(visit: Mapping[str, Any]) -> str:
    return "".join(str(visit.get("place") or "").split())


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both may be of one way: the same trip, or one place's name holds the other's."""
    here, there = _spot(one), _spot(other)
    same_trip = one.get("trip") and one.get("trip") == other.get("trip")
    return bool(same_trip) or here in there or there in here
