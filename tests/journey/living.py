"""Five offices live two months: work by their plans, weekly lists, packages that come late or twice."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app import records
from app.exchange import giving, incoming
from app.matters import act as take_act
from app.matters import events_of, whistle
from app.matters.acts import Act
from app.matters.themes import merge
from app.matters.weekly import hand_in, week_of
from app.offices import OpenOffice
from tests.exchange.offices import join, make_office
from tests.journey.arrows import Spot, after
from tests.journey.plans import FIRST, LAST, LEVELS, SEED, Plan, Planned

NAMES = {
    "v1": ("柿子村", "500110103203"), "v2": ("桃花村", "500110103204"), "v3": ("李家湾村", "500110103205"),
    "t": ("大石镇", "500110103000"), "k": ("綦江区", "500110000000"),
}  # fmt: skip
UPPER = {"v1": "t", "v2": "t", "v3": "t", "t": "k"}
LINKS = [*UPPER.items(), ("k", "t"), ("t", "v1"), ("t", "v2"), ("t", "v3")]  # one round, in this order
DEPARTMENTS = ("水利站", "供电所", "卫生院", "派出所")
REVIEWED = (Act.CONFIRM, Act.SUSPEND, Act.CLOSE)


@dataclass(frozen=True)
class Done:
    """One line of the script: what was done with a matter. `counts`: it was not struck out, nor crossed."""

    plan: str
    desk: str
    day: str
    act: str
    result: str = ""
    deadline: str = ""
    organization: str = ""
    responsible: str = ""
    part: int = -1
    counts: bool = True
    events: tuple[str, ...] = ()


@dataclass
class Course:
    """A matter while it lives. `parts`: whom the whistles called, by number and organization."""

    plan: Plan
    id: str = ""
    at: int = 0
    last: str = ""
    spot: Spot = field(default_factory=lambda: Spot("village"))
    parts: list[tuple[str, str]] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    crossed: str = ""
    is_merged: bool = False

    @property
    def rounds(self) -> int:
        """How often it came back to work, by its plan."""
        walked = [each for each in self.plan.steps[: self.at] if not (each.struck or each.crosses)]
        back = ("returned", "returned_upper")
        return sum(each.arrow[2] in back and each.arrow[1] in ("return", "evaluate") for each in walked)

    @property
    def next(self) -> Planned | None:
        """The step that comes now."""
        return self.plan.steps[self.at] if self.at < len(self.plan.steps) else None


class Journey:
    """The five desks, the script of what was done, and the packages under way."""

    def __init__(self, folder: Path, plans: Sequence[Plan]) -> None:
        self.day = FIRST
        self.folder = folder
        self.desks: dict[str, OpenOffice] = {
            key: make_office(folder, LEVELS[key], *NAMES[key], self.now) for key in NAMES
        }
        for lower in ("t", "v1", "v2", "v3"):
            join(self.desks[lower], self.desks[UPPER[lower]], (lower, f"{lower} 2", f"{lower} 3"))
        self.departments = {key: self._registered(key) for key in NAMES}
        self.people = {key: self._person(key) for key in NAMES}
        self.courses = {plan.name: Course(plan, spot=Spot(LEVELS[plan.origin])) for plan in plans}
        self.script: list[Done] = []
        self.counted: Counter[str] = Counter()
        self.handed_in: dict[tuple[str, str], str] = {}
        self._dice = random.Random(SEED)
        self._under_way: list[tuple[int, str, Path]] = []
        self._newest: dict[tuple[str, str], str] = {}

    def now(self) -> datetime:
        """The clock of all five."""
        return datetime.combine(self.day, time(9))

    def live(self) -> None:
        """Both months, and a last round in which everything arrives."""
        number = 0
        while self.day <= LAST:
            if self.day.weekday() < 5:
                self._work()
            if self.day.weekday() == 4:
                for village in ("v1", "v2", "v3"):
                    told = hand_in(self.as_role(village, "entry"), week_of(self.day))
                    self.handed_in[village, told.week] = told.text
            if self.day.weekday() in (1, 4):
                number += 1
                self._exchange(number)
            self.day += timedelta(days=1)
        self.day = LAST
        for _ in range(2):
            self._exchange(number := number + 5, everything=True)

    def close(self) -> None:
        """Let go of the offices."""
        for each in self.desks.values():
            each.close()

    def as_role(self, key: str, role: str) -> OpenOffice:
        """A desk with somebody of that role before it."""
        desk = self.desks[key]
        desk.operator = replace(desk.operator, role=role)
        return desk

    def _registered(self, key: str) -> list[str]:
        sign = NAMES[key][0][-1]
        desk = self.desks[key]
        return [
            records.add(desk, "organization", {"name": f"{sign}{name}", "type": "department"})
            for name in DEPARTMENTS
        ]

    def _person(self, key: str) -> str:
        return records.add(self.desks[key], "person", {"name": f"责任人{key}"})

    def _work(self) -> None:
        for course in self.courses.values():
            if not course.id and self.day >= course.plan.start:
                self._collect(course)
            if course.id and course.plan.theme and not course.is_merged:
                self._merge(course)
            while course.id and (step := course.next) and self._is_due(course, step):
                self._take(course, step)
                course.at += 1

    def _collect(self, course: Course) -> None:
        plan = course.plan
        desk = self.as_role(plan.origin, "entry")
        values = {"opened": plan.opened, "description": f"{plan.name}：路灯不亮", **plan.values}
        values["recorder"] = self.people[plan.origin]
        course.id = records.add(desk, "matter", {name: each for name, each in values.items() if each})
        course.last = self.day.isoformat()

    def _merge(self, course: Course) -> None:
        """Merged into its theme by whoever collected that, once the matter is known there."""
        theme = self.courses[course.plan.theme]
        desk = self.as_role(theme.plan.origin, "entry")
        if theme.id and records.by_ids(desk, "matter", [course.id]):
            merge(desk, [course.id], theme.id)
            course.is_merged = True

    def _is_due(self, course: Course, step: Planned) -> bool:
        today = self.day.isoformat()
        if step.day:
            return today == step.day
        ready = date.fromisoformat(course.last) + timedelta(days=step.wait) <= self.day
        return ready and self._knows(course, step)

    def _knows(self, course: Course, step: Planned) -> bool:
        """Whether the news of every step before has reached the desk."""
        desk, wanted = self.desks[step.desk], {course.id: course.events}
        if step.arrow[0].startswith("theme "):
            theme = self.courses[course.plan.theme]
            if "finish" not in {each.act for each in self.script if each.plan == theme.plan.name}:
                return False
            wanted[theme.id] = theme.events
        here = events_of(desk, list(wanted))
        if not records.by_ids(desk, "matter", [course.id]):
            return False
        return all(events <= {each.id for each in here[key]} for key, events in wanted.items())

    def _take(self, course: Course, step: Planned) -> None:
        """Take one step at its desk, and write down in the script what was done."""
        act = step.move.act
        needs_review = act in REVIEWED or (step.crosses and act is Act.CORRECT)
        desk = self.as_role(step.desk, "review" if needs_review else "entry")
        done = self._said(course, step)
        if act is Act.WHISTLE:
            events = self._whistle(course, step, desk, done)
        else:
            events = [take_act(desk, course.id, act.value, self._values(course, step, done))]
        if step.struck:
            words = {"event": events[0], "result": "void", "text": "点错了"}
            events.append(take_act(self.as_role(step.desk, "review"), course.id, "correct", words))
        elif not step.crosses and act is not Act.CORRECT:
            course.spot = after(course.spot, step.move, step.called)
        if step.crosses and act is Act.RETURN:
            course.crossed = events[0]
        course.events |= set(events)
        course.last = done.day
        self.script.append(replace(done, events=tuple(events)))

    def _said(self, course: Course, step: Planned) -> Done:
        act, today = step.move.act, self.day
        deadline = step.deadline or ((today + timedelta(days=step.days)).isoformat() if step.days else "")
        organization = responsible = ""
        if act is Act.DISPATCH:
            organization = self.departments[step.desk][len(course.events) % len(DEPARTMENTS)]
            responsible = self.people[step.desk]
        counts = not (step.struck or step.crosses)
        return Done(
            course.plan.name, step.desk, today.isoformat(), act.value, step.move.result, deadline,
            organization, responsible, step.move.part, counts,
        )  # fmt: skip

    def _values(self, course: Course, step: Planned, done: Done) -> dict[str, str]:
        values = {
            "text": "说明情况", "result": done.result, "deadline": done.deadline,
            "organization": done.organization, "responsible": done.responsible,
        }  # fmt: skip
        if step.move.act is Act.CORRECT:
            values["event"] = course.crossed if step.crosses else max(course.events)
            values["result"] = "void" if step.crosses else ""
        if step.move.part >= 0:
            values["whistle"], values["organization"] = course.parts[step.move.part]
        return values

    def _whistle(self, course: Course, step: Planned, desk: OpenOffice, done: Done) -> list[str]:
        sign = {"village": "村", "township": "镇", "county": "县"}[LEVELS[step.desk]]
        number = f"{sign}{len({each for each, _ in course.parts}) + 1}"
        called = self.departments[step.desk][: step.called]
        course.parts += [(number, each) for each in called]
        return whistle(desk, course.id, called, {"deadline": done.deadline, "text": "请一起来看"})

    def _exchange(self, number: int, everything: bool = False) -> None:
        for giver, taker in LINKS:
            desk = self.as_role(giver, "admin")
            path = self.folder / f"{number:02}-{giver}-{taker}.lxp"
            shutil.copy(giving.pack(desk, self.desks[taker].office.id).path, path)
            late = 0 if everything or "v3" in (giver, taker) else self._dice.choice((0,) * 8 + (1, 1, 2))
            self._under_way.append((number + late, taker, path))
            self.counted["late"] += late > 0
            if not late and self._dice.random() < 0.15:
                self._under_way.append((number + self._dice.randint(0, 2), taker, path))
            arrived = [each for each in self._under_way if each[0] <= number and each[1] == taker]
            self._dice.shuffle(arrived)
            for each in arrived:
                self._under_way.remove(each)
                self._arrive(taker, each[2])

    def _arrive(self, taker: str, path: Path) -> None:
        report = incoming.take(self.as_role(taker, "admin"), path, is_backed_up=True)
        self.counted[report.state] += 1
        link = (taker, path.name[3:])
        self.counted["out of order"] += report.state == "taken" and path.name < self._newest.get(link, "")
        self._newest[link] = max(path.name, self._newest.get(link, ""))
        if report.parked or report.out_of_scope or report.alarm or report.conflicts:
            raise AssertionError(f"{path.name}: {report}")
