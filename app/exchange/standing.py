"""Where the exchange stands, for the home page: what waits above, what waits for a person here."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.exchange import deciding, giving, quarantine


@dataclass(frozen=True)
class Standing:
    """`waiting`: records that the office above lacks and no package carried; `upper`: its name or ""."""

    upper: str
    waiting: int
    conflicts: int
    parked: int


def standing(desk: Desk) -> Standing:
    """The counts of this moment."""
    upper = giving.waiting_for_upper(desk)
    return Standing(
        upper.name if upper else "",
        sum(upper.counts.values()) if upper else 0,
        deciding.count(desk),
        quarantine.count(desk),
    )
