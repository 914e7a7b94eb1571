"""What lies on the chosen stick: what is for us, what we know already, what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.exchange.trips import BROKEN, NEW, OTHERS, PAPER, Item
from ui import theme
from ui.exchange.telling import day
from ui.exchange.text import say
from ui.icons import icon
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

HEADS = (
    ("head.what", 116),
    ("head.from", 86),
    ("head.number", 66),
    ("head.day", 94),
    ("head.counts", 84),
    ("head.file", 0),
)


class Contents(QFrame):
    """The files of a stick as lines; those for other offices are only counted."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        title = QLabel(say("items"))
        title.setProperty("role", "group")
        title.setIndent(0)
        self.words = QLabel(say("items.choose"))
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.again = QPushButton(icon("restore"), say("sticks.again"))
        self.again.setProperty("role", "quiet")
        self.join = QPushButton(icon("key"), say("join"))
        self.join.hide()
        self.table = PlainTable(say("items"), [(say(name), width) for name, width in HEADS])
        self.table.chosen.connect(self._tell)
        self.detail = QLabel()
        self.detail.setProperty("role", "quiet")
        self.detail.setWordWrap(True)
        self.detail.hide()
        self._details: list[str] = []
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(title)
        top.addWidget(self.words, 1)
        top.addWidget(self.join)
        top.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addStretch()  # the words stay above while there is no table

    def say(self, code: str) -> None:
        """Show words instead of lines."""
        self.words.setText(say(code))
        self.table.show_rows(())
        self.table.hide()
        self.detail.hide()
        self.again.setVisible(code != "items.choose")

    def show_items(self, items: Sequence[Item], year: int) -> None:
        """Show what was found."""
        shown = [each for each in items if each.standing != OTHERS]
        others = len(items) - len(shown)
        self._details = [each.sentence or each.found.name for each in shown]
        self.detail.hide()
        self.table.show_rows([_row(str(at), each, year) for at, each in enumerate(shown)])
        self.table.setVisible(bool(shown))
        self.again.show()
        rest = say("items.rest", words=say("items.others", count=others)) if others else ""
        new = sum(1 for each in items if each.standing == NEW)
        self.words.setText(say("items.found", new=new, rest=rest) if items else say("items.none"))

    def _tell(self, key: str) -> None:
        """The whole of what the last column may cut: a sentence, a long name."""
        self.detail.setText(self._details[int(key)])
        self.detail.show()


def _row(key: str, item: Item, year: int) -> Row:
    if item.standing == PAPER:
        words = (say(f"paper.{item.kind}"), "", "", "", "", item.found.name)
    elif item.standing == BROKEN:
        words = (say("standing.broken"), item.office, "", "", "", item.sentence)
    else:
        number = say("item.number", number=item.number) if item.number else ""
        count = say("item.counts", count=sum(item.counts.values())) if item.number else ""
        made = day(item.at, year) if item.at else ""
        words = (say(f"standing.{item.standing}"), item.office, number, made, count, item.found.name)
    return Row(key, words, is_quiet=item.standing not in (NEW, PAPER, BROKEN))
