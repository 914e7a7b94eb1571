"""A matter's course beside its form: the five haves, the state, the acts that may be taken, every event."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.handbook import FIVE_HAVES
from app.matters import Act
from app.matters.acts import Holder
from app.matters.services import has_five_haves
from ui import theme
from ui.context import Context
from ui.desk.whistle import WhistlePane
from ui.icons import icon
from ui.pages.handbook_act import ActDialog, Step
from ui.pages.handbook_reading import Course, PartLine, days_left
from ui.pages.text.handbook import say
from ui.tables.flow_bar import FlowBar

NUMBERS = "①②③④⑤"


def words(text: str = "", role: str = "") -> QLabel:
    """A label that wraps and may be copied from."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def whose_turn(holder: Holder, level: str, is_own: bool) -> str:
    """Whose turn it is as an office of that level says it: itself, the collecting office, or one above."""
    if holder.value == level or (is_own and holder is Holder.UPPER):
        return "origin"
    return "collector" if holder is Holder.ORIGIN and not is_own else holder.value


class FiveHaves(QFrame):
    """At the top: which of the five are there and which are missing, the state, the usual next step."""

    next_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.marks: dict[str, QLabel] = {}
        pairs: list[QWidget] = []
        self._signs: dict[str, QLabel] = {}
        for name in FIVE_HAVES:
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, theme.SPACE_1, 0)
            row.setSpacing(theme.SPACE_1)
            self._signs[name], self.marks[name] = QLabel(), QLabel()
            row.addWidget(self._signs[name])
            row.addWidget(self.marks[name])
            pairs.append(pair)
        self._state = words()
        self.next = QPushButton()
        self.next.setProperty("role", "primary")
        self.next.clicked.connect(self.next_wanted)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_2)
        line.addWidget(self._state, 1)
        line.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        self._haves = FlowBar(pairs)
        layout.addWidget(self._haves)
        layout.addLayout(line)

    def show_course(self, course: Course) -> None:
        """Mark what is missing and what is there; offer the next step. Errands and the like have no five."""
        self._haves.setVisible(has_five_haves(course.matter))
        for number, name in enumerate(FIVE_HAVES):
            lacks = name in course.missing
            picture = icon("warning", "warning") if lacks else icon("check", "good")
            self._signs[name].setPixmap(picture.pixmap(16, 16))
            code = "five.lacks" if lacks else "five.has"
            text = say(code, number=NUMBERS[number], name=say(f"five.{name}"))
            self.marks[name].setText(text)
            self.marks[name].setProperty("role", "warning" if lacks else "good")
            self.marks[name].style().polish(self.marks[name])
        codes = self._context.codes
        self._state.setText(codes.label("matter_state", course.standing.state.value))
        self.next.setVisible(course.suggested is not None)
        if course.suggested is not None:
            label = codes.label("matter_act", course.suggested.value)
            self.next.setText(say("acts.next", act=label))
            self.next.setToolTip(say("acts.hint"))


class Acceptance(QWidget):
    """二、受理情况: read from the events; and the visit the matter came from."""

    visit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._visit = ""
        self.words = words()
        self.link = QPushButton()
        self.link.setProperty("role", "link")
        self.link.clicked.connect(lambda: self.visit_wanted.emit(self._visit))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(words(say("group.acceptance"), "group"))
        layout.addWidget(self.words)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_course(self, course: Course) -> None:
        """Show how the matter was taken in."""
        self.words.setText(course.acceptance or say("accepted.none"))
        self._visit = course.visit
        self.link.setText(say("visit.open", words=course.visit_words))
        self.link.setVisible(bool(course.visit_words))


