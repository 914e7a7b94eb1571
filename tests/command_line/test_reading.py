"""show, history, find: words for people, values for programs."""

from __future__ import annotations

import pytest

from app.history import recycle_bin
from db import local
from tests.command_line.conftest import Refused, Terminal

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def zhang(village: Terminal) -> str:
    """A made-up person with an ID number of the standard's own example."""
    return village.add("person", name="张桂花", id_number=ID_NUMBER, phone="13800001234")


def test_text_masks_numbers_and_json_gives_them(village: Terminal, zhang: str) -> None:
    told = village("show", "person", zhang).out
    assert ID_NUMBER not in told and "110***********002X" in told and "138****1234" in told
    assert village("show", "person", zhang, "--json").json["id_number"] == ID_NUMBER


def test_unmasking_is_written_into_the_audit_log(village: Terminal, zhang: str) -> None:
    assert ID_NUMBER in village("show", "person", zhang, "--unmask").out
    desk = village.desk()
    assert ("王芳", "show.whole", f"person {zhang}") in {line[1:] for line in local.audit_lines(desk.store)}
    desk.close()


def test_history_masks_too(village: Terminal, zhang: str) -> None:
    village("change", "person", zhang, stdin='{"phone":"13900005678"}')
    told = village("history", "person", zhang).out
    assert "138****1234 → 139****5678" in told and "13900005678" not in told


def test_history_as_json_lines_is_newest_first(village: Terminal, zhang: str) -> None:
    village("change", "person", zhang, stdin='{"notes":"好"}')
    lines = village("history", "person", zhang, "--json").lines
    assert [(each["field"], each["operator"]) for each in lines] == [("notes", "王芳"), ("", "王芳")]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("name=张桂花", 1),
        ("姓名=张桂花", 1),
        ("name!=张桂花", 1),
        ("name~桂", 1),
        ("birth>=1949-12-31", 2),
        ("birth<1949.12.31", 0),
        ("sex=女", 1),
        ("sex=2", 1),
        ("phone=", 1),
        ("phone!=", 1),
        ("name=" + "'; DROP TABLE person --", 0),
    ],
)
def test_conditions_choose(village: Terminal, zhang: str, condition: str, found: int) -> None:
    village.add("person", name="李建国", birth="1980-01-02", sex="1")
    assert len(village("show", "person", "--json", "--where", condition).lines) == found


def test_two_conditions_both_hold(village: Terminal, zhang: str) -> None:
    wanted = ("--where", "name=张桂花", "--where", "sex=男")
    assert village("show", "person", *wanted, "--json").out == ""


@pytest.mark.parametrize("condition", ["name", "=张", "wages=3", "~", ""])
def test_a_wrong_condition_is_wrong_usage(village: Terminal, condition: str) -> None:
    answer = village("show", "person", "--where", condition)
    assert (answer.code, answer.out) == (2, "")


def test_a_long_list_is_given_once_each(village: Terminal) -> None:
    village("add", "household", stdin="".join(f'{{"head":"户{n}"}}\n' for n in range(2050)))
    assert len({each["id"] for each in village("show", "household", "--json").lines}) == 2050
    assert len(village("show", "household", "--json", "--limit", "1500").lines) == 1500
    assert "共 2050 条" in village("show", "household").out


def test_a_matter_shows_the_state_its_events_give(village: Terminal) -> None:
    matter = village.add("matter", opened="2026-11-02", description="路灯不亮")
    assert village("act", matter, "受理", "--json").json["state"] == "accepted"
    assert village("show", "matter", matter, "--json").json["state"] == "accepted"
    assert "办理状态：已受理" in village("show", "matter", matter).out


def test_the_machine_decides_about_an_act(village: Terminal, refused: Refused) -> None:
    matter = village.add("matter", opened="2026-11-02", description="路灯不亮")
    assert "销号" in refused(village("act", matter, "close"))
    assert "没有" in refused(village("act", matter, "celebrate"))
    assert "没有找到" in refused(village("act", "no-such", "accept"))


def test_a_whistle_calls_several_organizations(village: Terminal) -> None:
    called = [village.add("organization", name=name) for name in ("供电所", "水利站")]
    matter = village.add("matter", opened="2026-11-02", description="路灯不亮")
    village("act", matter, "accept")
    village("act", matter, "escalate")
    village("act", matter, "confirm")
    values = f'{{"organizations":["{called[0]}","{called[1]}"],"deadline":"2026-12-01"}}'
    answer = village("act", matter, "whistle", "--json", stdin=values)
    assert (answer.code, len(answer.json["events"]), answer.json["state"]) == (0, 2, "whistled")


@pytest.mark.parametrize("text", ["张桂花", "桂花", "zgh", "1234"])
def test_a_person_is_found_by_name_initials_and_number(village: Terminal, zhang: str, text: str) -> None:
    assert zhang in [hit["id"] for hit in village("find", text, "--json").lines]


def test_words_of_visits_are_found_and_numbers_in_them_masked(village: Terminal) -> None:
    home = village.add("household", head="张桂花")
    visit = village.add("visit", date="2026-11-05", household=home, content="想申请低保，电话13800001234")
    hits = village("find", "低保", "--json", "--kind", "visit").lines
    assert [hit["id"] for hit in hits] == [visit] and "13800001234" not in hits[0]["detail"]


def test_finding_nothing_is_no_failure(village: Terminal) -> None:
    answer = village("find", "不存在的人")
    assert (answer.code, answer.out, answer.err) == (0, "没有找到。\n", "")


def test_reading_writes_no_record(village: Terminal, zhang: str) -> None:
    village("show", "person")
    village("find", "张")
    desk = village.desk()
    assert recycle_bin(desk) == []
    desk.close()
