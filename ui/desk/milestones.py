"""The milestones of a task group: a list with what is late in words, and a line to add the next one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import records
from app.kinds import KINDS, Field
from app.matters import task_groups
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.desk import task_group_reading
from ui.desk.task_group_reading import GroupShown
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.icons import icon
from ui.pages.handbook_course import words
from ui.pages.text.task_groups import say
from ui.tables.flow_bar import FlowBar
from ui.tables.plain import PlainTable
from ui.tables.rows import chosen

# Heading, width, which of a row's cells.
WIDE = (("date", 104, 0), ("text", 0, 1), ("owner", 76, 2), ("told", 146, 3))
NARROW = (("text", 0, 4),)
MOST_LINES = 8
NAMES = ("date", "text", "owner")


class MilestonesBox(QWidget):
    """Enter on a line finishes it; Enter in the last field adds a line. Delete takes the marked one away."""

    def __init__(self, context: Context, *, is_narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._group: GroupShown | None = None
        self.told = words()
        self._is_narrow = is_narrow
        self._heads = NARROW if is_narrow else WIDE
        heads = [(say(f"head.{name}"), width) for name, width, _ in self._heads]
        self.table = PlainTable(say("milestones"), heads)
        if is_narrow:
            self.table.horizontalHeader().hide()
        else:
            self.table.leave_out(2)
        self.none = words(say("milestones.none"), "quiet")
        kind = KINDS["milestone"]
        # Planned days lie ahead: not a field that says when something was done.
        planned = replace(kind.field("date"), name="planned", label=say("step.date"))
        self.fields: dict[str, FieldWidget] = {
            "date": field_widget(context, planned),
            "text": field_widget(context, Field("text", say("step.text"), required=True)),
            "owner": field_widget(context, replace(kind.field("owner"), label=say("step.owner"))),
        }
        self.add_button = QPushButton(icon("add"), say("step.add"))
        self.finish = QPushButton(icon("check"), say("step.finish"))
        self.remove = QPushButton(icon("bin"), say("step.remove"))
        self._lay_out()
        self._wire()
        self.hide()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_2)
        for name, share in (("date", 2), ("text", 3), ("owner", 2)):
            if not (self._is_narrow and name == "owner"):
                line.addWidget(self.fields[name], share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(words(say("milestones"), "group"))
        for each in (self.told, self.table, self.none):
            column.addWidget(each)
        column.addLayout(line)
        if self._is_narrow:
            column.addWidget(self.fields["owner"])
        column.addWidget(FlowBar([self.add_button, self.finish, self.remove]))

    def _wire(self) -> None:
        self.fields["date"].entered.connect(self.fields["text"].focus_input)
        self.fields["text"].entered.connect(self.fields["owner"].focus_input)
        self.fields["owner"].entered.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.finish.clicked.connect(self.turn)
        self.remove.clicked.connect(self.take_away)
        self.table.opened.connect(lambda _: self.turn())
        self.table.chosen.connect(lambda _: self._name_turn())
        within = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, self.take_away, context=within)

    def show_group(self, group: GroupShown | None) -> None:
        """Show the milestones of this group; what is being typed for it stays."""
        is_another = group is None or self._group is None or group.id != self._group.id
        self._group = group
        self.setVisible(group is not None)
        if is_another:
            for each in self.fields.values():
                each.set_value(None)
                each.show_error("")
        if group is None:
            return
        self.told.setText(group.told)
        self.told.setProperty("role", "error" if group.is_late else "quiet")
        self.told.style().polish(self.told)
        self.table.show_rows([chosen(each, [at for *_, at in self._heads]) for each in group.rows])
        lines = min(len(group.rows), MOST_LINES) + (0 if self._is_narrow else 1)
        self.table.setFixedHeight(lines * theme.ROW + theme.SPACE_1)
        for shown in (self.table, self.finish, self.remove):
            shown.setVisible(bool(group.rows))
        self.none.setVisible(not group.rows)
        self.told.setVisible(bool(group.rows))
        self._name_turn()

    def add(self) -> None:
        """Add what stands in the line; what is missing is said beside it."""
        first = ""
        for name in NAMES:
            self.fields[name].show_error(wrong := self.fields[name].check())
            first = first or (name if wrong else "")
        if first or self._group is None:
            self.fields[first or "date"].focus_input()
            return
        values = {name: self.fields[name].value() for name in NAMES}
        self._context.tasks.run(
            task_groups.add_milestone, self._context.desk, self._group.id, values, owner=self,
            done=lambda _: self._added(), failed=self._refused,
        )  # fmt: skip

    def turn(self) -> None:
        """The marked milestone is finished today; a finished one is not after all."""
        if self._group is None or not (id := self.table.current_id):
            self._context.line.say(say("step.choose"))
            return
        is_finished = id not in self._group.finished
        told = say("step.finished" if is_finished else "step.reopened")
        self._context.tasks.run(
            task_group_reading.turn, self._context.desk, id, is_finished=is_finished, owner=self,
            done=lambda _: self._context.line.say(told, True),
        )  # fmt: skip

    def take_away(self) -> None:
        """The marked milestone goes to the recycle bin."""
        if id := self.table.current_id:
            self._context.tasks.run(
                records.remove, self._context.desk, "milestone", id, owner=self,
                done=lambda _: self._context.line.say(say("step.removed"), True),
            )  # fmt: skip

    def _name_turn(self) -> None:
        done = self._group is not None and self.table.current_id in self._group.finished
        self.finish.setText(say("step.reopen" if done else "step.finish"))
        has_mark = bool(self.table.current_id)
        for each in (self.finish, self.remove):
            each.setEnabled(has_mark)
        tip = say("step.reopen.tip" if done else "step.finish.tip")
        self.finish.setToolTip(tip if has_mark else say("step.choose"))
        self.remove.setToolTip("Delete" if has_mark else say("step.choose"))

    def _added(self) -> None:
        self._context.line.say(say("step.added"), True)
        for each in self.fields.values():
            each.set_value(None)
        self.fields["date"].focus_input()

    def _refused(self, problem: Problem) -> None:
        name = str(problem.details.get("field", "text"))
        self.fields.get(name, self.fields["text"]).show_error(problem.sentence)
