"""The desk on the screen: rail, top bar, the pages, the line at the bottom, and their keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.intentions import intention_label
from app.problems import Problem
from ui.bars import BottomLine, TopBar
from ui.context import Context
from ui.notices import Notice
from ui.pages.base import Page
from ui.rail import Rail
from ui.text import say


class Workspace(QWidget):
    """Everything a signed-in operator sees. `lock_asked` on Ctrl+L, `help_asked(place)` on F1."""

    lock_asked = Signal()
    help_asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.context = context
        level = context.desk.office.level
        self._places = {each.name: each for each in context.navigation.places if level in each.levels}
        self._pages: dict[str, Page] = {}
        in_rail = [each for each in self._places.values() if not each.under]
        self.rail = Rail(in_rail)
        self.top = TopBar(context)
        self.bottom = BottomLine(context)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._stack, 1)
        right.addWidget(self.bottom)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self._wire()
        self._set_keys([each.name for each in in_rail])

    def _wire(self) -> None:
        self.rail.asked.connect(self.context.navigation.go)
        self.context.navigation.asked.connect(self._go)
        self.context.notices.changed.connect(self._hear)
        self.context.tasks.troubled.connect(self._tell)
        self.bottom.undo.connect(self.undo)
        self.top.locked.connect(self.lock_asked)
        self.top.helped.connect(self._help)

    def _set_keys(self, in_rail: list[str]) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self.find_anything, "Ctrl+N": lambda: self.page.new(),
            "Ctrl+P": lambda: self.page.print(),
            "Ctrl+S": lambda: self.page.keep(), "Ctrl+Z": self.undo, "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo, "Ctrl+L": self.lock_asked.emit, "F1": self._help,
            "Alt+Left": self.context.navigation.back,
        }  # fmt: skip
        for number, name in enumerate(in_rail[:10], 1):
            keys[f"Ctrl+{number % 10}"] = partial(self.context.navigation.go, name)
        for keys_text, act in keys.items():
            shortcut = QShortcut(QKeySequence(keys_text), self)
            shortcut.activated.connect(act)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def start(self, place: str = "") -> None:
        """Show the first place (or the named one)."""
        self.context.navigation.go(place or next(iter(self._places)))

    def leave(self) -> bool:
        """Whether the shown page lets go (it saves first)."""
        return not self._pages or self.page.leave()

    def hide_all(self) -> None:
        """Hide what was shown for a while: the desk is being locked."""
        self.top.sight.hide_now()

    def step_aside(self) -> None:
        """The window went to the background: have the shown page write its draft down."""
        if self._pages:
            self.page.keep_draft()

    def find_anything(self) -> None:
        """Put the cursor into the find box."""
        self.top.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.find_box.selectAll()

    def undo(self) -> None:
        """Take back the last action."""
        self._turn(self.context.desk.undo, "line.undone")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn(self.context.desk.redo, "line.redone")

    def _turn(self, turn: Callable[[], str], words: str) -> None:
        self.context.tasks.run(
            turn, owner=self,
            done=lambda what: self.context.line.say(say(words, what=intention_label(what))),
            failed=lambda problem: self.context.line.say(problem.sentence),
        )  # fmt: skip

    def _go(self, name: str, id: str | None, kind: str) -> None:
        place = self._places.get(name)
        if place is None:
            return
        navigation = self.context.navigation
        if navigation.current and navigation.current != name and not self.page.leave():
            self.rail.mark(navigation.current)
            return
        if name not in self._pages:
            page: Page = place.make(self.context)
            page.setObjectName("paper")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            if place.under:
                page.add_way_back(self._places[place.under].label, partial(navigation.go, place.under))
            self._pages[name] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[name])
        navigation.arrived(name)
        self.rail.mark(place.under or name)
        self._pages[name].take_focus()
        self._pages[name].open(id, kind)

    def _hear(self, notice: Notice) -> None:
        if self._pages:
            self.page.refresh(notice)

    def _tell(self, problem: Problem) -> None:
        self.context.messages.tell_problem(problem)

    def _help(self) -> None:
        self.help_asked.emit(self.context.navigation.current)
