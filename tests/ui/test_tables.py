"""Lists: fetched page by page, opened by Enter, never empty without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.records import Query
from tests.ui.asking import asked
from tests.ui.keys import Hands
from ui import theme
from ui.context import Context
from ui.tables.empty import EmptyState
from ui.tables.filters import CodeFilter, periods
from ui.tables.list_panel import Listing, ListPanel
from ui.tables.model import PAGE
from ui.tables.rows import Column, Row
from ui.tables.view import fitted

Settle = Callable[[], None]
COLUMNS = (Column("name", width=0), Column("type", width=110), Column("parent", width=110))


def fill(desk: Desk) -> dict[str, str]:
    with desk.write("import.organization") as writer:
        top = writer.add("organization", {"name": "党总支", "type": "general_branch"})
        one = writer.add("organization", {"name": "一支部", "type": "branch", "parent": top})
    return {"党总支": top, "一支部": one}


@pytest.fixture
def ids(desk: Desk, tasks, qtbot: QtBot) -> dict[str, str]:
    return asked(qtbot, tasks, fill, desk)


@pytest.fixture
def panel(context: Context, ids, qtbot: QtBot, settle: Settle) -> Iterator[ListPanel]:
    listing = Listing("organization", COLUMNS, order=("name",), search="name")
    filters = [CodeFilter(context, "类型", "type", "organization_type")]
    made = ListPanel(context, listing, filters, EmptyState("organization", "登记组织。", "第一个"))
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    settle()
    yield made
    settle()


def texts(panel: ListPanel) -> list[tuple[str, ...]]:
    return [row.cells for number in range(panel.model.total) if (row := panel.model.row(number))]


def test_codes_and_references_are_shown_in_words(panel):
    assert ("一支部", "党支部", "党总支") in texts(panel)


def test_rows_are_tall_enough_for_old_eyes(panel):
    assert panel.table.rowHeight(0) == theme.ROW


def test_typing_in_the_search_box_narrows_the_list(panel, qtbot, settle):
    panel.search.setText("支部")
    qtbot.waitUntil(lambda: panel.model.total == 1)
    assert texts(panel) == [("一支部", "党支部", "党总支")]


def test_a_filter_narrows_the_list(panel, settle):
    code_filter = panel.findChild(CodeFilter)
    code_filter.setCurrentIndex(code_filter.findData("branch"))
    code_filter.changed.emit()
    settle()
    assert [cells[0] for cells in texts(panel)] == ["一支部"]


def test_nothing_found_offers_to_show_everything_again(panel, qtbot, settle):
    panel.search.setText("没有这个组织")
    qtbot.waitUntil(lambda: panel.model.total == 0)
    button = next(each.button for each in panel.findChildren(EmptyState) if each.isVisible())
    assert button.text() == "清除筛选"
    button.click()
    qtbot.waitUntil(lambda: panel.model.total == 3)


def test_enter_opens_the_marked_record(panel, ids, qtbot):
    panel.table.mark(ids["一支部"])
    panel.table.setFocus()
    with qtbot.waitSignal(panel.opened) as opened:
        Hands(qtbot, panel).press(Qt.Key.Key_Return)
    assert opened.args == [ids["一支部"]]


def test_the_mark_stays_on_its_record_when_the_list_is_read_again(panel, ids, settle, tasks, desk, qtbot):
    panel.table.mark(ids["党总支"])
    asked(qtbot, tasks, records.add, desk, "organization", {"name": "七支部", "type": "branch"})
    panel.refresh()
    settle()
    assert panel.table.current_id == ids["党总支"]


def test_a_long_list_fetches_only_what_is_looked_at(context, qtbot, settle):
    fetched: list[int] = []

    def rows(_desk: Desk, query: Query) -> list[Row]:
        fetched.append(query.offset // PAGE)
        last = min(query.offset + PAGE, 100_000)
        return [Row(str(n), (f"第{n}行", "", "")) for n in range(query.offset, last)]

    listing = Listing("organization", COLUMNS, rows=rows, count=lambda *_: 100_000)
    panel = ListPanel(context, listing, [], EmptyState("organization", ""))
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.refresh()
    settle()
    panel.table.scrollTo(panel.model.index(50_000, 0))
    qtbot.waitUntil(lambda: panel.model.row(50_000) is not None)
    settle()
    assert panel.model.rowCount() == 100_000
    assert len(set(fetched)) <= 4


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.integers(200, 1400))
def test_columns_never_need_more_room_than_the_list_has(widths, room):
    made = fitted(widths, room)
    assert sum(made) <= room
    assert made[0] > 0
    assert [bool(width) for width in made] == sorted((bool(width) for width in made), reverse=True)


def test_a_narrow_list_leaves_out_its_last_columns_first():
    assert fitted([100, 0, 90, 120], 800) == [100, 490, 90, 120]
    assert [bool(width) for width in fitted([100, 0, 90, 120], 300)] == [True, True, True, False]


def test_the_quarter_of_november_ends_with_the_year(context):
    assert periods(context.desk.today())["this_quarter"] == ("2026-10-01", "2026-12-31")
    assert periods(context.desk.today())["last_month"] == ("2026-10-01", "2026-10-31")
