"""A made-up township or county with a year of matters of its villages, for figures, charts and pictures."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from app.matters.stored import renew
from app.offices import OpenOffice

VILLAGES = ("大湾村", "桃花村", "双桥村", "青山村", "石板村", "双河村")
TOWNSHIPS = ("柿子坪镇", "红岩乡")
DEPARTMENTS = ("镇水利站", "镇公路站", "镇民政办", "镇派出所")
PEOPLE = ("李建国", "王秀英", "张志强", "陈桂芳", "刘德华明", "赵铁柱")
CATEGORIES = ("road", "water", "power", "housing", "environment", "safety", "elderly", "dispute", "other")
_WAYS = (
    (("accept", "handle", "finish", "feed_back", "evaluate", "close"), 62),
    (("direct", "finish", "report_branch", "feed_back", "evaluate", "close"), 14),
    (("accept", "analyse", "escalate", "confirm", "dispatch"), 9),
    (("accept", "handle"), 8),
    (("accept", "handle", "finish", "feed_back"), 4),
    (("accept", "analyse", "escalate", "return"), 3),
)
_TEXTS = (
    "门前排水沟堵了，下雨往院子里灌水", "组里主路坑洼，摩托车过不去", "自来水压力不够，三楼没有水",
    "路灯坏了两盏，晚上走路看不见", "低保材料交了没有回音", "两家为田界争执，请村里调解",
)  # fmt: skip


def fill(desk: OpenOffice, matters: int = 240, seed: int = 7, last: date = date(2026, 11, 20)) -> list[str]:
    """Villages, departments, people and matters of the thirteen months before `last`; the villages' ids."""
    made = random.Random(seed)
    with desk.write("office.create") as writer:
        villages = _places(desk, writer)
        units = [writer.add("organization", {"name": each, "type": "department"}) for each in DEPARTMENTS]
        people = [writer.add("person", {"name": each}) for each in PEOPLE]
        weights = range(2, 2 + len(villages))
        chosen = made.choices(villages, weights, k=matters)
        of_villages = [_matter(writer, made, each, units, people, last) for each in chosen]
    with desk.store.local_write() as connection:
        connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
        connection.executemany("UPDATE matter SET office = ? WHERE id = ?", of_villages)
        connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")
    renew(desk)
    return villages


def _places(desk: OpenOffice, writer: Any) -> list[str]:
    if desk.office.level == "village":
        return [desk.office.id]
    if desk.office.level != "county":
        return [
            writer.add("organization", {"name": each, "type": "village", "parent": desk.office.id})
            for each in VILLAGES
        ]
    towns = [
        writer.add("organization", {"name": each, "type": "township", "parent": desk.office.id})
        for each in TOWNSHIPS
    ]
    return [
        writer.add("organization", {"name": each, "type": "village", "parent": towns[at % len(towns)]})
        for at, each in enumerate(VILLAGES)
    ]


def _matter(
    writer: Any, made: random.Random, village: str, units: list[str], people: list[str], last: date
) -> tuple[str, str]:
    opened = last - timedelta(days=made.randrange(395))
    deadline = opened + timedelta(days=made.choice((7, 10, 15, 30)))
    matter = writer.add("matter", {
        "opened": opened.isoformat(), "description": made.choice(_TEXTS),
        "category": made.choices(CATEGORIES, (9, 7, 3, 2, 6, 2, 4, 3, 2))[0],
        "kind": made.choice(("individual", "common", "reasonable")),
        "channel": made.choice(("visit", "phone", "wechat")),
        "type": made.choices(("problem", "errand", "dispute"), (8, 2, 1))[0],
        "organization": made.choice(units), "responsible": made.choice(people),
        "deadline": deadline.isoformat(),
    })  # fmt: skip
    day = opened
    before: list[str] = []
    for act in made.choices([way for way, _ in _WAYS], [weight for _, weight in _WAYS])[0]:
        day += timedelta(
            days=int(made.expovariate(0.35)) if act != "accept" else made.choice((0, 0, 1, 2, 5))
        )
        if day > last:
            break
        before = [writer.add("matter_event", {
            "matter": matter, "act": act, "date": day.isoformat(), "after": before, "text": "情况",
            "organization": units[0] if act == "dispatch" else None,
            "result": made.choice(("satisfied", "satisfied", "basically")) if act == "evaluate" else None,
        })]  # fmt: skip
    return village, matter
