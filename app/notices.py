"""Announcing what was written, so that whoever shows it reads it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """Records of these kinds, with these ids, were changed by one intention."""

    kinds: frozenset[str]
    ids: frozenset[str]
    intention: str = ""
    initiator: object | None = None


Listener = Callable[[Notice], None]


class Notices:
    """Who wants to hear. Listeners are called in the thread that wrote."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every write, until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def announce(self, notice: Notice) -> None:
        """Tell everyone."""
        for listener in tuple(self._listeners):
            listener(notice)
