"""What a condition compares with, as the type of the field asks for it: text, number, day, codes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.kinds import FieldType
from ui.codes import CodeLists
from ui.fields.amounts import shown_money, shown_number, typed_money, typed_number
from ui.fields.dates import typed_date
from ui.ledgers.paths import REFERENCES, Spec
from ui.ledgers.text import say

T = FieldType
NUMBERS = (T.INTEGER, T.NUMBER, T.MONEY)
ALIVE = ("{start}", "{end}", "{year_start}")  # days that follow the period
NOTHING = ("not_empty", "empty")
CODE = Qt.ItemDataRole.UserRole


def operators_of(spec: Spec) -> tuple[str, ...]:
    """The operators that make sense for a field, the usual one first."""
    if spec.type in REFERENCES:
        return NOTHING
    if spec.type is T.CODE:
        return ("in", "!=", *NOTHING)
    if spec.type is T.BOOLEAN:
        return ("=",)
    if spec.type is T.DATE or spec.type in NUMBERS:
        return (">=", "<=", "=", ">", "<", *NOTHING)
    return ("=", "like", "!=", *NOTHING)


def operator_words(spec: Spec, op: str) -> str:
    """The operator as the clerk says it of such a field."""
    return say(f"op.date.{op}" if spec.type is T.DATE and op not in NOTHING else f"op.{op}")


def value_words(spec: Spec, op: str, value: Any, codes: CodeLists) -> str:
    """The value as the clerk says it; "" where the operator needs none."""
    if op in NOTHING:
        return ""
    if value is None:
        return say("value.none")
    if spec.type is T.CODE:
        chosen = value if isinstance(value, tuple | list) else (value,)
        return say("value.and").join(codes.label(spec.codes, each) or str(each) for each in chosen)
    if spec.type is T.BOOLEAN:
        return say("value.yes" if value else "value.no")
    if value in ALIVE:
        return say(f"value.{value}")
    if spec.type is T.MONEY and isinstance(value, int):
        return shown_money(value)
    return shown_number(value) if isinstance(value, int | float) else str(value or "")


class ValueEdit(QStackedWidget):
    """`edited(settled)` after each change; value() and unreadable() say what stands there."""

    edited = Signal(bool)

    def __init__(self, codes: CodeLists, today: datetime.date) -> None:
        super().__init__()
        self._codes, self._today = codes, today
        self._spec, self._op = Spec(T.TEXT), "="
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.line.setPlaceholderText(say("value.hint"))
        self.day, self.one, self.many = QComboBox(), QComboBox(), QListWidget()
        self.day.setEditable(True)
        self.day.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for each in ALIVE:
            self.day.addItem(say(f"value.{each}"), each)
        self.nothing = QWidget()
        for widget in (self.nothing, self.line, self.day, self.one, self.many):
            widget.setAccessibleName(say("where.value"))
            self.addWidget(widget)
        self.line.textEdited.connect(lambda _: self.edited.emit(False))
        self.line.editingFinished.connect(lambda: self.edited.emit(True))
        self.day.activated.connect(lambda _: self.edited.emit(True))
        entry = self.day.lineEdit()
        assert entry is not None
        entry.editingFinished.connect(lambda: self.edited.emit(True))
        self.one.activated.connect(lambda _: self.edited.emit(True))
        self.many.itemChanged.connect(lambda _: self.edited.emit(True))

    def adapt(self, spec: Spec, op: str, value: Any) -> None:
        """Ask for what that field and operator need, `value` shown. Tells nobody."""
        self._spec, self._op = spec, op
        if op in NOTHING:
            shown: QWidget = self.nothing
        elif spec.type is T.CODE:
            shown = self.many if op in ("in", "=") else self.one
            self._offer_codes(value)
        elif spec.type is T.BOOLEAN:
            shown = self.one
            answers = [("1", say("value.yes")), ("0", say("value.no"))]
            self._offer_one(answers, "1" if value in (None, 1) else "0")
        elif spec.type is T.DATE:
            shown = self.day
            at = self.day.findData(value)
            self.day.setCurrentIndex(at)
            if at < 0:
                self.day.setEditText(str(value or ""))
        else:
            shown = self.line
            self.line.setText("" if value is None else value_words(spec, op, value, self._codes))
        self.setCurrentWidget(shown)
        self.setMaximumHeight(160 if shown is self.many else 36)

    def _offer_codes(self, value: Any) -> None:
        options = self._codes.options(self._spec.codes)
        chosen = set(value) if isinstance(value, tuple | list) else {value}
        known = {code for code, _ in options}
        options += [(str(each), str(each)) for each in chosen - known if each]
        with QSignalBlocker(self.many):
            self.many.clear()
            for code, label in options:
                item = QListWidgetItem(label)
                item.setData(CODE, code)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked)
                self.many.addItem(item)
        self._offer_one(options, next(iter(chosen), None))

    def _offer_one(self, options: Sequence[tuple[str, str]], chosen: Any) -> None:
        with QSignalBlocker(self.one):
            self.one.clear()
            for code, label in options:
                self.one.addItem(label, code)
            self.one.setCurrentIndex(max(self.one.findData(chosen), 0))

    def operator(self) -> str:
        """The operator that the value wants: one code of several is “=”."""
        single = self._op == "in" and len(self._ticked()) == 1
        return "=" if single else self._op

    def value(self) -> Any:
        """The value as a definition holds it; None for none or an unreadable one."""
        if self._op in NOTHING:
            return None
        kind, typed = self._spec.type, self.line.text().strip()
        if kind is T.CODE and self._op in ("in", "="):
            ticked = self._ticked()
            return ticked[0] if len(ticked) == 1 else ticked or None
        if kind is T.CODE:
            return self.one.currentData()
        if kind is T.BOOLEAN:
            return int(self.one.currentData())
        if kind is T.DATE:
            return self._day()
        if kind is T.MONEY:
            return typed_money(typed)
        return typed_number(typed) if kind in NUMBERS else typed or None

    def unreadable(self) -> str:
        """What is wrong with what stands there, as a sentence; "" when nothing is."""
        if self._op in NOTHING or self.value() is not None:
            return ""
        if self._spec.type is T.CODE:
            return say("value.codes")
        text = self.day.currentText() if self._spec.type is T.DATE else self.line.text()
        if not text.strip():
            return say("value.needed")
        return say("value.date" if self._spec.type is T.DATE else "value.number", text=text.strip())

    def _day(self) -> str | None:
        text = self.day.currentText().strip()
        alive = {say(f"value.{each}"): each for each in ALIVE}
        return alive.get(text) or typed_date(text, self._today)

    def _ticked(self) -> tuple[str, ...]:
        items = [self.many.item(row) for row in range(self.many.count())]
        return tuple(str(each.data(CODE)) for each in items if each.checkState() == Qt.CheckState.Checked)
