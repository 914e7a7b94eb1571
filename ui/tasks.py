"""The one database worker thread: work goes in, results come back on the window thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

from app.problems import Problem

T = TypeVar("T")
LOG = logging.getLogger(__name__)


class Stop:
    """A wish to stop long work without harm. The work calls it: True means stop now."""

    def __init__(self) -> None:
        self._asked = Event()

    def ask(self) -> None:
        """Ask the work to stop at its next safe place."""
        self._asked.set()

    def __call__(self) -> bool:
        return self._asked.is_set()


class Ticket:
    """One piece of work on its way. Dropped: its result is not wanted any more."""

    def __init__(self) -> None:
        self.is_dropped = False

    def drop(self) -> None:
        """Deliver nothing; work that has not begun is not begun."""
        self.is_dropped = True


@dataclass(frozen=True, eq=False)
class _Job:
    work: Callable[[], Any]
    ticket: Ticket
    done: Callable[[Any], None] | None
    failed: Callable[[Problem], None] | None
    progress: Callable[[int, int], None] | None
    owner: QObject | None
    stop: Stop | None


class _Bench(QObject):
    """Lives in the worker thread and does one job after the other, in the order asked."""

    finished = Signal(object, object, object)
    progressed = Signal(object, int, int)

    def __init__(self, note: Callable[[Exception], object]) -> None:
        super().__init__()
        self._note = note

    @Slot(object)
    def perform(self, job: _Job) -> None:
        """Do the job and report; a Problem is the world's no, anything else is our fault."""
        result: Any = None
        problem: Problem | None = None
        try:
            if not job.ticket.is_dropped:
                result = job.work()
        except Problem as said:
            problem = said
        except Exception as error:
            self._note(error)
            problem = Problem("unexpected")
        self.finished.emit(job, result, problem)

    @Slot()
    def end(self) -> None:
        """Leave the thread's loop; everything asked before has been done."""
        QThread.currentThread().quit()


class Tasks(QObject):
    """Runs work that touches the database, one piece at a time, in the order asked.

    `troubled(problem)` is sent when work without its own `failed` met a Problem or a bug;
    `busy(bool)` when the first piece starts and the last one ends.
    """

    troubled = Signal(object)
    busy = Signal(bool)
    _posted = Signal(object)
    _ending = Signal()

    def __init__(
        self, parent: QObject | None = None, note: Callable[[Exception], object] | None = None
    ) -> None:
        """`note(error)` writes a bug down (in the worker thread); else it is logged."""
        super().__init__(parent)
        self._jobs: set[_Job] = set()
        self._is_closing = False
        self._thread = QThread()
        self._bench = _Bench(note or _log)
        self._bench.moveToThread(self._thread)
        self._posted.connect(self._bench.perform, Qt.ConnectionType.QueuedConnection)
        self._ending.connect(self._bench.end, Qt.ConnectionType.QueuedConnection)
        self._bench.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._bench.progressed.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waiting, running or undelivered."""
        return not self._jobs

    def run(
        self,
        work: Callable[..., T],
        *args: Any,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        stop: Stop | None = None,
        owner: QObject | None = None,
        **named: Any,
    ) -> Ticket:
        """Call work(*args, **named) on the worker; deliver on the window thread, in order.

        `done(result)`; `failed(problem)`: a Problem as raised, or Problem("unexpected") for a bug
        (already logged); without it `troubled` is sent. Given `progress`, the work gets a keyword
        progress(done, total) to call; given `stop`, a keyword stop: it asks stop() now and then.
        Nothing is delivered when `owner`, or the widget whose method is to be called, is gone.
        """
        ticket = Ticket()
        if self._is_closing:
            ticket.drop()
            return ticket
        if stop is not None:
            named["stop"] = stop
        box: list[_Job] = []
        if progress is not None:
            named["progress"] = lambda count, total: self._bench.progressed.emit(box[0], count, total)
        job = _Job(partial(work, *args, **named), ticket, done, failed, progress, owner, stop)
        box.append(job)
        self._jobs.add(job)
        if len(self._jobs) == 1:
            self.busy.emit(True)
        self._posted.emit(job)
        return ticket

    def close(self) -> None:
        """Ask running work to stop, finish everything asked for, end the thread. Blocks until then."""
        if self._is_closing:
            return
        self._is_closing = True
        for job in self._jobs:
            if job.stop is not None:
                job.stop.ask()
        self._ending.emit()
        self._thread.wait()
        self._jobs.clear()

    @Slot(object, object, object)
    def _deliver(self, job: _Job, result: Any, problem: Problem | None) -> None:
        self._jobs.discard(job)
        if not self._jobs:
            self.busy.emit(False)
        if job.ticket.is_dropped:
            return
        if problem is None:
            if _may_call(job, job.done):
                assert job.done is not None
                job.done(result)
        elif job.failed is None:
            self.troubled.emit(problem)
        elif _may_call(job, job.failed):
            job.failed(problem)

    @Slot(object, int, int)
    def _report(self, job: _Job, count: int, total: int) -> None:
        if not job.ticket.is_dropped and _may_call(job, job.progress):
            assert job.progress is not None
            job.progress(count, total)


def _log(error: Exception) -> None:
    LOG.error("work on the database worker failed", exc_info=error)


def _may_call(job: _Job, call: Callable[..., None] | None) -> bool:
    """Whether the receiver still stands: Qt deletes widgets while their work is on its way."""
    if call is None:
        return False
    receiver = getattr(call, "__self__", None)
    return all(isValid(each) for each in (job.owner, receiver) if isinstance(each, QObject))
