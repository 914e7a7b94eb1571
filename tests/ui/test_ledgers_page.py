"""The place of ledgers: choosing, seeing, saving, printing, the month's set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Operator
from app.records import Query
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from tests.ui.ledger_room import SAID, Room, paper, text_of
from ui.context import Context
from ui.tasks import Tasks


@pytest.fixture
def room(context: Context, qtbot: QtBot, tasks: Tasks) -> Iterator[Room]:
    """The page at its first ledger, hearing what is written."""
    made = Room(context, qtbot, tasks)
    yield made
    context.notices.changed.disconnect(made.page.refresh)


def test_the_preview_shows_the_records_of_the_month(room: Room) -> None:
    room.choose("走访台账")
    assert room.page.preview.document.pageCount() == 1
    assert SAID in room.shown
    assert "柿子村走访台账（2026年11月）" in room.shown


def test_arrows_in_the_list_go_from_ledger_to_ledger_over_the_headings(room: Room) -> None:
    room.choose("帮扶慰问发放表")  # the last of its heading
    room.qtbot.keyClick(room.page.list.list, Qt.Key.Key_Down)
    room.quiet()
    assert room.page.list.current is not None
    assert room.page.list.current.name == "讲评记录"
    assert "讲评" in room.shown


def test_an_empty_month_names_the_month_that_has_records(room: Room) -> None:
    room.choose("走访台账")
    room.page.options.chooser.back.click()
    room.quiet()
    assert "2026年10月没有记录" in room.page.preview.sentence
    assert "最近有记录的是2026年11月" in room.page.preview.sentence
    room.page.preview.nearest.click()
    room.quiet()
    assert SAID in room.shown


@pytest.mark.parametrize(("unit", "label"), [("quarter", "2026年第4季度"), ("year", "2026年")])
def test_longer_periods_gather_their_months(room: Room, unit: str, label: str) -> None:
    room.choose("走访台账")
    chooser = room.page.options.chooser
    chooser.unit.setCurrentIndex(chooser.unit.findData(unit))
    chooser.unit.activated.emit(chooser.unit.currentIndex())
    room.quiet()
    assert f"走访台账（{label}）" in room.shown
    assert SAID in room.shown


def test_all_records_are_shown_from_the_first_to_today(room: Room) -> None:
    room.choose("走访台账")
    room.page.show_period("all")
    room.quiet()
    assert "2026年11月5日至2026年11月22日" in room.shown


def test_a_diary_is_narrowed_to_one_person(room: Room) -> None:
    room.choose("民情日记")
    holder = room.page.options.holder
    assert [holder.itemText(row) for row in range(holder.count())] == ["全部人员", "李志强"]
    holder.setCurrentIndex(1)
    holder.activated.emit(1)
    room.quiet()
    assert SAID in room.shown
    assert room.page.options.holder_id


def test_both_files_say_what_the_preview_says(room: Room, messages: FakeMessages, tmp_path: Path) -> None:
    room.choose("走访台账")
    messages.path = tmp_path / "走访.pdf"
    room.page.buttons["save.pdf"].click()
    room.quiet()
    document = QPdfDocument(room.page)
    document.load(str(messages.path))
    assert text_of(document) == room.shown
    messages.path = tmp_path / "走访"
    room.page.buttons["save.xlsx"].click()
    room.quiet()
    sheet = openpyxl.load_workbook(tmp_path / "走访.xlsx").active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {SAID, "柿子村走访台账（2026年11月）"} <= cells
    noted = [detail for act, detail in room.audit if act == "ledger.save"]
    assert sorted(noted) == [f"走访台账，2026-11，内部版，1 条，存为{each}" for each in (" PDF", "表格")]


def test_who_only_enters_is_told_who_may_save_a_file_and_still_prints(
    room: Room, messages: FakeMessages, tmp_path: Path
) -> None:
    room.desk.operator = Operator("e", "小周", "entry")
    room.choose("走访台账")
    messages.path = tmp_path / "走访.pdf"
    for name in ("save.pdf", "save.xlsx"):
        room.page.buttons[name].click()
        room.quiet()
        assert "审核员或管理员" in messages.said[-1]
    assert list(tmp_path.glob("走访*")) == []
    room.page.taking.choose_printer = lambda parent, size: paper(tmp_path / "paper.pdf")
    room.page.print()
    room.qtbot.waitUntil(lambda: not room.page.taking.is_printing, timeout=10000)
    assert (tmp_path / "paper.pdf").exists()


def test_the_pages_go_to_the_printer_and_into_the_audit_log(room: Room, tmp_path: Path) -> None:
    room.choose("走访台账")
    path = tmp_path / "printed.pdf"
    room.page.taking.choose_printer = lambda parent, size: paper(path)
    said: list[str] = []
    room.page.context.line.said.connect(lambda words, _: said.append(words))
    room.page.print()
    room.qtbot.waitUntil(lambda: not room.page.taking.is_printing, timeout=10000)
    assert said == ["已送到打印机，共 1 页"]
    document = QPdfDocument(room.page)
    document.load(str(path))
    size = document.pagePointSize(0)
    assert (document.pageCount(), size.width() > size.height()) == (1, True)
    assert ("ledger.print", "走访台账，2026-11，内部版，1 条，打印在纸上") in room.audit


def test_whole_numbers_are_shown_on_wish_only_and_noted(room: Room) -> None:
    person = asked(room.qtbot, room.tasks, records.find, room.desk, Query("person"))[0]
    room.choose("户籍花名册")
    household = asked(room.qtbot, room.tasks, records.find, room.desk, Query("household"))[0]
    room.change("person", {"household": household.id})
    room.quiet()
    assert person["id_number"] not in room.shown
    room.page.options.unmask.click()
    room.quiet()
    assert person["id_number"] in room.shown
    assert ("ledger.unmasked", "户籍花名册") in room.audit
    room.choose("走访台账")
    assert not room.page.options.unmask.isChecked()


def test_a_public_edition_with_a_phone_number_is_refused_with_the_row(room: Room) -> None:
    room.change("household", {"group": "一组 13812345678"})
    room.choose("走访台账")
    room.page.options.editions["public"].click()
    room.quiet()
    assert room.page.preview.is_refused
    assert "“村民组”里有电话号码" in room.page.preview.sentence
    room.page.preview._refused.button.click()
    room.quiet()
    assert SAID in room.shown


def test_the_months_set_is_written_listed_and_printed(
    room: Room, messages: FakeMessages, tmp_path: Path
) -> None:
    messages.path = tmp_path / "十一月"
    room.page.taking.choose_printer = lambda parent, size: paper(tmp_path / "all.pdf")
    room.page.buttons["month"].click()
    month = room.page._month
    assert month is not None
    names = [month.files.item(row).text() for row in range(month.files.count())]
    assert "走访台账" in names
    month.start.click()
    room.quiet()
    assert len(month.paths) == 2 * len(names)
    assert all(path.stat().st_size > 1000 for path in month.paths)
    month.print_all.click()
    room.qtbot.waitUntil(lambda: month._run is None, timeout=30000)
    document = QPdfDocument(room.page)
    document.load(str(tmp_path / "all.pdf"))
    assert document.pageCount() >= len(names) - 1
    month.reject()


def test_the_pages_are_zoomed_and_leafed_with_the_keyboard(room: Room) -> None:
    room.choose("走访台账")
    leafing = room.page.preview.leafing
    before = leafing.zoom
    room.qtbot.keyClick(room.page.list.list, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert leafing.zoom == pytest.approx(before * 1.25)
    assert leafing.page_words.text() == "第 1 页，共 1 页"
    room.qtbot.keyClick(room.page.list.list, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert leafing.zoom == pytest.approx(before)


def test_a_name_that_is_taken_is_refused(room: Room, messages: FakeMessages) -> None:
    room.choose("走访台账")
    messages.text = "民情日记"
    room.page.copy()
    room.quiet()
    assert "已有叫“民情日记”的台账" in messages.said[-1]
    assert room.page._left.currentWidget() is room.page.list


def test_stopped_work_offers_to_begin_again(room: Room) -> None:
    room.choose("走访台账")
    stopped = Event()
    room.page.context.tasks.run(stopped.wait, 5)  # the worker cannot be quicker than the clerk
    room.page.make_preview()
    room.page.preview.stop.click()
    stopped.set()
    room.quiet()
    assert room.page.preview.sentence.startswith("已停止排版")
    room.page.preview._refused.button.click()
    room.quiet()
    assert SAID in room.shown
