"""步骤冲突: steps of a matter that two offices took without knowing of each other, and that do not fit.

The history of the matter stays legal: what does not fit is kept beside it (exchange 4, case 33), and a
person either strikes it out or explains it by a correction; both are steps that reach every office.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import ties
from app.matters import Act, Event, Standing, act, events_of, states
from app.matters.acts import VOID
from db.exchange import stepping

MOST_MATTERS = 5000


@dataclass(frozen=True)
class Step:
    """One step in words. `office`: where it was written down."""

    event: str
    label: str
    date: str
    by: str
    office: str


@dataclass(frozen=True)
class StepConflict:
    """A step that does not fit, and the steps that counted and that its writer had not seen.

    `state`: where the matter stood when it did not fit, in words.
    """

    matter: str
    title: str
    step: Step
    state: str
    beside: tuple[Step, ...]


def step_conflicts(desk: Desk, limit: int = 500) -> list[StepConflict]:
    """What waits for a person, matters with the newest steps first."""
    matters = stepping.written_by_several(desk.store, MOST_MATTERS)
    standing = states(desk, matters)
    events = events_of(desk, [each for each in matters if standing[each].disputed])
    found: list[StepConflict] = []
    for matter in events:
        found += _conflicts(desk, matter, standing[matter], events[matter])
    return found[:limit]


def count(desk: Desk) -> int:
    """How many steps wait for a person."""
    return len(step_conflicts(desk))


def strike_out(desk: Desk, matter: str, event: str, text: str) -> None:
    """The step does not count; it stays in the matter's course, struck out, with the reason.

    Raises Problem: not_in_conflict, void_needs_review, what app.matters.act raises.
    """
    _check(desk, matter, event)
    act(desk, matter, Act.CORRECT, {"event": event, "result": VOID, "text": text})


def explain(desk: Desk, matter: str, event: str, text: str) -> None:
    """Leave it as it is, with a word on it: nobody is asked again. Raises Problem as above."""
    _check(desk, matter, event)
    act(desk, matter, Act.CORRECT, {"event": event, "text": text})


def _check(desk: Desk, matter: str, event: str) -> None:
    if not any(each.step.event == event for each in step_conflicts(desk) if each.matter == matter):
        raise ExchangeProblem("not_in_conflict")


def _conflicts(desk: Desk, matter: str, standing: Standing, events: Sequence[Event]) -> list[StepConflict]:
    corrected = {each.after[0] for each in events if each.act == Act.CORRECT and each.after}
    known = {each.id: each for each in events}
    names = ties(desk).names
    offices = stepping.offices_of(desk.store, "matter_event", json.dumps(list(known)))
    title = records.titles(desk, "matter", [matter]).get(matter, "")

    def told(each: Event) -> Step:
        label = desk.codes.label("matter_act", each.act)
        return Step(each.id, label, each.date, each.by, names.get(offices.get(each.id, ""), ""))

    found = []
    for dispute in standing.disputed:
        if dispute.event in corrected:
            continue
        seen = _before(dispute.event, known)
        beside = tuple(
            told(e) for e in standing.taken if e.id not in seen and _is_unaware(e, dispute.event, known)
        )
        state = desk.codes.label("matter_state", dispute.state.value)
        found.append(StepConflict(matter, title, told(known[dispute.event]), state, beside))
    return found


def _is_unaware(event: Event, of: str, known: dict[str, Event]) -> bool:
    return of not in _before(event.id, known)


def _before(event: str, known: dict[str, Event]) -> set[str]:
    """Everything that the writer of a step had seen of its matter."""
    seen: set[str] = set()
    waiting: list[str] = [event]
    while waiting:
        for each in _causes(known, waiting.pop()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return seen


def _causes(known: dict[str, Event], event: str) -> Iterable[str]:
    return known[event].after if event in known else ()
