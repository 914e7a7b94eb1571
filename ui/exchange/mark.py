"""A line over a form: two offices said different things of this record, and the way to decide it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from app.exchange.undecided import undecided_fields
from ui import theme
from ui.context import Context
from ui.exchange.text import say
from ui.forms.keeping import Keeper, State


class ConflictMark(QWidget):
    """Asks when a record comes into the form; not there when nothing of it waits."""

    def __init__(self, context: Context, kind: str, keeper: Keeper) -> None:
        super().__init__()
        self._context, self._kind, self._keeper = context, kind, keeper
        self.words = QLabel()
        self.words.setProperty("role", "warning")
        self.words.setWordWrap(True)
        self.go = QPushButton(say("mark.go"))
        self.go.setProperty("role", "link")
        self.go.clicked.connect(lambda: context.navigation.go("exchange", keeper.id, "inbox"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        self.hide()
        keeper.stated.connect(self._stated)

    def _stated(self, state: State) -> None:
        id = self._keeper.id
        if id is None:
            self.hide()
        elif state is State.UNTOUCHED:
            self._context.tasks.run(
                undecided_fields, self._context.desk, self._kind, id, owner=self,
                done=lambda labels: self._show(id, labels),
            )  # fmt: skip

    def _show(self, id: str, labels: list[str]) -> None:
        if id == self._keeper.id:
            self.words.setText(say("mark", labels=say("mark.comma").join(labels)))
            self.go.setVisible(not isinstance(self.window(), QDialog))
            self.setVisible(bool(labels))
