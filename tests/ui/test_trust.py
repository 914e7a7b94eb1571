"""Duplicates side by side, erasing by law, the emptied bin, earlier values put back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import duplicates, history, records, redaction
from app.desk import Desk
from app.records import Query
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.cards.card import CardPanel
from ui.context import Context
from ui.dialogs.history import HistorySheet
from ui.dialogs.record import Asked, RecordDialog
from ui.forms.layout import Group
from ui.pages.duplicates import DuplicatesPage
from ui.settings.recycle_bin import RecycleBinSection
from ui.tasks import Tasks
from ui.trust.comparing import ONE, OTHER
from ui.trust.erasing import EraseSheet

Settle = Callable[[], None]
Ask = Callable[..., Any]


@pytest.fixture
def ask(tasks: Tasks, qtbot: QtBot) -> Ask:
    """Run a function on the database worker and give its result."""
    return partial(asked, qtbot, tasks)


def _alike(desk: Desk) -> tuple[str, str]:
    one = {"name": "李建国", "birth": "1949-12-31", "phone": "13800138000", "job": "会计"}
    two = {"name": "李建国", "birth": "1949-12-31", "education": "70", "job": "护林员"}
    return records.add(desk, "person", one), records.add(desk, "person", two)


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk) -> DuplicatesPage:
    """The page over one man who was written down twice."""
    ask(_alike, desk)
    made = DuplicatesPage(context)
    qtbot.addWidget(made)
    context.notices.changed.connect(made.refresh)
    made.resize(1240, 660)
    made.show()
    made.open(kind="person")
    settle()
    settle()
    return made


def _row(page: DuplicatesPage, label: str) -> int:
    return page.compare.findItems(label, Qt.MatchFlag.MatchExactly)[0].row()


def test_both_stand_side_by_side_with_what_differs_marked(page: DuplicatesPage) -> None:
    told = {}
    for row in range(page.compare.rowCount()):
        cells = [page.compare.item(row, column) for column in range(4)]
        label, *rest = [each.text() for each in cells if each is not None]
        told[label] = rest
    assert told["姓名"] == ["✓ 李建国", "✓ 李建国", "相同"]
    assert told["职务"] == ["✓ 会计", "　 护林员", "≠ 不同"]
    assert told["文化程度"] == ["　 （空）", "✓ 初中", "一边空着"]


def test_the_chosen_side_is_kept_by_the_merge(
    page: DuplicatesPage, settle: Settle, ask: Ask, desk: Desk, qtbot: QtBot
) -> None:
    page.compare.setCurrentCell(_row(page, "职务"), ONE)
    qtbot.keyClick(page.compare, Qt.Key.Key_Right)
    page.merge.click()
    settle()
    settle()
    (kept,) = ask(records.find, desk, Query("person"))
    assert (kept["job"], kept["education"], kept["phone"]) == ("护林员", "70", "13800138000")
    assert page.table.rowCount() == 0
    assert page.empty.isVisible()


def test_a_merge_is_split_from_the_list_of_merged_ones(
    page: DuplicatesPage, settle: Settle, ask: Ask, desk: Desk
) -> None:
    page.merge.click()
    settle()
    page.views["merged"].click()
    settle()
    settle()
    assert page.split.isVisible() and not page.merge.isVisible()
    page.split.click()
    settle()
    settle()
    assert ask(records.count, desk, Query("person")) == 2


def test_who_is_told_apart_leaves_the_list(
    page: DuplicatesPage, settle: Settle, ask: Ask, desk: Desk
) -> None:
    page.apart.click()
    settle()
    settle()
    assert page.table.rowCount() == 0
    assert ask(duplicates.likely, desk, "person") == []


def test_a_click_on_the_other_side_and_back_changes_nothing(page: DuplicatesPage) -> None:
    before = page.compare.chosen()
    row = _row(page, "职务")
    page.compare.cellClicked.emit(row, OTHER)
    assert page.compare.chosen() == {**before, "job": "护林员"}
    page.compare.cellClicked.emit(row, ONE)
    assert page.compare.chosen() == before == {"education": "70"}


@pytest.fixture
def card(context: Context, qtbot: QtBot) -> CardPanel:
    """A person's card."""
    made = CardPanel(context, "person")
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    return made


