"""From a package's own numbering to this database's: its writers, and what it has seen of a bucket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


ABSENT = Heard(WriterName("", ""), "", 0, b"", 0, ())  # of a writer that only other buckets have


@dataclass
class Place:
    """Where the dots of one of the package's writers belong here: some of them to branches.

    `segments`: (after, writer number here), ascending, the first after 0: dots beyond `after`
    count from one in that writer. `end`: the last dot that the package says there is.
    """

    segments: list[tuple[int, int]]
    end: int

    @property
    def writer(self) -> int:
        """The writer of the first dots."""
        return self.segments[0][1]

    def dot(self, seq: int) -> tuple[int, int]:
        """(writer number here, seq there). Raises ValueError: no such dot in this package."""
        if type(seq) is not int or not 0 < seq <= self.end:
            raise ValueError(seq)
        if len(self.segments) == 1:
            return self.segments[0][1], seq
        after, writer = next(each for each in reversed(self.segments) if seq > each[0])
        return writer, seq - after

    def reach(self, seq: int) -> Iterator[tuple[int, int]]:
        """(writer number here, its last seq) for all dots up to `seq`."""
        ends = [after for after, _ in self.segments[1:]] + [seq]
        for (after, writer), end in zip(self.segments, ends, strict=True):
            if min(end, seq) > after:
                yield writer, min(end, seq) - after


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
        if not each.seq:
            continue
        for writer, seq in place.reach(each.seq):
            context.there[writer] = max(seq, context.there.get(writer, 0))
    _name(connection, context)
    return context


def late_context(connection: Any, bucket: int, office: str, there: Mapping[int, int]) -> Context:
    """The context of a record that goes in later than it came: nothing of it counts as seen here."""
    context = Context(bucket, "", office, {}, dict(there))
    _name(connection, context)
    return context


def _name(connection: Any, context: Context) -> None:
    named = vectors.writers_in(connection, context.bucket)
    if context.there.keys() - named.keys():  # who never wrote here before
        named = vectors.writers(connection)
    for number, (name, office) in named.items():
        context.names[number], context.offices[number] = name, office
