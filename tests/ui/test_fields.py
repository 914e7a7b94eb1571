"""Fields: typed, chosen and found by keyboard; what is wrong stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.kinds import KINDS, Field, FieldType
from tests.ui.asking import asked
from tests.ui.keys import CONTROL, Hands
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.coded import CodeField
from ui.fields.dated import DateField
from ui.fields.making import field_widget
from ui.fields.references import ReferenceField, ReferencesField
from ui.fields.typed import MoneyField
from ui.tasks import Tasks

Shown = Callable[[FieldWidget], Hands]
METHODS = [("home", "入户走访"), ("phone", "电话沟通"), ("meeting", "座谈会"), ("wechat", "微信联系")]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Show a field in a window, put the cursor into it; a second field follows it."""
    windows: list[QWidget] = []

    def show(field: FieldWidget) -> Hands:
        window = QWidget()
        windows.append(window)
        layout = QVBoxLayout(window)
        layout.addWidget(field)
        layout.addWidget(QLineEdit())
        qtbot.addWidget(window)
        window.resize(500, 400)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        field.focus_input()
        return Hands(qtbot, window)

    yield show
    windows.clear()


@pytest.fixture
def methods() -> CodeField:
    return CodeField(Field("method", "走访方式", FieldType.CODE, codes="visit_method"), lambda: METHODS)


def add_people(desk: Desk) -> dict[str, str]:
    home = records.add(desk, "household", {"head": "张桂花", "group": "三组", "number": "12"})
    names = ("张桂花", "曾国强", "李小满")
    return {name: records.add(desk, "person", {"name": name, "household": home}) for name in names}


@pytest.fixture
def people(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    return asked(qtbot, tasks, add_people, desk)


def person_field(context: Context) -> ReferenceField:
    field = field_widget(context, KINDS["matter"].field("person"))
    assert isinstance(field, ReferenceField)
    return field


def test_a_code_is_chosen_by_its_pinyin_initials(methods, shown):
    hands = shown(methods)
    hands.type("zth")
    hands.enter()
    assert (methods.value(), methods.line.text()) == ("meeting", "座谈会")


def test_a_code_is_chosen_by_a_part_of_its_name(methods, shown):
    hands = shown(methods)
    hands.type("微")
    hands.enter()
    assert methods.value() == "wechat"


def test_a_code_is_chosen_with_the_arrow_keys(methods, shown):
    hands = shown(methods)
    hands.press(Qt.Key.Key_Down, times=3)
    hands.enter()
    assert methods.value() == "meeting"


def test_tab_takes_what_the_arrows_marked(methods, shown, qtbot):
    hands = shown(methods)
    hands.press(Qt.Key.Key_Down, times=3)
    with qtbot.waitSignal(methods.left):
        methods.line.clearFocus()
    assert methods.value() == "meeting"


def test_a_list_that_was_only_looked_at_changes_nothing(methods, shown, qtbot):
    hands = shown(methods)
    hands.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(methods.left):
        methods.line.clearFocus()
    assert methods.value() is None


def test_a_code_the_list_no_longer_has_is_kept(methods):
    methods.set_value("old")
    assert (methods.value(), methods.line.text(), methods.check()) == ("old", "old", "")


def test_a_click_on_a_code_opens_its_list(methods, shown, qtbot):
    shown(methods)
    qtbot.mouseClick(methods.line, Qt.MouseButton.LeftButton)
    assert [each.title for each in methods.choosing.popup.choices] == [label for _, label in METHODS]


def test_clearing_a_code_leaves_it_empty(methods, shown):
    methods.set_value("home")
    hands = shown(methods)
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.press(Qt.Key.Key_Backspace)
    assert (methods.value(), methods.check()) == (None, "")


def test_a_date_is_tidied_when_the_field_is_left(shown, qtbot):
    field = DateField(Field("date", "日期", FieldType.DATE), lambda: date(2026, 11, 22))
    hands = shown(field)
    hands.type("11.5")
    with qtbot.waitSignal(field.left):
        hands.press(Qt.Key.Key_Tab)
    assert (field.value(), field.line.text()) == ("2026-11-05", "2026-11-05")


def test_a_wrong_date_says_how_to_write_it(shown):
    field = DateField(Field("date", "日期", FieldType.DATE), lambda: date(2026, 11, 22))
    shown(field).type("31-31-31")
    assert field.value() is None
    assert "2026.11.5" in field.check()


def test_money_is_shown_with_two_decimals_when_left(shown):
    field = MoneyField(Field("amount", "金额", FieldType.MONEY))
    hands = shown(field)
    hands.type("200")
    hands.press(Qt.Key.Key_Tab)
    assert (field.value(), field.line.text()) == (20000, "200.00")


def test_a_required_field_says_so_to_eyes_and_screen_readers(shown):
    field = MoneyField(Field("amount", "金额", FieldType.MONEY, required=True))
    shown(field)
    assert field.label.text() == "金额 *"
    assert field.line.accessibleName() == "金额，必填"
    field.show_error(field.check())
    assert (field.error, field.line.accessibleDescription()) == ("请填写“金额”。", "请填写“金额”。")


def test_a_person_is_found_in_three_keystrokes(context: Context, people, shown, qtbot):
    field = person_field(context)
    hands = shown(field)
    hands.pick(field, "zgq")
    assert field.value() == people["曾国强"]
    assert field.line.text() == "曾国强"


def test_enter_quicker_than_the_search_takes_the_first_found(context, people, shown, qtbot):
    field = person_field(context)
    hands = shown(field)
    hands.type("lxm")
    hands.enter()
    qtbot.waitUntil(lambda: field.value() == people["李小满"])


def test_a_name_nobody_has_is_an_error_beside_the_field(context, people, shown, qtbot):
    field = person_field(context)
    shown(field).type("qqq")
    qtbot.waitUntil(lambda: not field.line.is_finding)
    assert "qqq" in field.check()


def test_a_reference_shows_the_name_of_its_record(context, people, settle):
    field = person_field(context)
    field.set_value(people["张桂花"])
    settle()
    assert field.line.text() == "张桂花"


def test_several_people_become_chips_and_backspace_takes_the_last(context, people, shown):
    field = field_widget(context, KINDS["visit"].field("visitors"))
    assert isinstance(field, ReferencesField)
    hands = shown(field)
    hands.pick(field, "zgh")
    hands.pick(field, "zgq")
    assert field.value() == [people["张桂花"], people["曾国强"]]
    hands.press(Qt.Key.Key_Backspace)
    assert field.value() == [people["张桂花"]]


def test_what_an_input_method_is_composing_is_left_alone(context, people, shown, settle):
    field = person_field(context)
    hands = shown(field)
    composing = QInputMethodEvent("zhang", [])
    QApplication.sendEvent(hands.at, composing)
    settle()
    assert (field.value(), field.line.text(), field.line.choosing.is_open) == (None, "", False)
