"""The code lists as the window may read them: a copy, renewed on the worker when a list changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.codes import Codes
from app.desk import Desk
from ui.notices import Notice, Notices
from ui.tasks import Tasks

KINDS = frozenset({"code", "code_list"})


class CodeLists(QObject):
    """`label(list, code)` and `options(list)` without touching the database. `renewed` after a change."""

    renewed = Signal()

    def __init__(self, codes: Codes, desk: Desk, tasks: Tasks, notices: Notices) -> None:
        super().__init__()
        self._codes = codes
        self._desk = desk
        self._tasks = tasks
        notices.changed.connect(self._hear)

    @property
    def now(self) -> Codes:
        """The lists as last read."""
        return self._codes

    def label(self, list_name: str, code: str | None) -> str:
        """The Chinese name of a code; "" for none."""
        return self._codes.label(list_name, code)

    def options(self, list_name: str) -> list[tuple[str, str]]:
        """(code, label) of a list in order, without the hidden ones."""
        return self._codes.options(list_name)

    def _hear(self, notice: Notice) -> None:
        if notice.kinds & KINDS:
            self._tasks.run(lambda: self._desk.codes, done=self._renew, owner=self)

    def _renew(self, codes: Codes) -> None:
        self._codes = codes
        self.renewed.emit()
