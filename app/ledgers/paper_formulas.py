"""What the papers of a matter compute: its dispatch, how late it is, how it was analysed and sorted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.kinds import Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.matter_formulas import standings, told_steps
from app.ledgers.reading import Cells, Formula, Reading, Rows, as_day, text_cells
from app.ledgers.text import paper_word
from app.ledgers.whistle_formulas import WHISTLE_FORMULAS
from app.masking import mask_name
from app.matters import Act, Event, Holder, Standing
from app.matters.sorting import Sorting, explanation, sorting
from db.records import Record

_TAKEN_IN = (Act.ACCEPT, Act.DIRECT)


@dataclass(frozen=True)
class Task:
    """What was asked of whom: the last dispatch, else the whistles that are open. Days "YYYY-MM-DD" or ""."""

    given: str = ""
    to: tuple[str, ...] = ()
    deadline: str = ""
    event: Event | None = None


def task_of(matter: Record, current: Standing) -> Task:
    """The task that a matter was made into."""
    deadline = current.deadline or matter["deadline"] or ""
    event = last_of(current, Act.DISPATCH)
    waiting = [part for part in current.parts if not part.done]
    if event is None and waiting:
        days = sorted(filter(None, (part.deadline for part in waiting)))
        called = tuple(part.organization for part in waiting)
        return Task(min(part.called for part in waiting), called, days[0] if days else deadline)
    to = current.organization or matter["organization"]
    return Task(event.date if event else "", (to,) if to else (), deadline, event)


def last_of(current: Standing, *acts: Act) -> Event | None:
    """The last step of these acts that counted."""
    return next((event for event in reversed(current.taken) if event.act in acts), None)


def names(reading: Reading, kind: str, groups: Iterable[Sequence[str]]) -> list[str]:
    """The names of the records of each group, masked as the edition wants it."""
    listed = [list(filter(None, group)) for group in groups]
    known = reading.by_ids(kind, {each for group in listed for each in group})
    flat = list(dict.fromkeys(each for group in listed for each in group))
    texts = dict(zip(flat, reading.cells([known.get(each) for each in flat], "name").texts, strict=True))
    return ["、".join(filter(None, (texts[each] for each in group))) for group in listed]


def today_of(reading: Reading) -> datetime.date:
    """The day on which the paper speaks: today, or the end of a period that is over."""
    return min(reading.period.last, reading.source.today)


def _of_tasks(read: Callable[[Task], str]) -> Callable[[Reading, Rows, str], Cells]:
    def compute(reading: Reading, rows: Rows, _argument: str) -> Cells:
        return text_cells([read(each) for each in _tasks(reading, rows)])

    return compute


def _tasks(reading: Reading, rows: Rows) -> list[Task]:
    found = standings(reading, rows)
    return [task_of(row, one) if row is not None else Task() for row, one in zip(rows, found, strict=True)]


def asked_of(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """承办单位: to whom it was dispatched last, or who is called and has not finished."""
    return text_cells(names(reading, "organization", (each.to for each in _tasks(reading, rows))))


def dispatcher(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """交办单位: who confirmed it, else who wrote the dispatch; empty where a village did for those above."""
    found = standings(reading, rows)
    orders = [last_of(one, Act.DISPATCH) for one in found]
    events = reading.by_ids("matter_event", [each.id for each in orders if each])
    confirmed = [last_of(one, Act.CONFIRM) for one in found]
    writers = [events[each.id].office if each and each.id in events else "" for each in orders]
    offices = reading.by_ids("organization", {each for each in writers if each})
    confirming = names(reading, "organization", ([each.organization if each else ""] for each in confirmed))
    texts = []
    for one, order, writer, said in zip(found, orders, writers, confirming, strict=True):
        office = offices.get(writer)
        for_above = one.holder in (Holder.TOWNSHIP, Holder.COUNTY) and office is not None
        if order is None or said:
            texts.append(said if order else "")
        elif office is not None and for_above and office["type"] == "village":
            texts.append("")
        else:
            texts.append(clean(office["name"]) if office is not None else reading.source.office_name)
    return text_cells(texts)


def responsible(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """责任人: of the last dispatch, registered or written down; else as the matter says."""
    found = standings(reading, rows)
    ids = [
        one.responsible or ("" if one.person_named or row is None else row["responsible"] or "")
        for row, one in zip(rows, found, strict=True)
    ]
    texts = names(reading, "person", ([each] for each in ids))
    named = [clean(one.person_named) for one in found]
    named = [mask_name(each) if reading.public else each for each in named]
    return text_cells([text or written for text, written in zip(texts, named, strict=True)])


def standard(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """工作标准: of the last dispatch, else as the matter says."""
    found = standings(reading, rows)
    return text_cells(
        [
            clean(one.standard or (row["standard"] if row is not None else "") or "")
            for row, one in zip(rows, found, strict=True)
        ]
    )


def deadline(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """办理时限 of the whole matter, extensions counted; else as the matter says."""
    found = zip(rows, standings(reading, rows), strict=True)
    return text_cells(
        [one.deadline or (row["deadline"] if row is not None else "") or "" for row, one in found]
    )


def limit(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """办理时限: the day, and how many working days that are from the dispatch."""
    calendar, texts = reading.source.calendar, []
    for task in _tasks(reading, rows):
        given, last = as_day(task.given), as_day(task.deadline)
        if given and last and given <= last:
            days = calendar.between(given, last)
            texts.append(paper_word("limit", day=task.deadline, days=days))
        else:
            texts.append(task.deadline)
    return text_cells(texts)


def overdue(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """超期天数 in words, calendar and working days; the value is there only where it is late."""
    calendar, today = reading.source.calendar, today_of(reading)
    texts: list[str] = []
    late: list[str | None] = []
    for row, one, task in zip(rows, standings(reading, rows), _tasks(reading, rows), strict=True):
        last = as_day(task.deadline)
        until = as_day(one.finished) or today
        if row is None or last is None:
            texts.append("" if row is None else paper_word("no_limit"))
        else:
            days, worked = (until - last).days, calendar.between(last, until)
            code = "overdue" if days > 0 else "finished" if one.finished or not one.open else "ahead"
            texts.append(paper_word(code, days=abs(days), worked=abs(worked)))
        late.append(texts[-1] if row is not None and last is not None and until > last else None)
    return Cells(texts, list(texts), list(late))


def demand(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """镇研究意见 and 交办要求: what was said on confirming, and on dispatching (else whistling) last."""
    texts = []
    for one in standings(reading, rows):
        order = last_of(one, Act.DISPATCH) or last_of(one, Act.WHISTLE)
        said = (("confirmed", last_of(one, Act.CONFIRM)), ("ordered", order))
        lines = [paper_word(code, text=clean(each.text)) for code, each in said if each and each.text]
        texts.append("\n".join(lines))
    return text_cells(texts)


def done_so_far(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What was done since the last dispatch (without one, since it was taken in), a line for each step."""
    steps = []
    for one in standings(reading, rows):
        order = last_of(one, Act.DISPATCH)
        first = one.taken.index(order) + 1 if order else 0
        steps.append([each for each in one.taken[first:] if each.act not in _TAKEN_IN])
    told = told_steps(reading, steps).texts
    return text_cells([text or ("" if row is None else paper_word("no_progress"))
                       for row, text in zip(rows, told, strict=True)])  # fmt: skip


