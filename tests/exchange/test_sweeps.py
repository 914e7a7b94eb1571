"""举一反三 through the real exchange: a township asks, its villages report, the numbers come together."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import matters, records
from app.desk import Desk
from app.exchange import incoming
from app.matters import sweeps
from app.matters.acts import Act, State
from app.matters.recording import MatterProblem
from app.matters.sweeps import Totals
from app.offices import OpenOffice, open_office
from app.records import Query
from tests.exchange.offices import NOW, PASSWORD, carry, join, pack, township, village

VILLAGES = (("柿子村", "500110103203"), ("桃花村", "500110103204"), ("梨树村", "500110103205"))
ASKED = {"about": "通组路塌方隐患", "days": 10, "standard": "汛前再查一遍"}
SOURCE = {"opened": "2026-11-18", "description": "张桂花家门口的路塌了", "category": "road"}


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[list[OpenOffice]]:
    """A township and three villages; the first village handed a matter up."""
    made = [township(tmp_path), *(village(tmp_path, *each) for each in VILLAGES)]
    for each in made[1:]:
        join(each, made[0])
    records.add(made[1], "matter", SOURCE)
    for each in made[1:]:
        carry(each, made[0])
    yield made
    for each in made:
        each.close()


def begun(high: Desk, lows: list[Desk]) -> tuple[str, list[str]]:
    """The source, and the sweeps that came from it."""
    source = records.find(high, Query("matter", order=("opened",)))[0]
    return source.id, sweeps.start(high, source.id, [each.office.id for each in lows], ASKED)


def test_each_village_gets_the_sweep_and_nothing_of_whose_matter_it_came_from(offices):
    high, *lows = offices
    source, ids = begun(high, lows)
    for low, identity in zip(lows, ids, strict=True):
        carry(high, low)
        found = records.get(low, "matter", identity)
        assert (found["type"], found["category"], found["swept_from"]) == ("sweep", "road", source)
        assert found["description"] == "举一反三：排查通组路塌方隐患，发现一处、登记一处、解决一处。"
    assert [records.count(low, Query("matter")) for low in lows] == [2, 1, 1]
    assert records.by_ids(lows[1], "matter", [source]) == {}


def test_what_villages_found_and_solved_comes_together_at_the_township(offices):
    high, *lows = offices
    source, ids = begun(high, lows)
    for low in lows:
        carry(high, low)
    sweeps.finish(lows[0], ids[0], {"found": 3, "solved": 2, "text": "三处，一处要勘测"})
    sweeps.finish(lows[1], ids[1], {"found": 0, "text": "没有发现"})
    for low in lows:
        carry(low, high)
    seen = sweeps.sweep(high, source)
    assert [(each.name, each.is_finished, each.found, each.solved, each.text) for each in seen.places] == [
        ("梨树村", False, None, None, ""),
        ("柿子村", True, 3, 2, "三处，一处要勘测"),
        ("桃花村", True, 0, 0, "没有发现"),
    ]
    assert seen.totals == Totals(3, 2, 3, 2, 0)
    assert sweeps.told(high, seen.totals) == "已排查 2/3 个村，发现 3 件，已解决 2 件。"
    (line,) = sweeps.sweeps(high, "open")
    assert (line.totals, line.source.id if line.source else "") == (seen.totals, source)


def test_finishing_a_sweep_is_one_action_with_every_step_before_it(offices):
    high, low, *_ = offices
    _, (identity,) = begun(high, [low])
    carry(high, low)
    sweeps.finish(low, identity, {"found": 1, "solved": 1})
    taken = matters.state_of(low, identity).taken
    assert [each.act for each in taken] == [Act.ACCEPT, Act.HANDLE, Act.FINISH]
    assert low.undo() == "matter.act"
    assert matters.state_of(low, identity).state == "collected"
    assert records.get(low, "matter", identity)["found"] is None


def test_counts_that_cannot_be_are_refused_and_nothing_is_written(offices):
    high, low, *_ = offices
    source, (identity,) = begun(high, [low])
    carry(high, low)
    for wrong, told in (
        ({}, "没有发现就填 0"),
        ({"found": 1, "solved": 2}, "不能多过"),
        ({"found": -1}, "不能多过"),
    ):
        with pytest.raises(MatterProblem) as refused:
            sweeps.finish(low, identity, wrong)
        assert told in refused.value.sentence
    with pytest.raises(MatterProblem) as refused:
        sweeps.finish(high, source, {"found": 1})
    assert refused.value.code == "not_a_sweep"
    assert matters.events_of(low, [identity])[identity] == []


def test_once_all_have_finished_the_result_is_noted_on_the_source(offices):
    high, *lows = offices
    source, ids = begun(high, lows)
    with pytest.raises(MatterProblem):
        sweeps.note_result(high, source)
    for low, identity in zip(lows, ids, strict=True):
        carry(high, low)
        sweeps.finish(low, identity, {"found": 2, "solved": 1})
        carry(low, high)
    assert sweeps.sweep(high, source).totals.all_finished
    assert not sweeps.is_noted(high, source)
    words = sweeps.note_result(high, source)
    assert words == "举一反三排查结果：3 个村排查完毕，发现同类问题 6 件，已解决 3 件。"
    assert (sweeps.is_noted(high, source), records.get(high, "matter", source)["notes"]) == (True, words)


def test_a_village_that_sweeps_already_is_not_asked_twice(offices):
    high, *lows = offices
    source, _ = begun(high, lows[:1])
    with pytest.raises(MatterProblem) as refused:
        sweeps.start(high, source, [each.office.id for each in lows], ASKED)
    assert refused.value.sentence.startswith("柿子村已经在排查了")
    sweeps.start(high, source, [each.office.id for each in lows[1:]], ASKED)
    assert sweeps.sweep(high, source).totals.places == 3
    with pytest.raises(MatterProblem) as refused:
        sweeps.start(high, source, [], ASKED)
    assert refused.value.code == "sweep_offices"


def test_a_village_sweeps_its_own_groups_with_one_matter(offices):
    _, low, *_ = offices
    (source,) = records.find(low, Query("matter"))
    (identity,) = sweeps.start(low, source.id, [], {**ASKED, "areas": ["一组", "二组"]})
    found = records.get(low, "matter", identity)
    assert found["description"].endswith("（排查范围：一组、二组）")
    assert (found.office, found["channel"], found["deadline"]) == (low.office.id, "inspection", "2026-12-04")
    assert sweeps.told(low, sweeps.sweep(low, source.id).totals).startswith("已排查 0/1 处")


def test_what_is_known_of_the_same_kind_is_named(offices):
    high, low, other, _ = offices
    (source,) = records.find(high, Query("matter"))
    alike = {"opened": "2026-11-19", "description": "李小满家门口的路塌了", "category": "road"}
    near = records.add(other, "matter", alike)
    records.add(other, "matter", {**alike, "category": "water"})
    carry(other, high)
    begun(high, [low])
    assert [each.id for each in sweeps.sweep(high, source.id).known] == [near]


@dataclass(frozen=True)
class Told:
    """The township before anything came, the villages' files, and what they say in the end."""

    home: Path
    source: str
    files: tuple[Path, ...]
    counted: Totals


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Three villages give a file after each step of their sweep."""
    folder = tmp_path_factory.mktemp("sweeps")
    high, lows = township(folder), [village(folder, *each) for each in VILLAGES]
    for each in lows:
        join(each, high)
        carry(each, high)
    source = records.add(high, "matter", {**SOURCE, "description": "大石桥护栏断了"})
    ids = sweeps.start(high, source, [each.office.id for each in lows], ASKED)
    files = []
    for number, (low, identity) in enumerate(zip(lows, ids, strict=True)):
        carry(high, low)
        matters.act(low, identity, "accept", {})
        files.append(pack(low, high))
        if number < 2:
            sweeps.finish(low, identity, {"found": 4 + number, "solved": 2})
            files.append(pack(low, high))
        if number == 0:
            sweeps.recount(low, identity, {"found": 5, "solved": 5})
            files.append(pack(low, high))
    states = [matters.state_of(low, each).state for low, each in zip(lows, ids, strict=True)]
    found = [records.get(low, "matter", each) for low, each in zip(lows, ids, strict=True)]
    told_found, told_solved = (sum(each[name] or 0 for each in found) for name in ("found", "solved"))
    counted = Totals(3, states.count(State.FINISHED), told_found, told_solved, 0)
    for each in (high, *lows):
        each.close()
    return Told(high.home, source, tuple(files), counted)


@settings(max_examples=6, deadline=None)
@given(shuffled=st.permutations(range(6)), again=st.lists(st.integers(0, 5), max_size=3))
def test_the_totals_are_what_the_villages_say_whatever_order_their_files_come_in(told, shuffled, again):
    assert (len(told.files), told.counted) == (6, Totals(3, 2, 10, 7, 0))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "township"
        shutil.copytree(told.home, home)
        high = open_office(home, "王芳", PASSWORD, lambda: NOW)
        for at in (*shuffled, *again):
            incoming.take(high, told.files[at])
        assert sweeps.sweep(high, told.source).totals == told.counted
        assert [each.totals for each in sweeps.sweeps(high)] == [told.counted]
        high.close()
