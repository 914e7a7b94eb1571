"""The place of ledgers: choosing, seeing, saving, printing, the month's set, a design of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.ledgers import catalogue
from app.ledgers.definitions import LedgerDefinition
from app.records import Query
from tests.factories import make_household, make_person, make_visit
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.ledgers.columns import ColumnsPane
from ui.ledgers.conditions import ConditionsPane
from ui.ledgers.ordering import OrderPane
from ui.ledgers.sheet_settings import SheetPane
from ui.pages.ledgers import LedgersPage
from ui.tasks import Tasks

Settle = Callable[[], None]
SAID = "柿子晒了两簸箕，路灯修好了"


def fill(desk: Desk) -> str:
    """One household and one visit in November 2026; the visit's id."""
    household = records.add(desk, "household", make_household())
    visitor = records.add(desk, "person", make_person(name="李志强"))
    values = make_visit(date="2026-11-05", household=household, visitors=[visitor], content=SAID)
    return records.add(desk, "visit", {**values, "person": None})


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle, tasks: Tasks, desk: Desk) -> Iterator[LedgersPage]:
    """The page at its first ledger, hearing what is written."""
    asked(qtbot, tasks, fill, desk)
    made = LedgersPage(context)
    qtbot.addWidget(made)
    made.resize(1240, 660)
    made.show()
    context.notices.changed.connect(made.refresh)
    made.open()
    settle()
    yield made
    context.notices.changed.disconnect(made.refresh)


@pytest.fixture
def quiet(page: LedgersPage, qtbot: QtBot, tasks: Tasks) -> Settle:
    """Wait until the preview shows the last thing asked for."""
    return lambda: qtbot.waitUntil(lambda: tasks.is_idle and not page._waiting.isActive(), timeout=20000)


def text_of(document: Any) -> str:
    """What is written on all pages, without the breaks of lines."""
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    return "".join("".join(pages).split())


def shown(page: LedgersPage) -> str:
    return text_of(page.preview.document)


def choose(page: LedgersPage, name: str, quiet: Settle) -> None:
    assert page.list.mark(name)
    quiet()


def design(page: LedgersPage, messages: FakeMessages, quiet: Settle, name: str = "走访台账") -> None:
    """A copy of the ledger called 我的走访表, open in the designer."""
    choose(page, name, quiet)
    messages.text = "我的走访表"
    page.list.copy_button.click()
    quiet()
    assert page._left.currentWidget() is page.designer


def stored(qtbot: QtBot, tasks: Tasks, desk: Desk) -> LedgerDefinition:
    return asked(qtbot, tasks, catalogue.get_ledger, desk, "我的走访表")


def change(qtbot: QtBot, tasks: Tasks, desk: Desk, kind: str, values: dict[str, Any]) -> None:
    """Change the only record of that kind."""
    identity = asked(qtbot, tasks, records.find, desk, Query(kind))[0].id
    tasks.run(records.change, desk, kind, identity, values)


def audit(qtbot: QtBot, tasks: Tasks, desk: Desk) -> list[tuple[str, str]]:
    work = lambda: desk.store.connection.execute("SELECT act, detail FROM audit").fetchall()  # noqa: E731
    return [(str(act), str(detail)) for act, detail in asked(qtbot, tasks, work)]


def test_the_preview_shows_the_records_of_the_month(page: LedgersPage, quiet: Settle) -> None:
    choose(page, "走访台账", quiet)
    assert page.preview.document.pageCount() == 1
    assert SAID in shown(page)
    assert "柿子村走访台账（2026年11月）" in shown(page)


def test_arrows_in_the_list_go_from_ledger_to_ledger_over_the_headings(
    page: LedgersPage, qtbot: QtBot, quiet: Settle
) -> None:
    choose(page, "帮扶慰问发放表", quiet)
    qtbot.keyClick(page.list.list, Qt.Key.Key_Down)
    quiet()
    assert page.list.current is not None
    assert page.list.current.name == "户籍花名册"
    assert "户籍花名册" in shown(page)


def test_an_empty_month_names_the_month_that_has_records(page: LedgersPage, quiet: Settle) -> None:
    choose(page, "走访台账", quiet)
    page.options.chooser.back.click()
    quiet()
    assert "2026年10月没有记录" in page.preview.sentence
    assert "最近有记录的是2026年11月" in page.preview.sentence
    page.preview.nearest.click()
    quiet()
    assert SAID in shown(page)


@pytest.mark.parametrize(("unit", "label"), [("quarter", "2026年第4季度"), ("year", "2026年")])
def test_longer_periods_gather_their_months(page: LedgersPage, quiet: Settle, unit: str, label: str) -> None:
    choose(page, "走访台账", quiet)
    chooser = page.options.chooser
    chooser.unit.setCurrentIndex(chooser.unit.findData(unit))
    chooser.unit.activated.emit(chooser.unit.currentIndex())
    quiet()
    assert f"走访台账（{label}）" in shown(page)
    assert SAID in shown(page)


