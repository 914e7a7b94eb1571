"""One made-up matter on its way: each act checked by the state machine, until today."""

from __future__ import annotations

import datetime
import random

from app.demo.made_ids import made_id
from app.demo.troubles import Trouble, Troubles
from app.matters import Act, Event, standing


class Later(Exception):
    """The next act lies in the future: the matter stands where it is."""


class Way:
    """Takes a matter from act to act, days passing between them."""

    def __init__(self, chance: random.Random, troubles: Troubles, opened: datetime.date, end: datetime.date):
        self.events: list[Event] = []
        self.day = opened
        self.fed_back = ""
        self._end = end
        self._chance = chance
        self._troubles = troubles

    def act(self, act: Act, days: tuple[int, int] = (0, 3), **values: str) -> None:
        """Take one act some days after the last. Raises Later; AssertionError if it is not lawful."""
        day = self.day + datetime.timedelta(days=self._chance.randint(*days))
        if day > self._end:
            raise Later
        self.day = day
        after = (self.events[-1].id,) if self.events else ()
        event = Event(made_id(self._chance, day), act.value, day.isoformat(), after, **values)
        self.events.append(event)
        reached = standing(self.events)
        if reached.disputed:
            raise AssertionError(f"{act} in {reached.disputed[0].state}")

    def say(self, act: Act, line: str, days: tuple[int, int] = (0, 3), **values: str) -> None:
        """Take an act whose note is one of the shipped lines."""
        self.act(act, days, text=self._troubles.line(line), **values)

    def in_days(self, days: int) -> str:
        """The date that many days from where the way stands, as a deadline."""
        return (self.day + datetime.timedelta(days=days)).isoformat()

    def is_chance(self, share: float) -> bool:
        """Whether something happens that happens in that share of matters."""
        return self._chance.random() < share


def directly(way: Way, trouble: Trouble, by: str) -> None:
    """快办快结: done by the member on the spot and reported to the branch."""
    way.act(Act.DIRECT, (0, 1), by=by, text=trouble.cause)
    for step in trouble.work:
        way.act(Act.HANDLE, (0, 2), by=by, text=step)
    way.act(Act.FINISH, (0, 2), by=by, text=trouble.done, result="done")
    way.say(Act.REPORT_BRANCH, "report_branch", (0, 2), by=by)


def in_the_village(way: Way, trouble: Trouble, by: str) -> None:
    """研判, then the village does it."""
    way.act(Act.ANALYSE, (1, 5), by=by, text=trouble.cause, deadline=way.in_days(30))
    if way.is_chance(0.05):
        way.say(Act.SUSPEND, "suspend", (2, 8), by=by)
        if way.is_chance(0.5):
            raise Later
        way.say(Act.RESUME, "resume", (15, 40), by=by)
    for step in trouble.work:
        way.act(Act.HANDLE, (1, 7), by=by, text=step)
    if way.is_chance(0.07):
        way.say(Act.EXTEND, "extend", (1, 5), by=by, deadline=way.in_days(20))
    way.act(Act.FINISH, (1, 9), by=by, text=trouble.done, result="done")


def explained(way: Way, trouble: Trouble, by: str) -> None:
    """解释疏导: marked with the reason, and talked over."""
    way.act(Act.ANALYSE, (1, 4), by=by, text=trouble.cause)
    result = "decided" if trouble.category == "suggestion" else "unreasonable"
    way.act(Act.EXPLAIN, (1, 6), by=by, text="".join(trouble.work), result=result)


def handed_up(way: Way, trouble: Trouble, by: str, township: str, department: str) -> None:
    """上报, 确认, 派发, and the department does it."""
    way.act(Act.ANALYSE, (1, 4), by=by, text=trouble.cause)
    way.say(Act.ESCALATE, "escalate", (1, 4), by=by)
    if way.is_chance(0.1):
        way.say(Act.RETURN, "sent_back", (2, 5), organization=township)
        way.say(Act.ESCALATE, "escalate", (2, 6), by=by)
    if trouble.county:
        way.say(Act.ESCALATE, "county", (2, 6), organization=township)
    way.say(Act.CONFIRM, "confirm", (1, 6), organization=township)
    deadline = way.in_days(25)
    way.say(Act.DISPATCH, "dispatch", (0, 2), organization=department, deadline=deadline)
    way.say(Act.RECEIVE, "receive", (0, 3), organization=department)
    for step in trouble.work:
        way.act(Act.HANDLE, (2, 9), organization=department, text=step)
    if way.is_chance(0.12):
        way.say(Act.EXTEND, "extend", (1, 4), organization=department, deadline=way.in_days(20))
    way.act(Act.FINISH, (1, 8), organization=department, text=trouble.done, result="done")


def whistled(way: Way, trouble: Trouble, by: str, called: list[str]) -> None:
    """吹哨: several departments at once, one list, each to its own end."""
    way.act(Act.ANALYSE, (1, 4), by=by, text=trouble.cause)
    deadline = way.in_days(10)
    for organization in called:
        way.say(Act.WHISTLE, "whistle", (0, 0), organization=organization, whistle="村1", deadline=deadline)
    for at, organization in enumerate(called):
        way.say(Act.RESPOND, "respond", (0, 3), organization=organization, whistle="村1")
        if at == len(called) - 1 and at > 1 and way.is_chance(0.5):
            way.say(Act.EXCUSE, "excused", (0, 2), organization=organization, whistle="村1")
            continue
        step = trouble.work[at % len(trouble.work)]
        way.act(Act.HANDLE, (1, 6), organization=organization, whistle="村1", text=step)
        way.act(Act.FINISH, (1, 6), organization=organization, whistle="村1", result="done")
    way.act(Act.FINISH, (0, 3), by=by, text=trouble.done, result="done")


def to_the_end(way: Way, trouble: Trouble, by: str) -> None:
    """反馈, 评议 (once in a while 不满意 → 重办), 销号."""
    way.act(Act.FEED_BACK, (0, 4), by=by, text=trouble.told)
    way.fed_back = trouble.told
    if way.is_chance(0.05):
        way.say(Act.EVALUATE, "dissatisfied", (0, 5), by=by, result="dissatisfied")
        way.act(Act.HANDLE, (1, 6), by=by, text=trouble.work[-1])
        way.act(Act.FINISH, (1, 6), by=by, text=trouble.done, result="done")
        way.act(Act.FEED_BACK, (0, 3), by=by, text=trouble.told)
    satisfied = "satisfied" if way.is_chance(0.82) else "basically"
    way.say(Act.EVALUATE, satisfied, (0, 5), by=by, result=satisfied)
    way.say(Act.CLOSE, "close", (0, 5), by=by)
