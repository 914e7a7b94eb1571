"""The desk from the command line: lists and counts, a page of one, acts with working days and their owner."""

from __future__ import annotations

import json

from tests.command_line.conftest import Terminal


def act(village: Terminal, matter: str, name: str, **values: object) -> None:
    answer = village("act", matter, name, stdin=json.dumps(values))
    assert answer.code == 0, answer.err


def test_every_list_is_told_with_its_count(village: Terminal) -> None:
    village.add("matter", opened="2026-11-17", description="路灯不亮")
    counts = {each["list"]: each["count"] for each in village("desk", "--json").lines}
    assert (counts["to_sort"], counts["open"], counts["overdue"], counts["to_report"]) == (1, 1, 0, 0)
    assert "待分拣\t1 件\t（to_sort）" in village("desk").out


def test_a_page_of_a_list_names_what_was_dispatched_to_whom_by_when(village: Terminal) -> None:
    unit = village.add("organization", name="镇水利站", type="department")
    person = village.add("person", name="李建国")
    matter = village.add("matter", opened="2026-11-10", description="路灯不亮", category="power")
    for name in ("accept", "escalate", "confirm"):
        act(village, matter, name)
    values = {"organization": unit, "responsible": person, "standard": "灯亮", "days": 5}
    act(village, matter, "dispatch", **values)
    (line,) = village("desk", "to_receive", "--organization", "镇水利站", "--json").lines
    assert (line["id"], line["organization"], line["responsible"]) == (matter, unit, person)
    assert (line["state"], line["deadline"]) == ("dispatched", "2026-11-27")
    assert "李建国" in village("desk", "to_receive", "--category", "用电通讯").out


def test_a_deadline_is_prolonged_by_working_days_from_the_one_that_holds(village: Terminal) -> None:
    matter = village.add("matter", opened="2026-11-10", description="路灯不亮")
    act(village, matter, "accept", deadline="2026-11-27")
    act(village, matter, "extend", days=2, text="等材料")
    (line,) = village("desk", "to_sort", "--json").lines
    assert line["deadline"] == "2026-12-01"


def test_an_analysis_keeps_cause_and_remedy(village: Terminal) -> None:
    matter = village.add("matter", opened="2026-11-10", description="路灯不亮")
    act(village, matter, "accept")
    act(village, matter, "analyse", cause="线路老化", remedy="换线")
    lines = village("show", "matter_event", "--json").lines
    assert [(each["cause"], each["remedy"]) for each in lines if each["act"] == "analyse"] == [
        ("线路老化", "换线")
    ]


def test_what_is_not_understood_is_refused_with_a_sentence(village: Terminal) -> None:
    matter = village.add("matter", opened="2026-11-10", description="路灯不亮")
    assert village("desk", "to_sleep").code == 2
    nobody = village("desk", "to_sort", "--village", "没有村")
    assert (nobody.code, "没有叫“没有村”的" in nobody.err) == (1, True)
    for days in (0, True, "三", 1.5):
        answer = village("act", matter, "accept", stdin=json.dumps({"days": days}))
        assert (answer.code, "不是天数" in answer.err) == (1, True)