class CoursePanel(QWidget):
    """三、办理状态: where the matter stands, a button for each act that may be taken now, the events."""

    def __init__(self, context: Context, heading: str = "") -> None:
        super().__init__()
        self._context = context
        self._course: Course | None = None
        self.buttons: dict[Act, QPushButton] = {}
        self.dialog: ActDialog | None = None
        self.state = words()
        self.due = words()
        self._acts = QWidget()
        self._hint = words(role="quiet")
        self.whistles = WhistlePane(context)
        self.whistles.wanted.connect(self.begin)
        self._events = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addWidget(words(heading or say("group.handling"), "group"))
        for each in (self.state, self.due, self._acts, self._hint, self.whistles, self._events):
            self._column.addWidget(each)

    def show_course(self, course: Course) -> None:
        """Show this course instead of the present one."""
        self._course = course
        self._tell_state(course)
        self.buttons = {}
        ordered = sorted(course.acts, key=lambda act: act is not course.suggested)
        for act in ordered:
            button = QPushButton(self._label(act))
            button.clicked.connect(lambda _=False, act=act: self.begin(act))
            self.buttons[act] = button
        self._acts = self._replace(self._acts, FlowBar(list(self.buttons.values())))
        self._acts.setVisible(bool(self.buttons))
        self._hint.setText(say("acts.waiting" if course.standing.open else "acts.none"))
        self._hint.setVisible(not any(act is not Act.CORRECT for act in self.buttons))
        self.whistles.show_matter(course)
        self._events = self._replace(self._events, self._event_list(course))

    def begin(self, act: Act, part: PartLine | None = None) -> None:
        """Open the small window of an act."""
        course = self._course
        if course is None:
            return
        matter = course.matter
        # A department's answer, or what the township does, is not the doing of the village's member.
        is_ours = part is None and matter.office == self._context.desk.office.id
        step = Step(
            matter.id, act, self._label(act),
            (matter["responsible"] or matter["recorder"]) if is_ours else None,
            part.part if part else None, part.name if part else "", course.correctable,
            course.standing.deadline or matter["deadline"] or "",
        )  # fmt: skip
        self.dialog = ActDialog(self._context, step, self.window())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def begin_suggested(self) -> None:
        """F8: the step that usually comes next."""
        if self._course is not None and self._course.suggested is not None and self.isVisible():
            self.begin(self._course.suggested)

    def _forget(self) -> None:
        self.dialog = None

    def _label(self, act: Act) -> str:
        return self._context.codes.label("matter_act", act.value)

    def _replace(self, old: QWidget, new: QWidget) -> QWidget:
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new

    def _tell_state(self, course: Course) -> None:
        standing, codes = course.standing, self._context.codes
        label = codes.label("matter_state", standing.state.value)
        parts = [say("state", state=label, since=standing.since) if standing.since else label]
        if standing.open:
            office = self._context.desk.office
            whose = whose_turn(standing.holder, office.level, course.matter.office == office.id)
            parts.append(say("turn", holder=say(f"holder.{whose}")))
        if standing.rounds:
            parts.append(say("rounds", count=standing.rounds))
        if standing.satisfaction:
            parts.append(say("satisfaction", result=codes.label("matter_result", standing.satisfaction)))
        self.state.setText("　".join(parts))
        told, role = self._tell_due(course)
        if standing.disputed:
            told, role = say("disputed", count=len(standing.disputed)), "warning"
        self.due.setText(told)
        self.due.setVisible(bool(told))
        self.due.setProperty("role", role)
        self.due.style().polish(self.due)

    def _tell_due(self, course: Course) -> tuple[str, str]:
        left = days_left(course.standing, course.matter, self._context.desk.today())
        deadline = course.standing.deadline or course.matter["deadline"]
        if left is None:
            return "", "quiet"
        if left < 0:
            return say("due.over", deadline=deadline, days=-left), "warning"
        return (say("due", deadline=deadline, days=left) if left else say("due.today")), "quiet"

    def _event_list(self, course: Course) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(theme.SPACE_2)
        grid.setColumnStretch(2, 1)
        grid.addWidget(words(say("events"), "group"), 0, 0, 1, 3)
        if not course.lines:
            grid.addWidget(words(say("events.none"), "quiet"), 1, 0, 1, 3)
        for row, line in enumerate(course.lines, 1):
            for column, text in enumerate((line.date, line.act, line.words)):
                label = words(text, "quiet" if column == 0 else "")
                label.setWordWrap(column == 2)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        return box
