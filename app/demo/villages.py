"""The village as the year meets it: read from the register, in an order that ids do not change."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from app import records
from app.dates import age_on
from app.desk import Desk
from app.records import Query, Record

HARD_TYPES = ("low_income", "destitute", "hardship", "monitored")


@dataclass
class Village:
    """Households in the order of their numbers, their members, and who was given which part."""

    end: datetime.date
    households: list[Record]
    members: dict[str, list[Record]]
    ages: dict[str, int]
    organizations: dict[str, str] = field(default_factory=dict)  # name → id
    departments: list[str] = field(default_factory=list)  # names
    office: str = ""
    branch: str = ""
    cadres: list[str] = field(default_factory=list)
    party: list[str] = field(default_factory=list)  # members at home who visit households
    names: dict[str, str] = field(default_factory=dict)  # person id → name
    tagged: dict[str, list[str]] = field(default_factory=dict)  # tag → owners
    contacts: dict[str, list[Record]] = field(default_factory=dict)  # helper → households

    @property
    def people(self) -> list[Record]:
        """Everyone, household by household."""
        return [person for household in self.households for person in self.members[household.id]]

    def grown_up(self, household: Record) -> Record | None:
        """Whoever is spoken to at that house: the first member of age."""
        members = self.members[household.id]
        return next((each for each in members if self.ages.get(each.id, 40) >= 18), None)

    def is_hard(self, household: Record) -> bool:
        """Whether the household is one of those looked after."""
        return household["type"] in HARD_TYPES


def read_village(desk: Desk, end: datetime.date) -> Village:
    """The village of this desk as it is in the register now."""
    households = records.find(desk, Query("household"))
    households.sort(key=lambda each: (each["number"] or "", each["head"] or ""))
    members: dict[str, list[Record]] = {household.id: [] for household in households}
    everyone = records.find(desk, Query("person"))
    for person in everyone:
        if person["household"] in members:
            members[person["household"]].append(person)
    for each in members.values():
        each.sort(
            key=lambda person: (person["relation"] not in ("01", "02"), person["birth"] or "", person["name"])
        )
    ages = {person.id: age_on(person["birth"], end) for person in everyone}
    return Village(
        end,
        households,
        members,
        {person: age for person, age in ages.items() if age is not None},
        names={person.id: person["name"] for person in everyone},
    )
