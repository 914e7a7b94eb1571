"""Taking steps with a matter at a desk: what is offered is taken, the rest refused with a way out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import records
from app.matters import (
    NEEDED,
    RESULTS,
    Act,
    MatterProblem,
    Part,
    Standing,
    State,
    act,
    merge,
    possible,
    sources,
    state_of,
    states,
    three_lists,
    unmerge,
    whistle,
)
from app.matters.recording import ON_PAPER
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_organization, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def take(desk: OpenOffice, matter: str, *steps: str) -> Standing:
    """Take these steps one after another, "evaluate:satisfied" with that result."""
    for step in steps:
        name, _, result = step.partition(":")
        act(desk, matter, name, {"text": "情况", "result": result})
    return state_of(desk, matter)


def needed_values(desk: OpenOffice, wanted: Act, organizations: list[str]) -> dict[str, Any]:
    everything = {"organization": organizations[0], "deadline": "2026-12-01", "text": "情况"}
    values = {name: everything[name] for name in NEEDED.get(wanted, ()) if name in everything}
    if wanted in RESULTS and wanted in (Act.EVALUATE, Act.EXPLAIN):
        values["result"] = RESULTS[wanted][0]
    return values


def test_the_way_from_the_doorstep_to_striking_off(desk: OpenOffice):
    matter = add_matter(desk)
    closed = take(
        desk, matter, "accept", "analyse", "handle", "finish", "feed_back", "evaluate:satisfied", "close"
    )
    assert closed.state is State.CLOSED
    assert closed.closed == "2026-11-20"


def test_a_refused_act_names_what_is_possible_now(desk: OpenOffice):
    matter = add_matter(desk)
    with pytest.raises(MatterProblem) as refused:
        act(desk, matter, "close", {})
    assert refused.value.sentence == "现在不能“销号”：这件事项处于“已收集”。现在可以：受理、直办。"
    assert records.count(desk, records.Query("matter_event")) == 0


@pytest.mark.parametrize(
    ("steps", "refused", "values", "words"),
    [
        ((), "explode", {}, "没有“explode”这个办理动作"),
        (("accept",), "explain", {"result": "satisfied"}, "诉求不合理"),
        (("accept", "handle"), "extend", {"text": "雨天"}, "还缺：时限"),
        (("accept", "direct", "finish", "feed_back", "evaluate:satisfied"), "close", {}, "报备"),
        (("accept", "analyse", "explain:decided"), "correct", {"event": "x", "text": "错"}, "不属于这件事项"),
        (("accept", "handle"), "respond", {"organization": "x"}, "现在不能“报到”"),
    ],
)
def test_each_refusal_says_what_to_do(desk: OpenOffice, steps: Any, refused: str, values: Any, words: str):
    matter = add_matter(desk)
    take(desk, matter, *steps)
    with pytest.raises(MatterProblem, match=words):
        act(desk, matter, refused, values)


def test_everything_offered_is_taken_and_everything_else_refused(desk: OpenOffice):
    chance = random.Random(7)
    organizations = [add_organization(desk, name) for name in ("镇水利站", "镇供电所")]
    for _ in range(12):
        matter = add_matter(desk)
        for _ in range(12):
            current = state_of(desk, matter)
            offered = [each for each in possible(desk, current) if each is not Act.CORRECT]
            for hidden in chance.sample(sorted(set(Act) - set(offered) - {Act.CORRECT}), 2):
                if not current.parts:
                    with pytest.raises(MatterProblem):
                        act(desk, matter, hidden, needed_values(desk, hidden, organizations))
            on_parts = [(part, each) for part in current.parts for each in possible(desk, current, part)]
            if not offered and not on_parts:
                break
            chosen: tuple[Part | None, Act] = chance.choice([*((None, each) for each in offered), *on_parts])
            part, wanted = chosen
            values = needed_values(desk, wanted, organizations)
            if part:
                values.update(organization=part.organization, whistle=part.whistle)
            act(desk, matter, wanted, values)
            assert state_of(desk, matter).disputed == ()


def test_a_step_written_down_late_keeps_its_place_after_what_was_known(desk: OpenOffice):
    matter = add_matter(desk)
    act(desk, matter, "accept", {"date": "2026-11-10"})
    act(desk, matter, "handle", {"date": "2026-11-08"})
    reached = state_of(desk, matter)
    assert (reached.state, reached.disputed) == (State.VILLAGE, ())


def test_one_whistle_calls_several_organizations_and_waits_for_each(desk: OpenOffice):
    water, power = add_organization(desk, "镇水利站"), add_organization(desk, "镇供电所")
    matter = add_matter(desk)
    take(desk, matter, "accept", "handle")
    whistle(desk, matter, [water, power], {"deadline": "2026-11-25"})
    act(desk, matter, "respond", {"organization": water})
    act(desk, matter, "finish", {"organization": water})
    with pytest.raises(MatterProblem, match="镇供电所"):
        act(desk, matter, "finish", {})
    act(desk, matter, "excuse", {"organization": power, "text": "不涉及"})
    act(desk, matter, "finish", {})
    assert state_of(desk, matter).state is State.FINISHED
    assert {part.whistle for part in state_of(desk, matter).parts} == {"村1"}


def test_a_village_under_a_township_with_the_program_waits_for_its_answer(desk: OpenOffice):
    desk.settings.set(ON_PAPER, False)
    matter = add_matter(desk)
    take(desk, matter, "accept", "escalate")
    with pytest.raises(MatterProblem, match="由镇（街道）办理"):
        act(desk, matter, "confirm", {})


def test_a_wrong_step_is_struck_out_by_a_correction(desk: OpenOffice):
    matter = add_matter(desk)
    take(desk, matter, "accept")
    wrong = act(desk, matter, "direct", {})
    act(desk, matter, "correct", {"event": wrong, "result": "void", "text": "点错了"})
    assert state_of(desk, matter).state is State.ACCEPTED


def test_a_step_that_others_rest_on_is_not_struck_out(desk: OpenOffice):
    matter = add_matter(desk)
    first = act(desk, matter, "accept", {})
    take(desk, matter, "handle")
    with pytest.raises(MatterProblem, match="不能直接作废"):
        act(desk, matter, "correct", {"event": first, "result": "void", "text": "点错了"})


def test_many_opinions_become_one_theme_and_come_apart_again(desk: OpenOffice):
    theme, one, other = add_matter(desk), add_matter(desk), add_matter(desk)
    for matter in (theme, one, other):
        take(desk, matter, "accept")
    merge(desk, [one, other], theme)
    take(desk, theme, "handle", "finish")
    assert Act.FEED_BACK in states(desk, [one])[one].acts
    unmerge(desk, other)
    assert sources(desk, theme) == [one]
    assert Act.FEED_BACK not in state_of(desk, other).acts
    with pytest.raises(MatterProblem, match="不能归并到它自己"):
        merge(desk, [theme], theme)
    with pytest.raises(MatterProblem, match="已经归并到别的事项"):
        merge(desk, [other], one)
    with pytest.raises(MatterProblem, match="不能再归并出去"):
        merge(desk, [theme], other)


def test_the_three_lists_of_a_week_hold_each_matter_where_it_belongs(desk: OpenOffice):
    old_open, old_closed = add_matter(desk, opened="2026-11-01"), add_matter(desk, opened="2026-11-02")
    new = add_matter(desk, opened="2026-11-17")
    later = add_matter(desk, opened="2026-11-30")
    act(desk, old_open, "accept", {"date": "2026-11-03"})
    act(desk, old_open, "handle", {"date": "2026-11-18", "text": "已去看过"})
    for step in ("accept", "analyse", "explain"):
        act(desk, old_closed, step, {"date": "2026-11-03", "result": "decided" if step == "explain" else ""})
    act(desk, old_closed, "close", {"date": "2026-11-19"})
    act(desk, later, "accept", {"date": "2026-12-01"})
    lists = three_lists(desk, "2026-11-16", "2026-11-22")
    assert [line.matter.id for line in lists.added] == [new]
    assert [line.matter.id for line in lists.progressed] == [old_open]
    assert [line.matter.id for line in lists.closed] == [old_closed]
    assert [event.act for event in lists.progressed[0].changes] == ["handle"]
