"""An open made-up office for tests, with few records in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from app import records
from app.desk import Desk
from app.offices import OpenOffice, SetUp, create_office
from db.keys import Cost

NOW = datetime(2026, 11, 20, 9, 0)
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)


def open_village(folder: Path, level: str = "village") -> OpenOffice:
    """A new office in an empty folder, its clock standing at NOW."""
    asked = SetUp(level, "柿子坪村", "500110103203", "王芳", "lianxin1")
    desk, _ = create_office(folder / "office", asked, clock=lambda: NOW, cost=CHEAP)
    return desk


def add_household(desk: OpenOffice, head: str = "张桂花", **values: Any) -> str:
    """A household with that head."""
    return records.add(desk, "household", {"head": head, "group": "大湾组", "number": "1", **values})


def add_person(desk: OpenOffice, name: str = "李建国", **values: Any) -> str:
    """A person with that name."""
    return records.add(desk, "person", {"name": name, **values})


def add_organization(desk: OpenOffice, name: str = "镇水利站", **values: Any) -> str:
    """An organization with that name."""
    return records.add(desk, "organization", {"name": name, "type": "department", **values})


def add_matter(desk: Desk, **values: Any) -> str:
    """A matter collected on 2026-11-02."""
    return records.add(desk, "matter", {"opened": "2026-11-02", "description": "路灯不亮", **values})
