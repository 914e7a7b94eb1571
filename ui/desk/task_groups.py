"""集中攻关 under a matter on the desk: found a group, see and move its milestones."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kinds import KINDS
from app.matters import task_groups
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.desk import task_group_reading
from ui.desk.milestones import MilestonesBox
from ui.desk.task_group_fields import MAKERS
from ui.desk.task_group_reading import PRINTED, OnMatter
from ui.dialogs.sheet import Sheet
from ui.forms.form import Form
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages.handbook_course import words
from ui.pages.handbook_reading import Course
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.text.task_groups import say
from ui.tables.flow_bar import FlowBar
from ui.tables.related import RelatedList

CONCERNED = frozenset({"project", "milestone", "person", "organization"})
LAYOUT = (Group("", (("name",), ("owner", "start", "end"), ("members",), ("units",), ("notes",))),)


class FoundSheet(Sheet):
    """Who leads, who takes part, from when to when; `founded` with the new group's id."""

    founded = Signal(str)

    def __init__(self, context: Context, matter: str, name: str, parent: QWidget | None) -> None:
        super().__init__(say("found.title"), parent, 640, 560)
        self._context, self._matter = context, matter
        self.form = Form(context, KINDS["project"], LAYOUT, MAKERS)
        self.form.load({"name": name, "start": context.desk.today().isoformat()})
        self.wrong = words(role="error")
        self.do = QPushButton(icon("check", "surface"), say("found.do"))
        self.do.setProperty("role", "primary")
        self.do.setToolTip(say("found.do.tip"))
        for each in (self.do, self.close_button):
            each.setAutoDefault(False)
        self.do.clicked.connect(self.found)
        self.form.finished.connect(self.found)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.found)
        self.body.addWidget(self.form)
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.foot.insertWidget(1, self.do)
        self.form.focus("owner")

    def found(self) -> None:
        """Have it written; the window stays when something is missing, and says what."""
        if wrong := self.form.check():
            self.form.focus(wrong)
            return
        if not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        values: dict[str, Any] = self.form.values()
        self._context.tasks.run(
            task_groups.found, self._context.desk, self._matter, values, owner=self,
            done=self._done, failed=self._refused,
        )  # fmt: skip

    def _done(self, id: str) -> None:
        self._context.line.say(say("found.done"), True)
        self.founded.emit(id)
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.do.setEnabled(True)
        if not self.form.show_problem(problem):
            self.wrong.setText(problem.sentence)


class TaskGroupsPane(QWidget):
    """`opened(place, id)`: the clerk wants to see a group on its own page."""

    opened = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._matter = ""
        self._group = ""
        self.none = words(say("none"), "quiet")
        self.start = QPushButton(icon("organization"), say("found"))
        self.start.setToolTip(say("found.tip"))
        self.head = words()
        self.milestones = MilestonesBox(context, is_narrow=True)
        self.others = RelatedList(say("others"), say("others.none"))
        self.open_button = QPushButton(icon("organization"), say("open"))
        self.print_button = QPushButton(icon("print"), say("print"))
        bar = FlowBar([self.open_button, self.print_button, self.start])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(words(say("group"), "group"))
        for each in (self.none, self.head, self.milestones, bar, self.others):
            column.addWidget(each)
        self._wire()
        self.hide()

    def _wire(self) -> None:
        self.start.clicked.connect(self.begin)
        self.open_button.clicked.connect(lambda: self.opened.emit("task_groups", self._group))
        self.print_button.clicked.connect(self.print)
        self.others.opened.connect(lambda _kind, id: self.opened.emit("task_groups", id))
        QShortcut(QKeySequence("F10"), self, self.begin)

    def show_matter(self, course: Course | None) -> None:
        """The groups on this matter."""
        id = course.matter.id if course is not None else ""
        if id != self._matter:
            self.hide()
        self._matter = id
        if id:
            self._read()

    def refresh(self, notice: Notice) -> None:
        """Something was written: a group, a milestone, a name."""
        if self._matter and notice.kinds & CONCERNED:
            self._read()

    def begin(self) -> None:
        """F10: the window that founds a group on the matter shown."""
        if not self._matter or not self.isVisible():
            return
        matter = self._matter

        def arrived(name: str) -> None:
            sheet = FoundSheet(self._context, matter, name, self.window())
            sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            sheet.open()

        self._context.tasks.run(
            task_group_reading.proposed_name, self._context.desk, matter, done=arrived, owner=self
        )

    def print(self) -> None:
        """The paper of the group shown."""
        if self._group:
            PaperSheet.show_over(self, self._context, Wanted(PRINTED, (self._group,), say("paper")))

    def _read(self) -> None:
        self._context.tasks.run(
            task_group_reading.on_matter, self._context.desk, self._matter, done=self._arrived, owner=self
        )

    def _arrived(self, found: OnMatter) -> None:
        if found.matter != self._matter:
            return
        group = found.shown
        self._group = group.id if group is not None else ""
        self.none.setVisible(group is None)
        self.head.setText(group.head if group is not None else "")
        for each in (self.head, self.open_button, self.print_button):
            each.setVisible(group is not None)
        self.milestones.show_group(group)
        self.others.show_lines(found.others)
        self.others.setVisible(bool(found.others))
        self.start.setText(say("found" if group is None else "found.another"))
        self.setVisible(True)
