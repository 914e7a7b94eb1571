"""Drafts of forms being filled in, kept at the desk so that a power cut takes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.desk import Desk
from ui.tasks import Tasks

PREFIX = "draft/"


class Drafts:
    """Keeps, finds and drops drafts by a key such as "visit/new" or "visit/<id>"."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        self._desk = desk
        self._tasks = tasks

    def keep(self, key: str, values: Mapping[str, Any]) -> None:
        """Write the draft down."""
        self._tasks.run(self._desk.settings.set, PREFIX + key, dict(values))

    def drop(self, key: str) -> None:
        """Forget the draft."""
        self._tasks.run(self._desk.settings.set, PREFIX + key, None)

    def find(self, key: str, done: Callable[[Mapping[str, Any] | None], None]) -> None:
        """Ask for the draft; `done(values or None)` is called on the window thread."""
        self._tasks.run(self._desk.settings.get, PREFIX + key, None, done=done)
