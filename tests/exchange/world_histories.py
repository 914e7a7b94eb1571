"""Histories by dice: what happens in the oracle's world, from a seed. Also a driver of `make soak`."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exchange.world import World
from tests.exchange.world_engine import Engine
from tests.exchange.world_machines import CLOCKS

STEPS = (12, 34)
# deed → how often
DEEDS = {
    "edit": 30, "give": 22, "deliver": 24, "exchange": 6, "remove": 4, "restore_person": 2, "add": 2,
    "resolve": 6, "image": 7, "put_back": 6, "clone": 1, "clock": 2, "full": 2, "cut_off": 3, "trespass": 1,
    "roll_back": 4, "twins": 3,
}  # fmt: skip
FIELDS = ("phone", "phone", "notes", "name", "id_number", "private_notes")


class History:
    """One seed's deeds in one world."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self._world = world
        self._dice = dice
        self._values = 0

    def begin(self) -> None:
        """Register somebody at each office; mostly all meet first."""
        for who in ("A", "B", "T"):
            self._world.add(who, {"name": self._value(), "phone": self._value()})
        if self._dice.random() < 0.8:
            for link in self._world.links():
                self._world.exchange(*link)

    def step(self) -> None:
        """One deed."""
        deed = self._dice.choices(list(DEEDS), list(DEEDS.values()))[0]
        getattr(self, f"_{deed}")()

    def run(self) -> None:
        """All of it, then the oracle. Raises Lost."""
        self.begin()
        for _ in range(self._dice.randint(*STEPS)):
            self.step()
        self._world.check()

    def _value(self) -> str:
        self._values += 1
        return f"v{self._values}"

    def _who(self) -> str:
        names = [name for name in self._world.machines if name != "K" or self._dice.random() < 0.3]
        return self._dice.choice(names)

    def _person(self, who: str) -> str | None:
        people = self._world.machines[who].people()
        return self._dice.choice(people) if people else None

    def _edit(self) -> None:
        self._edit_by(self._who())

    def _edit_by(self, who: str) -> None:
        identity = self._person(who)
        if identity is None:
            return
        names = self._dice.sample(FIELDS, self._dice.choice((1, 1, 2)))
        is_same = self._dice.random() < 0.15
        self._world.edit(who, identity, {n: "same" if is_same else self._value() for n in names})

    def _remove(self) -> None:
        who = self._who()
        if identity := self._person(who):
            self._world.remove(who, identity)

    def _restore_person(self) -> None:
        who = self._who()
        if identity := self._person(who):
            self._world.remove(who, identity, restore=True)

    def _add(self) -> None:
        self._world.add(self._dice.choice("ABT"), {"name": self._value()})

    def _resolve(self) -> None:
        who = self._who()
        conflicts = self._world.machines[who].conflicts()
        if conflicts:
            cell = self._dice.choice(list(conflicts))
            values = conflicts[cell]
            if cell[1] != "deleted" and self._dice.random() < 0.2:
                values = [self._value()]
            self._world.resolve(who, cell, self._dice.choice(values))

    def _link(self) -> tuple[str, str]:
        one, other = self._dice.choice(self._world.links())
        return (one, other) if self._dice.random() < 0.5 else (other, one)

    def _give(self) -> None:
        self._world.give(*self._link())

    def _full(self) -> None:
        self._world.give(*self._link(), is_full=True)

    def _exchange(self) -> None:
        self._world.exchange(*self._link())

    def _deliver(self, *, is_cut_off: bool = False) -> None:
        bag = self._world.bag
        if not bag:
            return
        package = self._dice.choice(bag[-6:] if self._dice.random() < 0.7 else bag)
        readers = [m.name for m in self._world.machines.values() if m.office == package.to]
        # A package is read where its sender is known.
        cut = self._dice.randint(0, 6) if is_cut_off else None
        self._world.take(self._dice.choice(readers), package, cut_off_after=cut)

    def _cut_off(self) -> None:
        self._deliver(is_cut_off=True)

    def _image(self) -> None:
        self._world.keep_image(self._who())

    def _put_back(self) -> None:
        if self._world.images:
            who = self._dice.choice(sorted(self._world.images))
            self._world.restore(who, noticed=self._dice.random() < 0.4)

    def _clone(self) -> None:
        if "C" not in self._world.machines:
            self._world.clone(noticed=self._dice.random() < 0.3)

    def _roll_back(self) -> None:
        """What hurts most in the field: work handed in, an old image put back unnoticed, other work."""
        who = self._who()
        self._world.keep_image(who)
        self._edit_by(who)
        link = self._dice.choice([each for each in self._world.links() if who in each])
        other = link[1] if link[0] == who else link[0]
        package = self._world.give(who, other)
        if self._dice.random() < 0.7:
            self._world.take(other, package)
        self._world.restore(who, noticed=self._dice.random() < 0.2)
        if self._dice.random() < 0.7:
            self._edit_by(who)

    def _twins(self) -> None:
        """A clone and its original both work on and hand in."""
        if "C" not in self._world.machines:
            self._world.clone(noticed=self._dice.random() < 0.2)
        for who in self._dice.sample(("A", "C"), 2):
            self._edit_by(who)
            if self._dice.random() < 0.6:
                self._world.take("T", self._world.give(who, "T"))

    def _clock(self) -> None:
        self._world.set_clock(self._who(), self._dice.randrange(len(CLOCKS)))

    def _trespass(self) -> None:
        if self._dice.random() < 0.4:
            self._world.trespass("A")


def history(seed: int, engine: Engine | None = None) -> Counter[str]:
    """One history; what was counted in it. Raises Lost."""
    with TemporaryDirectory(prefix="world-") as folder:
        world = World(Path(folder), engine)
        try:
            History(world, random.Random(seed)).run()
        finally:
            world.close()
        return world.counts
