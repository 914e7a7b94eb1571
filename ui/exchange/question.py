"""One question of the inbox: the value before above, the values of the offices side by side, large."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.exchange.deciding import Choice, Question
from app.exchange.differences import Stretch, difference
from ui import theme
from ui.context import Context
from ui.exchange.text import say
from ui.icons import icon

LONG = 120  # characters; a longer text is set in the size of text


class QuestionCard(QFrame):
    """`decided(question, value)`, `third(question)`, `revealing(question)`, `opened(kind, id)`."""

    decided = Signal(object, object)
    third = Signal(object)
    revealing = Signal(object)
    opened = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self.question: Question | None = None
        self.uses: list[QPushButton] = []
        self._sides: list[QWidget] = []
        self.title, self.field, self.before, self.difference = QLabel(), QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "subheading")
        self.field.setProperty("role", "group")
        self.field.setIndent(0)
        self.before.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for each in (self.title, self.field, self.before, self.difference):
            each.setWordWrap(each in (self.before, self.difference))
            each.setTextFormat(Qt.TextFormat.PlainText)
        self.go = QPushButton(icon("right"), say("inbox.open"))
        self.go.setProperty("role", "quiet")
        self.go.clicked.connect(self._open)
        self.reveal = QPushButton(icon("eye"), say("inbox.reveal"))
        self.reveal.clicked.connect(lambda: self.revealing.emit(self.question))
        self.other = QPushButton(icon("edit"), say("inbox.other"))
        self.other.clicked.connect(lambda: self.third.emit(self.question))
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.SPACE_3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        layout.setSpacing(theme.SPACE_2)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_3)
        top.addWidget(self.title)
        top.addWidget(self.field, 1)
        top.addWidget(self.go)
        layout.addLayout(top)
        layout.addWidget(self.before)
        layout.addWidget(self._scrolled(), 1)
        self._choosing = QHBoxLayout()
        self._choosing.setSpacing(theme.SPACE_3)
        layout.addLayout(self._choosing)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self.difference, 1)
        foot.addWidget(self.reveal)
        foot.addWidget(self.other)
        layout.addLayout(foot)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("cardBody")
        inside.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setWidget(inside)
        return scroll

    def show_question(self, question: Question, may_decide: bool) -> None:
        """Show this one; without the right to decide it can only be read."""
        self.question = question
        self.title.setText(question.title)
        self.field.setText(question.label)
        before = question.before if question.before not in ("", say("inbox.empty_value")) else ""
        if question.field == "deleted":
            self.before.setText(say("inbox.deleted"))
        else:
            words = say("inbox.before", words=before) if before else say("inbox.before_empty")
            self.before.setText(words)
        self._show_sides(question, may_decide)
        self.difference.setText(_difference_words(question) if may_decide else say("inbox.only_review"))
        self.difference.setVisible(bool(self.difference.text()))
        self.reveal.setVisible(question.is_covered)
        self.other.setVisible(question.field not in ("deleted", "extra"))
        self.other.setEnabled(may_decide)

    def take_focus(self) -> None:
        """The first of the buttons that decide."""
        if self.uses:
            self.uses[0].setFocus()

    def _show_sides(self, question: Question, may_decide: bool) -> None:
        for old in (*self._sides, *self.uses):
            old.hide()
            old.deleteLater()
        self._sides, self.uses = [], []
        marked = _marked(question)
        for choice, words in zip(question.choices, marked, strict=True):
            side = _side(choice, words)
            use = QPushButton(icon("check", "accent"), _verb(question, choice))
            use.setEnabled(may_decide)
            use.clicked.connect(lambda _=False, value=choice.raw: self.decided.emit(question, value))
            self._sides.append(side)
            self.uses.append(use)
            self._row.addWidget(side, 1)
            self._choosing.addWidget(use, 1)

    def _open(self) -> None:
        if self.question is not None:
            self.opened.emit(self.question.kind, self.question.id)


def _side(choice: Choice, words: str) -> QWidget:
    side = QFrame()
    side.setObjectName("notice")
    office = QLabel(choice.office)
    office.setProperty("role", "group")
    office.setIndent(0)
    value = QLabel(words)
    value.setTextFormat(Qt.TextFormat.RichText)
    value.setWordWrap(True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if len(choice.words) <= LONG:
        value.setProperty("role", "heading")
    value.setAccessibleName(f"{choice.office} {choice.words}")
    known = choice.operator or choice.at
    at = choice.at.replace("T", " ")[:16]
    who = QLabel(say("inbox.by", operator=choice.operator, at=at) if known else say("inbox.unknown"))
    who.setProperty("role", "quiet")
    who.setWordWrap(True)
    column = QVBoxLayout(side)
    column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
    column.setSpacing(theme.SPACE_2)
    for each in (office, value, who):
        column.addWidget(each)
    if choice.shown:
        shown = QLabel(say("inbox.shown"))
        shown.setProperty("role", "quiet")
        shown.setWordWrap(True)
        column.addWidget(shown)
    column.addStretch(1)
    return side


def _verb(question: Question, choice: Choice) -> str:
    if question.field == "deleted":
        return say("inbox.remove" if choice.raw else "inbox.keep", office=choice.office)
    return say("inbox.use", office=choice.office)


def _parted(question: Question) -> list[Stretch]:
    """Where two values part; nothing for more than two, hidden ones, and whether to keep a record."""
    if len(question.choices) != 2 or question.is_covered or question.field == "deleted":
        return []
    one, other = question.choices
    return difference(one.words, other.words)


def _marked(question: Question) -> list[str]:
    """The values as rich text, what differs underlined."""
    parted = _parted(question)
    if not any(each.same for each in parted):
        return [_escaped(each.words or say("inbox.empty_value")) for each in question.choices]
    sides = [[(each.same, each.one) for each in parted], [(each.same, each.other) for each in parted]]
    return [
        "".join(f"{_escaped(same)}<u>{_escaped(own)}</u>" if own else _escaped(same) for same, own in side)
        for side in sides
    ]


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _difference_words(question: Question) -> str:
    if question.is_covered:
        return say("inbox.covered")
    parted = _parted(question)
    different = [each for each in parted if each.one or each.other]
    if not different:
        return ""
    if not any(each.same for each in parted):
        return say("inbox.whole")
    if len(different) > 1:
        return say("inbox.places", count=len(different))
    one, other = (each.office for each in question.choices)
    (only,) = different
    if not only.one:
        return say("inbox.longer", one=other, other=one, words=only.other)
    if not only.other:
        return say("inbox.longer", one=one, other=other, words=only.one)
    return say("inbox.differ", one=one, one_words=only.one, other=other, other_words=only.other)
