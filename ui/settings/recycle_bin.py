"""The recycle bin: deleted records, and taking them back."""

from __future__ import annotations

from app import records
from app.desk import Desk
from app.history import recycle_bin
from app.kinds import KINDS
from ui.context import Context
from ui.icons import icon
from ui.pages.text.settings import say
from ui.settings.section import Section, button
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row


def binned(desk: Desk) -> list[Row]:
    """What lies in the bin, as rows. For the database worker."""
    return [
        Row(each.id, (KINDS[each.kind].label, records.title(desk, each)), each.kind)
        for each in recycle_bin(desk)
    ]


class RecycleBinSection(Section):
    """Everything deleted; Enter or the button takes the marked record back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "bin")
        self._kinds: dict[str, str] = {}
        self.table = PlainTable(say("bin"), [(say("bin.kind"), 110), (say("bin.title"), 0)])
        self.empty = EmptyState("bin", say("bin.empty"))
        self.restore = button(say("bin.restore"), "restore", "primary")
        self.restore.setIcon(icon("restore", "surface"))
        self.restore.clicked.connect(self._restore)
        self.table.opened.connect(lambda _: self._restore())
        self.table.chosen.connect(lambda _: self.restore.setEnabled(True))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.add_buttons(self.restore)

    def open(self) -> None:
        self.context.tasks.run(binned, self.context.desk, done=self._show, owner=self)

    def _show(self, rows: list[Row]) -> None:
        self._kinds = {row.id: row.kind for row in rows}
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.restore.setVisible(bool(rows))
        self.restore.setEnabled(bool(self.table.current_id))

    def _restore(self) -> None:
        id = self.table.current_id
        if id:
            self.context.tasks.run(
                records.restore,
                self.context.desk,
                self._kinds[id],
                id,
                done=lambda _: self._done(),
                owner=self,
            )

    def _done(self) -> None:
        self.context.line.say(say("bin.restored"), True)
        self.open()
