"""The audit log: who did what and when, whether it is whole, on paper or as a workbook."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel

from app.audit import Asked, Line, Log, note_printed, read_log, save_log
from ui import theme
from ui.context import Context
from ui.icons import pixmap
from ui.pages.text.settings import say
from ui.settings.section import Section, button
from ui.tables.filters import periods
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.text import say as shell_say

HEADS = (("at", 170), ("operator", 90), ("act", 150), ("detail", 0))


class AuditSection(Section):
    """The newest lines, narrowed by operator, act and period; for administrators."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "audit")
        self._log: Log | None = None
        self.operators, self.acts, self.period = (self._choice(each) for each in ("operator", "act", "at"))
        for name, days in periods(context.desk.today()).items():
            self.period.addItem(shell_say(f"filter.{name}"), days)
        self._mark, self.verdict, self.count = QLabel(), QLabel(), QLabel()
        self.verdict.setWordWrap(True)
        self.count.setProperty("role", "quiet")
        self.table = PlainTable(say("audit"), [(say(f"audit.{name}"), width) for name, width in HEADS])
        self.print_button = button(say("audit.print"), "print")
        self.save = button(say("audit.save"), "export")
        self.print_button.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        chain = QHBoxLayout()
        chain.setSpacing(theme.SPACE_2)
        chain.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        chain.addWidget(self.verdict, 1)
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE_2)
        for each in (self.operators, self.acts, self.period):
            bar.addWidget(each)
        bar.addStretch(1)
        bar.addWidget(self.count)
        self.column.addLayout(chain)
        self.column.addLayout(bar)
        self.column.addWidget(self.table, 1)
        self.add_buttons(self.print_button, self.save)

    @property
    def asked(self) -> Asked:
        """What the filters ask for."""
        first, last = self.period.currentData() or ("", "")
        return Asked(self.operators.currentData() or "", self.acts.currentData() or "", first, last)

    def open(self) -> None:
        self.context.tasks.run(read_log, self.context.desk, self.asked, done=self._show, owner=self)

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(say(f"audit.{name}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.addItem(say("audit.all", what=say(f"audit.{name}")), "")
        made.activated.connect(lambda _: self.open())
        return made

    def _show(self, log: Log) -> None:
        self._log = log
        is_whole = log.broken is None
        self._mark.setPixmap(
            pixmap("check" if is_whole else "warning", "good" if is_whole else "danger", 20,
                   self.devicePixelRatioF())
        )  # fmt: skip
        self.verdict.setText(log.verdict)
        self.verdict.setAccessibleName(log.verdict)
        _offer(self.operators, log.operators)
        _offer(self.acts, log.acts)
        shown = len(log.lines)
        words = "audit.count" if shown == log.total else "audit.newest"
        self.count.setText(say(words, count=log.total, shown=shown))
        self.table.show_rows(
            [Row(str(each.number), (each.at, each.operator, each.act, each.detail)) for each in log.lines]
        )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # heavy: only when printing

        log = self._log
        if log is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            paper = QTextDocument()
            paper.setHtml(paper_of(log, self.context.desk.office.name))
            paper.print_(printer)
            self.context.tasks.run(note_printed, self.context.desk, len(log.lines), owner=self)

    def _save(self) -> None:
        name = say("audit.file", day=self.context.desk.today().isoformat())
        path = self.context.messages.ask_save(say("audit.save"), say("audit.kinds"), Path.home() / name)
        if path is not None:
            self.context.tasks.run(
                save_log, self.context.desk, self.asked, path.with_suffix(".xlsx"), owner=self,
                done=lambda count: self.context.line.say(say("audit.saved", count=count)),
            )  # fmt: skip


def paper_of(log: Log, office: str) -> str:
    """The shown lines as a page to print: a table whose heads come again on each sheet."""
    heads = "".join(f"<th align='left'>{html.escape(say(f'audit.{name}'))}</th>" for name, _ in HEADS)
    rows = "".join(_row(each) for each in log.lines)
    title = html.escape(f"{office} {say('audit')}")
    return (
        f"<h3>{title}</h3><p>{html.escape(log.verdict)}</p>"
        f"<table border='1' cellspacing='0' cellpadding='3' width='100%'>"
        f"<thead><tr>{heads}</tr></thead>{rows}</table>"
    )


def _row(line: Line) -> str:
    cells = (line.at, line.operator, line.act, line.detail)
    return "<tr>" + "".join(f"<td>{html.escape(each)}</td>" for each in cells) + "</tr>"


def _offer(choice: QComboBox, names: tuple[str, ...]) -> None:
    """The names after “全部”, the chosen one still chosen."""
    chosen = choice.currentData()
    while choice.count() > 1:
        choice.removeItem(1)
    for name in names:
        choice.addItem(name, name)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
