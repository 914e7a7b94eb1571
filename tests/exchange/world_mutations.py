"""`make mutations`: each safeguard of the protocol taken out must turn the oracle red.

Usage: -m tests.exchange.world_mutations [NAME ...]. Prints in which history each mutation lost
something; exit 1 if one survives.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from typing import Any

from db.exchange import peers, vectors
from db.exchange.vectors import WriterName
from db.store import Store
from tests.exchange.world import Lost
from tests.exchange.world_engine import Engine
from tests.exchange.world_histories import history
from tests.exchange.world_machines import KIND

MOST = 4000  # histories that a mutation may survive


class AckAsMaximum(Engine):
    """An acknowledgement never falls: a peer that was restored is never sent again what it lost."""

    def note_ack(self, store: Store, node: str, office: str, acks: dict[str, Any]) -> None:
        """Keep the greater of the old word and the new."""
        kept = dict(acks)
        for bucket, before in peers.acknowledged(store, node).items():
            rows = {(row[0], row[1]): row for row in acks.get(bucket, [])}
            for writer, mark in before.items():
                if mark.seq > rows.get(writer, [0, 0, 0])[2]:
                    rows[writer] = [*writer, mark.seq, mark.head.hex()]
            kept[bucket] = list(rows.values())
        super().note_ack(store, node, office, kept)


class NoPrerequisite(Engine):
    """A delta is taken in whether or not what it builds on is here."""

    def opened(self, store: Store, described: dict[str, Any]) -> dict[str, Any]:
        """Let no base reach beyond what is here."""
        for bucket in described["buckets"]:
            number = vectors.bucket_number(store.connection, bucket["name"])
            known = vectors.vector(store.connection, number)
            for heard in bucket["heard"]:
                node, epoch, _ = described["writers"][heard[0]]
                mark = known.get(WriterName(node, epoch))
                if heard[1] > (mark.seq if mark else 0):
                    heard[1:3] = [mark.seq, mark.head.hex()] if mark else [0, ""]
        return described


class NoChain(Engine):
    """Two machines that write as one are not told apart: a batch looks like any other."""

    is_chained = False

    def wrote(self, store: Store) -> None:
        """Let the heads of our chain tell nothing."""
        writer, name = vectors.own_writer(store.connection)
        rows = store.connection.execute(
            "SELECT bucket, last_seq FROM batch WHERE writer = ?", (writer,)
        ).fetchall()
        for bucket, last in rows:
            head = hashlib.sha256(f"{name} {bucket} {last}".encode()).digest()
            sql = "UPDATE batch SET hash = ? WHERE bucket = ? AND writer = ? AND last_seq = ?"
            store.connection.execute(sql, (head, bucket, writer, last))


class NoEpoch(NoChain):
    """After a restore the machine goes on under its old numbers, and nobody can tell."""

    def restored(self, store: Store) -> None:
        """Nothing."""


class ClockDecides(Engine):
    """Of several values the one with the latest time stays, without asking anybody."""

    def took(self, store: Store) -> None:
        """Let the clocks decide all conflicts."""
        run = store.connection.execute
        run("UPDATE capture SET capturing = 0 WHERE one = 1")
        cells = run("SELECT DISTINCT row, field FROM sibling WHERE kind = ?", (KIND.number,)).fetchall()
        for row, name in cells:
            where = (KIND.number, row, name)
            writer, seq, value = run(
                "SELECT s.writer, s.seq, s.value FROM sibling s LEFT JOIN action a ON a.number = s.action "
                "WHERE s.kind = ? AND s.row = ? AND s.field = ? ORDER BY a.at DESC, s.seq LIMIT 1",
                where,
            ).fetchone()
            run(f'UPDATE person SET "{name}" = ? WHERE row = ?', (value, row))
            run(
                "UPDATE column_stamp SET writer = ?, seq = ? WHERE kind = ? AND row = ? AND field = ?",
                (writer, seq, *where),
            )
            run("DELETE FROM sibling WHERE kind = ? AND row = ? AND field = ?", where)
        run("UPDATE capture SET capturing = 1 WHERE one = 1")


class NoScope(Engine):
    """A sender may write what it likes."""

    def kinds(self, office: str) -> frozenset[str] | None:
        """All kinds, for everybody."""
        return None


MUTATIONS: dict[str, type[Engine]] = {
    "acknowledgement as a maximum": AckAsMaximum,
    "no prerequisite check": NoPrerequisite,
    "no chain": NoChain,
    "no epoch": NoEpoch,
    "the clock decides": ClockDecides,
    "no scope check": NoScope,
}


def survived(mutation: type[Engine], seeds: Iterator[int]) -> tuple[int, str]:
    """(0, "") if no history shows the mutation, else the seed of the first that does, and what it lost."""
    for seed in seeds:
        try:
            history(seed, mutation())
        except Lost as lost:
            return seed, str(lost)
    return 0, ""


def main(names: list[str]) -> int:
    """Try them all, or those named; 1 if one survives."""
    alive = 0
    for name in names or list(MUTATIONS):
        seed, lost = survived(MUTATIONS[name], iter(range(1, MOST + 1)))
        told = f"red in history {seed}: {lost[:160]}" if seed else f"SURVIVED {MOST} histories"
        sys.stdout.write(f"{name}: {told}\n")
        sys.stdout.flush()
        alive += not seed
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
