"""What a sweep found and solved, asked of the office that looked, with the button that finishes it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.kinds import KINDS, Field, FieldType
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.desk import sweep_reading
from ui.desk.sweep_reading import Own
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.icons import icon
from ui.pages.handbook_course import words
from ui.pages.text.sweeps import say
from ui.tables.flow_bar import FlowBar


class SweepReport(QWidget):
    """`source_wanted(id)`: the clerk wants to see what the sweep came from."""

    source_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._own: Own | None = None
        self.told = words(role="quiet")
        matter = KINDS["matter"]
        self.fields: dict[str, FieldWidget] = {
            name: field_widget(
                context, replace(matter.field(name), label=say(f"own.{name}"), required=name == "found")
            )
            for name in ("found", "solved")
        }
        text = Field("text", say("own.text"), FieldType.LONG_TEXT, hint=say("own.text.hint"))
        self.fields["text"] = field_widget(context, text)
        self.wrong = words(role="error")
        self.do = QPushButton(icon("check", "surface"), say("own.finish"))
        self.do.setProperty("role", "primary")
        self.source = QPushButton(say("own.source"))
        counts = QHBoxLayout()
        counts.setSpacing(theme.SPACE_3)
        counts.addWidget(self.fields["found"])
        counts.addWidget(self.fields["solved"])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.told)
        column.addLayout(counts)
        for each in (self.fields["text"], self.wrong, FlowBar([self.do, self.source])):
            column.addWidget(each)
        self.wrong.hide()
        self.fields["found"].entered.connect(self.fields["solved"].focus_input)
        self.fields["solved"].entered.connect(self._after_counts)
        self.fields["text"].entered.connect(self.do.setFocus)
        self.do.clicked.connect(self.report)
        self.source.clicked.connect(lambda: self.source_wanted.emit(self._own.source if self._own else ""))

    def show_own(self, own: Own) -> None:
        """Show this sweep; what is being typed about the same one stays."""
        is_another = self._own is None or self._own.matter != own.matter
        changed = self._own is not None and not is_another and own != self._own
        self._own = own
        if is_another or changed:
            self.fields["found"].set_value(own.found)
            self.fields["solved"].set_value(own.solved)
            self._tell("")
        if is_another:
            self.fields["text"].set_value(None)
        done = own.is_finished and own.found is not None
        told = say("own.uncounted" if own.is_finished else "own.words")
        if done:
            told = say("own.done", found=own.found, solved=own.solved or 0)
        self.told.setText(told)
        self.fields["text"].setVisible(not own.is_finished)
        self.do.setText(say("own.recount" if own.is_finished else "own.finish"))
        can = own.is_finished or own.can_finish
        self.do.setEnabled(can)
        self.do.setToolTip(say("own.finish.tip") if can else say("own.finish.barred", state=own.state))
        self.source.setVisible(bool(own.source))

    def report(self) -> None:
        """Have the numbers written; what is wrong is said beside them."""
        own = self._own
        shown = [name for name in self.fields if not (name == "text" and own is not None and own.is_finished)]
        first = ""
        for name in shown:
            self.fields[name].show_error(wrong := self.fields[name].check())
            first = first or (name if wrong else "")
        if first or own is None:
            self.fields[first or "found"].focus_input()
            return
        values = {name: self.fields[name].value() for name in shown}
        told = say("own.recounted" if own.is_finished else "own.finished")
        self.do.setEnabled(False)
        self._context.tasks.run(
            sweep_reading.report, self._context.desk, own, values, owner=self,
            done=lambda _: self._context.line.say(told, True), failed=self._refused,
        )  # fmt: skip

    def _after_counts(self) -> None:
        (self.fields["text"] if self.fields["text"].isVisible() else self.do).setFocus()

    def _refused(self, problem: Problem) -> None:
        self.do.setEnabled(True)
        field = self.fields.get(str(problem.details.get("field", "")))
        if field is not None:
            field.show_error(problem.sentence)
            field.focus_input()
        else:
            self._tell(problem.sentence)

    def _tell(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
