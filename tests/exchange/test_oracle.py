"""The oracle over the real engine: Hypothesis drives the world, then nothing may be lost or differ."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.exchange.world import World
from tests.exchange.world_histories import history
from tests.exchange.world_machines import CLOCKS

VILLAGES = st.sampled_from("AB")
OFFICES = st.sampled_from("ABTK")
NUMBERS = st.integers(0, 40)
FIELDS = st.sampled_from(("phone", "notes", "id_number", "private_notes"))


class Meeting(RuleBasedStateMachine):
    """Every rule is one thing that happens to an office; `teardown` lets all meet, and compares."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="world-")
        self.world = World(Path(self._folder.name))
        self._values = 0

    def _value(self) -> str:
        self._values += 1
        return f"v{self._values}"

    def _person(self, who: str, number: int) -> str | None:
        people = self.world.machines[who].people()
        return people[number % len(people)] if people else None

    @initialize()
    def begin(self) -> None:
        for who in "ABT":
            self.world.add(who, {"name": self._value(), "phone": self._value()})
        for link in self.world.links():
            self.world.exchange(*link)

    @rule(who=OFFICES, number=NUMBERS, name=FIELDS, is_same=st.booleans())
    def edit(self, who: str, number: int, name: str, is_same: bool) -> None:
        if identity := self._person(who, number):
            self.world.edit(who, identity, {name: "same" if is_same else self._value()})

    @rule(who=OFFICES, number=NUMBERS)
    def edit_two_fields(self, who: str, number: int) -> None:
        if identity := self._person(who, number):
            self.world.edit(who, identity, {"phone": self._value(), "name": self._value()})

    @rule(who=OFFICES, number=NUMBERS, restore=st.booleans())
    def remove(self, who: str, number: int, restore: bool) -> None:
        if identity := self._person(who, number):
            self.world.remove(who, identity, restore=restore)

    @rule(who=OFFICES, number=NUMBERS, is_third=st.booleans())
    def resolve(self, who: str, number: int, is_third: bool) -> None:
        conflicts: list[tuple[tuple[str, str], list[Any]]] = list(
            self.world.machines[who].conflicts().items()
        )
        if conflicts:
            cell, values = conflicts[number % len(conflicts)]
            is_third = is_third and cell[1] != "deleted"
            self.world.resolve(who, cell, self._value() if is_third else values[number % len(values)])

    @rule(number=NUMBERS, is_up=st.booleans(), is_full=st.booleans())
    def give(self, number: int, is_up: bool, is_full: bool) -> None:
        links = self.world.links()
        one, other = links[number % len(links)]
        self.world.give(*((one, other) if is_up else (other, one)), is_full=is_full)

    @precondition(lambda self: self.world.bag)
    @rule(number=NUMBERS, is_last=st.booleans(), cut_off_after=st.sampled_from((None, None, None, 1, 3)))
    def deliver(self, number: int, is_last: bool, cut_off_after: int | None) -> None:
        bag = self.world.bag
        package = bag[-1] if is_last else bag[number % len(bag)]
        readers = [each.name for each in self.world.machines.values() if each.office == package.to]
        self.world.take(readers[number % len(readers)], package, cut_off_after=cut_off_after)

    @rule(who=OFFICES)
    def keep_image(self, who: str) -> None:
        self.world.keep_image(who)

    @precondition(lambda self: self.world.images)
    @rule(number=NUMBERS, noticed=st.booleans())
    def restore(self, number: int, noticed: bool) -> None:
        names = sorted(self.world.images)
        self.world.restore(names[number % len(names)], noticed=noticed)

    @precondition(lambda self: "C" not in self.world.machines)
    @rule(noticed=st.booleans())
    def clone(self, noticed: bool) -> None:
        self.world.clone(noticed=noticed)

    @precondition(lambda self: "C" in self.world.machines)
    @rule(number=NUMBERS)
    def edit_clone(self, number: int) -> None:
        if identity := self._person("C", number):
            self.world.edit("C", identity, {"phone": self._value()})

    @rule(who=OFFICES, which=st.integers(0, len(CLOCKS) - 1))
    def set_clock(self, who: str, which: int) -> None:
        self.world.set_clock(who, which)

    @rule()
    def trespass(self) -> None:
        self.world.trespass("A")

    def teardown(self) -> None:
        try:
            self.world.check()
        finally:
            self.world.close()
            self._folder.cleanup()


def _steps(examples: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )


def test_nothing_is_lost_however_packages_travel_and_machines_go_backwards():
    run_state_machine_as_test(Meeting, settings=_steps(60))


@pytest.mark.parametrize("first", range(0, 100, 10))
def test_histories_by_dice_end_in_agreement(first):
    forks = sum(history(seed)["forks"] for seed in range(first, first + 10))
    assert forks


@pytest.mark.soak
def test_nothing_is_lost_in_thousands_of_histories():
    run_state_machine_as_test(Meeting, settings=_steps(5000))
