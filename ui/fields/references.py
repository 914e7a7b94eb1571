"""Pickers of other records: one (person, household, organization) or several, found while typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.kinds import Field
from ui import theme
from ui.fields.base import LineField
from ui.fields.choosing import LineChoosing
from ui.fields.entries import LineEntry
from ui.fields.flow import FlowLayout
from ui.fields.popup import Choice
from ui.icons import icon
from ui.tasks import Tasks, Ticket
from ui.text import say

MOST_FOUND = 20


@dataclass(frozen=True)
class Finder:
    """How a picker finds and names records. Both callables run on the database worker.

    find(text, limit) -> choices (key: the record's id); names(ids) -> {id: what it is called}.
    """

    tasks: Tasks
    find: Callable[[str, int], Sequence[Choice]]
    names: Callable[[Sequence[str]], Mapping[str, str]]


class FindingLine(LineEntry):
    """A line that finds records while it is typed in: off the window thread, newest answer only."""

    chosen = Signal(object)

    def __init__(self, finder: Finder, hint: str) -> None:
        super().__init__()
        self._finder = finder
        self._ticket: Ticket | None = None
        self._takes_first = False
        self.answers_to = ""
        self.setPlaceholderText(hint)
        self.choosing = LineChoosing(self)
        self.choosing.chosen.connect(self._choose)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(40)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    @property
    def is_finding(self) -> bool:
        """Whether an answer to what is typed is still on its way."""
        return self._ticket is not None or self._pause.isActive()

    def take_first(self) -> None:
        """Enter was quicker than the search: take the first record found when it arrives."""
        self._takes_first = True

    def forget(self) -> None:
        """Want no answer any more; close the list."""
        self._pause.stop()
        self._takes_first = False
        if self._ticket is not None:
            self._ticket.drop()
            self._ticket = None
        self.choosing.close()

    def _typed(self, text: str) -> None:
        self.forget()
        if text.strip():
            self._pause.start()

    def _ask(self) -> None:
        text = self.text().strip()
        self._ticket = self._finder.tasks.run(
            self._finder.find,
            text,
            MOST_FOUND,
            done=lambda found: self._answer(text, found),
            failed=lambda _: self.forget(),
            owner=self,
        )

    def _answer(self, text: str, found: Sequence[Choice]) -> None:
        self._ticket = None
        self.answers_to = text
        if self._takes_first and found:
            self._takes_first = False
            self._choose(found[0])
        elif self.window().focusWidget() is self:
            self.choosing.popup.show_choices(found, say("field.nothing_found"))

    def _choose(self, choice: Choice) -> None:
        self.forget()
        self.chosen.emit(choice)


class ReferenceField(LineField):
    """One other record. Value: its id; None when empty."""

    line: FindingLine

    def __init__(self, spec: Field, finder: Finder, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._finder = finder
        self._id: str | None = None
        self._title = ""
        self.line = FindingLine(finder, spec.hint or hint or say("field.reference_hint"))
        self.line.chosen.connect(self._chosen)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)
        self.line.choosing.entered.connect(self._enter)
        self.adopt(self.line)

    def value(self) -> Any:
        return self._id

    def set_value(self, value: Any) -> None:
        self.line.forget()
        self._id = value or None
        self._name("")
        if self._id is not None:
            wanted = self._id
            self._finder.tasks.run(
                self._finder.names,
                [wanted],
                owner=self,
                done=lambda names: self._named(wanted, names.get(wanted, say("field.unnamed"))),
            )

    def set_known(self, id: str, title: str) -> None:
        """Show a record whose name the caller knows already."""
        self.line.forget()
        self._id = id
        self._name(title)

    def unreadable(self) -> str:
        typed = self.line.text().strip()
        return say("field.not_found", text=typed) if typed and self._id is None else ""

    def set_read_only(self, is_read_only: bool) -> None:
        self.line.setReadOnly(is_read_only)

    def _named(self, id: str, title: str) -> None:
        if id == self._id and not self.line.isModified():
            self._name(title)

    def _name(self, title: str) -> None:
        self._title = title
        self.line.setText(title)
        self.line.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        if self._id is not None or not text.strip():
            self._id = None
            self.edited.emit()

    def _chosen(self, choice: Choice) -> None:
        self._id = choice.key
        self._name(choice.title)
        self.edited.emit()

    def _enter(self) -> None:
        if self._id is None and self.line.is_finding:
            self.line.take_first()
        self.entered.emit()

    def _leave(self) -> None:
        self.left.emit()


class _Chip(QWidget):
    """One chosen record with a cross to take it away."""

    removed = Signal(str)

    def __init__(self, id: str, title: str) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = QLabel()
        self._cross = QToolButton()
        self._cross.setIcon(icon("cross", "quiet"))
        self._cross.clicked.connect(lambda: self.removed.emit(id))
        self.rename(title)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_2, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._words)
        layout.addWidget(self._cross)

    def rename(self, title: str) -> None:
        self._words.setText(title)
        self._cross.setAccessibleName(say("field.clear_one", title=title))
        self._cross.setToolTip(say("field.clear_one", title=title))


class ReferencesField(LineField):
    """Several other records, as chips in the order typed. Value: list of ids; None when empty.

    Backspace in the empty line takes the last chip away.
    """

    line: FindingLine

    def __init__(self, spec: Field, finder: Finder, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._finder = finder
        self._titles: dict[str, str] = {}
        self._chips: dict[str, _Chip] = {}
        self.line = FindingLine(finder, spec.hint or hint or say("field.reference_hint"))
        self.line.chosen.connect(self._chosen)
        self.line.left.connect(self.left)
        self.line.choosing.entered.connect(self._enter)
        self._keys = self.line.intercept
        self.line.intercept = self._key
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE_1)
        self._flow = FlowLayout(theme.SPACE_1)
        inside.addLayout(self._flow)
        inside.addWidget(self.line)
        self.adopt(box)
        self._entry = self.line
        self.setFocusProxy(self.line)
        self._name_entry("")

    def value(self) -> Any:
        return list(self._titles) or None

    def set_value(self, value: Any) -> None:
        self.line.forget()
        self.line.clear()
        ids = [str(each) for each in value or ()]
        self._titles = dict.fromkeys(ids, "…")
        self._draw()
        if ids:
            self._finder.tasks.run(self._finder.names, ids, done=self._named, owner=self)

    def unreadable(self) -> str:
        typed = self.line.text().strip()
        return say("field.not_found", text=typed) if typed else ""

    def add(self, id: str, title: str) -> None:
        """Add a record at the end, once."""
        if id not in self._titles:
            self._titles[id] = title
            self._draw()
            self.edited.emit()

    def _named(self, names: Mapping[str, str]) -> None:
        for id in self._titles:
            if id in names or self._titles[id] == "…":
                self._titles[id] = names.get(id, say("field.unnamed"))
        self._draw()

    def _draw(self) -> None:
        for id in [each for each in self._chips if each not in self._titles]:
            chip = self._chips.pop(id)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        for id, title in self._titles.items():
            if id in self._chips:
                self._chips[id].rename(title)
            else:
                self._chips[id] = _Chip(id, title)
                self._chips[id].removed.connect(self._remove)
                self._flow.addWidget(self._chips[id])
        self.updateGeometry()

    def _remove(self, id: str) -> None:
        if self._titles.pop(id, None) is not None:
            self._draw()
            self.line.setFocus()
            self.edited.emit()

    def _chosen(self, choice: Choice) -> None:
        self.line.clear()
        self.add(choice.key, choice.title)

    def _enter(self) -> None:
        if not self.line.text().strip():
            self.entered.emit()
        elif self.line.is_finding:
            self.line.take_first()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._titles:
            self._remove(list(self._titles)[-1])
            return True
        return self._keys is not None and self._keys(event)
