"""The numbers beside the choices of a filter: how many matters of a list have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from app import records
from app.matters import act, desk_lists
from app.matters.desk_lists import LISTS, Wanted
from app.offices import OpenOffice
from tests.app.busy_office import fill
from tests.app.village_desk import open_village


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path_factory.mktemp("tallies"))
    fill(opened, 160)
    yield opened
    opened.close()


@pytest.mark.parametrize("by", ["village", "organization", "responsible", "category", "type", "urgency"])
def test_a_tally_counts_what_the_list_shows(desk: OpenOffice, by: str) -> None:
    for name in LISTS:
        shown = desk_lists.page(desk, Wanted(name), limit=1000)
        counted = Counter(getattr(each.standing, by) or "" for each in shown)
        assert desk_lists.tally(desk, Wanted(name), by) == counted, name


def test_a_tally_of_a_narrowed_list_counts_only_what_is_left(desk: OpenOffice) -> None:
    wanted = Wanted("all", category="road")
    shown = desk_lists.page(desk, wanted, limit=1000)
    counted = Counter(each.standing.village for each in shown)
    assert desk_lists.tally(desk, wanted, "village") == counted


def test_a_tally_follows_what_is_done(desk: OpenOffice) -> None:
    before = desk_lists.tally(desk, Wanted("all"), "category")
    values = {"opened": "2026-11-19", "description": "桥栏断了", "category": "road"}
    matter = records.add(desk, "matter", values)
    act(desk, matter, "accept", {"text": "情况"})
    after = desk_lists.tally(desk, Wanted("all"), "category")
    assert after == {**before, "road": before["road"] + 1}
