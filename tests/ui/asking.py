"""Asking the desk in a test: on the worker, as the program does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pytestqt.qtbot import QtBot

from ui.tasks import Tasks

T = TypeVar("T")


def asked(qtbot: QtBot, tasks: Tasks, work: Callable[..., T], *args: Any, **named: Any) -> T:
    """What work(*args) answers on the database worker."""
    answers: list[T] = []
    tasks.run(work, *args, done=answers.append, **named)
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    return answers[0]
