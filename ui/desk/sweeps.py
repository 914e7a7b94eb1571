"""举一反三 under a matter on the desk: begin a sweep from it, see how far it is, report one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.matters.sweeps import TYPE
from ui import theme
from ui.context import Context
from ui.desk import sweep_reading
from ui.desk.sweep_reading import Own, Shown
from ui.desk.sweep_report import SweepReport
from ui.desk.sweep_sheet import begin_sweep
from ui.desk.sweep_view import SweepView
from ui.icons import icon
from ui.notices import Notice
from ui.pages.handbook_course import words
from ui.pages.handbook_reading import Course
from ui.pages.text.sweeps import say

CONCERNED = frozenset({"matter", "matter_event"})


class SweepsPane(QWidget):
    """`opened(place, id)`: the clerk wants to see a matter."""

    opened = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._matter = ""
        self.heading = words(say("group"), "group")
        self.report = SweepReport(context)
        self.none = words(say("none"), "quiet")
        self.start = QPushButton(icon("copy"), say("start"))
        self.view = SweepView(context, is_narrow=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for each in (self.heading, self.report, self.none, self.start, self.view):
            column.addWidget(each)
        self.start.clicked.connect(self.begin)
        self.view.opened.connect(lambda id: self.opened.emit("desk", id))
        self.report.source_wanted.connect(lambda id: self.opened.emit("desk", id))
        QShortcut(QKeySequence("F9"), self, self.begin)
        self.hide()

    def show_matter(self, course: Course | None) -> None:
        """What there is of sweeps about this matter."""
        matter = course.matter if course is not None else None
        id = matter.id if matter is not None else ""
        if id != self._matter:
            self.hide()
        self._matter = id
        if matter is None:
            return
        run, desk = self._context.tasks.run, self._context.desk
        is_sweep = matter["type"] == TYPE
        self.report.setVisible(is_sweep)
        if is_sweep:
            run(sweep_reading.own, desk, id, done=self._arrived_own, owner=self)
        run(sweep_reading.shown, desk, id, done=self._arrived, owner=self, with_known=False)

    def refresh(self, notice: Notice) -> None:
        """Something was written: another office's sweep may have moved."""
        if self._matter and notice.kinds & CONCERNED and self.isVisible():
            run, desk = self._context.tasks.run, self._context.desk
            run(sweep_reading.shown, desk, self._matter, done=self._arrived, owner=self, with_known=False)

    def begin(self) -> None:
        """F9: the window that begins a sweep from the matter shown."""
        if self._matter and self.start.isEnabled() and self.isVisible():
            begin_sweep(self, self._context, self._matter)

    def _arrived_own(self, own: Own) -> None:
        if own.matter == self._matter:
            self.report.show_own(own)
            self.heading.setText(say("own.group"))

    def _arrived(self, shown: Shown) -> None:
        if shown.matter != self._matter:
            return
        is_sweep = not self.report.isHidden()
        self.heading.setText(say("own.group" if is_sweep else "group"))
        has_any = bool(shown.rows)
        self.view.setVisible(has_any)
        if has_any:
            self.view.show_sweep(shown)
        begins = not has_any and (shown.can_start or shown.is_barred)
        if is_sweep:  # a township that was asked asks its villages in turn; a village looks itself
            begins = begins and self._context.desk.office.level != "village"
        self.none.setVisible(begins)
        self.start.setVisible(begins)
        self.start.setEnabled(shown.can_start and not shown.is_barred)
        self.start.setToolTip(say("start.barred" if shown.is_barred else "start.tip"))
        self.setVisible(is_sweep or has_any or begins)
