"""What a page is, and the list-with-form page that most places are made of.

How to write a page
===================
A page is one class in one file `ui/pages/<place>.py`, made by `Page(context)` on the first visit.
It shows, asks and delegates: it never computes, touches files, waits, starts threads or imports
another page. `ui/pages/organizations.py` is the example to copy.

1.  Everything comes from `self.context` (frozen, ui/context.py):
    `.desk` (only desk.home, .office, .operator, .today(), .now() on the window thread),
    `.tasks.run(fn, *args, done=, failed=, progress=, stop=, owner=self)` for EVERYTHING that touches
    the database or takes more than 0.1 s: `fn(*args)` runs on the one database worker, `done(result)`
    or `failed(problem)` on the window thread, in the order asked. Without `failed` the window shows
    the problem's sentence. `progress=` a function (count, total) makes fn get a keyword `progress`;
    `stop=Stop()` (ui.tasks) makes fn get a keyword `stop` that is called and is True when asked.
    `.codes.label(list, code)`, `.codes.options(list)` code lists (never desk.codes);
    `.navigation.go(place, id, kind)` or `.navigation.open_record(kind, id)`: other places, by name;
    `.messages.tell(sentence)`, `.tell_problem(problem)`, `.confirm(sentence, yes, danger=)`,
    `.choose(sentence, buttons)`, `.ask_text(...)`, `.ask_open(...)`, `.ask_save(...)`: small windows;
    `.line.say(sentence, can_undo=False)`: the line at the bottom of the window.
2.  The window calls: `open(id, kind)` on arriving (id None: just show the place; it is called on
    every visit, so begin reading here, not in __init__), `refresh(notice)` after every write by
    anybody (read again what you show, when notice.kinds concerns you), `new()` Ctrl+N, `print()`
    Ctrl+P, `keep()` Ctrl+S, `keep_draft()` when the window goes to the background or is locked,
    `leave()` before another place is shown and on closing: False keeps the clerk here.
3.  A list in the middle and the form beside it: subclass `ListAndForm` and pass a `Topic`:
        Topic(place, listing=Listing(kind, columns, order, search=), layout=(Group(...), ...),
              empty=Empty(icon, purpose, step), filters=lambda context: [CodeFilter(...), ...],
              add=, change=, remove=)
    add(desk, values) -> id, change(desk, id, values), remove(desk, id) default to app.records; give
    your own when a use case in app does more. Override for more:
        starts_with(self) -> dict          values of a new record (today's date, the last choices)
        adorn(self)                        after building: self.panel.add_below(widget) stands a
                                           widget under the form, self.head.addWidget(button) one
                                           in the page's head, self.form.fields[name] is a field
        shown(self, record | None)         a record (None: a new one) is in the form now: fill what
                                           you put below it. Read on the worker, with owner=self.
    Columns: Column("field", width=, text=lambda desk, record, names: ...) where text runs on the
    worker. A list that a Query cannot say gives Listing(rows=lambda desk, query: [...], count=).
    Fields of another make: Topic(makers={"helped": lambda context, spec, parent: MyField(...)}).
    A FieldWidget gives value(), set_value(), unreadable() (ui/fields/base.py).
4.  Several forms or several lists on one page: use the parts alone. ListPanel(context, listing,
    filters, empty) is a list; Form(context, kind, layout) a form; Keeper(context, form,
    Saving(place, add, change)) saves it (start(id, values) shows, leave() before showing another);
    FormPanel gives it title, scrolling and state line. Never write a Save button.
5.  Sentences stand in `ui/pages/text/<place>.py`: `WORDS = {...}` and `say = speaker(WORDS)` (see
    ui/text.py). Looked up when shown. Nothing Chinese in the page itself.
6.  Looks come from the style sheet: setProperty("role", ...) with heading, subheading, group, label,
    quiet, error, good, warning on a QLabel; primary, danger, quiet on a QPushButton; setObjectName
    ("card") on a QFrame for a white surface. Spacing: theme.SPACE_1…SPACE_5. Icons: icon(name,
    colour) from ui.icons; see resources/icons. No colours, fonts or pixel sizes of your own.
7.  Every control gets an accessible name, is reached by Tab, and says with words what it says with
    colour. Nothing may be cut at 1366x768 with QT_SCALE_FACTOR=1.25 (1093x614): let it scroll.
8.  The place itself is one line in PAGES and one in places() of ui/places.py, its word "place.<name>"
    in ui/text.py; `under` gives a place without a button in the rail a way back to the one it is under.
    Keys taken by the window: Ctrl+F N P S Z Y L, Ctrl+1…9, F1, Alt+Left. A widget must stand in a
    layout before it is shown: one without a parent opens as a window of its own.
Test it as tests/ui/test_organizations_page.py does: a Context over a real desk in a temporary
folder (fixture `context`), then `qtbot` keys, and `settle()` to wait until the worker is idle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.records import Record
from ui import theme
from ui.context import Context
from ui.dialogs.history import show_history
from ui.forms.form import Form, Maker
from ui.forms.form_panel import FormPanel, action_button
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.tables.empty import EmptyState
from ui.tables.filters import Filter
from ui.tables.list_panel import Listing, ListPanel
from ui.text import say

__all__ = ["Context", "Empty", "Group", "ListAndForm", "Listing", "Page", "Topic"]


class Page(QWidget):
    """One place of the window. See the top of this file."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.title = title
        self.setAccessibleName(title)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.SPACE_2)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self.head.addWidget(heading)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        self.body.setSpacing(theme.SPACE_3)
        self.body.addLayout(self.head)

    def add_way_back(self, words: str, go: Callable[[], None]) -> None:
        """A place that stands under another gets a button back to it, before its heading."""
        button = action_button(words, "back")
        button.clicked.connect(lambda: go())
        self.head.insertWidget(0, button)

    def open(self, id: str | None = None, kind: str = "") -> None:
        """The window shows the page: read what it shows; open the record when one is named."""

    def take_focus(self) -> None:
        """The clerk has come here: Tab goes on with the first control of the page."""
        self.setFocus()

    def refresh(self, notice: Notice) -> None:
        """Something was written: read again what this page shows of it."""

    def new(self) -> None:
        """Ctrl+N: begin a new record of this place."""

    def print(self) -> None:
        """Ctrl+P: print what this place prints."""

    def keep(self) -> None:
        """Ctrl+S: save what is being filled in, now."""

    def keep_draft(self) -> None:
        """The window goes to the background or is locked: write down what is half filled in."""

    def leave(self) -> bool:
        """Save and let go. False: the clerk must stay (a field is wrong and shows why)."""
        return True


