"""意见归并: what may be one thing, decided by a person; the themes, their sources and their results."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget

from app.ledgers.printing import Written
from app.ledgers.themes_sheet import print_themes
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.paper import PaperSheet
from ui.pages.shortcuts import bind
from ui.pages.text.themes import say
from ui.themes.listing import ListPane
from ui.themes.paper import ThemesPaper
from ui.themes.suggesting import SuggestPane

VIEWS = ("suggest", "list")
CONCERNED = frozenset({"matter", "matter_event", "organization", "person"})


class ThemesPage(Page):
    """F9 merges, F4 tells apart or takes out, F8 tells the result, Ctrl+J adds, F5 searches anew.

    `open(id)`: the list with that theme; kind "suggest" or "list": that view.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self.view = VIEWS[0]
        self.sheet: PaperSheet | None = None
        self.suggest, self.list = SuggestPane(context), ListPane(context)
        self.views: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        group = QButtonGroup(self)
        self.head.addSpacing(theme.SPACE_3)
        for name, pane in zip(VIEWS, (self.suggest, self.list), strict=True):
            button = QPushButton(say(f"view.{name}"))
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.clicked.connect(lambda _=False, name=name: self.show_view(name))
            group.addButton(button)
            self.head.addWidget(button)
            self.views[name] = button
            self._stack.addWidget(pane)
        self.print_button = QPushButton(icon("print"), say("print"))
        self.print_button.setToolTip(say("print.tip"))
        self.print_button.clicked.connect(self.print)
        self.save_button = QPushButton(icon("export"), say("save.xlsx"))
        self.save_button.setToolTip(say("save.xlsx.tip"))
        self.save_button.clicked.connect(self.save_workbook)
        self.head.addSpacing(theme.SPACE_3)
        self.head.addWidget(self.print_button)
        self.head.addWidget(self.save_button)
        self.body.addWidget(self._stack, 1)
        self._wire()

    def _wire(self) -> None:
        self.list.first_step.connect(lambda: self.show_view("suggest"))
        self.list.print_wanted.connect(lambda id: self._show_paper((id,)))
        bind(self, {
            "F4": self._take_apart, "F5": self._search, "F8": self._tell, "F9": self._merge,
            "Ctrl+J": self._add,
        })  # fmt: skip

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        if id:
            self.show_view("list", id)
        else:
            self.show_view(kind if kind in VIEWS else self.view)

    def take_focus(self) -> None:
        (self.suggest.table if self.view == "suggest" else self.list.table).setFocus()

    def refresh(self, notice: Notice) -> None:
        if self.isVisible() and self.view == "list" and notice.kinds & CONCERNED:
            self.list.read()

    def print(self) -> None:
        """Ctrl+P: the sheet of all themes."""
        self._show_paper(())

    # Inside ---------------------------------------------------------------------------------------

    def show_view(self, name: str, theme_id: str = "") -> None:
        """What may be one thing, or the themes."""
        self.view = name
        self.views[name].setChecked(True)
        self._stack.setCurrentIndex(VIEWS.index(name))
        if name == "suggest":
            self.suggest.come()
        else:
            self.list.read(theme_id)

    def save_workbook(self) -> None:
        """Ask where to, and write the sheet of all themes as a workbook."""
        name = Path(f"{say('print.heading')}_{self.context.desk.today():%Y-%m-%d}.xlsx")
        path = self.context.messages.ask_save(say("save.xlsx"), say("save.kinds"), name)
        if path is not None:
            path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
            self.context.tasks.run(print_themes, self.context.desk, path, done=self._saved, owner=self)

    def _saved(self, written: Written) -> None:
        self.context.line.say(say("saved", path=written.path))

    def _show_paper(self, ids: tuple[str, ...]) -> None:
        self.sheet = PaperSheet.show_over(self, self.context, ThemesPaper(say("print.heading"), ids))

    def _merge(self) -> None:
        if self.view == "suggest":
            self.suggest.group.decide()

    def _take_apart(self) -> None:
        if self.view == "suggest":
            self.suggest.group.tell_apart()
        else:
            self.list.split()

    def _search(self) -> None:
        if self.view == "suggest":
            self.suggest.search()

    def _tell(self) -> None:
        if self.view == "list":
            self.list.tell()

    def _add(self) -> None:
        if self.view == "list":
            self.list.add()
