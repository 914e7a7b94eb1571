"""With whom this office exchanges: one line each in words, ticked who gets a package now."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from app.exchange.giving import Waiting
from ui import theme
from ui.exchange.telling import peer_words
from ui.exchange.text import say

_TICK = 44  # pixels that the tick and the margins take from a line


class _Lines(QListWidget):
    """Each line as high as its words need; Space ticks."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each line the height of its words at the present width."""
        room = max(120, self.viewport().width() - _TICK)
        for row in range(self.count()):
            item = self.item(row)
            flags = Qt.TextFlag.TextWordWrap.value
            words = self.fontMetrics().boundingRect(0, 0, room, 2000, flags, item.text())
            item.setSizeHint(QSize(room, words.height() + theme.SPACE_4))


class PeerList(QFrame):
    """`ticked` is who gets a package; `changed` when the clerk ticks."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        title = QLabel(say("peers"))
        title.setProperty("role", "group")
        title.setIndent(0)
        hint = QLabel(say("peers.hint"))
        hint.setProperty("role", "quiet")
        self.lines = _Lines()
        self.lines.setAccessibleName(say("peers"))
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.itemChanged.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_1)
        for each in (title, hint):
            column.addWidget(each)
        column.addWidget(self.lines, 1)

    @property
    def ticked(self) -> list[str]:
        """The ids of the ticked offices."""
        items = [self.lines.item(row) for row in range(self.lines.count())]
        ticked = Qt.CheckState.Checked
        return [each.data(Qt.ItemDataRole.UserRole) for each in items if each.checkState() == ticked]

    def show_peers(self, waiting: Sequence[Waiting], ticked: Collection[str], year: int) -> None:
        """Show these, some of them ticked."""
        at = self.lines.currentRow()
        self.lines.blockSignals(True)
        self.lines.clear()
        for each in waiting:
            item = QListWidgetItem(peer_words(each, year))
            item.setData(Qt.ItemDataRole.UserRole, each.office)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ticked = each.office in ticked
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            self.lines.addItem(item)
        self.lines.fit()
        self.lines.setCurrentRow(min(max(at, 0), self.lines.count() - 1))
        self.lines.blockSignals(False)