def outcome(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """办理结果: the finish that still stands; empty, to be filled in by hand, before."""
    ends = [last_of(one, Act.FINISH) if one.finished else None for one in standings(reading, rows)]
    return told_steps(reading, ([each] if each else [] for each in ends))


def cause(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """原因: as the last analysis tells it; of older papers its text."""
    texts = []
    for one in standings(reading, rows):
        last = last_of(one, Act.ANALYSE)
        texts.append(clean(one.cause or ("" if one.remedy or last is None else last.text)))
    return text_cells(texts)


def remedy(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """办法: as the last analysis tells it."""
    return text_cells([clean(one.remedy) for one in standings(reading, rows)])


def sorted_so(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """分拣结论 (domain row 60): 村办, 上报, 解释疏导 with the reason, 转其他; conditions compare the code."""
    texts, codes = [], []
    for one in standings(reading, rows):
        found = sorting(one)
        codes.append(found.value if found else None)
        told = explanation(one)
        if found is Sorting.EXPLAINED and told and told.result:
            reason = reading.source.label("matter_result", told.result)
            texts.append(paper_word("sorted.explained_why", reason=reason))
        else:
            texts.append(paper_word(f"sorted.{found.value}") if found else "")
    return Cells(texts, [text or None for text in texts], list(codes))


def explained(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The mark in a list of problems: 解释疏导, its kind, and the reason that was told (domain row 60)."""
    texts = []
    for one in standings(reading, rows):
        told = explanation(one)
        if told is None:
            texts.append("")
            continue
        kind = reading.source.label("matter_result", told.result)
        texts.append("。".join(filter(None, (paper_word("mark", kind=kind), clean(told.text)))))
    return text_cells(texts)


def _last_date(*acts: Act) -> Callable[[Reading, Rows, str], Cells]:
    def compute(reading: Reading, rows: Rows, _argument: str) -> Cells:
        found = (last_of(one, *acts) for one in standings(reading, rows))
        return text_cells([each.date if each else "" for each in found])

    return compute


def by_hand(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Room for a day that is written by hand."""
    return text_cells([paper_word("day_by_hand")] * len(rows))


PAPER_FORMULAS: dict[str, Formula] = {
    "$dispatched_on": Formula(_of_tasks(lambda each: each.given if each.event else "")),
    "$asked_on": Formula(_of_tasks(lambda each: each.given)),
    "$asked_of": Formula(asked_of),
    "$dispatcher": Formula(dispatcher),
    "$responsible": Formula(responsible, Sensitivity.PERSONAL, names=True),
    "$standard": Formula(standard, Sensitivity.PERSONAL),
    "$due": Formula(_of_tasks(lambda each: each.deadline)),
    "$deadline": Formula(deadline),
    "$limit": Formula(limit),
    "$overdue": Formula(overdue),
    "$demand": Formula(demand, Sensitivity.PERSONAL),
    "$done_so_far": Formula(done_so_far, Sensitivity.PERSONAL),
    "$outcome": Formula(outcome, Sensitivity.PERSONAL),
    "$cause": Formula(cause, Sensitivity.PERSONAL),
    "$remedy": Formula(remedy, Sensitivity.PERSONAL),
    "$sorting": Formula(sorted_so),
    "$analysed_on": Formula(_last_date(Act.ANALYSE)),
    "$explained": Formula(explained, Sensitivity.PERSONAL),
    "$day_by_hand": Formula(by_hand),
    **WHISTLE_FORMULAS,
}
