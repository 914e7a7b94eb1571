"""The windows in which something goes out to the offices below: a sweep is begun, a matter is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk import Desk
from app.kinds import KINDS, Field, FieldType
from app.matters import sweeps
from app.matters.assigning import assign
from app.problems import Problem
from app.workdays import calendar_of
from ui import theme
from ui.context import Context
from ui.desk import sweep_reading
from ui.desk.offices import Choice, TickList
from ui.desk.sweep_reading import Proposal
from ui.dialogs.sheet import Sheet
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.fields.working_days import Counting, DeadlineField
from ui.pages.text.sweeps import say

MATTER = KINDS["matter"]


def described(name: str, label: str, *, required: bool = False, hint: str = "") -> Field:
    """A field of a matter under another label."""
    return replace(MATTER.field(name), label=label, required=required, hint=hint)


class OutgoingSheet(Sheet):
    """Fields above, a list to tick below, one button. `sent` with the new ids."""

    sent = Signal(list)

    def __init__(
        self, context: Context, heading: str, words: str, ticks: str, parent: QWidget | None
    ) -> None:
        super().__init__(heading, parent, 640, 660)
        self._context = context
        self.fields: dict[str, FieldWidget] = {}
        told = QLabel(words)
        told.setWordWrap(True)
        told.setProperty("role", "quiet")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.SPACE_3, 0)
        self._column.setSpacing(theme.SPACE_2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.words = told
        self.ticks = TickList(ticks)
        self.ticks.changed.connect(self._count)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setProperty("role", "error")
        self.do = QPushButton()
        self.do.setProperty("role", "primary")
        self.do.setToolTip(say("sheet.do.tip"))
        self.do.clicked.connect(self.send)
        for each in (self.do, self.close_button):
            each.setAutoDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send)
        self.body.addWidget(told)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.wrong)
        self.foot.insertWidget(1, self.do)

    def add(self, name: str, widget: FieldWidget, *, is_beside: bool = False) -> None:
        """One more field, on a line of its own or beside the last; Enter goes on to the next."""
        last = list(self.fields.values())[-1:]
        self.fields[name] = widget
        if not is_beside:
            self._row = QHBoxLayout()
            self._row.setSpacing(theme.SPACE_3)
            self._column.addLayout(self._row)
        self._row.addWidget(widget, 1)
        for before in last:
            before.entered.connect(widget.focus_input)

    def end(self) -> None:
        """All fields are there: the list stands under them."""
        self._column.addWidget(self.ticks)
        self._column.addStretch(1)
        list(self.fields.values())[-1].entered.connect(self.ticks.lines.setFocus)
        next(iter(self.fields.values())).focus_input()
        self._count()

    def deadline(self, label: str) -> DeadlineField:
        """The field of the day by which it is due; “10” are ten working days."""
        context, desk = self._context, self._context.desk
        counting = Counting(lambda: calendar_of(context.codes.now), desk.today)
        spec = described("deadline", label, required=True)
        return DeadlineField(spec, counting, desk.today, None, desk.watch.doubt)

    def send(self) -> None:
        """Check, and have it written; the window stays when something is missing and says what."""
        first = ""
        for name, widget in self.fields.items():
            widget.show_error(wrong := widget.check())
            first = first or (name if wrong else "")
        if first:
            self.fields[first].focus_input()
            return
        if not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        values = {name: widget.value() for name, widget in self.fields.items()}
        self._context.tasks.run(
            self.write,
            self._context.desk,
            values,
            self.ticks.ticked,
            done=self._done,
            failed=self._refused,
            owner=self,
        )

    def write(self, desk: Desk, values: Mapping[str, Any], ticked: list[str]) -> list[str]:
        """What the button does, on the worker; the new ids. Raises Problem."""
        raise NotImplementedError

    def button_words(self, count: int) -> str:
        """What stands on the button while so many lines are ticked."""
        raise NotImplementedError

    def done_words(self, count: int) -> str:
        """What the window's line says afterwards."""
        raise NotImplementedError

    def _count(self) -> None:
        self.do.setText(self.button_words(len(self.ticks.ticked)))

    def _done(self, ids: list[str]) -> None:
        self._context.line.say(self.done_words(len(ids)), True)
        self.sent.emit(ids)
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.do.setEnabled(True)
        field = self.fields.get(str(problem.details.get("field", "")))
        if field is not None:
            field.show_error(problem.sentence)
            field.focus_input()
        else:
            self.wrong.setText(problem.sentence)


