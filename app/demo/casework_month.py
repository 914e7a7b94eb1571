"""What the three villages, the township, its departments and the county do in the demo's month."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from app import records
from app.demo.doorsteps import Doorsteps, next_number, on
from app.demo.text import (
    GROUP,
    JOINT,
    OFFICERS,
    STANDARD,
    SWEPT,
    THEME,
    THEME_DONE,
    THEME_TOLD,
    THEME_WORK,
)
from app.desk import Desk
from app.matters import Act, act, possible, state_of, sweeps, task_groups, themes, whistle
from app.matters.stored import stored
from app.presets import preset

SEED = 5
JOINTLY = ("镇规划建设管理环保办公室", "镇平安建设办公室", "镇水利站")  # called along with whose task it is
_PER_VILLAGE = {"direct": 3, "village": 4, "explained": 1, "escalated": 5, "waiting": 1}


class Month:
    """Takes the offices from week to week. `shown`: matters worth opening, by what they show."""

    JUDGED = ("done", "satisfied", "basically", "dissatisfied", "closed")

    def __init__(self, villages: Sequence[Desk], upper: Desk, county: Desk) -> None:
        self._villages, self._upper, self._county = villages, upper, county
        self._chance = random.Random(SEED)
        self._doorsteps = Doorsteps(self._chance)
        self.collected, self.told = self._doorsteps.collected, self._doorsteps.told
        self.way: dict[str, list[str]] = {name: [] for name in _PER_VILLAGE}
        self.shown: dict[str, str] = {}
        self.decided: Counter[str] = Counter()
        self.called: list[str] = []
        self.merged = 0
        self._units = self._departments(upper)
        self._county_units = self._departments(county)
        self._officers = [records.add(upper, "person", {"name": name}) for name in OFFICERS]
        self._dispatched: list[str] = []

    @property
    def sorted(self) -> dict[str, int]:
        """How many problems went which way in the villages."""
        return {name: len(ids) for name, ids in self.way.items()}

    def count(self, what: str, desk: Desk) -> int:
        """How many of the month's matters of a village were finished, judged so, or struck off."""
        rows = stored(desk, [each for each, home in self.collected.items() if home is desk]).values()
        held = {"done": [row.done for row in rows], "closed": [row.closed for row in rows]}
        return sum(map(bool, held.get(what, [row.satisfaction == what for row in rows])))

    def collect(self, friday: datetime.date) -> None:
        """Problems in the people's own words, analysed and sorted in the village."""
        for desk in self._villages:
            for way, count in _PER_VILLAGE.items():
                for _ in range(count):
                    self.way[way].append(self._doorsteps.collect(desk, way, friday))
            alike = self._doorsteps.collect(desk, "escalated", friday, THEME[desk is self._villages[0]])
            self.way["escalated"].append(alike)
            self.shown.setdefault("theme_source", alike)

    def decide(self, friday: datetime.date) -> None:
        """The township: alike ones become a theme; one goes back, one up, one is whistled, the rest out."""
        upper, monday = self._upper, friday - datetime.timedelta(days=4)
        waiting = list(self.way["escalated"])
        alike = [each for each in waiting if records.get(upper, "matter", each)["category"] == "water"]
        self._merge(alike, monday)
        returned, up, whistled, *rest = [each for each in waiting if each not in alike]
        act(upper, returned, "return", {"text": self._line("sent_back"), "date": on(monday, 1)})
        act(upper, up, "escalate", {"text": self._line("county"), "date": on(monday, 1)})
        self.shown |= {"returned": returned, "county": up, "whistle": whistled}
        for each in (whistled, *rest):
            act(upper, each, "confirm", {"text": self._line("confirm"), "date": on(monday, 1)})
        self._whistle(whistled, monday)
        for at, each in enumerate(rest):
            self._dispatch(upper, each, monday, overdue=at == 0)
        self._sweep(rest[-1], monday)
        self._found_group(whistled, monday)
        self.decided.update(confirmed=len(rest) + 1, dispatched=len(rest), returned=1, up=1)

    def _merge(self, alike: list[str], day: datetime.date) -> None:
        words = THEME[0][0]
        number = next_number(self._upper, day)
        values = {"opened": on(day, 0), "description": words, "kind": "common", "category": "water"}
        theme = records.add(
            self._upper, "matter", {**values, "number": number, "channel": "meeting", themes.WORDED: 1}
        )
        themes.merge(self._upper, alike, theme)
        self.shown["theme"], self.merged = theme, len(alike)
        for step in ("accept", "confirm"):
            act(self._upper, theme, step, {"text": self._line(step), "date": on(day, 1)})
        self._dispatch(self._upper, theme, day)

    def _whistle(self, matter: str, day: datetime.date) -> None:
        wanted = (self.told[matter].department, *JOINTLY)
        self.called = list(dict.fromkeys(name for name in wanted if name in self._units))[:3]
        said = {"deadline": on(day, 3), "text": self._line("whistle"), "date": on(day, 1)}
        whistle(self._upper, matter, [self._units[name] for name in self.called], said)

    def _dispatch(self, desk: Desk, matter: str, day: datetime.date, overdue: bool = False) -> None:
        units = self._units if desk is self._upper else self._county_units
        wanted = self.told[matter].department if matter in self.told else ""
        unit = units.get(wanted) or self._chance.choice(list(units.values()))
        values: dict[str, Any] = {
            "organization": unit, "deadline": on(day, 9 if overdue else 16), "date": on(day, 2),
            "standard": STANDARD, "text": self._line("dispatch"),
        }  # fmt: skip
        if desk is self._upper:
            values["responsible"] = self._chance.choice(self._officers)
        else:
            values["person_named"] = OFFICERS[0]
        act(desk, matter, "dispatch", values)
        self._dispatched.append(matter)
        if overdue:
            self.shown["overdue"] = matter

    def _sweep(self, matter: str, day: datetime.date) -> None:
        wanted = {"deadline": on(day, 12), "standard": STANDARD, "opened": on(day, 2)}
        self._swept = sweeps.start(self._upper, matter, [desk.office.id for desk in self._villages], wanted)
        self.shown["sweep"] = matter

    def _found_group(self, matter: str, day: datetime.date) -> None:
        steps = [{"date": on(day, 7 * at), "text": text} for at, text in enumerate(GROUP, 1)]
        steps[0]["finished"] = steps[0]["date"]
        values = {
            "start": on(day, 2), "owner": self._officers[0], "members": self._officers[1:4],
            "units": [self._units[name] for name in self.called], "milestones": steps,
        }  # fmt: skip
        task_groups.found(self._upper, matter, values)

    def decide_at_county(self, friday: datetime.date) -> None:
        """The county confirms what was handed up to it, and gives it to its own department."""
        matter = self.shown["county"]
        act(self._county, matter, "confirm", {"text": self._line("confirm"), "date": on(friday, -1)})
        self._dispatch(self._county, matter, friday - datetime.timedelta(days=3))

    def work_in_villages(self, friday: datetime.date) -> None:
        """What the villages do themselves goes on, the most of it to its end."""
        for matter in self.way["village"]:
            desk, trouble = self.collected[matter], self.told[matter]
            act(desk, matter, "handle", {"text": trouble.work[-1], "date": on(friday, -2)})
            if self._chance.random() < 0.8:
                said = {"text": trouble.done, "result": "done", "date": on(friday, -1)}
                act(desk, matter, "finish", said)

    def work_in_departments(self, friday: datetime.date) -> None:
        """The departments take, do and finish what they were given; one is late and one has not come yet."""
        upper, matter = self._upper, self.shown["whistle"]
        for came, name in zip((-9, -8, -4), self.called, strict=True):
            part, here = {"organization": self._units[name]}, self._line("respond")
            act(upper, matter, "respond", {**part, "text": here, "date": on(friday, came)})
            act(upper, matter, "handle", {**part, "text": JOINT, "date": on(friday, -2)})
            act(upper, matter, "finish", {**part, "result": "done", "text": "", "date": on(friday, -1)})
        done = {"text": self.told[matter].done, "result": "done", "date": on(friday, 0)}
        act(upper, matter, "finish", done)
        for each in self._dispatched:
            desk = self._county if each == self.shown["county"] else upper
            trouble = self.told.get(each)
            act(desk, each, "receive", {"text": self._line("receive"), "date": on(friday, -4)})
            if each in (self.shown["overdue"], self.shown["county"]):
                continue
            words = trouble.work[-1] if trouble else THEME_WORK
            act(desk, each, "handle", {"text": words, "date": on(friday, -2)})
            if each == self.shown["theme"] or self._chance.random() < 0.75:
                ended = trouble.done if trouble else THEME_DONE
                act(desk, each, "finish", {"text": ended, "result": "done", "date": on(friday, -1)})

    def report_sweep(self, friday: datetime.date) -> None:
        """Two of the three villages say what they found when they looked for the same."""
        for desk, matter in list(zip(self._villages, self._swept, strict=True))[:2]:
            found = self._chance.randint(2, 6)
            told = {"found": found, "solved": found - 1, "text": SWEPT, "date": on(friday, -1)}
            sweeps.finish(desk, matter, told)

    def tell_theme(self, friday: datetime.date) -> None:
        """What came of the theme goes back to everybody who had asked for it."""
        words = {"date": on(friday, 0)}
        themes.feed_back(self._upper, self.shown["theme"], THEME_TOLD, words)

    def feed_back(self, friday: datetime.date) -> None:
        """Everything that is finished is told to the person, judged, and struck off; one is not content."""
        unhappy = self.way["village"][0]
        for matter, desk in self.collected.items():
            told = self.told[matter].told
            said = (
                "dissatisfied"
                if matter == unhappy
                else self._chance.choice(("satisfied",) * 4 + ("basically",))
            )
            for step, values in (
                (Act.FEED_BACK, {"text": told, "date": on(friday, -3)}),
                (Act.EVALUATE, {"result": said, "text": self._line(said), "date": on(friday, -2)}),
                (Act.CLOSE, {"text": self._line("close"), "date": on(friday, -1)}),
            ):
                now = state_of(desk, matter)
                if step in possible(desk, now) and not (step is Act.FEED_BACK and now.state == "fed_back"):
                    act(desk, matter, step.value, values)
            if matter == unhappy:
                self.shown["dissatisfied"] = matter

    def next_batch(self, friday: datetime.date) -> list[str]:
        """What was handed up this week and waits on the desks above."""
        return [
            self._doorsteps.collect(desk, "escalated", friday) for desk in self._villages for _ in range(3)
        ]

    def begin_with(self, batch: list[str], friday: datetime.date) -> None:
        """Of the new batch some are confirmed, one given out, one handed up: each desk has its work."""
        for each in batch[:4]:
            act(self._upper, each, "confirm", {"text": self._line("confirm"), "date": on(friday, 0)})
        self._dispatch(self._upper, batch[0], friday - datetime.timedelta(days=2))
        for each in batch[4:6]:
            act(self._upper, each, "escalate", {"text": self._line("county"), "date": on(friday, 0)})

    def _line(self, event: str) -> str:
        return self._doorsteps.troubles.line(event)

    def _departments(self, desk: Desk) -> dict[str, str]:
        """The office's departments, registered by name."""
        names = [str(name) for name in preset("demo/places")["departments"]]
        if desk is self._county:
            names = [name.replace("镇", "县", 1) for name in names]
        rows = [{"name": name, "type": "department", "parent": desk.office.id} for name in names]
        with desk.write("demo") as w:
            return dict(zip(names, w.add_many("organization", rows), strict=True))
