"""The tour through errands, petitions, disputes, suggestions and the calendar."""

from __future__ import annotations

from typing import Any

from app import matters, records
from app.desk import Desk
from app.matters import terms
from app.records import Query
from tests.tools.camera import Camera
from tests.tools.scenes import PAPER_MS, go

NOTICE = (
    "国务院办公厅关于2027年部分节假日安排的通知\n"
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月20日（周六）上班。"
)
ERRANDS = (
    ("allowance", "办理低保申请，材料已齐", "2026-11-02", ()),
    ("medical", "代缴城乡居民医保", "2026-11-16", ("accept",)),
    ("pension", "养老保险待遇认证", "2026-11-18", ("accept", "direct", "finish")),
    ("disabled", "换发残疾人证", "2026-10-12", ("accept", "handle")),
)
PETITIONS = (
    ("open_door", "first", "反映入户路被占", "2026-11-19", ("accept",)),
    ("down", "backlog", "征地补偿面积有出入，多年未解决", "2026-07-06", ("accept", "handle")),
    ("appointment", "again", "要求复核低保结果", "2026-11-05", ("accept", "explain")),
)
DISPUTES = (
    ("neighbour", "low", "钱大明", "院墙滴水引起争吵", "2026-11-10", ("accept", "handle")),
    ("homestead", "high", "孙强", "宅基地边界争议，扬言动手", "2026-11-17", ("accept",)),
    ("debt", "medium", "周军", "工钱拖欠两年", "2026-09-01", ("accept", "handle", "finish")),
)
SUGGESTIONS = (
    ("environment", "在村口增设两个垃圾分类点", "2026-11-03", "done"),
    ("road", "通学路装减速带", "2026-11-08", "partly"),
    ("industry", "建一个农资统购点", "2026-11-12", ""),
)


def fill(desk: Desk) -> str:
    """A few matters of each type, at different points of their way; the id of the first errand."""
    people = [each.id for each in records.find(desk, Query("person", order=("name",), limit=8))]
    units = [each.id for each in records.find(desk, Query("organization", limit=2))]
    first = ""
    for at, (service, text, opened, acts) in enumerate(ERRANDS):
        made = _add(
            desk,
            people,
            units,
            at,
            {"type": "errand", "service": service, "category": "errand"},
            text,
            opened,
        )
        _go_on(desk, made, acts)
        first = first or made
    for at, (how, turn, text, opened, acts) in enumerate(PETITIONS):
        values = {
            "type": "petition",
            "reception": how,
            "petition": turn,
            "receiver": people[-1],
            "category": "petition",
        }
        _go_on(desk, _add(desk, people, units, at + 2, values, text, opened), acts)
    for at, (kind, risk, other, text, opened, acts) in enumerate(DISPUTES):
        values = {
            "type": "dispute",
            "dispute": kind,
            "risk": risk,
            "other_party": other,
            "guarantor": people[-1],
        }
        _go_on(desk, _add(desk, people, units, at + 1, {**values, "category": "dispute"}, text, opened), acts)
    for at, (category, text, opened, result) in enumerate(SUGGESTIONS):
        made = _add(desk, people, units, at, {"type": "suggestion", "category": category}, text, opened)
        _go_on(desk, made, ("accept", "handle", "finish") if result else ("accept",), result)
    return first


def _add(
    desk: Desk, people: list[str], units: list[str], at: int, values: dict[str, Any], text: str, opened: str
) -> str:
    due = terms.due(desk.codes, values["type"], values.get("service"), opened)
    return records.add(desk, "matter", {
        "person": people[at % len(people)], "responsible": people[-1 - at % 3], "description": text,
        "organization": units[at % len(units)] if units else None, "opened": opened, "channel": "caller",
        "deadline": due.day.isoformat() if due else None, **values,
    })  # fmt: skip


def _go_on(desk: Desk, matter: str, acts: tuple[str, ...], result: str = "") -> None:
    for act in acts:
        given = {
            "finish": {"result": result or "done"},
            "explain": {"result": "decided", "text": "已当面说明政策"},
        }
        matters.act(desk, matter, act, given.get(act, {}))


def through_the_services(camera: Camera) -> None:
    """Each register with a record in it, a paper, and the calendar with a notice being read."""
    errand = camera.read(fill, camera.context.desk)
    go(camera, "errands", errand)
    camera.take("errands")
    camera.page.new()
    camera.page.form.fields["service"].set_value("advice")
    camera.page.form.edited.emit("service")
    camera.take("errands_new")
    camera.page.keeper.start(None, {}, draft=False)
    go(camera, "errands", errand)
    camera.page.print()
    camera.take("errands_paper", PAPER_MS)
    _close(camera)
    for place in ("petitions", "disputes", "suggestions"):
        go(camera, place)
        camera.page.list.table.selectRow(0)
        camera.settle()
        camera.take(place)
        camera.page.print_register()
        camera.take(f"{place}_register", PAPER_MS)
        _close(camera)
    go(camera, "settings", "calendar")
    camera.take("calendar")
    pane = camera.page.sections["calendar"]
    sheet = pane.paste()
    sheet.text.setPlainText(NOTICE)
    camera.take("calendar_notice")
    sheet.reject()
    terms_sheet = pane.show_terms()
    camera.settle()
    camera.take("calendar_terms")
    terms_sheet.reject()
    pane.show_year(2028)
    camera.take("calendar_unknown")


def _close(camera: Camera) -> None:
    for sheet in camera.page.window().findChildren(object):
        if type(sheet).__name__ == "PaperSheet":
            sheet.reject()
