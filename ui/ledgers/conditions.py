"""The designer's tab of conditions: which records a ledger lists."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.kinds import KINDS
from app.ledgers.definitions import PERIODS, Condition, LedgerDefinition
from ui.codes import CodeLists
from ui.ledgers.panes import LineList, Pane, choice, labelled, moved, path_field
from ui.ledgers.paths import Spec, conditions_of, label_of, spec_of
from ui.ledgers.reading import date_path
from ui.ledgers.text import say
from ui.ledgers.values import NOTHING, ValueEdit, operator_words, operators_of, value_words


def periods_of(definition: LedgerDefinition) -> tuple[str, ...]:
    """Which of the ways a period may be meant fit the kind."""
    if not date_path(definition):
        return ("none",)
    kind = KINDS[definition.source]
    lasts = kind.has("start") and kind.has("end")
    return tuple(each for each in PERIODS if each != "active" or lasts)


class ConditionsPane(Pane):
    """A list of the conditions in words, and field, operator and value of the marked one."""

    def __init__(self, codes: CodeLists, today: datetime.date) -> None:
        super().__init__()
        self._codes = codes
        # A condition whose value is not given yet; it counts from when it is.
        self._pending: Condition | None = None
        self.period = choice((), lambda: self._change_period())
        self.lines = LineList(say("where"))
        self.lines.chosen.connect(self._choose)
        self.lines.moved.connect(self._move)
        self.lines.dropped.connect(self._drop)
        self.adding = path_field(say("where.add"), lambda: conditions_of(self.definition.source))
        self.adding.edited.connect(self._add)
        self.op = choice((), lambda: self._change_op())
        self.value = ValueEdit(codes, today)
        self.value.edited.connect(self._change_value)
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._parts = QLabel()
        self._parts.setWordWrap(True)
        self._parts.setProperty("role", "quiet")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QLabel(say("where"))
        head.setProperty("role", "label")
        self._editor = QWidget()
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.addWidget(self._about)
        editor.addLayout(labelled(say("where.op"), self.op))
        editor.addWidget(self.value)
        self._about.setProperty("role", "group")
        self.column.addLayout(labelled(say("where.period"), self.period))
        self.column.addWidget(self.adding)
        self.column.addWidget(head)
        self.column.addWidget(self.lines, 1)
        self.column.addWidget(self._parts)
        self.column.addWidget(self._editor)
        self.column.addWidget(self.error)
        self.column.addStretch(1)

    def show_definition(self, definition: LedgerDefinition) -> None:
        self.definition = definition
        self._pending = None
        self.period.clear()
        for each in periods_of(definition):
            self.period.addItem(say(f"period.{each}"), each)
        self.period.setCurrentIndex(max(self.period.findData(definition.period), 0))
        self.period.setEnabled(definition.layout != "statistics")
        labels = say("value.and").join(each.label for each in definition.parts)
        self._parts.setText(say("where.parts", count=len(definition.parts), labels=labels))
        self._parts.setVisible(bool(definition.parts))
        self._show_lines(max(self.lines.row, 0))
        self._show_condition()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those of the definition, and the one being made."""
        return (*self.definition.where, *([self._pending] if self._pending is not None else []))

    def _spec(self, condition: Condition) -> Spec:
        return spec_of(self.definition.source, condition.path)

    def words_of(self, condition: Condition) -> str:
        """The condition as a line: “户类型 是其中之一 低保户、特困供养户”."""
        spec = self._spec(condition)
        value = value_words(spec, condition.op, condition.value, self._codes)
        label = label_of(self.definition.source, condition.path)
        return "　".join(filter(None, (label, operator_words(spec, condition.op), value)))

    def _show_lines(self, row: int) -> None:
        lines = [self.words_of(each) for each in self.conditions]
        self.lines.show_lines(lines, row)
        for at, line in enumerate(lines):
            self.lines.list.item(at).setToolTip(line)
        self._editor.setVisible(bool(lines))

    def _show_condition(self) -> None:
        self.show_error("")
        if not self.conditions:
            return
        condition = self.conditions[self.lines.row]
        spec = self._spec(condition)
        operators = operators_of(spec)
        op = "in" if condition.op == "=" and "in" in operators else condition.op
        self.op.clear()
        for each in dict.fromkeys((*operators, op)):
            self.op.addItem(operator_words(spec, each), each)
        self.op.setCurrentIndex(self.op.findData(op))
        self._about.setText(label_of(self.definition.source, condition.path))
        self.value.adapt(spec, op, condition.value)

    def _choose(self, row: int) -> None:
        if self._pending is not None and row < len(self.definition.where):
            self._pending = None
            self._show_lines(row)
        self._show_condition()

    def _tell(self, where: tuple[Condition, ...], row: int, settled: bool = True) -> None:
        self._pending = None
        self.definition = replace(self.definition, where=where)
        self._show_lines(row)
        self.changed.emit(self.definition, settled)

    def _put(self, condition: Condition, settled: bool = True) -> None:
        row, where = self.lines.row, self.definition.where
        self._tell((*where[:row], condition, *where[row + 1 :]), row, settled)

    def _change_period(self) -> None:
        self.definition = replace(self.definition, period=str(self.period.currentData()))
        self.changed.emit(self.definition, True)

    def _add(self) -> None:
        path = self.adding.value()
        if path is None:
            return
        self.adding.set_value(None)
        op = operators_of(spec_of(self.definition.source, path))[0]
        self._pending = Condition(path, op, None)
        self._show_lines(len(self.definition.where))
        self._show_condition()
        if op in NOTHING:
            self._put(self._pending)
        elif self._spec(self._pending).type.value == "boolean":
            self._change_value(True)
        QTimer.singleShot(0, self, lambda: self.bring_into_view(self.value.currentWidget()))

    def _change_op(self) -> None:
        condition, op = self.conditions[self.lines.row], str(self.op.currentData())
        spec = self._spec(condition)
        keeps = (condition.op in NOTHING) == (op in NOTHING) and not isinstance(condition.value, tuple)
        value: Any = condition.value if keeps else None
        self.value.adapt(spec, op, value)
        self._change_value(True)

    def _change_value(self, settled: bool) -> None:
        if not self.conditions:
            return
        if wrong := self.value.unreadable():
            self.show_error(wrong if settled else "")
            return
        before = self.conditions[self.lines.row]
        after = Condition(before.path, self.value.operator(), self.value.value())
        self.show_error("")
        if after != before or settled:
            self._put(after, settled)

    def _move(self, start: int, end: int) -> None:
        if self._pending is None:
            self._tell(moved(self.definition.where, start, end), end)

    def _drop(self, row: int) -> None:
        if self._pending is not None and row == len(self.definition.where):
            self._pending = None
            self._show_lines(row - 1)
        else:
            self._tell((*self.definition.where[:row], *self.definition.where[row + 1 :]), row)
        self._show_condition()
