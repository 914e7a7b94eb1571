"""The designer's tab of order: by what the records of a ledger are sorted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from app.ledgers.definitions import LedgerDefinition
from ui.forms.form_panel import action_button
from ui.ledgers.panes import LineList, Pane, moved, path_field
from ui.ledgers.paths import label_of, orders_of
from ui.ledgers.text import say


class OrderPane(Pane):
    """A list of what is sorted by, the first counting most."""

    def __init__(self) -> None:
        super().__init__()
        head = QLabel(say("order"))
        head.setProperty("role", "label")
        head.setWordWrap(True)
        self.lines = LineList(say("order"))
        self.lines.moved.connect(lambda start, end: self._tell(moved(self.definition.order, start, end), end))
        self.lines.dropped.connect(self._drop)
        self.turn = action_button(say("order.turn"), "restore")
        self.turn.clicked.connect(self._turn)
        self.lines.buttons.insertWidget(2, self.turn)
        self._none = QLabel(say("order.none"))
        self._none.setProperty("role", "quiet")
        self.adding = path_field(say("order.add"), lambda: orders_of(self.definition.source))
        self.adding.edited.connect(self._add)
        for each in (head, self.lines, self._none, self.adding, self.error):
            self.column.addWidget(each)
        self.column.addStretch(1)

    def show_definition(self, definition: LedgerDefinition) -> None:
        self.definition = definition
        self._show_lines(max(self.lines.row, 0))

    def _show_lines(self, row: int) -> None:
        lines = []
        for path in self.definition.order:
            words = "order.down" if path.startswith("-") else "order.up"
            lines.append(say(words, label=label_of(self.definition.source, path.lstrip("-"))))
        self.lines.show_lines(lines, row)
        self.turn.setEnabled(bool(lines))
        self._none.setVisible(not lines)

    def _tell(self, order: tuple[str, ...], row: int) -> None:
        self.definition = replace(self.definition, order=order)
        self._show_lines(row)
        self.changed.emit(self.definition, True)

    def _add(self) -> None:
        path = self.adding.value()
        if path is None:
            return
        self.adding.set_value(None)
        order = tuple(each for each in self.definition.order if each.lstrip("-") != path)
        self._tell((*order, path), len(order))

    def _drop(self, row: int) -> None:
        order = self.definition.order
        self._tell((*order[:row], *order[row + 1 :]), row)

    def _turn(self) -> None:
        row, order = self.lines.row, self.definition.order
        if row >= 0:
            path = order[row]
            turned = path[1:] if path.startswith("-") else f"-{path}"
            self._tell((*order[:row], turned, *order[row + 1 :]), row)
