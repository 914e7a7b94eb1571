"""The charts of supervision, each with the table of its numbers: trend, kinds, time taken, ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desk import Desk
from app.ledgers.charts import (
    Bar,
    Chart,
    Point,
    Series,
    bands_chart,
    heat_chart,
    lines_chart,
    months_chart,
)
from app.ledgers.contents import Table
from app.ledgers.supervision_tables import (
    Traced,
    band_names,
    duration_table,
    kinds_table,
    names_of,
    ranking_table,
    span_label,
    trend_table,
)
from app.ledgers.text import SUPERVISION, word
from app.matters.measures import TOWNSHIP, Duration, Figures, Trace
from app.matters.ranking import Ranked, ranking
from app.matters.supervision import closing, figures

PICTURES = ("trend", "kinds", "closing", "accepting")
SIZE: Point = (720.0, 330.0)  # points, for a window; on paper as wide as the page
MONTHS, MOST_MONTHS = 12, 24
MOST_ROWS, MOST_COLUMNS, MOST_BARS = 16, 10, 24


@dataclass(frozen=True)
class Over:
    """What is looked at: months "YYYY-MM", both included, and one value of a dimension, or everything."""

    first: str
    last: str
    by: str = ""
    value: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart and the table that says the same."""

    chart: Chart
    traced: Traced


def picture(desk: Desk, name: str, over: Over, size: Point = SIZE) -> Picture:
    """One of PICTURES. Raises KeyError for another."""
    if name == "trend":
        return trend_picture(desk, over, size)
    if name == "kinds":
        return kinds_picture(desk, over, size)
    return duration_picture(desk, name, over, size)


def place_of(desk: Desk, over: Over) -> str:
    """What a chart is of, in words: the office, or the chosen value."""
    if not over.by:
        return desk.office.name
    return names_of(desk, over.by, [over.value])[over.value]


def trend_picture(desk: Desk, over: Over, size: Point = SIZE) -> Picture:
    """The months up to the last one, twelve at least: collected and struck off as bars, missed as a line."""
    months = min(max(_months(over), MONTHS), MOST_MONTHS)
    traced = trend_table(desk, over.last, months, over.by, over.value)
    series = {
        name: Series(SUPERVISION[f"column_{name}"], _column(traced.table, SUPERVISION[f"column_{name}"]))
        for name in ("opened", "closed", "missed")
    }
    chart = months_chart(
        SUPERVISION["trend"], _month_labels(traced.values), (series["opened"], series["closed"]),
        series["missed"], size, place_of(desk, over),
    )  # fmt: skip
    return Picture(chart, traced)


def _months(over: Over) -> int:
    years = int(over.last[:4]) - int(over.first[:4])
    return years * 12 + int(over.last[5:7]) - int(over.first[5:7]) + 1


def _column(table: Table, label: str) -> tuple[int, ...]:
    at = next(at for at, column in enumerate(table.columns) if column.label == label)
    return tuple(value if isinstance(value := row[at], int) else 0 for row in table.values)


def _month_labels(months: Sequence[str]) -> list[str]:
    """The year stands where it begins."""
    labels = []
    for at, month in enumerate(months):
        form = "month_first" if at == 0 or month.endswith("-01") else "month_next"
        labels.append(SUPERVISION[form].format(year=month[2:4], month=int(month[5:7])))
    return labels


