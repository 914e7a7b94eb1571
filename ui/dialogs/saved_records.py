"""The records that a salvage brought out of a damaged file, to be looked through one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from app.kinds import KINDS
from app.restoring import Saved
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.dialogs.text import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

HEADS = (("kind", 120), ("saved.what", 0), ("saved.state", 100))


class SavedSheet(Sheet):
    """Enter or a double click goes to the record."""

    def __init__(self, context: Context, saved: Sequence[Saved], parent: QWidget | None) -> None:
        super().__init__(say("saved"), parent)
        self._context = context
        self._kinds = {each.id: each.kind for each in saved}
        words = QLabel(say("saved.words"))
        words.setWordWrap(True)
        hint = QLabel(say("saved.open"))
        hint.setProperty("role", "quiet")
        self.table = PlainTable(say("saved"), [(say(name), width) for name, width in HEADS])
        self.table.show_rows([_row(each) for each in saved])
        self.table.opened.connect(self._go)
        self.body.addWidget(words)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(hint)

    def _go(self, id: str) -> None:
        self.accept()
        self._context.navigation.open_record(self._kinds[id], id)


def _row(saved: Saved) -> Row:
    state = say("saved.new" if saved.is_new else "saved.changed")
    return Row(saved.id, (KINDS[saved.kind].label, saved.title, state))
