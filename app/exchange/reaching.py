"""Which offices below can be given records: those whose own have a place here."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.exchange.buckets import records_of
from app.exchange.ties import ties
from db.exchange import vectors


@dataclass(frozen=True)
class Reachable:
    """One office right below. `is_ready`: its records have a place here, to which more can be added."""

    office: str
    name: str
    is_ready: bool


def names_below(desk: Desk) -> dict[str, str]:
    """Office id → name of this office and of those below, also before they handed anything in."""
    return ties(desk).names


def reachable(desk: Desk) -> list[Reachable]:
    """The offices right below, in the order of their admission."""
    here = vectors.buckets(desk.store.connection)
    return [
        Reachable(each.office.id, each.office.name, records_of(each.office.id) in here)
        for each in ties(desk).members
    ]
