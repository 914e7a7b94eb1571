"""What the place 统计 asks of the desk, on the database worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app import records
from app.desk import Desk
from app.ledgers.chart_drawing import chart_pdf
from app.ledgers.charts import Chart
from app.ledgers.supervision_charts import Over, Picture, picture, place_of, ranking_picture
from app.ledgers.supervision_tables import Traced, figures_table, names_of, report_table, span_label
from app.matters import desk_lists
from app.matters.desk_lists import Wanted
from app.matters.measures import Trace
from app.matters.stored import stored
from app.matters.supervision import Paragraph, count_behind, figures, page_behind, so_far
from ui.supervision.text import say
from ui.tables.rows import Column, Row, rows_of

CARDS = ("due_soon", "overdue", "not_evaluated", "dissatisfied", "returned")
MOST_PRINTED = 2000
COLUMNS = (
    Column("description", label=say("head.description"), width=0, is_sortable=False),
    Column("", label=say("head.village"), width=120, is_sortable=False),
    Column("", label=say("head.state"), width=110, is_sortable=False),
    Column("opened", label=say("head.opened"), width=104, is_sortable=False),
    Column("", label=say("head.deadline"), width=104, is_sortable=False),
    Column("", label=say("head.organization"), width=120, is_sortable=False),
)


class Behind(Protocol):
    """The matters that a number was counted from. Its methods are for the worker."""

    def count(self, desk: Desk) -> int:
        """How many."""

    def page(self, desk: Desk, limit: int, offset: int = 0) -> list[str]:
        """The ids of some of them, in the order to be shown."""


@dataclass(frozen=True)
class Counted(Behind):
    """Behind a figure."""

    trace: Trace

    def count(self, desk: Desk) -> int:
        """As `count_behind`."""
        return count_behind(desk, self.trace)

    def page(self, desk: Desk, limit: int, offset: int = 0) -> list[str]:
        """As `page_behind`."""
        return page_behind(desk, self.trace, limit, offset)


@dataclass(frozen=True)
class Listed(Behind):
    """On a list of the desk."""

    name: str

    def count(self, desk: Desk) -> int:
        """As the desk counts them."""
        return desk_lists.count(desk, Wanted(self.name))

    def page(self, desk: Desk, limit: int, offset: int = 0) -> list[str]:
        """As the desk lists them."""
        return [each.matter.id for each in desk_lists.page(desk, Wanted(self.name), limit, offset)]


def card_counts(desk: Desk) -> dict[str, int]:
    """How many matters each card holds."""
    return desk_lists.counts(desk, CARDS)


@dataclass(frozen=True)
class Report:
    """The month report of one place, and the paragraph of the office."""

    traced: Traced
    paragraph: Paragraph
    of: str  # what it is of, in words: the place and the month


def read_report(desk: Desk, over: Over) -> Report:
    """The report of the last month looked at."""
    month = span_label(over.last, over.last)
    words = say("report.of", place=place_of(desk, over), month=month)
    return Report(report_table(desk, over.last, over.by, over.value), so_far(desk), words)


def read_figures(desk: Desk, over: Over) -> Traced:
    """The figures by the chosen dimension."""
    return figures_table(desk, over.by, over.first, over.last)


@dataclass(frozen=True)
class Drawn:
    """A chart as PDF, and the table of its numbers."""

    chart: Chart
    pdf: bytes
    traced: Traced


def drawn(made: Picture) -> Drawn:
    """The picture, drawn."""
    return Drawn(made.chart, chart_pdf(made.chart), made.traced)


def read_picture(desk: Desk, name: str, over: Over, size: tuple[float, float]) -> Drawn:
    """One of the charts."""
    return drawn(picture(desk, name, over, size))


def read_ranking(desk: Desk, by: str, rate: str, over: Over, size: tuple[float, float]) -> Drawn:
    """Places or departments by a rate."""
    return drawn(ranking_picture(desk, by, rate, over, size))


def read_values(desk: Desk, over: Over) -> list[tuple[str, str]]:
    """(value, name) of all that have figures in these months, by name."""
    found = figures(desk, over.first, over.last, over.by)
    names = names_of(desk, over.by, found)
    return sorted(names.items(), key=lambda each: (not each[0], each[1]))


def matter_rows(desk: Desk, ids: Sequence[str]) -> list[Row]:
    """The matters as lines of a list, in this order; what was deleted meanwhile is left out."""
    found = records.by_ids(desk, "matter", ids)
    matters = [found[each] for each in ids if each in found]
    standings = stored(desk, ids)
    named = {each.village for each in standings.values()} | {
        each.organization or "" for each in standings.values()
    }
    names = names_of(desk, "village", named)
    rows = []
    for row in rows_of(desk, matters, (COLUMNS[0], COLUMNS[3])):
        standing = standings.get(row.id)
        if standing is None:
            continue
        text, opened = row.cells
        unit = names[standing.organization] if standing.organization else ""
        state = desk.codes.label("matter_state", standing.state)
        village = names[standing.village or ""]
        rows.append(Row(row.id, (text, village, state, opened, standing.deadline or "", unit), "matter"))
    return rows
