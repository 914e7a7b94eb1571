"""The list of ledgers: the shipped ones in groups, the office's own marked as such."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from app.ledgers.catalogue import Entry
from ui import theme
from ui.forms.form_panel import action_button
from ui.icons import icon
from ui.ledgers.text import say

GROUPS = ("monthly", "rolls", "own")
NAME = Qt.ItemDataRole.UserRole


def group_of(entry: Entry) -> str:
    """Under which heading an entry stands."""
    if entry.record:
        return "own"
    return "monthly" if entry.definition.monthly else "rolls"


class LedgerList(QFrame):
    """`chosen(entry)` as the mark moves; `copying`, `editing`, `removing` for the marked entry."""

    chosen = Signal(object)
    copying = Signal()
    editing = Signal()
    removing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(say("list"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        self.copy_button = QPushButton(icon("copy"), say("copy"))
        self.edit_button = action_button(say("edit"), "edit")
        self.remove_button = action_button(say("remove"), "bin")
        for button, signal in (
            (self.copy_button, self.copying), (self.edit_button, self.editing),
            (self.remove_button, self.removing),
        ):  # fmt: skip
            button.clicked.connect(signal)
        own = QHBoxLayout()
        own.setSpacing(theme.SPACE_1)
        own.addWidget(self.edit_button)
        own.addWidget(self.remove_button)
        own.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.copy_button)
        layout.addLayout(own)
        self._show_buttons(None)

    @property
    def current(self) -> Entry | None:
        """The marked entry."""
        item = self.list.currentItem()
        return self.entries.get(item.data(NAME) or "") if item is not None else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the mark stays on its ledger, or goes to the first. Tells when it moved."""
        before = self.current
        self.entries = {each.name: each for each in entries}
        with QSignalBlocker(self.list):
            self.list.clear()
            for group in GROUPS:
                self._add_group(group, [each for each in entries if group_of(each) == group])
            if before is None or not self._mark(before.name):
                self.list.setCurrentRow(1 if self.list.count() > 1 else -1)
        self._show_buttons(self.current)
        now = self.current
        if before is None or now is None or before.name != now.name:
            self._tell()

    def mark(self, name: str) -> bool:
        """Put the mark on the ledger of that name; False when there is none."""
        return self._mark(name)

    def _add_group(self, group: str, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        head = QListWidgetItem(say(f"group.{group}"))
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setForeground(theme.colour("quiet"))
        font = self.list.font()
        font.setBold(True)
        head.setFont(font)
        self.list.addItem(head)
        for each in entries:
            item = QListWidgetItem(each.name)
            item.setData(NAME, each.name)
            item.setToolTip(each.name)
            if each.record:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, say("list.own", name=each.name))
            self.list.addItem(item)

    def _mark(self, name: str) -> bool:
        for row in range(self.list.count()):
            if self.list.item(row).data(NAME) == name:
                self.list.setCurrentRow(row)
                return True
        return False

    def _tell(self) -> None:
        entry = self.current
        self._show_buttons(entry)
        if entry is not None:
            self.chosen.emit(entry)

    def _show_buttons(self, entry: Entry | None) -> None:
        is_own = entry is not None and bool(entry.record)
        self.copy_button.setEnabled(entry is not None)
        self.edit_button.setEnabled(is_own)
        self.remove_button.setEnabled(is_own)
