"""A line with a list under it: the keys and the popup that code fields and pickers share."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.fields.entries import LineEntry
from ui.fields.popup import Choice, ChoicePopup


class LineChoosing(QObject):
    """Joins a LineEntry to a ChoicePopup: arrows move, Enter chooses, Esc closes.

    `wanted` is sent when the clerk asks for the list with the arrow key; `chosen(choice)` when
    one was taken; `entered` when Enter was pressed with no list open.
    """

    wanted = Signal()
    chosen = Signal(object)
    entered = Signal()

    def __init__(self, line: LineEntry) -> None:
        super().__init__(line)
        self._line = line
        self._popup: ChoicePopup | None = None
        self._is_moved = False  # the mark stands where the clerk's arrows put it
        line.intercept = self._key
        line.textEdited.connect(lambda _: self._stay())
        line.left.connect(self._leave)

    @property
    def popup(self) -> ChoicePopup:
        """The list, made when it is first needed (the line must stand in its window by then)."""
        if self._popup is None:
            self._popup = ChoicePopup(self._line)
            self._popup.chosen.connect(self._choose)
        return self._popup

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def current(self) -> Choice | None:
        """The marked choice of the open list."""
        return self._popup.current if self._popup is not None else None

    def close(self) -> None:
        """Hide the list."""
        if self._popup is not None:
            self._popup.hide()

    def _stay(self) -> None:
        self._is_moved = False

    def _leave(self) -> None:
        """Tab takes what the arrows marked, as Enter does; a list merely looked at changes nothing."""
        marked = self.current if self._is_moved else None
        self._stay()
        if self.is_open and marked is not None:
            self._choose(marked)
        else:
            self.close()

    def _choose(self, choice: Choice) -> None:
        self.close()
        self.chosen.emit(choice)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            marked = self.current
            if self.is_open and marked is not None:
                self._choose(marked)
            self.entered.emit()
            return True
        if not self.is_open:
            if key == Qt.Key.Key_Down:
                self.wanted.emit()
                return True
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}
        if key in steps:
            self.popup.move_mark(steps[Qt.Key(key)])
            self._is_moved = True
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            self._stay()
            return True
        return False
