"""The designer's tab of columns: which, in what order, how wide, how called."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox

from app.kinds import FieldType
from app.ledgers.definitions import ALIGNMENTS, SIGNATURE_WIDTH_MM, Column, LedgerDefinition
from app.ledgers.page_model import MM
from app.ledgers.paging import sheet_of
from ui.ledgers.panes import LineList, Pane, choice, labelled, moved, path_field, side_by_side
from ui.ledgers.paths import columns_of, label_of, spec_of
from ui.ledgers.text import say

NUMBERS = (FieldType.MONEY, FieldType.INTEGER, FieldType.NUMBER)
STATISTICS = ("$index", "$label", "$unit", "$month", "$cumulative", "$blank")


class ColumnsPane(Pane):
    """A list of the columns, and what can be said of the marked one."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineList(say("columns"))
        self.lines.chosen.connect(lambda _: self._show_column())
        self.lines.moved.connect(self._move)
        self.lines.dropped.connect(self._drop)
        self._room = QLabel()
        self.lines.buttons.addWidget(self._room)
        self.adding = path_field(say("columns.add"), self._options)
        self.adding.edited.connect(self._add)
        self.path = path_field(say("columns.path"), self._options)
        self.path.edited.connect(self._change_path)
        self.label, self.over = QLineEdit(), QLineEdit()
        self.over.setToolTip(say("columns.over_hint"))
        for line in (self.label, self.over):
            line.setMaxLength(50)
            line.textEdited.connect(lambda _: self._change(settled=False))
            line.editingFinished.connect(lambda: self._change(settled=True))
        self.width_mm = QSpinBox()
        self.width_mm.setRange(3, 400)
        self.width_mm.setKeyboardTracking(False)
        self.width_mm.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.width_mm.valueChanged.connect(lambda _: self._change(settled=True))
        aligned = [(each, say(f"align.{each}")) for each in ALIGNMENTS]
        self.align = choice(aligned, lambda: self._change(settled=True))
        self.total, self.public = QCheckBox(say("columns.totalled")), QCheckBox(say("columns.public"))
        for tick in (self.total, self.public):
            tick.clicked.connect(lambda: self._change(settled=True))
        self._lay_out()

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        for tick in (self.total, self.public):
            ticks.addWidget(tick)
        ticks.addStretch(1)
        self.column.addWidget(self.adding)
        self.column.addWidget(self.lines, 1)
        self.column.addWidget(self.path)
        self.column.addLayout(
            side_by_side(labelled(say("columns.label"), self.label), labelled(say("columns.over"), self.over))
        )
        self.column.addWidget(self.error)
        self.column.addLayout(
            side_by_side(
                labelled(say("columns.width"), self.width_mm), labelled(say("columns.align"), self.align)
            )
        )
        self.column.addLayout(ticks)

    def show_definition(self, definition: LedgerDefinition) -> None:
        self.definition = definition
        self._show_lines(max(self.lines.row, 0))
        self._show_column()

    def _options(self) -> list[tuple[str, str]]:
        source = self.definition.source
        if self.definition.layout == "statistics":
            return [(path, label_of(source, path)) for path in STATISTICS]
        known = columns_of(source)
        paths = {path for path, _ in known}
        used = dict.fromkeys(each.path for each in self.definition.columns if each.path not in paths)
        return known + [(path, label_of(source, path)) for path in used]

    def _show_lines(self, row: int) -> None:
        columns = self.definition.columns
        lines = [say("columns.line", label=each.label, width=f"{each.width:g}") for each in columns]
        self.lines.show_lines(lines, row)
        total, sheet = sum(each.width for each in columns), sheet_of(self.definition)
        room = sheet.room / MM
        words = "columns.too_wide" if total > room * 1.05 else "columns.total"
        self._room.setText(say(words, total=f"{total:g}", room=round(room)))
        self._room.setProperty("role", "warning" if total > room * 1.05 else "quiet")
        self._room.style().polish(self._room)

    def _show_column(self) -> None:
        self.show_error("")
        column = self.definition.columns[self.lines.row]
        self.path.set_value(column.path)
        for line, text in ((self.label, column.label), (self.over, column.over)):
            if line.text() != text:
                line.setText(text)
        self.width_mm.blockSignals(True)
        self.width_mm.setValue(round(column.width))
        self.width_mm.blockSignals(False)
        self.align.setCurrentIndex(self.align.findData(column.align))
        self.total.setChecked(column.total)
        self.public.setChecked(column.public)
        self.total.setVisible(self._is_number(column.path))

    def _is_number(self, path: str) -> bool:
        return spec_of(self.definition.source, path).type in NUMBERS

    def _tell(self, columns: tuple[Column, ...], row: int, settled: bool = True) -> None:
        self.definition = replace(self.definition, columns=columns)
        self._show_lines(row)
        self.changed.emit(self.definition, settled)

    def _change(self, settled: bool) -> None:
        row, columns = self.lines.row, self.definition.columns
        label = self.label.text().strip()
        if not label:
            self.show_error(say("columns.no_label"))
            return
        before = columns[row]
        width = before.width if round(before.width) == self.width_mm.value() else self.width_mm.value()
        after = replace(
            before, label=label, over=self.over.text().strip(), width=float(width),
            align=str(self.align.currentData()), total=self.total.isChecked(),
            public=self.public.isChecked(),
        )  # fmt: skip
        self.show_error("")
        if after != before or settled:
            self._tell((*columns[:row], after, *columns[row + 1 :]), row, settled)

    def _change_path(self) -> None:
        path = self.path.value()
        row, columns = self.lines.row, self.definition.columns
        if path is None or path == columns[row].path:
            return
        after = replace(columns[row], path=path, label=short_label(self.definition.source, path), total=False)
        self._tell((*columns[:row], after, *columns[row + 1 :]), row)
        self._show_column()

    def _add(self) -> None:
        path = self.adding.value()
        if path is None:
            return
        row, columns = self.lines.row + 1, self.definition.columns
        added = new_column(self.definition.source, path)
        self.adding.set_value(None)
        self._tell((*columns[:row], added, *columns[row:]), row)
        self._show_column()

    def _move(self, start: int, end: int) -> None:
        self._tell(moved(self.definition.columns, start, end), end)

    def _drop(self, row: int) -> None:
        columns = self.definition.columns
        if len(columns) == 1:
            self.show_error(say("columns.last"))
            return
        self._tell((*columns[:row], *columns[row + 1 :]), row)
        self._show_column()


def short_label(kind: str, path: str) -> str:
    """The heading that a path suggests: its last word, without what stands in brackets."""
    return label_of(kind, path).rpartition(say("path.join"))[2].partition("（")[0]


def new_column(kind: str, path: str) -> Column:
    """A column for the path, with a width and alignment that fit its type."""
    spec = spec_of(kind, path)
    label = short_label(kind, path)
    if path == "$blank":
        return Column(label, path, SIGNATURE_WIDTH_MM, "center")
    if spec.type is FieldType.LONG_TEXT:
        return Column(label, path, 40.0)
    if spec.type in NUMBERS:
        is_money = spec.type is FieldType.MONEY
        return Column(label, path, 20.0, "right" if is_money else "center", total=is_money)
    wide = path.endswith("id_number")
    return Column(label, path, 40.0 if wide else 23.0, "center")
