"""The places of the window and the way between them. Pages know names of places, never pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

LEVELS = frozenset({"village", "township", "county"})


@dataclass(frozen=True)
class Place:
    """One place of the left rail.

    `name` is what go() takes; `make(context)` makes its page on the first visit; `kinds` are the
    record kinds that this place opens; `levels` the offices that see it. `under` names the place of
    the rail that a place without a button of its own belongs to.
    """

    name: str
    label: str
    icon: str
    make: Callable[[Any], Any]
    kinds: tuple[str, ...] = ()
    levels: frozenset[str] = LEVELS
    under: str = ""


class Navigation(QObject):
    """Where the window is, where it has been, and how to go elsewhere."""

    asked = Signal(str, object, str)
    restore_asked = Signal()  # somebody wants the whole office put back from a backup

    def __init__(self, places: Sequence[Place], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places = tuple(places)
        self.current = ""
        self._visited: list[str] = []
        self._is_returning = False

    def go(self, place: str, id: str | None = None, kind: str = "") -> None:
        """Show a place, and in it the record `id` (of `kind`, where the place holds several).

        The page being left may refuse (a form with an error). Unknown places are ignored: an
        office of another level has fewer of them.
        """
        if any(each.name == place for each in self.places):
            self.asked.emit(place, id, kind)

    def open_record(self, kind: str, id: str) -> None:
        """Go to the place that shows records of this kind, and open the record there."""
        for place in self.places:
            if kind in place.kinds:
                self.go(place.name, id, kind)
                return

    def arrived(self, place: str) -> None:
        """The window tells that it now shows this place."""
        if self.current and self.current != place and not self._is_returning:
            self._visited.append(self.current)
        self.current = place

    def back(self) -> None:
        """Go to the place shown before this one; nothing when there is none."""
        if not self._visited:
            return
        place = self._visited.pop()
        self._is_returning = True
        self.go(place)
        self._is_returning = False
        if self.current != place:  # the page refused to be left
            self._visited.append(place)
