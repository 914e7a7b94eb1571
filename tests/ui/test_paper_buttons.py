"""The buttons of papers: on where they make sense, off with the reason, one document for several matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import matters, records
from app.desk import Desk
from app.ledgers.papers import ANALYSIS, PAPERS, WHISTLE
from tests.ui.asking import asked
from tests.ui.ledger_room import paper, text_of
from ui.context import Context
from ui.desk.papers import PaperButtons, buttons
from ui.pages.paper import PaperSheet
from ui.tasks import Tasks

Settle = Callable[[], None]


def fill_office(desk: Desk) -> dict[str, str]:
    """A collected matter, one whistled for twice, one sorted; ids by name."""
    ids = {}
    for name in ("new", "whistled", "sorted"):
        ids[name] = records.add(desk, "matter", {"opened": "2026-11-02", "description": f"事项{name}"})
    units = [records.add(desk, "organization", {"name": name, "type": "department"}) for name in "甲乙丙"]
    for step in ("accept", "handle"):
        matters.act(desk, ids["whistled"], step, {})
    matters.whistle(desk, ids["whistled"], units[:2], {"deadline": "2026-11-30"})
    matters.whistle(desk, ids["whistled"], units[2:], {"deadline": "2026-11-30"})
    matters.act(desk, ids["sorted"], "accept", {})
    matters.act(desk, ids["sorted"], "analyse", {"cause": "管道老化", "remedy": "更换"})
    return ids


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill_office, desk)


@pytest.fixture
def made(context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle) -> Iterator[PaperButtons]:
    """The buttons in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield buttons(context, window)
    settle()


def states(made: PaperButtons) -> dict[str, bool]:
    return {paper: button.isEnabled() for paper, button in zip(PAPERS, made, strict=True)}


def test_they_are_off_until_something_is_shown(made, settle):
    assert not any(states(made).values())
    made.show(())
    settle()
    assert not any(states(made).values())
    assert {button.toolTip() for button in made} == {"请先选中一件或几件事项。"}


def test_what_makes_no_sense_says_why(made, ids, settle):
    made.show((ids["new"],))
    settle()
    assert states(made) == {"交办单": False, "督办单": False, "一哨一清单": False, "研判记录": True}
    tips = [button.toolTip() for button in made]
    assert "派发" in tips[0] and "督办" in tips[1] and "吹过哨" in tips[2]
    assert [button.accessibleDescription() for button in made] == tips


def test_some_of_several_are_counted_in_the_tip(made, ids, settle):
    made.show(tuple(ids.values()))
    settle()
    tip = made[PAPERS.index(WHISTLE)].toolTip()
    assert tip == "选中 3 件，其中 1 件可以印一哨一清单"
    assert made[PAPERS.index(ANALYSIS)].toolTip().startswith("看一看再打印：选中的 3 件")


def test_a_late_answer_about_other_matters_changes_nothing(made, ids, settle):
    made.show((ids["whistled"],))
    made.show((ids["new"],))
    settle()
    assert not states(made)[WHISTLE]


def test_a_whistle_each_gets_a_page_and_printing_is_noted(
    made, ids, context, desk, tasks, qtbot, settle, tmp_path
):
    made.show((ids["whistled"], ids["new"]))
    settle()
    sheet = made.print(WHISTLE)
    assert isinstance(sheet, PaperSheet)
    qtbot.waitUntil(sheet.print_button.isEnabled, timeout=20000)
    assert sheet.document.pageCount() == 2
    assert "甲" in text_of(sheet.document) and "丙" in text_of(sheet.document)
    sheet._choosing = lambda *_: paper(tmp_path / "out.pdf")
    sheet.print()
    qtbot.waitUntil(lambda: "打印机" in sheet.words.text(), timeout=20000)
    settle()
    rows = asked(
        qtbot, tasks, lambda: desk.store.connection.execute("SELECT act, detail FROM audit").fetchall()
    )
    assert [tuple(row) for row in rows][-1] == (
        "ledger.print",
        "一哨一清单，2026-11，内部版，2 条，打印在纸上",
    )
    sheet.reject()
    QApplication.processEvents()


def test_the_sheet_is_saved_as_a_workbook_too(made, ids, messages, qtbot, settle, tmp_path):
    made.show((ids["whistled"],))
    settle()
    sheet = made.print(WHISTLE)
    qtbot.waitUntil(sheet.workbook_button.isEnabled, timeout=20000)
    messages.path = tmp_path / "一哨一清单"
    sheet.workbook_button.click()
    settle()
    assert (tmp_path / "一哨一清单.xlsx").read_bytes()[:2] == b"PK"
    messages.path = None
    sheet.save_as_workbook()
    sheet.reject()
    QApplication.processEvents()


def test_what_is_not_offered_is_not_printed(made, ids, settle):
    assert made.print(WHISTLE) is None
    made.show((ids["new"],))
    settle()
    assert made.print(WHISTLE) is None


def test_the_analysis_of_several_is_one_paper(made, ids, qtbot, settle):
    made.show((ids["sorted"], ids["new"]))
    settle()
    made[PAPERS.index(ANALYSIS)].click()
    sheet = made._parent.window().findChild(PaperSheet)
    qtbot.waitUntil(sheet.print_button.isEnabled, timeout=20000)
    shown = text_of(sheet.document)
    assert "管道老化" in shown and "事项new" in shown and sheet.document.pageCount() == 1
    sheet.reject()
    QApplication.processEvents()
