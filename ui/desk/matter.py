"""One matter beside the list: what was said, by whom, where it stands, its acts, its like, other topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.desk import plugs, reading
from ui.desk.papers import buttons
from ui.desk.reading import View
from ui.icons import icon
from ui.notices import Notice
from ui.pages.handbook_course import CoursePanel, FiveHaves, words
from ui.pages.text.desk import say
from ui.tables.flow_bar import FlowBar
from ui.tables.related import RelatedLine, RelatedList
from ui.tasks import Ticket

LEAST_WIDTH = 300
STAYS_MS = 250  # so long on a matter before its like is looked for
CONCERNED = frozenset(
    {"matter", "matter_event", "visit", "person", "organization", "household", "project", "milestone"}
)


class _Facts(QWidget):
    """Headings and words in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(theme.SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these instead of the present ones."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (heading, told) in enumerate(facts):
            label = words(heading, "quiet")
            label.setWordWrap(False)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words(told), row, 1)


class MatterPane(QScrollArea):
    """The matter that the list's mark is on. `wanted(place, id)`: the clerk wants to see it elsewhere."""

    wanted = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self.id = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setAccessibleName(say("matter"))
        self.description, self.original = words(role="subheading"), words()
        self.facts = _Facts()
        self.five, self.course = FiveHaves(context), CoursePanel(context)
        self.similar = RelatedList(say("similar"), say("similar.none"))
        self.panes = plugs.panes(context)
        self.handbook = QPushButton(icon("handbook"), say("open_handbook"))
        self.handbook.setToolTip(say("open_handbook.tip"))
        self.papers = buttons(context, self)
        self._marked: tuple[str, ...] = ()
        self._seeking = QTimer(self)
        self._sought: Ticket | None = None
        self._nothing = words(say("matter.none"), "quiet")
        self._inside = QWidget()
        self._lay_out()
        self._wire()
        self.show_matter("")

    def _lay_out(self) -> None:
        box = QWidget()
        box.setObjectName("card")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        self._bar = FlowBar([self.handbook, *self.papers])
        for each in (
            self.description, self.original, self.facts, self.five, self._bar, self.course, *self.panes,
            self.similar,
        ):  # fmt: skip
            column.addWidget(each)
        outer = QVBoxLayout(box)
        outer.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        outer.addWidget(self._nothing)
        outer.addWidget(self._inside)
        outer.addStretch(1)
        self.setWidget(box)

    def _wire(self) -> None:
        self._seeking.setSingleShot(True)
        self._seeking.setInterval(STAYS_MS)
        self._seeking.timeout.connect(self._seek)
        self.five.next_wanted.connect(self.course.begin_suggested)
        self.handbook.clicked.connect(lambda: self.wanted.emit("handbook", self.id))
        self.similar.opened.connect(lambda _kind, id: self.wanted.emit("desk", id))
        for pane in self.panes:
            if (opened := getattr(pane, "opened", None)) is not None:
                opened.connect(self.wanted)

    def show_matter(self, id: str) -> None:
        """Show the matter with this id, read afresh; "" shows none."""
        if id != self.id:
            self.verticalScrollBar().setValue(0)
            self.similar.show_lines(())
        self.id = id
        self._seeking.stop()
        if not id:
            self._show_nothing()
            return
        run = self._context.tasks.run
        run(reading.view, self._context.desk, id, done=self._arrived, failed=self._missing, owner=self)

    def hear(self, notice: Notice) -> None:
        """Something was written: read again what is shown, and let the panes do so."""
        if self.id and notice.kinds & CONCERNED:
            self.show_matter(self.id)
        for pane in self.panes:
            if (refresh := getattr(pane, "refresh", None)) is not None:
                refresh(notice)

    def show_marked(self, ids: Sequence[str]) -> None:
        """So many are marked in the list: their papers are printed together."""
        self._marked = tuple(ids)
        if self._marked:
            self.papers.show(self._marked)

    def _arrived(self, view: View) -> None:
        if view.course.matter.id != self.id:
            return
        if self.id not in self._marked:
            self.papers.show((self.id,))
        self._nothing.hide()
        self._inside.show()
        self.description.setText(view.description)
        self.original.setText(say("original", words=view.original))
        self.original.setVisible(bool(view.original))
        self.facts.show_facts(view.facts)
        self.five.show_course(view.course)
        self.course.show_course(view.course)
        for pane in self.panes:
            pane.show_matter(view.course)
        self._seeking.start()

    def _seek(self) -> None:
        """Look for matters like this one, once the clerk stays with it: that takes longest."""
        if self._sought is not None:
            self._sought.drop()
        run = self._context.tasks.run
        self._sought = run(
            reading.similar, self._context.desk, self.id, done=self._found(self.id), owner=self
        )

    def _found(self, id: str) -> Callable[[tuple[RelatedLine, ...]], None]:
        return lambda lines: self.similar.show_lines(lines) if id == self.id else None

    def _missing(self, _: Problem) -> None:
        self.show_matter("")

    def _show_nothing(self) -> None:
        self._inside.hide()
        self._nothing.show()
        for pane in self.panes:
            pane.show_matter(None)
