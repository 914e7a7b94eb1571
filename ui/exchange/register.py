"""Every package that came or left, newest first; the report of each one that came can be opened again."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from app.exchange import registering
from app.exchange.incoming import Report
from app.exchange.registering import Entry
from ui import theme
from ui.context import Context
from ui.exchange.pane import Pane
from ui.exchange.report import show_report
from ui.exchange.telling import count_words
from ui.exchange.text import say
from ui.icons import icon
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

HEADS = (
    ("register.at", 150),
    ("register.direction", 80),
    ("register.office", 150),
    ("register.number", 84),
    ("register.words", 0),
)


class RegisterPane(Pane):
    """The list; Enter on one that came opens its report."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._came: set[str] = set()
        self.empty = EmptyState("history", say("register.none"))
        self.table = PlainTable(say("register.list"), [(say(name), width) for name, width in HEADS])
        self.table.opened.connect(lambda _: self.open_report())
        self.table.chosen.connect(self._allow)
        self.report = QPushButton(icon("print"), say("register.report"))
        self.report.clicked.connect(self.open_report)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.table)
        row = QHBoxLayout()
        self._words = QLabel()
        self._words.setProperty("role", "quiet")
        row.addWidget(self._words, 1)
        row.addWidget(self.report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_3, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.stack, 1)
        column.addLayout(row)

    def read(self) -> None:
        """Read the list."""
        self._context.tasks.run(registering.entries, self._context.desk, done=self._arrived, owner=self)

    def take_focus(self) -> None:
        """The list."""
        self.table.setFocus()

    def open_report(self) -> None:
        """Show the report of the marked package."""
        identity = self.table.current_id
        if identity in self._came:
            self._context.tasks.run(
                registering.report_of, self._context.desk, identity, done=self._show, owner=self
            )

    def _show(self, report: Report) -> None:
        show_report(self._context, report, self)

    def _arrived(self, found: list[Entry]) -> None:
        self._came = {each.id for each in found if each.is_in}
        self.table.show_rows([_row(each) for each in found])
        self.stack.setCurrentIndex(1 if found else 0)
        if found and not self.table.current_id:
            self.table.mark(found[0].id)
        self._allow(self.table.current_id)

    def _allow(self, key: str) -> None:
        self.report.setVisible(bool(self._came))
        self.report.setEnabled(key in self._came)


def _row(each: Entry) -> Row:
    words = count_words(each.counts)
    if each.is_full:
        words += say("register.full")
    if each.alarm:
        words += say("count.comma") + say("register.alarm")
    direction = say("register.in" if each.is_in else "register.out")
    number = say("item.number", number=each.number)
    return Row(each.id, (each.at, direction, each.office, number, words), is_quiet=not each.is_in)
