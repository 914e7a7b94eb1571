"""More sources for a theme: what is said alike first, then whatever a search finds; several at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPushButton, QWidget

from app.matters import themes
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.pages.text.themes import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.themes.reading import addable

AFTER_MS = 250
HEADS = (("opened", 100), ("who", 84), ("office", 100), ("words", 0))


class AddSheet(Sheet):
    """`added` after they were merged."""

    added = Signal()

    def __init__(self, context: Context, theme: str, title: str, parent: QWidget | None) -> None:
        super().__init__(say("adding", theme=title[:20]), parent, 860, 560)
        self._context, self._theme = context, theme
        self._ids: list[str] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("adding.search"))
        self.search.setAccessibleName(say("adding.search"))
        self.search.setClearButtonEnabled(True)
        self.words = QLabel(say("adding.like"))
        self.words.setProperty("role", "quiet")
        heads = [(say(f"source.{name}"), width) for name, width in HEADS]
        self.table = PlainTable(say("adding.list"), heads)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.do = QPushButton(icon("add", "surface"), say("adding.do", count=0))
        self.do.setProperty("role", "primary")
        self.do.setEnabled(False)
        self.do.setToolTip(say("adding.needs"))
        for each in (self.search, self.words, self.table):
            self.body.addWidget(each)
        self.foot.insertWidget(1, self.do)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(AFTER_MS)
        self._typing.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.table.itemSelectionChanged.connect(self._count)
        self.table.opened.connect(lambda _: self.add())
        self.do.clicked.connect(self.add)
        self.search.setFocus()
        self.read()

    @property
    def chosen(self) -> list[str]:
        """The marked matters, from the top."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._ids[row] for row in rows if row < len(self._ids)]

    def read(self) -> None:
        """Read what may be added."""
        text = self.search.text()
        self._context.tasks.run(
            addable, self._context.desk, self._theme, text, owner=self,
            done=lambda rows: self._show(rows, text),
        )  # fmt: skip

    def add(self) -> None:
        """Merge the marked ones."""
        chosen = self.chosen
        if chosen:
            self._context.tasks.run(
                themes.merge, self._context.desk, chosen, self._theme, owner=self,
                done=lambda _: self._added(len(chosen)),
            )  # fmt: skip

    def _show(self, rows: list[Row], text: str) -> None:
        if text != self.search.text():
            return
        self._ids = [row.id for row in rows]
        self.table.show_rows(rows)
        if text.strip():
            self.words.setText(say("adding.found", count=len(rows)) if rows else say("adding.none"))
        else:
            self.words.setText(say("adding.like" if rows else "adding.none_like"))
        self._count()

    def _count(self) -> None:
        count = len(self.chosen)
        self.do.setText(say("adding.do", count=count))
        self.do.setEnabled(count > 0)

    def _added(self, count: int) -> None:
        self._context.line.say(say("added", count=count), True)
        self.added.emit()
        self.accept()
