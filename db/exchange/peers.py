"""What the PCs on the other side said they have of ours, and whose chain differed (exchange 5).

An acknowledgement is replaced by the next one, and may fall: a peer that was restored has less.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db.exchange.parcel import vector_in
from db.exchange.vectors import Vector, WriterName
from db.store import Store

_EMPTY = ("", "{}", "{}", "[]")


def acknowledged(store: Store, node: str) -> dict[str, Vector]:
    """Bucket → what a node said it has."""
    return {name: vector_in(rows) for name, rows in json.loads(_row(store, node)[1]).items()}


def note_ack(store: Store, node: str, office: str, acks: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    """Take a node's newest word for what it has."""
    _, _, distrust_, wants = _row(store, node)
    _keep(store, node, office, json.dumps(acks), distrust_, wants)


def distrust(store: Store, node: str, bucket: str, writers: Iterable[WriterName]) -> None:
    """Of these writers a node has another chain: what we have of them counts as nothing for it."""
    office, acks, before, wants = _row(store, node)
    kept = json.loads(before)
    kept[bucket] = sorted({*map(tuple, kept.get(bucket, [])), *map(tuple, writers)})
    _keep(store, node, office, acks, json.dumps(kept), wants)


def trust(store: Store, node: str) -> None:
    """A package of this node was taken in: its chains and ours are one again."""
    office, acks, _, wants = _row(store, node)
    _keep(store, node, office, acks, "{}", wants)


def distrusted(store: Store, nodes: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """Bucket → writers whose acknowledgement to these nodes is left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for node in nodes:
        for bucket, writers in json.loads(_row(store, node)[2]).items():
            found.setdefault(bucket, set()).update((each[0], each[1]) for each in writers)
    return found


def note_wanted(store: Store, node: str, office: str, contents: Sequence[str]) -> None:
    """Remember which contents of attachments a node lacks."""
    _, acks, distrust_, _ = _row(store, node)
    _keep(store, node, office, acks, distrust_, json.dumps(list(contents)))


def wanted(store: Store, nodes: Iterable[str]) -> dict[str, int]:
    """sha256 → bytes of what these nodes lack and we have."""
    names = json.dumps([each for node in nodes for each in json.loads(_row(store, node)[3])])
    sql = "SELECT sha256, length(bytes) FROM content WHERE sha256 IN (SELECT value FROM json_each(?))"
    return dict(store.connection.execute(sql, (names,)))


def missing_contents(store: Store, limit: int = 500) -> list[str]:
    """Contents of attachments in use that have not come here yet."""
    sql = (
        'SELECT DISTINCT sha256 FROM attachment WHERE "deleted" = 0 AND length(sha256) = 64 '
        "AND sha256 NOT IN (SELECT sha256 FROM content) ORDER BY sha256 LIMIT ?"
    )
    return [row[0] for row in store.connection.execute(sql, (limit,))]


def _row(store: Store, node: str) -> tuple[str, str, str, str]:
    sql = "SELECT office, acknowledged, distrusted, wanted FROM peer WHERE node = ?"
    found = store.connection.execute(sql, (node,)).fetchone()
    return tuple(found) if found else _EMPTY


def _keep(store: Store, node: str, office: str, acks: str, distrust_: str, wants: str) -> None:
    with store.local_write() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO peer (node, office, acknowledged, distrusted, wanted) "
            "VALUES (?, ?, ?, ?, ?)",
            (node, office, acks, distrust_, wants),
        )
