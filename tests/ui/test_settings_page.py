"""The settings: operators, code lists, backups, recycle bin, and the places under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import backups, records, visits
from app.entrance import operator_names
from app.exchange.drives import Drive
from app.history import history
from tests.ui.asking import asked
from ui.context import Context
from ui.dialogs.history import HistorySheet
from ui.pages.organizations import OrganizationsPage
from ui.pages.settings import SettingsPage
from ui.settings.backup import BackupSection
from ui.settings.code_lists import CodeListsSection
from ui.settings.operators import NewOperator

Settle = Callable[[], None]


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    context.notices.changed.connect(made.refresh)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    settle()


def test_a_deleted_record_is_taken_back_from_the_recycle_bin(page, context, settle, qtbot):
    id = asked(qtbot, context.tasks, records.add, context.desk, "organization", {"name": "一网格"})
    asked(qtbot, context.tasks, records.remove, context.desk, "organization", id)
    page.open("bin")
    settle()
    section = page.sections["bin"]
    assert [section.table.item(0, column).text() for column in (0, 1)] == ["组织", "一网格"]
    section.table.mark(id)
    section.restore.click()
    settle()
    assert not asked(qtbot, context.tasks, records.get, context.desk, "organization", id).deleted
    assert section.empty.isVisible()


def test_a_code_is_renamed_everywhere(page, context, messages, settle):
    page.open("codes")
    section = page.sections["codes"]
    assert isinstance(section, CodeListsSection)
    section.lists.setCurrentIndex(section.lists.findData("visit_method"))
    section.table.mark("home")
    messages.text = "上门走访"
    section.rename.click()
    settle()
    assert context.codes.label("visit_method", "home") == "上门走访"


def test_a_code_out_of_use_is_no_longer_offered(page, context, settle):
    section = page.sections["codes"]
    section.lists.setCurrentIndex(section.lists.findData("visit_method"))
    section.table.mark("survey")
    section.hide_code.click()
    settle()
    assert "survey" not in dict(context.codes.options("visit_method"))
    assert context.codes.label("visit_method", "survey") == "问卷调查"


def test_a_new_code_is_offered_at_once(page, context, messages, settle):
    section = page.sections["codes"]
    section.lists.setCurrentIndex(section.lists.findData("aid_form"))
    messages.text = "以工代赈"
    section.add.click()
    settle()
    assert "以工代赈" in dict(context.codes.options("aid_form")).values()


def test_codes_the_program_itself_understands_cannot_be_added_to(page):
    section = page.sections["codes"]
    section.lists.setCurrentIndex(section.lists.findData("matter_act"))
    assert not section.add.isEnabled()


def test_an_administrator_adds_an_operator(page, context, settle, qtbot):
    page.open("operators")
    settle()
    sheet = NewOperator(context, page, page.sections["operators"].open)
    sheet.name.setText("李国强")
    sheet.password.setText("shizi-2027")
    sheet.again.setText("shizi-2027")
    sheet.add.click()
    settle()
    assert asked(qtbot, context.tasks, operator_names, context.desk.home) == ["王芳", "李国强"]


def test_a_weak_password_is_refused_in_place(page, context, settle):
    sheet = NewOperator(context, page, lambda: None)
    sheet.name.setText("李国强")
    sheet.password.setText("123")
    sheet.again.setText("123")
    sheet.add.click()
    settle()
    assert "6 个字符" in sheet.sentence


def test_a_backup_goes_to_the_second_folder_too(page, context, messages, settle, tmp_path: Path):
    page.open("backup")
    settle()
    section = page.sections["backup"]
    assert isinstance(section, BackupSection)
    messages.path = tmp_path / "stick"
    messages.path.mkdir()
    section.choose.click()
    settle()
    section.now.click()
    settle()
    assert len(list((tmp_path / "stick").glob("*.db"))) == 1
    assert len(list((context.desk.home / "backups").glob("*.db"))) == 1
    assert section.last.text() == "最近一份好的备份：2026-11-22 10:32（今天）"
    assert section.list.rowCount() == 1


def test_a_failing_second_folder_is_told_and_the_first_has_its_copy(page, messages, settle, tmp_path: Path):
    section = page.sections["backup"]
    messages.path = tmp_path / "gone"
    section.choose.click()
    settle()
    messages.path.rmdir()
    section.now.click()
    settle()
    assert "第二个文件夹没有备份成" in messages.said[-1]
    assert section.trouble.isVisibleTo(section) and section.list.rowCount() == 1


def test_a_stick_that_is_plugged_in_is_offered(context, qtbot, settle, tmp_path: Path):
    stick = Drive(tmp_path / "USB", "书记的U盘", "vfat", 1 << 30, writable=True, removable=True)
    stick.path.mkdir()
    section = BackupSection(context, lambda: [stick])
    qtbot.addWidget(section)
    section.open()
    settle()
    assert "书记的U盘" in section.stick.text()
    section.stick.click()
    settle()
    assert len(list((stick.path / "连心台账备份").glob("*.db"))) == 1


def test_the_room_for_backups_is_set(page, context, settle, qtbot):
    page.open("backup")
    settle()
    section = page.sections["backup"]
    section.limit.setCurrentIndex(0)
    section.limit.activated.emit(0)
    settle()
    assert asked(qtbot, context.tasks, backups.state, context.desk).limit_mb == 1024


def test_the_self_check_says_what_it_looked_at(page, settle):
    page.open("backup")
    page.sections["backup"].check.click()
    settle()
    assert len([each for each in page.sections["backup"].findChildren(QLabel) if "完好" in each.text()]) >= 1


def test_an_old_value_is_put_back_from_the_history(context, settle, qtbot):
    desk, tasks = context.desk, context.tasks
    id = asked(qtbot, tasks, records.add, desk, "organization", {"name": "一网格"})
    asked(qtbot, tasks, records.change, desk, "organization", id, {"name": "二网格"})
    sheet = HistorySheet(context, "organization", id, None)
    qtbot.addWidget(sheet)
    settle()
    changes = asked(qtbot, tasks, history, desk, "organization", id)
    sheet.table.mark(str(next(n for n, each in enumerate(changes) if each.before == "一网格")))
    sheet.put_back.click()
    settle()
    assert asked(qtbot, tasks, records.get, desk, "organization", id)["name"] == "一网格"


def test_a_new_organization_appears_in_its_list(context, settle, qtbot):
    page = OrganizationsPage(context)
    qtbot.addWidget(page)
    context.notices.changed.connect(page.refresh)
    page.open()
    settle()
    page.new()
    settle()
    page.form.fields["name"].set_value("第一党支部")
    page.keep()
    settle()
    assert page.keeper.id is not None
    assert page.list.model.find(page.keeper.id) >= 0
    assert page.list.table.current_id == page.keeper.id


def test_the_offices_own_phrases_are_kept_and_offered(page, context, settle, qtbot):
    page.open("phrases")
    settle()
    section = page.sections["phrases"]
    section.boxes["needs"].setPlainText("希望修机耕道\n\n希望修机耕道\n想学养蜂")
    section.keep.click()
    settle()
    offered = asked(qtbot, context.tasks, visits.phrases, context.desk, "needs")
    assert offered[-2:] == ["希望修机耕道", "想学养蜂"]
