"""举一反三: from one matter to all of the same kind in the area, office by office (domain row 65)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import records
from app.desk import Desk
from app.exchange.reaching import names_below, reachable
from app.matters import alike
from app.matters.acts import Act, State
from app.matters.alike import Alike
from app.matters.assigning import assign, row_of
from app.matters.events import Event
from app.matters.recording import MatterProblem, act, events_of, possible, state_of, states, steps
from app.matters.standings import Standing, standing
from app.matters.stored import renew, stored
from app.matters.text import ASSIGNING, SWEEPS
from app.records import Query, Record, Where
from db import sweep_queries
from db.sweep_queries import Counted

TYPE = "sweep"
MOST_KNOWN = 20  # matters like the source that are named
# What goes before finishing, so that one press says what a small sweep did.
_BEFORE_FINISH = {
    State.COLLECTED: (Act.ACCEPT, Act.HANDLE),
    State.ACCEPTED: (Act.HANDLE,),
    State.ANALYSED: (Act.HANDLE,),
    State.RETURNED: (Act.HANDLE,),
}


@dataclass(frozen=True)
class Place:
    """One office's part of a sweep. `done`: the day it finished or ""; found, solved: None when not told."""

    matter: str
    office: str
    name: str
    state: str
    deadline: str
    done: str
    is_overdue: bool
    is_finished: bool
    found: int | None
    solved: int | None
    text: str


@dataclass(frozen=True)
class Totals:
    """A sweep in numbers: offices, those that finished, what they found and solved, those late."""

    places: int
    finished: int
    found: int
    solved: int
    overdue: int

    @property
    def all_finished(self) -> bool:
        """Whether every office has finished, and there is one at all."""
        return bool(self.places) and self.finished == self.places


@dataclass(frozen=True)
class Sweep:
    """All sweeps from one matter; `known`: matters here of its category that resemble it."""

    source: str
    places: tuple[Place, ...]
    known: tuple[Alike, ...]

    @property
    def totals(self) -> Totals:
        """What the places add up to."""
        return totals_of(self.places)


@dataclass(frozen=True)
class Summary:
    """One line of the list of sweeps. `source`: the matter it came from, None where that is not known here;
    `first`: one of its sweeps."""

    id: str
    source: Record | None
    first: Record
    totals: Totals
    opened: str
    deadline: str


def totals_of(places: Iterable[Place]) -> Totals:
    """The numbers of these places together."""
    listed = list(places)
    return Totals(
        len(listed),
        sum(each.is_finished for each in listed),
        sum(each.found or 0 for each in listed),
        sum(each.solved or 0 for each in listed),
        sum(each.is_overdue for each in listed),
    )


