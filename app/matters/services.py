"""Errands, petitions, disputes and suggestions: what belongs to each, and the lists of their registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.desk import Desk
from app.matters.stored import renew, type_of
from app.records import Query, Record
from db import service_queries
from db.standing_queries import Asked, Term

TYPES = ("errand", "petition", "dispute", "suggestion")
#: The fields that only matters of a type have, in the order of their papers.
FIELDS: dict[str, tuple[str, ...]] = {
    "errand": ("service", "station", "signed"),
    "petition": ("reception", "petition", "receiver"),
    "dispute": ("dispute", "risk", "other_party", "guarantor", "plan"),
    "suggestion": (),
    "inspection": (),
    "sweep": ("swept_from", "found", "solved"),
}
#: The category a new matter of a type is counted under; a suggestion's says what it is about.
CATEGORIES = {"errand": "errand", "petition": "petition", "dispute": "dispute"}
STATUSES = ("open", "overdue", "due_soon", "long", "done", "closed", "dissatisfied")
WITH_FIVE_HAVES = frozenset({"problem", "inspection"})
COMMON = frozenset({"", "done", "closed"})  # statuses that most matters have in the end
#: The phases of a standing before something was settled, and afterwards.
UNSETTLED, SETTLED = ("working", "merged", "suspended"), ("feedback", "judge", "strike", "closed")
BACKLOG_DAYS = 60  # 《信访工作条例》第三十四条: to be settled within 60 days
SOON_DAYS = 7


@dataclass(frozen=True)
class Wanted:
    """Which matters of a type. status: one of STATUSES or ""; by_risk: the dangerous and unsettled first."""

    type: str
    status: str = ""
    by_risk: bool = False


def has_five_haves(matter: Record) -> bool:
    """Whether 五有 are asked of it: of a problem in somebody's handbook, not of an errand."""
    return type_of(matter) in WITH_FIVE_HAVES


def _asked(desk: Desk, wanted: Wanted) -> Asked:
    today = desk.today()
    kind = Term("type", "=", wanted.type)
    first, last = today.isoformat(), (today + timedelta(days=SOON_DAYS)).isoformat()
    return {
        "": Asked((kind,)),
        "open": Asked((kind, Term("phase", "in", UNSETTLED)), open_only=True),
        "overdue": Asked((kind, Term("phase", "=", "working"), Term("nearest", "<", first)), open_only=True),
        "due_soon": Asked(
            (kind, Term("phase", "=", "working"), Term("nearest", ">=", first), Term("nearest", "<=", last)),
            open_only=True,
        ),
        "long": Asked(
            (kind, Term("phase", "in", UNSETTLED), Term("opened", "<", _long_ago(desk))), open_only=True
        ),
        "done": Asked((kind, Term("phase", "in", SETTLED))),
        "closed": Asked((kind, Term("closed", "not_empty")), order="-closed"),
        "dissatisfied": Asked((kind, Term("satisfaction", "=", "dissatisfied"))),
    }[wanted.status]  # fmt: skip


def _long_ago(desk: Desk) -> str:
    return (desk.today() - timedelta(days=BACKLOG_DAYS)).isoformat()


def page(desk: Desk, wanted: Wanted, query: Query) -> list[Record]:
    """The matters of the type that the query narrows down. Raises KeyError for an unknown status."""
    renew(desk)
    if wanted.by_risk and not wanted.status and query.limit is not None:
        return _unsettled_first(desk, wanted, query, query.limit)
    asked, common = _asked(desk, wanted), wanted.status in COMMON
    return service_queries.page(desk.store.database, query, asked, wanted.by_risk, common)


def _unsettled_first(desk: Desk, wanted: Wanted, query: Query, limit: int) -> list[Record]:
    """What is not settled by its danger, then what is as it was collected: each part by its own index."""
    database, settled = desk.store.database, Wanted(wanted.type, "done")
    asked = _asked(desk, Wanted(wanted.type, "open"))
    found = service_queries.page(database, query, asked, by_risk=True)
    if len(found) < limit:
        before = service_queries.count(database, replace(query, limit=None, offset=0), asked)
        rest = replace(query, limit=limit - len(found), offset=max(query.offset - before, 0))
        found += service_queries.page(database, rest, _asked(desk, settled), common=True)
    return found


def count(desk: Desk, wanted: Wanted, query: Query) -> int:
    """How many those are."""
    renew(desk)
    return service_queries.count(desk.store.database, query, _asked(desk, wanted))


def tally(desk: Desk, wanted: Wanted, by: str, conditions: Query | None = None) -> dict[str, int]:
    """How many matters of the type per value of a field ("" for none): 初访, 重访, 集体访, 积案."""
    renew(desk)
    query = conditions or Query("matter")
    return service_queries.tally(desk.store.database, query, _asked(desk, wanted), by)


def outcome(results: Sequence[str], explained: bool) -> str:
    """What became of a suggestion, a code of matter_result: adopted is "done"; "" while nothing is said."""
    if results:
        return results[-1]
    return "impossible" if explained else ""