@dataclass(frozen=True)
class Empty:
    """The empty state of a list: an icon, what the page is for, the first step's button."""

    icon: str
    purpose: str
    step: str


@dataclass(frozen=True)
class Topic:
    """What a ListAndForm is about. The use cases run on the database worker."""

    place: str
    title: str
    listing: Listing
    layout: tuple[Group, ...]
    empty: Empty
    filters: Callable[[Context], list[Filter]] = lambda _: []
    makers: Mapping[str, Maker] = field(default_factory=dict)
    add: Callable[[Desk, Mapping[str, Any]], str] | None = None
    change: Callable[[Desk, str, Mapping[str, Any]], object] | None = None
    remove: Callable[[Desk, str], object] | None = None


class ListAndForm(Page):
    """A list in the middle, the form of the marked record beside it."""

    def __init__(self, context: Context, topic: Topic, parent: QWidget | None = None) -> None:
        super().__init__(context, topic.title, parent)
        self.topic = topic
        self.kind = KINDS[topic.listing.kind]
        self._wanted = ""
        empty = EmptyState(topic.empty.icon, topic.empty.purpose, topic.empty.step)
        self.list = ListPanel(context, topic.listing, topic.filters(context), empty)
        self.form = Form(context, self.kind, topic.layout, topic.makers)
        self.keeper = Keeper(context, self.form, self._saving())
        self._history = action_button(say("history"), "history")
        self._delete = action_button(say("delete"), "bin")
        self.panel = FormPanel(context, self.form, self.keeper, [self._history, self._delete])
        self._beside = QStackedWidget()
        hint = EmptyState(topic.empty.icon, say("form.choose", kind=self.kind.label))
        for each in (hint, self.panel):
            self._beside.addWidget(each)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._beside)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        split.setSizes([500, 600])
        self.body.addWidget(split, 1)
        self.new_button = QPushButton(icon("add", "surface"), say("form.new", kind=self.kind.label))
        self.new_button.setProperty("role", "primary")
        self.new_button.setToolTip("Ctrl+N")
        self.head.addWidget(self.new_button)
        self._wire()
        self.adorn()

    def _wire(self) -> None:
        self.new_button.clicked.connect(self.new)
        self.list.first_step.connect(self.new)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda id: self._choose(id, focus=True))
        self.keeper.kept.connect(self._kept)
        self._history.clicked.connect(self.show_history)
        self._delete.clicked.connect(self.remove)

    # What a page of its own may say ---------------------------------------------------------------

    def adorn(self) -> None:
        """Add what the page needs beyond list and form; called once, at the end of building."""

    def starts_with(self) -> dict[str, Any]:
        """The values that a new record begins with."""
        return {each.name: each.default for each in self.kind.fields if each.default is not None}

    def shown(self, record: Record | None) -> None:
        """The record (None: a new one) is in the form now."""

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        self.list.refresh()
        if id is not None:
            self.list.table.mark(id)
            self._choose(id)
        elif self.keeper.id is not None and not self.keeper.has_changes:
            self._read(self.keeper.id)

    def take_focus(self) -> None:
        self.list.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        self.list.hear(notice)
        shown = self.keeper.id
        if shown is not None and shown in notice.ids and not self.keeper.has_changes:
            self._read(shown)

    def new(self) -> None:
        if not self.keeper.leave():
            return
        self._wanted = ""
        self.list.table.mark("")
        self._fill(None, self.starts_with())
        self.form.focus()

    def keep(self) -> None:
        self.keeper.keep()

    def keep_draft(self) -> None:
        self.keeper.keep_draft()

    def leave(self) -> bool:
        return self.keeper.leave()

    def remove(self) -> None:
        """Delete the shown record after asking."""
        id = self.keeper.id
        if id is None:
            self._fill_nothing()
            return
        question = say("confirm.delete", title=self.panel.title)
        if not self.context.messages.confirm(question, say("delete"), danger=True):
            return
        remove = self.topic.remove or (lambda desk, id: records.remove(desk, self.kind.name, id))
        self.context.tasks.run(remove, self.context.desk, id, done=lambda _: self._removed(), owner=self)

    def show_history(self) -> None:
        """Who changed what in the shown record."""
        if self.keeper.id is not None:
            show_history(self.context, self.kind.name, self.keeper.id, self)

    # Inside ---------------------------------------------------------------------------------------

    def _saving(self) -> Saving:
        desk, kind = self.context.desk, self.kind.name
        add = self.topic.add or (lambda desk, values: records.add(desk, kind, values))
        change = self.topic.change or (lambda desk, id, values: records.change(desk, kind, id, values))
        return Saving(
            self.topic.place, lambda values: add(desk, values), lambda id, values: change(desk, id, values)
        )

    def _choose(self, id: str, focus: bool = False) -> None:
        if id != self.keeper.id or self._beside.currentWidget() is not self.panel:
            if not self.keeper.leave():
                self.list.table.mark(self.keeper.id or "")
                return
            self._read(id, focus)
        elif focus:
            self.form.focus()

    def _read(self, id: str, focus: bool = False) -> None:
        self._wanted = id
        get = records.get
        self.context.tasks.run(
            get,
            self.context.desk,
            self.kind.name,
            id,
            owner=self,
            done=lambda record: self._arrived(record, focus),
            failed=lambda _: self._fill_nothing(),
        )

    def _arrived(self, record: Record, focus: bool) -> None:
        if record.id != self._wanted:
            return
        if record.deleted:
            self._fill_nothing()
            return
        if record.id == self.keeper.id and self.keeper.has_changes:
            return  # typed on while this was being read
        self._fill(record, record.values)
        if focus:
            self.form.focus()

    def _fill(self, record: Record | None, values: Mapping[str, Any]) -> None:
        self._beside.setCurrentWidget(self.panel)
        self._history.setEnabled(record is not None)
        is_another = record is None or record.id != self.keeper.id
        self.keeper.start(record.id if record else None, values, draft=is_another)
        self.panel.set_title(self._title_of(record))
        if is_another:
            self.panel.scroll_to_top()
        self.shown(record)

    def _fill_nothing(self) -> None:
        self._wanted = ""
        self.list.table.mark("")
        self.keeper.start(None, {}, draft=False)
        self._beside.setCurrentIndex(0)

    def _title_of(self, record: Record | None) -> str:
        if record is None:
            return say("form.new", kind=self.kind.label)
        return " ".join(str(record.get(name, "")) for name in self.kind.title).strip()[:60]

    def _kept(self, id: str, is_new: bool) -> None:
        self.context.line.say(say("line.added"), True)
        if is_new and self.keeper.id == id:
            self.list.table.mark(id)
            self._read(id)

    def _removed(self) -> None:
        self.context.line.say(say("line.deleted"), True)
        self._fill_nothing()
