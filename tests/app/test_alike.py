"""Suggestions of themes: what is said alike is offered together, and only a person merges it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import records
from app.matters import act, sources, state_of, unmerge
from app.matters.acts import Act
from app.matters.alike import accept, like, share, suggestions
from app.offices import OpenOffice
from db.alike_queries import words_of
from tests.app.village_desk import add_matter, open_village

LAMPS = ("村口路灯不亮，晚上走路看不见", "村口的路灯坏了不亮，晚上看不见路", "路灯不亮，晚上村口看不见")
WATER = ("自来水水压太小，三楼用不上水", "水压小，三楼自来水用不上")
OTHER = ("孩子上学路远，希望开通校车", "低保申请进度想问一下")
WORDS = st.frozensets(st.sampled_from(("路灯", "不亮", "自来", "来水", "水压")), max_size=5)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def collected(desk: OpenOffice) -> dict[str, str]:
    """Text → matter, collected a day after each other."""
    return {
        text: add_matter(desk, description=text, opened=f"2026-11-{day:02}")
        for day, text in enumerate((*LAMPS, *WATER, *OTHER), 1)
    }


def test_what_is_said_alike_is_one_suggestion_led_by_the_earliest(desk: OpenOffice):
    found = collected(desk)
    made = suggestions(desk, list(found.values()))
    assert [(each.theme, {other.id for other in each.others}) for each in made] == [
        (found[LAMPS[0]], {found[LAMPS[1]], found[LAMPS[2]]}),
        (found[WATER[0]], {found[WATER[1]]}),
    ]


def test_nothing_is_merged_until_a_person_accepts_and_only_what_was_chosen(desk: OpenOffice):
    found = collected(desk)
    (lamps, _) = suggestions(desk, list(found.values()))
    assert all(records.get(desk, "matter", each)["theme"] is None for each in found.values())
    accept(desk, lamps, [found[LAMPS[2]]])
    assert sources(desk, found[LAMPS[0]]) == [found[LAMPS[2]]]


def test_what_is_merged_is_not_offered_again_but_its_theme_takes_more(desk: OpenOffice):
    found = collected(desk)
    accept(desk, suggestions(desk, list(found.values()))[0])
    later = add_matter(desk, description="村口路灯不亮看不见路", opened="2026-11-12")
    (lamps, _) = suggestions(desk, [*found.values(), later])
    assert (lamps.theme, [each.id for each in lamps.others]) == (found[LAMPS[0]], [later])


def test_the_themes_result_flows_back_to_each_source_and_unmerging_takes_it_away(desk: OpenOffice):
    found = collected(desk)
    (lamps, _) = suggestions(desk, list(found.values()))
    for each in lamps.others:
        act(desk, each.id, "accept", {})
    accept(desk, lamps)
    for step in ("accept", "handle", "finish"):
        act(desk, lamps.theme, step, {})
    first, second = (each.id for each in lamps.others)
    assert all(Act.FEED_BACK in state_of(desk, each).acts for each in (first, second))
    act(desk, first, "feed_back", {"text": "路灯换好了"})
    unmerge(desk, second)
    assert Act.FEED_BACK not in state_of(desk, second).acts


def test_a_single_matter_finds_its_like_the_most_alike_first(desk: OpenOffice):
    found = collected(desk)
    alike = like(desk, found[LAMPS[0]], least=0.2)
    assert {each.id for each in alike} == {found[LAMPS[1]], found[LAMPS[2]]}
    assert [each.share for each in alike] == sorted((each.share for each in alike), reverse=True)
    assert like(desk, found[OTHER[0]]) == [] == like(desk, "unknown")


def test_a_removed_matter_is_not_suggested(desk: OpenOffice):
    found = collected(desk)
    records.remove(desk, "matter", found[WATER[1]])
    assert [each.theme for each in suggestions(desk, list(found.values()))] == [found[LAMPS[0]]]


def test_the_work_can_be_stopped(desk: OpenOffice):
    for at in range(201):
        add_matter(desk, description=f"第{at}件，各说各的")
    with pytest.raises(InterruptedError):
        suggestions(desk, [each.id for each in records.find(desk, records.Query("matter"))], progress=stop)


def stop(done: int, whole: int) -> None:
    raise InterruptedError(done, whole)


@given(one=WORDS, other=WORDS)
def test_a_share_is_the_same_either_way_and_between_nothing_and_all(one, other):
    weights = {"路灯": 1.0, "不亮": 2.0, "自来": 0.5, "水压": 3.0}
    found = share(one, other, weights)
    assert found == share(other, one, weights) and 0.0 <= found <= 1.0001
    assert share(one, one, weights) in (0.0, 1.0)


def test_numbers_and_single_characters_say_nothing():
    assert words_of("3号 路灯", "12") == frozenset({"路灯"})
