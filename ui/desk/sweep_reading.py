"""What the panes and the place of sweeps ask of the desk, on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import records
from app.desk import Desk
from app.exchange.reaching import Reachable, reachable
from app.kinds import KINDS
from app.ledgers.printing import print_ledger
from app.matters import sweeps
from app.matters.assigning import RIGHT
from app.matters.sweeps import TYPE, Place, Summary, Sweep
from app.records import Query, Record, Where
from app.rights import may
from app.unmasking import seen, seen_value
from ui.desk.offices import Choice
from ui.pages.text.sweeps import say
from ui.tables.related import RelatedLine
from ui.tables.rows import Row

PRINTED = "举一反三排查情况表"  # the shipped ledger
NARROWED = "~progress"  # no field of a matter
MATTER, EVENT = KINDS["matter"], KINDS["matter_event"]
MONTH_DAY = 5  # where month and day begin in a date
_DAYS = 10  # working days that the window proposes


@dataclass(frozen=True)
class Shown:
    """The sweep from one matter in words. `rows` are by the sweeps' ids, which `ids` names too.

    `is_finished`: every office has, and the source is here to note it on. `can_start`: some
    office is left, or there is none below; `is_barred`: the operator may not.
    """

    matter: str
    words: str
    is_late: bool
    rows: tuple[Row, ...]
    ids: tuple[str, ...]
    known: tuple[RelatedLine, ...]
    is_finished: bool
    is_noted: bool
    can_start: bool
    is_barred: bool


@dataclass(frozen=True)
class Own:
    """A sweep as the office that looks sees it. `source`: the matter it came from, "" if not known here."""

    matter: str
    found: int | None
    solved: int | None
    state: str
    can_finish: bool
    is_finished: bool
    source: str


@dataclass(frozen=True)
class Proposal:
    """What the window that begins a sweep starts with. `is_own`: no office below, areas are ticked."""

    about: str
    days: int
    is_own: bool
    choices: tuple[Choice, ...]


def shown(desk: Desk, matter_id: str, *, with_known: bool = True) -> Shown:
    """How far the sweep from this matter is."""
    found = sweeps.sweep(desk, matter_id, with_known=with_known)
    totals = found.totals
    left = _left(desk, found)
    can_note = totals.all_finished and bool(records.by_ids(desk, "matter", [matter_id]))
    return Shown(
        matter_id,
        sweeps.told(desk, totals) if found.places else "",
        totals.overdue > 0,
        tuple(_row(desk, each) for each in found.places),
        tuple(each.matter for each in found.places),
        _known(desk, found) if with_known else (),
        can_note,
        can_note and sweeps.is_noted(desk, matter_id),
        bool(left) or (not reachable(desk) and not found.places),
        desk.office.level != "village" and not may(desk, RIGHT),
    )


def titled(desk: Desk, matter_id: str) -> tuple[str, bool, Shown]:
    """(what the sweep is about, whether its source is known here, how far it is)."""
    found = shown(desk, matter_id)
    source = records.by_ids(desk, "matter", [matter_id]).get(matter_id)
    one = source or (records.get(desk, "matter", found.ids[0]) if found.ids else None)
    return described(desk, one) if one is not None else "", source is not None, found


def _left(desk: Desk, found: Sweep) -> list[Reachable]:
    """The offices below that do not look yet."""
    there = {each.office for each in found.places}
    return [each for each in reachable(desk) if each.office not in there]


def _row(desk: Desk, each: Place) -> Row:
    day, shape = each.done or each.deadline, "due.plain"
    if each.is_overdue:
        day, shape = each.deadline, "due.late"
    elif each.done:
        shape = "due.done"
    shown = day[MONTH_DAY:] if day[:4] == str(desk.today().year) else day
    due = say(shape, day=shown) if day else ""
    text = " ".join(each.text.split())
    numbers = [say("not_told") if number is None else str(number) for number in (each.found, each.solved)]
    cells = (
        each.name, desk.codes.label("matter_state", each.state), due, *numbers,
        seen_value(desk, "matter_event", {}, EVENT.field("text"), each.text, text),
        say("line" if each.found is None else "line.told", name=each.name, due=due, found=numbers[0],
            solved=numbers[1]),
    )  # fmt: skip
    colour = "danger" if each.is_overdue else "good" if each.is_finished else ""
    return Row(each.matter, cells, "matter", inks=("", "", colour, "", "", "", colour))


def _known(desk: Desk, found: Sweep) -> tuple[RelatedLine, ...]:
    matters = records.by_ids(desk, "matter", [each.id for each in found.known])
    names = sweeps.office_names(desk, (each.office for each in matters.values()))
    return tuple(
        RelatedLine("matter", key, say("known.line", village=names.get(each.office, ""), words=words))
        for key, each in ((one.id, matters[one.id]) for one in found.known)
        for words in (described(desk, each),)
    )


def described(desk: Desk, matter: Record) -> str:
    """A matter's description on one line, as this operator may see it."""
    text = " ".join((matter["description"] or "").split())
    return seen(desk, "matter", matter.values, MATTER.field("description"), text)


