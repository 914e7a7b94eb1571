"""A village says by name which of the township's departments, and who there, works on its matter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app import records
from app.desk import Desk
from app.matters import act, state_of, whistle
from app.matters.recording import ON_PAPER
from app.records import Query, Where
from app.upper_units import LIST
from tests.exchange.offices import carry, county, join, joined_pair
from tests.factories import make_organization, make_person


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    lower, upper = joined_pair(tmp_path)
    for desk in (lower, upper):
        desk.settings.set(ON_PAPER, False)
    yield lower, upper
    lower.close()
    upper.close()


def unit(desk: Desk, name: str) -> str:
    return records.add(desk, "organization", make_organization(name=name, type="department", code=""))


def handed_up(lower: Desk, upper: Desk) -> str:
    matter = records.add(lower, "matter", {"opened": "2026-11-02", "description": "水渠垮了"})
    for each in ("accept", "analyse", "escalate"):
        act(lower, matter, each, {"text": "情况", "date": "2026-11-03"})
    carry(lower, upper)
    act(upper, matter, "confirm", {"date": "2026-11-04"})
    return matter


def test_who_the_matter_was_given_to_is_named_in_the_village(pair):
    lower, upper = pair
    matter = handed_up(lower, upper)
    office = unit(upper, "大石镇水利站")
    officer = records.add(upper, "person", make_person(name="陈志强"))
    values = {"organization": office, "responsible": officer, "deadline": "2026-12-01", "date": "2026-11-05"}
    act(upper, matter, "dispatch", values)
    carry(upper, lower)
    found = state_of(lower, matter)
    assert records.titles(lower, "organization", [found.organization]) == {office: "大石镇水利站"}
    assert found.person_named == "陈志强"
    assert records.find(lower, Query("organization", where=(Where("name", "=", "大石镇水利站"),))) == []


def test_a_called_unit_that_was_renamed_is_told_again_once(pair):
    lower, upper = pair
    first, second = handed_up(lower, upper), handed_up(lower, upper)
    units = [unit(upper, "水利站"), unit(upper, "供电所")]
    whistle(upper, first, units, {"deadline": "2026-11-20", "date": "2026-11-05"})
    records.change(upper, "organization", units[0], {"name": "水利水保站"})
    whistle(upper, second, units, {"deadline": "2026-11-20", "date": "2026-11-06"})
    carry(upper, lower)
    assert set(records.titles(lower, "organization", units).values()) == {"水利水保站", "供电所"}
    assert len(records.find(upper, Query("code", where=(Where("list", "=", LIST),)))) == 2


def test_a_village_tells_nobody(pair):
    lower, _ = pair
    matter = records.add(lower, "matter", {"opened": "2026-11-02", "description": "路灯不亮"})
    act(lower, matter, "accept", {"organization": unit(lower, "村委会"), "date": "2026-11-03"})
    assert records.find(lower, Query("code", where=(Where("list", "=", LIST),))) == []


def test_a_unit_of_the_township_that_the_county_gave_a_matter_is_named_in_the_village(pair, tmp_path):
    lower, upper = pair
    with closing(county(tmp_path)) as top:
        top.settings.set(ON_PAPER, False)
        join(upper, top)
        office = unit(upper, "大石镇水利站")
        matter = handed_up(lower, upper)
        act(upper, matter, "escalate", {"date": "2026-11-05"})
        carry(upper, top)
        act(top, matter, "confirm", {"date": "2026-11-06"})
        given = {"organization": office, "deadline": "2026-12-01", "date": "2026-11-06"}
        act(top, matter, "dispatch", given)
        carry(top, upper)
        records.change(upper, "organization", office, {"contact": "陈志强"})
        carry(upper, lower)
        assert records.titles(lower, "organization", [office]) == {office: "大石镇水利站"}


def test_an_undone_dispatch_leaves_the_unit_its_name_for_the_next_one(pair):
    lower, upper = pair
    first, second = handed_up(lower, upper), handed_up(lower, upper)
    office, chief = unit(upper, "派出所"), upper.operator
    given = {"organization": office, "deadline": "2026-12-01", "date": "2026-11-05"}
    act(upper, first, "dispatch", given)
    upper.operator = replace(chief, name="李审核")
    act(upper, second, "dispatch", given)
    upper.operator = chief
    assert upper.undo() == "matter.act"
    carry(upper, lower)
    assert (state_of(lower, first).organization, state_of(lower, second).organization) == ("", office)
    assert records.titles(lower, "organization", [office]) == {office: "派出所"}


def test_a_unit_of_the_village_itself_need_not_be_told(pair):
    lower, upper = pair
    committee = unit(lower, "村委会")
    matter = handed_up(lower, upper)
    given = {"organization": committee, "deadline": "2026-12-01", "date": "2026-11-05"}
    act(upper, matter, "dispatch", given)
    assert records.find(upper, Query("code", where=(Where("list", "=", LIST),))) == []
