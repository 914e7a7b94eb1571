"""The view of the 1+5: every helper with the five kinds, who is paired, and in words what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.pairings import FIVE
from ui import theme
from ui.context import Context
from ui.pages.pairing_reading import FiveLine, Square, one_plus_five
from ui.pages.text.pairings import say

SQUARE = 100


class _Squares(QTableWidget):
    """The table; Enter or a double click opens the square under the mark."""

    entered_square = Signal(int, int)

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setAccessibleName(say("view.five"))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setFixedHeight(theme.ROW)
        header.setStretchLastSection(True)
        for column in range(len(heads) - 1):
            self.setColumnWidth(column, SQUARE)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.cellDoubleClicked.connect(self.entered_square)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.entered_square.emit(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)


class FiveView(QWidget):
    """`wanted(helper, kind)`: a missing square was opened; `opened(pairing)`: a filled one."""

    wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: list[FiveLine] = []
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        kinds = [self.kind_words(kind) for kind in FIVE]
        self.table = _Squares([say("five.helper"), *kinds, say("five.missing")])
        self.table.entered_square.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)

    def kind_words(self, kind: str) -> str:
        """The kind without the words that all five share."""
        return self._context.codes.label("pairing_kind", kind).removeprefix(say("five.prefix"))

    def read(self) -> None:
        """Read the squares again."""
        self._context.tasks.run(one_plus_five, self._context.desk, done=self.show_lines, owner=self)

    def show_lines(self, lines: list[FiveLine]) -> None:
        """Show these helpers; the mark stays in its square."""
        marked = (self.table.currentRow(), self.table.currentColumn())
        self._lines = lines
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._put(row, 0, line.name, line.name)
            for column, square in enumerate(line.squares, 1):
                told = square.words or say("five.lacks")
                kind = self.kind_words(square.kind)
                tip = say("five.cell", helper=line.name, kind=kind, words=told)
                self._put(row, column, told, tip, "ink" if square.words else "warning")
            missing = say("five.separator").join(self.kind_words(kind) for kind in line.missing)
            short = say("five.all") if len(line.missing) == len(FIVE) else missing
            self._put(row, len(FIVE) + 1, short or say("five.complete"), missing)
        complete = sum(not line.missing for line in lines)
        self.words.setText(
            say("five.head", count=len(lines), complete=complete) if lines else say("five.none")
        )
        if lines:
            self.table.setCurrentCell(max(0, min(marked[0], len(lines) - 1)), max(0, marked[1]))

    def _put(self, row: int, column: int, text: str, tip: str, colour: str = "ink") -> None:
        item = QTableWidgetItem(text)
        item.setForeground(theme.colour(colour))
        item.setToolTip(tip)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, tip or text)
        self.table.setItem(row, column, item)

    def _open(self, row: int, column: int) -> None:
        line = self._lines[row]
        square: Square | None = line.squares[column - 1] if 1 <= column <= len(FIVE) else None
        if square is None:
            missing = line.missing[:1]
            square = Square(missing[0]) if missing and column > len(FIVE) else None
        if square is not None and square.pairing:
            self.opened.emit(square.pairing)
        elif square is not None:
            self.wanted.emit(line.helper, square.kind)
