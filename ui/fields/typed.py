"""Fields that are typed into one line or one text: text, long text, number, integer, money, yes/no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from app.kinds import Field
from ui.fields.amounts import shown_money, shown_number, typed_integer, typed_money, typed_number
from ui.fields.base import FieldWidget, LineField
from ui.fields.entries import LineEntry, TextEntry
from ui.text import say


class TextField(LineField):
    """Text on one line. Value: str trimmed, None when empty."""

    def __init__(self, spec: Field, parent: QWidget | None = None, *beside: QWidget) -> None:
        super().__init__(spec, parent)
        self.line = LineEntry()
        self.line.setPlaceholderText(spec.hint)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.left.connect(self._leave)
        self.line.returnPressed.connect(self.entered)
        self.adopt(self.line, *beside)

    @property
    def typed(self) -> str:
        """What stands in the line, trimmed."""
        return self.line.text().strip()

    def value(self) -> Any:
        return self.typed or None

    def set_value(self, value: Any) -> None:
        words = "" if value is None else str(value)
        if words and self.line.hasFocus() and words == self.typed:
            return  # read back after being saved while typing goes on: the cursor stays where it is
        self.line.setText(words)
        self.line.setCursorPosition(0)

    def set_read_only(self, is_read_only: bool) -> None:
        self.line.setReadOnly(is_read_only)

    def _leave(self) -> None:
        self.left.emit()


class LongTextField(FieldWidget):
    """Text of several lines. Value: str without trailing blanks, None when empty."""

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.text = TextEntry()
        self.text.setPlaceholderText(spec.hint)
        self.text.textChanged.connect(self.edited)
        self.text.left.connect(self.left)
        self.text.entered.connect(self.entered)
        self.adopt(self.text)

    def value(self) -> Any:
        return self.text.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        if value is not None and self.text.hasFocus() and value == self.value():
            return  # read back after being saved while typing goes on: the cursor stays where it is
        with QSignalBlocker(self.text):
            self.text.setPlainText("" if value is None else str(value))

    def set_read_only(self, is_read_only: bool) -> None:
        self.text.setReadOnly(is_read_only)


class IntegerField(TextField):
    """A whole number. Value: int."""

    def value(self) -> Any:
        return typed_integer(self.typed)

    def unreadable(self) -> str:
        wrong = self.typed and self.value() is None
        return say("field.not_an_integer", text=self.typed) if wrong else ""


class NumberField(TextField):
    """A quantity. Value: float."""

    def value(self) -> Any:
        return typed_number(self.typed)

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else shown_number(value))

    def unreadable(self) -> str:
        wrong = self.typed and self.value() is None
        return say("field.not_a_number", text=self.typed) if wrong else ""


class MoneyField(TextField):
    """An amount typed in yuan. Value: int, in fen."""

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent, QLabel(say("field.yuan")))

    def value(self) -> Any:
        return typed_money(self.typed)

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else shown_money(value))

    def unreadable(self) -> str:
        wrong = self.typed and self.value() is None
        return say("field.not_money", text=self.typed) if wrong else ""

    def _leave(self) -> None:
        if (fen := self.value()) is not None and self.typed != shown_money(fen):
            self.set_value(fen)
        super()._leave()


class _Tick(QCheckBox):
    """A tick box that Enter leaves as it does every field; the space bar ticks."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class BooleanField(FieldWidget):
    """Yes or no. Value: 1 or 0."""

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.tick = _Tick(spec.label)
        self.label.setText(" ")
        self.tick.clicked.connect(self._tick)
        self.tick.entered.connect(self.entered)
        self.adopt(self.tick)

    def _tick(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Any:
        return 1 if self.tick.isChecked() else 0

    def set_value(self, value: Any) -> None:
        self.tick.setChecked(bool(value))
