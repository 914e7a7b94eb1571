"""What will be done with 200 made-up matters in two months: drawn once from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.matters.acts import Act, State
from tests.journey.arrows import Arrow, Move, Spot, after, arrow_of, moves, shortest, way_home

SEED, MATTERS = 20261201, 200
FIRST, LAST = date(2026, 12, 1), date(2027, 1, 31)
LEVELS = {"v1": "village", "v2": "village", "v3": "village", "t": "township", "k": "county"}
CATEGORIES = ("road", "water", "power", "housing", "", "dispute")
CHANNELS = ("visit", "phone", "wechat", "meeting", "letter", "hotline")
_HANDED = "accept analyse escalate confirm dispatch receive handle finish:done feed_back"
_ANSWERS = "respond@0 handle@0 finish@0 receive@1 respond@1 handle@1 handle@1 finish@1 excuse@2"
# What mostly happens, as often as the number says; a whistle calls three departments.
WAYS = {
    "accept direct handle finish:done report_branch feed_back evaluate:satisfied close": 8,
    "direct finish:done feed_back report_branch evaluate:basically close": 4,
    "accept analyse handle handle finish:done feed_back evaluate:satisfied close": 8,
    "accept analyse handle extend handle finish:partly feed_back evaluate:not_reached close": 3,
    "accept analyse handle suspend resume finish:done feed_back evaluate:satisfied close": 3,
    "accept analyse explain:unreasonable close": 3,
    "accept explain:decided feed_back evaluate:dissatisfied analyse handle finish:done": 2,
    f"{_HANDED} evaluate:satisfied close": 6,
    f"{_HANDED} evaluate:dissatisfied dispatch receive handle finish:done feed_back evaluate:basically": 3,
    "accept analyse escalate return analyse handle finish:done feed_back evaluate:satisfied close": 3,
    "accept analyse escalate escalate confirm dispatch receive extend handle finish:done feed_back": 3,
    "accept analyse escalate escalate return dispatch handle finish:done feed_back evaluate:satisfied": 2,
    f"accept analyse whistle {_ANSWERS} finish:done feed_back evaluate:satisfied close": 4,
    f"accept analyse escalate confirm whistle {_ANSWERS} finish:done feed_back evaluate:satisfied": 4,
    "accept handle whistle respond@0 suspend resume whistle handle respond@1 excuse@0": 2,
}

# What the upper offices collected themselves.
WAYS_ABOVE = (
    "accept confirm dispatch receive handle finish:done feed_back evaluate:satisfied close",
    "accept direct finish:done report_branch feed_back evaluate:dissatisfied analyse handle",
    "accept analyse confirm return explain:elsewhere close",
    f"accept analyse whistle {_ANSWERS} finish:impossible feed_back evaluate:dissatisfied",
    "accept confirm whistle respond@0 finish@0 excuse@1 receive@2 excuse@2 finish:done return dispatch",
)


@dataclass(frozen=True)
class Planned:
    """One step to come. `day`: on that very day; else `wait` days after the last one, or later.

    `days`: the deadline it sets, so many days on. `struck`: a correction strikes it out at once.
    `crosses`: its desk does not know of what another did before, and it will not count.
    """

    move: Move
    desk: str
    arrow: Arrow
    wait: int = 0
    day: str = ""
    days: int | None = None
    deadline: str = ""
    called: int = 1
    struck: bool = False
    crosses: bool = False


@dataclass
class Plan:
    """One matter and its steps. `theme`: the name of the plan that it is merged into."""

    name: str
    origin: str
    opened: str
    start: date
    steps: list[Planned] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    theme: str = ""


def _text_of(move: Move) -> str:
    return move.act.value + (f":{move.result}" if move.result else "")


def parsed(word: str) -> Move:
    """What "evaluate:satisfied" or "respond@0" says."""
    name, _, part = word.partition("@")
    name, _, result = name.partition(":")
    return Move(Act(name), result, int(part) if part else -1)


def desk_for(origin: str, spot: Spot) -> str:
    """Which of the five desks goes on with a matter of that origin."""
    return {LEVELS[origin]: origin}.get(spot.turn, "t" if spot.turn == "township" else "k")


class Drawing:
    """Draws plans one after another."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.plans: list[Plan] = []

    def new(self, origin: str, start: date, opened: str = "") -> Plan:
        """A plan without steps yet."""
        chance, number = self._chance, len(self.plans) + 1
        plan = Plan(f"第{number}件", origin, opened or start.isoformat(), start)
        plan.values = {
            "category": chance.choice(CATEGORIES),
            "kind": chance.choice(("individual", "common")),
            "channel": chance.choice(CHANNELS),
            "urgency": chance.choice(("normal", "urgent")),
        }
        if chance.random() < 0.5:
            plan.values["deadline"] = (start + timedelta(days=chance.randint(5, 40))).isoformat()
        self.plans.append(plan)
        return plan

    def take(self, plan: Plan, spot: Spot, way: Iterable[Move], waits: tuple[int, int] = (0, 0)) -> Spot:
        """Add these moves to a plan; where it then is. Here and there a note, or a step struck out."""
        chance = self._chance
        for move in way:
            if chance.random() < 0.05:
                self._slip(plan, spot)
            called = 3 if waits[1] and move.act is Act.WHISTLE and not spot.parts else 1
            plan.steps.append(self._planned(plan, spot, move, chance.randint(*waits), called))
            spot = after(spot, move, called)
        return spot

    def _planned(self, plan: Plan, spot: Spot, move: Move, wait: int, called: int = 1) -> Planned:
        sets = move.act in (Act.DISPATCH, Act.EXTEND, Act.WHISTLE) or (
            move.act in (Act.ACCEPT, Act.ANALYSE, Act.CONFIRM) and self._chance.random() < 0.3
        )
        days = self._chance.randint(2, 25) if sets else None
        return Planned(
            move, desk_for(plan.origin, spot), arrow_of(spot, move), wait, days=days, called=called
        )

    def _slip(self, plan: Plan, spot: Spot) -> None:
        """A word of correction, or a step that is struck out again."""
        able = [each for each in moves(spot) if each.act is not Act.WHISTLE]
        if self._chance.random() < 0.4 or not able:
            if plan.steps:
                desk = plan.steps[-1].desk
                plan.steps.append(Planned(Move(Act.CORRECT), desk, (spot.state.value, "correct", "note")))
            return
        slip = self._planned(plan, spot, self._chance.choice(able), 0)
        plan.steps.append(Planned(slip.move, slip.desk, slip.arrow, days=slip.days, struck=True))

    def day(self, first: int, last: int) -> date:
        """A working day so many days after the first."""
        found = FIRST + timedelta(days=self._chance.randint(first, last))
        return found - timedelta(days=max(found.weekday() - 4, 0))


