"""What the tabs of the designer share: a list of lines that are moved and dropped, and how a tab reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.kinds import Field
from app.ledgers.definitions import LedgerDefinition
from ui import theme
from ui.fields.coded import CodeField
from ui.forms.form_panel import action_button
from ui.ledgers.text import say

LIST_HEIGHT = 128


class LineList(QWidget):
    """Lines in an order. `chosen(row)`, `moved(from, to)`, `dropped(row)`.

    Alt+↑ and Alt+↓ move the marked line, Delete drops it; so do the buttons under the list.
    """

    chosen = Signal(int)
    moved = Signal(int, int)
    dropped = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setMinimumHeight(LIST_HEIGHT)
        self.list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.list.installEventFilter(self)
        self.list.currentRowChanged.connect(self._choose)
        self.up, self.down = action_button(say("up"), "up"), action_button(say("down"), "down")
        self.drop = action_button(say("drop"), "bin")
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        self.drop.setToolTip("Delete")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.drop.clicked.connect(self._drop)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.SPACE_1)
        for button in (self.up, self.down, self.drop):
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self.list, 1)
        layout.addLayout(self.buttons)

    @property
    def row(self) -> int:
        """The marked row; -1 for none."""
        return self.list.currentRow()

    def show_lines(self, lines: Sequence[str], row: int) -> None:
        """Show these lines, `row` marked. Tells nobody."""
        with QSignalBlocker(self.list):
            if self.list.count() != len(lines):
                self.list.clear()
                self.list.addItems(list(lines))
            for at, line in enumerate(lines):
                self.list.item(at).setText(line)
            self.list.setCurrentRow(min(row, len(lines) - 1))
        self._enable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(steps)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._drop()
                return True
        return super().eventFilter(watched, event)

    def _choose(self, row: int) -> None:
        self._enable()
        if row >= 0:
            self.chosen.emit(row)

    def _enable(self) -> None:
        row, count = self.row, self.list.count()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
        self.drop.setEnabled(row >= 0)

    def _move(self, steps: int) -> None:
        if self.row >= 0 and 0 <= self.row + steps < self.list.count():
            self.moved.emit(self.row, self.row + steps)

    def _drop(self) -> None:
        if self.row >= 0:
            self.dropped.emit(self.row)


class Pane(QWidget):
    """One tab. `changed(definition, settled)`: the definition with the clerk's change; not `settled`
    while a text is still being typed. The designer answers with show_error(sentence)."""

    changed = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.definition: LedgerDefinition
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.SPACE_2, theme.SPACE_2, 0)
        self.column.setSpacing(theme.SPACE_2)
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()

    def show_definition(self, definition: LedgerDefinition) -> None:
        """Show what the definition says. Tells nobody."""
        raise NotImplementedError

    def bring_into_view(self, widget: QWidget) -> None:
        """Put the cursor there, and scroll until the widget is seen."""
        widget.setFocus()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            self.column.activate()
            above.ensureWidgetVisible(widget)

    def show_error(self, sentence: str) -> None:
        """Stand the sentence where the clerk has just typed; "" takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def moved(items: tuple[Any, ...], start: int, end: int) -> tuple[Any, ...]:
    """The items with the one at `start` standing at `end`."""
    rest = [*items[:start], *items[start + 1 :]]
    return (*rest[:end], items[start], *rest[end:])


def labelled(words: str, widget: QWidget, role: str = "label") -> QVBoxLayout:
    """A small label over a widget, which also bears it as its accessible name."""
    label = QLabel(words)
    label.setProperty("role", role)
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    column = QVBoxLayout()
    column.setSpacing(theme.SPACE_1)
    column.addWidget(label)
    column.addWidget(widget)
    return column


def side_by_side(*columns: QVBoxLayout) -> QHBoxLayout:
    """Labelled widgets in one row, of the same width."""
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_2)
    for each in columns:
        row.addLayout(each, 1)
    return row


def choice(options: Sequence[tuple[str, str]], act: Callable[[], object]) -> QComboBox:
    """A box of (value, words); `act()` after each choice."""
    box = QComboBox()
    for value, words in options:
        box.addItem(words, value)
    box.setMinimumContentsLength(4)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.activated.connect(lambda _: act())
    return box


def path_field(words: str, options: Callable[[], Sequence[tuple[str, str]]]) -> CodeField:
    """A line in which a path is found by its Chinese words or their initials."""
    return CodeField(Field("path", words, hint=say("path.hint")), options)
