"""Version vectors: what each writer had written, with the head of its chain (exchange 1, 3, 5).

A vector is per bucket: writer → Mark(seq, head), where `head` is the first HEAD bytes of the
hash of the batch that ends at `seq`. A base and an acknowledgement are vectors too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

HEAD = 8  # bytes of a batch's hash that travel: it tells accidents apart, the signature tells forgers


class WriterName(NamedTuple):
    """A writer as all offices know it: one epoch of one node."""

    node: str
    epoch: str


@dataclass(frozen=True)
class Mark:
    """How far a writer had come, and the head of its chain there."""

    seq: int
    head: bytes


Vector = dict[WriterName, Mark]


def writer_number(connection: Any, name: WriterName, office: str) -> int:
    """The small number of a writer in this database; a new one is noted with its office."""
    found = connection.execute(
        "SELECT number, office FROM writer WHERE node = ? AND epoch = ?", tuple(name)
    ).fetchone()
    if found is None:
        sql = "INSERT INTO writer (node, epoch, office) VALUES (?, ?, ?)"
        return int(connection.execute(sql, (*name, office)).lastrowid)
    if office and not found[1]:
        connection.execute("UPDATE writer SET office = ? WHERE number = ?", (office, found[0]))
    return int(found[0])


def writers(connection: Any) -> dict[int, tuple[WriterName, str]]:
    """Writer number → (name, office)."""
    rows = connection.execute("SELECT number, node, epoch, office FROM writer")
    return {number: (WriterName(node, epoch), office) for number, node, epoch, office in rows}


def writers_in(connection: Any, bucket: int) -> dict[int, tuple[WriterName, str]]:
    """The same, of those who wrote in one bucket."""
    rows = connection.execute(
        "SELECT w.number, w.node, w.epoch, w.office FROM tally t JOIN writer w ON w.number = t.writer "
        "WHERE t.bucket = ?",
        (bucket,),
    )
    return {number: (WriterName(node, epoch), office) for number, node, epoch, office in rows}


def own_writer(connection: Any) -> tuple[int, WriterName]:
    """The writer that this database writes as now."""
    sql = "SELECT number, node, epoch FROM writer WHERE number = (SELECT writer FROM capture WHERE one = 1)"
    number, node, epoch = connection.execute(sql).fetchone()
    return int(number), WriterName(node, epoch)


def name_own(connection: Any, office: str) -> None:
    """Let all epochs of this database's node say whose they are, before anybody hears of them."""
    connection.execute(
        "UPDATE writer SET office = ? WHERE office = '' AND node = (SELECT w.node FROM writer w "
        "JOIN capture c ON c.writer = w.number)",
        (office,),
    )


def bucket_number(connection: Any, name: str) -> int:
    """The small number of a bucket in this database; a new one is made."""
    found = connection.execute("SELECT number FROM bucket WHERE name = ?", (name,)).fetchone()
    if found is None:
        return int(connection.execute("INSERT INTO bucket (name) VALUES (?)", (name,)).lastrowid)
    return int(found[0])


def buckets(connection: Any) -> dict[str, int]:
    """Bucket name → number."""
    return dict(connection.execute("SELECT name, number FROM bucket"))


def office_of(connection: Any, bucket: int) -> str:
    """Whose bucket it is, by its name: its values win provisionally."""
    found = connection.execute("SELECT name FROM bucket WHERE number = ?", (bucket,)).fetchone()
    return str(found[0]).partition(":")[2] if found else ""


def name_home(connection: Any, name: str) -> None:
    """Give the first bucket, which every desk has from its first day, the name all offices know."""
    connection.execute("UPDATE bucket SET name = ? WHERE number = 1 AND name = 'home'", (name,))


def tallies(connection: Any, bucket: int) -> dict[int, int]:
    """Writer number → seq of a bucket, without those who never wrote in it."""
    rows = connection.execute("SELECT writer, seq FROM tally WHERE bucket = ? AND seq > 0", (bucket,))
    return dict(rows)


