"""Packages and the records in them: what is new, changed, in conflict, in quarantine, list by list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.exchange.incoming import Report
from app.exchange.reporting import field_label, label
from app.exchange.text import OTHER_REASON, REASONS
from ui import theme
from ui.exchange.telling import LISTS, count_words, counted, day
from ui.exchange.text import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

MOST = 500


class RecordLists(QWidget):
    """Packages at the left, the lists of the marked one at the right. `opened(kind, id)` on Enter."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.report: Report | None = None
        self._reports: dict[str, Report] = {}
        self._refused: dict[str, str] = {}
        self._kinds: dict[str, tuple[str, str]] = {}
        self._list = "added"
        self.packages = PlainTable(say("packages"), [(say("packages"), 0)])
        self.packages.horizontalHeader().hide()
        self.packages.verticalHeader().setDefaultSectionSize(theme.ROW + theme.SPACE_5)
        self.packages.setWordWrap(True)
        self.packages.chosen.connect(self._show_package)
        self.table = PlainTable(
            say("records"),
            [(say("records.kind"), 110), (say("records.title"), 0), (say("records.note"), 220)],
        )
        self.table.opened.connect(self._open)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("role", "quiet")
        self.segments = {name: self._segment(name) for name in LISTS}
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.packages)
        split.addWidget(self._side())
        split.setSizes([330, 800])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _segment(self, name: str) -> QPushButton:
        button = QPushButton(say(f"count.{name}", count=0))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.clicked.connect(lambda _=False: self._show_list(name))
        return button

    def _side(self) -> QWidget:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in self.segments.values():
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self._words)
        return side

    def show_reports(self, reports: Sequence[Report], refused: Sequence[tuple[str, str]], year: int) -> None:
        """Show these packages, and the files that were refused with their sentences."""
        self._reports = {each.package: each for each in reports}
        self._refused = {f"refused {at}": sentence for at, (_, sentence) in enumerate(refused)}
        rows = [
            Row(each.package, (_package_words(each, year),), tips=(each.office_name,)) for each in reports
        ]
        rows += [
            Row(key, (f"{say('package.refused')}\n{name}",), is_quiet=True)
            for key, (name, _) in zip(self._refused, refused, strict=True)
        ]
        self.packages.show_rows(rows)
        if rows:
            self.packages.mark(rows[0].id)
            self._show_package(rows[0].id)

    def _show_package(self, key: str) -> None:
        self.report = self._reports.get(key)
        for button in self.segments.values():
            button.setVisible(self.report is not None)
        self.table.setVisible(self.report is not None)
        if self.report is None:
            self._words.setText(self._refused.get(key, ""))
            return
        counts = counted(self.report)
        for name, button in self.segments.items():
            button.setText(say(f"count.{name}", count=counts[name]))
            button.setEnabled(bool(counts[name]))
        first = next((name for name in LISTS if counts[name]), "added")
        self._show_list(self._list if counts[self._list] else first)

    def _show_list(self, name: str) -> None:
        assert self.report is not None
        self._list = name
        self.segments[name].setChecked(True)
        rows, self._kinds = [], {}
        for at, (kind, identity, note) in enumerate(_lines(self.report, name)):
            if at == MOST:
                break
            title = self.report.titles.get(identity) or say("records.unnamed", kind=label(kind))
            rows.append(Row(str(at), (label(kind), title, note), kind))
            self._kinds[str(at)] = (kind, identity)
        self.table.show_rows(rows)
        total = counted(self.report)[name]
        words = say("records.hint") if rows else say("records.none")
        if total > len(rows) > 0:
            words = say("records.more", count=total - len(rows))
        self._words.setText(words)

    def _open(self, key: str) -> None:
        if key in self._kinds and self.report is not None:
            kind, identity = self._kinds[key]
            is_here = self.report.state == "taken" or self._list not in ("added", "parked")
            self.opened.emit(kind if is_here else "", identity)


def _lines(report: Report, name: str) -> Iterator[tuple[str, str, str]]:
    if name in ("added", "changed"):
        for kind, ids in report.ids.get(name, {}).items():
            yield from ((kind, each, "") for each in ids)
    elif name == "parallel":
        yield from ((kind, each, "") for kind, each in report.parallel)
    elif name == "conflicts":
        yield from ((kind, each, field_label(kind, field)) for kind, each, field in report.conflicts)
    else:
        yield from ((kind, each, REASONS.get(why, OTHER_REASON)) for kind, each, why in report.parked)


def _package_words(report: Report, year: int) -> str:
    title = say("package.line", office=report.office_name, number=report.number, day=day(report.at, year))
    return f"{title}\n{count_words(counted(report))}"
