"""A word beside a form while it is typed: somebody like this is in the register already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import duplicates, records
from app.desk import Desk
from ui import theme
from ui.cards.text import say
from ui.context import Context
from ui.forms.form import Form

AFTER_MS = 400  # the clerk has stopped typing for a moment
CONCERNED = {
    "person": ("id_number", "name", "birth", "household"),
    "household": ("head", "group", "number", "phone"),
}


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the one in the form, in one sentence."""

    id: str
    sentence: str


def who_is_alike(desk: Desk, kind: str, values: Mapping[str, Any], id: str) -> list[Alike]:
    """For the database worker."""
    told = []
    for each in duplicates.at_entry(desk, kind, values, id):
        home = each.other["household"] if kind == "person" else None
        place = records.titles(desk, "household", [home]).get(home, "") if home else ""
        name = records.title(desk, each.other)
        where = say("alike.home", place=place) if place else ""
        told.append(Alike(each.other.id, say(f"duplicate.{each.reason}", name=name, place=where)))
    return told


class AlikeHint(QWidget):
    """Asks a moment after the last keystroke; nothing is shown when nobody is like what stands there.

    `opened(id)`: the clerk wants to see the other; only where `can_open`.
    """

    opened = Signal(str)

    def __init__(
        self, context: Context, form: Form, own_id: Callable[[], str | None], can_open: bool = True,
        fixed: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._context, self._form, self._own_id, self._can_open = context, form, own_id, can_open
        self._fixed = dict(fixed or {})
        self._asked = 0
        self.found: list[Alike] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.look)
        form.edited.connect(self._edited)
        self.hide()

    def look(self) -> None:
        """Ask now: a record was opened, or the clerk has stopped typing."""
        self._timer.stop()
        self._asked += 1
        values = {**self._form.values(), **self._fixed}
        self._context.tasks.run(
            who_is_alike, self._context.desk, self._form.kind.name, values, self._own_id() or "",
            owner=self, done=partial(self._show, self._asked),
        )  # fmt: skip

    def forget(self) -> None:
        """Another record comes into the form."""
        self._timer.stop()
        self._asked += 1
        self._show(self._asked, [])

    def _edited(self, name: str) -> None:
        if name in CONCERNED[self._form.kind.name]:
            self._timer.start()

    def _show(self, asked: int, found: list[Alike]) -> None:
        if asked != self._asked:
            return
        self.found = found
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(each) for each in found]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(found))

    def _line(self, each: Alike) -> QWidget:
        words = QLabel(each.sentence)
        words.setProperty("role", "warning")
        words.setWordWrap(True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        if self._can_open:
            self._add(row, "alike.open", each, lambda: self.opened.emit(each.id))
            if self._own_id():
                self._add(row, "alike.apart", each, lambda: self._tell_apart(each.id))
        return line

    def _add(self, row: QHBoxLayout, words: str, each: Alike, act: Callable[[], object]) -> None:
        button = QPushButton(say(words))
        button.setProperty("role", "link")
        button.setAccessibleDescription(each.sentence)
        button.clicked.connect(lambda _=False: act())
        row.addWidget(button)

    def _tell_apart(self, other: str) -> None:
        own = self._own_id()
        if own:
            self._context.tasks.run(
                duplicates.tell_apart, self._context.desk, self._form.kind.name, own, other, owner=self,
                done=lambda _: self._told_apart(),
            )  # fmt: skip

    def _told_apart(self) -> None:
        self._context.line.say(say("alike.was_apart"), True)
        self.look()
