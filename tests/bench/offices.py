"""Offices to measure: made-up, of the size asked for, on a real disk."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.offices import OpenOffice, SetUp, create_office, open_office
from tests.bench import village

OPERATOR, PASSWORD = "王芳", "测量用的密码"
CHUNK = 50_000


def new_office(home: Path) -> OpenOffice:
    """An empty village office."""
    return create_office(home, SetUp("village", "柿子村", "500110103203", OPERATOR, PASSWORD))[0]


def opened(home: Path) -> OpenOffice:
    """The office again."""
    return open_office(home, OPERATOR, PASSWORD)


def fill(desk: OpenOffice, kind: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Write ready-made values in large transactions, as an import does after its checks; ids."""
    ids: list[str] = []
    pending = iter(rows)
    while chunk := list(itertools.islice(pending, CHUNK)):
        with desk.store.write("bench.fill", OPERATOR) as (writer, _):
            ids.extend(writer.add_many(kind, chunk))
    return ids


def large_office(home: Path, people: int, visits: int) -> OpenOffice:
    """An office with that many people (four to a household) and visits over ten years."""
    desk = new_office(home)
    ids = fill(desk, "household", village.households(max(people // 4, 1)))
    members = (
        {**values, "household": ids[at // 4 % len(ids)]} for at, values in enumerate(village.people(people))
    )
    fill(desk, "person", members)
    fill(desk, "visit", village.visits(visits, ids))
    return desk
