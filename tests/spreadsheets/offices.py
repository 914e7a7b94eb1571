"""Importing into a made-up office, and looking at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app import records
from app.desk import Desk
from app.records import Query
from app.spreadsheets.importing import import_file
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.reports import Report
from tests.spreadsheets.sheets import Rows, write_xlsx


def bring(
    desk: Desk, folder: Path, rows: Rows, kind: str = "person", mapping: Mapping | None = None
) -> Report:
    """Write the rows as a workbook and import it."""
    path = write_xlsx(folder / f"{kind}.xlsx", rows)
    return import_file(desk, path, kind, mapping)


def people(desk: Desk, *fields: str) -> list[tuple[Any, ...]]:
    """The people's fields in the order of their names."""
    found = records.find(desk, Query("person", order=("name",)))
    return [tuple(each[field] for field in fields) for each in found]


def members(desk: Desk) -> dict[str, list[str]]:
    """Head of household → names of its members, in the order they came."""
    homes = {each.id: str(each["head"]) for each in records.find(desk, Query("household"))}
    found: dict[str, list[str]] = {head: [] for head in homes.values()}
    for each in records.find(desk, Query("person", order=("id",))):
        found.setdefault(homes.get(each["household"] or "", ""), []).append(each["name"])
    return found


def counts(desk: Desk) -> dict[str, int]:
    """Records of each kind that a roster makes."""
    return {kind: records.count(desk, Query(kind)) for kind in ("household", "person", "tag")}
