"""The desk's lists at the left, each with its live count; what is empty is shown quiet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme
from ui.pages.text.desk import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

WIDTH, COUNT_WIDTH = 184, 52
#: Colour says again what the words say: these lists want somebody at once.
INKS = {
    "overdue": "danger", "dissatisfied": "danger", "returned": "danger", "disputed": "warning",
    "due_soon": "warning", "to_report": "warning",
}  # fmt: skip


class ListsPane(PlainTable):
    """`chosen(name)` as the mark moves over the lists."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("lists"), [(say("lists"), 0), (say("head.count"), COUNT_WIDTH)], parent)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.opened.connect(lambda _: self.entered.emit())
        self._counts: dict[str, int] = {}

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show these lists with their counts; the mark stays on its list."""
        if dict(counts) == self._counts:
            return
        self._counts = dict(counts)
        marked = self.current_id
        self.blockSignals(True)
        self.show_rows(
            [Row(name, (say(f"list.{name}"), str(much)), "", not much) for name, much in counts.items()]
        )
        for number, (name, much) in enumerate(counts.items()):
            if (cell := self.item(number, 1)) is not None:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label = self.item(number, 0)
            if label is None:
                continue
            label.setToolTip(say(f"list.{name}.tip"))
            label.setData(Qt.ItemDataRole.AccessibleTextRole, say("list.told", name=label.text(), count=much))
            for column in (0, 1):
                item = self.item(number, column)
                if item is not None and much and name in INKS:
                    item.setForeground(theme.colour(INKS[name]))
        if marked:
            self.mark(marked)
        self.blockSignals(False)

    def count_of(self, name: str) -> int:
        """The count last shown beside a list."""
        return self._counts.get(name, 0)

    @property
    def first_waiting(self) -> str:
        """The first list with anything on it; the first of all when all are empty."""
        return next((name for name, much in self._counts.items() if much), next(iter(self._counts), ""))
