"""The made-up village's organizations, party members, cadres, tags and posts."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from app.checked_writer import CheckedWriter
from app.demo.villages import Village
from app.desk import Desk
from app.presets import preset
from app.records import Record

TOWNSHIP = "青禾镇"
_OUTSIDERS = (("first_secretary", "县农业农村委员会"), ("work_team", "县水利局"), ("work_team", "县文化馆"))
_HARD_TAGS = {"low_income": "low_income", "destitute": "destitute"}


def appoint(desk: Desk, village: Village, chance: random.Random) -> None:
    """Found the organizations, find the party members, choose cadres, tag everyone: one intention."""
    with desk.write("demo") as w:
        _found(desk, w, village)
        _join_branch(w, village, chance)
        _choose_cadres(w, village, chance)
        _tag(w, village, chance)


def _found(desk: Desk, w: CheckedWriter, village: Village) -> None:
    """Township, departments, branch, grids and partners."""
    places = preset("demo/places")
    township = w.add("organization", {"name": TOWNSHIP, "type": "township"})
    known = {TOWNSHIP: township, desk.office.name: desk.office.id}
    rows: list[dict[str, Any]] = [
        {
            "name": f"{desk.office.name}党支部",
            "type": "branch",
            "parent": desk.office.id,
            "founded": "1986-07-01",
        }
    ]
    rows += [{"name": name, "type": "grid", "parent": desk.office.id} for name in places["grids"]]
    rows += [{"name": name, "type": "department", "parent": township} for name in places["departments"]]
    rows += [
        {"name": name, "type": "cooperative", "parent": desk.office.id} for name in places["enterprises"]
    ]
    rows += [{"name": name, "type": "branch"} for name in places["partners"]]
    for at, row in enumerate(rows):
        row.update(contact=None, phone=f"023-0000{at:04d}")
    ids = w.add_many("organization", rows)
    known.update({row["name"]: made for row, made in zip(rows, ids, strict=True)})
    village.organizations, village.office = known, desk.office.id
    village.departments = list(places["departments"])
    village.branch = ids[0]


def _join_branch(w: CheckedWriter, village: Village, chance: random.Random) -> None:
    """Whoever is a member in the register belongs to the branch since a plausible day."""
    for person in village.people:
        if person["political"] not in ("01", "02"):
            continue
        age = village.ages.get(person.id, 40)
        year = village.end.year - max(age - chance.randint(20, 38), 1)
        joined = datetime.date(year, chance.randint(1, 12), chance.randint(1, 28))
        values: dict[str, Any] = {"party_branch": village.branch, "party_joined": joined.isoformat()}
        if person["political"] == "01" and year < village.end.year - 1:
            values["party_confirmed"] = joined.replace(year=year + 1).isoformat()
        w.change("person", person.id, values)
        if person["status"] != "away" and age < 76:
            village.party.append(person.id)


def _choose_cadres(w: CheckedWriter, village: Village, chance: random.Random) -> None:
    """Village cadres from the members of working age, and three sent from outside."""
    posts = preset("demo/places")["posts"]
    outside = iter(_OUTSIDERS)
    inside = [person for person in village.party if 25 <= village.ages.get(person, 40) <= 62]
    rows = []
    for post, kind in posts:
        if kind == "committee":
            if not inside:
                continue
            person = inside.pop(chance.randrange(len(inside)))
            organization = village.branch if "支部" in post else None
        else:
            person = _outsider(w, village, chance, next(outside)[1])
            organization = None
        village.cadres.append(person)
        started = f"{village.end.year - chance.randint(1, 4)}-{chance.randint(1, 12):02d}-01"
        row = {"person": person, "organization": organization or village.office, "post": post}
        rows.append({**row, "kind": kind, "start": started})
    free = [person for person in village.party if person not in village.cadres]
    duties = preset("demo/places")["member_posts"]
    for person in chance.sample(free, min(24, len(free))):
        start = f"{village.end.year}-01-01"
        row = {"person": person, "organization": village.branch, "post": chance.choice(duties)}
        rows.append({**row, "kind": "member_post", "start": start})
    w.add_many("post", rows)


def _outsider(w: CheckedWriter, village: Village, chance: random.Random, unit: str) -> str:
    """Someone sent by a county unit: in no household of the village."""
    words = preset("demo/names")
    name = chance.choice(words["surnames"])[0] + "".join(chance.sample(words["men"]["middle"][:15], 2))
    age = chance.randint(30, 50)
    values = {
        "name": name,
        "sex": "1",
        "birth": f"{village.end.year - age}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "political": "01",
        "education": "20",
        "phone": f"1990001{chance.randrange(10_000):04d}",
        "status": "visitor",
        "work_unit": unit,
        "job": "驻村干部",
    }
    person = w.add("person", values)
    village.names[person] = name
    village.ages[person] = age
    return person


def _tag(w: CheckedWriter, village: Village, chance: random.Random) -> None:
    """Tags with the day they begin, each person's and household's following from the register."""
    rows = []
    cadres = [("cadre", person, "") for person in village.cadres]
    of_people = [
        tag for household in village.households for tag in _tags_of_household(village, household, chance)
    ]
    for tag, owner, basis in [*cadres, *of_people]:
        year = village.end.year - chance.randint(1, 6)
        rows.append(
            {"owner": owner, "tag": tag, "start": f"{year}-{chance.randint(1, 12):02d}-01", "basis": basis}
        )
        village.tagged.setdefault(tag, []).append(owner)
    w.add_many("tag", rows)


def _tags_of_household(
    village: Village, household: Record, chance: random.Random
) -> Iterator[tuple[str, str, str]]:
    """(tag, person, basis) of everyone in the household."""
    members = village.members[household.id]
    hard = village.is_hard(household)
    parents_away = any(person["status"] == "away" for person in members)
    for at, person in enumerate(members):
        age = village.ages.get(person.id, 40)
        if at == 0 and hard:
            yield "hardship", person.id, chance.choice(("因病", "因残", "缺劳力", "因学", "缺技术"))
            if household["type"] in _HARD_TAGS:
                yield _HARD_TAGS[household["type"]], person.id, "县民政部门审批"
        if person["relation"] in ("41", "42") and age < 16 and parents_away:
            orphaned = chance.random() < 0.06
            yield ("orphan", person.id, "父母双亡") if orphaned else ("left_child", person.id, "父母外出务工")
        if age >= 60 and len(members) == 1:
            yield "lone_elder", person.id, "独居"
        if person["health"] == "disabled":
            yield "disabled", person.id, chance.choice(("肢体三级", "视力四级", "听力三级", "肢体二级"))
            if hard:
                yield "hardship_disabled", person.id, "困难家庭残疾人"
        if person["health"] == "serious":
            yield "serious_illness", person.id, "大病"
        yield from _tags_of_work(person, age, hard, chance)


def _tags_of_work(
    person: Record, age: int, hard: bool, chance: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Party, work and service."""
    if person["political"] == "02":
        yield "probationary_member", person.id, "支部党员大会"
    if person["political"] == "01":
        yield "party_member", person.id, ""
        if person["status"] == "away":
            yield "floating_member", person.id, person["work_unit"] or "外出务工"
        if age >= 70:
            yield "old_member", person.id, "年满七十"
        if hard:
            yield "hardship_member", person.id, "家庭困难"
        if chance.random() < 0.05:
            yield "delegate", person.id, "镇党代表"
    elif person["status"] == "away":
        yield "migrant", person.id, person["work_unit"] or ""
    if person["sex"] == "1" and 25 <= age <= 75 and chance.random() < 0.03:
        yield "veteran", person.id, "退役证"
    if 28 <= age <= 60 and chance.random() < 0.012:
        yield "entrepreneur", person.id, chance.choice(("种植大户", "养殖大户", "农家乐"))
