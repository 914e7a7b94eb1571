"""集中攻关: a task group on a matter, with its people, units and milestones (domain rows 66 and 78)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import records
from app.desk import Desk
from app.matters.recording import MatterProblem
from app.matters.text import TASK_GROUPS
from app.records import Query, Record, Where

TYPE = "task_force"
#: What founding one may bring; `milestones` beside it: mappings of date, text, owner.
FIELDS = ("name", "start", "end", "owner", "members", "units", "notes")
_OURS = Where("type", "=", TYPE)
MOST_GROUPS = 2000  # read for a list; an office has some dozens


@dataclass(frozen=True)
class Milestone:
    """One planned step. `finished`: the day or ""; late_days: so many days over its date, 0 if not late."""

    id: str
    date: str
    text: str
    owner: str
    finished: str
    late_days: int


@dataclass(frozen=True)
class TaskGroup:
    """A group, its names resolved. `milestones` in the order of their dates."""

    record: Record
    matter: Record | None
    owner: str
    members: tuple[str, ...]
    units: tuple[str, ...]
    milestones: tuple[Milestone, ...]

    @property
    def finished(self) -> int:
        """How many milestones are finished."""
        return sum(bool(each.finished) for each in self.milestones)

    @property
    def late(self) -> tuple[Milestone, ...]:
        """The milestones that are over their date."""
        return tuple(each for each in self.milestones if each.late_days)

    @property
    def is_done(self) -> bool:
        """Whether it had milestones and all of them are finished."""
        return bool(self.milestones) and self.finished == len(self.milestones)


@dataclass(frozen=True)
class Late:
    """A milestone that is over its date, and whose it is."""

    group: Record
    milestone: Milestone


def found(desk: Desk, matter_id: str, values: Mapping[str, Any]) -> str:
    """Found a task group on a matter, with its first milestones: one intention; its id.

    `values`: FIELDS and `milestones`. Without a name it is called after the matter's category, never
    after its words, which may name people. Raises Problem.
    """
    matter = records.get(desk, "matter", matter_id)
    row = {name: values[name] for name in FIELDS if values.get(name) not in (None, "", [])}
    row.setdefault("name", proposed_name(desk, matter))
    row.setdefault("start", desk.today().isoformat())
    planned = [_planned(each) for each in values.get("milestones") or ()]
    with desk.write("project.found") as w:
        group = w.add("project", {**row, "type": TYPE, "matter": matter.id})
        for each in planned:
            w.add("milestone", {**each, "project": group})
    return group


def proposed_name(desk: Desk, matter: Record) -> str:
    """What a group on this matter is called unless somebody says otherwise."""
    label = desk.codes.label("matter_category", matter["category"]) if matter["category"] else ""
    return TASK_GROUPS["name"].format(category=label)


def _planned(values: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {name: values[name] for name in ("date", "text", "owner", "finished") if values.get(name)}
    if not (wanted.get("date") and wanted.get("text")):
        raise MatterProblem("milestone_needs", field="text" if wanted.get("date") else "date")
    return wanted


def add_milestone(desk: Desk, group_id: str, values: Mapping[str, Any]) -> str:
    """Plan one more step: date, text, owner. Its id. Raises Problem; MatterProblem milestone_needs."""
    _a_group(desk, group_id)
    return records.add(desk, "milestone", {**_planned(values), "project": group_id})


def finish_milestone(desk: Desk, milestone_id: str, day: str | None = "") -> None:
    """Say that a step was finished, today unless `day` says when; None: it was not after all.

    Raises Problem.
    """
    finished = desk.today().isoformat() if day == "" else day
    records.change(desk, "milestone", milestone_id, {"finished": finished})


def _a_group(desk: Desk, identity: str) -> Record:
    one = records.get(desk, "project", identity)
    if one["type"] != TYPE:
        raise MatterProblem("not_a_task_group")
    return one


def group(desk: Desk, group_id: str) -> TaskGroup:
    """One task group. Raises Problem no_such_record; MatterProblem not_a_task_group."""
    return _read(desk, [_a_group(desk, group_id)])[0]


def groups_on(desk: Desk, matter_id: str) -> list[TaskGroup]:
    """The groups founded on a matter, the earliest first."""
    where = (Where("matter", "=", matter_id), _OURS)
    return _read(desk, records.find(desk, Query("project", where=where, order=("start",))))


def groups(desk: Desk, query: Query | None = None) -> list[TaskGroup]:
    """All groups, or those of a query for projects; the newest first."""
    asked = query or Query("project", where=(_OURS,), order=("-start",), limit=MOST_GROUPS)
    return _read(desk, records.find(desk, asked))


def late_milestones(desk: Desk, limit: int = 50) -> list[Late]:
    """What is over its date at this desk's groups, the longest first."""
    found = records.find(desk, Query("project", where=(_OURS,), limit=MOST_GROUPS))
    ours = {each.id: each for each in found}
    before = (Where("finished", "empty"), Where("date", "<", desk.today().isoformat()))
    where = (Where("project", "in", list(ours)), *before)
    chosen = records.find(desk, Query("milestone", where=where, order=("date",), limit=limit)) if ours else []
    steps = _milestones(desk, chosen)
    dated = zip(chosen, steps, strict=True)  # among them such as only name the month, which may still last
    return [Late(ours[each["project"]], step) for each, step in dated if step.late_days]


