"""Merging many matters into one theme and back, keeping every source (domain rows 65 and 82)."""

from __future__ import annotations

from collections.abc import Sequence

from app import records
from app.desk import Desk
from app.matters.recording import MatterProblem
from app.records import Query, Where


def merge(desk: Desk, matter_ids: Sequence[str], theme_id: str) -> None:
    """Merge these matters into the theme: one intention. Each keeps its own words and events.

    Raises MatterProblem when that would make a chain of themes.
    """
    theme = records.get(desk, "matter", theme_id)
    if theme_id in matter_ids:
        raise MatterProblem("theme_itself")
    if theme["theme"]:
        raise MatterProblem("theme_merged", theme=records.title(desk, theme))
    with_sources = records.find(
        desk, Query("matter", where=(Where("theme", "in", list(matter_ids)),), limit=1)
    )
    if with_sources:
        above = records.get(desk, "matter", with_sources[0]["theme"])
        raise MatterProblem("theme_has_sources", matter=records.title(desk, above))
    with desk.write("matter.change") as w:
        for matter in matter_ids:
            w.change("matter", matter, {"theme": theme_id})


def unmerge(desk: Desk, matter_id: str) -> None:
    """Take one matter out of its theme again. Raises MatterProblem when it is in none."""
    if not records.get(desk, "matter", matter_id)["theme"]:
        raise MatterProblem("not_merged")
    with desk.write("matter.change") as w:
        w.change("matter", matter_id, {"theme": None})


def sources(desk: Desk, theme_id: str) -> list[str]:
    """The matters merged into this one, earliest first."""
    query = Query("matter", where=(Where("theme", "=", theme_id),), order=("opened",))
    return [record.id for record in records.find(desk, query)]