def kinds_picture(desk: Desk, over: Over, size: Point = SIZE) -> Picture:
    """Categories by place; of a single place as bars."""
    by = over.by if over.by in ("village", TOWNSHIP) else ("village", TOWNSHIP)[desk.office.level == "county"]
    traced = kinds_table(desk, by, over.first, over.last)
    table = traced.table
    rows, kinds = [row[0] for row in table.texts], [column.label for column in table.columns[1:-1]]
    counts = [[value for value in row[1:-1] if isinstance(value, int)] for row in table.values]
    if over.by == by and over.value in traced.values:
        rows, counts = [place_of(desk, over)], [counts[traced.values.index(over.value)]]
    note = span_label(over.first, over.last)
    if len(rows) < 2:
        name = SUPERVISION["kinds"].format(places=rows[0] if rows else desk.office.name)
        labels, sums = _fewer(kinds, counts[0] if counts else [], MOST_COLUMNS)
        return Picture(bands_chart(name, labels, sums, size, note), traced)
    shown, shortened = _shortened(kinds, rows, counts)
    if shortened:
        note = f"{note}　{SUPERVISION['chart_shortened'].format(count=MOST_ROWS - 1)}"
    return Picture(heat_chart(table.label, *shown, size, word("total"), note), traced)


def _fewer(labels: list[str], counts: list[int], most: int) -> tuple[list[str], list[int]]:
    """The first ones, and those beyond `most` together."""
    if len(labels) <= most:
        return labels, counts
    return [*labels[: most - 1], SUPERVISION["other_kinds"]], [*counts[: most - 1], sum(counts[most - 1 :])]


def _shortened(
    kinds: list[str], rows: list[str], counts: list[list[int]]
) -> tuple[tuple[list[str], list[str], list[list[int]]], bool]:
    narrow = [_fewer(kinds, row, MOST_COLUMNS) for row in counts]
    labels, cells = narrow[0][0], [row for _, row in narrow]
    if len(rows) <= MOST_ROWS:
        return (rows, labels, cells), False
    kept = MOST_ROWS - 1
    others = [sum(row[at] for row in cells[kept:]) for at in range(len(labels))]
    named = SUPERVISION["others"].format(count=len(rows) - kept)
    return ([*rows[:kept], named], labels, [*cells[:kept], others]), True


def duration_picture(desk: Desk, name: str, over: Over, size: Point = SIZE) -> Picture:
    """How long striking off (closing) or accepting took, in bands of days. Raises KeyError for another."""
    if name == "closing":
        took = closing(desk, over.first, over.last, over.by, over.value)
    elif name == "accepting":
        none = Figures({})
        took = figures(desk, over.first, over.last, over.by).get(over.value, none).accepting
    else:
        raise KeyError(name)
    traced = duration_table(took, name, Trace("", over.first, over.last, over.by, over.value))
    note = f"{place_of(desk, over)}　{span_label(over.first, over.last)}　{duration_words(took)}"
    chart = bands_chart(SUPERVISION[name], band_names(took.bounds), took.counts, size, note)
    return Picture(chart, traced)


def duration_words(took: Duration) -> str:
    """共112件，平均12.4天，中位数9天; or that there is none."""
    if took.mean is None:
        return SUPERVISION["duration_none"]
    if took.exact is None:
        median = SUPERVISION["median_band"].format(band=band_names(took.bounds)[took.median_band or 0])
    elif took.is_beyond:
        median = SUPERVISION["median_beyond"].format(days=took.most_days)
    else:
        median = SUPERVISION["median_exact"].format(days=took.exact)
    return SUPERVISION["duration_note"].format(number=took.number, mean=f"{took.mean:g}", median=median)


def ranking_picture(desk: Desk, by: str, rate: str, over: Over, size: Point = SIZE) -> Picture:
    """The ranked places or departments as bars. Raises KeyError as `ranking` does."""
    ranked = [each for each in ranking(desk, by, rate, over.first, over.last) if each.rank is not None]
    names = names_of(desk, by, [each.value for each in ranked])
    bars = [Bar(names[each.value], each.rate.part / each.rate.whole, _end(each)) for each in ranked]
    note = span_label(over.first, over.last)
    chart = lines_chart(SUPERVISION[f"rate_{rate}"], bars[:MOST_BARS], size, note)
    return Picture(chart, ranking_table(desk, by, rate, over.first, over.last))


def _end(each: Ranked) -> str:
    percent = each.rate.percent
    return f"{percent:g}%（{each.rate.part}/{each.rate.whole}）" if percent is not None else ""
