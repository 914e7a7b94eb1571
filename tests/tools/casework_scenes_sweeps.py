"""The tour through 举一反三, 交办 and 集中攻关: a township that asked its villages, and one that answers."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from app import matters, records
from app.desk import Desk
from app.exchange import giving, incoming
from app.matters import sweeps, task_groups
from app.matters.assigning import assign
from app.offices import open_office
from app.records import Query, Where
from tests.tools.camera import Camera
from tests.tools.first_steps import OPERATOR, PASSWORD
from tests.tools.scenes import PAPER_MS, go, sign_in

ABOUT = "通组路、入户路的塌方和护栏缺损"
ANSWERS = (
    {"found": 7, "solved": 7, "text": "查了 4 个组的通组路，7 处护栏缺损都已补上。"},
    {"found": 5, "solved": 2, "text": "5 处边坡松动，2 处已清，3 处要请镇里派人勘测。"},
)


def with_sweeps(township: Path, villages: list[Path]) -> None:
    """The township asks every village after one matter; the first has answered, the last is late."""
    with closing(open_office(township, OPERATOR, PASSWORD)) as upper:
        day = upper.today()
        source = _source(villages[0], upper, day)
        lows = [_opened(home) for home in villages]
        try:
            ids = _asked(upper, source, lows, day)
            for low in lows:
                _carry(upper, low)
            for low, identity, told in zip(lows, ids, ANSWERS, strict=False):
                sweeps.finish(low, identity, told)
                _carry(low, upper)
            _assign(upper, lows, day)
        finally:
            for low in lows:
                low.close()
        _found_group(upper, source, day)


def _opened(home: Path) -> Desk:
    return open_office(home, OPERATOR, PASSWORD)


def _carry(giver: Desk, taker: Desk) -> None:
    incoming.take(taker, giving.pack(giver, taker.office.id).path)


def _source(home: Path, upper: Desk, day: datetime.date) -> str:
    with closing(_opened(home)) as low:
        source = records.add(low, "matter", {
            "opened": (day - datetime.timedelta(days=20)).isoformat(), "category": "road", "channel": "visit",
            "description": "三组通组路弯道边坡塌方，护栏冲断，学生上学要绕行。", "urgency": "urgent",
        })  # fmt: skip
        for act in ("accept", "handle", "escalate"):
            matters.act(
                low, source, act, {"text": "村里已拉警戒线，修复要镇里安排"} if act == "escalate" else {}
            )
        _carry(low, upper)
    matters.act(upper, source, "confirm", {})
    matters.act(upper, source, "handle", {"text": "已派人到现场，先清路面"})
    return source


def _asked(upper: Desk, source: str, lows: list[Desk], day: datetime.date) -> list[str]:
    """The last village was asked earlier than the others, and is over its day."""
    values = {"about": ABOUT, "standard": "汛前、汛后各查一遍，护栏缺损三天内补上"}
    before = (day - datetime.timedelta(days=3)).isoformat()
    *first, last = (each.office.id for each in lows)
    ids = sweeps.start(upper, source, first, {**values, "days": 10})
    return ids + sweeps.start(upper, source, [last], {**values, "deadline": before})


def _assign(upper: Desk, lows: list[Desk], day: datetime.date) -> None:
    order = {"description": "年底前把村内水塘、堰塘的警示牌补齐。", "category": "safety", "days": 15}
    assign(upper, [each.office.id for each in lows], {**order, "standard": "每处一块，拍照留底"})
    for low in lows:
        _carry(upper, low)


def _found_group(upper: Desk, source: str, day: datetime.date) -> None:
    people = records.find(upper, Query("person", (Where("political", "=", "01"),), limit=4))
    people = people or records.find(upper, Query("person", limit=4))
    leader, *members = (each.id for each in people)
    unit = records.add(upper, "organization", {"name": "镇交通服务中心", "type": "department"})

    def on(days: int) -> str:
        return (day + datetime.timedelta(days=days)).isoformat()

    steps = [
        {"date": on(-12), "text": "现场勘测，出处治方案", "owner": leader, "finished": on(-13)},
        {"date": on(-4), "text": "机具、石料进场", "owner": members[0]},
        {"date": on(10), "text": "边坡清理、砌挡墙"},
        {"date": on(30), "text": "护栏恢复，放行通车"},
    ]
    task_groups.found(upper, source, {
        "owner": leader, "members": members, "units": [unit], "start": on(-15), "end": on(35),
        "milestones": steps,
    })  # fmt: skip


def through_the_sweeps(camera: Camera) -> None:
    """At the township: the place, its paper, the windows that send something out, the pane on the desk."""
    sign_in(camera)
    camera.settle()
    (line,) = camera.read(sweeps.sweeps, camera.context.desk)
    go(camera, "sweeps", line.id, "matter")
    camera.take("sweeps")
    camera.page.view.print()
    camera.take("sweeps_paper", PAPER_MS)
    close_windows(camera)
    go(camera, "assignments")
    camera.take("assignments")
    camera.page.new()
    camera.take("assign")
    close_windows(camera)
    others = (Where("type", "!=", sweeps.TYPE), Where("channel", "!=", "upper"), Where("id", "!=", line.id))
    fresh = camera.read(records.find, camera.context.desk, Query("matter", others, ("-opened",), limit=1))
    go(camera, "desk", fresh[0].id, "matter")
    for pane in _panes(camera, "begin"):
        pane.begin()
        camera.take("sweep_start" if hasattr(pane, "report") else "task_group_found")
        close_windows(camera)
    go(camera, "desk", line.id, "matter")
    for pane in _panes(camera, "begin"):
        camera.page.matter.ensureWidgetVisible(pane)
        camera.take("sweep_pane" if hasattr(pane, "report") else "task_group_pane")
    (group,) = camera.read(task_groups.groups, camera.context.desk)
    go(camera, "task_groups", group.record.id, "project")
    camera.take("task_groups")
    camera.page.print()
    camera.take("task_groups_paper", PAPER_MS)
    close_windows(camera)
    go(camera, "workbench")
    camera.take("workbench_late_milestone")


def through_the_reporting(camera: Camera) -> None:
    """At the village that has not answered: what was asked of it, and where it says what it found."""
    sign_in(camera)
    camera.settle()
    (line,) = camera.read(sweeps.sweeps, camera.context.desk)
    go(camera, "desk", line.first.id, "matter")
    (pane, *_) = _panes(camera, "report")
    pane.report.fields["found"].set_value(3)
    pane.report.fields["solved"].set_value(2)
    pane.report.fields["text"].set_value("查了 5 个组，3 处护栏缺损，2 处已补，1 处等材料。")
    camera.page.matter.ensureWidgetVisible(pane)
    camera.take("sweep_report")


def _panes(camera: Camera, name: str) -> list[Any]:
    return [each for each in camera.page.matter.panes if hasattr(each, name) and hasattr(each, "show_matter")]


def close_windows(camera: Camera) -> None:
    """Whatever stands over the window."""
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()
    camera.settle()
