"""A year of made-up visits: who went out when, to which neighbours, and what was told there."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.demo.made_ids import made_id
from app.demo.sentences import Teller
from app.demo.troubles import Trouble, Troubles
from app.demo.villages import Village
from app.desk import Desk
from app.records import Record

NEEDS_ONE_IN = 4.6  # how many visits it takes until a need is told
_BATCH = 2000


@dataclass(frozen=True)
class Told:
    """A visit at which something was asked for: what a matter will be opened from."""

    visit: str
    day: datetime.date
    household: Record
    person: str | None
    recorder: str
    method: str
    trouble: Trouble


@dataclass(frozen=True)
class Outing:
    """One trip: the day, who went, with whom, and to which houses."""

    day: datetime.date
    visitors: list[str]
    companions: str
    stops: list[Record]
    trip: str


def go_visiting(
    desk: Desk,
    village: Village,
    chance: random.Random,
    start: datetime.date,
    count: int,
    progress: Callable[[int], None],
) -> tuple[int, list[Told]]:
    """That many visits from start to the village's end. How many, and what was asked for."""
    outings = _outings(village, chance, start, count)
    teller, troubles = Teller(village, chance), Troubles(chance)
    rows: list[dict[str, Any]] = []
    told: list[Told] = []
    for outing in outings:
        for household in outing.stops:
            row, asked = _visit(village, chance, teller, troubles, outing, household)
            rows.append(row)
            if asked:
                told.append(asked)
    with desk.write("demo") as w:
        for first in range(0, len(rows), _BATCH):
            w.add_many("visit", rows[first : first + _BATCH])
            progress(len(rows[first : first + _BATCH]))
    return len(rows), told


def _outings(village: Village, chance: random.Random, start: datetime.date, count: int) -> list[Outing]:
    """Trips in the order of their days, with that many stops in all; Sundays are rare."""
    helpers = [helper for helper, households in village.contacts.items() if households]
    if not helpers:
        return []
    busy = [1.6 if helper in village.cadres else 1.0 for helper in helpers]
    days = [start + datetime.timedelta(days=passed) for passed in range((village.end - start).days + 1)]
    weights = [0.25 if day.weekday() == 6 else 1.0 for day in days]
    planned: list[tuple[datetime.date, int, str, int]] = []
    stops = 0
    while stops < count:
        helper = chance.choices(helpers, busy)[0]
        length = min(chance.choices((1, 2, 3, 4), (45, 30, 17, 8))[0], len(village.contacts[helper]))
        length = min(length, count - stops)
        planned.append((chance.choices(days, weights)[0], len(planned), helper, length))
        stops += length
    return _routes(village, chance, sorted(planned))


def _routes(
    village: Village, chance: random.Random, planned: list[tuple[datetime.date, int, str, int]]
) -> list[Outing]:
    """The houses of each trip: mostly where the helper has not been for longest, neighbours together."""
    following: dict[str, int] = {}
    found = []
    for day, _, helper, length in planned:
        households = village.contacts[helper]
        first = following.get(helper, chance.randrange(len(households)))
        if chance.random() < 0.25:
            first = chance.randrange(len(households))
        else:
            following[helper] = (first + length) % len(households)
        stops = [households[(first + step) % len(households)] for step in range(length)]
        second = [chance.choice(village.cadres)] if village.cadres and chance.random() < 0.25 else []
        companions = "驻村工作队员" if chance.random() < 0.08 else ""
        found.append(
            Outing(day, list(dict.fromkeys([helper, *second])), companions, stops, made_id(chance, day))
        )
    return found


def _visit(
    village: Village,
    chance: random.Random,
    teller: Teller,
    troubles: Troubles,
    outing: Outing,
    household: Record,
) -> tuple[dict[str, Any], Told | None]:
    """One visit's values, and what was asked for there."""
    person = village.grown_up(household)
    method = _method(chance, outing, person)
    trouble = troubles.draw(household) if chance.random() < 1 / NEEDS_ONE_IN else None
    content = teller.content(household, outing.day, by_phone=method in ("phone", "wechat"))
    place = None if method in ("phone", "wechat") else household["group"]
    row = {
        "id": made_id(chance, outing.day),
        "date": outing.day.isoformat(),
        "household": household.id,
        "person": person.id if person else None,
        "trip": outing.trip,
        "visitors": outing.visitors,
        "companions": outing.companions,
        "method": method,
        "place": place,
        "content": content,
        "needs": trouble.need if trouble else None,
        "reflection": teller.reflection() if chance.random() < 0.6 else None,
        "next_step": teller.next_step(needed=trouble is not None),
    }
    if trouble is None:
        return row, None
    asked_by = person.id if person else None
    return row, Told(str(row["id"]), outing.day, household, asked_by, outing.visitors[0], method, trouble)


def _method(chance: random.Random, outing: Outing, person: Record | None) -> str:
    """How they spoke: with someone who works away by phone or WeChat."""
    if len(outing.stops) == 1 and person is not None and person["status"] == "away":
        return chance.choice(("phone", "wechat"))
    drawn = chance.random()
    if len(outing.stops) == 1 and drawn < 0.1:
        return chance.choice(("phone", "wechat"))
    return "return_visit" if drawn < 0.05 else "condolence" if drawn < 0.07 else "home"
