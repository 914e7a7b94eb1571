"""Where two machines wrote as one writer: the chain shows it, the later branch gets a name of its own.

Exchange 6b. A branch is named by the head of its first batch, so that the machine that wrote it and
every office that meets it, in whatever order, call it the same in the end. What an office knows of
branches travels with its packages: a branch named there is told apart here too, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.exchange import vectors
from db.exchange.branching import move
from db.exchange.mapping import Heard, Place
from db.exchange.vectors import HEAD, WriterName

BRANCH = "f"  # how the epoch of a branch begins; other epochs are hex digits alone
_BRANCH_LENGTH = 1 + 2 * HEAD


class MissingBefore(Exception):
    """The package builds on what is not here, or on another chain. `writers`: whose chain differs.

    `rolled_back`: its sender has seen more of this very machine than there is here.
    """

    def __init__(self, writers: Sequence[WriterName] = (), *, rolled_back: bool = False) -> None:
        super().__init__("base")
        self.writers = tuple(writers)
        self.rolled_back = rolled_back


@dataclass(frozen=True)
class Fork:
    """One writer found twice. `own`: this machine's branch was the later one and got the new name."""

    name: WriterName
    at: int
    branch: WriterName
    own: bool


def branch_name(node: str, head: bytes) -> WriterName:
    """The name of the branch of a node's writer that begins with the batch of this head."""
    return WriterName(node, BRANCH + head.hex())


def placed(connection: Any, bucket: int, heard: Sequence[Heard]) -> tuple[list[Place], list[Fork]]:
    """Where each writer of a package belongs here, forks told apart.

    Raises MissingBefore; then the caller must roll back.
    """
    placing = _Placing(connection, bucket)
    before = vectors.tallies(connection, bucket)
    placing.follow(each.name for each in heard if each.seq)
    _check_bases(connection, bucket, heard, before)
    absent = Place([(0, 0)], 0)  # of a writer that only other buckets of the package have
    return [placing.place(each) if each.seq else absent for each in heard], placing.forks


def _check_bases(connection: Any, bucket: int, heard: Sequence[Heard], before: Mapping[int, int]) -> None:
    """`before`: how far each writer had come here before branches were told apart."""
    known = vectors.tallies(connection, bucket)
    numbers = {name: number for number, (name, _) in vectors.writers_in(connection, bucket).items()}
    own = vectors.own_writer(connection)[1]
    missing, rolled_back, strange = False, False, []
    for each in heard:
        number = numbers.get(each.name, 0)
        rolled_back = rolled_back or (each.name == own and each.seq > before.get(number, 0))
        if each.base > before.get(number, 0):
            missing = True
        elif each.base > known.get(number, 0) or not _ends_alike(connection, bucket, number, each):
            strange.append(each.name)
    if missing or strange:
        raise MissingBefore(strange, rolled_back=rolled_back)


def _ends_alike(connection: Any, bucket: int, writer: int, each: Heard) -> bool:
    return not each.base or vectors.head_at(connection, bucket, writer, each.base) == each.base_head


class _Placing:
    """Finds the places of one bucket's writers; tells forks apart on the way."""

    def __init__(self, connection: Any, bucket: int) -> None:
        self._connection = connection
        self._bucket = bucket
        self._own = vectors.own_writer(connection)[0]
        self._known = vectors.tallies(connection, bucket)
        listed = vectors.writers_in(connection, bucket).items()
        self._numbers = {name: number for number, (name, _) in listed}
        self.forks: list[Fork] = []

    def follow(self, names: Iterable[WriterName]) -> None:
        """Tell apart here what the sender has told apart: our part of a writer may be a branch there."""
        strange = {
            name
            for name in names
            if len(name.epoch) == _BRANCH_LENGTH
            and name.epoch[0] == BRANCH
            and not self._known.get(self._numbers.get(name, 0))
        }
        moved = True
        while moved:  # a branch may be a branch of a branch
            moved = False
            for name in sorted(strange):
                found = self._begins_with(name)
                if found is not None:
                    strange.discard(name)
                    self._branch_off(*found, name)
                    moved = True

    def place(self, each: Heard) -> Place:
        """The place of one writer, by its chain beyond the base."""
        number = vectors.writer_number(self._connection, each.name, each.office)
        self._numbers[each.name] = number
        place = Place([(0, number)], each.seq)
        common, name = each.base, each.name
        for last, head in each.batches:
            after, writer = place.segments[-1]
            branch = branch_name(each.name.node, head)
            known = self._numbers.get(branch, 0)
            if branch != name and self._known.get(known):
                place.segments.append((common, known))
                name = branch
            elif (
                common - after < self._known.get(writer, 0)
                and vectors.head_at(self._connection, self._bucket, writer, last - after) != head
            ):
                if writer == self._own:
                    self._branch_off(writer, common - after, self._next_branch(writer, common - after, name))
                else:
                    place.segments.append((common, self._new_branch(writer, common - after, branch)))
                    self.forks.append(Fork(name, common - after, branch, False))
                    name = branch
            common = last
        return place

    def _begins_with(self, name: WriterName) -> tuple[int, int] | None:
        """Where a branch of this name begins here: the writer that holds it, and the seq before it."""
        sql = (
            "SELECT b.writer, b.first_seq - 1 FROM batch b JOIN writer w ON w.number = b.writer "
            "WHERE b.bucket = ? AND w.node = ? AND substr(b.hash, 1, ?) = ? LIMIT 1"
        )
        head = bytes.fromhex(name.epoch[1:])
        found = self._connection.execute(sql, (self._bucket, name.node, HEAD, head)).fetchone()
        return (int(found[0]), int(found[1])) if found else None

    def _next_branch(self, writer: int, after: int, name: WriterName) -> WriterName:
        sql = "SELECT hash FROM batch WHERE bucket = ? AND writer = ? AND last_seq > ? ORDER BY last_seq"
        found = self._connection.execute(sql, (self._bucket, writer, after)).fetchone()
        return branch_name(name.node, bytes(found[0][:HEAD]))

    def _branch_off(self, writer: int, after: int, branch: WriterName) -> None:
        """What is here of a writer beyond a seq becomes the branch's."""
        name = next(each for each, number in self._numbers.items() if number == writer)
        number = self._new_branch(writer, after, branch)
        move(self._connection, self._bucket, writer, after, number)
        self._known = vectors.tallies(self._connection, self._bucket)
        self.forks.append(Fork(name, after, branch, writer == self._own))

    def _new_branch(self, writer: int, after: int, branch: WriterName) -> int:
        sql = "SELECT office FROM writer WHERE number = ?"
        office = self._connection.execute(sql, (writer,)).fetchone()[0]
        number = vectors.writer_number(self._connection, branch, office)
        self._connection.execute(
            "UPDATE writer SET parent = ?, forked_at = ? WHERE number = ? AND parent IS NULL",
            (writer, after, number),
        )
        self._numbers[branch] = number
        return number


def keep_batches(connection: Any, bucket: int, each: Heard, place: Place) -> None:
    """Take over the chain of a package's writer: seen up to its end, with the heads between."""
    before, rows = each.base, []
    for last, head in each.batches:
        writer, seq = place.dot(last)
        rows.append((bucket, writer, seq, place.dot(before + 1)[1], head))
        before = last
    connection.executemany(
        "INSERT OR IGNORE INTO batch (bucket, writer, last_seq, first_seq, nonce, hash) "
        "VALUES (?, ?, ?, ?, x'', ?)",
        rows,
    )
    for writer, seq in place.reach(each.seq):
        vectors.raise_tally(connection, bucket, writer, seq)
