"""The tour through the weekly lists, the themes and quick entry: a village's, then a township's."""

from __future__ import annotations

from app import records
from app.desk import Desk
from app.matters import act, possible, state_of, themes
from app.matters.weekly import hand_in, week_of
from tests.tools.camera import Camera
from tests.tools.scenes import PAPER_MS, go

LAMPS = (
    ("张桂花", "wechat", "村口路灯坏了一个多月了，天一黑就看不见路，老人摔过一回！"),
    ("李建国", "phone", "村口的路灯不亮，晚上看不见路，接娃娃放学怕得很"),
    ("", "box", "请修一修村口路灯，晚上黑灯瞎火看不见路"),
    ("刘德华", "meeting", "三组到村口一路都没得路灯，路灯坏了没人管"),
)
WATER = (
    ("陈素珍", "hotline", "自来水水压太小，三楼用不上水，洗衣机都转不动"),
    ("周小兰", "caller", "水压小得很，三楼自来水用不上水"),
    ("", "form", "建议解决自来水水压小的问题，楼上用不上水"),
)
CHAT = """张桂花 2026/11/20 10:32
村口的路灯又不亮了，晚上走路看不见！
李建国 10:35
三组水压小，三楼用不上水，
洗衣机转不动
王芳 10:40
收到
陈素珍:
低保申请交上去半个月了，想问问到哪一步了
周小兰 11:02
红白喜事放炮放到半夜，娃娃睡不着，建议村里管一管"""


def through_the_weeks(camera: Camera) -> None:
    """After signing in, at any level: the weekly list, the themes, quick entry."""
    desk = camera.context.desk
    camera.read(with_opinions, desk)
    weekly(camera, desk)
    suggestions(camera)
    theme_list(camera)
    handbook_of_a_source(camera)
    if desk.office.level == "village":
        quick_entry(camera)


def with_opinions(desk: Desk) -> None:
    """The same said by several in their own words, and a week that was handed in before."""
    day = desk.today().isoformat()
    with desk.write("matter.collect") as writer:
        for name, channel, words in (*LAMPS, *WATER):
            values = {"opened": day, "channel": channel, "description": words, "original_words": words}
            writer.add("matter", {**values, "raised_by": name or None, "category": "water"})
    hand_in(desk, week_of(desk.today()).before())


def weekly(camera: Camera, desk: Desk) -> None:
    """This week, handing it in, and its paper."""
    go(camera, "weekly")
    level = desk.office.level
    camera.take(f"weekly_{level}")
    page = camera.page
    pane = page.own or page.above
    pane.lists.show_list("progressed")
    camera.take(f"weekly_{level}_progressed")
    if page.hand_in_button.isVisible():
        page.hand_in()
        camera.take(f"weekly_{level}_handed_in", PAPER_MS)
        page.sheet.reject()
        camera.settle()
        camera.take(f"weekly_{level}_after")
    if page.above is not None:
        page.print()
        camera.take(f"weekly_{level}_merged", PAPER_MS)
        page.sheet.reject()


def suggestions(camera: Camera) -> None:
    """What may be one thing; one group merged into a theme worded anew."""
    go(camera, "themes", None, "suggest")
    page, level = camera.page, camera.context.desk.office.level
    camera.take(f"themes_{level}_suggest")
    group = page.suggest.group
    if not group.cards:
        return
    group.words.setText("村口到三组一路的路灯不亮")
    group.words.textEdited.emit(group.words.text())
    camera.take(f"themes_{level}_new")
    group.decide()
    camera.settle()
    camera.take(f"themes_{level}_merged")


def theme_list(camera: Camera) -> None:
    """The themes; one of them finished, its result told."""
    level = camera.context.desk.office.level
    go(camera, "themes", None, "list")
    page = camera.page
    if not page.list.table.current_id:
        return
    camera.read(finish, camera.context.desk, page.list.table.current_id)
    page.list.read()
    camera.take(f"themes_{level}_list")
    page.list.tell()
    camera.settle()
    camera.take(f"themes_{level}_tell")
    page.list.sheet.tell()
    camera.settle()
    camera.take(f"themes_{level}_told")
    page.list.add()
    camera.take(f"themes_{level}_add")
    page.list.sheet.reject()
    page.print()
    camera.take(f"themes_{level}_paper", PAPER_MS)
    page.sheet.reject()


def finish(desk: Desk, theme: str) -> None:
    """The theme is finished, its sources were accepted."""
    words = "镇里拨款，三组到村口 23 盏路灯全部换成太阳能灯，11月18日亮灯。"
    for source in themes.sources(desk, theme):
        _take(desk, source, "accept", "")
    for step in ("accept", "handle", "finish"):
        _take(desk, theme, step, words)


def _take(desk: Desk, matter: str, step: str, text: str) -> None:
    """A step, where the matter has not taken it before."""
    if step in possible(desk, state_of(desk, matter)):
        act(desk, matter, step, {"text": text})


def handbook_of_a_source(camera: Camera) -> None:
    """A source in the handbook, with the line that says where it went."""
    wanted = camera.read(_a_source, camera.context.desk)
    if wanted:
        go(camera, "handbook", wanted, "matter")
        camera.take(f"handbook_{camera.context.desk.office.level}_source")


def _a_source(desk: Desk) -> str:
    where = (records.Where("theme", "not_empty"), records.Where("channel", "=", "wechat"))
    found = records.find(desk, records.Query("matter", where=where, limit=1))
    return found[0].id if found else ""


def quick_entry(camera: Camera) -> None:
    """A chat pasted, what it became, nothing registered."""
    go(camera, "quick_entry")
    page = camera.page
    camera.take("quick_entry_empty")
    page.text.setPlainText(CHAT)
    page.cut()
    camera.settle()
    camera.take("quick_entry")
    page.text.clear()
    page.cut()
