"""One act for many matters, several acts for one: each checked by the machine, all in one intention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from app import records
from app.checked_writer import CheckedWriter
from app.desk import Desk
from app.kinds import KINDS
from app.matters.acts import Act, State
from app.matters.events import Event
from app.matters.recording import add_steps, events_of, possible, steps
from app.matters.standings import Standing, standing
from app.matters.transitions import TABLE
from app.problems import Problem
from app.records import Record
from db.store import new_id

_Steps = Sequence[tuple[str, Mapping[str, Any]]]  # acts with their values, one after another
_TEXTS = tuple(each.name for each in fields(Event) if each.name not in ("id", "after"))


@dataclass(frozen=True)
class Done:
    """What an act for many did: the matters it was taken with, and the others each with the sentence why."""

    taken: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]

    @property
    def sentences(self) -> dict[str, tuple[str, ...]]:
        """Each sentence once, with the matters it was said of."""
        told: dict[str, list[str]] = {}
        for matter, sentence in self.refused:
            told.setdefault(sentence, []).append(matter)
        return {sentence: tuple(ids) for sentence, ids in told.items()}


def act_many(
    desk: Desk, ids: Sequence[str], act: str, values: Mapping[str, Any], *, accepting: bool = False
) -> Done:
    """Take one act with each of these matters, as `recording.act` would one after another.

    One intention, one undo. `values` as for `recording.act`; of a whistle `organization` may name several.
    `accepting`: one that is not accepted yet is accepted first, where only that stands in the way.
    Raises Problem when the disk says no; then nothing was written.
    """

    def wanted(now: Standing) -> _Steps:
        behind = accepting and now.state is State.COLLECTED and Act.ACCEPT in now.acts
        needs = behind and act not in now.acts and act in TABLE[State.ACCEPTED]
        first: _Steps = [(Act.ACCEPT.value, _of_acceptance(values))] if needs else []
        return [*first, (act, values)]

    return _take(desk, ids, "matter.act_many", wanted)


def finish_at_once(
    desk: Desk, ids: Sequence[str], values: Mapping[str, Any], *, reported: bool = True, feedback: str = ""
) -> Done:
    """直办快结 (domain row 56): solved on the spot and finished, reported to the branch, told to the person.

    `values`: text (what was done), date, by, result. `reported`: False leaves the report for later: the
    matter stays on the list to_report. `feedback`: what the person was told; "" leaves that for later.
    One intention, one undo. Raises Problem when the disk says no.
    """

    return _take(desk, ids, "matter.finish_at_once", _at_once(values, reported, feedback))


def finishable_at_once(desk: Desk, ids: Sequence[str]) -> int:
    """How many of these matters `finish_at_once` would be taken with now."""
    found = _live(desk, ids)
    events = _all_events(desk, found)
    able = 0
    for matter, record in found.items():
        try:
            _planned(desk, matter, events[matter], _theme(record, events), _at_once({}, True, "-"))
        except Problem:
            continue
        able += 1
    return able


def offered(desk: Desk, ids: Sequence[str], *, accepting: bool = True) -> dict[Act, int]:
    """How many of these matters each act may be taken with now, in the order of Act; none left out.

    `accepting`: an act that acceptance alone stands before counts as well, as `act_many` takes it.
    """
    found = _live(desk, ids)
    events = _all_events(desk, found)
    counts: Counter[Act] = Counter()
    for matter, record in found.items():
        current = standing(events[matter], _theme(record, events))
        acts = set(possible(desk, current))
        if accepting and Act.ACCEPT in acts and current.state is State.COLLECTED:
            accepted = Event("~", Act.ACCEPT.value, "", current.heads)
            acts |= set(possible(desk, standing([*events[matter], accepted])))
        counts.update(acts - {Act.CORRECT})
    return {act: counts[act] for act in Act if counts[act]}


def _at_once(values: Mapping[str, Any], reported: bool, feedback: str) -> Callable[[Standing], _Steps]:
    """The steps of `finish_at_once` from where a matter stands."""

    def wanted(now: Standing) -> _Steps:
        said = _of_acceptance(values)
        taken: list[tuple[str, Mapping[str, Any]]] = []
        if now.state is not State.DIRECT:
            taken.append((Act.DIRECT.value, said))
        taken.append((Act.FINISH.value, {"result": "done", **values}))
        if reported and not now.reported:
            taken.append((Act.REPORT_BRANCH.value, said))
        if feedback:
            taken.append((Act.FEED_BACK.value, {**said, "text": feedback}))
        return taken

    return wanted


def _of_acceptance(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("date", "by") if values.get(name)}


def _live(desk: Desk, ids: Sequence[str]) -> dict[str, Record]:
    found = records.by_ids(desk, "matter", ids)
    return {each: found[each] for each in dict.fromkeys(ids) if each in found}


def _all_events(desk: Desk, found: Mapping[str, Record]) -> dict[str, list[Event]]:
    """The events of these matters and of the themes they belong to; one query."""
    themes = [record["theme"] for record in found.values() if record["theme"]]
    return events_of(desk, list(dict.fromkeys([*found, *themes])))


def _theme(record: Record, events: Mapping[str, list[Event]]) -> Standing | None:
    return standing(events[record["theme"]]) if record["theme"] else None


def _take(desk: Desk, ids: Sequence[str], intention: str, wanted: Callable[[Standing], _Steps]) -> Done:
    """Take the wanted steps with each matter: all of a matter's steps or none of them."""
    found = _live(desk, ids)
    events = _all_events(desk, found)
    taken: list[str] = []
    refused: list[tuple[str, str]] = []
    with desk.write(intention) as writer:
        for matter in dict.fromkeys(ids):
            try:
                if matter not in found:
                    raise Problem("no_such_record", id=matter[:64], kind=KINDS["matter"].label)
                theme = _theme(found[matter], events)
                rows = _planned(desk, matter, events[matter], theme, wanted)
                _check(writer, rows)
            except Problem as no:
                refused.append((matter, no.sentence))
                continue
            add_steps(desk, writer, rows)
            events[matter] += [_event(row) for row in rows]
            taken.append(matter)
    return Done(tuple(taken), tuple(refused))


def _planned(
    desk: Desk,
    matter: str,
    events: Sequence[Event],
    theme: Standing | None,
    wanted: Callable[[Standing], _Steps],
) -> list[dict[str, Any]]:
    """The events that the wanted steps write, each checked against what the ones before lead to."""
    known, rows = list(events), list[dict[str, Any]]()
    current = standing(known, theme)
    for act, values in wanted(current):
        for row in steps(desk, matter, current, act, values):
            rows.append({**row, "id": new_id()})
            known.append(_event(rows[-1]))
        current = standing(known, theme)
    return rows


def _check(writer: CheckedWriter, rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse before the first of them is written what would be refused in the midst of them."""
    coming = {row["id"] for row in rows}
    for row in rows:
        before = [each for each in row["after"] if each not in coming]
        writer.check("matter_event", {**row, "after": before})


def _event(row: Mapping[str, Any]) -> Event:
    """The event that a row to be written will be."""
    return Event(id=row["id"], after=tuple(row["after"]), **{name: row.get(name) or "" for name in _TEXTS})
