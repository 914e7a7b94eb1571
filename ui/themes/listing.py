"""The themes with their sources: taken out, added to, opened, and the result told to everyone who waits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.matters import themes
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.pages.text.themes import say
from ui.tables.empty import EmptyState
from ui.tables.flow_bar import FlowBar
from ui.tables.plain import PlainTable
from ui.themes.adding import AddSheet
from ui.themes.reading import Listed, Shown, listed, shown
from ui.themes.telling import TellSheet

THEMES = (("what", 0), ("sources", 60), ("offices", 60), ("people", 56), ("state", 96), ("waiting", 76))
SOURCES = (("opened", 100), ("who", 76), ("words", 0), ("state", 92), ("told", 92), ("office", 96))


class ListPane(QWidget):
    """`first_step` where there is no theme yet; `print_wanted(id)` for one theme's paper."""

    first_step = Signal()
    print_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: Shown | None = None
        self._wanted = ""
        self.sheet: AddSheet | TellSheet | None = None
        self.totals = QLabel()
        self.totals.setProperty("role", "subheading")
        self.table = PlainTable(say("list"), [(say(f"list.{name}"), width) for name, width in THEMES])
        self.title, self.state = self._words("subheading"), self._words("")
        self.buttons = {
            "feed_back": self._button("feed_back", "check", self.tell),
            "add": self._button("add", "add", self.add),
            "split": self._button("split", "undo", self.split),
            "open": self._button("open", "right", self.open_theme),
            "print.one": self._button("print.one", "print", self._print),
        }
        self.heading = self._words("group")
        heads = [(say(f"source.{name}"), width) for name, width in SOURCES]
        self.sources = PlainTable(say("sources.name"), heads)
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName(say("detail"))
        self.empty = EmptyState("copy", say("list.empty"), say("list.first"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.empty.first_step.connect(self.first_step)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.sources.setFocus())
        self.sources.chosen.connect(self._show_source)
        self.sources.opened.connect(lambda id: context.navigation.open_record("matter", id))

    def _words(self, role: str) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", role)
        return label

    def _button(self, name: str, picture: str, act: Callable[[], None]) -> QPushButton:
        is_first = name == "feed_back"
        button = QPushButton(icon(picture, "surface" if is_first else "ink"), "")
        button.setText(say(name, count=0) if is_first else say(name))
        button.setProperty("role", "primary" if is_first else "")
        button.setToolTip(say(f"{name}.tip") if name != "print.one" else say("print.tip"))
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        right = QVBoxLayout(card)
        right.setSpacing(theme.SPACE_2)
        for each in (self.title, self.state, FlowBar(list(self.buttons.values())), self.heading):
            right.addWidget(each)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.sources)
        split.addWidget(self.detail)
        split.setSizes([300, 100])
        right.addWidget(split, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(card)
        both.setSizes([560, 660])
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.totals)
        column.addWidget(self._stack, 1)

    # Reading --------------------------------------------------------------------------------------

    def read(self, mark: str = "") -> None:
        """Read the themes again; mark one of them."""
        self._wanted = mark or self._wanted
        self._context.tasks.run(listed, self._context.desk, done=self._show_list, owner=self)

    def _show_list(self, found: Listed) -> None:
        self.totals.setText(say(
            "totals" if found.count == len(found.rows) else "totals.part",
            opinions=found.opinions, themes=found.count, count=len(found.rows),
        ))  # fmt: skip
        self.totals.setVisible(bool(found.rows))
        self._stack.setCurrentIndex(0 if found.rows else 1)
        self.table.show_rows(found.rows)
        for number, row in enumerate(found.rows):
            for column, ink in enumerate(row.inks):
                item = self.table.item(number, column)
                if item is not None and ink:
                    item.setForeground(theme.colour(ink))
        ids = [row.id for row in found.rows]
        if ids:
            wanted = self._wanted if self._wanted in ids else self.table.current_id or ids[0]
            self.table.mark(wanted)
            self._choose(wanted)

    def _choose(self, id: str) -> None:
        self._wanted = id
        self._context.tasks.run(shown, self._context.desk, id, done=self._show, owner=self)

    def _show(self, found: Shown | None) -> None:
        if found is None or found.theme.id != self._wanted:
            return
        self._shown = found
        self.title.setText(found.title)
        self.state.setText("　".join(self._state_words(found)))
        self.heading.setText(say(
            "sources", count=found.theme.sources, offices=found.theme.offices, people=found.theme.people
        ))  # fmt: skip
        self.sources.show_rows(found.rows)
        if found.rows and self.sources.current_id not in found.details:
            self.sources.mark(found.rows[0].id)
        self._show_source(self.sources.current_id)
        self._offer(found)

    def _state_words(self, found: Shown) -> list[str]:
        if found.theme.matter is None:
            return [say("elsewhere.hint")]
        told = [say("state", state=found.state)]
        if found.theme.standing is not None and found.theme.standing.settled:
            told.append(say("state.waiting", count=found.waiting) if found.waiting else say("state.told"))
            if found.unaccepted:
                told.append(say("state.unaccepted", count=found.unaccepted))
        return told

    def _offer(self, found: Shown) -> None:
        is_here = found.theme.matter is not None
        settled = bool(found.theme.standing and found.theme.standing.settled)
        tell = self.buttons["feed_back"]
        tell.setText(say("feed_back", count=found.waiting))
        tell.setEnabled(settled and found.waiting > 0)
        why = "feed_back.tip" if found.waiting else "feed_back.nobody" if settled else "feed_back.not_yet"
        tell.setToolTip(say(why))
        for name in ("add", "open", "print.one"):
            self.buttons[name].setEnabled(is_here)
            tip = "print.tip" if name == "print.one" else f"{name}.tip"
            self.buttons[name].setToolTip(say(tip if is_here else "elsewhere.hint"))
        self.buttons["split"].setEnabled(bool(found.rows))

    def _show_source(self, id: str) -> None:
        self.detail.setPlainText(self._shown.details.get(id, "") if self._shown else "")

    # What its buttons do --------------------------------------------------------------------------

    def tell(self) -> None:
        """The result to everyone who waits."""
        if self._shown is not None and self.buttons["feed_back"].isEnabled():
            self.sheet = TellSheet(self._context, self._shown.theme.id, self._shown.waiting, self.window())
            self.sheet.told.connect(self.read)
            self.sheet.open()

    def add(self) -> None:
        """More sources by search."""
        if self._shown is not None and self.buttons["add"].isEnabled():
            self.sheet = AddSheet(self._context, self._shown.theme.id, self._shown.title, self.window())
            self.sheet.added.connect(self.read)
            self.sheet.open()

    def split(self) -> None:
        """The marked source out of the theme."""
        source = self.sources.current_id
        if source and self._context.messages.confirm(say("split.sure"), say("split")):
            self._context.tasks.run(
                themes.unmerge, self._context.desk, source, owner=self, done=lambda _: self._was_split()
            )

    def _was_split(self) -> None:
        self._context.line.say(say("was_split"), True)
        self.read()

    def open_theme(self) -> None:
        """The theme's own page of the handbook."""
        if self._shown is not None:
            self._context.navigation.open_record("matter", self._shown.theme.id)

    def _print(self) -> None:
        if self._shown is not None:
            self.print_wanted.emit(self._shown.theme.id)
