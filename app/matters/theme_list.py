"""The themes of an office as a list: from how many matters, offices and people each came, and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.matters.recording import states
from app.matters.standings import Standing
from app.matters.stored import renew
from app.matters.themes import WORDED, sources, waiting
from app.records import Query, Record, Where
from db import theme_queries

MOST = 500  # themes on the list at once


@dataclass(frozen=True)
class Theme:
    """One theme. `matter`, `standing`: None where it lies at another office, which merged ours into it.

    `waiting`: sources whose person is to be told; `open`: sources not struck off yet.
    """

    id: str
    matter: Record | None
    standing: Standing | None
    sources: int
    offices: int
    people: int
    waiting: int
    open: int


@dataclass(frozen=True)
class Source:
    """One matter of a theme; `waits`: its person may be told the theme's result now."""

    matter: Record
    standing: Standing
    waits: bool


@dataclass(frozen=True)
class Totals:
    """8,310 → 319 (domain row 82): opinions as they were raised, and what is left when like is one."""

    opinions: int
    themes: int


def themes(desk: Desk, most: int = MOST, offset: int = 0) -> list[Theme]:
    """The themes of the office, those with the most sources first."""
    renew(desk)
    return _themes(desk, theme_queries.page(desk.store.database, most, offset))


def theme(desk: Desk, identity: str) -> Theme | None:
    """One theme; None when nothing is merged into it."""
    renew(desk)
    found = theme_queries.gathered(desk.store.database, [identity])
    return _themes(desk, list(found.values()))[0] if found else None


def _themes(desk: Desk, found: Sequence[theme_queries.Gathered]) -> list[Theme]:
    matters = records.by_ids(desk, "matter", [each.theme for each in found])
    standings = states(desk, list(matters))
    return [
        Theme(
            each.theme,
            matters.get(each.theme),
            standings.get(each.theme),
            each.sources,
            each.offices,
            each.people,
            each.waiting,
            each.open,
        )
        for each in found
    ]


def sources_of(desk: Desk, identity: str) -> list[Source]:
    """The sources of a theme, earliest collected first, each as it stands."""
    ids = sources(desk, identity)
    matters, standings = records.by_ids(desk, "matter", ids), states(desk, ids)
    here = identity in records.by_ids(desk, "matter", [identity])
    waits = set(waiting(desk, identity)) if here else set()
    return [Source(matters[each], standings[each], each in waits) for each in ids if each in matters]


def totals(desk: Desk) -> Totals:
    """How many opinions were merged, and into how many themes.

    A theme that somebody raised counts among the opinions; one that was worded for its sources does not.
    """
    merged, count = theme_queries.totals(desk.store.database)
    listed = [each.theme for each in theme_queries.page(desk.store.database, max(count, 1))]
    raised = sum(not each[WORDED] for each in records.by_ids(desk, "matter", listed).values())
    return Totals(merged + raised, count)


def addable(desk: Desk, text: str, most: int = 50) -> list[Record]:
    """Matters whose words fit and that are in no theme and no theme themselves, newest first."""
    where = (Where("theme", "empty"),)
    found = records.find(desk, Query("matter", where=where, order=("-opened",), text=text, limit=most))
    themes_among = leading(desk, [each.id for each in found])
    return [each for each in found if each.id not in themes_among]


def leading(desk: Desk, ids: Sequence[str]) -> set[str]:
    """Those of these matters that others are merged into."""
    return set(theme_queries.of_these(desk.store.database, list(ids)))
