"""举一反三 in the window: begin one under a matter, report it in the village, see all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import matters, records
from app.desk import Desk
from app.matters import sweeps
from app.records import Query
from tests.exchange.offices import carry, join, township, village
from tests.ui.fakes import FakeMessages
from tests.ui.office_rooms import Room
from ui.context import Context
from ui.desk.sweep_sheet import AssignSheet, SweepSheet, begin_assigning
from ui.desk.sweeps import SweepsPane
from ui.pages import handbook_reading
from ui.pages.assignments import AssignmentsPage
from ui.pages.sweeps import SweepsPage
from ui.tasks import Tasks

CHECKED = Qt.CheckState.Checked


class Offices:
    """A township with two villages, each with its window; the source came from the first village."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room = room
        self.above = room.context(lambda: township(folder))
        self.villages = [
            room.context(lambda: village(folder)),
            room.context(lambda: village(folder, "桃花村", "500110103204")),
        ]
        self.source: str = room.ask(self._begin)

    def _begin(self) -> str:
        high, lows = self.above.desk, [each.desk for each in self.villages]
        for low in lows:
            join(low, high)
        values = {"opened": "2026-11-18", "description": "张桂花家门口的路塌了", "category": "road"}
        source = records.add(lows[0], "matter", values)
        for low in lows:
            carry(low, high)
        return source

    def sweep(self) -> list[str]:
        """Both villages are asked; the files went there."""

        def ask() -> list[str]:
            high, lows = self.above.desk, [each.desk for each in self.villages]
            values = {"about": "塌方隐患", "days": 10}
            ids = sweeps.start(high, self.source, [each.office.id for each in lows], values)
            for low in lows:
                carry(high, low)
            return ids

        found: list[str] = self.room.ask(ask)
        return found

    def carry(self) -> None:
        """What the villages wrote goes up."""
        for each in self.villages:
            self.room.ask(carry, each.desk, self.above.desk)
        self.room.idle()


@pytest.fixture
def offices(qtbot: QtBot, tasks: Tasks, messages: FakeMessages, tmp_path: Path) -> Iterator[Offices]:
    room = Room(qtbot, tasks, messages, tmp_path / "stick")
    yield Offices(room, tmp_path)
    room.idle()
    room.close()


def pane_of(offices: Offices, context: Context, matter: str, qtbot: QtBot) -> SweepsPane:
    """The pane under that matter, as the desk shows it."""
    made = SweepsPane(context)
    qtbot.addWidget(made)
    context.notices.changed.connect(made.refresh)
    made.show_matter(offices.room.ask(handbook_reading.course, context.desk, matter))
    offices.room.idle()
    return made


def sheet_over(pane: SweepsPane) -> SweepSheet:
    """The window that the pane opened."""
    (found,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, SweepSheet) and each.isVisible()
    ]
    return found


def test_under_a_matter_one_button_asks_every_village_that_is_ticked(offices, qtbot):
    pane = pane_of(offices, offices.above, offices.source, qtbot)
    assert pane.isVisible() and pane.start.isVisible() and not pane.view.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_F9)
    offices.room.idle()
    sheet = sheet_over(pane)
    assert [sheet.ticks.lines.item(row).text() for row in range(2)] == ["柿子村", "桃花村"]
    assert (sheet.fields["about"].value(), sheet.do.text()) == (
        "本地“道路交通”方面的同类问题",
        "发给 2 个单位",
    )
    sheet.ticks.lines.setFocus()
    qtbot.keyClick(sheet.ticks.lines, Qt.Key.Key_Space)
    assert sheet.do.text() == "发给 1 个单位"
    sheet.fields["about"].set_value("通组路塌方隐患")
    sheet.send()
    offices.room.idle()
    assert pane.view.told.text() == "已排查 0/1 个村，发现 0 件，已解决 0 件。"
    assert not pane.start.isVisible() and pane.view.start.isVisible()
    made = offices.room.ask(records.find, offices.above.desk, Query("matter", text="通组路塌方隐患"))
    assert [(each["type"], each["deadline"]) for each in made] == [("sweep", "2026-12-04")]


def test_what_is_missing_in_the_window_is_said_where_it_is_missing(offices, qtbot):
    pane = pane_of(offices, offices.above, offices.source, qtbot)
    pane.begin()
    offices.room.idle()
    sheet = sheet_over(pane)
    sheet.fields["about"].set_value(None)
    sheet.send()
    assert sheet.fields["about"].error == "请填写“排查什么”。"
    sheet.fields["about"].set_value("塌方")
    sheet.ticks.all.click()
    assert sheet.ticks.ticked == []
    sheet.send()
    offices.room.idle()
    assert "按空格勾选" in sheet.wrong.text()
    assert sheet.isVisible()


def test_the_village_says_what_it_found_beside_the_button_that_finishes(offices, qtbot):
    first, _ = offices.sweep()
    low = offices.villages[0]
    pane = pane_of(offices, low, first, qtbot)
    report = pane.report
    assert report.isVisible() and not pane.start.isVisible()
    assert (report.do.text(), report.do.isEnabled()) == ("排查办结", True)
    report.report()
    assert report.fields["found"].error == "请填写“发现几件”。"
    report.fields["found"].set_value("2")
    report.fields["solved"].set_value("3")
    report.report()
    offices.room.idle()
    assert "不能多过" in report.fields["solved"].error
    report.fields["solved"].set_value("1")
    report.fields["text"].set_value("一处要勘测")
    report.report()
    offices.room.idle()
    pane.show_matter(offices.room.ask(handbook_reading.course, low.desk, first))
    offices.room.idle()
    assert report.told.text().startswith("已办结：发现 2 件，已解决 1 件。")
    assert (report.do.text(), report.fields["text"].isVisible()) == ("更正件数", False)
    assert offices.room.ask(matters.state_of, low.desk, first).state == "finished"