def raise_tally(connection: Any, bucket: int, writer: int, seq: int) -> None:
    """Note that a bucket was seen up to this seq of a writer."""
    connection.execute(
        "INSERT INTO tally (bucket, writer, seq) VALUES (?, ?, ?) ON CONFLICT (bucket, writer) "
        "DO UPDATE SET seq = max(seq, excluded.seq)",
        (bucket, writer, seq),
    )


def vector(connection: Any, bucket: int) -> Vector:
    """What this database has seen of a bucket."""
    rows = connection.execute(
        "SELECT w.node, w.epoch, t.seq, b.hash FROM tally t JOIN writer w ON w.number = t.writer "
        "LEFT JOIN batch b ON b.bucket = t.bucket AND b.writer = t.writer AND b.last_seq = t.seq "
        "WHERE t.bucket = ? AND t.seq > 0",
        (bucket,),
    )
    return {WriterName(node, epoch): Mark(seq, (head or b"")[:HEAD]) for node, epoch, seq, head in rows}


def head_at(connection: Any, bucket: int, writer: int, seq: int) -> bytes:
    """The chain's head where a writer's batch ends at `seq`; empty where none does."""
    sql = "SELECT hash FROM batch WHERE bucket = ? AND writer = ? AND last_seq = ?"
    found = connection.execute(sql, (bucket, writer, seq)).fetchone()
    return bytes(found[0][:HEAD]) if found else b""


def base_for(connection: Any, bucket: int, acknowledged: Mapping[WriterName, Mark]) -> dict[int, int]:
    """Writer number → seq from which a peer with this acknowledgement needs everything.

    Where the peer's chain is not ours, from the beginning: its copy of that writer is another.
    Where the peer has seen more than we, all that we have; the peer checks our head there.
    """
    base = {}
    names = {number: name for number, (name, _) in writers_in(connection, bucket).items()}
    for number, seq in tallies(connection, bucket).items():
        mark = acknowledged.get(names[number])
        if mark is None:
            base[number] = 0
        elif mark.seq > seq:
            base[number] = seq
        else:
            agrees = mark.seq > 0 and head_at(connection, bucket, number, mark.seq) == mark.head
            base[number] = mark.seq if agrees else 0
    return base


def batches_after(
    connection: Any, bucket: int, base: Mapping[int, int]
) -> dict[int, list[tuple[int, bytes]]]:
    """Writer number → (last seq, head) of each batch beyond `base`, in order."""
    sql = (
        "SELECT last_seq, hash FROM batch WHERE bucket = ? AND writer = ? AND last_seq > ? ORDER BY last_seq"
    )
    found = {}
    for number, seq in base.items():
        rows = connection.execute(sql, (bucket, number, seq))
        if batches := [(last, bytes(head[:HEAD])) for last, head in rows]:
            found[number] = batches
    return found


def stamp_digest(
    connection: Any, bucket: int, left_out: Mapping[int, tuple[str, ...]]
) -> dict[str, list[int]]:
    """node/epoch → [rows, sum of their seqs, columns, sum of theirs]: equal where the stamps are.

    `left_out`: per kind number the fields that no package carries.
    """
    digest: dict[str, list[int]] = {}
    listed = writers_in(connection, bucket).items()
    names = {number: f"{name.node}/{name.epoch}" for number, (name, _) in listed}
    rows = "SELECT writer, count(*), sum(seq) FROM row_stamp WHERE bucket = ? GROUP BY writer"
    for writer, count, total in connection.execute(rows, (bucket,)):
        digest.setdefault(names.get(writer, "?"), [0, 0, 0, 0])[:2] = [count, total]
    private = " OR ".join(
        f"(kind = {kind:d} AND field = '{name}')" for kind, fields in left_out.items() for name in fields
    )
    columns = (
        "SELECT writer, count(*), sum(seq) FROM column_stamp WHERE bucket = ? "
        f"AND NOT ({private or '0'}) GROUP BY writer"
    )
    for writer, count, total in connection.execute(columns, (bucket,)):
        digest.setdefault(names.get(writer, "?"), [0, 0, 0, 0])[2:] = [count, total]
    return digest
