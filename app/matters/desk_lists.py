"""The lists of a desk: what waits for sorting, is due, overdue, not judged, came back; paged and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from app import records
from app.desk import Desk
from app.matters.acts import State
from app.matters.measures import DIMENSIONS
from app.matters.stored import renew
from app.records import Record
from db import standing_queries
from db.standing_queries import Asked, Term
from db.standing_rows import StoredStanding

SOON_DAYS = 7
LISTS = (
    "to_sort", "to_triage", "to_county", "to_dispatch", "to_receive", "working", "due_soon", "overdue",
    "whistled", "to_feed_back", "not_evaluated", "to_strike", "dissatisfied", "returned", "suspended",
    "merged", "disputed", "open", "closed", "all",
)  # fmt: skip
# Lists of what a village alone deals with: of many villages together they would be counted slowly.
VILLAGE_LISTS = ("to_report",)
_BY_STATE = {
    "to_sort": (State.COLLECTED, State.ACCEPTED, State.ANALYSED),
    "to_triage": (State.ESCALATED,),
    "to_county": (State.COUNTY,),
    "to_dispatch": (State.CONFIRMED, State.RETURNED_UPPER),
    "to_receive": (State.DISPATCHED,),
    "whistled": (State.WHISTLED,),
    "returned": (State.RETURNED, State.RETURNED_UPPER),
}
_BY_PHASE = {
    "working": ("working",),
    "to_feed_back": ("feedback",),
    "not_evaluated": ("feedback", "judge"),
    "to_strike": ("strike",),
    "suspended": ("suspended",),
    "merged": ("merged",),
}


@dataclass(frozen=True)
class Wanted:
    """One list and what narrows it down; "" narrows nothing. `since`, `until`: days of collection.

    called: an organization that owes its part of a whistle. words: held in the matter's texts.
    """

    name: str
    village: str = ""
    organization: str = ""
    responsible: str = ""
    recorder: str = ""
    category: str = ""
    kind: str = ""
    channel: str = ""
    urgency: str = ""
    since: str = ""
    until: str = ""
    type: str = ""
    called: str = ""
    words: str = ""
    order: str = ""  # a column of the stored standing, "-" before it for falling order; "" the list's own


@dataclass(frozen=True)
class Entry:
    """One matter on a list and where it stands."""

    matter: Record
    standing: StoredStanding


_COUNTED = {"all": "opened", "closed": "closed"}  # lists so long that the counters answer for them
_EVER = ("0001-01", "9999-12")
_NARROWING = (
    "village", "organization", "responsible", "recorder", "category", "kind", "channel", "urgency", "type",
)  # fmt: skip
MOST_FOUND = 2000  # matters whose words fit; what is sought so broadly is not a list to read


def _asked(desk: Desk, wanted: Wanted) -> Asked:
    asked = _of_list(desk, wanted.name)
    terms = [Term(name, "=", getattr(wanted, name)) for name in _NARROWING if getattr(wanted, name)]
    if wanted.since:
        terms.append(Term("opened", ">=", wanted.since))
    if wanted.until:
        terms.append(Term("opened", "<=", wanted.until))
    if wanted.called:
        late = desk.today().isoformat() if wanted.name == "overdue" else ""
        asked = replace(asked, called=wanted.called, late_by=late)
    if wanted.order:
        asked = replace(asked, order=wanted.order)
    if wanted.words:
        found = records.find(desk, records.Query("matter", text=wanted.words, limit=MOST_FOUND))
        asked = replace(asked, found=tuple(each.id for each in found) or ("",))
    return replace(asked, terms=(*asked.terms, *terms))


def _of_list(desk: Desk, name: str) -> Asked:
    today = desk.today()
    if name in _BY_STATE:
        states = tuple(each.value for each in _BY_STATE[name])
        return Asked((Term("phase", "=", "working"), Term("state", "in", states)), open_only=True)
    if name in _BY_PHASE:
        return Asked((Term("phase", "in", _BY_PHASE[name]),), open_only=True)
    if name in ("due_soon", "overdue"):
        first, last = today.isoformat(), (today + timedelta(days=SOON_DAYS)).isoformat()
        near = (
            (Term("nearest", "<", first),)
            if name == "overdue"
            else (Term("nearest", ">=", first), Term("nearest", "<=", last))
        )
        return Asked((Term("phase", "=", "working"), *near), order="nearest", open_only=True)
    if name == "dissatisfied":
        return Asked((Term("satisfaction", "=", "dissatisfied"),), order="-opened")
    if name == "disputed":
        return Asked((Term("disputed", ">", 0),))
    if name == "to_report":
        return Asked((Term("direct", "not_empty"), Term("reported", "=", 0)), open_only=True)
    if name == "closed":
        return Asked((Term("closed", "not_empty"),), order="-closed")
    if name in ("open", "all"):
        return Asked(order="-opened", open_only=name == "open")
    raise KeyError(name)


def page(desk: Desk, wanted: Wanted, limit: int = 50, offset: int = 0) -> list[Entry]:
    """A page of a list: what is due first on the lists of deadlines, else as it was collected.

    Raises KeyError for a name that is not of LISTS.
    """
    renew(desk)
    found = standing_queries.page(desk.store.database, _asked(desk, wanted), limit, offset)
    matters = records.by_ids(desk, "matter", [each.id for each in found])
    return [Entry(matters[each.id], each) for each in found if each.id in matters]


def count(desk: Desk, wanted: Wanted) -> int:
    """How many matters are on a list. Raises KeyError for a name that is not of LISTS."""
    renew(desk)
    return standing_queries.count(desk.store.database, _asked(desk, wanted))


def counts(desk: Desk, names: tuple[str, ...] = LISTS) -> dict[str, int]:
    """The count of each list, for the numbers beside their names."""
    return {name: count(desk, Wanted(name)) for name in names}


def tally(desk: Desk, wanted: Wanted, by: str) -> dict[str, int]:
    """How many matters of a list per village, organization, responsible, category, kind or channel."""
    renew(desk)
    measure = _COUNTED.get(wanted.name)
    if measure and by in DIMENSIONS and replace(wanted, order="") == Wanted(wanted.name):
        found = standing_queries.figures(desk.store.database, by, *_EVER, measures=(measure,))
        return {value: counts[measure] for value, counts in found.items() if measure in counts}
    return standing_queries.tally(desk.store.database, _asked(desk, wanted), by)