def test_a_hint_stands_beside_the_form_while_it_is_typed(
    card: CardPanel, qtbot: QtBot, ask: Ask, desk: Desk
) -> None:
    one, _ = ask(_alike, desk)
    card.begin({})
    fields = card.form.fields
    fields["name"].set_value("李建国")
    fields["birth"].set_value("1949-12-31")
    fields["birth"].edited.emit()
    qtbot.waitUntil(lambda: bool(card.alike.found), timeout=5000)
    assert card.alike.found[0].id == one
    assert "李建国" in card.alike.found[0].sentence
    opened: list[tuple[str, str]] = []
    card.opened.connect(lambda kind, id: opened.append((kind, id)))
    card.alike.findChildren(QPushButton)[0].click()
    assert opened == [("person", one)]


def test_another_form_begins_without_the_hint(card: CardPanel, settle: Settle, ask: Ask, desk: Desk) -> None:
    one, _ = ask(_alike, desk)
    card.show_record(one)
    settle()
    settle()
    assert card.alike.isVisible()
    card.begin({})
    assert not card.alike.isVisible()


def test_the_hint_in_a_small_window_knows_the_household(
    context: Context, qtbot: QtBot, ask: Ask, desk: Desk
) -> None:
    home = ask(records.add, desk, "household", {"head": "张桂花"})
    ask(records.add, desk, "person", {"name": "李小满", "household": home})
    asked_for = Asked("person", (Group("", (("name", "relation"),)),), fixed={"household": home})
    dialog = RecordDialog(context, asked_for)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.fields["name"].set_value("李小满")
    dialog.form.fields["name"].edited.emit()
    qtbot.waitUntil(lambda: dialog.alike is not None and dialog.alike.isVisible(), timeout=5000)
    dialog.keeper.start(None, {}, draft=False)


def test_a_card_of_a_merged_person_shows_the_one_that_stands_for_both(
    card: CardPanel, settle: Settle, ask: Ask, desk: Desk
) -> None:
    one, two = ask(_alike, desk)
    ask(duplicates.merge, desk, "person", one, two)
    card.show_record(two)
    settle()
    assert card.keeper.id == one


def test_an_administrator_erases_a_person_after_two_questions(
    context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk, messages: FakeMessages
) -> None:
    one, _ = ask(_alike, desk)
    told = {"date": "2026-11-20", "content": "看望李建国"}
    visit = ask(records.add, desk, "visit", {**told, "person": one})
    other = ask(records.add, desk, "visit", told)
    sheet = EraseSheet(context, ask(redaction.plan, desk, "person", one), None)
    qtbot.addWidget(sheet)
    sheet.show()
    messages.answers = [1]
    sheet.go.click()
    settle()
    assert not ask(records.get, desk, "person", one).deleted
    sheet.go.click()
    settle()
    assert ask(records.title, desk, ask(records.get, desk, "person", one)) == "（已依法删除）"
    assert ask(records.get, desk, "visit", visit)["content"] == "看望某某"
    assert ask(records.get, desk, "visit", other)["content"] == "看望李建国"


def test_a_text_that_is_not_ticked_stays(
    context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    one, _ = ask(_alike, desk)
    visit = ask(records.add, desk, "visit", {"date": "2026-11-20", "content": "看望李建国"})
    sheet = EraseSheet(context, ask(redaction.plan, desk, "person", one), None)
    qtbot.addWidget(sheet)
    for row in range(sheet.mentions.count()):
        sheet.mentions.item(row).setCheckState(Qt.CheckState.Unchecked)
    sheet.go.click()
    settle()
    assert ask(records.get, desk, "visit", visit)["content"] == "看望李建国"


def test_the_bin_is_emptied_after_two_questions_and_old_backups_go_if_wanted(
    context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk, messages: FakeMessages
) -> None:
    one, _ = ask(_alike, desk)
    ask(records.remove, desk, "person", one)
    old = ask(desk.back_up)
    section = RecycleBinSection(context)
    qtbot.addWidget(section)
    section.show()
    section.open()
    settle()
    messages.answers = [0, 1]
    section.clear.click()
    settle()
    assert section.table.rowCount() == 1
    section.clear.click()
    settle()
    settle()
    assert section.empty.isVisible()
    assert not old.exists()


def test_fields_of_a_group_are_put_back_together_by_enter(
    context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    person = ask(records.add, desk, "person", {"name": "李建国", "id_number": "11010519491231002X"})
    ask(records.change, desk, "person", person, {"id_number": "123"})
    sheet = HistorySheet(context, "person", person, None)
    qtbot.addWidget(sheet)
    settle()
    changes = ask(history.history, desk, "person", person)
    sheet.table.mark(str(next(n for n, each in enumerate(changes) if each.field == "id_number")))
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    settle()
    found = ask(records.get, desk, "person", person)
    assert (found["id_number"], found["id_state"]) == ("11010519491231002X", "ok")
