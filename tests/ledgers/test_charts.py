"""Charts say what the numbers say: bars as long as their values, colours of the theme, PDF with our type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledgers import charts
from app.ledgers.chart_drawing import chart_pdf
from app.ledgers.charts import Area, Bar, Chart, Series, Words
from app.ledgers.supervision_charts import PICTURES, Over, duration_words, picture, ranking_picture
from app.ledgers.supervision_sheet import (
    FiguresSheet,
    PictureSheet,
    RankingSheet,
    ReportSheet,
    Sheet,
    preview_sheet,
    write_sheet,
)
from app.ledgers.supervision_tables import figures_table, kinds_table, span_label
from app.matters.measures import Duration
from app.matters.supervision import figures, ids_behind
from app.offices import OpenOffice
from tests.app.busy_office import fill
from tests.app.village_desk import open_village
from ui import theme

SIZE = (540.0, 330.0)
COUNTS = st.lists(st.integers(0, 5000), min_size=12, max_size=12).map(tuple)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path, "township")
    fill(opened, 80)
    yield opened
    opened.close()


def inside(chart: Chart, area: Area) -> bool:
    """Whether the area lies on the paper of the chart."""
    return (
        area.x >= 0 and area.y >= 0 and area.x + area.width <= chart.width + 0.01
        and area.y + area.height <= chart.height + 0.01
    )  # fmt: skip


@given(COUNTS, COUNTS, COUNTS)
def test_bars_of_months_are_as_high_as_their_numbers_and_none_leaves_the_paper(opened, closed, missed):
    labels = [f"{month}月" for month in range(1, 13)]
    bars = (Series("收集", opened), Series("销号", closed))
    chart = charts.months_chart("逐月趋势", labels, bars, Series("超期", missed), SIZE)
    assert all(inside(chart, area) for area in chart.areas)
    heights = {area.of: area.height for area in chart.areas}
    most = max((*opened, *closed), default=0)
    for series in bars:
        for label, value in zip(labels, series.values, strict=True):
            highest = max(height for (name, _), height in heights.items() if name != "超期")
            wanted = highest * value / most if most else 0.0
            assert heights[series.name, label] == pytest.approx(wanted, abs=0.01)


@given(st.lists(st.integers(0, 400), min_size=4, max_size=6))
def test_bands_tell_number_and_share(values: list[int]):
    labels = [f"{at}天" for at in range(len(values))]
    chart = charts.bands_chart("销号用时", labels, values, SIZE)
    bars = {area.of[1]: area.height for area in chart.areas}
    for label, value in zip(labels, values, strict=True):
        share = f"（{value * 100 / sum(values):.0f}%）" if sum(values) else ""
        assert f"{value}{share}" in chart.texts
        assert (bars[label] > 0) == (value > 0)


@given(st.lists(st.lists(st.integers(0, 60), min_size=5, max_size=5), min_size=1, max_size=16))
def test_a_darker_cell_always_holds_more_and_every_number_stands_in_it(cells: list[list[int]]):
    rows, columns = [f"村{at}" for at in range(len(cells))], list("甲乙丙丁戊")
    chart = charts.heat_chart("类别", rows, columns, cells, SIZE, "合计")
    shade = {area.of: int(area.fill[3:5], 16) for area in chart.areas}
    told = [(cells[r][c], shade[rows[r], columns[c]]) for r in range(len(rows)) for c in range(5)]
    for one, dark in told:
        for other, pale in told:
            assert one <= other or dark <= pale
    assert str(sum(map(sum, cells))) in chart.texts


def test_a_lying_bar_is_as_long_as_its_share():
    chart = charts.lines_chart(
        "率", [Bar("大湾村", 1.0, "100%（5/5）"), Bar("桃花村", 0.25, "25%（2/8）")], SIZE
    )
    full, quarter = chart.areas
    assert quarter.width == pytest.approx(full.width / 4) and full.of == ("率", "大湾村")


@given(st.integers(0, 10**9))
def test_the_marks_of_an_axis_are_few_round_and_reach_the_most(most: int):
    marks = charts.steps(most)
    assert marks[0] == 0 and marks[-1] >= most and len(marks) <= 7
    assert str(marks[1]).rstrip("0") in ("1", "2", "5")


def test_charts_have_the_colours_of_the_window():
    named = {"INK": "ink", "QUIET": "quiet", "LINE": "line", "SURFACE": "surface", "ACCENT": "accent",
             "GOOD": "good", "PALE": "handle", "EDGE": "edge"}  # fmt: skip
    assert {name: getattr(charts, name) for name in named} == {
        name: theme.COLOURS[colour] for name, colour in named.items()
    }


def test_bars_beside_each_other_differ_on_grey_paper():
    def grey(colour: str) -> float:
        return sum(int(colour[at : at + 2], 16) * part for at, part in ((1, 0.299), (3, 0.587), (5, 0.114)))

    assert grey(charts.PALE) - grey(charts.GOOD) > 80


def test_a_chart_is_a_pdf_that_also_writes_rare_names():
    chart = Chart("图", 200, 60, (Words(0, 20, "𠮷家坪村"), Area(0, 40, 20, 10, charts.GOOD)))
    assert chart_pdf(chart).startswith(b"%PDF")


@pytest.mark.parametrize("name", PICTURES)
def test_the_table_beside_a_chart_leads_to_its_matters(desk: OpenOffice, name: str):
    found = picture(desk, name, Over("2026-01", "2026-11"))
    assert found.chart.areas
    lines = [*found.traced.table.values, found.traced.table.total_values]
    for (row, at), trace in found.traced.behind.items():
        if isinstance(lines[row][at], int):
            assert len(ids_behind(desk, trace)) == lines[row][at]


def test_bars_of_the_trend_are_the_numbers_of_the_months(desk: OpenOffice):
    found = picture(desk, "trend", Over("2026-11", "2026-11"))
    month = figures(desk, "2026-11", "2026-11")[""]
    (row,) = [row for row in found.traced.table.values if row[0] == "2026年11月"]
    assert row[1] == month["opened"] and row[4] == month["missed"]


def test_every_number_of_the_figures_table_has_its_matters(desk: OpenOffice):
    for by in ("village", "organization", "responsible", "category", "kind", "type", "channel"):
        traced = figures_table(desk, by, "2026-01", "2026-11")
        lines = [*traced.table.values, traced.table.total_values]
        for (row, at), trace in traced.behind.items():
            if isinstance(lines[row][at], int):
                assert len(ids_behind(desk, trace)) == lines[row][at]
        assert [row[0] for row in traced.table.values] == list(
            dict.fromkeys(row[0] for row in traced.table.values)
        )


def test_persons_stand_by_name_and_not_by_number(desk: OpenOffice):
    names = [row[0] for row in figures_table(desk, "responsible", "2026-01", "2026-11").table.texts]
    assert names == sorted(names)


def test_kinds_of_all_places_sum_up_to_what_was_collected(desk: OpenOffice):
    traced = kinds_table(desk, "village", "2026-01", "2026-11")
    assert traced.table.total_values[-1] == figures(desk, "2026-01", "2026-11")[""]["opened"]


SHEETS: tuple[Sheet, ...] = (
    ReportSheet("2026-11"),
    FiguresSheet("type", "2026-01", "2026-11"),
    RankingSheet("village", "on_time", "2026-01", "2026-11"),
    PictureSheet("closing", Over("2025-12", "2026-11")),
)


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_prints_and_is_saved(desk: OpenOffice, tmp_path: Path, sheet: Sheet):
    made = preview_sheet(desk, sheet)
    assert made.pdf.startswith(b"%PDF") and made.warnings == ()
    written = write_sheet(desk, sheet, tmp_path / "表.xlsx")
    assert written.path.stat().st_size > 1000


def test_a_report_of_one_village_names_it(desk: OpenOffice):
    village = next(iter(figures(desk, "2026-01", "2026-11", "village")))
    made = preview_sheet(desk, ReportSheet("2026-11", of=("village", village)))
    assert made.pages == 5  # the report and four charts


def test_a_ranking_of_nobody_is_empty(desk: OpenOffice):
    found = ranking_picture(desk, "village", "responded", Over("2020-01", "2020-01"))
    assert (found.chart.areas, found.traced.table.texts) == ((), [])


@pytest.mark.parametrize(
    ("took", "words"),
    [
        (Duration((1, 3), (0, 0, 0), 0), "没有可算用时的事项"),
        (Duration((1, 3), (2, 1, 0), 4), "共3件，平均1.3天，中位数在1天以内"),
        (Duration((1, 3), (1, 0, 0), 1, 1), "共1件，平均1天，中位数1天"),
        (Duration((1, 3), (0, 0, 1), 900, 367), "共1件，平均900天，中位数超过366天"),
    ],
)
def test_how_long_it_took_is_said_in_words(took: Duration, words: str):
    assert duration_words(took) == words


@pytest.mark.parametrize(
    ("span", "label"),
    [
        (("2026-11", "2026-11"), "2026年11月"),
        (("2026-01", "2026-11"), "2026年1月至11月"),
        (("2025-12", "2026-02"), "2025年12月至2026年2月"),
    ],
)
def test_months_are_called_as_people_call_them(span: tuple[str, str], label: str):
    assert span_label(*span) == label
