"""The window of terms: how long an errand, a petition, a dispute, a suggestion may take."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.matters import terms
from app.rights import may
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.pages.text.calendar import say
from ui.settings.section import button
from ui.tables.plain import PlainTable
from ui.tables.rows import Row


class TermsSheet(Sheet):
    """A line per type and service; Enter changes the marked one."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(say("terms.title"), parent, 640, 620)
        self._context = context
        self._rows: dict[str, terms.Row] = {}
        words = QLabel(say("terms.words"))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        heads = [(say("terms.what"), 0), (say("terms.term"), 150), (say("terms.source"), 170)]
        self.table = PlainTable(say("terms.title"), heads)
        self.table.opened.connect(lambda _: self.change())
        self.table.chosen.connect(lambda _: self._enable())
        self.body.addWidget(words)
        self.body.addWidget(self.table, 1)
        self.change_button = button(say("terms.change"), "edit", "primary")
        self.change_button.clicked.connect(self.change)
        self.foot.insertWidget(1, self.change_button)
        self._may_change = may(context.desk, "codes")
        context.codes.renewed.connect(self._show)
        self._show()
        self.table.setFocus()

    def change(self) -> None:
        """Ask for another term of the marked line."""
        row = self._rows.get(self.table.current_id)
        if row is None or row.told_above or not self._may_change:
            return
        question = say("terms.question", label=row.label)
        written = self._context.messages.ask_text(question, say("terms.change"), row.term)
        if written is None or written == row.term:
            return
        self._context.tasks.run(
            terms.set_term, self._context.desk, row.key, written, owner=self,
            done=lambda _: self._context.line.say(say("terms.saved"), True),
        )  # fmt: skip

    def _show(self) -> None:
        self._rows = {each.key: each for each in terms.table(self._context.codes.now)}
        self.table.show_rows([
            Row(each.key, (
                each.label, each.term or say("terms.by_type" if "." in each.key else "terms.none"),
                say("terms.above") if each.told_above else "",
            ), is_quiet=not each.term)
            for each in self._rows.values()
        ])  # fmt: skip
        self._enable()

    def _enable(self) -> None:
        row = self._rows.get(self.table.current_id)
        self.change_button.setEnabled(self._may_change and row is not None and not row.told_above)
        why = (
            say("only_review")
            if not self._may_change
            else say("terms.above")
            if row and row.told_above
            else ""
        )
        self.change_button.setToolTip(why)
