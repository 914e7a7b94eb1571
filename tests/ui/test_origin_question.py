"""The question where the data comes from: asked in the window, answered once, explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app import origin
from app.desk import Desk
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.origin_question import ask_where_from

Settle = Callable[[], None]


@pytest.fixture
def taken_back(desk: Desk, context: Context, qtbot: QtBot) -> Desk:
    """A desk of which something is to be asked."""
    stored = {"reason": "behind", "newest": "2026-11-02T10:30:00"}
    asked(qtbot, context.tasks, desk.settings.set, origin.QUESTION, stored)
    return desk


def test_nothing_is_asked_at_an_ordinary_start(context: Context, messages: FakeMessages, settle: Settle):
    ask_where_from(context)
    settle()
    assert messages.said == []


def test_a_copy_is_told_to_enrol_anew_and_is_asked_no_more(
    context: Context, taken_back: Desk, messages: FakeMessages, qtbot: QtBot, settle: Settle
):
    messages.answers = [2]
    ask_where_from(context)
    settle()
    assert "像是有人把以前的数据文件拷了回来" in messages.said[0]
    assert "最后一次录入是 2026-11-02 10:30" in messages.details[0]
    assert "重新入网" in messages.said[1]
    assert asked(qtbot, context.tasks, taken_back.settings.get, origin.REENROL) is True
    ask_where_from(context)
    settle()
    assert len(messages.said) == 2


def test_a_question_put_off_stands_again_at_the_next_start(
    context: Context, taken_back: Desk, messages: FakeMessages, settle: Settle
):
    messages.answers = [-1, 0]
    ask_where_from(context)
    settle()
    assert len(messages.said) == 1
    ask_where_from(context)
    settle()
    assert "补录" in messages.said[2]
