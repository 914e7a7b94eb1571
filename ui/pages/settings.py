"""Settings: its sections in a list at the left, the chosen one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout

from app.rights import may
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.text.settings import say
from ui.settings.about import AboutSection
from ui.settings.audit import AuditSection
from ui.settings.backup import BackupSection
from ui.settings.calendar import CalendarSection
from ui.settings.code_lists import CodeListsSection
from ui.settings.office import OfficeSection
from ui.settings.operators import OperatorsSection
from ui.settings.phrases import PhrasesSection
from ui.settings.recycle_bin import RecycleBinSection
from ui.settings.section import Section

LIST_WIDTH = 180
# Name, icon, and whether it is a place of its own instead of a section here.
ENTRIES = (
    ("office", "household", False), ("operators", "key", False), ("organizations", "organization", True),
    ("posts", "post", True), ("codes", "list", False), ("phrases", "edit", False),
    ("calendar", "calendar", False),
    ("backup", "backup", False), ("bin", "bin", False), ("audit", "history", False),
    ("about", "info", False),
)  # fmt: skip


class _Entries(QListWidget):
    """The list of sections; Enter opens the marked one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemClicked.emit(self.currentItem())
            return
        super().keyPressEvent(event)


class SettingsPage(Page):
    """What an office arranges once and looks after now and then."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self.sections: dict[str, Section] = {
            "office": OfficeSection(context), "operators": OperatorsSection(context),
            "codes": CodeListsSection(context), "phrases": PhrasesSection(context),
            "calendar": CalendarSection(context),
            "backup": BackupSection(context), "bin": RecycleBinSection(context),
            "about": AboutSection(context),
        }  # fmt: skip
        if may(context.desk, "audit.read"):
            self.sections["audit"] = AuditSection(context)
        self._entries = [each for each in ENTRIES if each[2] or each[0] in self.sections]
        self.list = _Entries()
        self.list.setAccessibleName(say("sections"))
        self.list.setFixedWidth(LIST_WIDTH)
        for name, picture, _ in self._entries:
            item = QListWidgetItem(icon(picture, "quiet"), say(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        self.list.itemClicked.connect(self._go)
        self.list.currentItemChanged.connect(self._mark)
        self._stack = QStackedWidget()
        for section in self.sections.values():
            self._stack.addWidget(section)
        card = QFrame()
        card.setObjectName("card")
        QVBoxLayout(card).addWidget(self._stack)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self.list)
        row.addWidget(card, 1)
        self.body.addLayout(row, 1)
        self._show("office", read=False)

    def open(self, id: str | None = None, kind: str = "") -> None:
        """Show the settings; `id` may name a section ("backup")."""
        self._show(id if id in self.sections else self._shown)

    def refresh(self, notice: Notice) -> None:
        if self._shown == "bin":
            self.sections["bin"].open()

    def _show(self, name: str, read: bool = True) -> None:
        self._shown = name
        self._stack.setCurrentWidget(self.sections[name])
        row = next(n for n, entry in enumerate(self._entries) if entry[0] == name)
        if self.list.currentRow() != row:
            self.list.setCurrentRow(row)
        if read:
            self.sections[name].open()

    def _mark(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        if name in self.sections and name != self._shown:
            self._show(name)

    def _go(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        if name in self.sections:
            self._show(name)
        else:
            self.context.navigation.go(name)
