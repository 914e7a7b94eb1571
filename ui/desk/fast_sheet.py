"""直办快结 in one sheet: what was done and when, the report to the branch, what the person was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from app.desk import Desk
from app.kinds import KINDS, Field
from app.matters import bulk
from app.matters.bulk import Done
from app.problems import Problem
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.fields.typed import LongTextField
from ui.forms.form import Form
from ui.forms.layout import Group
from ui.pages.text.desk import say

EVENT, MATTER = KINDS["matter_event"], KINDS["matter"]


def finish(desk: Desk, ids: Sequence[str], values: Mapping[str, Any], reported: bool, feedback: str) -> Done:
    """For the worker. Raises Problem when the disk says no."""
    given = {name: value for name, value in values.items() if value is not None}
    return bulk.finish_at_once(desk, ids, given, reported=reported, feedback=feedback)


class FastSheet(Sheet):
    """`finished(Done)` after it was written down."""

    taken = Signal(object)

    def __init__(self, context: Context, ids: Sequence[str], by: str | None, parent: QWidget | None) -> None:
        super().__init__(say("fast.title", count=len(ids)), parent, width=560, height=520)
        self._context, self._ids = context, tuple(ids)
        hint = QLabel(say("fast.hint"))
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        self.form = Form(context, EVENT, (Group("", (("text",), ("date", "by"))),), {"text": self._text})
        self.form.load({"date": context.desk.today().isoformat(), "by": by})
        told = replace(MATTER.field("feedback"), label=say("fast.feedback"), hint=say("fast.feedback.hint"))
        self.feedback = LongTextField(told)
        self.reported = QCheckBox(say("fast.reported"))
        self.reported.setChecked(True)
        self.reported.setToolTip(say("fast.reported.tip"))
        self.confirm = QPushButton(say("act.fast"))
        self.confirm.setProperty("role", "primary")
        self.confirm.setToolTip("Ctrl+Enter")
        self.confirm.clicked.connect(self.accept)
        self.confirm.setAutoDefault(False)
        self.close_button.setAutoDefault(False)
        for each in (hint, self.form, self.feedback, self.reported):
            self.body.addWidget(each)
        self.body.addStretch(1)
        self.foot.insertWidget(1, self.confirm)
        self.form.finished.connect(self.feedback.focus_input)
        self.feedback.entered.connect(self.accept)
        self.form.focus("text")

    def accept(self) -> None:
        """Write it down; the sheet stays when something is missing, and says what."""
        if not self.confirm.isEnabled():
            return  # Ctrl+Enter again before the first answer came
        if wrong := self.form.check():
            self.form.focus(wrong)
            return
        self.confirm.setEnabled(False)
        self._context.tasks.run(
            finish, self._context.desk, self._ids, self.form.values(), self.reported.isChecked(),
            self.feedback.value() or "", done=self._done, failed=self._refused, owner=self,
        )  # fmt: skip

    def _done(self, done: Done) -> None:
        self.taken.emit(done)
        super().accept()

    def _refused(self, problem: Problem) -> None:
        self.confirm.setEnabled(True)
        self._context.messages.tell_problem(problem)

    def _text(self, context: Context, spec: Field, parent: QWidget) -> FieldWidget:
        return field_widget(context, replace(spec, required=True, label=say("fast.text")), parent)
