"""一哨一清单 of a matter: per whistle a small table of the units called, and the acts on each unit's part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.matters import Act, PartState
from ui import theme
from ui.context import Context
from ui.pages.handbook_reading import Course, PartLine
from ui.pages.text.whistle import say
from ui.tables.flow_bar import FlowBar

COLUMNS = ("name", "deadline", "responded", "handling", "end")
STRETCH = (3, 0, 2, 4, 3)
LEAST = (60, 58, 68, 56, 56)  # pixels: the desk shows a matter in a third of the window


def short_day(text: str, today: date) -> str:
    """11月25日; with the year where it is not this one, and as it stands where it is no full date."""
    if len(text) != 10:
        return text
    day = date.fromisoformat(text)
    facts = {"year": day.year, "month": day.month, "day": day.day}
    return say("day" if day.year == today.year else "full_day", **facts)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label


class WhistlePane(QWidget):
    """Hidden where no whistle was blown. `wanted(act, part line)`: a step of that unit is to be told."""

    wanted = Signal(object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.buttons: dict[tuple[str, str, Act], QPushButton] = {}
        self.open_words = _label("", "")
        self._tables: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addWidget(self.open_words)
        self.hide()

    def show_matter(self, course: Course | None) -> None:
        """Show the whistles of this matter instead of the present ones."""
        for each in self._tables:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._tables, self.buttons = [], {}
        self.setVisible(bool(course and course.parts))
        if course is None or not course.parts:
            return
        by_whistle: dict[str, list[PartLine]] = {}
        for line in course.parts:
            by_whistle.setdefault(line.part.whistle, []).append(line)
        for lines in by_whistle.values():
            table = self._table(lines)
            self._tables.append(table)
            self._column.insertWidget(self._column.count() - 1, table)
        self.open_words.setText(course.still_open)
        self.open_words.setVisible(bool(course.still_open) and course.standing.state.value == "whistled")

    def _table(self, lines: Sequence[PartLine]) -> QWidget:
        """One whistle: a heading, the names of the columns, two rows for each unit."""
        table = QFrame()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_2)
        grid.setVerticalSpacing(theme.SPACE_1)
        today = self._context.desk.today()
        first = min(line.part.called for line in lines)
        heading = say("heading", number=lines[0].call.whistle or say("none"), day=short_day(first, today))
        table.setAccessibleName(heading)
        grid.addWidget(_label(heading, "group"), 0, 0, 1, len(COLUMNS))
        for at, name in enumerate(COLUMNS):
            grid.addWidget(_label(say(f"column.{name}"), "label"), 1, at)
            grid.setColumnStretch(at, STRETCH[at])
            grid.setColumnMinimumWidth(at, LEAST[at])
        for number, line in enumerate(lines):
            row = 2 + number * 2
            for at, (text, role) in enumerate(self._cells(line, first, today)):
                grid.addWidget(_label(text, role), row, at, Qt.AlignmentFlag.AlignTop)
            if bar := self._bar(line):
                grid.addWidget(bar, row + 1, 0, 1, len(COLUMNS))
        return table

    def _cells(self, line: PartLine, first: str, today: date) -> list[tuple[str, str]]:
        part, day = line.part, short_day
        name = line.name or say("unnamed")
        if part.called != first:
            name += say("added", day=day(part.called, today))
        handled = "\n".join(f"{day(each.date, today)} {each.text}".strip() for each in line.handled)
        return [
            (name, "small"),
            (day(part.deadline, today) or say("no_deadline"), "small"),
            (self._responded(line, today), "error" if line.late else "small"),
            (handled or say("none"), "small"),
            (self._end(line, today), "small"),
        ]

    @staticmethod
    def _responded(line: PartLine, today: date) -> str:
        """When it came, late in words; before that, whether it has received the call."""
        part = line.part
        if part.responded:
            on = short_day(part.responded, today)
            if line.late:
                return say("late", day=on, words=line.late)
            return say("in_time", day=on) if part.deadline else on
        told = [line.late or ("" if part.done else say("waiting"))]
        if line.received:
            told.insert(0, say("received", day=short_day(line.received, today)))
        return "\n".join(filter(None, told)) or say("none")

    @staticmethod
    def _end(line: PartLine, today: date) -> str:
        if not line.part.done:
            return say("none")
        code = "excused" if line.part.state is PartState.EXCUSED else "finished"
        return say(code, day=short_day(line.part.finished, today), why=line.end_words)

    def _bar(self, line: PartLine) -> QWidget | None:
        """A button for each step that may be told of the unit's part."""
        name = line.name or say("unnamed")
        made: list[QWidget] = []
        for act in line.acts:
            label = self._context.codes.label("matter_act", act.value)
            button = QPushButton(label)
            button.setAccessibleName(say("act", name=name, act=label))
            button.setToolTip(say("act.tip", name=name, act=label))
            button.clicked.connect(lambda _=False, act=act: self.wanted.emit(act, line))
            self.buttons[line.part.whistle, line.part.organization, act] = button
            made.append(button)
        return FlowBar(made) if made else None
