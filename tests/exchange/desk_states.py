"""What desks hold, compared: records with their stamps under the names that all offices know."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.offices import OpenOffice, open_office
from app.station import Signs, Station
from db.exchange.outgoing import shared_fields
from db.kinds import KINDS
from db.schema import quoted
from tests.exchange.offices import NOW, PASSWORD

State = dict[str, list[tuple[Any, ...]]]


def state_of(desk: Desk, bucket: str = "") -> State:
    """Records, siblings and vectors of a bucket or of all, the same at two desks that hold the same."""
    run = desk.store.connection.execute
    found: State = {}
    for kind in KINDS.values():
        names = ", ".join(f"t.{quoted(name)}" for name in ("deleted", "extra", *shared_fields(kind)))
        rows = run(
            f"SELECT t.id, t.office, b.name, {names} FROM {quoted(kind.name)} t "
            "JOIN bucket b ON b.number = t.bucket WHERE ? IN ('', b.name) ORDER BY t.id",
            (bucket,),
        ).fetchall()
        if rows:
            found[kind.name] = [tuple(row) for row in rows]
        siblings = run(
            f"SELECT t.id, s.field, w.node, w.epoch, s.seq, s.value FROM sibling s JOIN writer w "
            f"ON w.number = s.writer JOIN {quoted(kind.name)} t ON t.row = s.row "
            "JOIN bucket b ON b.number = s.bucket WHERE s.kind = ? AND ? IN ('', b.name) "
            "ORDER BY 1, 2, 3, 4, 5",
            (kind.number, bucket),
        ).fetchall()
        if siblings:
            found[f"{kind.name} siblings"] = [tuple(row) for row in siblings]
    vectors = run(
        "SELECT b.name, w.node, w.epoch, t.seq FROM tally t JOIN writer w ON w.number = t.writer "
        "JOIN bucket b ON b.number = t.bucket WHERE t.seq > 0 AND ? IN ('', b.name) ORDER BY 1, 2, 3",
        (bucket,),
    ).fetchall()
    return {**found, "vectors": [tuple(row) for row in vectors]}


def digest_of(desk: Desk, bucket: str = "") -> str:
    """The same as one hash."""
    return hashlib.sha256(repr(sorted(state_of(desk, bucket).items())).encode()).hexdigest()


def count_of(desk: Desk, table: str) -> int:
    """Rows of a table."""
    return int(desk.store.connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])


def reopened(home: Path, states: Path, machine: str = "pc", now: datetime = NOW) -> OpenOffice:
    """An office opened on a computer of that name, whose side files lie in `states`."""
    return open_office(home, "王芳", PASSWORD, lambda: now, station(states, machine))


def station(states: Path, machine: str = "pc") -> Station:
    """A computer of that name."""
    signs = Signs(f"machine {machine}", f"host {machine}", f"disk {machine}")
    return Station(states, lambda _: signs, carrier=lambda _: "", ticks=lambda: 0.0)


def copied(desk: OpenOffice, to: Path) -> Path:
    """The whole folder of an office as a disk image keeps it; the office is open again afterwards."""
    with closing(desk.store.database.conn.cursor()) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(desk.home, to)
    return to
