"""The designer's tab of a page's rows: for ledgers that give each record a page or a card."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.ledgers.definitions import FormCell, FormRow, LedgerDefinition
from ui import theme
from ui.ledgers.columns import short_label
from ui.ledgers.panes import LineList, Pane, labelled, moved, path_field
from ui.ledgers.paths import columns_of, label_of
from ui.ledgers.text import say

SEPARATOR = "　｜　"
NEW_ROW_MM = 14.0


class CellsPane(Pane):
    """A list of the rows; of the marked one its height and what its cells are called."""

    def __init__(self) -> None:
        super().__init__()
        head = QLabel(say("cells"))
        head.setProperty("role", "label")
        self.lines = LineList(say("cells"))
        self.lines.chosen.connect(lambda _: self._show_row())
        self.lines.moved.connect(lambda start, end: self._tell(moved(self.definition.form, start, end), end))
        self.lines.dropped.connect(self._drop)
        self.adding = path_field(say("cells.add"), lambda: columns_of(self.definition.source))
        self.adding.edited.connect(self._add)
        self.row_height = QSpinBox()
        self.row_height.setRange(4, 150)
        self.row_height.setKeyboardTracking(False)
        self.row_height.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.row_height.valueChanged.connect(lambda _: self._change(True))
        self.labels: list[QLineEdit] = []
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(theme.SPACE_2)
        for each in (head, self.lines, self.adding, self._names, self.error):
            self.column.addWidget(each)
        self.column.addLayout(labelled(say("cells.height"), self.row_height))
        self.column.addStretch(1)

    def show_definition(self, definition: LedgerDefinition) -> None:
        self.definition = definition
        self._show_lines(max(self.lines.row, 0))
        self._show_row()

    def _show_lines(self, row: int) -> None:
        source = self.definition.source
        lines = [
            SEPARATOR.join(cell.label or label_of(source, cell.path) for cell in each.cells)
            for each in self.definition.form
        ]
        self.lines.show_lines(lines, row)

    def _show_row(self) -> None:
        row = self.definition.form[self.lines.row]
        self.row_height.blockSignals(True)
        self.row_height.setValue(round(row.height))
        self.row_height.blockSignals(False)
        if [line.text().strip() for line in self.labels] == [cell.label for cell in row.cells]:
            return
        names = self._names.layout()
        assert isinstance(names, QVBoxLayout)
        for box in self._names.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            names.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.labels = []
        for cell in row.cells:
            line = QLineEdit(cell.label)
            line.setMaxLength(50)
            line.textEdited.connect(lambda _: self._change(False))
            line.editingFinished.connect(lambda: self._change(True))
            words = say("cells.label", label=label_of(self.definition.source, cell.path))
            box, labelled_line = QWidget(), labelled(words, line)
            labelled_line.setContentsMargins(0, 0, 0, 0)
            box.setLayout(labelled_line)
            names.addWidget(box)
            self.labels.append(line)

    def _tell(self, form: tuple[FormRow, ...], row: int, settled: bool = True) -> None:
        self.definition = replace(self.definition, form=form)
        self._show_lines(row)
        self._show_row()
        self.changed.emit(self.definition, settled)

    def _change(self, settled: bool) -> None:
        at, form = self.lines.row, self.definition.form
        before = form[at]
        cells = tuple(
            replace(cell, label=line.text().strip())
            for cell, line in zip(before.cells, self.labels, strict=True)
        )
        same = round(before.height) == self.row_height.value()
        after = replace(before, cells=cells, height=before.height if same else float(self.row_height.value()))
        if after != before or settled:
            self._tell((*form[:at], after, *form[at + 1 :]), at, settled)

    def _add(self) -> None:
        path = self.adding.value()
        if path is None:
            return
        self.adding.set_value(None)
        at, form = self.lines.row + 1, self.definition.form
        added = FormRow((FormCell(path, short_label(self.definition.source, path)),), NEW_ROW_MM)
        self._tell((*form[:at], added, *form[at:]), at)

    def _drop(self, row: int) -> None:
        form = self.definition.form
        if len(form) == 1:
            self.show_error(say("cells.last"))
            return
        self._tell((*form[:row], *form[row + 1 :]), row)
