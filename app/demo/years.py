"""The made-up year on whatever households and people are on the desk."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass

from app.demo.appointments import appoint
from app.demo.casework import take_up
from app.demo.helping import give_aid, pair_up
from app.demo.population import DEFAULT_END, add_population, invent
from app.demo.tours import go_visiting
from app.demo.villages import read_village
from app.desk import Desk

VISITS_PER_HOUSEHOLD = 2.5  # a year; domain A.3: 1,500 visits, 400 matters, 300 aid entries
MATTERS_PER_HOUSEHOLD = 2 / 3
AID_PER_HOUSEHOLD = 0.5

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Counts:
    """How many records of each kind the village has."""

    households: int = 0
    people: int = 0
    organizations: int = 0
    tags: int = 0
    pairings: int = 0
    visits: int = 0
    matters: int = 0
    events: int = 0
    aid: int = 0


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of a period of that many months that ends on `day`."""
    total = day.year * 12 + day.month - 1 - months
    first = datetime.date(total // 12, total % 12 + 1, min(day.day, 28))
    return first + datetime.timedelta(days=1)


def _no_progress(_what: str, _count: int) -> None:
    return None


def make_year(
    desk: Desk,
    months: int = 12,
    seed: int = 1,
    end: datetime.date | None = None,
    progress: Progress | None = None,
) -> Counts:
    """Offices, tags, pairings, visits, matters and aid for the households on the desk.

    The period of `months` ends on `end`. The same register and seed give the same year.
    `progress(kind, count)` is told of each batch written.
    """
    told = progress or _no_progress
    last = end or DEFAULT_END
    start = months_before(last, months)
    village = read_village(desk, last)
    share = len(village.households) * months / 12
    chances = {
        name: random.Random(f"{name} {seed}") for name in ("offices", "pairings", "visits", "matters", "aid")
    }

    appoint(desk, village, chances["offices"])
    tags = sum(len(owners) for owners in village.tagged.values())
    told("tag", tags)
    pairings = pair_up(desk, village, chances["pairings"], start)
    told("pairing", pairings)
    wanted = round(share * VISITS_PER_HOUSEHOLD)
    visits, needs = go_visiting(
        desk, village, chances["visits"], start, wanted, lambda count: told("visit", count)
    )
    wanted = round(share * MATTERS_PER_HOUSEHOLD)
    matters, events = take_up(desk, village, chances["matters"], needs, start, wanted)
    told("matter", matters)
    aid = give_aid(desk, village, chances["aid"], start, round(share * AID_PER_HOUSEHOLD))
    told("aid", aid)
    people, organizations = len(village.names), len(village.organizations)
    return Counts(
        len(village.households), people, organizations, tags, pairings, visits, matters, events, aid
    )


def make_village(
    desk: Desk,
    households: int = 600,
    months: int = 12,
    seed: int = 1,
    end: datetime.date | None = None,
    progress: Progress | None = None,
) -> Counts:
    """A believable made-up village with its year, put in directly. The same for the same seed."""
    population = invent(households, seed, end)
    add_population(desk, population)
    told = progress or _no_progress
    told("household", len(population.households))
    told("person", population.people)
    return make_year(desk, months, seed, end, progress)
