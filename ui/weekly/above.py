"""The offices below with their last weeks beside each other; one of them read in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.matters.weekly import Week, week_of
from app.matters.weekly_below import WEEKS, OfficeLine
from ui import theme
from ui.context import Context
from ui.pages.text.weekly import say
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.weekly.lists import WeekLists
from ui.weekly.own import name_of
from ui.weekly.reading import Above, Lists, cell_of, missing, office_week

NAME_WIDTH, WEEK_WIDTH = 0, 174


class AbovePane(QWidget):
    """A row for each office, a column for each week; the marked cell is read below."""

    enrol_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kind = say(f"kind.{context.desk.office.level}")
        self._shown: Above | None = None
        self._asked: tuple[str, Week] | None = None
        self.summary = QLabel()
        self.summary.setProperty("role", "subheading")
        self.own = QLabel()
        self.own.setProperty("role", "quiet")
        self.own.setWordWrap(True)
        self.only_missing = QCheckBox(say("only_missing"))
        heads = [(say("above.office"), NAME_WIDTH), *((str(at), WEEK_WIDTH) for at in range(WEEKS))]
        self.table = PlainTable(say("above.table"), heads)
        self.lists = WeekLists()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "quiet")
        self.empty = EmptyState("organization", say("above.none", kind=self._kind), say("above.enrol"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.only_missing.toggled.connect(lambda _: self._show_lines())
        self.table.currentCellChanged.connect(lambda *_: self._choose())
        self.table.opened.connect(lambda _: self.lists.table.setFocus())
        self.empty.first_step.connect(self.enrol_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(self.summary, 1)
        head.addWidget(self.only_missing)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, theme.SPACE_2, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self.told)
        column.addWidget(self.lists, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([240, 400])
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addLayout(head)
        layout.addWidget(self.own)
        layout.addWidget(self._stack, 1)

    @property
    def chosen(self) -> tuple[OfficeLine, Week] | None:
        """The office and the week of the marked cell."""
        if self._shown is None:
            return None
        found = next((each for each in self._shown.lines if each.office == self.table.current_id), None)
        if found is None:
            return None
        at = max(0, self.table.currentColumn() - 1)
        return found, found.weeks[min(at, len(found.weeks) - 1)].week

    @property
    def has_offices(self) -> bool:
        """Whether anybody is below."""
        return bool(self._shown and self._shown.lines)

    @property
    def missing_count(self) -> int:
        """How many have not handed in the newest week shown."""
        return len(missing(self._shown.lines)) if self._shown else 0

    def show_weeks(self, shown: Above) -> None:
        """Show these weeks instead."""
        self._shown = shown
        self._stack.setCurrentIndex(0 if shown.lines else 1)
        late = len(missing(shown.lines))
        self.summary.setText(say(
            "above.summary", week=shown.last.label, kind=self._kind, total=len(shown.lines),
            handed=len(shown.lines) - late, missing=late,
        ))  # fmt: skip
        self.summary.setVisible(bool(shown.lines))
        self.own.setText(shown.own)
        self.own.setVisible(bool(shown.own))
        self._show_lines()

    def _show_lines(self) -> None:
        if self._shown is None:
            return
        lines = [
            each
            for each in self._shown.lines
            if not (self.only_missing.isChecked() and each.weeks[0].handed_in)
        ]
        if self._shown.lines:
            weeks = [name_of(each.week) for each in self._shown.lines[0].weeks]
            self.table.setHorizontalHeaderLabels([say("above.office"), *weeks])
        now = week_of(self._context.desk.today())
        cells = {line.office: [cell_of(each, each.week == now) for each in line.weeks] for line in lines}
        self.table.show_rows(
            [Row(line.office, (line.name, *(words for words, _ in cells[line.office]))) for line in lines]
        )
        for row, line in enumerate(lines):
            for column, (_, ink) in enumerate(cells[line.office], 1):
                item = self.table.item(row, column)
                if item is not None:
                    item.setForeground(theme.colour(ink))
        if lines and not self.table.current_id:
            self.table.mark(lines[0].office)
        self._asked = None
        self._choose()

    def _choose(self) -> None:
        chosen = self.chosen
        wanted = (chosen[0].office, chosen[1]) if chosen else None
        if wanted is None or wanted == self._asked:
            return
        self._asked = wanted
        self._context.tasks.run(
            office_week, self._context.desk, *wanted, owner=self,
            done=lambda lists: self._show_office(wanted, lists),
        )  # fmt: skip

    def _show_office(self, wanted: tuple[str, Week], lists: Lists) -> None:
        chosen = self.chosen
        if wanted != self._asked or chosen is None:
            return
        line, week = chosen
        self.lists.show_lists(lists)
        self.lists.summary.setText(say("above.chosen", office=line.name, summary=lists.summary))
        paper = line.of(week)
        if paper is None or paper.handed_in is None:
            self.told.setText(say("above.not_handed"))
        else:
            self.told.setText(say("above.told", text=paper.handed_in.text))
