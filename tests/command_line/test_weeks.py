"""The weekly list from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line.conftest import Terminal


def test_a_week_is_told_printed_and_handed_in(village: Terminal, tmp_path: Path) -> None:
    matter = village.add("matter", opened="2026-11-17", description="路灯不亮")
    village("act", matter, "accept", stdin=json.dumps({"date": "2026-11-18"}))
    place = tmp_path / "周报.xlsx"
    answer = village("report", "week", "--period", "2026-W47", "--to", str(place), "--hand-in")
    assert answer.code == 0, answer.err
    assert "2026年第47周：新增 1 件，推进 0 件（本周有进展 0 件），销号 0 件。" in answer.out
    assert "2026-11-18受理" in answer.out and "已于 2026-11-20 上交" in answer.out
    assert place.read_bytes()[:2] == b"PK"


def test_without_a_period_it_is_this_week_and_json_names_every_change(village: Terminal) -> None:
    matter = village.add("matter", opened="2026-11-17", description="路灯不亮")
    village("act", matter, "accept", stdin=json.dumps({"date": "2026-11-18"}))
    (line,) = village("report", "week", "--json").lines
    assert line == {
        "list": "added",
        "id": matter,
        "state": "accepted",
        "changes": [{"date": "2026-11-18", "act": "accept"}],
    }


def test_a_week_written_wrongly_is_refused(village: Terminal) -> None:
    answer = village("report", "week", "--period", "47周")
    assert (answer.code, "不是一周" in answer.err) == (1, True)