def _covering(drawing: Drawing, chance: random.Random) -> None:
    """Matters whose ways walk every arrow that can be walked, the farthest first."""
    left = set(shortest())
    origins = {"village": ("v1", "v2"), "township": ("t",), "county": ("k",)}
    for arrow in sorted(left, key=lambda each: (-len(shortest()[each][1]), each)):
        if arrow not in left:
            continue
        level, way = shortest()[arrow]
        plan = drawing.new(chance.choice(origins[level]), drawing.day(0, 10))
        spot = drawing.take(plan, Spot(level), way)
        for _ in range(4):
            new = [each for each in moves(spot) if arrow_of(spot, each) in left and len(spot.parts) < 3]
            if not new:
                break
            spot = drawing.take(plan, spot, new[:1])
        if chance.random() < 0.6:
            drawing.take(plan, spot, way_home(spot))
        left -= {each.arrow for each in plan.steps if not each.struck}


def _themes(drawing: Drawing, chance: random.Random) -> None:
    """Two themes, of a village and of the township, and sources in every state when they are finished."""
    ways = {
        "accept": "v1", "direct": "v1", "accept analyse": "v2", "accept handle": "v2",
        "accept escalate": "v1", "accept escalate escalate": "v2", "accept escalate confirm": "v1",
        "accept escalate confirm dispatch": "v2", "accept escalate confirm handle": "v1",
    }  # fmt: skip
    theme_of = {"v1": drawing.new("v1", date(2026, 12, 2)), "v2": drawing.new("t", date(2026, 12, 2))}
    for plan in theme_of.values():
        way = [parsed(word) for word in ("accept", "analyse", "handle", "finish:done", "feed_back")]
        way[2:3] = [parsed("confirm"), way[2]] if plan.origin == "t" else way[2:3]
        spot = drawing.take(plan, Spot(LEVELS[plan.origin]), way[:-2])
        for move, day in zip(way[-2:], ("2027-01-06", "2027-01-07"), strict=True):
            plan.steps.append(Planned(move, plan.origin, arrow_of(spot, move), day=day))
            spot = after(spot, move)
    for words, origin in ways.items():
        plan = drawing.new(origin, drawing.day(1, 8))
        plan.theme = theme_of[origin].name
        spot = drawing.take(plan, Spot("village"), [parsed(word) for word in words.split()])
        told = Move(Act.FEED_BACK)
        desk = desk_for(origin, spot)
        if origin == "v2" and desk == "v2":
            desk = "t"  # which alone knows what came of its theme
        plan.steps.append(Planned(told, desk, arrow_of(spot, told)))
        spot = after(spot, told)
        if chance.random() < 0.7:
            drawing.take(plan, spot, way_home(spot))


