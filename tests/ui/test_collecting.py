"""Cyclic garbage is collected on the window's thread, however busy the worker is."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from ui.tasks import Tasks


class Knot:
    """Holds itself, so that only the collector can take it away; tells on which thread it went."""

    def __init__(self, went: list[threading.Thread]) -> None:
        self.itself = self
        self._went = went

    def __del__(self) -> None:
        self._went.append(threading.current_thread())


def make_much(count: int) -> list[object]:
    """So many new objects that Python would collect in whichever thread this runs."""
    return [[number] for number in range(count)]


def test_what_holds_itself_dies_on_the_window_thread_while_the_worker_is_busy(
    tasks: Tasks, qtbot: QtBot
) -> None:
    went: list[threading.Thread] = []
    kept: list[object] = []
    Knot(went)

    def is_gone() -> bool:
        if not went and tasks.is_idle:
            tasks.run(make_much, 20_000, done=kept.append)
        return bool(went)

    qtbot.waitUntil(is_gone, timeout=20_000)
    assert went == [threading.main_thread()]
