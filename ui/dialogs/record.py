"""One record in a small window of its own: a member, a tag, a post. It keeps itself on closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import records
from app.desk import Desk
from app.kinds import KINDS
from ui import theme
from ui.cards.alike import CONCERNED, AlikeHint
from ui.context import Context
from ui.forms.form import Form
from ui.forms.form_panel import FormPanel, action_button
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.text import say


@dataclass(frozen=True)
class Asked:
    """What the window is about. `id` None: a new record that starts with `values`.

    add and change run on the database worker; they default to those of app.records.
    """

    kind: str
    layout: tuple[Group, ...]
    id: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)  # kept with the values, not shown
    add: Callable[[Desk, Mapping[str, Any]], str] | None = None
    change: Callable[[Desk, str, Mapping[str, Any]], object] | None = None


class RecordDialog(QDialog):
    """The form of one record. Esc and “完成” save and close; a wrong field keeps it open."""

    def __init__(self, context: Context, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = asked
        kind = KINDS[asked.kind]
        self.setWindowTitle(kind.label)
        self.resize(560, 420)
        self.form = Form(context, kind, asked.layout)
        self.keeper = Keeper(context, self.form, self._saving())
        remove = action_button(say("delete"), "bin")
        remove.setVisible(asked.id is not None)
        remove.clicked.connect(self._remove)
        panel = FormPanel(context, self.form, self.keeper, [remove])
        self.alike: AlikeHint | None = None
        if asked.kind in CONCERNED:
            self.alike = AlikeHint(context, self.form, lambda: self.keeper.id, False, asked.fixed)
            panel.add_above(self.alike)
        panel.set_title(kind.label if asked.id else say("form.new", kind=kind.label))
        finish = QPushButton(say("dialog.done"))
        finish.setProperty("role", "primary")
        finish.clicked.connect(self.accept)
        give_up = QPushButton(say("cancel"))
        give_up.clicked.connect(self._give_up)
        give_up.setAutoDefault(False)
        finish.setAutoDefault(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(give_up)
        row.addWidget(finish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        layout.addWidget(panel, 1)
        layout.addLayout(row)
        self._start()

    def accept(self) -> None:
        """Save and close, unless a field is wrong."""
        if self.keeper.leave():
            super().accept()

    def reject(self) -> None:
        """Esc loses nothing: it saves as “完成” does."""
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.keeper.leave():
            event.accept()
        else:
            event.ignore()

    def _give_up(self) -> None:
        self.keeper.give_up()
        super().reject()

    def _start(self) -> None:
        if self._asked.id is None:
            self.keeper.start(None, self._asked.values)
            self.form.focus()
            return
        self._context.tasks.run(
            records.get, self._context.desk, self._asked.kind, self._asked.id, owner=self,
            done=lambda record: self.keeper.start(record.id, record.values),
        )  # fmt: skip

    def _saving(self) -> Saving:
        desk, asked = self._context.desk, self._asked
        add = asked.add or (lambda desk, values: records.add(desk, asked.kind, values))
        change = asked.change or (lambda desk, id, values: records.change(desk, asked.kind, id, values))
        return Saving(
            "/".join(("dialog", asked.kind, *map(str, asked.fixed.values()))),
            lambda values: add(desk, {**values, **asked.fixed}),
            lambda id, values: change(desk, id, values),
        )

    def _remove(self) -> None:
        id = self.keeper.id
        if id is None or not self._context.messages.confirm(
            say("confirm.delete_this"), say("delete"), danger=True
        ):
            return
        self.keeper.give_up()
        self._context.tasks.run(
            records.remove, self._context.desk, self._asked.kind, id,
            done=lambda _: self._context.line.say(say("line.deleted"), True),
        )  # fmt: skip
        super().accept()