class SweepSheet(OutgoingSheet):
    """Begins a sweep from one matter."""

    def __init__(self, context: Context, matter: str, start: Proposal, parent: QWidget | None) -> None:
        self._matter, self._start = matter, start
        words = say("sheet.words.own" if start.is_own else "sheet.words")
        ticks = say("sheet.areas" if start.is_own else "sheet.offices")
        super().__init__(context, say("sheet.title"), words, ticks, parent)
        about = Field("about", say("sheet.about"), required=True, max_length=120)
        self.add("about", field_widget(context, about))
        self.add("deadline", self.deadline(say("sheet.deadline")))
        spec = described("standard", say("sheet.standard"), hint=say("sheet.standard.hint"))
        self.add("standard", field_widget(context, spec))
        if start.is_own:
            other = Field("other", say("sheet.areas.other"))
            self.add("other", field_widget(context, other))
        self.fields["about"].set_value(start.about)
        self.fields["deadline"].set_value(str(start.days))
        self.ticks.offer(start.choices, ticked=True)
        self.end()

    def write(self, desk: Desk, values: Mapping[str, Any], ticked: list[str]) -> list[str]:
        if not self._start.is_own:
            return sweeps.start(desk, self._matter, ticked, values)
        other = str(values.get("other") or "").replace("，", "、").split("、")
        return sweeps.start(desk, self._matter, [], {**values, "areas": [*ticked, *other]})

    def button_words(self, count: int) -> str:
        return say("sheet.do.own") if self._start.is_own else say("sheet.do", count=count)

    def done_words(self, count: int) -> str:
        return say("sheet.done.own") if self._start.is_own else say("sheet.done", count=count)


class AssignSheet(OutgoingSheet):
    """Gives one matter to offices below."""

    def __init__(self, context: Context, offices: tuple[Choice, ...], parent: QWidget | None) -> None:
        super().__init__(context, say("assign.title"), say("assign.words"), say("sheet.offices"), parent)
        # Typed here for the first time: nothing of it is hidden.
        text = Field("description", say("assign.description"), FieldType.LONG_TEXT, required=True)
        self.add("description", field_widget(context, text))
        self.add("category", field_widget(context, described("category", say("assign.category"))))
        urgency = field_widget(context, described("urgency", say("assign.urgency")))
        self.add("urgency", urgency, is_beside=True)
        self.add("deadline", self.deadline(say("assign.deadline")))
        self.add("standard", field_widget(context, described("standard", say("assign.standard"))))
        self.fields["urgency"].set_value("normal")
        self.ticks.offer(offices)
        self.end()

    def write(self, desk: Desk, values: Mapping[str, Any], ticked: list[str]) -> list[str]:
        return assign(desk, ticked, values)

    def button_words(self, count: int) -> str:
        return say("assign.do", count=count)

    def done_words(self, count: int) -> str:
        return say("assign.done", count=count)


def begin_sweep(page: QWidget, context: Context, matter: str) -> None:
    """Ask what the window needs, then open it over the page's window."""
    context.tasks.run(
        sweep_reading.proposal, context.desk, matter, owner=page,
        done=lambda start: _open(SweepSheet(context, matter, start, page.window())),
    )  # fmt: skip


def begin_assigning(page: QWidget, context: Context) -> None:
    """The window that gives a matter to those below, over the page's window; without any, say so."""

    def arrived(offices: tuple[Choice, ...]) -> None:
        if offices:
            _open(AssignSheet(context, offices, page.window()))
        else:
            context.messages.tell(say("no_offices"))

    context.tasks.run(sweep_reading.below, context.desk, done=arrived, owner=page)


def _open(sheet: OutgoingSheet) -> None:
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()
