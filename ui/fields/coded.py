"""The code field: one of a short list, chosen by mouse, arrows, Chinese or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.kinds import Field
from ui.fields.base import LineField
from ui.fields.choosing import LineChoosing
from ui.fields.entries import LineEntry
from ui.fields.initials import matches
from ui.fields.popup import Choice
from ui.icons import icon
from ui.text import say

Options = Sequence[tuple[str, str]]


class CodeField(LineField):
    """One code of a list. Value: str, the code; None when empty.

    `options()` gives (code, label) pairs, asked for each time the list opens, so that a list
    changed under 设置 is right at once. A code that the list no longer has is kept and shown bare.
    """

    def __init__(self, spec: Field, options: Callable[[], Options], parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._options = options
        self._code: str | None = None
        self.line = LineEntry()
        self.line.setPlaceholderText(spec.hint)
        self.choosing = LineChoosing(self.line)
        words = say("field.options", label=spec.label)
        self._opening = self.line.add_button(icon("down", "quiet"), words, self._toggle)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)
        self.line.clicked.connect(self._click)
        self.choosing.wanted.connect(self.open)
        self.choosing.chosen.connect(self._chosen)
        self.choosing.entered.connect(self.entered)
        self.adopt(self.line)

    def value(self) -> Any:
        return self._code

    def set_value(self, value: Any) -> None:
        self._code = value or None
        self.line.setText(self._label(self._code))
        self.line.setCursorPosition(0)

    def unreadable(self) -> str:
        typed = self.line.text().strip()
        wrong = typed and typed != self._label(self._code)
        return say("field.not_a_choice", text=typed) if wrong else ""

    def set_read_only(self, is_read_only: bool) -> None:
        self.line.setReadOnly(is_read_only)
        self._opening.setEnabled(not is_read_only)

    def open(self) -> None:
        """Show the whole list, the present choice marked."""
        options = self._options()
        marked = next((row for row, (code, _) in enumerate(options) if code == self._code), 0)
        self.choosing.popup.show_choices([Choice(code, label) for code, label in options], marked=marked)

    def _click(self) -> None:
        if not self.choosing.is_open and not self.line.hasSelectedText():
            self.line.selectAll()
            self.open()

    def _toggle(self) -> None:
        if self.choosing.is_open:
            self.choosing.close()
            return
        self.line.setFocus()
        self.line.selectAll()
        self.open()

    def _found(self, typed: str) -> list[Choice]:
        found = [Choice(code, label) for code, label in self._options() if matches(typed, label)]
        return sorted(found, key=lambda choice: not choice.title.startswith(typed))

    def _typed(self, text: str) -> None:
        text = text.strip()
        self._code = next((code for code, label in self._options() if label == text), None)
        if text:
            self.choosing.popup.show_choices(self._found(text), say("field.nothing_found"))
        else:
            self.choosing.close()
        self.edited.emit()

    def _chosen(self, choice: Choice) -> None:
        if choice.key != self._code:
            self.set_value(choice.key)
            self.edited.emit()
        else:
            self.set_value(choice.key)

    def _leave(self) -> None:
        typed = self.line.text().strip()
        if typed and typed != self._label(self._code):
            found = self._found(typed)
            if len(found) == 1:
                self._chosen(found[0])
        self.left.emit()

    def _label(self, code: str | None) -> str:
        if code is None:
            return ""
        return next((label for each, label in self._options() if each == code), code)
