"""意见归并: groups decided by a person, themes with their sources, the result told to everyone who waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import matters, records
from app.desk import Desk
from app.matters import themes
from app.records import Query, Where
from tests.app.village_desk import add_matter
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from tests.ui.keys import Hands
from ui.context import Context
from ui.pages.handbook import HandbookPage
from ui.pages.themes import ThemesPage
from ui.tasks import Tasks
from ui.themes.adding import AddSheet
from ui.themes.telling import TellSheet

Settle = Callable[[], None]
LAMPS = ("村口路灯不亮，晚上走路看不见", "村口的路灯坏了不亮，晚上看不见路", "路灯不亮，晚上村口看不见")
WATER = ("自来水水压太小，三楼用不上水", "水压小，三楼自来水用不上")


def fill(desk: Desk) -> dict[str, str]:
    return {
        text: add_matter(desk, description=text, original_words=f"{text}！", opened=f"2026-11-{day:02}")
        for day, text in enumerate((*LAMPS, *WATER, "孩子上学路远"), 1)
    }


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    return asked(qtbot, tasks, fill, desk)


@pytest.fixture
def page(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[ThemesPage]:
    made = ThemesPage(context)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    qtbot.waitExposed(made)
    context.notices.changed.connect(made.refresh)
    made.open()
    settle()
    yield made
    settle()


def merged_into(desk: Desk, theme: str, *sources: str) -> None:
    for each in (theme, *sources):
        matters.act(desk, each, "accept", {})
    themes.merge(desk, sources, theme)


def finished(desk: Desk, theme: str) -> None:
    for step in ("handle", "finish"):
        matters.act(desk, theme, step, {"text": "灯已换好"})


def test_groups_are_found_and_stand_in_full_beside_each_other(page: ThemesPage):
    assert page.suggest.table.rowCount() == 2
    assert "比对了 6 件没办结、没归并的事项，找到 2 组" in page.suggest.words.text()
    told = [card.tick.text() for card in page.suggest.group.cards]
    assert told[0] == "最早收集，归到一起" and all(each.endswith("像，归到一起") for each in told[1:])
    assert page.suggest.group.cards[0].member.text == LAMPS[0]


def test_what_is_ticked_is_merged_and_what_is_not_is_not_offered_again(
    page: ThemesPage, ids: dict[str, str], qtbot: QtBot, tasks: Tasks, settle: Settle
):
    group = page.suggest.group
    left = group.cards[2].member.id
    group.cards[2].tick.setChecked(False)
    assert group.merge.text() == "归并 2 件"
    qtbot.mouseClick(group.merge, Qt.MouseButton.LeftButton)
    settle()
    desk = page.context.desk
    assert asked(qtbot, tasks, themes.sources, desk, ids[LAMPS[0]]) == [group_id(ids, left)]
    assert page.suggest.table.rowCount() == 1
    page.suggest.search()
    settle()
    assert page.suggest.table.rowCount() == 1


def group_id(ids: dict[str, str], left: str) -> str:
    """The one of the lamps that was merged."""
    return next(ids[text] for text in LAMPS[1:] if ids[text] != left)


def test_a_theme_may_be_worded_anew(page: ThemesPage, ids, qtbot: QtBot, tasks: Tasks, settle: Settle):
    group = page.suggest.group
    group.new.setChecked(True)
    assert not group.merge.isEnabled() and group.merge.toolTip() == "请先写明新主题是什么事"
    group.words.setFocus()
    Hands(qtbot, page).type("全村路灯")
    group.channel.setCurrentIndex(1)
    Hands(qtbot, page).enter()
    settle()
    source = asked(qtbot, tasks, records.get, page.context.desk, "matter", ids[LAMPS[0]])
    theme = asked(qtbot, tasks, records.get, page.context.desk, "matter", source["theme"])
    assert (theme["description"], theme["channel"]) == ("全村路灯", "other")
    assert asked(qtbot, tasks, page.context.desk.undo) == "theme.merge"


def test_a_theme_merged_twice_in_a_hurry_is_one(page: ThemesPage, qtbot: QtBot, tasks: Tasks, settle: Settle):
    group = page.suggest.group
    group.new.setChecked(True)
    group.words.setFocus()
    Hands(qtbot, page).type("全村路灯")
    for _ in range(2):
        group.decide()
    settle()
    worded = Query("matter", where=(Where("description", "=", "全村路灯"),))
    assert asked(qtbot, tasks, records.count, page.context.desk, worded) == 1


def test_one_alone_is_not_merged_and_the_button_says_why(page: ThemesPage):
    group = page.suggest.group
    for card in group.cards[1:]:
        card.tick.setChecked(False)
    assert not group.merge.isEnabled()
    assert group.merge.toolTip() == "请至少勾选两件，或另写一个主题"


def test_without_its_tick_a_matter_is_no_theme(page: ThemesPage):
    group = page.suggest.group
    group.cards[0].tick.setChecked(False)
    assert not group.cards[0].lead.isEnabled() and group.cards[1].lead.isChecked()
    assert group.decision.theme == group.cards[1].member.id


def test_what_is_not_one_thing_is_remembered_until_all_is_offered_again(page: ThemesPage, settle: Settle):
    page.suggest.group.tell_apart()
    settle()
    page.suggest.search()
    settle()
    assert page.suggest.table.rowCount() == 1
    page.suggest.forget.click()
    settle()
    assert page.suggest.table.rowCount() == 2


def test_groups_are_decided_by_keyboard_alone(
    page: ThemesPage, ids, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    page.take_focus()
    hands = Hands(qtbot, page)
    hands.press(Qt.Key.Key_Down)
    settle()
    assert page.suggest.group.cards[0].member.text == WATER[0]
    hands.enter()
    assert hands.at is page.suggest.group.cards[0].tick
    hands.press(Qt.Key.Key_F9)
    settle()
    assert asked(qtbot, tasks, themes.sources, page.context.desk, ids[WATER[0]]) == [ids[WATER[1]]]
    page.take_focus()
    hands.press(Qt.Key.Key_F4)
    settle()
    assert page.suggest.table.rowCount() == 0 and page.suggest.empty.isVisible()


def test_a_theme_that_leads_stays_the_theme(
    page: ThemesPage, ids, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    asked(qtbot, tasks, themes.merge, page.context.desk, [ids[LAMPS[1]]], ids[LAMPS[2]])
    page.suggest.search()
    settle()
    page.suggest.table.mark(ids[LAMPS[2]])
    settle()
    cards = page.suggest.group.cards
    assert cards[0].tick.text() == "已有的主题，归到一起" and cards[0].lead.isChecked()
    assert not cards[1].lead.isEnabled() and not page.suggest.group.new.isEnabled()
    assert "只能归到它下面" in cards[1].lead.toolTip()


def test_the_list_tells_sources_people_and_how_many_became_how_many(
    page: ThemesPage, ids, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    asked(qtbot, tasks, merged_into, page.context.desk, ids[LAMPS[0]], ids[LAMPS[1]], ids[LAMPS[2]])
    page.show_view("list")
    settle()
    table = page.list.table
    assert [item.text() for at in range(6) if (item := table.item(0, at))] == [
        LAMPS[0],
        "2",
        "1",
        "2",
        "已受理",
        "—",
    ]
    assert page.list.totals.text() == "原始意见 3 条，归并为 1 条。"
    assert page.list.heading.text() == "来源（2 条，来自 1 个单位、2 人）"
    assert f"原话：{LAMPS[1]}！" in page.list.detail.toPlainText()
    tell = page.list.buttons["feed_back"]
    assert not tell.isEnabled() and tell.toolTip() == "主题办结以后才能反馈"


def test_the_result_is_told_to_everyone_who_waits_in_words_that_may_be_changed(
    page: ThemesPage, ids, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    desk = page.context.desk
    asked(qtbot, tasks, merged_into, desk, ids[LAMPS[0]], ids[LAMPS[1]], ids[LAMPS[2]])
    asked(qtbot, tasks, finished, desk, ids[LAMPS[0]])
    page.open(ids[LAMPS[0]])
    settle()
    Hands(qtbot, page).press(Qt.Key.Key_F8)
    sheet = page.list.sheet
    assert isinstance(sheet, TellSheet)
    settle()
    assert sheet.text.toPlainText() == "灯已换好" and sheet.do.text() == "反馈给 2 人"
    sheet.text.clear()
    sheet.do.click()
    assert sheet.wrong.text() == "请写明结果，再反馈。"
    sheet.text.setPlainText("路灯全换了")
    sheet.do.click()
    settle()
    states = asked(qtbot, tasks, matters.states, desk, [ids[LAMPS[1]], ids[LAMPS[2]]])
    assert {each.taken[-1].text for each in states.values()} == {"路灯全换了"}
    assert page.list.buttons["feed_back"].toolTip() == "没有等着反馈的来源"


def test_a_source_is_taken_out_and_others_are_added_by_search(
    page: ThemesPage, ids, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    desk = page.context.desk
    asked(qtbot, tasks, merged_into, desk, ids[LAMPS[0]], ids[LAMPS[1]], ids[LAMPS[2]])
    page.open(ids[LAMPS[0]])
    settle()
    page.list.sources.mark(ids[LAMPS[1]])
    page.list.buttons["split"].click()
    settle()
    assert asked(qtbot, tasks, themes.sources, desk, ids[LAMPS[0]]) == [ids[LAMPS[2]]]
    page.list.buttons["add"].click()
    sheet = page.list.sheet
    assert isinstance(sheet, AddSheet)
    settle()
    found = sheet.table.item(0, 3)
    assert found is not None and found.text() == f"{LAMPS[1]}！"
    sheet.search.setText("上学")
    qtbot.waitUntil(lambda: "查到 1 件" in sheet.words.text())
    sheet.table.setFocus()
    sheet.table.mark(ids["孩子上学路远"])
    sheet.add()
    settle()
    assert len(asked(qtbot, tasks, themes.sources, desk, ids[LAMPS[0]])) == 2
    assert "拿出来" in messages.said[0]


def test_the_sheet_is_shown_and_saved_as_a_workbook(
    page: ThemesPage, ids, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, settle: Settle, tmp_path: Path
):
    asked(qtbot, tasks, merged_into, page.context.desk, ids[LAMPS[0]], ids[LAMPS[1]])
    page.print()
    sheet = page.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.print_button.isEnabled())
    sheet.reject()
    messages.path = tmp_path / "归并"
    page.save_button.click()
    settle()
    assert (tmp_path / "归并.xlsx").stat().st_size > 1000


def test_without_a_theme_the_list_says_what_it_is_for(page: ThemesPage, qtbot: QtBot, settle: Settle):
    page.show_view("list")
    settle()
    assert page.list.empty.isVisible()
    page.list.empty.button.click()
    assert page.view == "suggest"


def test_the_form_of_a_source_says_that_its_person_waits_to_be_told(
    context: Context, ids, qtbot: QtBot, tasks: Tasks, settle: Settle
):
    asked(qtbot, tasks, merged_into, context.desk, ids[LAMPS[0]], ids[LAMPS[1]])
    made = HandbookPage(context)
    qtbot.addWidget(made)
    made.show()
    context.notices.changed.connect(made.refresh)
    made.open(ids[LAMPS[1]])
    settle()
    assert made.theme.words.text() == f"已归并到“{LAMPS[0]}”，主题已受理，由它统一办理。"
    asked(qtbot, tasks, finished, context.desk, ids[LAMPS[0]])
    made.open(ids[LAMPS[1]])
    settle()
    assert made.theme.words.text() == f"已归并到“{LAMPS[0]}”，主题已办结，请反馈。"
    made.open(ids[LAMPS[0]])
    settle()
    assert made.theme.words.text() == "这是一个主题，有 1 条来源；主题已办结，1 人等着反馈。"
    made.open(ids[WATER[0]])
    settle()
    assert not made.theme.isVisible()
