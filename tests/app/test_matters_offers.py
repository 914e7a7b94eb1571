"""What the window offers is what the machine takes: random walks over records, at every level and role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import records
from app.matters import NEEDED, RESULTS, Act, MatterProblem, Part, Standing, act, merge, possible, state_of
from app.matters.recording import ON_PAPER, events_of, voidable
from app.offices import OpenOffice
from app.records import Query, Where
from tests.app.village_desk import add_matter, add_organization, open_village

LEVELS, ROLES = ("village", "township", "county"), ("entry", "review", "admin")
Choice = tuple[Part | None, Act]
ANY_WALK = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Office:
    """One set of records at which somebody of any level and role may sit down."""

    desk: OpenOffice
    departments: list[str]

    def sit(self, level: str, role: str, on_paper: bool) -> OpenOffice:
        """The desk with such an operator before it."""
        self.desk.office = replace(self.desk.office, level=level)
        self.desk.operator = replace(self.desk.operator, role=role)
        self.desk.settings.set(ON_PAPER, on_paper)
        return self.desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    desk = open_village(tmp_path_factory.mktemp("offers"))
    yield Office(desk, [add_organization(desk, name) for name in ("镇水利站", "镇供电所", "镇卫生院")])
    desk.close()


@pytest.fixture(scope="module")
def theme(office: Office) -> str:
    """A matter that is finished: what is merged into it may be fed back."""
    matter = add_matter(office.desk)
    for step in ("accept", "handle", "finish"):
        act(office.sit("village", "admin", True), matter, step, {})
    return matter


def choices(desk: OpenOffice, now: Standing) -> list[Choice]:
    """Everything offered, on the matter and on its parts."""
    offered: list[Choice] = [(None, each) for each in possible(desk, now)]
    return [*offered, *((part, each) for part in now.parts for each in possible(desk, now, part))]


def hidden_ones(desk: OpenOffice, now: Standing) -> list[Choice]:
    """Everything that is not offered. An act that only parts have is meant for a part."""
    offered = choices(desk, now)
    open_parts = {act for part, act in offered if part}
    found: list[Choice] = [(None, each) for each in Act if each not in open_parts]
    found += [(part, each) for part in now.parts for each in Act if each in ON_PARTS]
    return [each for each in found if each not in offered]


ON_PARTS = (Act.RECEIVE, Act.RESPOND, Act.HANDLE, Act.FINISH, Act.EXCUSE)


def values_for(office: Office, matter: str, choice: Choice, draw: Any) -> dict[str, Any]:
    """What the window asks for before it takes the act."""
    part, wanted = choice
    needed = NEEDED.get(wanted, ())
    values: dict[str, Any] = {"date": f"2026-11-{draw(st.integers(1, 20)):02}", "text": "情况"}
    if "deadline" in needed:
        values["deadline"] = f"2026-12-{draw(st.integers(1, 28)):02}"
    if "organization" in needed or wanted in ON_PARTS:
        values["organization"] = draw(st.sampled_from(office.departments)) if "organization" in needed else ""
    if "result" in needed:
        values["result"] = draw(st.sampled_from(RESULTS[wanted]))
    if part is not None:
        values |= {"organization": part.organization, "whistle": part.whistle}
    if wanted is Act.CORRECT:
        events = events_of(office.desk, [matter])[matter]
        values["event"] = draw(st.sampled_from([each.id for each in events])) if events else "none"
    return values


def event_ids(desk: OpenOffice, matter: str) -> set[str]:
    found = records.find(desk, Query("matter_event", where=(Where("matter", "=", matter),)))
    return {each.id for each in found}


@given(data=st.data())
@ANY_WALK
def test_nothing_that_is_offered_is_refused(office: Office, theme: str, data: st.DataObject):
    matter = add_matter(office.sit("village", "entry", False))
    if data.draw(st.booleans()):
        merge(office.desk, [matter], theme)
    for _ in range(data.draw(st.integers(1, 22))):
        desk = office.sit(
            data.draw(st.sampled_from(LEVELS)), data.draw(st.sampled_from(ROLES)), data.draw(st.booleans())
        )
        now = state_of(desk, matter)
        offered = choices(desk, now)
        if not offered:
            continue
        choice = data.draw(st.sampled_from(offered))
        act(desk, matter, choice[1].value, values_for(office, matter, choice, data.draw))
        after = state_of(desk, matter)
        assert after.disputed == () and len(after.taken) == len(now.taken) + 1


@given(data=st.data())
@ANY_WALK
def test_nothing_that_is_hidden_is_taken(office: Office, theme: str, data: st.DataObject):
    matter = add_matter(office.sit("village", "entry", False))
    if data.draw(st.booleans()):
        merge(office.desk, [matter], theme)
    for _ in range(data.draw(st.integers(0, 14))):
        desk = office.sit(data.draw(st.sampled_from(LEVELS)), "admin", data.draw(st.booleans()))
        offered = [each for each in choices(desk, state_of(desk, matter)) if each[1] is not Act.CORRECT]
        if offered:
            choice = data.draw(st.sampled_from(offered))
            act(desk, matter, choice[1].value, values_for(office, matter, choice, data.draw))
    before = event_ids(office.desk, matter)
    for level, role, paper in ((lv, rl, pp) for lv in LEVELS for rl in ROLES for pp in (True, False)):
        desk = office.sit(level, role, paper)
        hidden = hidden_ones(desk, state_of(desk, matter))
        for choice in data.draw(st.lists(st.sampled_from(hidden), max_size=3)) if hidden else ():
            with pytest.raises(MatterProblem) as refused:
                act(desk, matter, choice[1].value, values_for(office, matter, choice, data.draw))
            assert refused.value.sentence.endswith("。")
    assert event_ids(office.desk, matter) == before


@given(data=st.data())
@ANY_WALK
def test_striking_out_is_taken_where_it_is_offered_and_nowhere_else(office: Office, data: st.DataObject):
    matter = add_matter(office.sit("village", "admin", True))
    for _ in range(data.draw(st.integers(1, 10))):
        desk = office.sit(data.draw(st.sampled_from(LEVELS)), "admin", True)
        now = state_of(desk, matter)
        offered = [each for each in choices(desk, now) if each[1] is not Act.CORRECT]
        if offered:
            choice = data.draw(st.sampled_from(offered))
            act(desk, matter, choice[1].value, values_for(office, matter, choice, data.draw))
    events = events_of(office.desk, [matter])[matter]
    able = voidable(events)
    for event in events:
        desk = office.sit(data.draw(st.sampled_from(LEVELS)), "entry", True)
        strike = {"event": event.id, "result": "void", "text": "点错了"}
        with pytest.raises(MatterProblem, match="审核人员"):
            act(desk, matter, "correct", strike)
        if event.id not in able:
            with pytest.raises(MatterProblem, match="不能直接作废"):
                act(office.sit("village", "review", True), matter, "correct", strike)
    if able:
        strike = {"event": data.draw(st.sampled_from(able)), "result": "void", "text": "点错了"}
        act(office.sit("village", "review", True), matter, "correct", strike)
        assert state_of(office.desk, matter).disputed == ()
