"""Themes: many opinions become one and come apart again; the result reaches those that wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import records
from app.matters import MatterProblem, act, sources, state_of, states, themes
from app.matters.acts import Act, State
from app.matters.alike import forget_apart, scope, suggestions, tell_apart
from app.matters.theme_list import addable, sources_of, totals
from app.matters.theme_list import themes as all_themes
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_person, open_village
from tests.exchange.offices import carry, joined_pair

SAID = ("村口路灯不亮，晚上走路看不见", "村口的路灯坏了不亮，晚上看不见路", "路灯不亮，晚上村口看不见")
WAY = ("accept", "handle", "finish")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def said(desk: OpenOffice) -> list[str]:
    """Three matters that say the same, a day after each other."""
    return [
        add_matter(desk, description=text, original_words=text, opened=f"2026-11-0{day}")
        for day, text in enumerate(SAID, 1)
    ]


def take(desk: OpenOffice, matter: str, *steps: str) -> None:
    for step in steps:
        act(desk, matter, step, {"text": "灯已换好", "result": "done" if step == "finish" else None})


def test_a_theme_worded_anew_takes_all_its_sources_in_one_step_that_can_be_undone(desk: OpenOffice):
    found = [add_matter(desk, category="road"), add_matter(desk, category="road"), add_matter(desk)]
    theme = themes.merge_into_new(desk, found, " 全村路灯 ", "other")
    made = records.get(desk, "matter", theme)
    assert (made["description"], made["category"], made["channel"]) == ("全村路灯", "road", "other")
    assert (made["kind"], sorted(sources(desk, theme))) == ("common", sorted(found))
    assert desk.undo() == "theme.merge"
    assert sources(desk, theme) == [] and records.get(desk, "matter", theme).deleted


@pytest.mark.parametrize(
    ("words", "chosen", "says"), [("  ", True, "请写明归并成什么主题"), ("路灯", False, "请先勾选")]
)
def test_a_theme_without_words_or_sources_is_refused(desk: OpenOffice, words: str, chosen: bool, says: str):
    with pytest.raises(MatterProblem, match=says):
        themes.merge_into_new(desk, said(desk) if chosen else [], words)


def test_a_theme_is_never_put_under_another(desk: OpenOffice):
    found = said(desk)
    themes.merge(desk, found[1:], found[0])
    with pytest.raises(MatterProblem, match="不能再归并出去"):
        themes.merge_into_new(desk, [found[0]], "路灯")


def test_a_theme_comes_apart_and_its_sources_stand_alone(desk: OpenOffice):
    found = said(desk)
    themes.merge(desk, found[1:], found[0])
    assert sorted(themes.dissolve(desk, found[0])) == sorted(found[1:])
    assert sources(desk, found[0]) == []
    with pytest.raises(MatterProblem, match="不用拆开"):
        themes.dissolve(desk, found[0])


def test_what_was_told_by_a_theme_keeps_its_theme_until_the_telling_is_corrected(desk: OpenOffice):
    theme, source, untold = said(desk)
    take(desk, source, "accept")
    themes.merge(desk, [source, untold], theme)
    take(desk, theme, *WAY)
    themes.feed_back(desk, theme, "路灯都换好了")
    for attempt in (lambda: themes.unmerge(desk, source), lambda: themes.dissolve(desk, theme)):
        with pytest.raises(MatterProblem, match="有 1 件已按主题的结果反馈"):
            attempt()
    assert (state_of(desk, source).state, sources(desk, theme)) == (State.FED_BACK, [source, untold])
    themes.unmerge(desk, untold)
    told = state_of(desk, source).taken[-1].id
    act(desk, source, "correct", {"event": told, "result": "void", "text": "归并错了"})
    assert themes.dissolve(desk, theme) == [source]
    assert (state_of(desk, source).state, state_of(desk, source).disputed) == (State.ACCEPTED, ())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=12))
def test_however_merged_and_split_every_source_keeps_its_words_and_belongs_to_one_theme(
    desk: OpenOffice, moves: list[tuple[int, int]]
):
    ids = [add_matter(desk, description=f"第{at}件", original_words=f"原话{at}") for at in range(5)]
    for source, theme in moves:
        try:
            if theme == 5:
                themes.unmerge(desk, ids[source])
            else:
                themes.merge(desk, [ids[source]], ids[theme])
        except MatterProblem:
            continue
    stored = records.by_ids(desk, "matter", ids)
    assert [stored[each]["original_words"] for each in ids] == [f"原话{at}" for at in range(5)]
    above = {each: stored[each]["theme"] for each in ids if stored[each]["theme"]}
    assert not above.keys() & set(above.values())  # no chain, so no circle
    assert sorted(each for theme in set(above.values()) for each in sources(desk, theme)) == sorted(above)


def test_the_result_reaches_exactly_those_that_wait(desk: OpenOffice):
    first, second, third = said(desk)
    late, done = add_matter(desk), add_matter(desk)
    for each in (second, third, done):
        take(desk, each, "accept")
    take(desk, done, "handle", "finish", "feed_back")
    themes.merge(desk, [second, third, late, done], first)
    assert themes.waiting(desk, first) == []
    take(desk, first, *WAY)
    told = themes.feed_back(desk, first, "路灯都换好了", {"date": "2026-11-20"})
    assert set(told.taken) == {second, third} and not told.refused
    found = states(desk, [second, third, late, done])
    assert [found[each].state for each in (second, third)] == [State.FED_BACK] * 2
    assert found[late].state is State.COLLECTED
    assert sum(event.act == Act.FEED_BACK for event in found[done].taken) == 1
    assert desk.undo() == "matter.act_many"
    assert set(themes.waiting(desk, first)) == {second, third}


def test_nothing_is_told_before_the_theme_is_finished_or_when_nobody_waits(desk: OpenOffice):
    first, second, _ = said(desk)
    themes.merge(desk, [second], first)
    with pytest.raises(MatterProblem, match="还没有办结"):
        themes.feed_back(desk, first, "好了")
    take(desk, first, *WAY)
    with pytest.raises(MatterProblem, match="没有等着反馈"):
        themes.feed_back(desk, first, "好了")


def test_what_to_tell_is_the_themes_own_feedback_or_the_words_of_its_end(desk: OpenOffice):
    theme = add_matter(desk)
    assert themes.result_of(desk, theme) == ""
    take(desk, theme, *WAY)
    assert themes.result_of(desk, theme) == "灯已换好"
    records.change(desk, "matter", theme, {"feedback": "全部换成太阳能灯"})
    assert themes.result_of(desk, theme) == "全部换成太阳能灯"


def test_each_person_is_asked_for_themselves_after_being_told(desk: OpenOffice):
    first, second, third = said(desk)
    for each in (second, third):
        take(desk, each, "accept")
    themes.merge(desk, [second, third], first)
    take(desk, first, *WAY)
    themes.feed_back(desk, first, "换好了")
    act(desk, second, "evaluate", {"result": "satisfied"})
    act(desk, third, "evaluate", {"result": "dissatisfied"})
    assert state_of(desk, second).state is State.EVALUATED
    assert state_of(desk, third).state is State.RETURNED


def test_a_theme_of_the_township_is_told_to_the_people_of_its_villages_alike_at_both(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    with closing(low), closing(high):
        matter = add_matter(low, description="路灯不亮")
        act(low, matter, "accept", {})
        carry(low, high)
        theme = themes.merge_into_new(high, [matter], "全镇路灯")
        take(high, theme, *WAY)
        themes.feed_back(high, theme, "全镇路灯已换")
        assert not carry(high, low).parked
        here, there = state_of(low, matter), state_of(high, matter)
        assert (here.state, here.disputed) == (State.FED_BACK, ()) == (there.state, there.disputed)
        assert themes.theme_of(low, records.get(low, "matter", matter)) is None
        act(low, matter, "evaluate", {"result": "satisfied"})
        carry(low, high)
        assert state_of(high, matter).state is State.EVALUATED


def test_what_was_told_apart_is_not_offered_again_until_that_is_forgotten(desk: OpenOffice):
    found = said(desk)
    tell_apart(desk, found[:2])
    (left,) = suggestions(desk, found)
    assert {left.theme, *(each.id for each in left.others)} != set(found)
    tell_apart(desk, found)
    assert suggestions(desk, found) == []
    assert forget_apart(desk) == 2
    assert len(suggestions(desk, found)[0].others) == 2


def test_a_theme_leads_even_when_it_was_collected_last(desk: OpenOffice):
    found = said(desk)
    other = add_matter(desk, description="孩子上学路远", opened="2026-11-19")
    themes.merge(desk, [other], found[2])
    (made,) = suggestions(desk, found)
    assert (made.theme, {each.id for each in made.others}) == (found[2], set(found[:2]))


def test_stopping_gives_what_was_found_until_then(desk: OpenOffice):
    answers = iter([False, False, True])
    assert len(suggestions(desk, said(desk), stop=lambda: next(answers))[0].others) == 1


def test_only_open_matters_in_no_theme_are_looked_through_newest_first(desk: OpenOffice):
    found = said(desk)
    closed, merged = add_matter(desk), add_matter(desk)
    take(desk, closed, *WAY)
    themes.merge(desk, [merged], found[0])
    assert scope(desk) == ([found[2], found[1], found[0]], 3)
    assert scope(desk, most=2) == ([found[2], found[1]], 3)
    assert scope(desk, village="elsewhere") == ([], 0) == scope(desk, category="road")


def test_the_list_tells_from_how_many_a_theme_came_and_what_it_became(desk: OpenOffice):
    first, second, third = said(desk)
    person = add_person(desk)
    records.change(desk, "matter", second, {"person": person})
    records.change(desk, "matter", third, {"person": person})
    for each in (second, third):
        take(desk, each, "accept")
    themes.merge(desk, [second, third], first)
    worded = themes.merge_into_new(desk, [add_matter(desk), add_matter(desk)], "另一件")
    take(desk, first, *WAY)
    listed = {each.id: each for each in all_themes(desk)}
    assert (listed[first].sources, listed[first].offices, listed[first].people) == (2, 1, 1)
    assert (listed[first].waiting, listed[worded].waiting) == (2, 0)
    assert [each.waits for each in sources_of(desk, first)] == [True, True]
    assert (totals(desk).opinions, totals(desk).themes) == (5, 2)


def test_only_what_is_in_no_theme_can_be_added(desk: OpenOffice):
    first, second, third = said(desk)
    themes.merge(desk, [second], first)
    assert [each.id for each in addable(desk, "路灯")] == [third]