def _read(desk: Desk, found: Sequence[Record]) -> list[TaskGroup]:
    """The groups with names and milestones: a query per kind, not one per group."""
    ids = [each.id for each in found]
    where = (Where("project", "in", ids),)
    steps = records.find(desk, Query("milestone", where=where, order=("date",))) if ids else []
    by_group: dict[str, list[Milestone]] = {each: [] for each in ids}
    for record, step in zip(steps, _milestones(desk, steps), strict=True):
        by_group[record["project"]].append(step)
    people = _names(desk, "person", (p for g in found for p in (g["owner"], *(g["members"] or ()))))
    units = _names(desk, "organization", (u for g in found for u in g["units"] or ()))
    matters = records.by_ids(desk, "matter", [each["matter"] for each in found if each["matter"]])
    return [
        TaskGroup(
            each,
            matters.get(each["matter"] or ""),
            people.get(each["owner"] or "", ""),
            tuple(people[p] for p in each["members"] or () if p in people),
            tuple(units[u] for u in each["units"] or () if u in units),
            tuple(by_group[each.id]),
        )
        for each in found
    ]


def _milestones(desk: Desk, found: Sequence[Record]) -> list[Milestone]:
    people = _names(desk, "person", (each["owner"] for each in found))
    today = desk.today()
    return [
        Milestone(
            each.id, each["date"], each["text"], people.get(each["owner"] or "", ""), each["finished"] or "",
            late_days(each["date"], each["finished"] or "", today),
        )
        for each in found
    ]  # fmt: skip


def late_days(planned: str, finished: str, today: date) -> int:
    """How many days an unfinished step is over its date; a month alone is over when it has ended."""
    if finished or planned >= today.isoformat()[: len(planned)]:
        return 0
    try:
        return (today - date.fromisoformat(planned)).days
    except ValueError:
        return 1


def _names(desk: Desk, kind: str, ids: Iterable[str | None]) -> dict[str, str]:
    wanted = {each for each in ids if each}
    return {key: str(each["name"] or "") for key, each in records.by_ids(desk, kind, wanted).items()}


def told(one: TaskGroup) -> str:
    """节点 2/5 已完成，超期 1 个."""
    if not one.milestones:
        return TASK_GROUPS["no_milestones"]
    words = TASK_GROUPS["done" if one.is_done else "progress"].format(
        finished=one.finished, count=len(one.milestones)
    )
    return words + (TASK_GROUPS["late"].format(count=len(one.late)) if one.late else "")
