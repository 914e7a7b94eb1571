"""The weekly list: which week, what stands on it and what changed, and whether it was handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import records
from app.ledgers.weekly_sheet import preview_week, print_week
from app.matters import MatterProblem, act, three_lists
from app.matters.lists import sort_into_lists
from app.matters.weekly import Week, hand_in, hand_ins, parse_week, week_of, weekly_list
from app.matters.weekly_below import counts_of
from app.offices import OpenOffice
from tests.app.matter_walks import any_events
from tests.app.village_desk import add_matter, open_village
from tests.exchange.offices import carry, joined_pair

THIS = Week(2026, 47)  # 16 to 22 November


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def take(desk: OpenOffice, matter: str, day: str, *steps: str) -> None:
    for step in steps:
        name, _, result = step.partition(":")
        act(desk, matter, name, {"text": "情况", "result": result, "date": day})


def a_week_of_work(desk: OpenOffice) -> dict[str, str]:
    """A matter for each list, and one that belongs to none."""
    found = {
        "new": add_matter(desk, opened="2026-11-17", description="新反映的"),
        "going on": add_matter(desk, opened="2026-11-03", description="在推进的"),
        "still": add_matter(desk, opened="2026-11-04", description="没有动的"),
        "closed": add_matter(desk, opened="2026-11-05", description="办完的"),
        "closed before": add_matter(desk, opened="2026-11-05", description="早办完的"),
    }
    way = ("accept", "handle", "finish", "feed_back", "evaluate:satisfied", "close")
    take(desk, found["closed before"], "2026-11-10", *way)
    take(desk, found["closed"], "2026-11-10", *way[:-1])
    take(desk, found["closed"], "2026-11-18", "close")
    take(desk, found["going on"], "2026-11-06", "accept")
    take(desk, found["going on"], "2026-11-19", "handle")
    take(desk, found["still"], "2026-11-06", "accept")
    return found


def test_each_matter_stands_where_it_belongs_with_what_changed(desk: OpenOffice):
    found = a_week_of_work(desk)
    made = weekly_list(desk, THIS)
    names = {identity: name for name, identity in found.items()}
    lists = {
        name: {names[line.matter.id]: [step.act for step in line.changes] for line in lines}
        for name, lines in vars(made.lists).items()
    }
    assert lists == {
        "added": {"new": []},
        "progressed": {"going on": ["handle"], "still": []},
        "closed": {"closed": ["close"]},
    }
    assert made.summary == "2026年第47周：新增 1 件，推进 2 件（本周有进展 1 件），销号 1 件。"


def test_a_matter_whose_steps_were_dated_backwards_still_stands_once_among_the_closed(desk: OpenOffice):
    matter = add_matter(desk, opened="2026-11-02")
    take(desk, matter, "2026-11-18", "accept", "handle", "finish")
    take(desk, matter, "2026-11-12", "feed_back", "evaluate:satisfied", "close")
    weeks = [weekly_list(desk, Week(2026, number)) for number in (45, 46, 47)]
    assert [each.counts for each in weeks] == counts_of(desk, [each.week for each in weeks])
    assert [[line.matter.id for line in each.lists.closed] for each in weeks] == [[], [matter], []]


def test_the_sheet_names_the_week_and_prints_as_pdf_and_workbook(desk: OpenOffice, tmp_path: Path):
    found = a_week_of_work(desk)
    for suffix in (".pdf", ".xlsx"):
        written = print_week(desk, THIS, tmp_path / f"周报{suffix}")
        assert written.path.stat().st_size > 1000
        assert set(written.ids) == set(found.values()) - {found["closed before"]}
    assert preview_week(desk, THIS).pages == 3


def test_a_week_is_handed_in_once_and_then_brought_up_to_date(desk: OpenOffice):
    a_week_of_work(desk)
    assert weekly_list(desk, THIS).handed_in is None
    first = hand_in(desk, THIS)
    add_matter(desk, opened="2026-11-20")
    again = hand_in(desk, THIS)
    assert (first.record, again.week, again.date) == (again.record, "2026-W47", "2026-11-20")
    assert "新增 2 件" in again.text
    assert weekly_list(desk, THIS.before()).handed_in is None


def test_a_hand_in_can_be_undone(desk: OpenOffice):
    hand_in(desk, THIS)
    assert desk.undo() == "weekly.hand_in"
    assert hand_ins(desk, THIS) == {}


def test_the_township_sees_who_handed_in_which_week(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    week = week_of(low.today())
    assert hand_ins(high, week) == {}
    hand_in(low, week)
    carry(low, high)
    assert hand_ins(high, week).keys() == {low.office.id}
    assert weekly_list(high, week, village=low.office.id).handed_in is not None
    assert weekly_list(high, week).handed_in is None
    for desk in (low, high):
        desk.close()


@pytest.mark.parametrize("text", ["2026-W54", "2026-47", "", "W47", "2026-W00", "二〇二六年"])
def test_what_is_no_week_is_refused_with_an_example(text: str):
    with pytest.raises(MatterProblem, match="请写成“2026-W47”这样"):
        parse_week(text)


@pytest.mark.parametrize(
    ("day", "code"), [("2027-01-01", "2026-W53"), ("2026-11-22", "2026-W47"), ("2025-12-29", "2026-W01")]
)
def test_days_around_the_new_year_belong_to_the_week_most_of_which_they_are_in(day: str, code: str):
    week = week_of(date.fromisoformat(day))
    assert (week.code, parse_week(code)) == (code, week)
    assert week.first <= date.fromisoformat(day) <= week.last


def test_the_three_lists_from_the_stored_standings_are_those_from_all_matters(desk: OpenOffice):
    a_week_of_work(desk)
    for week in (THIS, THIS.before(), THIS.before().before()):
        everything = three_lists(desk, week.first.isoformat(), week.last.isoformat())
        assert weekly_list(desk, week).lists == everything


@given(events=any_events(), opened=st.integers(1, 28))
@settings(max_examples=40)
def test_a_matter_never_is_both_new_and_going_on(events, opened):
    matter = records.Record("matter", "m", {"opened": f"2026-11-{opened:02}"})
    made = sort_into_lists([matter], {"m": events}, "2026-11-02", "2026-11-08")
    assert not (made.added and made.progressed)
    assert all(
        line.matter["opened"] <= "2026-11-08" for line in (*made.added, *made.progressed, *made.closed)
    )
