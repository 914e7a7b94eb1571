"""The demo's month of casework: what it says is what the five offices hold afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import records
from app.demo import Worked, run_casework, run_demo, run_exchange
from app.desk import Desk
from app.matters import State, states, sweeps
from app.matters.desk_lists import Wanted, count
from app.matters.standings import Standing
from app.matters.weekly import hand_ins, week_of
from app.matters.whistles import called, late_words
from app.offices import open_office
from app.records import Query
from tests.app.village_desk import CHEAP, NOW

END = datetime.date(2026, 11, 20)


@dataclass
class Played:
    """The story's lines, what it left behind, and the five open desks."""

    lines: list[str]
    worked: Worked
    desks: Mapping[str, Desk]

    def stands(self, what: str, at: str = "township") -> Standing:
        """Where one of the matters worth opening stands."""
        identity = self.worked.ids[what]
        return states(self.desks[at], [identity])[identity]


def print_one(desk: Desk, month: str, folder: Path) -> Sequence[Path]:
    """A printer that writes one file which says the month."""
    folder.mkdir()
    (folder / f"{month}.txt").write_text(desk.office.name, encoding="utf-8")
    return [folder / f"{month}.txt"]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder, lines = tmp_path_factory.mktemp("demo"), list[str]()
    told = run_demo(folder, households=24, months=1, end=END, say=lines.append, clock=lambda: NOW, cost=CHEAP)
    run_exchange(
        folder / "exchange", told.home, households=24, months=1, end=END, say=lines.append,
        clock=lambda: NOW, cost=CHEAP,
    )  # fmt: skip
    lines.clear()
    worked = run_casework(
        folder / "exchange", told.home, end=END, print_sheets=print_one, say=lines.append,
        clock=lambda: NOW, cost=CHEAP,
    )  # fmt: skip
    with ExitStack() as leaving:
        homes = {"township": worked.township, "county": worked.county, "village": worked.villages[0]}
        desks = {name: open_office(home, "王芳", "lianxin", lambda: NOW) for name, home in homes.items()}
        for desk in desks.values():
            leaving.callback(desk.close)
        yield Played(lines, worked, desks)


def test_the_story_is_told_step_by_step_and_the_sheets_are_printed(played):
    assert [path.name for path in played.worked.printed] == ["2026-11.txt"]
    assert any("三个村收集群众问题 45 件" in line for line in played.lines)
    assert all("用时" in line or line.startswith("    ") for line in played.lines)
    assert played.worked.closed > 20


def test_one_whistle_called_three_departments_and_the_last_came_late(played):
    parts = called(played.stands("whistle"))
    assert [bool(late_words(each.part, END)) for each in parts] == [False, False, True]
    assert {each.part.done for each in parts} == {True}


def test_each_kind_of_end_is_there(played):
    assert played.stands("returned").state is State.RETURNED
    assert played.stands("overdue").state is State.DEPARTMENT
    assert played.stands("county").holder.value == "county"
    assert played.stands("dissatisfied").satisfaction == "dissatisfied"
    assert played.stands("theme_source").state is State.CLOSED


def test_the_sweep_went_to_three_villages_and_two_have_answered(played):
    totals = sweeps.sweep(played.desks["township"], played.worked.ids["sweep"]).totals
    assert (totals.places, totals.finished, totals.overdue) == (3, 2, 1)


def test_the_last_week_was_handed_in_by_two_of_three_villages(played):
    week = week_of(END)
    assert [len(hand_ins(played.desks["township"], each)) for each in (week.before(), week)] == [3, 2]


def test_every_desk_has_work_when_the_story_ends(played):
    waiting = {"village": "to_sort", "township": "to_triage", "county": "to_county"}
    assert all(count(played.desks[at], Wanted(name)) > 0 for at, name in waiting.items())
    assert count(played.desks["township"], Wanted("to_receive")) == 1
    assert count(played.desks["township"], Wanted("to_dispatch")) == 3


def test_every_office_that_sees_a_matter_sees_it_stand_in_the_same_place(played):
    village, township, county = (played.desks[name] for name in ("village", "township", "county"))
    ids = [each.id for each in records.find(village, Query("matter"))]
    assert states(village, ids) == states(township, ids)
    every = [each.id for each in records.find(township, Query("matter"))]
    assert len(every) > len(ids)
    assert states(township, every) == states(county, every)
