"""The one database worker."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtCore import QObject

from app.problems import Problem
from ui.tasks import Stop, Tasks


def test_work_runs_beside_the_window_and_its_result_comes_back_to_it(tasks, qtbot):
    where: list[bool] = []
    tasks.run(
        lambda: current_thread() is main_thread(),
        done=lambda in_window: where.extend([in_window, current_thread() is main_thread()]),
    )
    qtbot.waitUntil(lambda: bool(where))
    assert where == [False, True]


def test_results_come_in_the_order_asked(tasks, qtbot, settle):
    came: list[int] = []
    for number in range(20):
        tasks.run(lambda number=number: number, done=came.append)
    settle()
    assert came == list(range(20))


def test_a_problem_goes_to_failed(tasks, settle):
    def refuse() -> None:
        raise Problem("disk_full")

    said: list[Problem] = []
    tasks.run(refuse, failed=said.append)
    settle()
    assert [each.code for each in said] == ["disk_full"]


def test_a_problem_without_failed_troubles_the_window(tasks, qtbot):
    def refuse() -> None:
        raise Problem("disk_full")

    with qtbot.waitSignal(tasks.troubled) as told:
        tasks.run(refuse)
    assert told.args[0].code == "disk_full"


def test_a_bug_is_noted_and_becomes_one_apology(qtbot):
    noted: list[Exception] = []
    tasks = Tasks(note=noted.append)
    said: list[Problem] = []
    tasks.run(lambda: [][0], failed=said.append)
    qtbot.waitUntil(lambda: tasks.is_idle)
    tasks.close()
    assert [type(each) for each in noted] == [IndexError]
    assert [each.code for each in said] == ["unexpected"]


@pytest.mark.expects_log("work on the database worker failed")
def test_a_bug_is_logged_when_nobody_notes_it(tasks, settle):
    tasks.run(lambda: 1 // 0, failed=lambda _: None)
    settle()
    assert tasks.is_idle


def test_dropped_work_delivers_nothing(tasks, settle):
    came: list[int] = []
    hold = Event()
    tasks.run(hold.wait)
    tasks.run(lambda: 1, done=came.append).drop()
    hold.set()
    settle()
    assert came == []


def test_nothing_is_delivered_to_what_is_gone(tasks, settle):
    came: list[int] = []
    owner = QObject()
    hold = Event()
    tasks.run(lambda: hold.wait() and 1, done=came.append, owner=owner)
    shiboken6.delete(owner)
    hold.set()
    settle()
    assert came == []


def test_long_work_tells_how_far_it_is_and_stops_when_asked(tasks, qtbot, settle):
    def count(progress, stop):
        for number in range(1000):
            progress(number, 1000)
            if number > 2 and stop.wait_a_moment():
                return number
        return 1000

    class Patient(Stop):
        def wait_a_moment(self) -> bool:
            return self._asked.wait(0.001)

    stop, steps, ended = Patient(), list[int](), list[int]()

    def tell(number: int, _total: int) -> None:
        steps.append(number)
        stop.ask()

    tasks.run(count, done=ended.append, progress=tell, stop=stop)
    settle()
    assert ended[0] < 1000
    assert steps[:3] == [0, 1, 2]


def test_closing_finishes_what_was_asked_for(qtbot):
    tasks = Tasks()
    written: list[int] = []
    for number in range(5):
        tasks.run(lambda number=number: written.append(number))
    tasks.close()
    assert written == [0, 1, 2, 3, 4]
    assert tasks.run(lambda: 1).is_dropped
