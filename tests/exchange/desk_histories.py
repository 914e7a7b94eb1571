"""Random histories of real desks with real files: two villages, a township, a county, and a bag of sticks.

Any package may be taken in at any time or never; a desk may be taken back, through the program, by its
file alone, or as a whole image; a take-in may be stopped. At rest all desks hold the same, nothing that
anyone held before is gone, and no check of digests ever differed.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app import records
from app.exchange import deciding, giving, incoming, rekeying
from app.exchange.buckets import records_of
from app.exchange.incoming import MissingPart
from app.exchange.rounds import stop
from app.exchange.ties import REENROL
from app.offices import OpenOffice, SetUp, create_office
from app.problems import Problem
from app.records import Query
from app.restoring import restore_over
from tests.app.stations import copy_back, copy_out
from tests.exchange.desk_states import copied, digest_of, reopened, station
from tests.exchange.offices import CHEAP, NOW, PASSWORD, join
from tests.factories import make_household, make_person
from tests.faults import traced
from tests.faults.lives import Lost, in_another_process, workplace

PLACES = {  # folder → level, name, code
    "a": ("village", "柿子村", "500110103203"),
    "b": ("village", "桃花村", "500110103204"),
    "t": ("township", "大石镇", "500110103000"),
    "k": ("county", "綦江区", "500110000000"),
}
LINKS = (("a", "t"), ("b", "t"), ("t", "k"))
STEPS, ROUNDS = 90, 10
_ACTS = {
    "change": 10,
    "add": 4,
    "remove": 2,
    "decide": 3,
    "give": 9,
    "take": 9,
    "keep": 2,
    "take back": 2,
    "stop": 1,
}


def desk_history(seed: int) -> Counter[str]:
    """One history, in a process of its own. Raises Lost."""
    with workplace(seed) as place:
        folder = Path(shutil.copytree(template(), place / "offices"))
        told = json.loads(traced.asked(lambda: json.dumps(_lived(folder, seed)).encode()))
    if told["lost"]:
        raise Lost(f"seed {seed}: {told['lost']}")
    return Counter(told["counts"])


@cache
def template() -> Path:
    """The four offices, joined and closed."""
    folder = Path(tempfile.mkdtemp(prefix="lianxin-desks-"))
    in_another_process(lambda: _make_template(folder))
    return folder


def _make_template(folder: Path) -> None:
    desks = {}
    for name, (level, called, code) in PLACES.items():
        asked = SetUp(level, called, code, "王芳", PASSWORD)
        place = station(folder / f"states-{name}", name)
        desks[name] = create_office(folder / name, asked, lambda: NOW, CHEAP, place)[0]
    for lower, upper in LINKS:
        join(desks[lower], desks[upper], (f"{lower}1", f"{lower}2", f"{lower}3"))
    for each in desks.values():
        each.close()


def _lived(folder: Path, seed: int) -> dict[str, Any]:
    world = World(folder, random.Random(seed))
    try:
        for _ in range(STEPS):
            world.step()
        world.check()
    except Lost as lost:
        return {"lost": str(lost), "counts": {}}
    finally:
        world.close()
    return {"lost": "", "counts": dict(world.counts)}


@dataclass
class World:
    """The open desks and what lies on sticks: (taker, file)."""

    folder: Path
    dice: random.Random
    bag: list[tuple[str, Path]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    desks: dict[str, OpenOffice] = field(default_factory=dict)
    kept: dict[str, tuple[str, Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in PLACES:
            self._open(name)

    def close(self) -> None:
        """Let go of everything."""
        for each in self.desks.values():
            each.close()

    def step(self) -> None:
        """One thing that happens somewhere."""
        (act,) = self.dice.choices(list(_ACTS), list(_ACTS.values()))
        getattr(self, f"_{act.replace(' ', '_')}")(self.dice.choice(list(PLACES)))
        self.counts[f"step {act}"] += 1

    def check(self) -> None:
        """Come to rest, and compare. Raises Lost."""
        before = {name: self._ids(name) for name in PLACES}
        self._settle()
        for office, holders in {"a": "atk", "b": "btk", "t": "tk"}.items():
            bucket = records_of(self.desks[office].office.id)
            digests = {name: digest_of(self.desks[name], bucket) for name in holders}
            if len(set(digests.values())) > 1:
                raise Lost(f"{office} differs: {digests}")
        everything = set().union(*before.values())
        if gone := everything - self._ids("k"):
            raise Lost(f"gone: {gone}")
        self.counts["desk histories"] += 1
        self.counts["questions at rest"] += deciding.count(self.desks["k"])

    def _open(self, name: str) -> None:
        self.desks[name] = reopened(self.folder / name, self.folder / f"states-{name}", name)

    def _ids(self, name: str) -> set[str]:
        bins = (Query("person"), Query("person", deleted=True))
        return {each.id for query in bins for each in records.find(self.desks[name], query)}

    def _one(self, name: str) -> str | None:
        ids = sorted(each.id for each in records.find(self.desks[name], Query("person")))
        return self.dice.choice(ids) if ids else None

    def _change(self, name: str) -> None:
        if (person := self._one(name)) is not None:
            told = self.dice.choice(("phone", "notes", "work_unit", "job"))
            value = f"1380000{self.dice.randrange(10_000):04}"
            records.change(self.desks[name], "person", person, {told: value})

    def _add(self, name: str) -> None:
        home = records.add(self.desks[name], "household", make_household(number=str(self.dice.random())))
        records.add(self.desks[name], "person", make_person(household=home, name="张桂花"))

    def _remove(self, name: str) -> None:
        if (person := self._one(name)) is not None:
            records.remove(self.desks[name], "person", person)

    def _decide(self, name: str) -> None:
        asked = deciding.questions(self.desks[name])
        if asked:
            one = self.dice.choice(asked)
            chosen = self.dice.choice(one.choices).raw
            deciding.decide(self.desks[name], one.kind, one.id, one.field, chosen)

    def _give(self, name: str) -> None:
        self._given(
            name, self.dice.choice([each for link in LINKS if name in link for each in link if each != name])
        )

    def _given(self, name: str, to: str) -> Path:
        if self.desks[name].settings.get(REENROL):
            rekeying.is_the_first(self.desks[name])
            self.counts["said to be the first"] += 1
        given = giving.pack(self.desks[name], self.desks[to].office.id, is_full=self.dice.random() < 0.1)
        path = self.folder / f"stick-{len(self.bag)}.lxp"
        shutil.copy(given.path, path)
        self.bag.append((to, path))
        return path

    def _take(self, _: str) -> None:
        if self.bag:
            self._taken(*self.dice.choice(self.bag[-12:] if self.dice.random() < 0.7 else self.bag))

    def _taken(self, to: str, path: Path) -> str:
        try:
            report = incoming.take(self.desks[to], path, is_backed_up=True)
        except MissingPart:
            self.counts["refused for their base"] += 1
            return "missing"
        if report.alarm == "differs" or report.out_of_scope or report.parked:
            raise Lost(f"{path.name} at {to}: {report}")
        self.counts[f"alarm {report.alarm}" if report.alarm else f"packages {report.state}"] += 1
        return report.state

    def _stop(self, _: str) -> None:
        """A take-in that its clerk stops."""
        if not self.bag:
            return
        to, path = self.dice.choice(self.bag)
        before = digest_of(self.desks[to])
        after = self.dice.randrange(4)
        seen = Counter[str]()

        def told(done: int, total: int) -> None:
            seen["calls"] += 1
            if seen["calls"] > after:
                stop()

        try:
            incoming.take(self.desks[to], path, told, is_backed_up=True)
        except Problem:
            if digest_of(self.desks[to]) != before:
                raise Lost(f"a stopped take-in of {path.name} left something at {to}") from None

    def _keep(self, name: str) -> None:
        """A backup, a copy of the file, or an image of the disk."""
        how = self.dice.choice(("backup", "file", "image"))
        place = self.folder / f"kept-{name}-{self.dice.randrange(1 << 40)}"
        if how == "backup":
            place = self.desks[name].back_up(place)
        elif how == "file":
            self.desks[name].close()
            copy_out(self.folder / name, place)
            self._open(name)
        else:
            copied(self.desks[name], place)
            shutil.copytree(self.folder / f"states-{name}", place / "states")
        self.kept[name] = (how, place)

    def _take_back(self, name: str) -> None:
        if name not in self.kept:
            return
        how, place = self.kept[name]
        if how == "backup":
            restore_over(self.desks[name], place)
        elif how == "file":
            self.desks[name].close()
            copy_back(place, self.folder / name)
        else:
            self.desks[name].close()
            for folder in (self.folder / name, self.folder / f"states-{name}"):
                shutil.rmtree(folder)
            shutil.copytree(place, self.folder / name, ignore=shutil.ignore_patterns("states"))
            shutil.copytree(place / "states", self.folder / f"states-{name}")
        self._open(name)
        self.counts[f"taken back: {how}"] += 1

    def _settle(self) -> None:
        for _ in range(ROUNDS):
            states = set()
            for lower, upper in (*LINKS, *reversed(LINKS)):
                states.add(self._taken(upper, self._given(lower, upper)))
                states.add(self._taken(lower, self._given(upper, lower)))
            if states == {"taken"} and not any(self._owing(name) for name in PLACES):
                return
        raise Lost("the desks never come to rest")

    def _owing(self, name: str) -> bool:
        return any(each.counts or each.unconfirmed for each in giving.waiting(self.desks[name]))
