"""A date from a clock that cannot be right, and a day that is still to come, are marked in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.kinds import KINDS
from tests.ui.asking import asked
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.fields.dated import DateField
from ui.fields.making import field_widget
from ui.pages.visits import VisitsPage
from ui.pages.workbench import WorkbenchPage

Settle = Callable[[], None]
DOUBT = "电脑时间可疑，请核对"
AHEAD = "这一天还没到，请核对"


def later(desk: Desk) -> None:
    """Something was written three days from now."""
    desk.watch.latest = NOW + timedelta(days=3)


@pytest.fixture
def field(context: Context, qtbot: QtBot) -> DateField:
    """The date of a visit."""
    made = field_widget(context, KINDS["visit"].field("date"))
    assert isinstance(made, DateField)
    qtbot.addWidget(made)
    return made


def test_a_date_offered_by_a_doubtful_clock_says_so_and_is_taken(field: DateField, desk: Desk):
    later(desk)
    field.set_value(NOW.date().isoformat())
    assert (field.hint, field.check(), field.value()) == (DOUBT, "", "2026-11-22")
    assert field.line.accessibleDescription() == DOUBT


def test_another_date_typed_over_it_is_the_clerks_own(field: DateField, desk: Desk):
    later(desk)
    field.set_value(NOW.date().isoformat())
    field.set_value("2026-11-20")
    assert field.hint == ""


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2026-11-23", AHEAD),
        ("2026-12", AHEAD),
        ("2027", AHEAD),
        ("2026-11-22", ""),
        ("2026-11", ""),
        ("", ""),
    ],
)
def test_a_visit_on_a_day_to_come_is_marked_and_not_refused(field: DateField, typed: str, hint: str):
    field.set_value(typed)
    assert field.hint == hint
    assert not field.unreadable()


def test_a_deadline_lies_ahead_rightly(context: Context, qtbot: QtBot):
    made = field_widget(context, KINDS["matter"].field("deadline"))
    qtbot.addWidget(made)
    made.set_value("2027-01-01")
    assert isinstance(made, DateField) and made.hint == ""


def test_the_form_of_a_new_visit_marks_the_date_it_offers(context: Context, desk: Desk, qtbot, settle):
    later(desk)
    page = VisitsPage(context)
    qtbot.addWidget(page)
    page.new()
    settle()
    field = page.form.fields["date"]
    assert isinstance(field, DateField) and field.hint == DOUBT


def test_the_home_page_says_what_to_press_and_believes_who_knows_better(
    context: Context, desk: Desk, messages: FakeMessages, qtbot: QtBot, settle: Settle
):
    later(desk)
    page = WorkbenchPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open()
    settle()
    said = page._warning.text()
    assert "电脑时间可疑：现在显示 2026-11-22 10:32，台账里却有 2026-11-25 的记录" in said
    assert "调整日期和时间" in said
    page.trust_clock.click()
    settle()
    assert "电脑时间可疑" not in page._warning.text()
    assert not page.trust_clock.isVisible()


def test_an_impossible_clock_cannot_be_trusted_away(context: Context, desk: Desk, qtbot, settle):
    desk.watch._clock = lambda: datetime(2000, 1, 1)
    page = WorkbenchPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open()
    settle()
    assert "比本程序做好的日子还早" in page._warning.text()
    assert not page.trust_clock.isVisible()
    assert asked(qtbot, context.tasks, desk.watch.doubt) == "early"
