"""Aid under a pairing: what was given so far, and a line to write the next one down at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import aid, drafts, records
from app.desk import Desk
from app.kinds import KINDS, Field
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.typed import TextField
from ui.forms.drafts import form_drafting
from ui.forms.form import Form
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages.pairing_reading import AidView, aid_view
from ui.pages.text.pairings import say
from ui.tables.plain import PlainTable
from ui.text import say as shell_say

MOST_ROWS = 6
HEADS = (("date", 108), ("form", 60), ("what", 0), ("amount", 96), ("signed", 64))


def content_field(_context: Context, spec: Field, parent: QWidget) -> FieldWidget:
    """What was given, on one line, so that Enter goes on."""
    return TextField(replace(spec, label=say("aid.content")), parent)


def _with_draft(desk: Desk, form: str, work: Callable[..., object], *args: Any) -> object:
    """On the worker: what is written takes the draft with it."""
    with drafts.saved_with(desk, form):
        return work(*args)


class AidPanel(QWidget):
    """The aid of one pairing at a time: show_pairing(id), None while it is not kept yet."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pairing: str | None = None
        self._changing: str | None = None
        self._view: AidView | None = None
        self._heading = QLabel(say("aid"))
        self._heading.setProperty("role", "group")
        self.totals = QLabel()
        self.totals.setProperty("role", "quiet")
        self.totals.setWordWrap(True)
        heads = [(say(f"aid.{name}"), width) for name, width in HEADS]
        self.table = PlainTable(say("aid"), heads)
        self.table.setToolTip(say("aid.open"))
        self.form = Form(context, KINDS["aid"], self._layout(), {"content": content_field})
        self.form.finished.connect(self.keep)
        self._drafting = form_drafting(context, self.form, self)
        self.keep_button = QPushButton(icon("add"), say("aid.add"))
        self.keep_button.clicked.connect(self.keep)
        self.sign_button = QPushButton(say("aid.sign"))
        self.sign_button.clicked.connect(self._sign)
        self.remove_button = QPushButton(icon("bin"), shell_say("delete"))
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.keep_button)
        row.addStretch(1)
        row.addWidget(self.sign_button)
        row.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        for each in (self._heading, self.totals, self.table, self.form):
            layout.addWidget(each)
        layout.addLayout(row)
        self.table.chosen.connect(lambda _: self._mark())
        self.table.opened.connect(self._change)
        self.show_pairing(None)

    def show_pairing(self, pairing: str | None) -> None:
        """Show the aid of this pairing."""
        self._pairing = pairing
        self._begin(offer=True)
        for each in (self.form, self.keep_button):
            each.setVisible(pairing is not None)
        self._show(AidView("", (), {}, ""))
        if pairing is not None:
            self._read()

    def hear(self, notice: Notice) -> None:
        """Read again when aid changed."""
        if "aid" in notice.kinds and self._pairing is not None:
            self._read()

    def leave(self) -> bool:
        """Write down what is half typed. False: a field is wrong, the clerk stays."""
        return not (self._pairing and self.form.changes()) or self.keep()

    def keep_draft(self) -> None:
        """Write down what is half typed, as a draft."""
        self._drafting.keep()

    def keep(self) -> bool:
        """Write the entry down, and begin the next."""
        if self._pairing is None:
            return False
        if wrong := self.form.check():
            self.form.focus(wrong)
            return False
        tasks, desk = self._context.tasks, self._context.desk
        if self._changing is None:
            values = {name: value for name, value in self.form.values().items() if value is not None}
            said = say("aid.added")
            tasks.run(
                _with_draft, desk, self._draft_key, aid.give, desk, {**values, "pairing": self._pairing},
                owner=self, done=lambda _: self._kept(said), failed=self._refused,
            )  # fmt: skip
        else:
            said = say("aid.changed")
            tasks.run(
                _with_draft, desk, self._draft_key,
                records.change, desk, "aid", self._changing, self.form.changes(), owner=self,
                done=lambda _: self._kept(said), failed=self._refused,
            )  # fmt: skip
        return True

    def _layout(self) -> tuple[Group, ...]:
        return (
            Group("", (("date:3", "form:3", "amount:3"), ("content:5", "quantity:2", "unit:2", "signed:2"))),
            Group(say("aid.more"), (("recipient", "handler", "fund"), ("notes",)), folded=True),
        )

    @property
    def _draft_key(self) -> str:
        return f"aid/{self._pairing}/{self._changing or 'new'}" if self._pairing else ""

    def _begin(self, offer: bool = False) -> None:
        self._changing = None
        form = self.form.fields["form"].value()
        self.form.load({"date": self._context.desk.today().isoformat(), "form": form})
        self._drafting.begin(self._draft_key, offer)
        self.keep_button.setText(say("aid.add"))

    def _kept(self, said: str) -> None:
        self._context.line.say(said, True)
        self._begin()
        self.form.focus("date")
        self._read()

    def _refused(self, problem: Problem) -> None:
        if not self.form.show_problem(problem):
            self._context.messages.tell_problem(problem)

    def _change(self, id: str) -> None:
        if self._view is None or id not in self._view.entries:
            return
        self._changing = id
        self.form.load(self._view.entries[id].values)
        self._drafting.begin(self._draft_key)
        self.keep_button.setText(say("aid.change"))
        self.form.focus("date")

    def _entry(self) -> Any:
        return self._view.entries.get(self.table.current_id) if self._view else None

    def _mark(self) -> None:
        entry = self._entry()
        self.sign_button.setVisible(entry is not None)
        self.remove_button.setVisible(entry is not None)
        if entry is not None:
            self.sign_button.setText(say("aid.unsign" if entry["signed"] else "aid.sign"))

    def _sign(self) -> None:
        if (entry := self._entry()) is not None:
            self._context.tasks.run(
                aid.sign, self._context.desk, [entry.id], not entry["signed"], owner=self,
                done=lambda _: self._context.line.say(say("aid.was_signed"), True),
            )  # fmt: skip

    def _remove(self) -> None:
        if (entry := self._entry()) is not None:
            if self._changing == entry.id:
                self._begin()
            self._context.tasks.run(
                records.remove, self._context.desk, "aid", entry.id, owner=self,
                done=lambda _: self._context.line.say(shell_say("line.deleted"), True),
            )  # fmt: skip

    def _read(self) -> None:
        self._context.tasks.run(aid_view, self._context.desk, self._pairing, done=self._take, owner=self)

    def _take(self, view: AidView) -> None:
        if view.pairing == self._pairing:
            self._show(view)

    def _show(self, view: AidView) -> None:
        self._view = view
        self.table.show_rows(view.rows)
        self.table.setVisible(bool(view.rows))
        self.table.setFixedHeight((min(len(view.rows), MOST_ROWS) + 1) * theme.ROW + 4)
        none = say("aid.new" if self._pairing is None else "aid.none")
        self.totals.setText(view.totals or none)
        self._mark()
