"""What a desk offers it takes, what it hides it refuses: each level, each role, with paper above or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import matters, records
from app.matters import NEEDED, RESULTS, Act, MatterProblem, Part, Standing, bulk
from app.matters.recording import ON_PAPER
from app.offices import OpenOffice
from app.records import Query
from tests.app.village_desk import add_matter, add_organization, open_village

ACTS = tuple(each for each in Act if each is not Act.CORRECT)
Offer = tuple[Part | None, Act]


@pytest.fixture(params=["village", "township", "county"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path, request.param)
    yield opened
    opened.close()


def values_for(act: Act, units: list[str]) -> dict[str, Any]:
    everything = {"organization": units[0], "deadline": "2026-12-01", "text": "情况"}
    given = {name: everything[name] for name in NEEDED.get(act, ()) if name in everything}
    if act in (Act.EVALUATE, Act.EXPLAIN):
        given["result"] = RESULTS[act][0]
    return given


def offers(desk: OpenOffice, current: Standing) -> list[Offer]:
    found: list[Offer] = [(None, act) for act in matters.possible(desk, current) if act is not Act.CORRECT]
    for part in current.parts:
        found += [(part, act) for act in matters.possible(desk, current, part)]
    return found


def taken(desk: OpenOffice, matter: str, offer: Offer, units: list[str]) -> None:
    part, act = offer
    values = values_for(act, units)
    if act is Act.WHISTLE:
        called = {each.organization for each in matters.state_of(desk, matter).parts}
        values["organization"] = next((unit for unit in units if unit not in called), units[0])
        values["whistle"] = f"哨{len(called) + 1}"
    if part is not None:
        values.update(organization=part.organization, whistle=part.whistle)
    matters.act(desk, matter, act.value, values)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), on_paper=st.booleans())
def test_what_is_offered_is_taken_and_what_is_hidden_is_refused(
    desk: OpenOffice, data: st.DataObject, on_paper: bool
) -> None:
    desk.settings.set(ON_PAPER, on_paper)
    units = [add_organization(desk, name) for name in ("镇水利站", "镇供电所")]
    matter = add_matter(desk)
    for _ in range(data.draw(st.integers(1, 10), "steps")):
        desk.operator = replace(desk.operator, role=data.draw(st.sampled_from(("entry", "review", "admin"))))
        current = matters.state_of(desk, matter)
        open_offers = offers(desk, current)
        count = records.count(desk, Query("matter_event"))
        hidden = [act for act in ACTS if act not in {each for _, each in open_offers}]
        for act in data.draw(st.lists(st.sampled_from(hidden), max_size=3, unique=True)) if hidden else ():
            with pytest.raises(MatterProblem):
                matters.act(desk, matter, act.value, values_for(act, units))
        assert records.count(desk, Query("matter_event")) == count
        by_bulk = bulk.offered(desk, [matter], accepting=False)
        assert list(by_bulk) == [act for part, act in open_offers if part is None]
        if not open_offers:
            break
        taken(desk, matter, data.draw(st.sampled_from(open_offers), "taken"), units)
        assert matters.state_of(desk, matter).disputed == ()
