"""Figures by township, rankings of places, whistles answered in time: each as counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import records
from app.matters import act, supervision, whistle
from app.matters.measures import RESPONDED, RESPONDED_PART, TOWNSHIP, Rate, Trace
from app.matters.ranking import LEAST, rank, ranking
from app.matters.stored import stored
from app.matters.supervision import dimensions, figures, ids_behind
from app.offices import OpenOffice
from tests.app.busy_office import TOWNSHIPS, fill
from tests.app.village_desk import add_matter, add_organization, open_village

YEAR = ("2026-01", "2026-11")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path, "county")
    fill(opened, 60)
    yield opened
    opened.close()


@pytest.fixture
def township(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path, "township")
    yield opened
    opened.close()


def township_named(desk: OpenOffice, name: str) -> str:
    (found,) = records.find(desk, records.Query("organization", (records.Where("name", "=", name),)))
    return found.id


def test_a_township_counts_what_its_villages_count_together(county: OpenOffice):
    villages = records.find(county, records.Query("organization", (records.Where("type", "=", "village"),)))
    by_village, by_township = figures(county, *YEAR, "village"), figures(county, *YEAR, TOWNSHIP)
    for name in TOWNSHIPS:
        town = township_named(county, name)
        below = [each.id for each in villages if each["parent"] == town]
        for measure in ("opened", "closed", "overdue", "close_known", "missed"):
            together = sum(by_village[each][measure] for each in below if each in by_village)
            trace = Trace(measure, *YEAR, TOWNSHIP, town)
            assert by_township[town][measure] == together == len(ids_behind(county, trace))
        behind = stored(county, ids_behind(county, Trace("opened", *YEAR, TOWNSHIP, town))).values()
        assert {each.village for each in behind} <= set(below)


def test_trend_report_and_kinds_of_a_township_agree_with_its_figures(county: OpenOffice):
    town = township_named(county, TOWNSHIPS[0])
    one = figures(county, *YEAR, TOWNSHIP)[town]
    months = supervision.trend(county, YEAR[1], 11, TOWNSHIP, town)
    assert sum(each["opened"] for _, each in months) == one["opened"]
    line = supervision.month_report(county, YEAR[1], TOWNSHIP, town)[0]
    assert line.cumulative.number == one["opened"]
    kinds = supervision.kinds_by_village(county, *YEAR, TOWNSHIP)
    assert sum(count for (place, _), count in kinds.items() if place == town) == one["opened"]


def test_each_level_tells_its_figures_apart_by_what_it_sees(tmp_path: Path):
    seen = {}
    for level in ("village", "township", "county"):
        desk = open_village(tmp_path / level, level)
        seen[level] = [each for each in dimensions(desk) if each in (TOWNSHIP, "village")]
        desk.close()
    assert seen == {"village": [], "township": ["village"], "county": [TOWNSHIP, "village"]}


RATES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(0, 30).flatmap(
        lambda whole: st.integers(0, whole).map(lambda part: Rate(part, whole))
    ),
)  # fmt: skip


@given(RATES)
def test_ranks_follow_the_rate_ties_are_equal_and_too_few_are_not_ranked(rates: dict[str, Rate]):
    ranks = rank(rates)
    assert set(ranks) == {value for value, rate in rates.items() if rate.whole >= LEAST}
    for one, place in ranks.items():
        better = [
            other
            for other in ranks
            if rates[other].part * rates[one].whole > rates[one].part * rates[other].whole
        ]
        assert place == len(better) + 1


def test_persons_are_never_ranked(county: OpenOffice):
    for by in ("responsible", "recorder", "category"):
        with pytest.raises(KeyError):
            ranking(county, by, "on_time", *YEAR)


def test_a_ranking_shows_part_and_whole_and_leaves_out_who_is_not_named(county: OpenOffice):
    found = ranking(county, "village", "on_time", *YEAR)
    by_village = figures(county, *YEAR, "village")
    for each in found:
        assert each.value and each.rate == by_village[each.value].on_time
        assert len(ids_behind(county, each.trace)) == each.rate.whole
    ranked = [each.rank for each in found if each.rank is not None]
    assert ranked == sorted(ranked)


def test_who_was_whistled_for_and_came_in_time_is_counted_with_the_matters_behind(township: OpenOffice):
    water, power = add_organization(township), add_organization(township, "镇供电所")
    matter = add_matter(township)
    for step in ("accept", "handle"):
        act(township, matter, step, {"text": "情况"})
    whistle(township, matter, [water, power], {"deadline": "2026-11-18", "date": "2026-11-15"})
    act(township, matter, "respond", {"organization": water, "date": "2026-11-17"})
    assert supervision.responded(township, *YEAR)[""] == Rate(1, 2)
    assert supervision.responded(township, *YEAR, "organization") == {water: Rate(1, 1), power: Rate(0, 1)}
    assert supervision.responded(township, *YEAR, "category") == {}
    assert ids_behind(township, Trace(RESPONDED, *YEAR)) == [matter]
    assert ids_behind(township, Trace(RESPONDED_PART, *YEAR, "organization", power)) == []
    (village,) = supervision.responded(township, *YEAR, "village")
    assert ids_behind(township, Trace(RESPONDED, *YEAR, "village", village)) == [matter]
