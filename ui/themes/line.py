"""A line under a matter: which theme it is merged into and whether to feed back, or its sources."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from app.desk import Desk
from app.matters import state_of, theme_list, themes
from app.matters.acts import Act, State
from app.records import Record
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.handbook_reading import Course
from ui.pages.text.themes import say
from ui.themes.reading import TOLD, told

LONGEST = 24


@dataclass(frozen=True)
class Merged:
    """What is to be said of one matter; `theme` opens on the page of themes. `words` "": nothing."""

    matter: str
    words: str = ""
    theme: str = ""
    ink: str = "quiet"
    leads: bool = False


def read(desk: Desk, course: Course) -> Merged:
    """For the database worker."""
    matter = course.matter
    if matter["theme"]:
        return _of_source(desk, matter, course)
    found = theme_list.theme(desk, matter.id)
    if found is None:
        return Merged(matter.id)
    waiting = len(themes.waiting(desk, matter.id))
    code = "line.leads.waiting" if waiting else "line.leads"
    words = say(code, count=found.sources, waiting=waiting)
    return Merged(matter.id, words, matter.id, "warning" if waiting else "quiet", leads=True)


def _of_source(desk: Desk, matter: Record, course: Course) -> Merged:
    above = themes.theme_of(desk, matter)
    state = course.standing.state
    if above is None:
        return Merged(matter.id, say("line.elsewhere.told" if state in TOLD else "line.elsewhere"))
    title = " ".join(told(desk, above, "description").split())
    title = title if len(title) <= LONGEST else title[:LONGEST] + "…"
    if state in TOLD:
        return Merged(matter.id, say("line.told", theme=title), above.id)
    if Act.FEED_BACK in course.standing.acts and state is not State.FED_BACK:
        return Merged(matter.id, say("line.finished", theme=title), above.id, "warning")
    label = desk.codes.label("matter_state", state_of(desk, above.id).state.value)
    return Merged(matter.id, say("line.working", theme=title, state=label), above.id)


class ThemeLine(QFrame):
    """Hides itself where a matter has nothing to do with a theme. `opened(place, id)`: see ui.desk.plugs."""

    opened = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._course: Course | None = None
        self._theme = ""
        self.setObjectName("notice")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.go = QPushButton(icon("right"), say("line.open"))
        self.go.clicked.connect(lambda: self.opened.emit("themes", self._theme))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        self.hide()

    def show_matter(self, course: Course | None) -> None:
        """Show what is to be said of this matter; None: nothing."""
        self._course = course
        if course is None:
            self.hide()
            return
        self._context.tasks.run(read, self._context.desk, course, done=self._show, owner=self)

    def refresh(self, notice: Notice) -> None:
        """Something was written: the theme may have gone on."""
        if self._course is not None and notice.kinds & {"matter", "matter_event"}:
            self.show_matter(self._course)

    def _show(self, found: Merged) -> None:
        if self._course is None or found.matter != self._course.matter.id:
            return
        self._theme = found.theme
        self.words.setText(found.words)
        self.words.setProperty("role", found.ink)
        self.words.style().polish(self.words)
        self.go.setText(say("line.sources" if found.leads else "line.open"))
        self.go.setVisible(bool(found.theme))
        self.setVisible(bool(found.words))
