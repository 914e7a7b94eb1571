"""What a ledger computes of sweeps and task groups: whose part it is, what was reported, the milestones."""

from __future__ import annotations

from collections import defaultdict

from app.kinds import Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.matter_formulas import standings
from app.ledgers.reading import Cells, Formula, Reading, Rows, text_cells
from app.masking import mask_name
from app.matters.acts import Act
from app.matters.task_groups import late_days
from app.matters.text import TASK_GROUPS
from db.records import Query, Record, Where


def place(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The office whose record it is: the village that looks, of a sweep."""
    offices = reading.by_ids("organization", {row.office for row in rows if row is not None and row.office})
    named = [offices.get(row.office) if row is not None else None for row in rows]
    return text_cells([clean(each["name"] or "") if each else "" for each in named])


def reported(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What was said when the matter was finished last."""
    told = []
    for one in standings(reading, rows):
        said = (each.text for each in reversed(one.taken) if each.act == Act.FINISH)
        told.append(clean(next(said, "")))
    return text_cells(told)


def _milestones(reading: Reading, rows: Rows) -> dict[str, list[Record]]:
    """The milestones of each project in the order of their dates."""
    known: dict[str, list[Record]] = reading.kept.setdefault("milestones", {})
    unread = [row.id for row in rows if row is not None and row.id not in known]
    if unread:
        found: dict[str, list[Record]] = defaultdict(list)
        where = (Where("project", "in", unread),)
        for each in reading.source.find(Query("milestone", where=where, order=("date",))):
            found[each["project"]].append(each)
        known.update({each: found[each] for each in unread})
    return known


def milestones(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Each milestone on a line of its own: its date, what is to be reached, who, and how it stands today."""
    known = _milestones(reading, rows)
    steps = [each for row in rows if row is not None for each in known[row.id]]
    people = reading.by_ids("person", {each["owner"] for each in steps if each["owner"]})
    lines = []
    for row in rows:
        told = [_step(reading, each, people) for each in (known[row.id] if row is not None else ())]
        lines.append("\n".join(told))
    return text_cells(lines)


def _step(reading: Reading, step: Record, people: dict[str, Record]) -> str:
    owner = people.get(step["owner"] or "")
    name = clean(owner["name"]) if owner else ""
    name = mask_name(name) if reading.public and name else name
    days = late_days(step["date"], step["finished"] or "", reading.source.today)
    if step["finished"]:
        told = TASK_GROUPS["finished"].format(day=step["finished"])
    else:
        told = TASK_GROUPS["late_days"].format(days=days) if days else TASK_GROUPS["open"]
    shape = TASK_GROUPS["step_owner" if name else "step"]
    return shape.format(date=step["date"], text=clean(step["text"] or ""), owner=name, told=told)


def progress(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """How many of a project's milestones are finished: 2/5."""
    known = _milestones(reading, rows)
    told = []
    for row in rows:
        steps = known[row.id] if row is not None else []
        told.append(f"{sum(bool(each['finished']) for each in steps)}/{len(steps)}" if steps else "")
    return text_cells(told)


SWEEP_FORMULAS: dict[str, Formula] = {
    "$place": Formula(place),
    "$reported": Formula(reported, Sensitivity.PERSONAL),
    "$milestones": Formula(milestones, Sensitivity.PERSONAL),
    "$progress": Formula(progress),
}