def _crossing(drawing: Drawing) -> None:
    """Struck off in the village while the township, not knowing, gives it back: the later one waits."""
    for origin, struck_out in (("v1", True), ("v2", False)):
        plan = drawing.new(origin, date(2026, 12, 3))
        for word in ["accept", "handle", "finish:done", "feed_back"]:
            at = _spot_of(plan)
            plan.steps.append(Planned(parsed(word), origin, arrow_of(at, parsed(word))))
        for word in ("evaluate:satisfied", "close"):
            arrow = arrow_of(_spot_of(plan), parsed(word))
            plan.steps.append(Planned(parsed(word), origin, arrow, day="2027-01-13"))
        crossing = ("fed_back", "return", "crossing")
        plan.steps.append(Planned(Move(Act.RETURN), "t", crossing, day="2027-01-14", crosses=True))
        if struck_out:
            correct = ("closed", "correct", "crossing")
            plan.steps.append(Planned(Move(Act.CORRECT), "t", correct, day="2027-01-25", crosses=True))


def _spot_of(plan: Plan) -> Spot:
    spot = Spot(LEVELS[plan.origin])
    for each in plan.steps:
        spot = after(spot, each.move)
    return spot


def _ordinary(drawing: Drawing, chance: random.Random) -> None:
    """What mostly happens, some of it brought over from the year before, some not done yet."""
    (words,) = chance.choices(list(WAYS), list(WAYS.values()))
    origin = chance.choice(("v1", "v1", "v1", "v2", "v2", "v2", "v2", "v2", "t", "k"))
    words = words if origin in ("v1", "v2") else chance.choice(WAYS_ABOVE)
    old = chance.random() < 0.12
    start = drawing.day(0, 52)
    opened = f"{chance.choice((2024, 2025, 2026))}-{chance.randint(1, 11):02}-15" if old else ""
    plan = drawing.new(origin, start, opened)
    way = [parsed(word) for word in words.split()]
    if chance.random() < 0.3:
        way = way[: chance.randint(1, len(way))]
    drawing.take(plan, Spot(LEVELS[origin]), way, (0, 3))


def drawn(more: Sequence[Plan] = ()) -> list[Plan]:
    """All plans: those given, those that walk every arrow, themes, crossings, and ordinary ones up to 200."""
    chance = random.Random(SEED)
    drawing = Drawing(chance)
    _covering(drawing, chance)
    _themes(drawing, chance)
    _crossing(drawing)
    while len(drawing.plans) + len(more) < MATTERS:
        _ordinary(drawing, chance)
    return [*more, *drawing.plans]


def last_state(plan: Plan) -> State:
    """Where the plan ends if every step is taken."""
    spot = Spot(LEVELS[plan.origin])
    for each in plan.steps:
        if not (each.struck or each.crosses) and each.move.act is not Act.CORRECT:
            spot = after(spot, each.move, each.called)
    return spot.state
