"""The sheet of merged opinions: the ledger 意见归并表 of chosen themes, with 原始 → 归并后 over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.desk import Desk
from app.ledgers.building import build
from app.ledgers.catalogue import get_ledger
from app.ledgers.contents import Content, Table
from app.ledgers.definitions import Condition, LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk, write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import parse_period
from app.ledgers.printing import WRITERS, Preview, Written
from app.ledgers.problems import LedgerProblem
from app.ledgers.sources import DeskSource
from app.ledgers.taking_out import SAVED, allow_file, note
from app.ledgers.text import word
from app.matters.themes import sources
from db import theme_queries

NAME = "意见归并表"
_MOST = 100_000  # themes on one sheet: all of them


def sheet_of(desk: Desk, themes: Sequence[str] = ()) -> LedgerDefinition:
    """The ledger as this office has it, over these themes, or all, whenever their sources were collected."""
    chosen = list(themes) or [each.theme for each in theme_queries.page(desk.store.database, _MOST)]
    concerned = dict.fromkeys(each for theme in chosen for each in (theme, *sources(desk, theme)))
    definition = get_ledger(desk, NAME)
    return replace(
        definition, where=(*definition.where, Condition("id", "in", tuple(concerned))), period="none"
    )


def content_of(desk: Desk, themes: Sequence[str] = ()) -> Content:
    """What the sheet says; its right line tells how many opinions became how many themes."""
    definition = sheet_of(desk, themes)
    made = build(DeskSource(desk), definition, parse_period(_month(desk)))
    (table,) = made.sections
    assert isinstance(table, Table)
    counts = {column.path: 0 for column in table.columns}
    for row in table.values:
        for column, value in zip(table.columns, row, strict=True):
            if column.path in ("$opinions", "$as_one") and isinstance(value, int):
                counts[column.path] += value
    if not {"$opinions", "$as_one"} <= counts.keys():
        return made  # an office's own sheet may have left them out
    told = word("themes_count", opinions=counts["$opinions"], themes=counts["$as_one"])
    return replace(made, info=(made.info[0], made.info[1], told))


def _month(desk: Desk) -> str:
    return desk.today().strftime("%Y-%m")


def preview_themes(desk: Desk, themes: Sequence[str] = ()) -> Preview:
    """The sheet as PDF. Raises LedgerProblem fonts_missing."""
    try:
        model = lay_out(content_of(desk, themes), typefaces(system_folders()))
        return Preview(draw_pdf(model), len(model.pages), model.warnings, model.content.ids)
    finally:
        release_faces()


def print_themes(desk: Desk, path: Path, themes: Sequence[str] = (), disk: Disk = REAL_DISK) -> Written:
    """Write the sheet to `path`, .pdf or .xlsx; noted in the audit log.

    Raises LedgerProblem: unknown_file_type, export_needs_review, what `write_file` raises.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise LedgerProblem("unknown_file_type", suffix=path.suffix)
    content = content_of(desk, themes)
    allow_file(desk, content.definition, "inner")
    try:
        model = lay_out(content, typefaces(system_folders()))
        contents = write(model)
    finally:
        release_faces()
    note(
        desk,
        SAVED,
        content.definition,
        content.period.code,
        "inner",
        len(content.ids),
        path.suffix[1:].lower(),
    )
    write_file(path, contents, disk)
    return Written(path, len(model.pages), model.warnings, content.ids)
