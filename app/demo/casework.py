"""A year of made-up matters with their events, opened from visits and from other channels."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from typing import Any

from app.demo import ways
from app.demo.appointments import TOWNSHIP
from app.demo.made_ids import made_id
from app.demo.tours import Told
from app.demo.troubles import Trouble, Troubles
from app.demo.villages import Village
from app.demo.ways import Later, Way
from app.desk import Desk
from app.matters import Act

_OTHER_CHANNELS = ("phone", "wechat", "meeting", "caller", "box", "hotline", "form", "letter")
_VISIT_CHANNELS = {"phone": "phone", "wechat": "wechat"}


def take_up(
    desk: Desk,
    village: Village,
    chance: random.Random,
    told: Sequence[Told],
    start: datetime.date,
    count: int,
) -> tuple[int, int]:
    """That many matters: most from what was told on visits. How many matters and events."""
    troubles = Troubles(chance)
    openings = [_from_visit(each) for each in told[: max(count - count // 8, 0)]]
    while len(openings) < count and village.cadres:
        openings.append(_from_elsewhere(village, chance, troubles, start))
    openings.sort(key=lambda each: (each[0]["opened"], str(each[0].get("visit"))))
    matters: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for number, (values, trouble) in enumerate(openings, 1):
        day = datetime.date.fromisoformat(values["opened"])
        matter = made_id(chance, day)
        way = _on_its_way(village, chance, troubles, trouble, values["recorder"], day)
        values.update(
            id=matter, number=f"{day.year}-{number:03d}", **_written(chance, troubles, trouble, way, day)
        )
        if trouble.department:
            values["organization"] = village.organizations[trouble.department]
        matters.append(values)
        events.extend({**_stored(event), "matter": matter} for event in way.events)
    with desk.write("demo") as w:
        w.add_many("matter", matters)
        w.add_many("matter_event", events)
    return len(matters), len(events)


def _stored(event: Any) -> dict[str, Any]:
    """An event's field values."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(event).items()
        if value
    }


def _from_visit(told: Told) -> tuple[dict[str, Any], Trouble]:
    """A matter opened from a visit, with who recorded it there."""
    values = {
        "opened": told.day.isoformat(),
        "visit": told.visit,
        "household": told.household.id,
        "person": told.person,
        "recorder": told.recorder,
        "channel": _VISIT_CHANNELS.get(told.method, "visit"),
    }
    return values, told.trouble


def _from_elsewhere(
    village: Village, chance: random.Random, troubles: Troubles, start: datetime.date
) -> tuple[dict[str, Any], Trouble]:
    """A matter that came by phone, box, letter or a caller."""
    day = start + datetime.timedelta(days=chance.randint(0, (village.end - start).days))
    household = chance.choice(village.households) if village.households else None
    person = village.grown_up(household) if household else None
    channel = chance.choice(_OTHER_CHANNELS)
    values: dict[str, Any] = {
        "opened": day.isoformat(),
        "recorder": chance.choice(village.cadres),
        "channel": channel,
    }
    if channel in ("box", "letter"):
        values["raised_by"] = "匿名群众"
    else:
        values["household"] = household.id if household else None
        values["person"] = person.id if person else None
    return values, troubles.draw(household)


def _on_its_way(
    village: Village,
    chance: random.Random,
    troubles: Troubles,
    trouble: Trouble,
    by: str,
    day: datetime.date,
) -> Way:
    """The matter's events from its first day to the village's last."""
    way = Way(chance, troubles, day, village.end)
    try:
        way.say(Act.ACCEPT, "accept", (0, 1), by=by)
        if trouble.explain:
            ways.explained(way, trouble, by)
        elif trouble.direct:
            ways.directly(way, trouble, by)
        elif trouble.department and not trouble.county and chance.random() < 0.2:
            called = chance.sample(village.departments, chance.choice((2, 3)))
            ways.whistled(way, trouble, by, [village.organizations[name] for name in called])
        elif trouble.department:
            township, department = (village.organizations[name] for name in (TOWNSHIP, trouble.department))
            ways.handed_up(way, trouble, by, township, department)
        else:
            ways.in_the_village(way, trouble, by)
        ways.to_the_end(way, trouble, by)
    except Later:
        return way
    return way


def _written(
    chance: random.Random, troubles: Troubles, trouble: Trouble, way: Way, opened: datetime.date
) -> dict[str, Any]:
    """What stands in the handbook besides the events; not everyone fills in all five."""
    urgency = chance.choices(("normal", "soon", "urgent"), (78, 17, 5))[0]
    kinds = (
        ("common",)
        if "户" in trouble.text or trouble.category == "suggestion"
        else ("individual", "reasonable")
    )
    return {
        "category": trouble.category,
        "kind": chance.choice(kinds),
        "description": trouble.text,
        "original_words": trouble.words,
        "urgency": urgency,
        "deadline": (opened + datetime.timedelta(days=7)).isoformat() if urgency == "urgent" else None,
        "feedback": way.fed_back if chance.random() < 0.9 else None,
        "reflection": troubles.reflection() if way.fed_back and chance.random() < 0.75 else None,
    }