def start(desk: Desk, matter_id: str, offices: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """Have the same kind of problem looked for: a matter of type sweep for each office, one intention; ids.

    Where no office is below, `offices` is empty and the sweep is one matter of this office, with the
    `areas` (groups, grids) named in it. `values`: about (what to look for: no words of the source are
    taken over, they may name people), deadline or days, standard (preventive measures), urgency, notes.
    Raises MatterProblem: sweep_offices, sweep_already, sweep_areas, what `assign` raises.
    """
    source = records.get(desk, "matter", matter_id)
    given = _values(desk, source, values)
    if offices:
        _refuse_twice(desk, source.id, offices)
        return assign(desk, offices, given, "matter.sweep")
    if reachable(desk):
        raise MatterProblem("sweep_offices")
    listed = values.get("areas") or ()
    listed = [listed] if isinstance(listed, str) else listed
    areas = [str(each).strip() for each in listed if str(each).strip()]
    if not areas:
        raise MatterProblem("sweep_areas")
    named = SWEEPS["areas"].format(areas=ASSIGNING["mark"].join(areas))
    row = {**row_of(desk, given), "description": given["description"] + named, "channel": "inspection"}
    with desk.write("matter.sweep") as w:
        return [w.add("matter", row)]


def _values(desk: Desk, source: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    about = str(values.get("about") or "").strip() or proposed_about(desk, source)
    taken = {
        name: values.get(name) for name in ("deadline", "days", "standard", "urgency", "notes", "opened")
    }
    return {
        **taken,
        "description": SWEEPS["description"].format(about=about),
        "category": source["category"],
        "kind": "common",
        "type": TYPE,
        "swept_from": source.id,
    }


def proposed_about(desk: Desk, source: Record) -> str:
    """What to look for, as far as can be said without the words of the source."""
    label = desk.codes.label("matter_category", source["category"]) if source["category"] else ""
    return SWEEPS["about"].format(category=label) if label else SWEEPS["about_any"]


def _refuse_twice(desk: Desk, source: str, offices: Sequence[str]) -> None:
    there = {each.office for each in _swept_from(desk, source)}
    twice = [each.name for each in reachable(desk) if each.office in there and each.office in offices]
    if twice:
        raise MatterProblem("sweep_already", offices=ASSIGNING["mark"].join(twice))


def _swept_from(desk: Desk, source: str) -> list[Record]:
    where = (Where("swept_from", "=", source), Where("type", "=", TYPE))
    return records.find(desk, Query("matter", where=where, order=("opened",)))


def sweep(desk: Desk, matter_id: str, *, with_known: bool = True) -> Sweep:
    """How far the sweep from this matter is, late and unfinished offices first; without any: no places.

    `with_known` False leaves out the matters that resemble it, which cost a look through the texts.
    """
    found = _swept_from(desk, matter_id)
    ids = [each.id for each in found]
    rows, standings = stored(desk, ids), states(desk, ids)
    names = office_names(desk, [each.office for each in found])
    today = desk.today().isoformat()
    places = []
    for each in found:
        row = rows[each.id]
        is_finished = row.done is not None or not row.open
        late = row.done is None and row.nearest is not None and row.nearest < today
        places.append(Place(
            each.id, each.office, names.get(each.office, ""), row.state, row.deadline or "", row.done or "",
            late, is_finished, each["found"], each["solved"], _told(standings[each.id]),
        ))  # fmt: skip
    places.sort(key=lambda each: (not each.is_overdue, each.is_finished, each.name))
    return Sweep(matter_id, tuple(places), known(desk, matter_id) if with_known else ())


def _told(one: Standing) -> str:
    """What was said when it was finished last."""
    return next((each.text for each in reversed(one.taken) if each.act == Act.FINISH), "")


def known(desk: Desk, matter_id: str) -> tuple[Alike, ...]:
    """Matters here of the same category that resemble this one, sweeps left out; most alike first."""
    source = records.by_ids(desk, "matter", [matter_id]).get(matter_id)
    if source is None:
        return ()
    near = alike.like(desk, matter_id, MOST_KNOWN)
    matters = records.by_ids(desk, "matter", [each.id for each in near])
    return tuple(
        each
        for each in near
        if each.id in matters
        and matters[each.id]["category"] == source["category"]
        and matters[each.id]["type"] != TYPE
    )


def office_names(desk: Desk, offices: Iterable[str]) -> dict[str, str]:
    """Office id → its name as an organization here, else as the exchange knows it."""
    wanted = set(offices)
    found = records.by_ids(desk, "organization", wanted)
    named = {office: str(each["name"] or "") for office, each in found.items()}
    return named if wanted <= named.keys() else {**names_below(desk), **named}


def sweeps(desk: Desk, narrowed: str = "", limit: int = 50, offset: int = 0) -> list[Summary]:
    """A page of all sweeps, the newest first. `narrowed`: "", open, done, overdue; else KeyError."""
    renew(desk)
    today = desk.today().isoformat()
    return _summaries(desk, sweep_queries.page(desk.store.database, narrowed, today, limit, offset))


def count(desk: Desk, narrowed: str = "") -> int:
    """How many lines `sweeps` has."""
    renew(desk)
    return sweep_queries.count(desk.store.database, narrowed, desk.today().isoformat())


def _summaries(desk: Desk, counted: Sequence[Counted]) -> list[Summary]:
    ids = [identity for each in counted for identity in (each.source, each.first)]
    matters = records.by_ids(desk, "matter", ids)
    return [
        Summary(
            each.source,
            matters.get(each.source),
            matters[each.first],
            Totals(each.places, each.finished, each.found, each.solved, each.overdue),
            each.opened,
            each.deadline,
        )
        for each in counted
    ]


def told(desk: Desk, totals: Totals) -> str:
    """已排查 8/13 个村，发现 12 件，已解决 9 件。"""
    unit = SWEEPS[f"unit.{desk.office.level}"]
    words = SWEEPS["all_finished" if totals.all_finished else "progress"].format(
        finished=totals.finished, places=totals.places, unit=unit, found=totals.found, solved=totals.solved
    )
    return words + (SWEEPS["overdue"].format(count=totals.overdue) if totals.overdue else "")


def counts(values: Mapping[str, Any]) -> dict[str, int]:
    """The found and solved of `values`, checked. Raises MatterProblem: sweep_found, sweep_counts."""
    found, solved = values.get("found"), values.get("solved")
    if found is None:
        raise MatterProblem("sweep_found", field="found")
    solved = 0 if solved is None else solved
    if type(found) is not int or type(solved) is not int or not 0 <= solved <= found:
        raise MatterProblem("sweep_counts", field="solved")
    return {"found": found, "solved": solved}


def finish(desk: Desk, sweep_id: str, values: Mapping[str, Any]) -> str:
    """Report a sweep finished, with what was found and solved: one intention. The id of the finishing event.

    `values`: found (needed), solved, text, date, by. What has not been accepted and taken up yet is so by
    this. Raises MatterProblem: not_a_sweep, sweep_found, sweep_counts, what `act` raises.
    """
    matter = _a_sweep(desk, sweep_id)
    numbers = counts(values)
    said: dict[str, Any] = {name: values[name] for name in ("text", "date", "by") if values.get(name)}
    before: dict[str, Any] = {name: said[name] for name in ("date", "by") if name in said}
    events = events_of(desk, [matter.id])[matter.id]
    now, written = state_of(desk, matter.id), ""
    with desk.write("matter.act") as w:
        w.change("matter", matter.id, numbers)
        for each in (*_BEFORE_FINISH.get(now.state, ()), Act.FINISH):
            given = said if each is Act.FINISH else before
            (step,) = steps(desk, matter.id, now, each.value, given)
            written = w.add("matter_event", step)
            events.append(Event(written, each.value, step["date"], tuple(step["after"])))
            now = standing(events)
    return written


def finishing(desk: Desk, sweep_id: str) -> tuple[str, bool, bool]:
    """(state, whether `finish` would be accepted from this operator now, whether it is finished already)."""
    now = state_of(desk, sweep_id)
    acts = possible(desk, now)
    first = (*_BEFORE_FINISH.get(now.state, ()), Act.FINISH)[0]
    return now.state.value, first in acts, bool(now.finished) or not now.open


def recount(desk: Desk, sweep_id: str, values: Mapping[str, Any]) -> None:
    """Correct what a sweep found and solved. Raises MatterProblem: not_a_sweep, sweep_found, sweep_counts."""
    matter = _a_sweep(desk, sweep_id)
    records.change(desk, "matter", matter.id, counts(values))


def _a_sweep(desk: Desk, identity: str) -> Record:
    found = records.get(desk, "matter", identity)
    if found["type"] != TYPE:
        raise MatterProblem("not_a_sweep")
    return found


def _result(desk: Desk, totals: Totals) -> str:
    unit = SWEEPS[f"unit.{desk.office.level}"]
    return SWEEPS["result"].format(places=totals.places, unit=unit, found=totals.found, solved=totals.solved)


def note_result(desk: Desk, matter_id: str) -> str:
    """Note on the source what its sweep brought: a step of its way where one is possible, else in its notes.

    The sentence that was noted. Raises MatterProblem sweep_not_finished.
    """
    totals = sweep(desk, matter_id, with_known=False).totals
    if not totals.all_finished:
        raise MatterProblem("sweep_not_finished")
    words = _result(desk, totals)
    if Act.HANDLE in possible(desk, state_of(desk, matter_id)) and _stays(desk, matter_id):
        act(desk, matter_id, Act.HANDLE.value, {"text": words})
        return words
    source = records.get(desk, "matter", matter_id)
    if words not in (source["notes"] or ""):
        noted = "\n".join(filter(None, (source["notes"], words)))
        records.change(desk, "matter", source.id, {"notes": noted})
    return words


def is_noted(desk: Desk, matter_id: str) -> bool:
    """Whether the result of the sweep as it stands is noted on its source."""
    totals = sweep(desk, matter_id, with_known=False).totals
    words = _result(desk, totals)
    source = records.get(desk, "matter", matter_id)
    return words in (source["notes"] or "") or any(
        each.text == words for each in events_of(desk, [matter_id])[matter_id]
    )


def _stays(desk: Desk, matter_id: str) -> bool:
    """Whether handling leaves the matter where it stands: a note must not take it up by the way."""
    return state_of(desk, matter_id).state in (State.DIRECT, State.VILLAGE, State.DEPARTMENT, State.WHISTLED)
