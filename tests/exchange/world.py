"""The oracle's world: a township, two villages, a county, a clone, and a bag of packages.

Any package may be delivered any number of times in any order, or never; PCs are restored, cloned, cut
off while taking in, and lie about the time. What each write had seen is kept beside the engine, so that
at rest every column must hold exactly the values of those writes that no later one had seen.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.exchange import peers
from db.exchange.forks import MissingBefore
from db.exchange.parcel import Wanted, acknowledgement, parcel_for
from db.exchange.taking import taking_in
from db.exchange.unpacking import Unpacking
from db.self_check_queries import broken_chains
from tests.exchange.world_engine import Engine
from tests.exchange.world_machines import CLOCKS, IDENTITY, OFFICES, TRACKED, Machine, bucket_of

SHARED = {  # link → the buckets that travel over it
    ("A", "T"): ("a", "t"),
    ("B", "T"): ("b", "t"),
    ("C", "T"): ("a", "t"),
    ("T", "K"): ("a", "b", "t"),
}
ROUNDS = 12


class Lost(AssertionError):
    """The oracle found something lost, or machines that never agree."""


class CutOff(Exception):
    """The PC was switched off in the middle of a take-in."""


@dataclass(frozen=True)
class Write:
    """One value set in one column. `seen`: the writes of the bucket of which its writer had heard."""

    number: int
    bucket: str
    cell: tuple[str, str]
    value: Any
    seen: frozenset[int]


@dataclass(frozen=True)
class Package:
    """What lies on the stick."""

    number: int
    sender: str
    office: str
    to: str
    text: str
    acks: dict[str, Any]
    know: dict[str, frozenset[int]]


class World:
    """The machines, the bag, and what the oracle remembers. Call `close` at the end."""

    def __init__(self, folder: Path, engine: Engine | None = None, names: str = "TABK") -> None:
        self.engine = engine or Engine()
        self.folder = folder
        self.machines = {name: Machine(name, OFFICES[name], folder / f"{name}.db") for name in names}
        self.bag: list[Package] = []
        self.images: dict[str, Any] = {}
        self.writes: dict[int, Write] = {}
        self.counts: Counter[str] = Counter()
        self._packages = 0

    def close(self) -> None:
        """Let go of the files."""
        for machine in self.machines.values():
            machine.close()

    def links(self) -> list[tuple[str, str]]:
        """The pairs of machines that exchange, each in the order in which it was opened."""
        return [link for link in SHARED if set(link) <= self.machines.keys()]

    # What people do at one machine.

    def add(self, who: str, values: dict[str, Any]) -> str:
        """Register a person in the machine's own bucket."""
        machine = self.machines[who]
        bucket = bucket_of(machine.office)
        with machine.store.write("person.add", who) as (writer, _):
            identity = writer.add("person", values)
        self.engine.wrote(machine.store)
        made = {name: values.get(name) for name in TRACKED[1:]}
        self._note(machine, bucket, identity, {"deleted": 0, **made})
        return identity

    def edit(self, who: str, identity: str, values: dict[str, Any]) -> None:
        """Set fields of a person, as the form saves them."""
        machine = self.machines[who]
        before, undecided = machine.shown(identity), self._undecided(machine, identity)
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed.keys() & set(IDENTITY):
            changed = {**{name: before[name] for name in IDENTITY}, **changed}
        with machine.store.write("person.change", who) as (writer, _):
            writer.change("person", identity, values)
        self.engine.wrote(machine.store)
        changed.pop("private_notes", None)
        if not undecided and any(before[name] != value for name, value in values.items()):
            changed["deleted"] = before["deleted"]
        self._note(machine, machine.bucket_of(identity), identity, changed)

    def remove(self, who: str, identity: str, *, restore: bool = False) -> None:
        """Send a person to the recycle bin, or take it out."""
        machine = self.machines[who]
        value = 0 if restore else 1
        if machine.shown(identity)["deleted"] == value:
            return
        with machine.store.write("person.remove", who) as (writer, _):
            (writer.restore if restore else writer.remove)("person", identity)
        self.engine.wrote(machine.store)
        self._note(machine, machine.bucket_of(identity), identity, {"deleted": value})

    def resolve(self, who: str, cell: tuple[str, str], value: Any) -> None:
        """Decide a conflict: keep what is shown, take another value, or type a third."""
        machine = self.machines[who]
        identity, name = cell
        shown = machine.shown(identity)
        if shown[name] == value:
            with machine.store.write("conflict.resolve", who) as (writer, _):
                writer.keep_shown("person", identity, name)
            self.engine.wrote(machine.store)
            self._note(machine, machine.bucket_of(identity), identity, {name: value})
        elif name == "deleted":
            self.remove(who, identity, restore=not value)
        else:
            self.edit(who, identity, {name: value})

    def trespass(self, who: str) -> None:
        """Write a record of a kind that this office may not hand in."""
        machine = self.machines[who]
        with machine.store.write("organization.add", who) as (writer, _):
            writer.add("organization", {"name": "编造的组织"})
        self.engine.wrote(machine.store)

    # What happens to machines.

    def keep_image(self, who: str) -> None:
        """Make a copy of the whole disk."""
        self.images[who] = self.machines[who].image()

    def restore(self, who: str, *, noticed: bool) -> None:
        """Put the last image back: through the program or its side file, or so that nothing notices."""
        machine = self.machines[who]
        machine.put_back(self.images[who])
        if noticed:
            self.engine.restored(machine.store)

    def clone(self, *, noticed: bool) -> None:
        """Copy the disk of A to a second PC."""
        (self.folder / "C.db").write_bytes(self.machines["A"].image()[0])
        self.machines["C"] = Machine("C", "a", self.folder / "C.db", dict(self.machines["A"].know))
        if noticed:
            self.engine.restored(self.machines["C"].store)

    def set_clock(self, who: str, which: int) -> None:
        """From now on this PC tells another time."""
        self.machines[who].clock = CLOCKS[which]

    # What goes over the stick.

    def give(self, sender: str, to: str, *, is_full: bool = False) -> Package:
        """Make a package; it stays in the bag for ever."""
        mine, other = self.machines[sender], self.machines[to]
        offices = SHARED.get((sender, to)) or SHARED[to, sender]
        acks = peers.acknowledged(mine.store, other.node)
        wanted = [
            Wanted(bucket_of(office), office, {} if is_full else acks.get(bucket_of(office), {}))
            for office in offices
        ]
        with parcel_for(mine.store, wanted) as parcel:
            text = json.dumps({**parcel.description(), "frames": list(parcel.frames())})
        names = [each.name for each in wanted]
        left_out = peers.distrusted(mine.store, [other.node])
        told = {
            name: [row for row in rows if (row[0], row[1]) not in left_out.get(name, set())]
            for name, rows in acknowledgement(mine.store, names).items()
        }
        self._packages += 1
        know = {name: mine.know.get(name, frozenset()) for name in names}
        package = Package(self._packages, mine.node, mine.office, other.office, text, told, know)
        self.bag.append(package)
        return package

    def take(self, who: str, package: Package, *, cut_off_after: int | None = None) -> str:
        """Take a package in: "taken", "missing" or "cut off"."""
        machine = self.machines[who]
        described = self.engine.opened(machine.store, json.loads(package.text))
        frames, result = described.pop("frames"), "taken"
        try:
            with taking_in(machine.store, machine.clock, who, str(package.number)) as under_way:
                unpacking = Unpacking(under_way, described, lambda *_: self.engine.kinds(package.office))
                for at, frame in enumerate(frames):
                    if at == cut_off_after:
                        raise CutOff
                    unpacking.frame(frame)
                unpacking.finish()
        except MissingBefore as missing:
            result = "missing"
            self.counts["rolled back"] += missing.rolled_back
            for bucket in described["buckets"]:
                peers.distrust(machine.store, package.sender, bucket["name"], missing.writers)
        except CutOff:
            return "cut off"
        else:
            self.counts["forks"] += len(under_way.taken.forks)
            self.counts["rolled back"] += under_way.taken.rolled_back
            self.engine.took(machine.store)
            peers.trust(machine.store, package.sender)
            for bucket, known in package.know.items():
                machine.know[bucket] = machine.know.get(bucket, frozenset()) | known
        self.engine.note_ack(machine.store, package.sender, package.office, package.acks)
        self.counts[result] += 1
        return result

    def exchange(self, one: str, other: str) -> set[str]:
        """One package each way, both delivered."""
        results = {self.take(other, self.give(one, other))}
        return results | {self.take(one, self.give(other, one))}

    # What must be true at rest.

    def settle(self) -> None:
        """Everybody exchanges with everybody until nothing is new. Raises Lost if that never comes."""
        for _ in range(ROUNDS):
            results: set[str] = set()
            for link in self.links():
                results |= self.exchange(*link)
            if results == {"taken"} and self._agree_on_vectors():
                return
        raise Lost("the machines never come to rest")

    def check(self) -> None:
        """Settle, then compare all machines with each other and with the oracle. Raises Lost."""
        self.settle()
        for office in ("a", "b", "t"):
            holders = [m for m in self.machines.values() if self._holds(m, office)]
            if not holders:
                continue
            states = {each.name: each.state(bucket_of(office)) for each in holders}
            first = states[holders[0].name]
            for name, state in states.items():
                for what in first:
                    if state[what] != first[what]:
                        raise Lost(f"{name} differs in {what} of {office}: {state[what]} / {first[what]}")
            digests = [json.dumps(each.digest(bucket_of(office)), sort_keys=True) for each in holders]
            if office != "a" and len(set(digests)) > 1:  # in A's bucket lie records that T refused
                raise Lost(f"digests of {office} differ: {digests}")
            self._check_writes(holders, bucket_of(office))
        self._check_scope()
        for name, machine in self.machines.items():
            if self.engine.is_chained and broken_chains(machine.store.database):
                raise Lost(f"{name}'s own chain is broken")
        self.counts["histories"] += 1

    def _check_writes(self, holders: list[Machine], bucket: str) -> None:
        known = frozenset[int]().union(*(each.know.get(bucket, frozenset()) for each in holders))
        cells: dict[tuple[str, str], list[Write]] = {}
        for number in known:
            cells.setdefault(self.writes[number].cell, []).append(self.writes[number])
        siblings, people = holders[0].siblings(), set(holders[0].people())
        for cell, writes in cells.items():
            seen = frozenset[int]().union(*(each.seen for each in writes))
            expected = Counter(repr(each.value) for each in writes if each.number not in seen)
            if cell[0] not in people:
                raise Lost(f"record {cell[0]} is gone")
            found = siblings.get(cell) or [holders[0].shown(cell[0])[cell[1]]]
            if Counter(map(repr, found)) != expected:
                raise Lost(f"{cell} holds {found}, but nobody overwrote {dict(expected)}")
            self.counts["conflicts"] += len(expected) > 1
        self.counts["cells"] += len(cells)

    def _check_scope(self) -> None:
        for who in {"T", "K"} & self.machines.keys():
            sql = "SELECT count(*) FROM organization"
            if self.machines[who].store.connection.execute(sql).fetchone()[0]:
                raise Lost(f"{who} took in what A may not write")

    def _holds(self, machine: Machine, office: str) -> bool:
        return any(office in SHARED[link] for link in self.links() if machine.name in link)

    def _agree_on_vectors(self) -> bool:
        for one, other in self.links():
            names = [bucket_of(office) for office in SHARED[one, other]]
            told = [acknowledgement(self.machines[each].store, names) for each in (one, other)]
            if any(told[0].get(name, []) != told[1].get(name, []) for name in names):
                return False
        return True

    def _undecided(self, machine: Machine, identity: str) -> bool:
        return 1 in machine.siblings_of(identity, "deleted")

    def _note(self, machine: Machine, bucket: str, identity: str, values: dict[str, Any]) -> None:
        seen = machine.know.get(bucket, frozenset())
        numbers = []
        for name, value in values.items():
            number = len(self.writes) + 1
            self.writes[number] = Write(number, bucket, (identity, name), value, seen)
            numbers.append(number)
        machine.know[bucket] = seen | frozenset(numbers)
