"""Having the preview made: only the last wish counts, and it can be stopped."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.problems import Problem
from ui.context import Context
from ui.ledgers.reading import Made, Request, make
from ui.tasks import Stop, Ticket


class Making(QObject):
    """`progressed(done, total)`; then one of `made(Made)`, `stopped`, `refused(problem, edition)`."""

    progressed = Signal(int, int)
    made = Signal(object)
    stopped = Signal()
    refused = Signal(object, str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._ticket, self._stop = Ticket(), Stop()

    def begin(self, request: Request) -> None:
        """Make this one; what was asked for before is no longer wanted."""
        self._ticket.drop()
        self._stop.ask()
        self._stop = Stop()
        self._ticket = self._context.tasks.run(
            make, self._context.desk, request, owner=self, stop=self._stop,
            progress=self.progressed.emit, done=self._arrived,
            failed=lambda problem: self._refuse(problem, request.edition),
        )  # fmt: skip

    def stop(self) -> None:
        """Stop at the next safe place."""
        self._stop.ask()

    def _arrived(self, made: Made | None) -> None:
        if made is None:
            self.stopped.emit()
        else:
            self.made.emit(made)

    def _refuse(self, problem: Problem, edition: str) -> None:
        self.refused.emit(problem, edition)
