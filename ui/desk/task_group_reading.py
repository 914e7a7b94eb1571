"""What the pane and the place of task groups ask of the desk, on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import records
from app.desk import Desk
from app.matters import task_groups
from app.matters.task_groups import TYPE, Milestone, TaskGroup
from app.records import Query
from ui.pages.text.task_groups import say
from ui.tables.related import RelatedLine
from ui.tables.rows import Row

MONTH_DAY = 5  # where month and day begin in a date
PRINTED = "集中攻关台账"  # the shipped ledger


@dataclass(frozen=True)
class GroupShown:
    """One group in words. `finished`: the ids of the milestones that are."""

    id: str
    matter: str
    head: str
    told: str
    is_late: bool
    rows: tuple[Row, ...]
    finished: frozenset[str]


@dataclass(frozen=True)
class OnMatter:
    """The groups on a matter: one to show, the lines of the others."""

    matter: str
    shown: GroupShown | None
    others: tuple[RelatedLine, ...]


def on_matter(desk: Desk, matter_id: str) -> OnMatter:
    """The groups on this matter; of several, the newest that is not done is shown."""
    found = task_groups.groups_on(desk, matter_id)
    if not found:
        return OnMatter(matter_id, None, ())
    chosen = next((each for each in reversed(found) if not each.is_done), found[-1])
    others = tuple(
        RelatedLine(
            "project", e.record.id, say("line", name=e.record["name"], told=task_groups.told(e)), e.is_done
        )
        for e in found
        if e is not chosen
    )
    return OnMatter(matter_id, shown(chosen), others)


def _in_one_line(group: TaskGroup) -> str:
    return say("line", name=group.record["name"], told=task_groups.told(group))


def one(desk: Desk, group_id: str) -> GroupShown:
    """One group. Raises Problem."""
    return shown(task_groups.group(desk, group_id))


def shown(group: TaskGroup) -> GroupShown:
    """A group in words."""
    return GroupShown(
        group.record.id,
        group.matter.id if group.matter is not None and not group.matter.deleted else "",
        say("head", name=group.record["name"], people=_people(group)),
        task_groups.told(group),
        bool(group.late),
        tuple(_row(each) for each in group.milestones),
        frozenset(each.id for each in group.milestones if each.finished),
    )


def _people(group: TaskGroup) -> str:
    start, end = group.record["start"] or "", group.record["end"] or ""
    told = [
        say("owner", name=group.owner) if group.owner else "",
        say("members", names=say("mark").join(group.members)) if group.members else "",
        say("units", names=say("mark").join(group.units)) if group.units else "",
        say("span", start=start, end=end) if end else say("span.open", start=start) if start else "",
    ]
    return say("comma").join(each for each in told if each)


def _row(each: Milestone) -> Row:
    told = say("told.open")
    if each.finished:
        told = say("told.done", day=each.finished)
    elif each.late_days:
        told = say("told.late", days=each.late_days)
    ink = "danger" if each.late_days else "good" if each.finished else ""
    short = say("told.done", day=each.finished[MONTH_DAY:]) if each.finished else told
    text = " ".join(each.text.split())
    line = say("step.line", told=short, day=each.date[MONTH_DAY:] or each.date, text=text)
    return Row(each.id, (each.date, text, each.owner, told, line), "milestone", inks=("", "", "", ink, ink))


def rows(desk: Desk, query: Query) -> list[Row]:
    """One page of the list of the place."""
    return [_line(each) for each in task_groups.groups(desk, query)]


def _line(group: TaskGroup) -> Row:
    record = group.record
    count = len(group.milestones)
    cells = (
        str(record["name"]), say("list.count", finished=group.finished, count=count) if count else "",
        str(len(group.late)) if group.late else "", group.owner, record["start"] or "", record["end"] or "",
    )  # fmt: skip
    done = "good" if group.is_done else ""
    late = "danger" if group.late else ""
    return Row(record.id, cells, "project", group.is_done, cells, ("", done, late, "", "", ""))


def add(desk: Desk, values: Mapping[str, Any]) -> str:
    """A new group from the form of the place; its id. Raises Problem."""
    return records.add(desk, "project", {**values, "type": TYPE}, intention="project.found")


def proposed_name(desk: Desk, matter_id: str) -> str:
    """What a group on this matter would be called."""
    return task_groups.proposed_name(desk, records.get(desk, "matter", matter_id))


def turn(desk: Desk, milestone: str, *, is_finished: bool) -> None:
    """Say that a milestone was finished today, or that it was not after all."""
    task_groups.finish_milestone(desk, milestone, "" if is_finished else None)


def all_ids(desk: Desk) -> tuple[str, ...]:
    """Every group, for the paper; the earliest first."""
    return tuple(each.record.id for each in reversed(task_groups.groups(desk)))
