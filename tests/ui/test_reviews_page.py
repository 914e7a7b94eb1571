"""讲评: reading the books page by page, grade and remark that keep themselves, what a member sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import matters, records, reviews
from app.desk import Desk
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.navigation import Navigation, Place
from ui.pages.paper import PaperSheet
from ui.pages.reviews import ReviewsPage
from ui.reviews.own_hints import OwnHints
from ui.tasks import Tasks

Settle = Callable[[], None]
NOVEMBER = ("2026-11-01", "2026-11-30")
COPIED = "老人说去年冬天水管冻裂了三次，自己爬上屋顶缠布条，我听了心里不是滋味，回来就找了水利站。"


def fill_office(desk: Desk) -> dict[str, str]:
    """Two members with books of November, one of three pages; ids by name."""
    with desk.write("import.person") as writer:
        li, zhang = (writer.add("person", {"name": name}) for name in ("李建国", "张桂花"))
        pages = [
            writer.add("matter", {"opened": f"2026-11-0{day}", "description": text, "recorder": li})
            for day, text in ((2, "路灯不亮，电话13800001111"), (3, "入户路泥泞"), (4, "水压不足"))
        ]
        writer.add("matter", {"opened": "2026-11-05", "description": "垃圾没人收", "recorder": zhang})
        writer.change("matter", pages[1], {"feedback": "已告知", "reflection": "要早看"})
    for act in ("accept", "handle"):
        matters.act(desk, pages[1], act, {})
    return {"li": li, "zhang": zhang, **{f"page{number}": id for number, id in enumerate(pages, 1)}}


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill_office, desk)


@pytest.fixture
def context(context: Context) -> Context:
    """The context of a window that has the places of visits and matters."""
    places = [
        Place(name, name, name, lambda _: None, kinds=(kind,))
        for name, kind in (("visits", "visit"), ("handbook", "matter"))
    ]
    return replace(context, navigation=Navigation(places))


@pytest.fixture
def went(context: Context) -> list[tuple[str, str]]:
    """Where the page sent the window: place and id."""
    found: list[tuple[str, str]] = []
    context.navigation.asked.connect(lambda place, id, _: found.append((place, id)))
    return found


@pytest.fixture
def opened(
    context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle
) -> Iterator[Callable[..., ReviewsPage]]:
    """opened(id=None): the page, shown."""
    made: list[ReviewsPage] = []

    def open_page(id: str | None = None) -> ReviewsPage:
        page = ReviewsPage(context)
        made.append(page)
        qtbot.addWidget(page)
        page.resize(1262, 700)
        page.show()
        qtbot.waitExposed(page)
        context.notices.changed.connect(page.refresh)
        page.open(id)
        settle()
        return page

    yield open_page
    settle()


def test_the_books_stand_by_name_with_what_is_missing(opened, qtbot):
    table = opened().table
    shown = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert shown == [
        ["李建国", "1 / 3", "未讲评", "受理 2、办理 2、反馈 2、心得 2"],
        ["张桂花", "0 / 1", "未讲评", "受理 1、办理 1、反馈 1、心得 1"],
    ]


def test_pages_are_turned_by_keys_and_numbers_of_people_stay_masked(opened, ids, qtbot, settle):
    pages = opened().pages
    assert pages.place.text() == "第 1 页，共 3 页"
    assert "路灯不亮，电话138****1111" in pages.text and "（没有写）" in pages.text
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert (pages.shown_id, pages.mark.text()) == (ids["page2"], "五有齐全")
    qtbot.keyClick(pages, Qt.Key.Key_PageUp)
    assert pages.shown_id == ids["page1"] and not pages.previous.isEnabled()
    pages.only.click()
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert (pages.place.text(), pages.shown_id) == ("第 2 页，不全的共 2 页", ids["page3"])


def test_an_incomplete_page_opens_as_a_matter(opened, ids, qtbot, went):
    page = opened()
    page.pages.only.click()
    qtbot.mouseClick(page.pages.open_button, Qt.MouseButton.LeftButton)
    assert went == [("handbook", ids["page1"])]


def test_grade_and_remark_keep_themselves_and_show_in_the_table(opened, ids, qtbot, tasks, desk, settle):
    page = opened(ids["zhang"])
    form = page.review.form
    form.fields["grade"].set_value("excellent")
    form.fields["remark"].text.insertPlainText("记得实")
    form.fields["shown"].tick.click()
    page.keep()
    settle()
    (kept,) = asked(qtbot, tasks, reviews.reviews_of, desk, [ids["zhang"]])[ids["zhang"]]
    assert (kept["grade"], kept["remark"], kept["shown"], kept["first"]) == (
        "excellent", "记得实", 1, "2026-11-01",
    )  # fmt: skip
    assert page.table.item(1, 2).text() == "优秀 展示"
    assert page.review.keeper.id == kept.id


def test_what_was_written_is_kept_on_the_way_to_the_next_book(opened, ids, qtbot, tasks, desk, settle):
    page = opened()
    page.review.form.fields["grade"].set_value("good")
    page._next_book(1)
    settle()
    assert page.pages.title.text() == "张桂花的手册，2026年11月"
    assert page.review.form.fields["grade"].value() is None
    assert set(asked(qtbot, tasks, reviews.reviews_of, desk, [ids["li"]])) == {ids["li"]}


def test_a_remark_without_a_grade_is_asked_for_before_leaving(opened, ids, messages: FakeMessages, settle):
    page = opened()
    page.review.form.fields["remark"].text.insertPlainText("写得实")
    page.table.mark(ids["zhang"])
    settle()
    assert "等级" in messages.said[-1]
    assert page.table.current_id == ids["li"]
    page.review.keeper.give_up()


def test_a_review_is_deleted_after_asking_and_comes_back(
    opened, ids, qtbot, tasks, desk, settle, messages: FakeMessages
):
    asked(qtbot, tasks, reviews.write, desk, ids["li"], *NOVEMBER, {"grade": "fair", "remark": "补反馈"})
    page = opened(ids["li"])
    assert page.review.form.fields["remark"].value() == "补反馈"
    page.review.remove()
    settle()
    assert messages.said == ["删除对李建国的这次讲评吗？可以撤销。"]
    assert (page.table.item(0, 2).text(), page.review.keeper.id) == ("未讲评", None)
    asked(qtbot, tasks, desk.undo)
    settle()
    assert (page.table.item(0, 2).text(), page.review.form.fields["remark"].value()) == ("一般", "补反馈")


def test_opened_by_a_review_the_page_shows_its_period(opened, ids, qtbot, tasks, desk):
    october = ("2026-10-01", "2026-11-15")
    id = asked(qtbot, tasks, reviews.write, desk, ids["zhang"], *october, {"grade": "good"})
    page = opened(id)
    assert page.period.currentText() == "2026年10月1日至2026年11月15日"
    assert (page.table.current_id, page.review.keeper.id) == (ids["zhang"], id)


def test_whoever_enters_sees_the_own_book_and_remark_alone(opened, ids, qtbot, tasks, desk):
    for name, text in (("li", "多写体会"), ("zhang", "要补反馈")):
        asked(qtbot, tasks, reviews.write, desk, ids[name], *NOVEMBER, {"grade": "good", "remark": text})
    desk.operator = replace(desk.operator, name="李建国", role="entry")
    page = opened()
    assert (page.table.rowCount(), page.review) == (1, None)
    assert "良好。多写体会" in page.remark.text() and "要补反馈" not in page.remark.text()


def test_an_empty_period_says_so_and_leads_to_the_first_step(opened, qtbot, settle, context):
    page = opened()
    page.period.setCurrentIndex(5)
    page.period.activated.emit(5)
    settle()
    assert page.empty.isVisible()
    assert page.period.currentText() in page.empty._words.text()


def test_the_book_is_previewed_and_saved_as_a_workbook(
    opened, ids, qtbot, tasks, desk, settle, messages: FakeMessages, tmp_path: Path
):
    page = opened(ids["li"])
    page.print()
    settle()
    (sheet,) = page.findChildren(PaperSheet)
    qtbot.waitUntil(lambda: sheet.document.pageCount() == 5, timeout=5000)
    sheet.reject()
    messages.path = tmp_path / "book"
    page.menu.save_workbook()
    settle()
    assert (tmp_path / "book.xlsx").stat().st_size > 5000


def test_what_cannot_be_printed_says_why(opened, ids, qtbot, tasks, desk, settle):
    page = opened()
    told = {name: entry.toolTip() for name, entry in page.menu.entries.items() if not entry.isEnabled()}
    assert told == {
        "page": "这本手册还没有讲评。", "record": "这段时间还没有讲评。",
        "shown": "这段时间还没有勾选“集中展示”的手册。",
    }  # fmt: skip
    asked(qtbot, tasks, reviews.write, desk, ids["li"], *NOVEMBER, {"grade": "good", "shown": 1})
    settle()
    assert all(entry.isEnabled() for entry in page.menu.entries.values())


def test_the_list_for_oneself_opens_the_record(opened, qtbot, tasks, desk, settle, went):
    later = [
        asked(qtbot, tasks, records.add, desk, "visit", {"date": f"2026-11-0{day}", "content": COPIED})
        for day in (3, 4)
    ][1]
    page = opened()
    qtbot.mouseClick(page.own_button, Qt.MouseButton.LeftButton)
    settle()
    (sheet,) = page.findChildren(OwnHints)
    assert sheet.table.rowCount() == 1 and "11月3日" in sheet.table.item(0, 2).text()
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert went == [("visits", later)]
