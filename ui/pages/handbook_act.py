"""The small window of one act on a matter: when, who, what, and what that act must bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import drafts, matters
from app.desk import Desk
from app.kinds import KINDS, Field
from app.matters import NEEDED, RESULTS, Act, Part
from app.problems import Problem
from app.workdays import calendar_of
from ui import theme
from ui.context import Context
from ui.desk.called_field import CalledField
from ui.fields.base import FieldWidget
from ui.fields.coded import CodeField
from ui.fields.making import field_widget
from ui.fields.working_days import Counting, DeadlineField
from ui.forms.drafts import form_drafting
from ui.forms.form import Form, Maker
from ui.forms.layout import Group
from ui.pages.text.handbook import say
from ui.text import say as shell_say

EVENT = KINDS["matter_event"]
WITH_DEADLINE = frozenset({Act.ACCEPT, Act.ANALYSE, Act.DISPATCH, Act.WHISTLE, Act.EXTEND, Act.CONFIRM})
WITH_ORGANIZATION = frozenset({Act.DISPATCH, Act.WHISTLE, Act.ESCALATE, Act.RECEIVE})
# What an act asks for beside what every act does; the other acts ask for what happened, when and who.
ASKED: dict[Act, tuple[tuple[str, ...], ...]] = {
    Act.ANALYSE: (("cause",), ("remedy",)),
    Act.DISPATCH: (("responsible", "person_named"), ("deadline",), ("standard",)),
    Act.WHISTLE: (("deadline",),),
    Act.EXTEND: (("deadline",),),
}
CORRECTED = "after"  # the field in whose place the corrected event is chosen
FIRST = (CORRECTED, "organization", "result", "cause", "text")  # which has the cursor first


@dataclass(frozen=True)
class Step:
    """The act that is to be written down. `part`: on that part of a whistle, called `part_name`."""

    matter: str
    act: Act
    label: str
    by: str | None = None
    part: Part | None = None
    part_name: str = ""
    correctable: Sequence[tuple[str, str]] = ()
    deadline: str = ""  # the one that holds now: what is prolonged

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields without which the act is refused."""
        # the list marks what was explained with the reason (domain row 60)
        needed = (*NEEDED.get(self.act, ()), *(("text",) if self.act is Act.EXPLAIN else ()))
        return tuple(name for name in needed if not (self.part and name == "organization"))


def take(desk: Desk, step: Step, values: Mapping[str, Any]) -> None:
    """Write the step down. For the database worker; raises MatterProblem."""
    given = {name: value for name, value in values.items() if value is not None}
    if CORRECTED in given:
        given["event"] = given.pop(CORRECTED)
    if step.part is not None:
        given.update(whistle=step.part.whistle, organization=step.part.organization)
    if step.act is Act.WHISTLE:
        matters.whistle(desk, step.matter, given.pop("organization", []), given)
    else:
        matters.act(desk, step.matter, step.act.value, given)


def _take_with_draft(
    desk: Desk, form: str, take: Callable[[Desk, Step, Mapping[str, Any]], object], step: Step,
    values: Mapping[str, Any],
) -> object:  # fmt: skip
    with drafts.saved_with(desk, form):
        return take(desk, step, values)


Take = Callable[[Desk, Step, Mapping[str, Any]], object]


