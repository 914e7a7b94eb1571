"""集中攻关: every task group, its people and units, its milestones."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton

from app.matters.task_groups import TYPE
from app.records import Record, Where
from ui.context import Context
from ui.desk import task_group_reading
from ui.desk.milestones import MilestonesBox
from ui.desk.task_group_fields import MAKERS
from ui.desk.task_group_reading import PRINTED, GroupShown
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.text.task_groups import say
from ui.tables.flow_bar import FlowBar
from ui.tables.list_panel import Listing
from ui.tables.rows import Column

CONCERNED = frozenset({"project", "milestone", "person", "organization"})


def topic() -> Topic:
    """What this page is about."""
    return Topic(
        place="task_groups",
        title=say("title"),
        listing=Listing(
            "project",
            (
                Column("name", say("list.name"), 0, least=150),
                Column("", say("list.progress"), 60, is_sortable=False),
                Column("", say("list.late"), 52, is_sortable=False),
                Column("owner", say("list.owner"), 76, is_sortable=False),
                Column("start", say("list.start"), 104),
                Column("end", say("list.end"), 104),
            ),
            order=("-start",),
            where=(Where("type", "=", TYPE),),
            search="name",
            rows=task_group_reading.rows,
            also=frozenset({"milestone", "person"}),
        ),
        layout=(
            Group(say("what"), (("name",), ("matter",), ("start", "end"))),
            Group(say("people"), (("owner", "members:2"), ("units",))),
            Group(say("more"), (("notes",),), folded=True),
        ),
        empty=Empty("organization", say("purpose"), say("first")),
        makers=MAKERS,
        add=task_group_reading.add,
    )


class TaskGroupsPage(ListAndForm):
    """Ctrl+N a new group, Ctrl+P the paper of the groups."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, topic())

    def adorn(self) -> None:
        self.list.search.setPlaceholderText(say("search"))
        self.new_button.setText(say("first"))
        self._matter = ""
        self.matter = QPushButton(icon("handbook"), say("matter"))
        self.matter.clicked.connect(lambda: self.context.navigation.go("desk", self._matter, "matter"))
        self.milestones = MilestonesBox(self.context)
        self.panel.add_above(FlowBar([self.matter]))
        self.panel.add_above(self.milestones)
        self.print_button = QPushButton(icon("print"), say("print"))
        self.print_button.setToolTip(say("print.tip"))
        self.print_button.clicked.connect(self.print)
        self.head.insertWidget(self.head.count() - 1, self.print_button)

    def starts_with(self) -> dict[str, Any]:
        return {**super().starts_with(), "start": self.context.desk.today().isoformat()}

    def shown(self, record: Record | None) -> None:
        if record is None:
            self._show_group(None)
        else:
            self._read_group(record.id)

    def refresh(self, notice: Notice) -> None:
        super().refresh(notice)
        if notice.kinds & CONCERNED and self.keeper.id is not None:
            self._read_group(self.keeper.id)

    def print(self) -> None:
        """Ctrl+P: the paper of all groups."""
        self.context.tasks.run(
            task_group_reading.all_ids, self.context.desk, owner=self,
            done=self._print,
        )  # fmt: skip

    def _print(self, ids: tuple[str, ...]) -> None:
        PaperSheet.show_over(self, self.context, Wanted(PRINTED, ids, say("paper")))

    def _read_group(self, id: str) -> None:
        self.context.tasks.run(
            task_group_reading.one, self.context.desk, id, owner=self,
            done=self._arrived_group, failed=lambda _: self._show_group(None),
        )  # fmt: skip

    def _arrived_group(self, group: GroupShown) -> None:
        if group.id == self.keeper.id:
            self._show_group(group)

    def _show_group(self, group: GroupShown | None) -> None:
        self._matter = group.matter if group is not None else ""
        self.matter.setVisible(bool(self._matter))
        self.milestones.show_group(group)
