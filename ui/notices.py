"""What happened, told to the window: the desk's notices as a Qt signal, and the line at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal


class Notice(Protocol):
    """What app.notices announces: which kinds and ids changed, and who did it."""

    @property
    def kinds(self) -> frozenset[str]: ...

    @property
    def ids(self) -> frozenset[str]: ...

    @property
    def initiator(self) -> object | None: ...


class Announcing(Protocol):
    """The part of app.notices that is listened to."""

    def subscribe(self, callback: Callable[..., None]) -> Callable[[], None]: ...


class Notices(QObject):
    """Carries the desk's notices, sent on the worker, to the window thread."""

    changed = Signal(object)

    def __init__(self, source: Announcing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = source.subscribe(self.changed.emit)

    def close(self) -> None:
        """Hear nothing more."""
        self._unsubscribe()


class Line(QObject):
    """The one line at the bottom of the window that says what was just done."""

    said = Signal(str, bool)

    def say(self, sentence: str, can_undo: bool = False) -> None:
        """Show the sentence for a while; with `can_undo`, a link “撤销” beside it."""
        self.said.emit(sentence, can_undo)
