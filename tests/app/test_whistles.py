"""Whistles: each unit, what is late, what is open, own deadlines, and 报到及时率 against a hand count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import records
from app.matters import Event, MatterProblem, PartState, act, standing, state_of, whistle
from app.matters.stored import renew
from app.matters.whistles import (
    COUNTED,
    DIMENSIONS,
    called,
    figures,
    late_days,
    late_words,
    numbers,
    parts_behind,
    still_open,
)
from app.offices import OpenOffice
from db import standing_rows
from db.standing_rows import StoredPart
from tests.app.matter_walks import any_events, lawful_walk
from tests.app.test_supervision import EMPTY
from tests.app.village_desk import add_matter, add_organization, open_village

TODAY = date(2026, 11, 20)  # as the desk's clock says
FIRST, LAST = "2026-10", "2026-11"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    renew(opened)
    yield opened
    opened.close()


def whistled(desk: OpenOffice, *names: str, deadline: str = "2026-11-18") -> tuple[str, list[str]]:
    """A matter for which these units are whistled on 2026-11-10; the matter and the units."""
    matter = add_matter(desk)
    units = [add_organization(desk, name) for name in names]
    for step in ("accept", "handle"):
        act(desk, matter, step, {"date": "2026-11-05"})
    whistle(desk, matter, units, {"deadline": deadline, "date": "2026-11-10", "text": "请到现场"})
    return matter, units


def test_each_unit_has_a_line_from_the_call_to_its_end(desk: OpenOffice):
    matter, (roads, water) = whistled(desk, "镇交通站", "镇水利站")
    act(desk, matter, "receive", {"organization": roads, "date": "2026-11-11"})
    act(desk, matter, "respond", {"organization": roads, "date": "2026-11-12"})
    act(desk, matter, "handle", {"organization": roads, "date": "2026-11-13", "text": "开挖"})
    act(desk, matter, "finish", {"organization": roads, "date": "2026-11-15", "text": "恢复"})
    act(desk, matter, "excuse", {"organization": water, "text": "不涉及", "date": "2026-11-14"})
    first, second = called(state_of(desk, matter))
    assert (first.received, [each.text for each in first.handled]) == ("2026-11-11", ["开挖"])
    assert first.end is not None and (first.end.text, first.excused) == ("恢复", False)
    assert second.end is not None and (second.end.text, second.excused) == ("不涉及", True)
    assert second.call.text == "请到现场"


@given(lawful_walk())
def test_every_part_has_its_line_and_every_step_of_a_whistle_its_unit(events: list[Event]):
    current = standing(events)
    lines = called(current)
    assert [line.part for line in lines] == list(current.parts)
    assert set(numbers(current)) == {part.whistle for part in current.parts}
    handled = sum(len(line.handled) for line in lines)
    assert handled == sum(each.act == "handle" and bool(each.whistle) for each in current.taken)


@given(any_events())
def test_lines_can_be_read_of_whatever_arrives(events: list[Event]):
    current = standing(events)
    assert [line.part for line in called(current)] == list(current.parts)
    assert isinstance(still_open(current, {}, TODAY), str)


@pytest.mark.parametrize(
    ("responded", "state", "words"),
    [
        ("", PartState.CALLED, "超期2天未报到"),
        ("2026-11-18", PartState.RESPONDED, ""),
        ("2026-11-19", PartState.RESPONDED, "超期1天报到"),
        ("", PartState.EXCUSED, ""),
    ],
)
def test_lateness_is_told_in_words(desk: OpenOffice, responded: str, state: PartState, words: str):
    matter, (unit,) = whistled(desk, "镇水利站")
    if responded:
        act(desk, matter, "respond", {"organization": unit, "date": responded})
    elif state is PartState.EXCUSED:
        act(desk, matter, "excuse", {"organization": unit, "text": "不涉及"})
    (part,) = state_of(desk, matter).parts
    assert part.state is state
    assert late_words(part, TODAY) == words
    assert bool(late_days(part, TODAY)) is bool(words)


def test_what_is_still_open_is_said_in_one_sentence(desk: OpenOffice):
    matter, (roads, water) = whistled(desk, "镇交通站", "镇水利站")
    act(desk, matter, "respond", {"organization": roads, "date": "2026-11-12"})
    names = {roads: "镇交通站", water: "镇水利站"}
    assert still_open(state_of(desk, matter), names, TODAY) == (
        "还差 2 个单位：镇交通站（已报到，还没办结）、镇水利站（超期2天未报到）。"
        "都办结或免办以后，这件事项才能办结。"
    )
    act(desk, matter, "finish", {"organization": roads})
    act(desk, matter, "excuse", {"organization": water, "text": "不涉及"})
    assert still_open(state_of(desk, matter), names, TODAY) == (
        "叫到的单位都已办结或免办，可以办结这件事项了。"
    )
    assert still_open(standing(()), {}, TODAY) == ""


def test_each_unit_may_have_its_own_time_to_respond(desk: OpenOffice):
    matter = add_matter(desk)
    roads, water, power = (add_organization(desk, name) for name in ("交通", "水利", "供电"))
    for step in ("accept", "handle"):
        act(desk, matter, step, {})
    whistle(desk, matter, {roads: "2026-11-22", water: "", power: "2026-11-30"}, {"deadline": "2026-11-25"})
    found = {part.organization: part.deadline for part in state_of(desk, matter).parts}
    assert found == {roads: "2026-11-22", water: "2026-11-25", power: "2026-11-30"}


def test_without_a_common_deadline_each_unit_needs_its_own(desk: OpenOffice):
    matter = add_matter(desk)
    roads, water = (add_organization(desk, name) for name in ("交通", "水利"))
    for step in ("accept", "handle"):
        act(desk, matter, step, {})
    with pytest.raises(MatterProblem, match="时限"):
        whistle(desk, matter, {roads: "2026-11-22", water: ""}, {})
    whistle(desk, matter, {roads: "2026-11-22", water: "2026-11-24"}, {})
    assert [part.deadline for part in state_of(desk, matter).parts] == ["2026-11-22", "2026-11-24"]


SOME_DAY = st.dates(date(2026, 9, 25), date(2026, 11, 30)).map(str)
PART = st.builds(
    StoredPart,
    st.sampled_from(("村1", "村2")), st.sampled_from(("d1", "d2", "d3")),
    st.sampled_from(("called", "responded", "finished", "excused")), st.integers(0, 1),
    SOME_DAY, st.none() | SOME_DAY, st.none() | SOME_DAY, st.none() | SOME_DAY,
)  # fmt: skip


def by_hand(part: StoredPart, measure: str) -> bool:
    """Whether a part is counted, said once more in other words."""
    waits = part.open and not part.responded and part.deadline
    return {
        "called": True,
        "responded": bool(part.responded),
        "on_time": bool(part.responded and part.deadline and part.responded <= part.deadline),
        "late": bool(part.responded and part.deadline and part.responded > part.deadline),
        "absent": bool(waits and part.deadline and part.deadline < str(TODAY)),
        "ahead": bool(waits and part.deadline and part.deadline >= str(TODAY)),
        "finished": part.state == "finished",
        "excused": part.state == "excused",
    }[measure]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(("v1", "v2")), st.lists(PART, max_size=3)), max_size=8))
def test_figures_equal_a_count_by_hand_and_lead_back_to_their_parts(
    tmp_path_factory: pytest.TempPathFactory, matters: list[tuple[str, list[StoredPart]]]
):
    with closing(open_village(tmp_path_factory.mktemp("office"))) as desk:
        renew(desk)
        kept = store(desk, matters)
        within = [each for each in kept if FIRST <= (each.part.called or "")[:7] <= LAST]
        for by in ("", *DIMENSIONS):
            found = figures(desk, FIRST, LAST, by)
            for measure in COUNTED:
                counted = Counter(each.value(by) for each in within if by_hand(each.part, measure))
                assert {value: got[measure] for value, got in found.items() if got[measure]} == counted
                for value, count in counted.items():
                    assert len(parts_behind(desk, measure, FIRST, LAST, by, value)) == count
        days = [each.days for each in within if each.part.responded]
        if days:
            assert figures(desk, FIRST, LAST)[""].mean_days == round(sum(days) / len(days), 1)


@dataclass(frozen=True)
class Kept:
    """A part that was stored, of a matter of a village."""

    matter: str
    village: str
    part: StoredPart

    @property
    def days(self) -> int:
        """From the call to the response."""
        called, responded = (
            date.fromisoformat(each or "") for each in (self.part.called, self.part.responded)
        )
        return (responded - called).days

    def value(self, by: str) -> str:
        """Under which value of a dimension it is counted."""
        month = (self.part.called or "")[:7]
        return {
            "": "", "organization": self.part.organization, "village": self.village, "month": month,
            "matter": self.matter,
        }[by]  # fmt: skip


def store(desk: OpenOffice, matters: list[tuple[str, list[StoredPart]]]) -> list[Kept]:
    """Keep rows with these parts, each unit once in a whistle."""
    kept = []
    with desk.store.local_write() as connection:
        for at, (village, parts) in enumerate(matters):
            once = tuple({(each.whistle, each.organization): each for each in parts}.values())
            once = tuple(replace(each, village=village) for each in once)
            row = replace(EMPTY, id=f"m{at}", village=village, parts=once)
            standing_rows.keep(connection, [row.id], [row])
            kept += [Kept(row.id, village, each) for each in once]
    return kept


def test_the_rate_of_punctual_response_is_read_off_the_events(desk: OpenOffice):
    _, _ = whistled(desk, "甲", deadline="2026-11-18")
    matter, (one, two, three) = whistled(desk, "乙", "丙", "丁", deadline="2026-11-30")
    act(desk, matter, "respond", {"organization": one, "date": "2026-11-12"})
    act(desk, matter, "excuse", {"organization": three, "text": "不涉及"})
    found = figures(desk, "2026-11", "2026-11")[""]
    assert [found[name] for name in ("called", "responded", "on_time", "absent", "ahead", "excused")] == [
        4, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    assert (found.in_time, found.mean_days) == (50.0, 2.0)
    (behind,) = parts_behind(desk, "ahead", "2026-11", "2026-11")
    assert (behind.matter, behind.organization) == (matter, two)
    assert (
        figures(desk, "2025-01", "2025-12") == {} or figures(desk, "2025-01", "2025-12")[""].in_time is None
    )
    assert records.count(desk, records.Query("matter_event")) == 10
    with pytest.raises(KeyError):
        figures(desk, "2026-11", "2026-11", "weather")
