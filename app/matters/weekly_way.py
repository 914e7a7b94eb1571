"""The way of a handed-in weekly list: to which office it goes, and whether a package took it along."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.exchange.ties import ties
from app.matters.weekly import HandIn
from db import history
from db.exchange import packages


@dataclass(frozen=True)
class Way:
    """Where lists go from here. `upper`: the office above, "" while this one belongs to none.

    `last_given`: when the last package for it was made, by the wall clock; `number`: which one it was.
    """

    upper: str = ""
    last_given: str = ""
    number: int = 0


def way(desk: Desk) -> Way:
    """Where lists go from here, and when a package went there last."""
    upper = ties(desk).upper
    if upper is None:
        return Way()
    given = packages.last_by_office(desk.store, "out").get(upper.office.id)
    return Way(upper.office.name, given.at if given else "", given.number if given else 0)


def is_carried(desk: Desk, paper: HandIn, by: Way) -> bool:
    """Whether the note was in the last package as it stands now: written down before that was made."""
    changes = history.of_record(desk.store.database, "document", paper.record)
    written = max((each.action.at for each in changes), default="")
    return bool(by.last_given) and written <= by.last_given
