"""The hint under a text as soon as it is finished, for the author alone; the remark on the own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app import records, reviews
from app.desk import Desk
from tests.ui.asking import asked
from ui.context import Context
from ui.pages.base import Page
from ui.pages.handbook import HandbookPage
from ui.pages.visits import VisitsPage
from ui.reviews.own_hints import OwnHints

Settle = Callable[[], None]
COPIED = "老人说去年冬天水管冻裂了三次，自己爬上屋顶缠布条，我听了心里不是滋味，回来就找了水利站。"


@pytest.fixture
def shown(context: Context, qtbot: QtBot, settle: Settle) -> Callable[..., Page]:
    """shown(PageClass, id=None): the page on the record."""

    def show(page_class: Callable[[Context], Page], id: str | None = None) -> Page:
        page = page_class(context)
        qtbot.addWidget(page)
        page.resize(1262, 700)
        page.show()
        qtbot.waitExposed(page)
        page.open(id)
        settle()
        return page

    return show


def a_visit(desk: Desk, day: str, **values: object) -> str:
    return records.add(desk, "visit", {"date": day, "content": COPIED, "method": "home", **values})


def finish(page, name: str, text: str, settle: Settle) -> str:
    """Write the text into the field and leave it; the line that stands under it then."""
    page.form.fields[name].text.setPlainText(text)
    page.form.left.emit(name)
    settle()
    line = page.hints.lines[name]
    return line.text() if line.isVisible() else ""


def test_a_copied_text_is_told_at_once_and_goes_when_it_is_changed(shown, qtbot, tasks, desk, settle):
    asked(qtbot, tasks, a_visit, desk, "2026-11-03")
    page = shown(VisitsPage)
    page.new()
    settle()
    assert finish(page, "content", COPIED, settle) == (
        "这篇和11月3日写的那篇几乎一样，要不要写点这一次的实情？"
    )
    page.form.fields["content"].text.insertPlainText("他家")
    assert not page.hints.lines["content"].isVisible()
    assert finish(page, "content", "孩子想去镇上读初中，商量着谁去陪读，我讲了住校补助的办法。", settle) == ""
    page.keeper.give_up()


def test_the_hint_goes_with_its_record_and_is_no_draft(shown, qtbot, tasks, desk, settle):
    first = asked(qtbot, tasks, a_visit, desk, "2026-11-03", content="看望老人", reflection=COPIED)
    later = asked(qtbot, tasks, a_visit, desk, "2026-11-04", content="看望孩子", reflection=COPIED)
    page = shown(VisitsPage, later)
    assert finish(page, "reflection", COPIED, settle)
    assert not page.keeper.has_changes
    page.open(first)
    settle()
    assert not page.hints.lines["reflection"].isVisible()


@pytest.mark.parametrize("role", ["entry", "review", "admin"])
def test_another_operator_who_looks_at_the_record_is_told_nothing(
    shown, qtbot, tasks, desk: Desk, settle, role: str
):
    visits = [asked(qtbot, tasks, a_visit, desk, f"2026-11-0{day}") for day in (3, 4)]
    desk.operator = replace(desk.operator, name="周强", role=role)
    page = shown(VisitsPage, visits[1])
    assert finish(page, "content", COPIED, settle) == ""
    page.show_own()
    settle()
    assert [sheet.table.rowCount() for sheet in page.findChildren(OwnHints)] == [0]


def test_an_impossible_day_is_asked_about_when_the_day_or_the_person_is_left(
    shown, qtbot, tasks, desk, settle
):
    child = asked(qtbot, tasks, records.add, desk, "person", {"name": "小宝", "birth": "2026-06-01"})
    page = shown(VisitsPage)
    page.new()
    settle()
    page.form.load_draft({"date": "2026-05-01", "person": child})
    page.form.left.emit("person")
    settle()
    assert page.hints.lines["date"].text().startswith("5月1日那天小宝还没有出生")
    page.keeper.give_up()


def test_a_matters_feedback_is_held_against_the_others(shown, qtbot, tasks, desk, settle):
    values = {"opened": "2026-11-02", "description": "路灯不亮", "feedback": COPIED}
    asked(qtbot, tasks, records.add, desk, "matter", values)
    other = asked(
        qtbot, tasks, records.add, desk, "matter", {"opened": "2026-11-05", "description": "路不平"}
    )
    page = shown(HandbookPage, other)
    assert finish(page, "feedback", COPIED, settle).startswith("这篇和11月2日“路灯不亮”那件写的几乎一样")
    page.keeper.start(None, {}, draft=False)


def test_the_own_page_shows_what_the_review_said(shown, qtbot, tasks, desk, settle):
    li, zhang = (asked(qtbot, tasks, records.add, desk, "person", {"name": n}) for n in ("李建国", "张桂花"))
    pages = []
    for member in (li, zhang):
        values = {"opened": "2026-11-02", "description": "路灯不亮", "recorder": member}
        pages.append(asked(qtbot, tasks, records.add, desk, "matter", values))
        said = {"grade": "good", "remark": "多写体会", "shown": 1}
        asked(qtbot, tasks, reviews.write, desk, member, "2026-11-01", "2026-11-30", said)
    desk.operator = replace(desk.operator, name="李建国", role="entry")
    own, other = (shown(HandbookPage, page) for page in pages)
    assert own.remark.words.text() == "讲评（2026-11-22）：良好。多写体会　这本手册已列入集中展示。"
    assert own.remark.isVisible() and not other.remark.isVisible()