class ActDialog(QDialog):
    """Asks for what one act needs; `taken` with what writing it down gave, None for a single matter.

    `take(desk, step, values)` writes it down on the worker, where that is more than one step with one matter.
    """

    taken = Signal(object)

    def __init__(
        self, context: Context, step: Step, parent: QWidget | None = None, take: Take = take
    ) -> None:
        super().__init__(parent)
        self._context, self._step, self._take = context, step, take
        heading = say("act.of_part", act=step.label, name=step.part_name) if step.part else step.label
        self.setWindowTitle(heading)
        self.setMinimumWidth(520)
        title = QLabel(heading)
        title.setProperty("role", "heading")
        self.form = Form(context, EVENT, (Group("", self._rows()),), self._makers())
        self.form.load({"date": context.desk.today().isoformat(), "by": step.by})
        part = step.part.whistle if step.part else ""
        self._draft_key = "/".join(("act", step.matter, step.act.value, part))
        self._drafting = form_drafting(context, self.form, self)
        self._drafting.taken.connect(self._grow)
        self._drafting.begin(self._draft_key)
        self.form.finished.connect(self.accept)
        self.form.edited.connect(lambda _: self._grow())
        self._wrong = QLabel()
        self._wrong.setProperty("role", "error")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self.confirm = QPushButton(step.label)
        self.confirm.setProperty("role", "primary")
        self.confirm.setToolTip("Ctrl+Enter")
        self.confirm.clicked.connect(self.accept)
        cancel = QPushButton(shell_say("cancel"))
        cancel.clicked.connect(self._give_up)
        for button in (self.confirm, cancel):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addStretch(1)
        row.addWidget(self.confirm)
        row.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_5, theme.SPACE_4, theme.SPACE_5, theme.SPACE_4)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(title)
        layout.addWidget(self.form)
        layout.addWidget(self._wrong)
        layout.addLayout(row)
        first = next((name for name in FIRST if name in self.form.fields), "")
        self.form.focus("deadline" if step.act is Act.EXTEND else first)

    def accept(self) -> None:
        """Write the act down; the window stays when something is missing, and says what."""
        if wrong := self.form.check():
            self.form.focus(wrong)
            self._grow()
            return
        self.confirm.setEnabled(False)
        self._context.tasks.run(
            _take_with_draft, self._context.desk, self._draft_key, self._take, self._step,
            self.form.values(), done=self._done, failed=self._refused, owner=self,
        )  # fmt: skip

    def reject(self) -> None:
        """Esc and the cross keep what is typed as a draft for the next time."""
        self._drafting.keep()
        self._drafting.begin("")
        super().reject()

    def _give_up(self) -> None:
        self._drafting.drop()
        self._drafting.begin("")
        super().reject()

    def _done(self, result: object) -> None:
        self._drafting.begin("")
        if result is None:
            self._context.line.say(say("act.done", act=self._step.label), True)
        self.taken.emit(result)
        super().accept()

    def _refused(self, problem: Problem) -> None:
        self.confirm.setEnabled(True)
        if not self.form.show_problem(problem):
            self._wrong.setText(problem.sentence)
            self._wrong.show()
        self._grow()

    def _grow(self) -> None:
        """Take the height that chips, texts and sentences need, once they are laid out."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self.adjustSize()
        layout, room = self.layout(), self.screen().availableGeometry()
        assert layout is not None
        # Qt gives a window no more than two thirds of the screen by itself and cuts lines off.
        needed = min(layout.totalHeightForWidth(self.width()), room.height())
        if needed > self.height():
            self.resize(self.width(), needed)
        below = self.frameGeometry().bottom() - room.bottom()
        if below > 0:  # its buttons would stand below the screen's edge
            self.move(self.x(), max(room.top(), self.y() - below))

    def _rows(self) -> tuple[tuple[str, ...], ...]:
        act = self._step.act
        rows: list[tuple[str, ...]] = []
        if act is Act.CORRECT:
            rows.append((CORRECTED,))
        if act in WITH_ORGANIZATION and self._step.part is None:
            rows.append(("organization",))
        role = self._context.desk.operator.role
        if act in RESULTS and (act is not Act.CORRECT or matters.may_strike_out(role)):
            rows.append(("result",))
        if self._step.part is None:
            rows += ASKED.get(act, ())
        rows += [("text",), ("date", "by")]
        if act in WITH_DEADLINE and ("deadline",) not in rows and self._step.part is None:
            rows.append(("deadline",))
        return tuple(rows)

    def _makers(self) -> Mapping[str, Maker]:
        makers: dict[str, Maker] = {name: self._field for name in ("text", "organization")}
        makers["deadline"] = self._deadline
        makers["result"] = self._result
        makers[CORRECTED] = self._corrected
        return makers

    def _spec(self, spec: Field) -> Field:
        return replace(spec, required=spec.name in self._step.needed)

    def _field(self, context: Context, spec: Field, parent: QWidget) -> FieldWidget:
        spec = self._spec(spec)
        if spec.name == "organization" and self._step.act is Act.WHISTLE:
            hint = shell_say("field.organization_hint")
            counting = Counting(lambda: calendar_of(context.codes.now), context.desk.today)
            return CalledField(context, spec, hint, counting, parent)
        if spec.name == "organization" and self._step.act is Act.DISPATCH:
            spec = replace(spec, label=say("act.owner"))
        return field_widget(context, spec, parent)

    def _deadline(self, context: Context, spec: Field, parent: QWidget) -> FieldWidget:
        """Counted from today; where it is prolonged, from the deadline that holds."""
        before = self._step.deadline if self._step.act is Act.EXTEND else ""
        spec, desk = self._spec(spec), context.desk
        start, since = desk.today, ""
        if len(before) == 10:
            start, since = (lambda: date.fromisoformat(before)), say("act.before", deadline=before)
            spec = replace(spec, label=say("act.extended", deadline=before))
        counting = Counting(lambda: calendar_of(context.codes.now), start, since)
        return DeadlineField(spec, counting, desk.today, parent, desk.watch.doubt)

    def _result(self, context: Context, spec: Field, parent: QWidget) -> FieldWidget:
        codes = RESULTS[self._step.act]
        label = say("act.void") if self._step.act is Act.CORRECT else spec.label
        spec = replace(self._spec(spec), label=label)
        return CodeField(
            spec, lambda: [(code, context.codes.label(spec.codes, code)) for code in codes], parent
        )

    def _corrected(self, _context: Context, spec: Field, parent: QWidget) -> FieldWidget:
        spec = replace(spec, label=say("act.event"), required=True)
        return CodeField(spec, lambda: list(self._step.correctable), parent)