def own(desk: Desk, matter_id: str) -> Own:
    """What a sweep found here so far, and whether it can be finished now."""
    matter = records.get(desk, "matter", matter_id)
    source = matter["swept_from"] or ""
    there = records.by_ids(desk, "matter", [source]) if source else {}
    state, can_finish, is_finished = sweeps.finishing(desk, matter_id)
    found, solved = matter["found"], matter["solved"]
    in_turn = sweeps.sweep(desk, matter_id, with_known=False)
    if found is None and in_turn.places:  # what those below found is proposed
        found, solved = in_turn.totals.found, in_turn.totals.solved
    return Own(
        matter_id, found, solved, desk.codes.label("matter_state", state), can_finish,
        is_finished, source if there else "",
    )  # fmt: skip


def proposal(desk: Desk, matter_id: str) -> Proposal:
    """What to offer in the window that begins a sweep."""
    source = records.get(desk, "matter", matter_id)
    about, below = sweeps.proposed_about(desk, source), reachable(desk)
    if below:
        left = _left(desk, sweeps.sweep(desk, matter_id, with_known=False))
        return Proposal(about, _DAYS, False, choices(left))
    return Proposal(about, _DAYS, True, areas(desk))


def choices(offices: list[Reachable]) -> tuple[Choice, ...]:
    """Offices to tick; one without its records here is told and cannot be ticked."""
    return tuple(
        Choice(e.office, e.name if e.is_ready else say("sheet.not_ready", name=e.name), not e.is_ready)
        for e in offices
    )


def below(desk: Desk) -> tuple[Choice, ...]:
    """Every office below, to tick."""
    return choices(reachable(desk))


def areas(desk: Desk) -> tuple[Choice, ...]:
    """The groups that households stand in, and the grids and groups among the organizations."""
    groups = [str(each) for each in records.tally(desk, Query("household"), "group") if each]
    where = (Where("type", "in", ["grid", "villager_group"]),)
    units = [
        str(each["name"]) for each in records.find(desk, Query("organization", where=where, order=("name",)))
    ]
    return tuple(Choice(each, each) for each in dict.fromkeys([*sorted(groups), *units]))


def count(desk: Desk, query: Query) -> int:
    """How many sweeps the list of the place has."""
    return len(_sought(desk, query)) if query.text else sweeps.count(desk, _narrowed(query))


def rows(desk: Desk, query: Query) -> list[Row]:
    """One page of the list of the place."""
    if query.text:
        found = _sought(desk, query)[query.offset :][: query.limit or 100]
    else:
        found = sweeps.sweeps(desk, _narrowed(query), query.limit or 100, query.offset)
    return [_line(desk, each) for each in found]


def _narrowed(query: Query) -> str:
    return next((str(each.value) for each in query.where if each.field == NARROWED), "")


def _sought(desk: Desk, query: Query) -> list[Summary]:
    """Those whose source, or whose own words, hold the text."""
    asked = replace(query, where=(), order=(), limit=2000, offset=0)
    found = records.find(desk, asked)
    sources = {each["swept_from"] if each["type"] == TYPE else each.id for each in found}
    return [each for each in sweeps.sweeps(desk, _narrowed(query), 1000) if each.id in sources]


def _line(desk: Desk, each: Summary) -> Row:
    totals = each.totals
    cells = (
        described(desk, each.source or each.first),
        say("list.places", finished=totals.finished, places=totals.places),
        str(totals.found), str(totals.solved), str(totals.overdue) if totals.overdue else "",
        each.opened, each.deadline,
    )  # fmt: skip
    done = "good" if totals.all_finished else ""
    late = "danger" if totals.overdue else ""
    return Row(each.id, cells, "matter", False, cells, ("", done, "", "", late, "", ""))


def source_of(desk: Desk, matter_id: str) -> str:
    """The matter that the place shows for this one: what a sweep came from, else itself."""
    found = records.by_ids(desk, "matter", [matter_id]).get(matter_id)
    return str(found["swept_from"]) if found is not None and found["type"] == TYPE else matter_id


def save_table(desk: Desk, ids: tuple[str, ...], path: Path) -> Path:
    """The sheet of these sweeps as a workbook. Raises LedgerProblem."""
    print_ledger(desk, PRINTED, f"{desk.today():%Y-%m}", path, ids=list(ids))
    return path


def report(desk: Desk, own_: Own, values: Mapping[str, Any]) -> None:
    """Finish the sweep with these numbers, or correct the numbers of one that is finished. Raises Problem."""
    if own_.is_finished:
        sweeps.recount(desk, own_.matter, values)
    else:
        sweeps.finish(desk, own_.matter, values)
