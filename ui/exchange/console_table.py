"""The list of offices below: one line each in words, sorted by any column, several may be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.exchange.console import Below
from ui import theme
from ui.exchange.telling import day
from ui.pages.text.villages import say
from ui.tables.marking import ONE_MORE_ROW
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

HEADS = (
    ("name", 150), ("handed", 76), ("last", 160), ("waiting", 84), ("unconfirmed", 92), ("conflicts", 84),
    ("parked", 70), ("notes", 0),
)  # fmt: skip
COLUMNS = tuple(name for name, _ in HEADS)
SORTED: dict[str, Callable[[Below], Any]] = {
    "name": lambda each: each.name,
    "handed": lambda each: (each.handed_in, each.name),
    "last": lambda each: each.last_at,
    "waiting": lambda each: each.waiting,
    "unconfirmed": lambda each: each.unconfirmed,
    "conflicts": lambda each: each.conflicts,
    "parked": lambda each: each.parked,
    "notes": lambda each: notes(each),
}


class VillagesTable(PlainTable):
    """Shows what the console tells. A click on a heading sorts; a second one turns the order round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("list"), [(say(f"head.{name}"), width) for name, width in HEADS], parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._lines: list[Below] = []
        self._year = 0
        self._order, self._falls = "handed", False
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(lambda section: self.sort_by(COLUMNS[section]))

    @property
    def chosen_ids(self) -> list[str]:
        """The offices of all marked lines, from the top."""
        rows = sorted({each.row() for each in self.selectedIndexes()})
        return [self._ids[row] for row in rows if row < len(self._ids)]

    def show_lines(self, lines: Sequence[Below], year: int) -> None:
        """Show these offices in the chosen order."""
        self._year = year
        self._lines = sorted(lines, key=lambda each: each.name)
        self._lines.sort(key=SORTED[self._order], reverse=self._falls)
        marked = set(self.chosen_ids)
        self.show_rows([Row(each.office, _cells(each, year)) for each in self._lines])
        for row, each in enumerate(self._lines):
            self._colour(row, each)
        self._mark_again(marked)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if self._falls else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(COLUMNS.index(self._order), order)

    def sort_by(self, name: str) -> None:
        """Sort by a column; by the same one once more turns the order round."""
        self._falls = not self._falls if name == self._order else False
        self._order = name
        self.show_lines(self._lines, self._year)

    @property
    def first_id(self) -> str:
        """The office of the first line; "" without one."""
        return self._ids[0] if self._ids else ""

    def _mark_again(self, ids: set[str]) -> None:
        if len(ids) < 2:
            return
        self.clearSelection()
        for row, each in enumerate(self._lines):
            if each.office in ids:
                self.selectionModel().select(self.model().index(row, 0), ONE_MORE_ROW)

    def _colour(self, row: int, each: Below) -> None:
        """Colour says again what the words say."""
        colours = {"handed": "good" if each.handed_in else "danger"}
        wrong = {"conflicts": each.conflicts, "parked": each.parked, "notes": notes(each)}
        colours.update({name: "warning" for name, told in wrong.items() if told})
        for name, colour in colours.items():
            item = self.item(row, COLUMNS.index(name))
            if item is not None:
                item.setForeground(theme.colour(colour))


def notes(each: Below) -> str:
    """What is out of the ordinary, in words."""
    told = []
    if not each.has_pc:
        told.append(say("note.no_pc"))
    if each.alarm:
        told.append(say(f"note.{each.alarm}"))
    if each.is_old:
        told.append(say("note.old", program=each.program))
    if each.missing:
        numbers = say("number.comma").join(str(number) for number in each.missing[:5])
        told.append(say("note.missing", numbers=numbers))
    return say("note.comma").join(told)


def _cells(each: Below, year: int) -> tuple[str, ...]:
    counts = [each.waiting, each.unconfirmed, each.conflicts, each.parked]
    last = say("last", day=day(each.last_at, year), number=each.last_number) if each.last_at else ""
    return (
        each.name,
        say("handed.yes" if each.handed_in else "handed.no"),
        last or say("last.never"),
        *(str(count) if count else say("none") for count in counts),
        notes(each),
    )
