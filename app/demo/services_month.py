"""The demo's errands, petitions, disputes and suggestions: drawn from presets/demo/services.toml."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app import records
from app.demo.doorsteps import cadres_of, next_number
from app.desk import Desk
from app.matters import act, terms
from app.presets import preset
from app.records import Query, Where

SEED = 6
TYPES = ("errand", "petition", "dispute", "suggestion")


def serve(villages: Sequence[Desk], end: datetime.date) -> Counter[str]:
    """Each village gets its share of every type, at different points of their way; how many of each type."""
    chance, counted = random.Random(SEED), Counter[str]()
    for desk in villages:
        grown_up = Query("person", (Where("birth", "<", "1990"),), order=("id_number",), limit=60)
        people = [each.id for each in records.find(desk, grown_up)]
        cadres = cadres_of(desk)
        for described in preset("demo/services")["matter"]:
            opened = end - datetime.timedelta(days=described["day"])
            values = _values(desk, described, opened, chance.choice(people), chance.choice(cadres))
            matter = records.add(desk, "matter", values)
            _go_on(desk, matter, described, opened, end)
            counted[described["type"]] += 1
    return counted


def _values(
    desk: Desk, described: Mapping[str, Any], opened: datetime.date, person: str, cadre: str
) -> dict[str, Any]:
    kind, text = described["type"], described["text"]
    due = terms.due(desk.codes, kind, described.get("service"), opened.isoformat())
    values: dict[str, Any] = {
        "number": next_number(desk, opened), "type": kind, "opened": opened.isoformat(),
        "person": person, "channel": "caller",
        "description": text, "category": described.get("category", kind), "recorder": cadre,
        "responsible": cadre, "deadline": due.day.isoformat() if due else None,
        "other_party": described.get("other"), "plan": described.get("plan"),
    }  # fmt: skip
    for name in ("service", "reception", "petition", "dispute", "risk"):
        values[name] = described.get(name)
    if kind == "petition":
        values["receiver"] = cadre
    if kind == "dispute":
        values["guarantor"] = cadre
    return {name: value for name, value in values.items() if value}


def _go_on(
    desk: Desk, matter: str, described: Mapping[str, Any], opened: datetime.date, end: datetime.date
) -> None:
    day = opened
    for name in described["acts"]:
        given: dict[str, Any] = {"date": day.isoformat(), "text": described["text"]}
        if name in ("finish", "explain"):
            given["result"] = described.get("result", "done")
        elif name == "evaluate":
            given["result"] = "satisfied"
        act(desk, matter, name, given)
        day = min(day + datetime.timedelta(days=1), end)
