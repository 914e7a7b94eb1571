"""The register page: households and people by keyboard, their cards, tags and members."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app import records, register
from app.desk import Desk, Operator
from app.records import Query
from db.local import audit_lines
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.cards.card import CardPanel
from ui.context import Context
from ui.dialogs.record import Asked, RecordDialog
from ui.fields.typed import TextField
from ui.forms.layout import Group
from ui.pages.register import RegisterPage
from ui.tables.filters import CodeFilter
from ui.tasks import Tasks

Settle = Callable[[], None]
Ask = Callable[..., Any]


@pytest.fixture
def ask(tasks: Tasks, qtbot: QtBot) -> Ask:
    """Run a function on the database worker and give its result."""
    return partial(asked, qtbot, tasks)


def _family(desk: Desk) -> tuple[str, str]:
    home = register.add_household(desk, {"head": "张桂花", "group": "三组", "number": "12"})
    child = {"household": home, "name": "李小满", "relation": "20", "birth": "2017-05-02"}
    person = records.add(desk, "person", child)
    records.add(desk, "tag", {"owner": person, "tag": "left_child", "start": "2024-01-01"})
    records.add(desk, "visit", {"date": "2026-11-03", "household": home, "content": "看望老人，屋顶漏雨"})
    return home, person


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle) -> RegisterPage:
    """The page, shown at the size of the village's screen."""
    made = RegisterPage(context)
    qtbot.addWidget(made)
    made.resize(1240, 660)
    made.show()
    made.open()
    settle()
    return made


def test_a_household_is_registered_by_keyboard_alone(
    page: RegisterPage, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    page.new()
    form = page.cards["household"].form
    head = form.fields["head"]
    assert isinstance(head, TextField)
    head.line.insert("赵春生")  # as an input method commits it
    page.keep()
    settle()
    found = ask(records.find, desk, Query("person"))
    assert [each["name"] for each in found] == ["赵春生"]
    assert [each["relation"] for each in found] == [register.RELATION_HEAD]


def test_the_card_shows_members_tags_and_visits(
    page: RegisterPage, settle: Settle, ask: Ask, desk: Desk
) -> None:
    home, _ = ask(_family, desk)
    page.open(home, "household")
    settle()
    card = page.cards["household"]
    assert card.lists["members"].lines.count() == 2
    assert "李小满" in card.lists["members"].lines.item(1).text()
    assert "屋顶漏雨" in card.lists["visits"].lines.item(0).text()


def test_enter_on_a_member_opens_the_person(
    page: RegisterPage, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    home, person = ask(_family, desk)
    page.open(home, "household")
    settle()
    members = page.cards["household"].lists["members"].lines
    members.setCurrentRow(1)
    qtbot.keyClick(members, Qt.Key.Key_Return)
    settle()
    assert page.cards["person"].keeper.id == person
    assert page.cards["person"].lists["tags"].lines.count() == 1


def test_pinyin_initials_narrow_the_list(
    page: RegisterPage, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    ask(_family, desk)
    page.show_list("person")
    qtbot.keyClicks(page.lists["person"].search, "lxm")
    qtbot.waitUntil(lambda: page.lists["person"].model.total == 1, timeout=5000)


def test_a_removed_household_takes_its_members_along_and_undo_brings_all_back(
    page: RegisterPage,
    settle: Settle,
    ask: Ask,
    desk: Desk,
    messages: FakeMessages,
) -> None:
    home, _ = ask(_family, desk)
    page.open(home, "household")
    settle()
    page.cards["household"].remove()
    settle()
    assert ask(records.count, desk, Query("person")) == 0
    ask(desk.undo)
    assert ask(records.count, desk, Query("person")) == 2


def test_a_renamed_head_renames_the_household(
    page: RegisterPage, settle: Settle, ask: Ask, desk: Desk
) -> None:
    home, _ = ask(_family, desk)
    head = ask(records.find, desk, Query("person", order=("row",)))[0]
    ask(register.change_person, desk, head.id, {"name": "张桂芳"})
    assert ask(records.get, desk, "household", home)["head"] == "张桂芳"


def test_a_tag_is_added_in_its_window(
    context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    home, _ = ask(_family, desk)
    layout = (Group("", (("tag",), ("start", "end"), ("basis",))),)
    dialog = RecordDialog(context, Asked("tag", layout, None, {"start": "2026-11-01"}, {"owner": home}))
    qtbot.addWidget(dialog)
    dialog.form.fields["tag"].set_value("low_income")
    dialog.accept()
    settle()
    tags = ask(register.current_tags, desk, [home], "2026-11-22")
    assert [each["tag"] for each in tags[home]] == ["low_income"]


def test_who_only_enters_cannot_filter_by_what_the_stars_hide(context: Context, qtbot: QtBot) -> None:
    context.desk.operator = Operator("e", "小周", "entry")
    made = RegisterPage(context)
    qtbot.addWidget(made)
    kinds = made.lists["household"].findChildren(CodeFilter)[0]
    tags = made.lists["person"].findChildren(CodeFilter)[0]
    offered = [tags.itemData(row) for row in range(1, tags.count())]
    assert (kinds.isEnabled(), kinds.count()) == (False, 1) and "审核员" in kinds.toolTip()
    assert "party_member" in offered and "serious_illness" not in offered


def test_filtering_by_what_the_stars_hide_is_noted_and_by_other_tags_is_not(
    page: RegisterPage, settle: Settle, ask: Ask, desk: Desk
) -> None:
    tags = page.lists["person"].findChildren(CodeFilter)[0]
    for code in ("party_member", "serious_illness", "serious_illness"):
        tags.setCurrentIndex(tags.findData(code))
        tags.changed.emit()
    settle()
    told = [line[2:] for line in ask(audit_lines, desk.store, 50)]
    assert told.count(("unmask.filter", "tag tag")) == 1


def test_a_village_group_is_not_cut_while_there_is_room(page: RegisterPage) -> None:
    table = page.lists["household"].table
    assert table.columnWidth(1) >= table.fontMetrics().horizontalAdvance("清溪沟村第三组") + 16


def test_the_question_before_deleting_names_what_goes(
    page: RegisterPage, settle: Settle, ask: Ask, desk: Desk, messages: FakeMessages
) -> None:
    _home, person = ask(_family, desk)
    page.open(person, "person")
    settle()
    page.cards["person"].remove()
    assert "李小满" in messages.said[-1]


def test_a_damaged_id_number_is_said_on_the_card(
    context: Context, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk
) -> None:
    person = ask(records.add, desk, "person", {"name": "孙来福", "id_number": "500110196503120000"})
    card = CardPanel(context, "person")
    qtbot.addWidget(card)
    card.show_record(person)
    settle()
    assert card.lines is not None
    assert len(card.lines.warnings) == 1


def test_a_photo_is_added_to_the_card_of_a_household(
    page: RegisterPage, qtbot: QtBot, settle: Settle, ask: Ask, desk: Desk,
    messages: FakeMessages, tmp_path: Path,
) -> None:  # fmt: skip
    home, _ = ask(_family, desk)
    page.open(home, "household")
    settle()
    photos = page.cards["household"].photos
    messages.path = tmp_path / "危房.png"
    assert QImage(40, 30, QImage.Format.Format_RGB32).save(str(messages.path))
    qtbot.mouseClick(photos.add_button, Qt.MouseButton.LeftButton)
    settle()
    assert [each.accessibleName() for each in photos.buttons] == ["打开危房.jpg"]
