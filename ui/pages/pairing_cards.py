"""Choosing pairings for 连心卡: which cards to print, and writing down that they were given out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app import pairings
from app.records import Query
from ui import theme
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.pages.pairing_reading import MOST_CARDS, CardLine, card_lines
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.text.pairings import say

PRINTED = "连心卡"  # the shipped ledger that prints the cards


class CardsSheet(Sheet):
    """The running pairings of the list, each with a tick; those without a card are ticked."""

    def __init__(self, context: Context, query: Query, shown: str | None, parent: QWidget | None) -> None:
        super().__init__(say("cards"), parent, 760, 560)
        self._context, self._shown = context, shown
        self.paper: PaperSheet | None = None
        hint = QLabel(say("cards.hint", most=MOST_CARDS))
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        self.lines = QListWidget()
        self.lines.setAccessibleName(say("cards"))
        self.lines.itemChanged.connect(lambda _: self._count())
        self.register = QCheckBox(say("cards.register"))
        self.register.setChecked(True)
        self._words = QLabel()
        self._words.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for words, state in (("cards.all", True), ("cards.nothing", False)):
            button = QPushButton(say(words))
            button.clicked.connect(lambda _=False, state=state: self.tick_all(state))
            row.addWidget(button)
        row.addWidget(self._words, 1)
        row.addWidget(self.register)
        for each in (hint, self.lines):
            self.body.addWidget(each)
        self.body.addLayout(row)
        self.show_button = QPushButton(icon("print", "surface"), say("cards.show"))
        self.show_button.setProperty("role", "primary")
        self.show_button.clicked.connect(self.print)
        self.foot.insertWidget(1, self.show_button)
        context.tasks.run(card_lines, context.desk, query, done=self._show, owner=self)

    @property
    def chosen(self) -> list[str]:
        """The ids of the ticked pairings."""
        items = [self.lines.item(row) for row in range(self.lines.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def tick_all(self, is_ticked: bool) -> None:
        """Choose all, or none."""
        state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        for row in range(self.lines.count()):
            self.lines.item(row).setCheckState(state)

    def print(self) -> None:
        """Give the chosen ones their number and date if wanted, then show the sheet of cards."""
        ids = self.chosen
        if not ids:
            self._words.setText(say("cards.choose"))
            return
        if self.register.isChecked():
            self._context.tasks.run(
                pairings.issue_cards, self._context.desk, ids, owner=self,
                done=lambda numbers: self._issued(len(numbers), ids),
            )  # fmt: skip
        else:
            self._preview(ids)

    def _issued(self, count: int, ids: list[str]) -> None:
        self._context.line.say(say("cards.done", count=count), True)
        self._preview(ids)

    def _preview(self, ids: list[str]) -> None:
        wanted = Wanted(PRINTED, tuple(ids), say("cards.heading", count=len(ids)))
        self.paper = PaperSheet.show_over(self, self._context, wanted)

    def _show(self, lines: list[CardLine]) -> None:
        for each in lines:
            item = QListWidgetItem(each.words)
            item.setData(Qt.ItemDataRole.UserRole, each.pairing)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            wanted = each.pairing == self._shown if self._shown else not each.is_issued
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.lines.addItem(item)
            if wanted and self._shown:
                self.lines.setCurrentItem(item)
        self._count()

    def _count(self) -> None:
        self._words.setText(say("cards.count", count=len(self.chosen)))
