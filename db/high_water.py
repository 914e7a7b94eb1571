"""How far this office's own writing has come: what a database must still hold when it is opened again.

A mark is the present writer with the head of its chain in each bucket (exchange 6a). A database
that lacks a mark it once had went backwards, or is another copy that went on by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import store as stores
from db.connection import faults_told
from db.store import Store


@dataclass(frozen=True)
class HighWater:
    """One writer's heads. `heads`: bucket name → (seq, hash of the batch that ends there, in hex)."""

    epoch: str
    heads: Mapping[str, tuple[int, str]]


def node_of(store: Store) -> str:
    """The node that writes in this database. Raises StoreFault."""
    return str(_writer(store)[1])


def high_water(store: Store) -> HighWater:
    """The present writer's mark; cheap, for it is read after every write. Raises StoreFault."""
    number, _, epoch = _writer(store)
    sql = (
        "SELECT k.name, t.seq, b.hash FROM tally t JOIN bucket k ON k.number = t.bucket "
        "JOIN batch b ON b.bucket = t.bucket AND b.writer = t.writer AND b.last_seq = t.seq "
        "WHERE t.writer = ?"
    )
    with faults_told():
        heads = {
            str(name): (int(seq), bytes(chained).hex())
            for name, seq, chained in store.connection.execute(sql, (number,))
        }
    return HighWater(str(epoch), heads)


def holds(store: Store, node: str, mark: HighWater) -> bool:
    """Whether this database has everything the mark speaks of, and nothing else in its place.

    A head is known again by its hash alone: enrolment gives the first bucket another name.
    """
    sql = (
        "SELECT 1 FROM batch b JOIN writer w ON w.number = b.writer "
        "WHERE w.node = ? AND w.epoch = ? AND b.last_seq = ? AND b.hash = ?"
    )
    with faults_told():
        known = "SELECT 1 FROM writer WHERE node = ? AND epoch = ?"
        if not store.connection.execute(known, (node, mark.epoch)).fetchone():
            return False
        for seq, chained in mark.heads.values():
            if not store.connection.execute(sql, (node, mark.epoch, seq, _hash(chained))).fetchone():
                return False
    return True


def begin_epoch(store: Store) -> None:
    """From now on the same node writes as a new writer, counting from 1. Raises StoreFault."""
    with faults_told():
        stores.new_writer(store.database, node_of(store))


def newest_action(store: Store) -> str:
    """The wall clock's word of the newest action, for display; "" when nothing was ever written."""
    with faults_told():
        found = store.connection.execute("SELECT at FROM action ORDER BY number DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def _hash(told: str) -> bytes:
    try:
        return bytes.fromhex(told)
    except ValueError:  # a side file is anybody's to write
        return b""


def _writer(store: Store) -> tuple[Any, ...]:
    with faults_told():
        row = store.connection.execute(
            "SELECT w.number, w.node, w.epoch FROM capture c JOIN writer w ON w.number = c.writer "
            "WHERE c.one = 1"
        ).fetchone()
    return tuple(row)
