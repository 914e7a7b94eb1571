"""How many records wait for many peers at once: counted by their dots, without preparing a package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.exchange import vectors
from db.exchange.parcel import vector_in
from db.exchange.vectors import HEAD, Mark, Vector
from db.store import Store

Base = tuple[tuple[int, int], ...]  # (writer number, seq) of the writers with something beyond


@dataclass
class Pending:
    """Counts of one moment. Peers that lack the same of a bucket are counted once."""

    store: Store
    _numbers: dict[str, int] = field(init=False)
    _names: dict[Any, int] = field(init=False)
    _tallies: dict[int, dict[int, int]] = field(init=False)
    _counted: dict[tuple[int, Base], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        connection = self.store.connection
        self._numbers = vectors.buckets(connection)
        self._names = {name: number for number, (name, _) in vectors.writers(connection).items()}
        self._tallies = {}
        for bucket, writer, seq in connection.execute("SELECT bucket, writer, seq FROM tally WHERE seq > 0"):
            self._tallies.setdefault(bucket, {})[writer] = seq

    def beyond(self, bucket_name: str, acknowledged: Sequence[Vector]) -> int:
        """Records of a bucket that one of these acknowledgements does not cover; all, when there is none."""
        bucket = self._numbers.get(bucket_name)
        if bucket is None:
            return 0
        marks: dict[int, list[Mark]] = {}
        for each in acknowledged:
            for name, mark in each.items():
                if name in self._names:
                    marks.setdefault(self._names[name], []).append(mark)
        base = []
        for writer, seq in sorted(self._tallies.get(bucket, {}).items()):
            told = marks.get(writer, [])
            least = min(told, key=lambda mark: mark.seq) if len(told) == len(acknowledged) and told else None
            covered = self._agreed(bucket, writer, least) if least is not None else 0
            if covered < seq:
                base.append((writer, covered))
        key = (bucket, tuple(base))
        if key not in self._counted:
            self._counted[key] = self._count(bucket, base)
        return self._counted[key]

    def _agreed(self, bucket: int, writer: int, mark: Mark) -> int:
        """How far an acknowledgement reaches: nothing where its chain is not ours (vectors.base_for)."""
        seq = self._tallies[bucket][writer]
        if mark.seq > seq:
            return seq
        sql = "SELECT substr(hash, 1, ?) FROM batch WHERE bucket = ? AND writer = ? AND last_seq = ?"
        found = self.store.connection.execute(sql, (HEAD, bucket, writer, mark.seq)).fetchone()
        return mark.seq if found is not None and bytes(found[0]) == mark.head else 0

    def _count(self, bucket: int, base: Iterable[tuple[int, int]]) -> int:
        parts: list[str] = []
        values: list[int] = []
        for writer, seq in base:
            for table in ("row_stamp", "column_stamp", "sibling"):
                parts.append(f"SELECT kind, row FROM {table} WHERE bucket = ? AND writer = ? AND seq > ?")
                values += [bucket, writer, seq]
        count = 0
        for start in range(0, len(parts), 300):  # SQLite takes 500 parts of one selection
            some = parts[start : start + 300]
            sql = f"SELECT count(*) FROM ({' UNION '.join(some)})"
            chosen = values[3 * start : 3 * (start + 300)]
            count += int(self.store.connection.execute(sql, chosen).fetchone()[0])
        return count


def acknowledgements(store: Store) -> dict[str, dict[str, Vector]]:
    """Node → bucket → what it said it has, of every node at once."""
    rows = store.connection.execute("SELECT node, acknowledged FROM peer")
    return {node: _vectors(json.loads(told)) for node, told in rows}


def told_by_packages(store: Store) -> dict[str, dict[str, Vector]]:
    """Office → bucket → how far its newest package reached, of every office at once."""
    rows = store.connection.execute(
        "SELECT office, vector FROM package WHERE rowid IN (SELECT max(rowid) FROM package "
        "WHERE direction = 'out' AND state != 'held' GROUP BY office)"
    )
    return {office: _vectors(json.loads(told)) for office, told in rows}


def _vectors(told: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, Vector]:
    return {name: vector_in(rows) for name, rows in told.items()}
