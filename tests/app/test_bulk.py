"""One act for many matters: the same as one after another, in one intention; what is refused is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import matters, records
from app.matters import RESULTS, Act, MatterProblem, Standing, State, bulk, desk_lists
from app.matters.desk_lists import Wanted
from app.matters.recording import ON_PAPER
from app.offices import OpenOffice
from app.records import Query
from tests.app.village_desk import add_matter, add_organization, open_village

VALUES: dict[str, Any] = {"text": "情况", "deadline": "2026-12-10"}
ROADS = (
    (), ("accept",), ("accept", "analyse"), ("accept", "handle"), ("accept", "handle", "finish"), ("direct",),
    ("accept", "escalate"), ("accept", "escalate", "confirm"), ("accept", "handle", "suspend"),
    ("accept", "handle", "finish", "feed_back"), ("direct", "finish", "report_branch", "feed_back"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def walked(desk: OpenOffice, *steps: str) -> str:
    """A matter that went these steps."""
    matter = add_matter(desk)
    for step in steps:
        matters.act(desk, matter, step, {"text": "情况"})
    return matter


def one_by_one(desk: OpenOffice, ids: list[str], act: str, values: dict[str, Any]) -> bulk.Done:
    taken: list[str] = []
    refused: list[tuple[str, str]] = []
    for matter in ids:
        try:
            matters.act(desk, matter, act, values)
            taken.append(matter)
        except MatterProblem as problem:
            refused.append((matter, problem.sentence))
    return bulk.Done(tuple(taken), tuple(refused))


def said(standing: Standing) -> tuple[Any, ...]:
    """What a standing says, the ids of events aside."""
    acts = tuple((each.act, each.date, each.text, each.deadline) for each in standing.taken)
    return (standing.state, standing.holder, standing.acts, standing.deadline, len(standing.disputed), acts)


def standings(desk: OpenOffice, ids: list[str]) -> list[tuple[Any, ...]]:
    found = matters.states(desk, ids)
    return [said(found[each]) for each in ids]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roads=st.lists(st.sampled_from(ROADS), min_size=1, max_size=5),
    act=st.sampled_from([each for each in Act if each is not Act.CORRECT]),
    on_paper=st.booleans(),
    merged=st.booleans(),
)
def test_one_act_for_many_is_the_act_with_one_after_another_and_one_undo_takes_it_back(
    desk: OpenOffice, roads: list[tuple[str, ...]], act: Act, on_paper: bool, merged: bool
) -> None:
    desk.settings.set(ON_PAPER, True)
    ids = [walked(desk, *road) for road in roads]
    if merged and len(ids) > 1:
        matters.merge(desk, ids[1:], ids[0])
    unit = add_organization(desk)
    desk.settings.set(ON_PAPER, on_paper)
    values = {**VALUES, "organization": unit, "result": RESULTS.get(act, ("",))[0]}
    before, events = standings(desk, ids), records.count(desk, Query("matter_event"))
    many = bulk.act_many(desk, ids, act.value, values)
    after = standings(desk, ids)
    if many.taken:
        desk.undo()
    assert standings(desk, ids) == before
    assert records.count(desk, Query("matter_event")) == events
    assert one_by_one(desk, ids, act.value, values) == many
    assert standings(desk, ids) == after


def test_what_is_refused_is_told_with_its_sentence_and_the_rest_is_done(desk: OpenOffice) -> None:
    ready, fresh = walked(desk, "accept"), walked(desk)
    done = bulk.act_many(desk, [ready, fresh, "nobody"], "handle", {})
    assert done.taken == (ready,)
    assert [matter for matter, _ in done.refused] == [fresh, "nobody"]
    assert done.refused[0][1] == "现在不能“处置”：这件事项处于“已收集”。现在可以：受理、直办。"
    assert matters.state_of(desk, fresh).state is State.COLLECTED


def test_sorting_accepts_first_what_was_only_collected(desk: OpenOffice) -> None:
    ids = [walked(desk), walked(desk, "accept"), walked(desk, "direct")]
    done = bulk.act_many(desk, ids, "escalate", {"date": "2026-11-19"}, accepting=True)
    assert done.taken == (ids[0], ids[1])
    taken = matters.state_of(desk, ids[0]).taken
    assert [(each.act, each.date) for each in taken] == [("accept", "2026-11-19"), ("escalate", "2026-11-19")]
    assert not matters.state_of(desk, ids[0]).disputed


def test_values_that_are_wrong_leave_nothing_half_done(desk: OpenOffice) -> None:
    ids = [walked(desk), walked(desk)]
    done = bulk.act_many(desk, ids, "handle", {"by": "nobody"}, accepting=True)
    assert (done.taken, len(done.refused)) == ((), 2)
    assert records.count(desk, Query("matter_event")) == 0
    assert list(done.sentences.values()) == [tuple(ids)]


def test_a_whistle_for_many_calls_each_organization_to_each(desk: OpenOffice) -> None:
    ids = [walked(desk, "accept", "handle") for _ in range(2)]
    called = [add_organization(desk, name) for name in ("镇水利站", "镇供电所")]
    done = bulk.act_many(desk, ids, "whistle", {"organization": called, "deadline": "2026-11-30"})
    assert done.taken == tuple(ids)
    parts = [matters.state_of(desk, each).parts for each in ids]
    assert [[part.organization for part in each] for each in parts] == [called, called]


def test_the_acts_offered_are_counted_with_those_behind_acceptance(desk: OpenOffice) -> None:
    desk.settings.set(ON_PAPER, False)
    ids = [walked(desk), walked(desk, "accept"), walked(desk, "accept", "escalate")]
    offered = bulk.offered(desk, ids)
    assert (offered[Act.ACCEPT], offered[Act.HANDLE], offered[Act.ESCALATE]) == (1, 2, 2)
    assert Act.CONFIRM not in offered and Act.CORRECT not in offered
    for act, much in offered.items():
        values = {**VALUES, "organization": add_organization(desk), "result": RESULTS.get(act, ("",))[0]}
        done = bulk.act_many(desk, ids, act.value, values, accepting=True)
        assert len(done.taken) == much
        desk.undo()


def test_solved_on_the_spot_is_written_down_whole_in_one_intention(desk: OpenOffice) -> None:
    matter = walked(desk)
    assert bulk.finishable_at_once(desk, [matter]) == 1
    done = bulk.finish_at_once(desk, [matter], {"text": "灯泡换好了"}, feedback="当面告诉了")
    assert done.taken == (matter,)
    reached = matters.state_of(desk, matter)
    assert (reached.state, reached.direct, reached.reported) == (State.FED_BACK, True, True)
    assert desk_lists.count(desk, Wanted("to_report")) == 0
    desk.undo()
    assert matters.state_of(desk, matter).taken == ()


def test_what_is_not_reported_yet_stays_on_a_list_of_its_own(desk: OpenOffice) -> None:
    matter, other = walked(desk, "accept", "direct"), walked(desk, "accept", "handle")
    done = bulk.finish_at_once(desk, [matter, other], {"text": "办好了"}, reported=False)
    assert done.taken == (matter,)
    assert "直办" in done.refused[0][1]
    assert [each.matter.id for each in desk_lists.page(desk, Wanted("to_report"))] == [matter]
    bulk.act_many(desk, [matter], "report_branch", {})
    assert desk_lists.count(desk, Wanted("to_report")) == 0


def test_a_list_is_sorted_by_what_its_heading_names(desk: OpenOffice) -> None:
    early, late = add_matter(desk, opened="2026-11-01"), add_matter(desk, opened="2026-11-09")
    falling = desk_lists.page(desk, Wanted("to_sort", order="-opened"))
    assert [each.matter.id for each in falling] == [late, early]
