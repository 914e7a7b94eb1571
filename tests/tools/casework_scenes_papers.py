"""The tour of papers and whistles: a matter with its units called, the calling, each paper in its preview."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from app import records
from app.desk import Desk
from app.ledgers.papers import ASSIGNMENT, PAPERS, WHISTLE
from app.matters import Act, act, whistle
from tests.tools.camera import Camera
from tests.tools.scenes import PAPER_MS, go

WORDS = "集镇主街排水管、电杆和路面相互影响，一处施工三处返工，雨天积水过脚踝。"
SAID = "“路修了挖、挖了修，我们做生意的都怕了。”"


def made_matters(desk: Desk) -> dict[str, str]:
    """Two matters of this office: one dispatched and late, one whistled for; ids by the paper they show."""
    with desk.write("demo") as w:
        units = [
            w.add("organization", {"name": name, "type": "department"})
            for name in ("镇交通管理站", "镇水利服务中心", "镇供电所", "镇综合行政执法办公室")
        ]
        person = w.add("person", {"name": "陈国强"})
    first = _opened(desk, "2026-101", "三组入户路约200米年久失修，雨天积水难行，老人看病、孩子上学都要绕行。")
    act(desk, first, "dispatch", {
        "organization": units[0], "deadline": _day(desk, -6), "date": _day(desk, -20), "responsible": person,
        "standard": "路面硬化不少于3.5米宽，排水通畅，群众签字认可。", "text": "请现场勘测后拿出方案。",
    })  # fmt: skip
    act(desk, first, "receive", {"date": _day(desk, -19)})
    act(desk, first, "handle", {"date": _day(desk, -12), "text": "已现场勘测，测得积水点三处。"})
    second = _opened(desk, "2026-102", WORDS)
    called = dict(zip(units, (-6, -6, -3, 4), strict=True))
    given = {unit: _day(desk, days) for unit, days in called.items()}
    whistle(desk, second, given, {"date": _day(desk, -9), "text": "请到现场会商"})
    for unit, name, days, values in (
        (units[0], "receive", -9, {}),
        (units[0], "respond", -8, {}),
        (units[0], "handle", -5, {"text": "拆除旧路面，留出管位。"}),
        (units[0], "finish", -2, {"result": "done", "text": "路面恢复"}),
        (units[1], "respond", -4, {}),
        (units[3], "excuse", -7, {"text": "不在施工范围"}),
    ):
        act(desk, second, name, {"organization": unit, "date": _day(desk, days), **values})
    return {ASSIGNMENT: first, WHISTLE: second}


def _opened(desk: Desk, number: str, words: str) -> str:
    matter = records.add(desk, "matter", {
        "opened": _day(desk, -25), "number": number, "description": words, "original_words": SAID,
        "raised_by": "张桂花", "channel": "visit", "category": "road", "urgency": "soon", "type": "problem",
    })  # fmt: skip
    act(desk, matter, "accept", {"date": _day(desk, -24)})
    analysis = {"cause": "各家各管一段，没有统一安排。", "remedy": "统一时间、统一图纸，一次开挖。"}
    act(desk, matter, "analyse", {"date": _day(desk, -23), **analysis})
    act(desk, matter, "confirm", {"date": _day(desk, -21), "text": "镇党委会研究，列入年内民生实事。"})
    return matter


def _day(desk: Desk, days: int) -> str:
    return (desk.today() + timedelta(days=days)).isoformat()


def papers(camera: Camera) -> None:
    """At a township: the whistle in the window, the calling of several units, the four papers."""
    found = camera.read(made_matters, camera.context.desk)
    go(camera, "handbook", found[WHISTLE], "matter")
    bring_to_sight(camera.page.course.whistles)
    camera.take("whistle_handbook")
    camera.page.course.begin(Act.WHISTLE)
    dialog = camera.page.course.dialog
    units = camera.read(lambda desk: [each.id for each in records.find(desk, _units())], camera.context.desk)
    dialog.form.fields["organization"].set_value({units[0]: "", units[1]: "3", units[2]: ""})
    camera.settle()
    camera.take("whistle_dialog")
    dialog.reject()
    go(camera, "desk", found[WHISTLE], "matter")
    bring_to_sight(camera.page.matter.course.whistles)
    camera.take("whistle_desk")
    pane = camera.page.matter
    for number, paper in enumerate(PAPERS, 1):
        pane.papers.show(tuple(found.values()))
        camera.settle()
        sheet = pane.papers.print(paper)
        camera.settle()
        camera.take(f"paper_{number}", PAPER_MS)
        sheet.reject()
        camera.settle()


def bring_to_sight(widget: QWidget) -> None:
    """Scroll what the widget lies in until it is seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 0)
        above = above.parentWidget()


def _units() -> records.Query:
    return records.Query("organization", (records.Where("type", "=", "department"),), ("name",), limit=3)
