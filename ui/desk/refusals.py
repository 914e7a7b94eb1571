"""What came of an act for many: the matters it was not taken with, each with the sentence why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.matters.bulk import Done
from ui.dialogs.sheet import Sheet
from ui.pages.text.desk import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row


class Refusals(Sheet):
    """`opened(id)`: the clerk wants to see one of them."""

    opened = Signal(str)

    def __init__(self, act: str, done: Done, titles: Mapping[str, str], parent: QWidget | None) -> None:
        super().__init__(say("refused.title", act=act, count=len(done.refused)), parent)
        told = QLabel(say("refused.told", act=act, taken=len(done.taken), refused=len(done.refused)))
        told.setWordWrap(True)
        self.table = PlainTable(
            say("refused.list"), [(say("head.description"), 220), (say("refused.why"), 0)]
        )
        rows = [Row(id, (titles.get(id, ""), why)) for id, why in done.refused]
        self.table.show_rows(rows)
        self.table.setWordWrap(True)
        self.table.opened.connect(self._open)
        self.body.addWidget(told)
        self.body.addWidget(self.table, 1)

    def _open(self, id: str) -> None:
        self.reject()
        self.opened.emit(id)
