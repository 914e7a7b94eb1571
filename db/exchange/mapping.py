"""From a package's own numbering to this database's: its writers, and what it has seen of a bucket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.exchange import vectors
from db.exchange.vectors import WriterName


@dataclass(frozen=True)
class Heard:
    """What a package says of one writer of a bucket: from `base` on to `seq`, and the chain between.

    `batches`: (last seq, head) of each batch beyond the base, in order.
    """

    name: WriterName
    office: str
    base: int
    base_head: bytes
    seq: int
    batches: tuple[tuple[int, bytes], ...]


@dataclass
class Place:
    """Where the dots of one of the package's writers belong here: those beyond `fork_at` to a branch."""

    writer: int
    fork_at: int | None = None
    branch: int = 0

    def dot(self, seq: int) -> tuple[int, int]:
        """(writer number here, seq there)."""
        if self.fork_at is not None and seq > self.fork_at:
            return self.branch, seq - self.fork_at
        return self.writer, seq


@dataclass
class Context:
    """One bucket of one package: who wrote, what both sides had seen before the merge.

    `here` and `there`: writer number → seq. `places`: by the package's own index of writers.
    """

    bucket: int
    package: str
    office: str  # whose bucket it is: its values win provisionally
    here: Mapping[int, int]
    there: dict[int, int] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    offices: dict[int, str] = field(default_factory=dict)  # writer number → office
    names: dict[int, WriterName] = field(default_factory=dict)

    def seen_here(self, dot: tuple[int, int]) -> bool:
        """Whether this database had seen a dot before the merge."""
        return dot[1] <= self.here.get(dot[0], 0)

    def seen_there(self, dot: tuple[int, int]) -> bool:
        """Whether the sender had seen a dot when it made the package."""
        return dot[1] <= self.there.get(dot[0], 0)

    def rank(self, dot: tuple[int, int]) -> tuple[bool, str, str, int]:
        """The order that chooses a provisional value, the same at every office: never a clock."""
        name = self.names[dot[0]]
        return self.offices.get(dot[0], "") == self.office, name.node, name.epoch, dot[1]


def context_of(
    connection: Any, bucket: int, package: str, office: str, heard: Sequence[Heard], places: list[Place]
) -> Context:
    """The context of a bucket whose writers were placed (see db.exchange.forks)."""
    context = Context(bucket, package, office, vectors.tallies(connection, bucket), places=places)
    for each, place in zip(heard, places, strict=True):
        for writer, seq in _reach(each, place):
            context.there[writer] = max(seq, context.there.get(writer, 0))
    for number, (name, of_office) in vectors.writers(connection).items():
        context.names[number], context.offices[number] = name, of_office
    return context


def _reach(each: Heard, place: Place) -> list[tuple[int, int]]:
    if place.fork_at is None or each.seq <= place.fork_at:
        return [(place.writer, each.seq)]
    return [(place.writer, place.fork_at), (place.branch, each.seq - place.fork_at)]
