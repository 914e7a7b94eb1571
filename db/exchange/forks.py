"""Where two machines wrote as one writer: the chain shows it, the later branch gets a name of its own.

Exchange 6b. The branch's name is derived from the writer and the first differing batch, so that the
machine that wrote it and every office that meets it later call it the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.exchange import vectors
from db.exchange.mapping import Heard, Place
from db.exchange.vectors import HEAD, WriterName


class MissingBefore(Exception):
    """The package builds on what is not here, or on another chain. `writers`: whose chain differs."""

    def __init__(self, writers: Sequence[WriterName] = ()) -> None:
        super().__init__("base")
        self.writers = tuple(writers)


@dataclass(frozen=True)
class Fork:
    """One writer found twice. `own`: this machine's branch was the later one and got the new name."""

    name: WriterName
    at: int
    branch: WriterName
    own: bool


def placed(connection: Any, bucket: int, heard: Sequence[Heard]) -> tuple[list[Place], list[Fork]]:
    """Where each writer of a package belongs here, forks told apart.

    Raises MissingBefore; then nothing was changed.
    """
    _check_bases(connection, bucket, heard)
    forks: list[Fork] = []
    places = [_place(connection, bucket, each, forks) for each in heard]
    return places, forks


def _check_bases(connection: Any, bucket: int, heard: Sequence[Heard]) -> None:
    known = vectors.tallies(connection, bucket)
    numbers = {name: number for number, (name, _) in vectors.writers(connection).items()}
    missing, strange = False, []
    for each in heard:
        number = numbers.get(each.name, 0)
        if each.base > known.get(number, 0):
            missing = True
        elif each.base and vectors.head_at(connection, bucket, number, each.base) != each.base_head:
            strange.append(each.name)
    if missing or strange:
        raise MissingBefore(strange)


def _place(connection: Any, bucket: int, each: Heard, forks: list[Fork]) -> Place:
    number = vectors.writer_number(connection, each.name, each.office)
    mine = vectors.tallies(connection, bucket).get(number, 0)
    common, differing = each.base, b""
    for last, head in each.batches:
        if common >= mine:
            break
        if vectors.head_at(connection, bucket, number, last) != head:
            differing = head
            break
        common = last
    if not differing:
        return Place(number)
    own, _ = vectors.own_writer(connection)
    if number == own:
        ours = _first_head_after(connection, bucket, number, common)
        name = branch_name(each.name, ours)
        branch = vectors.writer_number(connection, name, each.office)
        _move(connection, bucket, number, common, branch)
        forks.append(Fork(each.name, common, name, True))
        return Place(number)
    name = branch_name(each.name, differing)
    branch = vectors.writer_number(connection, name, each.office)
    _note_parent(connection, branch, number, common)
    forks.append(Fork(each.name, common, name, False))
    return Place(number, common, branch)


def branch_name(name: WriterName, head: bytes) -> WriterName:
    """The name of a branch of a writer that begins with the batch of this head."""
    told = f"{name.node}|{name.epoch}|{head.hex()}".encode()
    return WriterName(name.node, "f" + hashlib.sha256(told).hexdigest()[:16])


def _first_head_after(connection: Any, bucket: int, writer: int, seq: int) -> bytes:
    sql = "SELECT hash FROM batch WHERE bucket = ? AND writer = ? AND last_seq > ? ORDER BY last_seq LIMIT 1"
    return bytes(connection.execute(sql, (bucket, writer, seq)).fetchone()[0][:HEAD])


def _note_parent(connection: Any, branch: int, parent: int, at: int) -> None:
    connection.execute(
        "UPDATE writer SET parent = ?, forked_at = ? WHERE number = ? AND parent IS NULL",
        (parent, at, branch),
    )


def _move(connection: Any, bucket: int, writer: int, after: int, branch: int) -> None:
    """Give what this machine wrote beyond `after` to the branch, which counts from one."""
    _note_parent(connection, branch, writer, after)
    where = (branch, after, bucket, writer, after)
    for table in ("row_stamp", "column_stamp", "sibling", "history"):
        connection.execute(
            f"UPDATE {table} SET writer = ?, seq = seq - ? WHERE bucket = ? AND writer = ? AND seq > ?", where
        )
    connection.execute(
        "UPDATE batch SET writer = ?, last_seq = last_seq - ?, first_seq = first_seq - ? "
        "WHERE bucket = ? AND writer = ? AND last_seq > ?",
        (branch, after, after, bucket, writer, after),
    )
    sql = "SELECT seq FROM tally WHERE bucket = ? AND writer = ?"
    seq = connection.execute(sql, (bucket, writer)).fetchone()[0]
    raise_tally(connection, bucket, branch, seq - after)
    connection.execute("UPDATE tally SET seq = ? WHERE bucket = ? AND writer = ?", (after, bucket, writer))


def raise_tally(connection: Any, bucket: int, writer: int, seq: int) -> None:
    """Note that a bucket was seen up to this seq of a writer."""
    connection.execute(
        "INSERT INTO tally (bucket, writer, seq) VALUES (?, ?, ?) ON CONFLICT (bucket, writer) "
        "DO UPDATE SET seq = max(seq, excluded.seq)",
        (bucket, writer, seq),
    )


def keep_batches(connection: Any, bucket: int, each: Heard, place: Place) -> None:
    """Take over the chain of a package's writer: seen up to its end, with the heads between."""
    before = each.base
    for last, head in each.batches:
        writer, seq = place.dot(last)
        first = place.dot(before + 1)[1]
        connection.execute(
            "INSERT OR IGNORE INTO batch (bucket, writer, last_seq, first_seq, nonce, hash) "
            "VALUES (?, ?, ?, ?, x'', ?)",
            (bucket, writer, seq, first, head),
        )
        before = last
    for writer, seq in ((place.dot(each.seq)), (place.dot(min(each.seq, place.fork_at or each.seq)))):
        raise_tally(connection, bucket, writer, seq)
