"""The designer's tab of the sheet: title, signatures, paper, rows, editions."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QToolButton

from app.ledgers.definitions import EDITIONS, PAGE_SIZES_MM, LedgerDefinition
from ui import theme
from ui.ledgers.panes import Pane, choice, labelled, side_by_side
from ui.ledgers.text import say

SIZES = (9.0, 10.5, 11.0, 12.0, 14.0, 16.0)  # points: 小五, 五号, 小四, 四号, 三号
FACTS = ("office", "period", "day", "year")
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_BETWEEN = re.compile(r"[、；;\n]+")


class SheetPane(Pane):
    """Everything about the paper that is not a column."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.signatures, self.unit = QLineEdit(), QLineEdit(), QLineEdit()
        for line, most in ((self.title, 100), (self.signatures, 200), (self.unit, 20)):
            line.setMaxLength(most)
            line.textEdited.connect(lambda _: self._change(False))
            line.editingFinished.connect(lambda: self._change(True))
        lying = [(each, say(f"sheet.{each}")) for each in ("landscape", "portrait")]
        self.orientation = choice(lying, lambda: self._change(True))
        self.page = choice([(each, each) for each in PAGE_SIZES_MM], lambda: self._change(True))
        self.text_size = choice((), lambda: self._change(True))
        self.row_height, self.blank_rows = QSpinBox(), QSpinBox()
        self.row_height.setRange(5, 100)
        self.blank_rows.setRange(0, 200)
        for box in (self.row_height, self.blank_rows):
            box.setKeyboardTracking(False)
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.valueChanged.connect(lambda _: self._change(True))
        names = ("fill_page", "public", "monthly")
        self.ticks = {name: QCheckBox(say(f"sheet.{name}")) for name in names}
        for tick in self.ticks.values():
            tick.clicked.connect(lambda: self._change(True))
        self._lay_out()

    def _lay_out(self) -> None:
        put = QHBoxLayout()
        put.setSpacing(theme.SPACE_1)
        words = QLabel(say("sheet.put"))
        words.setProperty("role", "quiet")
        put.addWidget(words)
        for fact in FACTS:
            button = QToolButton()
            button.setText(say(f"sheet.put.{fact}"))
            button.setAccessibleName(say("sheet.put") + say(f"sheet.put.{fact}"))
            button.clicked.connect(lambda _=False, fact=fact: self._put(fact))
            put.addWidget(button)
        put.addStretch(1)
        self.column.addLayout(labelled(say("sheet.title"), self.title))
        self.column.addLayout(put)
        self.column.addWidget(self.error)
        self.column.addLayout(labelled(say("sheet.signatures"), self.signatures))
        self.column.addLayout(
            side_by_side(
                labelled(say("sheet.orientation"), self.orientation), labelled(say("sheet.page"), self.page)
            )
        )
        self.column.addLayout(
            side_by_side(
                labelled(say("sheet.row_height"), self.row_height),
                labelled(say("sheet.text_size"), self.text_size),
            )
        )
        self.column.addLayout(
            side_by_side(
                labelled(say("sheet.blank_rows"), self.blank_rows), labelled(say("sheet.unit"), self.unit)
            )
        )
        for tick in self.ticks.values():
            self.column.addWidget(tick)
        self.column.addStretch(1)

    def show_definition(self, definition: LedgerDefinition) -> None:
        self.definition = definition
        self.show_error("")
        texts = (definition.title, say("value.and").join(definition.signatures), definition.unit)
        for line, text in zip((self.title, self.signatures, self.unit), texts, strict=True):
            if line.text() != text and not line.hasFocus():
                line.setText(text)
                line.setCursorPosition(0)
        for combo, value in ((self.orientation, definition.orientation), (self.page, definition.page)):
            combo.setCurrentIndex(combo.findData(value))
        self._offer_sizes(definition.text_size)
        heights = ((self.row_height, round(definition.row_height)), (self.blank_rows, definition.blank_rows))
        for box, number in heights:
            with QSignalBlocker(box):
                box.setValue(number)
        self.ticks["fill_page"].setChecked(definition.fill_page)
        self.ticks["public"].setChecked("public" in definition.editions)
        self.ticks["monthly"].setChecked(definition.monthly)

    def _offer_sizes(self, chosen: float) -> None:
        self.text_size.clear()
        for size in sorted({*SIZES, float(chosen)}):
            known = f"sheet.size.{size}"
            self.text_size.addItem(say(known) if size in SIZES else say("sheet.size", size=f"{size:g}"), size)
        self.text_size.setCurrentIndex(self.text_size.findData(float(chosen)))

    def _put(self, fact: str) -> None:
        self.title.insert("{" + fact + "}")
        self._change(True)
        self.title.setFocus()

    def _wrong_title(self, title: str) -> str:
        if not title:
            return say("sheet.title_empty")
        unknown = [each for each in _IN_BRACES.findall(title) if each not in FACTS]
        known = say("value.and").join("{" + each + "}" for each in FACTS)
        return say("sheet.title_unknown", word="{" + unknown[0] + "}", known=known) if unknown else ""

    def _change(self, settled: bool) -> None:
        title = self.title.text().strip()
        if wrong := self._wrong_title(title):
            self.show_error(wrong)
            return
        before = self.definition
        height = before.row_height
        if round(height) != self.row_height.value():
            height = float(self.row_height.value())
        signatures = tuple(each.strip() for each in _BETWEEN.split(self.signatures.text()) if each.strip())
        self.definition = replace(
            before, title=title, signatures=signatures, unit=self.unit.text().strip(), row_height=height,
            orientation=str(self.orientation.currentData()), page=str(self.page.currentData()),
            text_size=float(self.text_size.currentData()), blank_rows=self.blank_rows.value(),
            fill_page=self.ticks["fill_page"].isChecked(), monthly=self.ticks["monthly"].isChecked(),
            editions=EDITIONS if self.ticks["public"].isChecked() else EDITIONS[:1],
        )  # fmt: skip
        self.show_error("")
        if self.definition != before or settled:
            self.changed.emit(self.definition, settled)
