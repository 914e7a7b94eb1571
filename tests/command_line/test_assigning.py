"""交办, 举一反三 and 集中攻关 at a terminal: a township and its village, a stick between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command_line.conftest import Refused, Terminal
from tests.command_line.exchange_rooms import done, join, pack, terminal


@dataclass
class Rooms:
    """A township, its village, and the stick."""

    high: Terminal
    low: Terminal
    stick: Path

    def down(self) -> None:
        done(self.low("exchange", "take", pack(self.high, "柿子村", self.stick), "--json"))

    def up(self) -> None:
        done(self.high("exchange", "take", pack(self.low, "parent", self.stick), "--json"))


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    low = terminal(tmp_path, "village", "柿子村", "500110103203")
    high = terminal(tmp_path, "township", "大石镇", "500110103000")
    join(low, high, tmp_path / "stick")
    yield Rooms(high, low, tmp_path / "stick")


def test_a_matter_is_assigned_by_the_villages_name_and_arrives_there(rooms: Rooms) -> None:
    order = json.dumps({"description": "检查塘坝溢洪道", "category": "water"})
    made = rooms.high("assign", "--to", "柿子村", "--days", "5", "--json", stdin=order)
    (line,) = made.lines
    assert line["deadline"] == "2026-11-27"
    rooms.down()
    (found,) = rooms.low("show", "matter", "--json").lines
    assert (found["id"], found["channel"], found["state"]) == (line["id"], "upper", "collected")


def test_a_village_that_is_not_there_is_refused_with_the_names_of_those_that_are(
    rooms: Rooms, refused: Refused
) -> None:
    order = json.dumps({"description": "检查塘坝", "days": 3})
    assert "可以写：柿子村" in refused(rooms.high("assign", "--to", "柿树村", stdin=order))
    assert "交办还缺" in refused(rooms.high("assign", "--to", "all", stdin="{}"))


def test_a_sweep_goes_down_is_reported_and_its_numbers_come_up(rooms: Rooms) -> None:
    source = rooms.high.add("matter", opened="2026-11-18", description="大石桥护栏断了", category="road")
    values = json.dumps({"about": "桥梁护栏缺损"})
    started = rooms.high("sweep", "start", source, "--to", "all", "--days", "10", "--json", stdin=values)
    (made,) = started.lines
    rooms.down()
    told = rooms.low(
        "sweep", "finish", made["id"], stdin=json.dumps({"found": 4, "solved": 3, "text": "已修"})
    )
    assert told.out == "已记排查办结：发现 4 件，已解决 3 件。\n"
    rooms.up()
    shown = rooms.high("sweep", "show", source)
    assert shown.out.startswith("1 个村都已排查完，发现 4 件，已解决 3 件。")
    assert "柿子村  已办结" in shown.out
    (line,) = rooms.high("sweep", "list", "--only", "done", "--json").lines
    assert line["totals"] == {"places": 1, "finished": 1, "found": 4, "solved": 3, "overdue": 0}
    assert rooms.high("sweep", "list", "--only", "open", "--json").lines == []


def test_a_village_alone_names_its_groups(village: Terminal, refused: Refused) -> None:
    source = village.add("matter", opened="2026-11-18", description="路灯不亮", category="power")
    assert "写明排查哪些组" in refused(village("sweep", "start", source, "--days", "5", stdin="{}"))
    values = json.dumps({"areas": ["一组", "二组"]})
    assert village("sweep", "start", source, "--days", "5", stdin=values).code == 0
    assert village("sweep", "show", source).out.startswith("已排查 0/1 处")


def test_a_task_group_made_of_records_is_shown_with_its_late_milestones(village: Terminal) -> None:
    group = village.add("project", name="饮水攻关组", type="task_force", start="2026-11-01")
    village.add("milestone", project=group, date="2026-11-10", text="勘测", finished="2026-11-09")
    village.add("milestone", project=group, date="2026-11-15", text="备料")
    told = village("task-group", "show", group).out
    assert told.splitlines()[0].endswith("节点完成 1/2，超期 1 个")
    assert "备料" in told and "超期 5 天" in told
    (line,) = village("task-group", "list", "--json").lines
    assert [each["late_days"] for each in line["milestones"]] == [0, 5]


def test_another_project_is_no_task_group(village: Terminal, refused: Refused) -> None:
    road = village.add("project", name="改路", type="road")
    assert "不是集中攻关的攻关组" in refused(village("task-group", "show", road))
