"""The made-up population: households and their members as plain values, the same for a seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.families import Member, family
from app.demo.names import Names, birthday
from app.desk import Desk
from app.presets import preset

DEFAULT_END = datetime.date(2026, 11, 20)  # fixed: the same seed makes the same village any day
_HARD = ("low_income", "destitute", "hardship", "monitored")


@dataclass(frozen=True)
class NewHousehold:
    """A household's field values, and those of its members, the head first."""

    values: Mapping[str, Any]
    members: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Population:
    """Everyone of the made-up village."""

    households: tuple[NewHousehold, ...]

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(len(household.members) for household in self.households)


def invent(households: int = 600, seed: int = 1, end: datetime.date | None = None) -> Population:
    """A village of that many households (600 hold about 1,600 people), ages counted on `end`."""
    chance = random.Random(f"population {seed}")
    names = Names(chance)
    on = end or DEFAULT_END
    groups = preset("demo/places")["groups"]
    return Population(
        tuple(
            _household(chance, names, on, number + 1, groups[number * len(groups) // households])
            for number in range(households)
        )
    )


def add_population(desk: Desk, population: Population) -> None:
    """Put the population into the register directly, without a workbook: one intention."""
    with desk.write("demo") as w:
        ids = w.add_many("household", [household.values for household in population.households])
        people = [
            {**member, "household": household_id}
            for household_id, household in zip(ids, population.households, strict=True)
            for member in household.members
        ]
        w.add_many("person", people)


def _household(
    chance: random.Random, names: Names, on: datetime.date, number: int, group: str
) -> NewHousehold:
    shape = family(chance)
    surname = names.surname()
    from_afar = len(shape) > 1 and chance.random() < 0.02
    ethnic = names.ethnic()
    members = []
    for at, member in enumerate(shape):
        values = _person(chance, names, on, member, surname)
        values["ethnic"] = ethnic if member.line == "head" or chance.random() < 0.7 else names.ethnic()
        if from_afar and at == 1 and member.line == "wife":
            values["name"], values["ethnic"] = names.minority(member.sex)
        members.append(values)
    head = members[0]
    kind = _type(chance, shape, members)
    values = {
        "number": f"{number:03d}",
        "head": head["name"],
        "group": group,
        "address": f"柿子坪村{group}{number}号",
        "phone": head["phone"] if head["phone"] else names.phone() if chance.random() < 0.4 else None,
        "type": kind,
    }
    return NewHousehold(values, tuple(members))


def _person(
    chance: random.Random, names: Names, on: datetime.date, member: Member, surname: str
) -> dict[str, Any]:
    """The values of one member; a name that fits sex and year of birth."""
    birth = birthday(chance, on, max(member.age, 0))
    family_name = surname if member.line == "head" else names.surname()
    age = member.age
    health = _health(chance, age)
    return {
        "name": family_name + names.given(member.sex, birth.year),
        "relation": member.relation,
        "sex": member.sex,
        "id_number": names.id_number(birth, member.sex),
        "birth": birth.isoformat(),
        "education": _education(chance, age),
        "political": _political(chance, age, member),
        "phone": names.phone() if 15 < age < 80 and chance.random() < 0.8 else None,
        "labour": _labour(chance, age, health),
        "health": health,
        "status": "away" if member.away else "present",
        **_work(chance, member),
    }


def _work(chance: random.Random, member: Member) -> dict[str, Any]:
    places = preset("demo/places")
    if member.away:
        return {"work_unit": chance.choice(places["work_places"]), "job": "务工"}
    if 18 <= member.age <= 70:
        return {"work_unit": None, "job": chance.choice(places["jobs"]) if chance.random() < 0.4 else "务农"}
    return {"work_unit": None, "job": "学生" if 6 <= member.age <= 17 else None}


def _education(chance: random.Random, age: int) -> str | None:
    if age < 7:
        return None
    if age < 13:
        return "80"
    if age < 16:
        return "70"
    by_age = {"80": 70 if age > 60 else 15, "70": 25 if age > 60 else 45, "60": 5 if age > 60 else 20}
    higher = {"40": 0, "30": 0, "20": 0} if age > 55 else {"40": 6, "30": 9, "20": 6}
    weights = {**by_age, **higher}
    return chance.choices(list(weights), list(weights.values()))[0]


def _political(chance: random.Random, age: int, member: Member) -> str:
    if age >= 20 and chance.random() < (0.085 if member.sex == "1" else 0.04):
        return "02" if age < 40 and chance.random() < 0.08 else "01"
    if 14 <= age <= 28 and chance.random() < 0.35:
        return "03"
    return "13"


def _health(chance: random.Random, age: int) -> str:
    ill = 0.35 if age > 70 else 0.15 if age > 50 else 0.03
    drawn = chance.random()
    if drawn < ill:
        return "chronic"
    if drawn < ill + 0.012:
        return "serious"
    return "disabled" if drawn < ill + 0.037 else "healthy"


def _labour(chance: random.Random, age: int, health: str) -> str:
    if age < 16 or age > 74:
        return "none"
    if age > 64 or health in ("serious", "disabled"):
        return "weak"
    return "skilled" if chance.random() < 0.15 else "ordinary"


def _type(chance: random.Random, shape: list[Member], members: list[dict[str, Any]]) -> str:
    """Hardship follows from who lives there; a little of it is chance."""
    if len(shape) == 1 and shape[0].age >= 68 and chance.random() < 0.3:
        return "destitute"
    weak = sum(member["health"] in ("serious", "disabled") for member in members)
    if weak and chance.random() < 0.45:
        return chance.choice(_HARD)
    drawn = chance.random()
    limits = (("lifted", 0.08), ("low_income", 0.11), ("monitored", 0.125), ("martyr", 0.135))
    return next((kind for kind, limit in limits if drawn < limit), "ordinary")
