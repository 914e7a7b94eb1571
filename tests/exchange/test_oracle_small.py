"""Small scope, exhaustively: two offices, one cell, every order of a few deeds; then the oracle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exchange.world import Package, World

# a, t: the village, the township edits; > <: a package leaves the village, the township;
# T A: the newest package for the township, the village, arrives; 1 2: the oldest one does.
EDITS, GIVEN = {"a": "A", "t": "T"}, {">": ("A", "T"), "<": ("T", "A")}
ARRIVES = {"T": ("T", -1), "A": ("A", -1), "1": ("T", 0), "2": ("A", 0)}


def sequences(length: int, told: str = "") -> Iterator[str]:
    """Every order of deeds that does not do nothing, up to a length."""
    if told:
        yield told
    if len(told) < length:
        for deed in "at><TA12":
            if _does_something(told, deed):
                yield from sequences(length, told + deed)


def _does_something(told: str, deed: str) -> bool:
    given = told.count(">" if deed in "T1" else "<")
    if deed in "TA":
        return given > 0 and told[-1] != deed
    if deed in "12":
        return given > 1 and told[-1] != deed
    if deed in "><":
        return told[-1:] != deed
    return True


class Cell:
    """A world of two in which each sequence has a person of its own."""

    def __init__(self, world: World, people: int) -> None:
        self.world = world
        self._people = [world.add("A", {"phone": "0"}) for _ in range(people)]
        world.settle()

    def play(self, told: str) -> None:
        """One sequence, then both meet. Raises AssertionError."""
        person, bag = self._people.pop(), dict[str, list[Package]](T=[], A=[])
        for machine in self.world.machines.values():
            machine.know = {}
        for at, deed in enumerate(told):
            if deed in EDITS:
                self.world.edit(EDITS[deed], person, {"phone": f"{deed}{at}"})
            elif deed in GIVEN:
                sender, reader = GIVEN[deed]
                bag[reader].append(self.world.give(sender, reader))
            else:
                reader, which = ARRIVES[deed]
                self.world.take(reader, bag[reader][which])
        self.world.settle()
        self._agree(told, person)

    def _agree(self, told: str, person: str) -> None:
        machines = self.world.machines.values()
        known = [self.world.writes[n] for each in machines for n in each.know.get("office:a", ())]
        mine = {each.number: each for each in known if each.cell == (person, "phone")}
        seen = {number for each in mine.values() for number in each.seen}
        expected = sorted(each.value for each in mine.values() if each.number not in seen) or ["0"]
        for machine in machines:
            found = machine.siblings_of(person, "phone") or [machine.shown(person)["phone"]]
            assert sorted(found) == expected, told
        assert len({machine.shown(person)["phone"] for machine in machines}) == 1, told


def play_all(folder, chosen: list[str]) -> None:
    """Play sequences in as few worlds as keep them quick."""
    for start in range(0, len(chosen), 500):
        part = chosen[start : start + 500]
        (folder / str(start)).mkdir()
        world = World(folder / str(start), names="TA")
        cell = Cell(world, len(part))
        for told in part:
            cell.play(told)
        world.close()


def test_every_order_of_up_to_five_deeds_loses_nothing(tmp_path):
    play_all(tmp_path, list(sequences(5)))


@pytest.mark.soak
@pytest.mark.parametrize("first", ["a", "t", ">", "<"])
def test_every_order_of_up_to_seven_deeds_loses_nothing(tmp_path, first):
    play_all(tmp_path, list(sequences(7, first)))