def test_all_records_are_shown_from_the_first_to_today(page: LedgersPage, quiet: Settle) -> None:
    choose(page, "走访台账", quiet)
    page.show_period("all")
    quiet()
    assert "2026年11月5日至2026年11月22日" in shown(page)


def test_a_diary_is_narrowed_to_one_person(page: LedgersPage, quiet: Settle) -> None:
    choose(page, "民情日记", quiet)
    holder = page.options.holder
    assert [holder.itemText(row) for row in range(holder.count())] == ["全部人员", "李志强"]
    holder.setCurrentIndex(1)
    holder.activated.emit(1)
    quiet()
    assert SAID in shown(page)
    assert page.options.holder_id


def test_both_files_say_what_the_preview_says(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, tmp_path: Path, qtbot: QtBot, tasks: Tasks,
    desk: Desk,
) -> None:  # fmt: skip
    choose(page, "走访台账", quiet)
    messages.path = tmp_path / "走访.pdf"
    page.buttons["save.pdf"].click()
    quiet()
    document = QPdfDocument(page)
    document.load(str(messages.path))
    assert text_of(document) == shown(page)
    messages.path = tmp_path / "走访"
    page.buttons["save.xlsx"].click()
    quiet()
    sheet = openpyxl.load_workbook(tmp_path / "走访.xlsx").active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {SAID, "柿子村走访台账（2026年11月）"} <= cells
    assert audit(qtbot, tasks, desk).count(("ledger.save", "走访台账 2026-11 inner")) == 2


