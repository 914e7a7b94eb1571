"""The three lists of a week as buttons beside each other; one of them as a table, one matter in full."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.pages.shortcuts import bind
from ui.pages.text.weekly import say
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.weekly.reading import LISTS, Lists

HEADS = (
    ("opened", 64), ("who", 84), ("problem", 0), ("changes", 204), ("state", 92), ("unit", 120),
    ("category", 88),
)  # fmt: skip


class WeekLists(QWidget):
    """`opened(id)` on Enter or a double click; keys 1, 2, 3 show a list."""

    opened = Signal(str)
    first_step = Signal()

    def __init__(self, step: str = "") -> None:
        """`step`: what the button of an empty 新增 says; "" for none."""
        super().__init__()
        self._step = step
        self._lists: Lists | None = None
        self._name = LISTS[0]
        self.summary = QLabel()
        self.summary.setProperty("role", "subheading")
        self.summary.setWordWrap(True)
        self.segments: dict[str, QPushButton] = {}
        self.table = PlainTable(say("lists"), [(say(f"head.{name}"), width) for name, width in HEADS])
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName(say("detail"))
        self.empty = EmptyState("list", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._lay_out()
        bind(self, {f"Alt+{at}": partial(self.show_list, name) for at, name in enumerate(LISTS, 1)})
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.opened)
        self.empty.first_step.connect(self.first_step)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_1)
        group = QButtonGroup(self)
        for number, name in enumerate(LISTS, 1):
            button = QPushButton(say(name, count=0))
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setToolTip(f"Alt+{number}")
            button.clicked.connect(lambda _=False, name=name: self.show_list(name))
            group.addButton(button)
            row.addWidget(button)
            self.segments[name] = button
        self.segments[self._name].setChecked(True)
        row.addSpacing(theme.SPACE_2)
        row.addWidget(self.summary, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._stack)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([360, 108])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(row)
        column.addWidget(split, 1)

    @property
    def name(self) -> str:
        """Which of the three is shown."""
        return self._name

    def show_lists(self, lists: Lists) -> None:
        """Show these instead; where the list shown is empty and another is not, that one."""
        self._lists = lists
        self.summary.setText(lists.summary)
        for name, button in self.segments.items():
            button.setText(say(name, count=len(lists.rows[name])))
        filled = [name for name in LISTS if lists.rows[name]]
        self.show_list(self._name if self._name in filled or not filled else filled[0])

    def show_list(self, name: str) -> None:
        """Show one of the three."""
        self._name = name
        self.segments[name].setChecked(True)
        rows = self._lists.rows[name] if self._lists else ()
        self.table.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.empty.say(say(f"empty.{name}"), self._step if name == "added" else "")
        self.detail.setVisible(bool(rows))
        if rows and self.table.current_id not in {row.id for row in rows}:
            self.table.mark(rows[0].id)
        elif rows:
            self._choose(self.table.current_id)

    def _choose(self, id: str) -> None:
        if self._lists is not None:
            self.detail.setPlainText(self._lists.details.get(id, ""))
