"""Counting by brute force: every figure from the script of what was done, without the program's ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tests.journey.living import Course, Done

SETS_DEADLINE = {"accept", "analyse", "dispatch", "extend", "confirm", "direct"}
UNDOES = {"analyse", "handle", "escalate", "return", "dispatch"}  # then neither finished nor explained
SPEAKING = ("satisfied", "basically", "dissatisfied", "not_reached")
BANDS = {"close": (0, 3, 7, 15, 30, 60), "accept": (0, 1, 3, 7)}  # days, both ends included
COUNTED = {
    *(f"{name}_{bound}" for name, bounds in BANDS.items() for bound in (*bounds[1:], "more")),
    "opened", "accepted", "direct", "escalated", "done", "closed", "closed_carried", "returned", "due",
    "on_time", "late",
    "paused", "overdue", "ahead", "evaluated", *SPEAKING,
}  # fmt: skip


@dataclass
class Facts:
    """What the script says of one matter, day by day; "" for what never happened."""

    id: str
    village: str
    opened: str
    category: str
    kind: str
    channel: str
    deadline: str
    organization: str = ""
    responsible: str = ""
    accepted: str = ""
    taken_at_once: str = ""
    direct: str = ""
    escalated: str = ""
    done: str = ""
    closed: str = ""
    returned: str = ""
    evaluated: str = ""
    satisfaction: str = ""
    suspended: bool = False

    @property
    def undone(self) -> bool:
        """Still to be done, with a day to do it by."""
        return bool(self.deadline) and not self.done


def facts_of(course: Course, office: str, script: Iterable[Done]) -> Facts:
    """The script of one matter read from the top."""
    values = course.plan.values
    found = Facts(
        course.id, office, course.plan.opened, values.get("category", ""), values["kind"],
        values["channel"], values.get("deadline", ""),
    )  # fmt: skip
    for line in script:
        if line.counts:
            fold(found, line)
    return found


def fold(found: Facts, line: Done) -> None:
    """One line more of the script; what a department did for its part of a whistle is not the matter's."""
    if line.part >= 0:
        return
    act, again = line.act, line.act == "evaluate" and line.result == "dissatisfied"
    if act in SETS_DEADLINE and line.deadline:
        found.deadline = line.deadline
    if act in UNDOES or again:
        found.done = ""
    if act in ("analyse", "return") or again:
        found.direct = ""
    if act in ("finish", "explain") or (act == "feed_back" and not found.done):  # the latter under a theme
        found.done = line.day
    elif act == "accept":
        found.accepted = found.accepted or line.day
    elif act == "direct":
        found.direct, found.taken_at_once = line.day, found.taken_at_once or line.day
    elif act == "escalate":
        found.escalated = found.escalated or line.day
    elif act == "close":
        found.closed = line.day
    elif act == "dispatch":
        found.organization, found.responsible = line.organization, line.responsible
    elif act == "evaluate":
        found.evaluated, found.satisfaction = line.day, line.result
    elif act == "return":
        found.returned = line.day
    found.suspended = act == "suspend" or (found.suspended and act != "resume")


def days_of(each: Facts, today: str) -> dict[str, str]:
    """Measure → the day on which this matter counts for it; "" where it does not."""
    late = bool(each.done and each.deadline and each.done > each.deadline)
    missed = each.undone and not each.suspended and each.deadline < today
    accepted = each.accepted or each.taken_at_once
    carried = bool(each.closed) and each.opened[:4] < each.closed[:4]
    counted = {
        "opened": (each.opened, True),
        "direct": (each.opened, bool(each.direct)),
        "escalated": (each.opened, bool(each.escalated)),
        "done": (each.done, True),
        "closed": (each.closed, True),
        "closed_carried": (each.closed, carried),
        "returned": (each.returned, True),
        "due": (each.deadline, True),
        "on_time": (each.deadline, bool(each.done) and not late),
        "late": (each.deadline, late),
        "paused": (each.deadline, each.undone and each.suspended),
        "overdue": (each.deadline, missed),
        "ahead": (each.deadline, each.undone and not each.suspended and not missed),
        "evaluated": (each.evaluated, True),
        **{said: (each.evaluated, each.satisfaction == said) for said in SPEAKING},
        "accepted": (each.opened, bool(accepted)),
        **_lasted("close", each.opened, each.closed, each.closed),
        **_lasted("accept", each.opened, accepted, each.opened),
    }
    return {name: day if holds else "" for name, (day, holds) in counted.items()}


def _lasted(name: str, first: str, last: str, on: str) -> dict[str, tuple[str, bool]]:
    """The one band of days into which it falls how long something took; none where it did not happen."""
    if not last:
        return {}
    days = max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days)
    fits = [bound for bound in BANDS[name][1:] if days <= bound]
    return {f"{name}_{fits[0] if fits else 'more'}": (on, True)}


@dataclass
class Call:
    """One department that was called: the days of the call, of its response, of its end; "" for none."""

    village: str
    organization: str
    day: str
    deadline: str
    responded: str = ""
    ended: str = ""


def calls_of(course: Course, office: str, script: Iterable[Done]) -> list[Call]:
    """The departments called to one matter, in the order of the calls."""
    found: list[Call] = []
    for line in script:
        if line.counts and line.act == "whistle":
            for _ in line.events:
                found.append(Call(office, course.parts[len(found)][1], line.day, line.deadline))
        elif line.counts and line.part >= 0:
            call = found[line.part]
            call.responded = line.day if line.act == "respond" else call.responded
            call.ended = line.day if line.act in ("finish", "excuse") else call.ended
    return found


def punctual(calls: Iterable[Call], first: str, last: str, today: str) -> tuple[int, int]:
    """Of the departments called in these months: in time, and that came or should have come."""
    of_months = [each for each in calls if first <= each.day[:7] <= last]
    came = [each for each in of_months if each.responded]
    absent = [each for each in of_months if not each.responded and not each.ended and each.deadline < today]
    return sum(each.responded <= each.deadline for each in came), len(came) + len(absent)


def counted(facts: Sequence[Facts], first: str, last: str, today: str) -> dict[str, set[str]]:
    """Measure → the matters that count in the months first..last."""
    found: dict[str, set[str]] = {}
    for each in facts:
        for measure, day in days_of(each, today).items():
            if day and first <= day[:7] <= last:
                found.setdefault(measure, set()).add(each.id)
    return found


def by_value(facts: Iterable[Facts], dimension: str) -> Mapping[str, list[Facts]]:
    """Value of a dimension → the matters that have it."""
    found: dict[str, list[Facts]] = {}
    for each in facts:
        found.setdefault(getattr(each, dimension) if dimension else "", []).append(each)
    return found


def open_after(facts: Iterable[Facts], month: str) -> set[str]:
    """Collected by the end of that month, and not struck off by then."""
    return {
        each.id
        for each in facts
        if each.opened[:7] <= month and not (each.closed and each.closed[:7] <= month)
    }
