"""The small window in which days of one's own are added to the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.problems import Problem
from app.workdays import LONGEST_NAME, publish
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.fields.dates import typed_date
from ui.pages.text.calendar import say

MOST_DAYS = 31


class DaysSheet(Sheet):
    """From a day to a day, and what they are called. `kept(year, how many)` when they are written."""

    kept = Signal(int, int)

    def __init__(self, context: Context, rests: bool, year: int, parent: QWidget | None) -> None:
        self._word = "rest" if rests else "work"
        super().__init__(say(f"add.{self._word}"), parent, 480, 420)
        self._context, self._rests = context, rests
        words = QLabel(say(f"add.words.{self._word}"))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.first, self.last, self.name = (self._line(f"add.{each}") for each in ("first", "last", "name"))
        self.name.setText(say(f"add.name.{self._word}"))
        self.name.setMaxLength(LONGEST_NAME)
        self.first.setText(f"{year}-")
        self.wrong = QLabel()
        self.wrong.setProperty("role", "error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.keep_button = QPushButton(say("add.keep"))
        self.keep_button.setProperty("role", "primary")
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.keep)
        self.foot.insertWidget(1, self.keep_button)
        self.first.setFocus()

    def _line(self, word: str) -> QLineEdit:
        label = QLabel(say(word))
        label.setProperty("role", "label")
        line = QLineEdit()
        line.setAccessibleName(say(word))
        label.setBuddy(line)
        self.body.addWidget(label)
        self.body.addWidget(line)
        return line

    def keep(self) -> None:
        """Write the days down, or say what is wrong."""
        days = self._days()
        if not days:
            return
        name = self.name.text().strip() or say(f"add.name.{self._word}")
        named = dict.fromkeys(days, name)
        rest, worked = (named, {}) if self._rests else ({}, named)
        self._context.tasks.run(
            publish, self._context.desk, rest, worked, owner=self,
            done=lambda count: self._done(days[0].year, count), failed=self._refused,
        )  # fmt: skip

    def _done(self, year: int, count: int) -> None:
        self.kept.emit(year, count)
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self._say(problem.sentence)

    def _days(self) -> list[date]:
        today = self._context.desk.today()
        first = typed_date(self.first.text(), today) or ""
        last = typed_date(self.last.text(), today) if self.last.text().strip() else first
        if len(first) != 10 or not last or len(last) != 10:
            self._say(say("add.needs_day"))
            return []
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        count = (end - begin).days + 1
        if not 1 <= count <= MOST_DAYS:
            self._say(say("add.wrong_end" if count < 1 else "add.too_long"))
            return []
        return [begin + timedelta(days=at) for at in range(count)]

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
