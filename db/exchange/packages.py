"""The register of packages: what was taken in and given out, with their receipts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.exchange.mapping import Context
from db.store import Store


@dataclass(frozen=True)
class Package:
    """One package as the register knows it. `direction`: in, out; `state`: taken, refused, given, held.

    `number`: counts the packages between two offices, for people. `report`: what came of it.
    """

    id: str
    direction: str
    node: str
    office: str
    at: str
    number: int
    state: str
    report: Mapping[str, Any]


def note(connection: Any, package: Package, action: int = 0, vector: Mapping[str, Any] | None = None) -> None:
    """Enter a package, or what became of it since."""
    connection.execute(
        "INSERT OR REPLACE INTO package "
        "(id, direction, node, office, at, number, state, action, vector, report) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            package.id, package.direction, package.node, package.office, package.at, package.number,
            package.state, action, json.dumps(vector or {}), json.dumps(package.report, ensure_ascii=False),
        ),
    )  # fmt: skip


def hold(connection: Any, identity: str) -> None:
    """The package was made and did not leave: it is not counted among those that were given."""
    connection.execute("UPDATE package SET state = 'held' WHERE id = ?", (identity,))


def held(store: Store, office: str) -> list[str]:
    """The packages for an office that did not leave."""
    sql = "SELECT id FROM package WHERE state = 'held' AND office = ?"
    return [identity for (identity,) in store.connection.execute(sql, (office,))]


def vector_of(contexts: list[Context]) -> dict[str, dict[str, int]]:
    """What the sender had seen, by this database's own numbers, for records that are let in later."""
    return {str(each.bucket): {str(writer): seq for writer, seq in each.there.items()} for each in contexts}


def told_in(store: Store, package: Package | None) -> dict[str, list[list[Any]]]:
    """How far each writer of each bucket had come when a package was given."""
    if package is None:
        return {}
    sql = "SELECT vector FROM package WHERE id = ?"
    return dict(json.loads(store.connection.execute(sql, (package.id,)).fetchone()[0]))


def find(store: Store, identity: str) -> Package | None:
    """The package of this id."""
    found = _select(store, "id = ?", (identity,), 1)
    return found[0] if found else None


def listing(store: Store, direction: str = "", office: str = "", limit: int = 200) -> list[Package]:
    """The newest packages that left or came, of one direction and office or of all."""
    condition = "(? = '' OR direction = ?) AND (? = '' OR office = ?) AND state != 'held'"
    return _select(store, condition, (direction, direction, office, office), limit)


def next_number(store: Store, office: str) -> int:
    """The number of the next package for an office."""
    sql = (
        "SELECT coalesce(max(number), 0) + 1 FROM package "
        "WHERE direction = 'out' AND office = ? AND state != 'held'"
    )
    return int(store.connection.execute(sql, (office,)).fetchone()[0])


def last_by_office(store: Store, direction: str) -> dict[str, Package]:
    """Office → its newest package of that direction."""
    sql = "rowid IN (SELECT max(rowid) FROM package WHERE direction = ? AND state != 'held' GROUP BY office)"
    return {each.office: each for each in _select(store, sql, (direction,), 100_000)}


def numbers_by_node(store: Store) -> dict[str, dict[str, list[int]]]:
    """Office → PC → the numbers of its packages that were taken in, rising."""
    found: dict[str, dict[str, list[int]]] = {}
    sql = (
        "SELECT office, node, number FROM package WHERE direction = 'in' AND state = 'taken' "
        "ORDER BY office, node, number"
    )
    for office, node, number in store.connection.execute(sql):
        found.setdefault(office, {}).setdefault(node, []).append(number)
    return found


def _select(store: Store, condition: str, parameters: tuple[Any, ...], limit: int) -> list[Package]:
    sql = (
        "SELECT id, direction, node, office, at, number, state, report FROM package "
        f"WHERE {condition} ORDER BY rowid DESC LIMIT ?"
    )
    rows = store.connection.execute(sql, (*parameters, limit))
    return [
        Package(identity, direction, node, office, at, number, state, json.loads(report))
        for identity, direction, node, office, at, number, state, report in rows
    ]
