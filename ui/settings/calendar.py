"""The calendar of working days: a year at a glance, days of one's own, the notice read, the terms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox

from app.calendar_years import Span, figures, span_words, spans
from app.rights import may
from app.text import CALENDAR
from app.workdays import OWN, calendar_of, withdraw, years_told_above
from ui import theme
from ui.context import Context
from ui.pages.text.calendar import say
from ui.settings.calendar_days import DaysSheet
from ui.settings.calendar_notice import NoticeSheet
from ui.settings.section import Section, button, only_admin_words
from ui.settings.terms import TermsSheet
from ui.tables.flow_bar import FlowBar
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

FIRST_YEAR, LAST_YEAR = 2004, 2199


class CalendarSection(Section):
    """Which days are worked. Up and down in the year turn the pages; Delete takes an own line away."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "calendar")
        self._may_change = may(context.desk, "codes")
        self._spans: list[Span] = []
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setValue(context.desk.today().year)
        self.year.setAccessibleName(say("year"))
        self.year.setKeyboardTracking(False)
        self.year.valueChanged.connect(lambda _: self._show())
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        heads = [
            (say("day"), 0),
            (say("days"), 64),
            (say("what"), 108),
            (say("name"), 148),
            (say("source"), 124),
        ]
        self.table = PlainTable(say("table"), heads)
        self.table.chosen.connect(lambda _: self._enable())
        self.add_rest = self._button("add_rest", "add")
        self.add_work = self._button("add_work", "add")
        self.remove = self._button("remove", "bin")
        self.paste_button = self._button("paste", "copy", "primary")
        self.terms = self._button("terms", "clock")
        self._wire()
        self._lay_out()
        self._show()

    def _button(self, word: str, picture: str, role: str = "") -> QPushButton:
        return button(say(word), picture, role)

    def _wire(self) -> None:
        self.add_rest.clicked.connect(lambda: self.add(rests=True))
        self.add_work.clicked.connect(lambda: self.add(rests=False))
        self.remove.clicked.connect(self._remove)
        self.paste_button.clicked.connect(self.paste)
        self.terms.clicked.connect(self.show_terms)
        self.context.codes.renewed.connect(self._show)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self.year)
        row.addWidget(self.figures, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(FlowBar([
            self.paste_button, self.add_rest, self.add_work, self.remove, self.terms,
        ]))  # fmt: skip
        if not self._may_change:
            words = only_admin_words("only_review")
            words.setText(say("only_review"))
            self.column.addWidget(words)

    def open(self) -> None:
        """The section is shown: the list gets the keys."""
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.remove.isEnabled():
            self._remove()
            return
        super().keyPressEvent(event)

    def show_year(self, year: int) -> None:
        """Show that year."""
        self.year.setValue(year)

    def add(self, rests: bool) -> DaysSheet:
        """Ask for days of one's own."""
        sheet = DaysSheet(self.context, rests, self.year.value(), self.window())
        sheet.kept.connect(self._kept)
        sheet.open()
        return sheet

    def paste(self) -> NoticeSheet:
        """Ask for the words of a notice."""
        sheet = NoticeSheet(self.context, self._next_untold(), self.window())
        sheet.kept.connect(self._kept)
        sheet.open()
        return sheet

    def show_terms(self) -> TermsSheet:
        """The table of terms."""
        sheet = TermsSheet(self.context, self.window())
        sheet.open()
        return sheet

    def _next_untold(self) -> int:
        told = calendar_of(self.context.codes.now).told
        year = self.context.desk.today().year
        return next(each for each in range(year, year + len(told) + 1) if each not in told)

    def _kept(self, year: int, count: int) -> None:
        self.context.line.say(say("saved", count=count) if count else say("nothing_new"), bool(count))
        self.show_year(year)
        self._show()

    def _show(self) -> None:
        year, calendar = self.year.value(), calendar_of(self.context.codes.now)
        self._spans = spans(calendar, year)
        told = figures(calendar, year)
        words = CALENDAR["figures"].format(
            year=year, worked=told.worked, rest=told.rest, made_up=told.made_up
        )
        is_known = year in calendar.told
        if is_known and year in years_told_above(self.context.codes.now):
            words += CALENDAR["above"].format(year=year)
        self.figures.setText(words if is_known else say("unknown", year=year))
        self.figures.setProperty("role", "quiet" if is_known else "warning")
        self.figures.style().polish(self.figures)
        self.table.show_rows([
            Row(str(at), (
                span_words(each.first, each.last), say("count", count=len(each.days)),
                CALENDAR["rest" if each.rests else "work"], each.name, CALENDAR[f"source_{each.source}"],
            ))
            for at, each in enumerate(self._spans)
        ])  # fmt: skip
        self._enable()

    def _marked(self) -> Span | None:
        at = self.table.current_id
        return self._spans[int(at)] if at and int(at) < len(self._spans) else None

    def _enable(self) -> None:
        year, marked = self.year.value(), self._marked()
        is_theirs = year in years_told_above(self.context.codes.now)
        reason = "" if self._may_change else say("only_review")
        for each in (self.add_rest, self.add_work):
            each.setEnabled(self._may_change and not is_theirs)
            each.setToolTip(reason or (say("above", year=year) if is_theirs else ""))
        self.paste_button.setEnabled(self._may_change)
        self.paste_button.setToolTip(reason)
        is_own = marked is not None and marked.source == OWN
        self.remove.setEnabled(self._may_change and is_own)
        self.remove.setToolTip(reason or ("" if is_own else say("remove.only_own")))

    def _remove(self) -> None:
        marked = self._marked()
        if marked is None:
            return
        question = say("remove.question", name=marked.name, span=span_words(marked.first, marked.last))
        if self.context.messages.confirm(question, say("remove"), danger=True):
            self.context.tasks.run(
                withdraw, self.context.desk, marked.days, owner=self,
                done=lambda _: self.context.line.say(say("removed"), True),
            )  # fmt: skip
