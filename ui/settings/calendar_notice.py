"""The window in which the State Council's notice is pasted, and seen understood before it is kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSpinBox, QWidget

from app.calendar_years import day_words, span_words, spans
from app.holiday_notices import EARLIEST, LATEST, Notice, read_notice
from app.problems import Problem
from app.text import CALENDAR, WORKDAYS
from app.workdays import Calendar, publish
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.pages.text.calendar import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row


class NoticeSheet(Sheet):
    """Words above, the days read from them below. `kept(year, how many)` when they are written."""

    kept = Signal(int, int)

    def __init__(self, context: Context, year: int, parent: QWidget | None) -> None:
        super().__init__(say("notice"), parent, 760, 640)
        self._context = context
        self.notice = Notice()
        words = QLabel(say("notice.words"))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(say("notice.hint"))
        self.text.setAccessibleName(say("notice"))
        self.text.setTabChangesFocus(True)
        self.year = QSpinBox()
        self.year.setRange(EARLIEST, LATEST)
        self.year.setValue(year)
        self.year.setAccessibleName(say("notice.year"))
        self.found = QLabel()
        self.found.setWordWrap(True)
        self.table = PlainTable(say("notice.list"), [(say("day"), 0), (say("what"), 110), (say("name"), 150)])
        self.doubts = QLabel()
        self.doubts.setProperty("role", "warning")
        self.doubts.setWordWrap(True)
        self._lay_out(words)
        self.keep_button = QPushButton(say("notice.keep"))
        self.keep_button.setProperty("role", "primary")
        self.keep_button.clicked.connect(self.keep)
        self.foot.insertWidget(1, self.keep_button)
        self.text.textChanged.connect(self._read)
        self.year.valueChanged.connect(lambda _: self._read())
        self._read()
        self.text.setFocus()

    def _lay_out(self, words: QLabel) -> None:
        row = QHBoxLayout()
        row.addWidget(self.found, 1)
        row.addWidget(QLabel(say("notice.year")))
        row.addWidget(self.year)
        self.body.addWidget(words)
        self.body.addWidget(self.text, 3)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 4)
        self.body.addWidget(self.doubts)

    def keep(self) -> None:
        """Write the days down."""
        self.keep_button.setEnabled(False)
        year = self.notice.years[-1]
        self._context.tasks.run(
            publish, self._context.desk, dict(self.notice.rest), dict(self.notice.made_up), owner=self,
            done=lambda count: self._done(year, count), failed=self._refused,
        )  # fmt: skip

    def _done(self, year: int, count: int) -> None:
        self.kept.emit(year, count)
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.keep_button.setEnabled(True)
        self._say_doubts([problem.sentence])

    def _read(self) -> None:
        self.notice = notice = read_notice(self.text.toPlainText(), self.year.value())
        rest, work = len(notice.rest), len(notice.made_up)
        years = "、".join(str(each) for each in notice.years)
        is_any = bool(rest or work)
        self.found.setText(
            say("notice.found", rest=rest, work=work, years=years) if is_any else say("notice.nothing")
        )
        self.found.setProperty("role", "good" if is_any else "quiet")
        self.found.style().polish(self.found)
        self.keep_button.setEnabled(is_any)
        self.keep_button.setToolTip("" if is_any else say("notice.nothing"))
        self.table.show_rows(_rows(notice))
        self._say_doubts(notice.doubts)

    def _say_doubts(self, sentences: list[str]) -> None:
        self.doubts.setText("\n".join([say("notice.doubts"), *sentences]) if sentences else "")
        self.doubts.setVisible(bool(sentences))


def _rows(notice: Notice) -> list[Row]:
    calendar = Calendar(_named(notice.rest, "rest"), _named(notice.made_up, "work"), frozenset(notice.years))
    found = [each for year in notice.years for each in spans(calendar, year)]
    return [
        Row(str(at), (
            f"{each.first.year}年{span_words(each.first, each.last)}" if each.first != each.last
            else day_words(each.first),
            CALENDAR["rest" if each.rests else "work"], each.name,
        ))
        for at, each in enumerate(found)
    ]  # fmt: skip


def _named(days: dict[date, str], word: str) -> dict[date, str]:
    return {day: name or WORKDAYS[word] for day, name in days.items()}
