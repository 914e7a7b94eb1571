"""Code lists: the words that forms offer; renamed, added, put out of use, never deleted."""

from __future__ import annotations

import uuid
from typing import Any

from PySide6.QtWidgets import QComboBox

from app import records
from app.desk import Desk
from app.presets import preset
from app.records import Query, Where
from app.rights import may
from ui.context import Context
from ui.pages.text.settings import say
from ui.settings.section import Section, button, only_admin_words
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

# Lists whose codes the program itself understands: their words may change, codes may not be added.
FIXED = frozenset({
    "id_state", "matter_act", "matter_state", "attendance_status", "period", "score_type",
})  # fmt: skip
# Lists that are changed under 工作日历, where they are read as days and terms.
ELSEWHERE = frozenset({"rest_day", "make_up_day", "matter_term"})


def editable_lists() -> dict[str, str]:
    """Name → label of the lists an office may change here; the national standards are not among them."""
    shipped = preset("codes")
    return {name: str(each["label"]) for name, each in shipped.items() if name not in ELSEWHERE}


def set_code(desk: Desk, list_name: str, code: str, changes: dict[str, Any]) -> None:
    """State a code of the list anew: {"label": …} or {"hidden": 0 or 1}. For the database worker."""
    where = (Where("list", "=", list_name), Where("code", "=", code))
    stated = records.find(desk, Query("code", where=where, limit=1))
    if stated:
        records.change(desk, "code", stated[0].id, changes)
        return
    values = {"list": list_name, "code": code, "label": desk.codes.label(list_name, code), **changes}
    records.add(desk, "code", values)


def add_code(desk: Desk, list_name: str, label: str) -> None:
    """A new code with this word, under a code that no other office makes."""
    records.add(desk, "code", {"list": list_name, "code": f"own_{uuid.uuid4().hex[:12]}", "label": label})


class CodeListsSection(Section):
    """One list at a time: its words, which are in use."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "codes")
        self.lists = QComboBox()
        self.lists.setAccessibleName(say("codes.list"))
        for name, label in editable_lists().items():
            self.lists.addItem(label, name)
        self.lists.currentIndexChanged.connect(lambda _: self._show())
        self.table = PlainTable(say("codes"), [(say("codes.label"), 0), (say("codes.state"), 120)])
        self.add = button(say("codes.add"), "add", "primary")
        self.rename = button(say("codes.rename"), "edit")
        self.hide_code = button(say("codes.hide"), "eye")
        self.add.clicked.connect(self._add)
        self.rename.clicked.connect(self._rename)
        self.table.opened.connect(lambda _: self._rename())
        self.table.chosen.connect(lambda _: self._enable())
        self.hide_code.clicked.connect(self._turn)
        self.column.addWidget(self.lists)
        self.column.addWidget(self.table, 1)
        self.add_buttons(self.add, self.rename, self.hide_code)
        self._may_change = may(context.desk, "codes")
        if not self._may_change:
            self.column.addWidget(only_admin_words("only_review"))
        context.codes.renewed.connect(self._show)
        self._show()

    @property
    def list_name(self) -> str:
        """The list that is shown."""
        return str(self.lists.currentData())

    def _show(self) -> None:
        codes = self.context.codes.now
        rows = []
        for code, label in codes.lists.get(self.list_name, {}).items():
            hidden = (self.list_name, code) in codes.hidden
            rows.append(Row(code, (label, say("codes.hidden" if hidden else "codes.used")), is_quiet=hidden))
        self.table.show_rows(rows)
        self._enable()

    def _enable(self) -> None:
        code = self.table.current_id
        hidden = (self.list_name, code) in self.context.codes.now.hidden
        is_open = self._may_change and self.list_name not in FIXED
        self.add.setEnabled(is_open)
        self.rename.setEnabled(self._may_change and bool(code))
        self.hide_code.setEnabled(is_open and bool(code))
        self.hide_code.setText(say("codes.show" if hidden else "codes.hide"))

    def _add(self) -> None:
        label = self.context.messages.ask_text(say("codes.add_question"), say("codes.add"))
        if label:
            self._run(add_code, self.list_name, label)

    def _rename(self) -> None:
        code = self.table.current_id
        if not code or not self._may_change:
            return
        label = self.context.codes.label(self.list_name, code)
        renamed = self.context.messages.ask_text(say("codes.rename_question"), say("codes.rename"), label)
        if renamed and renamed != label:
            self._run(set_code, self.list_name, code, {"label": renamed})

    def _turn(self) -> None:
        code = self.table.current_id
        hidden = (self.list_name, code) in self.context.codes.now.hidden
        self._run(set_code, self.list_name, code, {"hidden": 0 if hidden else 1})

    def _run(self, work: Any, *args: Any) -> None:
        self.context.tasks.run(
            work, self.context.desk, *args, owner=self,
            done=lambda _: self.context.line.say(say("saved"), True),
        )  # fmt: skip
