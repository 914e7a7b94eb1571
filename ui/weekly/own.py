"""A village's own week: whether it was handed in, the three lists, and the weeks before at the side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.matters.weekly import Week
from ui import theme
from ui.icons import icon
from ui.pages.text.weekly import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.weekly.lists import WeekLists
from ui.weekly.reading import OwnWeek

SIDE = 368


class OwnPane(QWidget):
    """`week_chosen(Week)` at the side, `folder_wanted` by its button."""

    week_chosen = Signal(object)
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._weeks: dict[str, Week] = {}
        self._is_showing = False
        self._mark = QLabel()
        self.status = QLabel()
        self.status.setWordWrap(True)
        self.lists = WeekLists(say("empty.open"))
        heads = [(say("earlier.week"), 0), (say("earlier.state"), 184)]
        self.earlier = PlainTable(say("earlier"), heads)
        self.folder = QLabel()
        self.folder.setProperty("role", "quiet")
        self.folder.setWordWrap(True)
        self.change_folder = QPushButton(icon("folder"), say("folder.change"))
        self._lay_out()
        self.earlier.chosen.connect(self._choose)
        self.change_folder.clicked.connect(self.folder_wanted)

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(theme.SPACE_2)
        told.addWidget(self._mark)
        told.addWidget(self.status, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_2)
        left.addLayout(told)
        left.addWidget(self.lists, 1)
        side = QFrame()
        side.setObjectName("card")
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        heading = QLabel(say("earlier"))
        heading.setProperty("role", "group")
        for each in (heading, self.earlier, self.folder, self.change_folder):
            column.addWidget(each)
        column.setStretchFactor(self.earlier, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        row.addLayout(left, 1)
        row.addWidget(side)

    def show_week(self, shown: OwnWeek) -> None:
        """Show this week instead."""
        self.status.setText(shown.status)
        self.status.setProperty("role", shown.ink)
        self.status.style().polish(self.status)
        self._mark.setPixmap(icon("check" if shown.ink == "good" else "warning", shown.ink).pixmap(18, 18))
        self.lists.show_lists(shown.lists)
        self.folder.setText(say("folder", folder=shown.folder))
        self._show_earlier(shown)

    def _show_earlier(self, shown: OwnWeek) -> None:
        self._is_showing = True
        self._weeks = {each.week.code: each.week for each in shown.earlier}
        self.earlier.show_rows(
            [Row(each.week.code, (name_of(each.week), each.words)) for each in shown.earlier]
        )
        for row, each in enumerate(shown.earlier):
            item = self.earlier.item(row, 1)
            if item is not None:
                item.setForeground(theme.colour(each.ink))
                item.setToolTip(each.tip or each.words)
        self.earlier.mark(shown.week.code)
        self._is_showing = False

    def _choose(self, code: str) -> None:
        if not self._is_showing and code in self._weeks:
            self.week_chosen.emit(self._weeks[code])


def name_of(week: Week) -> str:
    """第47周 11.16–22: the month of the last day only where it is another one."""
    first, last = week.first, week.last
    end = f"{last.day}" if last.month == first.month else f"{last.month}.{last.day}"
    return say("earlier.name", number=week.number, first=f"{first.month}.{first.day}", last=end)
