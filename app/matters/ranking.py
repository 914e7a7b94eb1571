"""Ranking places and departments by a rate that the reader chooses, the whole beside each.

What is compared are results for people, as the sources ask for it (domain rows 62, 71, 72; B.1 12345
月通报). Never persons, and never anybody's use of the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.desk import Desk
from app.matters.measures import RATES, RESPONDED, RESPONDED_PART, TOWNSHIP, Rate, Trace
from app.matters.supervision import figures, responded

LEAST = 5  # a whole smaller than this says nothing
RANKED_BY = ("village", "organization", TOWNSHIP)
RATE_NAMES = (*RATES, "responded")
# Rate → the measure of what is counted over the whole.
PARTS = {**{name: name for name in RATES}, "pleased": "pleased_part", "responded": RESPONDED_PART}


@dataclass(frozen=True)
class Ranked:
    """One place or department. `rank`: 1 for the highest rate, equal rates alike; None: too few to rank."""

    value: str
    rate: Rate
    rank: int | None
    trace: Trace


def rank(rates: Mapping[str, Rate]) -> dict[str, int]:
    """Value → rank of those with a whole of at least LEAST; after two that are first comes the third."""
    shares = {value: Fraction(rate.part, rate.whole) for value, rate in rates.items() if rate.whole >= LEAST}
    return {
        value: 1 + sum(1 for other in shares.values() if other > share) for value, share in shares.items()
    }


def ranking(desk: Desk, by: str, rate: str, first: str, last: str) -> list[Ranked]:
    """Places (or departments) by a rate of RATE_NAMES over the months first..last, the highest first.

    What names no place or department is left out, and so is who had nothing to be counted. Those with
    too few come last, unranked. Raises KeyError for another dimension (never persons) or rate.
    """
    if by not in RANKED_BY or rate not in RATE_NAMES:
        raise KeyError((by, rate))
    if rate == "responded":
        rates = responded(desk, first, last, by)
    else:
        rates = {value: each.rate(rate) for value, each in figures(desk, first, last, by).items()}
    known = {value: each for value, each in rates.items() if value and each.whole}
    ranks = rank(known)
    measure = RESPONDED if rate == "responded" else f"{rate}_whole"
    found = [
        Ranked(value, each, ranks.get(value), Trace(measure, first, last, by, value))
        for value, each in known.items()
    ]
    return sorted(found, key=lambda each: (each.rank is None, each.rank or 0, -each.rate.whole, each.value))
