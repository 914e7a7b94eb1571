"""A village says by name which of the township's departments, and who there, works on its matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records
from app.desk import Desk
from app.matters import act, state_of, whistle
from app.matters.recording import ON_PAPER
from app.records import Query, Where
from app.upper_units import LIST
from tests.exchange.offices import carry, joined_pair
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
