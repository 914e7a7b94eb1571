"""The history of one record: who changed what and when; an old value can be put back."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.history import Change, history, put_back
from app.kinds import KINDS
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.text import say


def shown_time(at: str) -> str:
    """A moment of the history as clerks read it: "2026-11-05 10:32"."""
    return at.replace("T", " ")[:16]


class HistorySheet(Sheet):
    """Every change of one record, newest first."""

    def __init__(self, context: Context, kind: str, id: str, parent: QWidget | None) -> None:
        super().__init__(say("history"), parent, 860, 520)
        self._context, self._kind, self._record = context, kind, id
        self._changes: list[Change] = []
        heads = [
            (say(f"history.{name}"), width)
            for name, width in (
                ("at", 150),
                ("operator", 90),
                ("action", 110),
                ("field", 110),
                ("before", 0),
                ("after", 0),
            )
        ]
        self.table = PlainTable(say("history"), heads)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self._put_back())
        self._words = QLabel(say("history.hint"))
        self._words.setProperty("role", "quiet")
        self._words.setWordWrap(True)
        self.put_back = QPushButton(icon("restore", "ink"), say("history.put_back"))
        self.put_back.setEnabled(False)
        self.put_back.clicked.connect(self._put_back)
        self.foot.insertWidget(0, self.put_back)
        self.body.addWidget(self._words)
        self.body.addWidget(self.table, 1)
        self.read()

    def read(self) -> None:
        """Fetch the history."""
        self._context.tasks.run(
            history, self._context.desk, self._kind, self._record, done=self._show, owner=self
        )

    def _show(self, changes: list[Change]) -> None:
        self._changes = changes
        self.table.show_rows([
            Row(str(number), (shown_time(each.at), each.operator, each.action_label, each.field_label,
                              _one_line(each.before), _one_line(each.after)))
            for number, each in enumerate(changes)
        ])  # fmt: skip

    def _choose(self, number: str) -> None:
        self.put_back.setEnabled(self._may_put_back(int(number)))

    def _may_put_back(self, number: int) -> bool:
        return self._changes[number].can_be_put_back and not KINDS[self._kind].append_only

    def _put_back(self) -> None:
        if not self.table.current_id or not self._may_put_back(int(self.table.current_id)):
            return
        change = self._changes[int(self.table.current_id)]
        self._context.tasks.run(
            put_back, self._context.desk, self._kind, self._record, change,
            done=lambda _: self._done(), owner=self,
        )  # fmt: skip

    def _done(self) -> None:
        self._context.line.say(say("history.was_put_back"), True)
        self.put_back.setEnabled(False)
        self.table.clearSelection()
        self.read()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def show_history(context: Context, kind: str, id: str, parent: QWidget) -> None:
    """Open the history of a record over the window."""
    sheet = HistorySheet(context, kind, id, parent.window())
    sheet.exec()
    sheet.deleteLater()
