"""Second step: what each column is, corrected by the clerk, with a preview of the first rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.spreadsheets.analysing import Analysis, Sample
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.targets import targets
from ui import theme
from ui.importing.text import say

SURE = 0.6  # below this the guess is marked for a look


class ColumnsStep(QFrame):
    """`changed(mapping)`: a column means something else now; `header_told(first, last)`; `going`."""

    changed = Signal(object)
    header_told = Signal(int, int)
    going = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.mapping = Mapping("person")
        self._words, self._missing = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._missing.setWordWrap(True)
        self._missing.setProperty("role", "error")
        self.first, self.last = QSpinBox(), QSpinBox()
        for box, name in ((self.first, "map.first"), (self.last, "map.last")):
            box.setRange(1, 60)
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setAccessibleName(say(name))
        again = QPushButton(say("map.again"))
        again.clicked.connect(lambda: self.header_told.emit(self.first.value(), self.last.value()))
        self.table = _table((say("map.heading"), say("map.sample"), say("map.target")))
        self.preview = _table(())
        self.preview.setAccessibleName(say("map.target"))
        self._preview_title = QLabel()
        self._preview_title.setProperty("role", "group")
        self.next = QPushButton(say("map.next"))
        self.next.setProperty("role", "primary")
        self.next.clicked.connect(self.going)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(self._words, 1)
        for each in (QLabel(say("map.first")), self.first, QLabel(say("map.last")), self.last, again):
            top.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        layout.setSpacing(theme.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self._missing)
        layout.addWidget(self._halves(), 1)

    def _halves(self) -> QSplitter:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self._preview_title)
        column.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([320, 200])
        return split

    def show_analysis(self, analysis: Analysis) -> None:
        """The guess for a sheet, one row per column."""
        self.mapping = analysis.mapping
        first, last = analysis.header_rows
        below = analysis.rows - last
        words = say("map.head", first=first, last=last, rows=below) if first else say("map.no_head")
        self._words.setText(words + (say("map.memory") if analysis.from_memory else ""))
        self.first.setValue(max(first, 1))
        self.last.setValue(max(last, 1))
        known = targets(analysis.kind)
        self.table.setRowCount(len(analysis.guesses))
        for at, guess in enumerate(analysis.guesses):
            unsure = say("map.unsure") if guess.target and guess.confidence < SURE else ""
            self.table.setItem(at, 0, _item(guess.heading + unsure))
            self.table.setItem(at, 1, _item(""))
            combo = QComboBox()
            combo.setAccessibleName(f"{say('map.target')} {guess.heading}")
            combo.addItem(say("map.leave"), "")
            for target in known.values():
                combo.addItem(target.label, target.name)
            combo.setCurrentIndex(max(combo.findData(self.mapping.target(guess.heading)), 0))
            combo.activated.connect(lambda _, row=at, heading=guess.heading: self._choose(row, heading))
            self.table.setCellWidget(at, 2, combo)
        self.show_samples(analysis.samples)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """The first rows as they would be imported with the present mapping."""
        known = targets(self.mapping.kind)
        used = [name for name in known if name in self.mapping.used]
        heads = [say("map.row"), *(known[name].label for name in used), say("map.remark")]
        self.preview.setColumnCount(len(heads))
        self.preview.setHorizontalHeaderLabels(heads)
        self.preview.setRowCount(len(samples))
        for at, sample in enumerate(samples):
            texts = [str(sample.number), *(sample.shown.get(n, "") for n in used), "；".join(sample.remarks)]
            for column, text in enumerate(texts):
                self.preview.setItem(at, column, _item(text))
        self.preview.resizeColumnsToContents()
        self._preview_title.setText(say("map.preview", count=len(samples)))
        self._show_examples(samples)
        missing = self.mapping.missing()
        self._missing.setText(say("map.missing", labels="、".join(missing)) if missing else "")
        self._missing.setVisible(bool(missing))
        self.next.setEnabled(not missing)

    def _show_examples(self, samples: Sequence[Sample]) -> None:
        for row in range(self.table.rowCount()):
            target = self._combo(row).currentData()
            texts = (sample.shown.get(target, "") for sample in samples)
            words = "　".join(dict.fromkeys(text for text in texts if text))[:80] if target else ""
            self.table.setItem(row, 1, _item(words))

    def _combo(self, row: int) -> QComboBox:
        widget = self.table.cellWidget(row, 2)
        assert isinstance(widget, QComboBox)
        return widget

    def _choose(self, row: int, heading: str) -> None:
        target = self._combo(row).currentData()
        self.mapping = self.mapping.with_target(heading, target)
        for other in range(self.table.rowCount()):
            if other != row and target and self._combo(other).currentData() == target:
                self._combo(other).setCurrentIndex(0)
        self.changed.emit(self.mapping)


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item


def _table(heads: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    if heads:
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table
