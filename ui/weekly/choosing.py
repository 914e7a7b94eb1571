"""Choosing a week: its number typed, or one week back and forth with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.matters.recording import MatterProblem
from app.matters.weekly import Week, parse_week
from ui import theme
from ui.icons import icon
from ui.pages.text.weekly import say

NUMBER_WIDTH = 88


class _Number(QLineEdit):
    """The number of the week; ← and → (↑ and ↓) go a week back and on."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back, on = (Qt.Key.Key_Left, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if event.key() in back or event.key() in on:
            self.stepped.emit(-1 if event.key() in back else 1)
            return
        super().keyPressEvent(event)


class WeekChoice(QWidget):
    """The chosen week. `changed(Week)` when another was chosen, `refused(sentence)` when unreadable."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, week: Week) -> None:
        super().__init__()
        self.week = week
        self._before_words, self._after_words = QLabel(), QLabel()
        self.number = _Number()
        self.number.setAccessibleName(say("week.name"))
        self.number.setToolTip(say("week.hint"))
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = self._button("left", say("week.before"), -1)
        self.on = self._button("right", say("week.next"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        for each in (self.back, self._before_words, self.number, self._after_words, self.on):
            row.addWidget(each)
        self.number.returnPressed.connect(self._take_typed)
        self.number.stepped.connect(self.step)
        self.setFocusProxy(self.number)
        self._show()

    def _button(self, picture: str, words: str, weeks: int) -> QPushButton:
        button = QPushButton(icon(picture), "")
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: self.step(weeks))
        return button

    def choose(self, week: Week) -> None:
        """Show that week, and tell."""
        self.week = week
        self._show()
        self.changed.emit(week)

    def step(self, weeks: int) -> None:
        """One week on or back."""
        self.choose(self.week.after() if weeks > 0 else self.week.before())

    def _take_typed(self) -> None:
        text = self.number.text().strip()
        written = f"{self.week.year}-W{text}" if text.isdecimal() and len(text) <= 2 else text
        try:
            self.choose(parse_week(written))
        except MatterProblem:
            self._show()
            self.number.selectAll()
            self.refused.emit(say("week.none", text=text[:20]))

    def _show(self) -> None:
        first, last = self.week.first, self.week.last
        self._before_words.setText(say("week.of", year=self.week.year))
        self.number.setText(str(self.week.number))
        self._after_words.setText(say(
            "week.after", first=say("day", month=first.month, day=first.day),
            last=say("day", month=last.month, day=last.day),
        ))  # fmt: skip
