"""A delta as a package carries it: the buckets of its manifest, and the frames after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from db.connection import faults_told
from db.exchange import late, vectors
from db.exchange.mapping import ABSENT, Heard
from db.exchange.outgoing import Frame, Outgoing
from db.exchange.vectors import Mark, Vector, WriterName
from db.kinds import KINDS
from db.store import Store

CHAINED = 4000  # links of a chain in a frame
PRIVATE = {
    kind.number: tuple(each.name for each in kind.fields if not each.leaves_office) for kind in KINDS.values()
}


@dataclass(frozen=True)
class Wanted:
    """One bucket for one peer. `acknowledged`: what the peer said it had; empty for a full package."""

    name: str
    office: str
    acknowledged: Vector


@dataclass(frozen=True)
class Portion:
    """One bucket of a package in preparation."""

    wanted: Wanted
    number: int
    base: dict[int, int]
    description: dict[str, Any]


class Parcel:
    """What leaves for one peer. Alive only within `parcel_for`."""

    def __init__(self, connection: Any, wanted: Sequence[Wanted]) -> None:
        self._connection = connection
        self._names = vectors.writers(connection)
        self._index: dict[int, int] = {}
        self.portions = [self._portion(each) for each in wanted]

    def description(self) -> dict[str, Any]:
        """The part of the manifest that tells writers, buckets and chains."""
        listed = [[*self._names[number][0], self._names[number][1]] for number in self._index]
        return {"writers": listed, "buckets": [each.description for each in self.portions]}

    def counts(self) -> dict[str, int]:
        """Kind → records that leave."""
        found: dict[str, int] = {}
        for each in self.portions:
            for kind, count in self._outgoing(each).counts().items():
                found[kind] = found.get(kind, 0) + count
        return found

    def contents(self) -> dict[str, int]:
        """sha256 → bytes of the attachments of the records that leave."""
        found: dict[str, int] = {}
        for each in self.portions:
            found.update(self._outgoing(each).contents())
        return found

    def frames(self) -> Iterator[Frame]:
        """The frames of all buckets; each bucket begins with a frame that names it."""
        for place, each in enumerate(self.portions):
            yield {"t": "bucket", "bucket": place}
            yield from self._chains(each)
            yield from self._outgoing(each).frames()

    def _chains(self, each: Portion) -> Iterator[Frame]:
        """The chain of every writer beyond its base: [writer, last seq, head]."""
        links = [
            [self._index[writer], last, head.hex()]
            for writer, batches in vectors.batches_after(self._connection, each.number, each.base).items()
            for last, head in batches
        ]
        for start in range(0, len(links), CHAINED):
            yield {"t": "chain", "rows": links[start : start + CHAINED]}

    def _outgoing(self, each: Portion) -> Outgoing:
        return Outgoing(self._connection, each.number, each.base, self._index)

    def _portion(self, wanted: Wanted) -> Portion:
        number = vectors.bucket_number(self._connection, wanted.name)
        base = vectors.base_for(self._connection, number, wanted.acknowledged)
        seqs = vectors.tallies(self._connection, number)
        heard = []
        for writer, seq in sorted(seqs.items()):
            place = self._index.setdefault(writer, len(self._index))
            head = vectors.head_at(self._connection, number, writer, base[writer]).hex()
            heard.append([place, base[writer], head, seq])
        digest = vectors.stamp_digest(self._connection, number, PRIVATE)
        described = {"name": wanted.name, "office": wanted.office, "heard": heard, "digest": digest}
        return Portion(wanted, number, base, described)


@contextmanager
def parcel_for(store: Store, wanted: Sequence[Wanted]) -> Iterator[Parcel]:
    """What `wanted` asks for, read from one moment of the database."""
    connection = store.connection
    with faults_told():
        connection.execute("BEGIN IMMEDIATE")
        try:
            vectors.name_own(connection, store.office)
            late.know_better_at_rest(connection)
            yield Parcel(connection, wanted)
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")


def heard_in(
    described: Mapping[str, Any], bucket: Mapping[str, Any], links: Iterable[Sequence[Any]]
) -> list[Heard]:
    """What a checked description says of a bucket's writers, in the package's own order of writers.

    `links`: the rows of the bucket's frames of chains.
    """
    chains: dict[int, list[tuple[int, bytes]]] = {}
    for place, last, head in links:
        chains.setdefault(place, []).append((last, bytes.fromhex(head)))
    found = [ABSENT] * len(described["writers"])
    for place, base, head, seq in bucket["heard"]:
        node, epoch, office = described["writers"][place]
        chain = tuple(chains.get(place, ()))
        found[place] = Heard(WriterName(node, epoch), office, base, bytes.fromhex(head), seq, chain)
    return found


def acknowledgement(store: Store, names: Sequence[str]) -> dict[str, list[list[Any]]]:
    """Bucket name → [node, epoch, seq, head] of all that was seen: what a peer need not send again."""
    numbers = vectors.buckets(store.connection)
    return {
        name: [
            [*writer, mark.seq, mark.head.hex()]
            for writer, mark in sorted(vectors.vector(store.connection, numbers[name]).items())
        ]
        for name in names
        if name in numbers
    }


def vector_in(listed: Sequence[Sequence[Any]]) -> Vector:
    """A vector from its JSON form."""
    return {WriterName(node, epoch): Mark(seq, bytes.fromhex(head)) for node, epoch, seq, head in listed}


def has_raw(connection: Any, bucket: int) -> bool:
    """Whether a bucket holds what only a newer program understands."""
    sql = "SELECT 1 FROM raw_cell WHERE bucket = ? LIMIT 1"
    return connection.execute(sql, (bucket,)).fetchone() is not None
