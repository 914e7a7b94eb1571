"""The recycle bin: deleted records, taking them back, and emptying it for good."""

from __future__ import annotations

from app import records, redaction
from app.desk import Desk
from app.history import recycle_bin
from app.kinds import KINDS
from app.redaction import BinContents, Erased
from app.rights import may
from ui.context import Context
from ui.pages.text.settings import say
from ui.settings.section import Section, button
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.trust.erasing import tell_erased
from ui.trust.text import say as say_trust


def binned(desk: Desk) -> list[Row]:
    """What lies in the bin, as rows. For the database worker."""
    return [
        Row(each.id, (KINDS[each.kind].label, records.title(desk, each)), each.kind)
        for each in recycle_bin(desk)
    ]


class RecycleBinSection(Section):
    """Everything deleted; Enter or the button takes the marked record back, an administrator empties it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "bin")
        self._kinds: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self.table = PlainTable(say("bin"), [(say("bin.kind"), 110), (say("bin.title"), 0)])
        self.empty = EmptyState("bin", say("bin.empty"))
        self.restore = button(say("bin.restore"), "restore", "primary")
        self.restore.clicked.connect(self._restore)
        self.erase = button(say("bin.erase"), "cross")
        self.erase.clicked.connect(self._ask_one)
        self.clear = button(say("bin.clear"), "bin")
        self.clear.clicked.connect(self._ask_all)
        self.table.opened.connect(lambda _: self._restore())
        self.table.chosen.connect(lambda _: self._enable())
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.add_buttons(self.restore, self.erase, self.clear)

    def open(self) -> None:
        self.context.tasks.run(binned, self.context.desk, done=self._show, owner=self)

    def _show(self, rows: list[Row]) -> None:
        self._kinds = {row.id: row.kind for row in rows}
        self._titles = {row.id: row.cells[1] for row in rows}
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        for each in (self.restore, self.erase, self.clear):
            each.setVisible(bool(rows))
        self._enable()

    def _enable(self) -> None:
        is_marked, is_admin = bool(self.table.current_id), may(self.context.desk, "bin.empty")
        self.restore.setEnabled(is_marked)
        self.erase.setEnabled(is_marked and is_admin)
        self.clear.setEnabled(is_admin)
        self.clear.setToolTip("" if is_admin else say("bin.only_admin"))

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

    def _ask_one(self) -> None:
        id = self.table.current_id
        if id and self._is_sure(say_trust("bin.would_go_one", title=self._titles[id]), ""):
            self._empty({self._kinds[id]: [id]})

    def _ask_all(self) -> None:
        desk = self.context.desk
        self.context.tasks.run(redaction.bin_contents, desk, done=self._show_contents, owner=self)

    def _show_contents(self, found: BinContents) -> None:
        lines = [
            say_trust("bin.count", label=KINDS[kind].label, count=count)
            for kind, count in found.counts.items()
        ]
        lines += [
            say_trust("bin.leaning", live=KINDS[live].label, gone=KINDS[gone].label, count=count)
            for live, gone, count in found.leaning
        ]
        if found.total and self._is_sure(say_trust("bin.would_go", count=found.total), "\n".join(lines)):
            self._empty(None)

    def _is_sure(self, sentence: str, detail: str) -> bool:
        """Asked twice: what goes from here is gone for good."""
        confirm = self.context.messages.confirm
        first = confirm(sentence, say_trust("bin.go"), danger=True, detail=detail)
        return first and confirm(say_trust("bin.sure"), say_trust("bin.yes"), danger=True)

    def _empty(self, only: dict[str, list[str]] | None) -> None:
        self.context.tasks.run(
            redaction.empty_bin, self.context.desk, only, owner=self, done=self._emptied
        )  # fmt: skip

    def _emptied(self, done: Erased) -> None:
        tell_erased(self.context, done)
        self.open()
