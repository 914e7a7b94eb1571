"""Two or more whole stores and the packages between them, frame by frame, for tests of single cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.exchange import taking
from db.exchange.forks import MissingBefore
from db.exchange.parcel import Wanted, acknowledgement, parcel_for, vector_in
from db.exchange.taken import Taken
from db.exchange.unpacking import Unpacking
from db.store import Store, create
from tests.exchange.world_machines import CLOCKS, KEY, bucket_of


@dataclass
class Sent:
    """One package as the reader finds it."""

    described: dict[str, Any]
    frames: list[dict[str, Any]]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Its length as JSON."""
        return len(json.dumps([self.described, self.frames]))

    def rows(self, kind: str) -> list[list[Any]]:
        """The rows of a kind."""
        return [row for each in self.frames if each.get("kind") == kind for row in each["rows"]]

    def changed(self, change: Callable[[dict[str, Any]], None]) -> Sent:
        """A copy with every frame changed."""
        other = deepcopy(self)
        for frame in other.frames:
            change(frame)
        return other


def office_store(folder: Path, office: str, name: str = "") -> Store:
    """A store of an office, in its bucket."""
    store = create(folder / f"{name or office}.db", KEY, lambda: CLOCKS[0])
    store.connection.execute("PRAGMA synchronous = OFF")
    store.office = office
    taking.settle_home(store, bucket_of(office))
    return store


def sent(store: Store, offices: Iterable[str], reader: Store | None = None) -> Sent:
    """A package of the buckets of `offices` for a reader that acknowledged all it has; full without one."""
    acks = told(reader, offices) if reader else {}
    wanted = [
        Wanted(bucket_of(office), office, vector_in(acks.get(bucket_of(office), []))) for office in offices
    ]
    with parcel_for(store, wanted) as parcel:
        described, counts = parcel.description(), parcel.counts()
        frames = list(parcel.frames())
    return Sent(json.loads(json.dumps(described)), json.loads(json.dumps(frames)), counts)


def told(store: Store, offices: Iterable[str]) -> dict[str, list[list[Any]]]:
    """What a store acknowledges of the buckets of offices."""
    return acknowledgement(store, [bucket_of(office) for office in offices])


def take(store: Store, package: Sent, kinds: frozenset[str] | None = None, name: str = "p") -> Taken:
    """Take a package in whole. Raises MissingBefore."""
    with taking.taking_in(store, CLOCKS[0], "李", name) as under_way:
        unpacking = Unpacking(under_way, package.described, lambda *_: kinds)
        for frame in package.frames:
            unpacking.frame(frame)
        unpacking.finish()
    return under_way.taken


def meet(one: Store, other: Store, offices: str) -> None:
    """Exchange both ways until both have seen the same."""
    for _ in range(6):
        for giver, reader in ((one, other), (other, one)):
            try:
                take(reader, sent(giver, offices, reader))
            except MissingBefore:
                take(reader, sent(giver, offices))
        if told(one, offices) == told(other, offices):
            return
    raise AssertionError("they never agree")


def add(store: Store, kind: str, **values: Any) -> str:
    """Write one record."""
    with store.write(f"{kind}.add", "王") as (writer, _):
        return writer.add(kind, values)


def change(store: Store, kind: str, identity: str, **values: Any) -> None:
    """Change one record."""
    with store.write(f"{kind}.change", "王") as (writer, _):
        writer.change(kind, identity, values)


def value(store: Store, kind: str, identity: str, name: str) -> Any:
    """One column of one record; None too where there is no such record."""
    sql = f'SELECT "{name}" FROM "{kind}" WHERE id = ?'
    found = store.connection.execute(sql, (identity,)).fetchone()
    return found[0] if found else None


def count(store: Store, table: str, where: str = "1") -> int:
    """Rows of a table."""
    return int(store.connection.execute(f'SELECT count(*) FROM "{table}" WHERE {where}').fetchone()[0])


def dump(store: Store) -> list[str]:
    """The whole database as text, to be compared with itself."""
    tables = store.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name"
    ).fetchall()
    return [
        f"{name}: {store.connection.execute(f'SELECT * FROM {chr(34)}{name}{chr(34)}').fetchall()}"
        for (name,) in tables
        if not name.startswith(("find_", "text_", "sqlite_"))
    ]
