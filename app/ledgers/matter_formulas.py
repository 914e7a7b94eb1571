"""What a ledger computes of matters: where each stands, its steps in words, its five haves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from app.handbook import completeness
from app.kinds import Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.reading import Cells, Formula, Reading, Rows, text_cells
from app.masking import mask_name
from app.matters import Act, Event, Standing, event_of, standing
from db.records import Query, Where

_TAKEN_IN = (Act.ACCEPT, Act.DIRECT)
_AFTERWARDS = (Act.FEED_BACK, Act.EVALUATE)


def standings(reading: Reading, rows: Rows) -> list[Standing]:
    """Where each matter stood at the end of the period."""
    known: dict[str, Standing] = reading.kept.setdefault("standings", {})
    unread = [row for row in rows if row is not None and row.id not in known]
    if unread:
        themes = {row["theme"] for row in unread if row["theme"]}
        events = _events_until(reading, {row.id for row in unread} | themes)
        of_themes = {theme: standing(events[theme]) for theme in themes}
        for row in unread:
            known[row.id] = standing(events[row.id], of_themes.get(row["theme"] or ""))
    return [known[row.id] if row is not None else standing(()) for row in rows]


def _events_until(reading: Reading, matters: set[str]) -> dict[str, list[Event]]:
    where = (Where("matter", "in", sorted(matters)), Where("date", "<=", reading.period.last.isoformat()))
    events: dict[str, list[Event]] = defaultdict(list)
    for record in reading.source.find(Query("matter_event", where=where)):
        events[record["matter"]].append(event_of(record))
    return events


def _of_standing(read: Callable[[Standing], str]) -> Callable[[Reading, Rows, str], Cells]:
    def compute(reading: Reading, rows: Rows, _argument: str) -> Cells:
        return text_cells([read(each) for each in standings(reading, rows)])

    return compute


def state(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Where the matter stood at the end of the period; conditions compare the code."""
    codes = [str(each.state.value) for each in standings(reading, rows)]
    texts = [reading.source.label("matter_state", code) for code in codes]
    return Cells(texts, list(texts), list(codes))


def told_steps(reading: Reading, steps: Iterable[Iterable[Event]]) -> Cells:
    """A matter's steps, a line for each: date, act, by whom, what came of it, what was said."""
    listed = [list(each) for each in steps]
    ids = {each for own in listed for event in own for each in (event.by, event.organization) if each}
    people, offices = reading.by_ids("person", ids), reading.by_ids("organization", ids)
    lines: list[str] = []
    for own in listed:
        told = []
        for event in own:
            who = people.get(event.by) or offices.get(event.organization)
            name = clean(who["name"]) if who else ""
            name = mask_name(name) if reading.public and event.by in people else name
            act = reading.source.label("matter_act", event.act)
            result = reading.source.label("matter_result", event.result)
            said = " ".join(filter(None, (name, result, clean(event.text))))
            told.append(f"{event.date} {act}" + (f"：{said}" if said else ""))
        lines.append("\n".join(told))
    return text_cells(lines)


def _steps(reading: Reading, found: list[Standing], chosen: Callable[[str], bool]) -> Cells:
    return told_steps(reading, ([event for event in one.taken if chosen(event.act)] for one in found))


def accepted(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """受理情况: how the matter was taken in."""
    return _steps(reading, standings(reading, rows), lambda act: act in _TAKEN_IN)


def handled(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """办理状态: every further step up to the end."""
    return _steps(reading, standings(reading, rows), lambda act: act not in (*_TAKEN_IN, *_AFTERWARDS))


def changed(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What happened to the matter within the period, a line for each step."""
    first = reading.period.first.isoformat()
    return _steps(
        reading,
        [
            replace(each, taken=tuple(event for event in each.taken if event.date >= first))
            for each in standings(reading, rows)
        ],
        lambda act: True,
    )


def feedback(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """结果反馈: what is written in the matter, then the steps of feeding back and judging."""
    written = reading.cells(rows, "feedback").texts
    steps = _steps(reading, standings(reading, rows), lambda act: act in _AFTERWARDS).texts
    return text_cells(["\n".join(filter(None, pair)) for pair in zip(written, steps, strict=True)])


def five_haves(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """五有齐全, or which of the five are missing (domain row 57)."""
    found = standings(reading, rows)
    marks = ["" if row is None else completeness(row, one).mark for row, one in zip(rows, found, strict=True)]
    return text_cells(marks)


MATTER_FORMULAS: dict[str, Formula] = {
    "$state": Formula(state),
    "$closed_on": Formula(_of_standing(lambda each: each.closed)),
    "$finished_on": Formula(_of_standing(lambda each: each.finished)),
    "$open": Formula(_of_standing(lambda each: "open" if each.open else "")),
    "$direct": Formula(_of_standing(lambda each: "direct" if each.direct else "")),
    "$satisfaction": Formula(_of_standing(lambda each: each.satisfaction)),
    "$accepted": Formula(accepted, Sensitivity.PERSONAL),
    "$handled": Formula(handled, Sensitivity.PERSONAL),
    "$changes": Formula(changed, Sensitivity.PERSONAL),
    "$feedback": Formula(feedback, Sensitivity.PERSONAL),
    "$five_haves": Formula(five_haves),
}
