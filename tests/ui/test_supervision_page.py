"""统计: every number opens its matters, months and dimensions are chosen, charts and rankings are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.ledgers.supervision_charts import PICTURES, Over
from app.matters import desk_lists
from app.matters.supervision import figures, so_far
from tests.app.busy_office import fill
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.pages.paper import PaperSheet
from ui.pages.supervision import SupervisionPage
from ui.supervision.grid import FiguresGrid, broken
from ui.supervision.reading import CARDS
from ui.tasks import Tasks

YEAR = ("2026-01", "2026-11")


class Room:
    """The page over a village with some matters, and the hands of who sits before it."""

    def __init__(self, context: Context, qtbot: QtBot, tasks: Tasks, matters: int = 40) -> None:
        self.qtbot, self.tasks, self.desk = qtbot, tasks, context.desk
        if matters:
            asked(qtbot, tasks, fill, self.desk, matters)
        self.page = SupervisionPage(context)
        qtbot.addWidget(self.page)
        self.page.resize(1240, 660)
        self.page.show()
        self.page.open()
        self.idle()

    def idle(self) -> None:
        """Wait until the worker rests and its answers are shown."""
        self.qtbot.waitUntil(lambda: self.tasks.is_idle, timeout=20000)

    def view(self, name: str) -> None:
        """Go to one of the views."""
        self.page.open("", name)
        self.idle()

    def open_number(self, grid: FiguresGrid, row: int, column: int) -> list[str]:
        """Enter on a number; the ids of the matters in the list that opens."""
        grid.setCurrentCell(row, column)
        self.qtbot.keyClick(grid, Qt.Key.Key_Return)
        assert self.page.sheet is not None
        self.qtbot.addWidget(self.page.sheet)
        self.idle()
        model = self.page.sheet.model
        rows = [model.row(number) for number in range(model.total)]
        return [row.id for row in rows if row is not None]


@pytest.fixture
def room(context: Context, qtbot: QtBot, tasks: Tasks) -> Room:
    return Room(context, qtbot, tasks)


def test_a_number_opened_by_enter_shows_just_its_matters(room: Room):
    grid = room.page.figures.grid
    last = grid.rowCount() - 1
    ids = room.open_number(grid, last, 0)
    item = grid.item(last, 0)
    assert item is not None and len(ids) == int(item.text())
    assert room.page.sheet is not None and room.page.sheet.model.total == len(ids)
    assert room.page.sheet.table.current_id == ids[0]


def test_every_number_of_the_foot_opens_as_many_matters_as_it_says(room: Room):
    grid = room.page.figures.grid
    last = grid.rowCount() - 1
    for column in range(13):
        item, trace = grid.item(last, column), grid.trace_at(last, column)
        assert item is not None and (trace is not None) == (item.text() != "0")
        if trace is not None:
            assert len(room.open_number(grid, last, column)) == int(item.text())


def test_a_matter_of_the_list_is_gone_to(room: Room, context: Context):
    gone_to: list[tuple[str, str]] = []
    context.navigation.open_record = lambda kind, id: gone_to.append((kind, id))  # type: ignore[method-assign]
    ids = room.open_number(room.page.figures.grid, 0, 0)
    sheet = room.page.sheet
    assert sheet is not None
    room.qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert gone_to == [("matter", ids[0])] and not sheet.isVisible()


def test_the_list_goes_onto_paper(room: Room):
    room.open_number(room.page.figures.grid, 0, 0)
    assert room.page.sheet is not None
    room.page.sheet.print_button.click()
    room.idle()
    (paper,) = room.page.window().findChildren(PaperSheet)
    assert paper.document.pageCount() >= 1
    paper.reject()


def test_cards_say_how_many_and_open_their_lists(room: Room):
    wanted = asked(room.qtbot, room.tasks, desk_lists.counts, room.desk, CARDS)
    for name, card in room.page.cards.cards.items():
        assert (card.number.text(), card.isEnabled()) == (str(wanted[name]), wanted[name] > 0)
    room.page.cards.cards["overdue"].click()
    room.idle()
    assert room.page.sheet is not None and room.page.sheet.model.total == wanted["overdue"]
    room.page.sheet.reject()


def test_months_and_dimension_are_chosen(room: Room):
    chooser = room.page.chooser
    chooser.choose_months("2026-03", "2026-05")
    chooser.choose_by("category")
    chooser.changed.emit()
    room.idle()
    found = asked(room.qtbot, room.tasks, figures, room.desk, "2026-03", "2026-05")[""]
    foot = room.page.figures.grid.item(room.page.figures.grid.rowCount() - 1, 0)
    assert foot is not None and foot.text() == str(found["opened"])
    assert chooser.over == Over("2026-03", "2026-05", "category")


def test_the_first_month_never_lies_after_the_last(room: Room):
    chooser = room.page.chooser
    chooser.choose_months("2026-03", "2026-05")
    chooser.first.setCurrentIndex(chooser.first.findData("2026-08"))
    chooser.first.activated.emit(chooser.first.currentIndex())
    assert (chooser.over.first, chooser.over.last) == ("2026-08", "2026-08")


def test_so_far_is_copied_and_its_numbers_open(room: Room):
    room.view("report")
    said = asked(room.qtbot, room.tasks, so_far, room.desk)
    room.page.report.copy.click()
    assert QGuiApplication.clipboard().text() == said.text
    at, piece = next((n, each) for n, each in enumerate(said.pieces) if each.trace and each.text != "0")
    room.page.report.paragraph.linkActivated.emit(str(at))
    room.idle()
    assert room.page.sheet is not None and room.page.sheet.model.total == int(piece.text)
    room.page.sheet.reject()


def test_the_report_of_one_category_is_read_and_printed_alone(room: Room):
    room.page.chooser.choose_by("category")
    room.view("report")
    values = room.page.chooser.value
    values.setCurrentIndex(1)
    values.activated.emit(1)
    room.idle()
    chosen = room.page.chooser.narrowed
    counted = asked(room.qtbot, room.tasks, figures, room.desk, *YEAR, "category")[chosen.value]
    cumulative = room.page.report.grid.item(0, 1)
    assert cumulative is not None and cumulative.text() == str(counted["opened"])
    assert values.currentText() in room.page.report.of.text()


@pytest.mark.parametrize("name", PICTURES)
def test_each_chart_is_drawn_with_its_table_beside_it(room: Room, name: str):
    room.view("charts")
    room.page.charts.choose(name)
    room.idle()
    view = room.page.charts.chart
    assert view.document.pageCount() == 1 and view.accessibleName()
    assert room.page.charts.grid.rowCount() >= 1
    picture = view.grab().toImage()
    assert any(
        picture.pixelColor(x, picture.height() // 2) != picture.pixelColor(1, 1)
        for x in range(picture.width())
    )


def test_a_ranking_compares_departments_by_the_rate_that_is_chosen(room: Room):
    room.view("ranking")
    box = room.page.ranking.rate
    box.setCurrentIndex(box.findData("pleased"))
    box.activated.emit(box.currentIndex())
    room.idle()
    labels = [room.page.ranking.grid.horizontalHeaderItem(at) for at in range(3)]
    assert [each.text().replace("\n", "") for each in labels if each] == ["名次", "满意率", "满意和基本满意"]
    assert room.page.ranking.by.findData("responsible") < 0


def test_the_shown_table_is_saved_as_a_workbook(room: Room, messages: FakeMessages, tmp_path: Path):
    messages.path = tmp_path / "统计"
    room.page.save_button.click()
    room.idle()
    assert (tmp_path / "统计.xlsx").stat().st_size > 1000


@pytest.mark.parametrize("view", ["figures", "report", "charts", "ranking"])
def test_each_view_is_shown_as_it_prints(room: Room, view: str):
    room.view(view)
    room.page.print()
    room.idle()
    (paper,) = room.page.window().findChildren(PaperSheet)
    assert paper.document.pageCount() >= 1
    paper.reject()


def test_an_empty_office_is_told_where_to_begin(context: Context, qtbot: QtBot, tasks: Tasks):
    room = Room(context, qtbot, tasks, matters=0)
    assert room.page.figures.empty.isVisible() and not room.page.figures.grid.isVisible()
    room.view("charts")
    room.view("ranking")
    assert room.page.ranking.empty.isVisible()


def test_what_is_written_elsewhere_is_read_again(room: Room, desk: Desk, settle: Callable[[], None]):
    before = room.page.figures.grid.item(room.page.figures.grid.rowCount() - 1, 0)
    count = int(before.text()) if before else 0
    room.page.context.notices.changed.connect(room.page.refresh)
    asked(room.qtbot, room.tasks, add_one, desk)
    room.qtbot.waitUntil(lambda: foot(room) == str(count + 1), timeout=5000)


def add_one(desk: Desk) -> str:
    with desk.write("matter.add") as writer:
        return writer.add("matter", {"opened": "2026-11-20", "description": "路灯不亮"})


def foot(room: Room) -> str:
    item = room.page.figures.grid.item(room.page.figures.grid.rowCount() - 1, 0)
    return item.text() if item else ""


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("收集", "收集"),
        ("到期应办", "到期\n应办"),
        ("按时办结率", "按时\n办结率"),
        ("满意和基本满意", "满意和基\n本满意"),
    ],
)
def test_a_long_heading_stands_in_two_lines(label: str, lines: str):
    assert broken(label) == lines
