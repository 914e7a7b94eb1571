"""What an upper office wrote on a village's matter with records of its own: the village can go on with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records
from app.matters import Act, PartState, State, act, merge, possible, state_of, states, whistle
from app.offices import OpenOffice
from app.problems import Problem
from tests.exchange.offices import carry, join, township, village

Three = tuple[OpenOffice, OpenOffice, OpenOffice]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """Two villages and their township."""
    made = village(tmp_path), village(tmp_path, "桃花村", "500110103204"), township(tmp_path)
    for at, lower in enumerate(made[:2]):
        join(lower, made[2], tuple(f"{at}-{sign}" for sign in "abc"))
    yield made
    for desk in made:
        desk.close()


def a_matter(desk: OpenOffice, *steps: str) -> str:
    matter = records.add(desk, "matter", {"opened": "2026-11-02", "description": "路灯不亮"})
    for step in steps:
        act(desk, matter, step, {})
    return matter


def whistled(three: Three) -> tuple[str, str]:
    """A matter of the first village for which the township called its own department: matter, department."""
    low, _, high = three
    matter = a_matter(low, "accept", "handle")
    carry(low, high)
    unit = records.add(high, "organization", {"name": "镇水利站", "type": "department"})
    whistle(high, matter, [unit], {"deadline": "2026-11-25"})
    carry(high, low)
    return matter, unit


def test_the_village_may_answer_for_a_department_that_only_the_township_has_registered(three):
    low, _, high = three
    matter, unit = whistled(three)
    (part,) = state_of(low, matter).parts
    assert Act.RESPOND in possible(low, state_of(low, matter), part)
    act(low, matter, "respond", {"organization": unit})
    act(low, matter, "finish", {"organization": unit, "whistle": part.whistle})
    carry(low, high)
    assert [each.state for each in state_of(high, matter).parts] == [PartState.FINISHED]
    assert states(low, [matter]) == states(high, [matter])


def test_an_organization_that_nobody_named_on_the_matter_is_still_refused(three):
    low, _, _ = three
    matter, unit = whistled(three)
    other = a_matter(low, "accept")
    for target, organization in ((other, unit), (matter, "0000")):
        with pytest.raises(Problem) as refused:
            act(low, target, "handle", {"organization": organization, "text": "情况"})
        assert refused.value.code in ("not_a_reference", "no_such_part")


def test_what_a_theme_of_another_village_settled_reads_the_same_where_the_theme_is_not_known(three):
    low, other, high = three
    source, theme = a_matter(low, "accept", "escalate"), a_matter(other, "accept", "handle", "finish")
    carry(low, high)
    carry(other, high)
    merge(high, [source], theme)
    act(high, source, "feed_back", {"text": "已经修好"})
    carry(high, low)
    assert state_of(low, source).state is State.FED_BACK
    assert states(low, [source]) == states(high, [source])
    assert state_of(low, source).finished == "2026-11-20"
