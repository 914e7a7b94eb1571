"""The PCs of the oracle's world: real encrypted stores in a folder, copied instead of created."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.connection import connect
from db.exchange import taking
from db.exchange.parcel import PRIVATE
from db.exchange.vectors import buckets, stamp_digest, writers
from db.kinds import KINDS
from db.store import Store, create, new_writer

KEY = bytes(32)
# What may be wrong with a PC's clock: right, an empty battery, far ahead, three days back.
CLOCKS = (
    datetime(2026, 11, 20, 9),
    datetime(2000, 1, 1),
    datetime(2099, 12, 31, 23),
    datetime(2026, 11, 17, 9),
)
KIND = KINDS["person"]
TRACKED = ("deleted", "name", "phone", "notes", "id_number", "id_state")
IDENTITY = ("id_number", "id_state")
OFFICES = {"T": "t", "A": "a", "B": "b", "K": "k"}


def bucket_of(office: str) -> str:
    """The bucket of an office's records."""
    return f"office:{office}"


@cache
def _template() -> bytes:
    """An empty database file; made once in a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        store = create(path, KEY, lambda: CLOCKS[0])
        for name, kind in KINDS.items():  # what no history writes costs time when a file is opened
            if name not in ("person", "organization"):
                for event in ("insert", "update", "delete"):
                    store.connection.execute(f"DROP TRIGGER IF EXISTS capture_{kind.name}_{event}")
        for row in store.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if row[0].startswith(("find_", "text_")):
                store.connection.execute(f"DROP TRIGGER {row[0]}")
        for row in store.connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'by_%'"
        ).fetchall():
            store.connection.execute(f'DROP INDEX "{row[0]}"')
        store.connection.execute("VACUUM")
        store.close()
        return path.read_bytes()


@dataclass
class Machine:
    """One PC. `know`: bucket → numbers of the writes of which its database has heard."""

    name: str
    office: str
    path: Path
    know: dict[str, frozenset[int]] = field(default_factory=dict)
    clock: datetime = CLOCKS[0]

    def __post_init__(self) -> None:
        self.store: Store = None  # type: ignore[assignment]
        if not self.path.exists():
            self.path.write_bytes(_template())
            self.open()
            self.begin_node()
        else:
            self.open()

    def open(self) -> None:
        """Open the file as it lies there."""
        database = connect(self.path, KEY)
        database.execute("PRAGMA journal_mode = MEMORY").fetchall()
        database.execute("PRAGMA synchronous = OFF")
        self.store = Store(database, self.path, KEY, lambda: self.clock)
        self.store.office = self.office

    def begin_node(self) -> None:
        """A machine of its own: another node than the template's."""
        new_writer(self.store.database, f"node-of-{self.name}")
        taking.settle_home(self.store, bucket_of(self.office))

    def close(self) -> None:
        """Let go of the file."""
        self.store.connection.close()

    def image(self) -> tuple[bytes, dict[str, frozenset[int]]]:
        """The file as it lies on the disk, and what it knows."""
        return self.path.read_bytes(), dict(self.know)

    def put_back(self, image: tuple[bytes, dict[str, frozenset[int]]]) -> None:
        """Have an earlier image stand in the file's place."""
        self.close()
        self.path.write_bytes(image[0])
        self.know = dict(image[1])
        self.open()

    @property
    def node(self) -> str:
        """The node's id."""
        sql = "SELECT node FROM writer WHERE number = (SELECT writer FROM capture WHERE one = 1)"
        return str(self.store.connection.execute(sql).fetchone()[0])

    def people(self) -> list[str]:
        """The ids of all people here, removed ones too."""
        return [row[0] for row in self.store.connection.execute("SELECT id FROM person ORDER BY row")]

    def bucket_of(self, identity: str) -> str:
        """The name of the bucket in which a person lives."""
        sql = "SELECT b.name FROM person p JOIN bucket b ON b.number = p.bucket WHERE p.id = ?"
        return str(self.store.connection.execute(sql, (identity,)).fetchone()[0])

    def shown(self, identity: str) -> dict[str, Any]:
        """What is shown of a person."""
        names = (*TRACKED, "private_notes")
        columns = ", ".join(f'"{name}"' for name in names)
        sql = f"SELECT {columns} FROM person WHERE id = ?"
        return dict(zip(names, self.store.connection.execute(sql, (identity,)).fetchone(), strict=True))

    def siblings(self) -> dict[tuple[str, str], list[Any]]:
        """(id, column) → its values, of columns with more than one dot."""
        sql = (
            "SELECT p.id, s.field, s.value FROM sibling s JOIN person p ON p.row = s.row "
            f"WHERE s.kind = {KIND.number} ORDER BY 1, 2, s.writer, s.seq"
        )
        found: dict[tuple[str, str], list[Any]] = {}
        for identity, name, value in self.store.connection.execute(sql):
            found.setdefault((identity, name), []).append(value)
        return found

    def siblings_of(self, identity: str, name: str) -> list[Any]:
        """The values of one column with more than one dot."""
        sql = (
            "SELECT s.value FROM person p JOIN sibling s ON s.kind = ? AND s.row = p.row AND s.field = ? "
            "WHERE p.id = ?"
        )
        return [row[0] for row in self.store.connection.execute(sql, (KIND.number, name, identity))]

    def conflicts(self) -> dict[tuple[str, str], list[Any]]:
        """(id, column) → its values, where they differ."""
        return {cell: values for cell, values in self.siblings().items() if len(set(values)) > 1}

    def digest(self, bucket: str) -> Mapping[str, list[int]]:
        """The digest of a bucket as packages carry it."""
        return stamp_digest(self.store.connection, buckets(self.store.connection)[bucket], PRIVATE)

    def state(self, bucket: str) -> dict[str, Any]:
        """All that the machines of a bucket must agree on: makings, stamps, siblings, values."""
        return dict(self._state(bucket))

    def _state(self, bucket: str) -> Iterator[tuple[str, Any]]:
        connection = self.store.connection
        number = buckets(connection).get(bucket, 0)
        names = {n: f"{name.node}/{name.epoch}" for n, (name, _) in writers(connection).items()}
        shared = [each.name for each in KIND.fields if each.leaves_office]
        columns = ", ".join(f'p."{name}"' for name in ("deleted", "extra", *shared))
        sql = (
            f"SELECT p.id, s.writer, s.seq, {columns} FROM person p JOIN row_stamp s "
            f"ON s.kind = {KIND.number} AND s.row = p.row WHERE p.bucket = ? ORDER BY p.id"
        )
        yield "rows", [(i, names[w], *rest) for i, w, *rest in connection.execute(sql, (number,))]
        for table, what in (("column_stamp", ""), ("sibling", ", s.value")):
            sql = (
                f"SELECT p.id, s.field, s.writer, s.seq{what} FROM {table} s JOIN person p ON p.row = s.row "
                f"WHERE s.kind = {KIND.number} AND s.bucket = ? AND s.field <> 'private_notes'"
            )
            rows = connection.execute(sql, (number,))
            yield table, sorted((i, name, names[w], *rest) for i, name, w, *rest in rows)