def test_the_pages_go_to_the_printer_and_into_the_audit_log(
    page: LedgersPage, quiet: Settle, tmp_path: Path, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    choose(page, "走访台账", quiet)
    path = tmp_path / "printed.pdf"
    page.taking.choose_printer = lambda parent, size: paper(path)
    said: list[str] = []
    page.context.line.said.connect(lambda words, _: said.append(words))
    page.print()
    qtbot.waitUntil(lambda: not page.taking.is_printing, timeout=10000)
    assert said == ["已送到打印机，共 1 页"]
    document = QPdfDocument(page)
    document.load(str(path))
    size = document.pagePointSize(0)
    assert (document.pageCount(), size.width() > size.height()) == (1, True)
    assert ("ledger.print", "走访台账 2026-11 inner") in audit(qtbot, tasks, desk)


def paper(path: Path) -> QPrinter:
    """A printer that prints into a file."""
    printer = QPrinter()
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_whole_numbers_are_shown_on_wish_only_and_noted(
    page: LedgersPage, quiet: Settle, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    person = asked(qtbot, tasks, records.find, desk, Query("person"))[0]
    choose(page, "户籍花名册", quiet)
    household = asked(qtbot, tasks, records.find, desk, Query("household"))[0]
    change(qtbot, tasks, desk, "person", {"household": household.id})
    quiet()
    assert person["id_number"] not in shown(page)
    page.options.unmask.click()
    quiet()
    assert person["id_number"] in shown(page)
    assert ("ledger.unmasked", "户籍花名册") in audit(qtbot, tasks, desk)
    choose(page, "走访台账", quiet)
    assert not page.options.unmask.isChecked()


def test_a_public_edition_with_a_phone_number_is_refused_with_the_row(
    page: LedgersPage, quiet: Settle, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    change(qtbot, tasks, desk, "visit", {"next_step": "打电话 13812345678 联系"})
    choose(page, "走访台账", quiet)
    page.options.editions["public"].click()
    quiet()
    assert page.preview.is_refused
    assert "“后续工作”里写有身份证号或电话号码" in page.preview.sentence
    page.preview._refused.button.click()
    quiet()
    assert SAID in shown(page)


def test_the_months_set_is_written_listed_and_printed(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, tmp_path: Path, qtbot: QtBot
) -> None:
    messages.path = tmp_path / "十一月"
    page.taking.choose_printer = lambda parent, size: paper(tmp_path / "all.pdf")
    page.buttons["month"].click()
    month = page._month
    assert month is not None
    names = [month.files.item(row).text() for row in range(month.files.count())]
    assert "走访台账" in names
    month.start.click()
    quiet()
    assert len(month.paths) == 2 * len(names)
    assert all(path.stat().st_size > 1000 for path in month.paths)
    month.print_all.click()
    qtbot.waitUntil(lambda: month._run is None, timeout=30000)
    document = QPdfDocument(page)
    document.load(str(tmp_path / "all.pdf"))
    assert document.pageCount() >= len(names) - 1
    month.reject()


def test_a_copy_opens_in_the_designer_and_its_title_changes_the_preview(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    sheet = page.designer.panes["sheet"]
    assert isinstance(sheet, SheetPane)
    sheet.title.selectAll()
    sheet.title.insert("{office}下户记录")
    sheet.title.textEdited.emit(sheet.title.text())
    quiet()
    assert "柿子村下户记录" in shown(page)
    sheet.title.editingFinished.emit()
    quiet()
    assert stored(qtbot, tasks, desk).title == "{office}下户记录"


def test_a_title_with_an_unknown_word_is_refused_beside_the_field(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    sheet = page.designer.panes["sheet"]
    assert isinstance(sheet, SheetPane)
    sheet.title.setText("{单位}台账")
    sheet.title.editingFinished.emit()
    quiet()
    assert "{单位}" in sheet.error.text()
    assert stored(qtbot, tasks, desk).title == "{office}走访台账（{period}）"


def test_columns_are_moved_added_and_undone(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    pane = page.designer.panes["columns"]
    assert isinstance(pane, ColumnsPane)
    pane.lines.list.setCurrentRow(1)
    qtbot.keyClick(pane.lines.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    quiet()
    assert "序号村民组走访日期" in shown(page)
    pane.adding.set_value("household.address")
    pane.adding.edited.emit()
    quiet()
    assert [each.label for each in stored(qtbot, tasks, desk).columns][2:4] == ["走访日期", "住址"]
    asked(qtbot, tasks, desk.undo)
    asked(qtbot, tasks, desk.undo)
    quiet()
    assert "序号走访日期村民组" in shown(page)
    assert pane.definition == stored(qtbot, tasks, desk)


def test_a_condition_narrows_the_ledger(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    pane = page.designer.panes["where"]
    assert isinstance(pane, ConditionsPane)
    pane.adding.set_value("method")
    pane.adding.edited.emit()
    assert stored(qtbot, tasks, desk).where == ()
    pane.value.many.item(1).setCheckState(Qt.CheckState.Checked)
    quiet()
    assert pane.lines.list.item(0).text() == "走访方式　是　微信联系"
    assert SAID not in shown(page)
    pane.lines.drop.click()
    quiet()
    assert SAID in shown(page)


def test_a_condition_on_a_day_follows_the_period_or_is_refused(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    pane = page.designer.panes["where"]
    assert isinstance(pane, ConditionsPane)
    pane.adding.set_value("date")
    pane.adding.edited.emit()
    pane.value.day.setEditText("那一天")
    pane._change_value(True)
    assert pane.error.text().startswith("日期看不懂：那一天")
    pane.value.day.setEditText("本期第一天")
    pane._change_value(True)
    quiet()
    assert [each.value for each in stored(qtbot, tasks, desk).where] == ["{start}"]


def test_the_order_is_turned(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    pane = page.designer.panes["order"]
    assert isinstance(pane, OrderPane)
    pane.turn.click()
    pane.adding.set_value("household.group")
    pane.adding.edited.emit()
    quiet()
    assert stored(qtbot, tasks, desk).order == ("-date", "household.group")


def test_a_row_of_a_page_is_renamed_and_dropped(
    page: LedgersPage, quiet: Settle, messages: FakeMessages
) -> None:
    design(page, messages, quiet, "民情日记")
    pane: Any = page.designer.panes["cells"]
    pane.labels[0].setText("哪天去的")
    pane.labels[0].editingFinished.emit()
    quiet()
    assert "哪天去的" in shown(page)
    pane.lines.drop.click()
    quiet()
    assert "哪天去的" not in shown(page)


def test_an_own_ledger_is_deleted_and_comes_back_with_undo(
    page: LedgersPage, quiet: Settle, messages: FakeMessages, qtbot: QtBot, tasks: Tasks, desk: Desk
) -> None:
    design(page, messages, quiet)
    page.designer.done.click()
    page.list.remove_button.click()
    quiet()
    assert "我的走访表" not in page.list.entries
    asked(qtbot, tasks, desk.undo)
    quiet()
    assert "我的走访表" in page.list.entries
    assert not page.list.mark("没有这本")


def test_the_pages_are_zoomed_and_leafed_with_the_keyboard(
    page: LedgersPage, quiet: Settle, qtbot: QtBot
) -> None:
    choose(page, "走访台账", quiet)
    leafing = page.preview.leafing
    before = leafing.zoom
    qtbot.keyClick(page.list.list, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert leafing.zoom == pytest.approx(before * 1.25)
    assert leafing.page_words.text() == "第 1 页，共 1 页"
    qtbot.keyClick(page.list.list, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert leafing.zoom == pytest.approx(before)


def test_a_name_that_is_taken_is_refused(page: LedgersPage, quiet: Settle, messages: FakeMessages) -> None:
    choose(page, "走访台账", quiet)
    messages.text = "民情日记"
    page.copy()
    quiet()
    assert "已有叫“民情日记”的台账" in messages.said[-1]
    assert page._left.currentWidget() is page.list
