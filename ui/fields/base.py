"""What every field has in common: label, input, hint, error beside it, and how it is read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.kinds import Field
from ui import theme
from ui.fields.entries import LineEntry
from ui.text import say


class FieldWidget(QWidget):
    """One field of a form. Subclasses call adopt() once and give value(), set_value(), unreadable().

    Signals: `edited` the clerk changed it; `left` the focus went away; `entered` Enter was pressed.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._entry: QWidget | None = None
        self.label = QLabel(f"{spec.label} *" if spec.required else spec.label)
        self.label.setProperty("role", "label")
        self._error = QLabel()
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.SPACE_1)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self.label)
        layout.addLayout(self._row)
        layout.addWidget(self._error)
        layout.addStretch(1)

    def adopt(self, entry: QWidget, *beside: QWidget) -> None:
        """Take the input that gets the focus, and what stands to its right."""
        self._entry = entry
        self._row.addWidget(entry, 1)
        for each in beside:
            self._row.addWidget(each)
        self.label.setBuddy(entry)
        self.setFocusProxy(entry)
        self._name_entry("")

    def insert_below(self, widget: QWidget) -> None:
        """Stand a widget right under the input, above its error."""
        self._column.insertWidget(2, widget)

    def value(self) -> Any:
        """The record's value for what is shown now; None for empty or unreadable."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a record's value. Tells nobody: `edited` is for the clerk's own changes."""
        raise NotImplementedError

    def unreadable(self) -> str:
        """Why what is typed cannot be read, as a sentence; "" when it can."""
        return ""

    def rough(self) -> str:
        """What is typed and cannot be read as a value; "" when all can. A draft keeps it too."""
        return ""

    def set_rough(self, text: str) -> None:
        """Show what could not be read, as it was typed."""

    def check(self) -> str:
        """What is wrong with the field, as a sentence; "" when nothing is."""
        if wrong := self.unreadable():
            return wrong
        value = self.value()
        if self.spec.required and value in (None, "", []):
            return say("field.required", label=self.spec.label)
        if isinstance(value, str) and len(value) > self.spec.length_limit:
            return say("field.too_long", limit=self.spec.length_limit, length=len(value))
        return ""

    def show_error(self, sentence: str) -> None:
        """Stand the sentence under the field, and mark its edge; "" takes both away."""
        if sentence == self._error.text():
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._name_entry(sentence)
        if self._entry is not None:
            self._entry.setProperty("wrong", bool(sentence))
            self._entry.style().unpolish(self._entry)
            self._entry.style().polish(self._entry)

    @property
    def error(self) -> str:
        """The sentence that stands under the field."""
        return self._error.text()

    def focus_input(self) -> None:
        """Put the cursor into the field."""
        if self._entry is not None:
            self._entry.setFocus(Qt.FocusReason.TabFocusReason)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the field be read but not changed."""
        self.setEnabled(not is_read_only)

    def _name_entry(self, error: str) -> None:
        if self._entry is None:
            return
        name = self.spec.label
        if self.spec.required:
            name = say("field.accessible_required", label=name)
        self._entry.setAccessibleName(name)
        self._entry.setAccessibleDescription(error or self.spec.hint)


class LineField(FieldWidget):
    """A field that is typed into one line, its `line`."""

    line: LineEntry

    def rough(self) -> str:
        return self.line.text().strip() if self.unreadable() else ""

    def set_rough(self, text: str) -> None:
        self.line.setText(text)
