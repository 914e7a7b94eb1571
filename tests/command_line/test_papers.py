"""The papers of matters from the command line: of chosen matters or records, without a period."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line.conftest import Terminal


def whistled(village: Terminal) -> tuple[str, list[str]]:
    """A matter for which two units are whistled, each with its own deadline; the events of the call."""
    units = [village.add("organization", name=name, type="department") for name in ("镇交通站", "镇水利站")]
    matter = village.add("matter", opened="2026-11-17", description="路面返工")
    for step in ("accept", "handle"):
        village("act", matter, step, stdin="{}")
    called = {"organizations": {units[0]: "2026-11-24", units[1]: ""}, "deadline": "2026-11-26"}
    answer = village("act", matter, "吹哨", "--json", stdin=json.dumps(called))
    assert answer.code == 0, answer.err
    return matter, answer.lines[0]["events"]


def test_the_sheet_of_a_matter_is_printed_without_a_period(village: Terminal, tmp_path: Path) -> None:
    matter, _ = whistled(village)
    place = tmp_path / "一哨一清单.pdf"
    (told,) = village("ledger", "print", "一哨一清单", "--matter", matter, "--to", str(place), "--json").lines
    assert (told["pages"], told["records"], told["warnings"]) == (1, 1, [])
    assert place.read_bytes()[:4] == b"%PDF"


def test_chosen_records_are_printed_whatever_their_dates(village: Terminal, tmp_path: Path) -> None:
    one = village.add("matter", opened="2025-01-17", description="路灯不亮")
    two = village.add("matter", opened="2026-11-17", description="路面返工")
    place = tmp_path / "研判.xlsx"
    options = ["--id", one, "--id", two, "--to", str(place)]
    (told,) = village("ledger", "print", "研判记录", *options, "--json").lines
    assert (told["pages"], told["records"]) == (1, 2)
    assert place.read_bytes()[:2] == b"PK"


def test_each_unit_of_a_whistle_gets_its_own_deadline(village: Terminal) -> None:
    _, events = whistled(village)
    deadlines = [village("show", "matter_event", each, "--json").lines[0]["deadline"] for each in events]
    assert deadlines == ["2026-11-24", "2026-11-26"]


def test_neither_a_period_nor_records_is_wrong_usage(village: Terminal, tmp_path: Path) -> None:
    answer = village("ledger", "print", "交办单", "--to", str(tmp_path / "a.pdf"))
    assert (answer.code, "--period" in answer.err, "--matter" in answer.err) == (2, True, True)


def test_a_ledger_that_is_not_of_matters_is_refused(village: Terminal, tmp_path: Path) -> None:
    matter, _ = whistled(village)
    answer = village("ledger", "print", "走访台账", "--matter", matter, "--to", str(tmp_path / "a.pdf"))
    assert (answer.code, "不是按事项出的单子" in answer.err) == (1, True)
