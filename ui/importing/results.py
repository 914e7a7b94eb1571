"""Third and fourth step: what the check found, and what the import did."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.spreadsheets.reports import Report
from ui import theme
from ui.icons import icon
from ui.importing.text import say

MOST_LINES = 2000
TABS = ("causes", "remarks", "differences", "duplicates")


class ResultsStep(QFrame):
    """`going`: import now; `saving`: the rejected rows as a workbook; `undoing`, `more`, `looking`."""

    going = Signal()
    saving = Signal()
    undoing = Signal()
    more = Signal()
    looking = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._summary.setProperty("role", "subheading")
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setProperty("role", "quiet")
        self.tabs = QTabWidget()
        self.lists = {name: QListWidget() for name in TABS}
        for name in TABS:
            self.tabs.addTab(self._page(name), name)
        self.go = self._button("check.go", self.going, primary=True)
        self.save = self._button("save.rejected", self.saving)
        self.undo = self._button("done.undo", self.undoing)
        self.again = self._button("done.more", self.more)
        self.look = self._button("done.look", self.looking, primary=True)
        self.save.setIcon(icon("export"))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for button in (self.save, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.again, self.look, self.go):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._summary)
        layout.addWidget(self._detail)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row)

    def _button(self, words: str, signal: SignalInstance, primary: bool = False) -> QPushButton:
        button = QPushButton(say(words))
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(signal)
        return button

    def _page(self, name: str) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.SPACE_2, 0, 0)
        if name in ("differences", "duplicates"):
            hint = QLabel(say(f"{name[:-1]}.hint"))
            hint.setProperty("role", "quiet")
            column.addWidget(hint)
        self.lists[name].setWordWrap(True)
        column.addWidget(self.lists[name], 1)
        return page

    def show_report(self, report: Report) -> None:
        """The report of a check, or of an import that is done."""
        first, *others = report.lines()
        self._summary.setText(first)
        causes = {each.line for each in report.causes.values()}
        notes = [line for line in others if line not in causes]
        if report.written:
            notes.append(say("done.backup"))
        self._detail.setText("　".join(notes))
        texts = {
            "causes": [each.line for each in sorted(report.causes.values(), key=lambda c: -len(c.rows))],
            "remarks": [
                say("remark.warning" if each.warning else "remark", row=each.row, sentence=each.sentence)
                for each in sorted(report.remarks, key=lambda r: not r.warning)
            ],
            "differences": [],
            "duplicates": list(_duplicates(report)),
        }
        for name, lines in texts.items():
            self._fill(name, lines)
        self._fill_differences(report)
        counts = (len(report.rejected), len(report.remarks), len(report.differences), len(report.duplicates))
        for at, (name, count) in enumerate(zip(TABS, counts, strict=True)):
            self.tabs.setTabText(at, say(f"tab.{name}", count=count))
        self._show_buttons(report)

    def taken(self) -> frozenset[int]:
        """Which differences the clerk wants taken over, by their place in the report."""
        rows = self.lists["differences"]
        ticked = Qt.CheckState.Checked
        return frozenset(
            at
            for at in range(rows.count())
            if rows.item(at).data(Qt.ItemDataRole.CheckStateRole) is not None
            and rows.item(at).checkState() == ticked
        )

    def _show_buttons(self, report: Report) -> None:
        self.go.setVisible(not report.written)
        self.go.setText(say("check.go_count", count=report.adds) if report.adds else say("check.go"))
        self.go.setEnabled(bool(report.adds or report.differences))
        self.save.setVisible(bool(report.rejected))
        for button in (self.undo, self.again, self.look):
            button.setVisible(report.written)

    def _fill(self, name: str, lines: Iterable[str]) -> None:
        shown = self.lists[name]
        shown.clear()
        shown.addItems(list(lines)[:MOST_LINES] or [say(f"tab.{name}.none")])

    def _fill_differences(self, report: Report) -> None:
        if not report.differences:
            return
        shown = self.lists["differences"]
        shown.clear()
        for each in report.differences[:MOST_LINES]:
            words = say(
                "difference", row=each.row, title=each.title, label=each.label,
                before=each.before, after=each.after,
            )  # fmt: skip
            item = QListWidgetItem(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            shown.addItem(item)


def _duplicates(report: Report) -> Iterable[str]:
    for each in report.duplicates:
        words = "duplicate.row" if each.other_row else "duplicate"
        yield say(
            words, row=each.row, title=each.title, other=each.other_title,
            other_row=each.other_row, reason=each.reason,
        )  # fmt: skip