def test_when_all_have_finished_the_pane_says_so_and_notes_the_result(offices, qtbot):
    for context, id in zip(offices.villages, offices.sweep(), strict=True):
        offices.room.ask(sweeps.finish, context.desk, id, {"found": 2, "solved": 2})
    offices.carry()
    pane = pane_of(offices, offices.above, offices.source, qtbot)
    view = pane.view
    assert view.told.text() == "2 个村都已排查完，发现 4 件，已解决 4 件。"
    assert "可以把结果记到起因事项上" in view.offer.text()
    view.note.click()
    offices.room.idle()
    assert not view.note.isVisible()
    assert view.offer.text() == "结果已经记在起因事项上。"
    noted = offices.room.ask(records.get, offices.above.desk, "matter", offices.source)["notes"]
    assert "2 个村排查完毕" in noted


@pytest.fixture
def page(offices: Offices, qtbot: QtBot) -> Iterator[SweepsPage]:
    """The place at the township, with one sweep of which the first village finished."""
    first, _ = offices.sweep()
    offices.room.ask(sweeps.finish, offices.villages[0].desk, first, {"found": 3, "solved": 1})
    offices.carry()
    made = SweepsPage(offices.above)
    qtbot.addWidget(made)
    made.resize(1262, 700)
    made.show()
    offices.above.notices.changed.connect(made.refresh)
    made.open()
    offices.room.idle()
    yield made
    offices.room.idle()


def cells(page: SweepsPage) -> list[str]:
    model = page.list.model
    return [str(model.index(0, column).data()) for column in range(5)]


def test_the_place_lists_every_sweep_with_its_progress_and_shows_each_village(page, offices):
    assert cells(page) == ["张桂花家门口的路塌了", "1/2", "3", "1", ""]
    page.open(offices.source)
    offices.room.idle()
    table = page.view.table
    lines = [[table.item(row, column).text() for column in (0, 3, 4)] for row in range(table.rowCount())]
    assert sorted(lines) == [["柿子村", "3", "1"], ["桃花村", "—", "—"]]
    assert page.view.told.text() == "已排查 1/2 个村，发现 3 件，已解决 1 件。"


def test_the_place_is_narrowed_to_those_under_way_and_those_done(page, offices):
    (box,) = page.list._filters
    counts = []
    for choice in (1, 2, 3):
        box.setCurrentIndex(choice)
        box.changed.emit()
        offices.room.idle()
        counts.append(page.list.model.total)
    assert counts == [1, 0, 0]


def test_the_table_is_saved_as_a_workbook(page, offices, messages, tmp_path):
    page.open(offices.source)
    offices.room.idle()
    messages.path = tmp_path / "排查表.xlsx"
    page.view.save_button.click()
    offices.room.idle()
    assert (tmp_path / "排查表.xlsx").read_bytes()[:2] == b"PK"


def test_a_matter_is_given_to_the_villages_that_are_ticked_and_stands_in_the_list(offices, qtbot):
    page = AssignmentsPage(offices.above)
    qtbot.addWidget(page)
    page.show()
    offices.above.notices.changed.connect(page.refresh)
    page.open()
    offices.room.idle()
    assert page.list.model.total == 0
    page.new()
    offices.room.idle()
    (sheet,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, AssignSheet)]
    assert sheet.ticks.ticked == []
    sheet.ticks.lines.item(1).setCheckState(CHECKED)
    sheet.fields["description"].set_value("检查塘坝溢洪道")
    sheet.fields["deadline"].set_value("3")
    sheet.send()
    offices.room.idle()
    model = page.list.model
    told = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert told[:2] == ["桃花村", "检查塘坝溢洪道"]
    assert "已收集" in told
    (made,) = offices.room.ask(records.find, offices.above.desk, Query("matter", text="塘坝溢洪道"))
    assert (made.office, made["channel"], made["deadline"]) == (
        offices.villages[1].desk.office.id, "upper", "2026-11-25",
    )  # fmt: skip


def test_a_village_alone_ticks_its_groups(
    context: Context, desk: Desk, qtbot: QtBot, settle: Callable[[], None]
):
    made: list[str] = []

    def fill() -> str:
        records.add(desk, "household", {"head": "张桂花", "group": "三组", "number": "1"})
        return records.add(desk, "matter", {"opened": "2026-11-18", "description": "路灯不亮"})

    context.tasks.run(fill, done=made.append)
    settle()
    pane = SweepsPane(context)
    qtbot.addWidget(pane)
    context.notices.changed.connect(pane.refresh)
    context.tasks.run(handbook_reading.course, desk, made[0], done=pane.show_matter)
    settle()
    pane.begin()
    settle()
    sheet = sheet_over(pane)
    assert (sheet.ticks.ticked, sheet.do.text()) == (["三组"], "记下排查事项")
    sheet.send()
    settle()
    assert pane.view.told.text().startswith("已排查 0/1 处")


def test_a_township_without_villages_is_told_what_to_do_first(context, messages, settle, desk):
    begin_assigning(SweepsPane(context), context)
    settle()
    assert "请先到“各村”" in messages.said[0]
