"""Stored standings after a take-in: what a village did stands on the township's lists at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import matters, records
from app.desk import Desk
from app.exchange import incoming
from app.matters.desk_lists import Wanted, count, page
from app.matters.stored import renew, rows_of, stored, waiting
from tests.exchange.offices import carry, joined_pair, pack


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    lower, upper = joined_pair(tmp_path)
    for desk in (lower, upper):
        renew(desk)
    yield lower, upper
    lower.close()
    upper.close()


def handed_up(desk: Desk) -> str:
    matter = records.add(desk, "matter", {"opened": "2026-11-02", "description": "路灯不亮"})
    for act in ("accept", "analyse", "escalate"):
        matters.act(desk, matter, act, {})
    return matter


def test_what_was_handed_up_waits_for_sorting_at_the_township(pair):
    low, high = pair
    matter = handed_up(low)
    carry(low, high)
    assert waiting(high) == 0
    (entry,) = page(high, Wanted("to_triage"))
    assert (entry.matter.id, entry.standing.village) == (matter, low.office.id)
    assert count(high, Wanted("to_triage", village=high.office.id)) == 0


def test_a_preview_leaves_the_lists_as_they_were(pair):
    low, high = pair
    handed_up(low)
    incoming.examine(high, pack(low, high))
    assert (waiting(high), count(high, Wanted("all"))) == (0, 0)


def test_both_offices_hold_the_same_row_after_each_has_heard_the_other(pair):
    low, high = pair
    matter = handed_up(low)
    carry(low, high)
    matters.act(high, matter, "return", {"text": "请村里先办"})
    carry(high, low)
    rows = [stored(desk, [matter])[matter] for desk in pair]
    assert rows[0] == rows[1] == rows_of(low, [matter])[0]
    assert (rows[0].state, rows[0].rounds) == ("returned", 1)
