"""The papers of matters: which can be printed of the matters chosen, and of which records each is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.ledgers.definitions import Condition, LedgerDefinition
from app.ledgers.formulas import FORMULAS
from app.ledgers.paper_formulas import task_of
from app.ledgers.periods import month_period
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import Reading
from app.ledgers.selecting import select
from app.ledgers.sources import DeskSource
from app.ledgers.text import paper_word
from app.matters import Act, Standing, states
from app.matters.whistles import called
from app.records import Record

ASSIGNMENT, URGING, WHISTLE, ANALYSIS = "交办单", "督办单", "一哨一清单", "研判记录"
PAPERS = (ASSIGNMENT, URGING, WHISTLE, ANALYSIS)  # names of the shipped ledgers


@dataclass(frozen=True)
class Offer:
    """One paper for the chosen matters. `ids`: the records it is made of; none: `why` says the reason.

    `matters`: how many of the chosen it speaks of.
    """

    paper: str
    ids: tuple[str, ...] = ()
    matters: int = 0
    why: str = ""


def offers(desk: Desk, matters: Sequence[str]) -> tuple[Offer, ...]:
    """What can be printed of these matters, in the order of PAPERS; unknown ones are passed over."""
    known = records.by_ids(desk, "matter", matters)
    found = [known[each] for each in dict.fromkeys(matters) if each in known]
    if not found:
        return tuple(Offer(paper, why=paper_word("why.nothing_chosen")) for paper in PAPERS)
    standing = states(desk, [each.id for each in found])
    return tuple(_offer(paper, found, standing) for paper in PAPERS)


def _offer(paper: str, found: Sequence[Record], standing: dict[str, Standing]) -> Offer:
    ids: list[str] = []
    count = 0
    for matter in found:
        own = _records_of(paper, matter, standing[matter.id])
        ids += own
        count += bool(own)
    if ids:
        return Offer(paper, tuple(ids), count)
    return Offer(paper, why=paper_word(f"why.{PAPERS.index(paper)}"))


def _records_of(paper: str, matter: Record, current: Standing) -> list[str]:
    """The records of the paper that belong to one matter; none where it makes no sense yet."""
    if paper == ASSIGNMENT:
        return [matter.id] if any(each.act == Act.DISPATCH for each in current.taken) else []
    if paper == URGING:
        waits = current.open and not current.finished and bool(task_of(matter, current).given)
        return [matter.id] if waits else []
    if paper == WHISTLE:
        first: dict[str, str] = {}
        for line in called(current):
            first.setdefault(line.part.whistle, line.call.id)
        return list(first.values())
    return [matter.id]


def records_of(desk: Desk, definition: LedgerDefinition, matters: Sequence[str]) -> list[str]:
    """The records of a ledger that belong to these matters: themselves, or what refers to them.

    Raises LedgerProblem not_of_matters where the ledger has nothing to do with matters.
    """
    if definition.source == "matter":
        return list(dict.fromkeys(matters))
    kind = KINDS[definition.source]
    if not kind.has("matter"):
        raise LedgerProblem("not_of_matters", name=definition.name)
    today = desk.today()
    reading = Reading(DeskSource(desk), month_period(today.year, today.month), FORMULAS)
    chosen = Condition("matter", "in", tuple(matters))
    found = select(reading, definition.source, (chosen, *definition.where), definition.order)
    return [each.id for each in found]
