"""The calendar in the settings: a year, days of one's own, the notice that is pasted, the terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.matters import terms
from app.workdays import calendar_of
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.settings.calendar import CalendarSection
from ui.settings.code_lists import editable_lists
from ui.tables.plain import PlainTable

Settle = Callable[[], None]
NOTICE = (
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月20日（周六）上班。"
)


@pytest.fixture
def pane(context: Context, qtbot: QtBot, settle: Settle) -> Iterator[CalendarSection]:
    made = CalendarSection(context)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    settle()
    yield made
    settle()


def lines(table: PlainTable) -> list[list[str]]:
    found = []
    for row in range(table.rowCount()):
        cells = [table.item(row, column) for column in range(table.columnCount())]
        found.append([cell.text() for cell in cells if cell is not None])
    return found


def click(qtbot: QtBot, button, settle: Settle) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def test_this_year_is_shown_in_spans_with_its_figures(pane):
    assert lines(pane.table)[0] == ["1月1日（周四）至3日（周六）", "3 天", "放假", "元旦", "国务院通知"]
    assert "2026年：工作日 248 天，放假 33 天，调休上班 6 天。" in pane.figures.text()
    assert not pane.remove.isEnabled() and pane.remove.toolTip() == "只能删本单位加的"


def test_a_year_of_which_nothing_is_known_says_so(pane):
    pane.show_year(2028)
    assert pane.figures.text().startswith("2028年还没有放假安排，先按周一到周五算")
    assert lines(pane.table) == []


def test_a_rest_day_of_ones_own_is_added_and_taken_back(pane, qtbot, settle, context, messages: FakeMessages):
    sheet = pane.add(rests=True)
    sheet.first.setText("2026-11-25")
    sheet.last.setText("2026-11-26")
    sheet.name.setText("镇庆")
    click(qtbot, sheet.keep_button, settle)
    assert ["11月25日（周三）至26日（周四）", "2 天", "放假", "镇庆", "本单位加的"] in lines(pane.table)
    assert not calendar_of(context.codes.now).is_working(date(2026, 11, 26))
    pane.table.setCurrentCell(next(n for n, line in enumerate(lines(pane.table)) if "镇庆" in line), 0)
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    settle()
    assert "删去“镇庆”" in messages.said[0]
    assert not any("镇庆" in line for line in lines(pane.table))


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026", "", "请写哪一天"), ("2026-11-25", "2026-11-20", "早于前一天"),
        ("2026-11-01", "2026-12-31", "最多 31 天"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused_in_the_window(
    pane, qtbot, settle, first: str, last: str, sentence: str
):
    sheet = pane.add(rests=False)
    sheet.first.setText(first)
    sheet.last.setText(last)
    click(qtbot, sheet.keep_button, settle)
    assert sheet.isVisible() and sentence in sheet.wrong.text()
    sheet.reject()


def test_a_pasted_notice_is_seen_understood_before_it_is_kept(pane, qtbot, settle, context):
    sheet = pane.paste()
    assert not sheet.keep_button.isEnabled() and sheet.year.value() == 2027
    sheet.text.setPlainText(NOTICE)
    assert "放假 10 天，调休上班 2 天（2027年）" in sheet.found.text()
    assert lines(sheet.table)[1] == ["2027年1月30日（周六）", "上班", "春节"]
    assert 2027 not in calendar_of(context.codes.now).told
    click(qtbot, sheet.keep_button, settle)
    assert pane.year.value() == 2027
    assert calendar_of(context.codes.now).is_working(date(2027, 1, 30))
    assert len(lines(pane.table)) == 4


def test_a_notice_that_contradicts_itself_says_what_to_check(pane, settle):
    sheet = pane.paste()
    sheet.text.setPlainText("2027年5月1日（周一）至5日放假，共3天。")
    assert "写的是周一" in sheet.doubts.text() and "数出来是5天" in sheet.doubts.text()
    sheet.text.setPlainText("没有日子")
    assert not sheet.doubts.isVisible() and not sheet.keep_button.isEnabled()
    sheet.reject()


def test_a_day_that_is_written_twice_is_no_change(pane, qtbot, settle, context):
    said: list[str] = []
    for _ in range(2):
        sheet = pane.paste()
        sheet.kept.connect(lambda year, count: said.append(f"{year} {count}"))
        sheet.text.setPlainText(NOTICE)
        click(qtbot, sheet.keep_button, settle)
    assert said == ["2027 12", "2027 0"]


def test_a_term_is_changed_with_enter(pane, qtbot, settle, context, messages: FakeMessages):
    sheet = pane.show_terms()
    assert lines(sheet.table)[0][:2] == ["全程代办", "15个工作日"]
    sheet.table.mark("errand.medical")
    messages.text = "5个工作日"
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    settle()
    found = terms.term_of(context.codes.now, "errand", "medical")
    assert found is not None and found.words == "5个工作日"
    assert ["全程代办：医保", "5个工作日", ""] in lines(sheet.table)
    sheet.reject()


def test_a_term_that_cannot_be_read_is_told(pane, qtbot, settle, context, tasks, messages: FakeMessages):
    told: list[str] = []
    tasks.troubled.connect(lambda problem: told.append(problem.sentence))
    sheet = pane.show_terms()
    sheet.table.mark("dispute")
    messages.text = "一个月"
    sheet.change()
    settle()
    assert told and "没有看懂时限“一个月”" in told[0]
    sheet.reject()


def test_the_code_lists_leave_days_and_terms_to_the_calendar():
    assert not {"rest_day", "make_up_day", "matter_term"} & editable_lists().keys()


def test_an_entry_clerk_may_look_and_is_told_who_may_change(context, qtbot, settle):
    context.desk.operator = replace(context.desk.operator, role="entry")
    pane = CalendarSection(context)
    qtbot.addWidget(pane)
    assert lines(pane.table)
    for each in (pane.paste_button, pane.add_rest, pane.add_work, pane.remove):
        assert not each.isEnabled() and "审核员或管理员" in each.toolTip()
    sheet = pane.show_terms()
    assert not sheet.change_button.isEnabled() and "审核员或管理员" in sheet.change_button.toolTip()
    sheet.reject()
