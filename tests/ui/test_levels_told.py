"""What a township reads: whose turn it is, and whose unit is whose when several have one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import records
from app.matters.acts import Holder
from tests.exchange.offices import carry, joined_pair
from ui.fields.making import found
from ui.pages.handbook_course import whose_turn


@pytest.mark.parametrize(
    ("holder", "level", "is_own", "told"),
    [
        (Holder.ORIGIN, "village", True, "origin"),
        (Holder.TOWNSHIP, "village", True, "township"),
        (Holder.TOWNSHIP, "township", False, "origin"),
        (Holder.ORIGIN, "township", False, "collector"),
        (Holder.UPPER, "township", True, "origin"),
        (Holder.COUNTY, "township", False, "county"),
    ],
)
def test_an_office_calls_only_itself_this_office(holder, level, is_own, told):
    assert whose_turn(holder, level, is_own) == told


def test_a_unit_of_our_own_comes_first_and_that_of_a_village_says_so(tmp_path: Path) -> None:
    low, high = joined_pair(tmp_path)
    unit = {"name": "镇供电所", "type": "department"}
    theirs = records.add(low, "organization", unit)
    carry(low, high)
    ours = records.add(high, "organization", unit)
    choices = found(high, ("organization",), "供电", 5)
    assert [(each.key, each.detail) for each in choices] == [(ours, ""), (theirs, "柿子村登记的")]
    low.close()
    high.close()
