"""What the sheets of joining share: a step's heading, large digits, words, and a place for a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.exchange import drives
from app.exchange.drives import Drive
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.exchange.sources import SourceBar
from ui.exchange.working import WorkRow
from ui.icons import icon
from ui.pages.text.joining import say

WIDTH, HEIGHT = 860, 720
Sticks = Callable[[], list[Drive]]


class Digits(QLabel):
    """Twenty digits in five groups, large enough to be read out over the phone."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "digits")
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)

    def show_digits(self, digits: str) -> None:
        """Five groups with room between them."""
        self.setText("   ".join(digits.split()))


class Step(QWidget):
    """One step: its heading, then what is put below; a row of buttons at its end."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.SPACE_1, 0, theme.SPACE_1, 0)
        self.column.setSpacing(theme.SPACE_3)
        self.first_button: QPushButton | None = None
        title = QLabel(heading)
        title.setProperty("role", "subheading")
        self.column.addWidget(title)

    def add_words(self, text: str = "", role: str = "") -> QLabel:
        """Words that wrap."""
        label = QLabel(text)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
            label.setIndent(0)
        self.column.addWidget(label)
        return label

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """A row of buttons at the left; nothing comes below it."""
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for each in buttons:
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.first_button = buttons[0]


def step_button(words: str, picture: str, role: str = "") -> QPushButton:
    """A button with an icon; Enter does not press it by accident."""
    made = QPushButton(icon(picture, "surface" if role == "primary" else "ink"), words)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    return made


class StepSheet(Sheet):
    """A sheet with a place to carry papers on at the top, one step below it, and a line for what is wrong."""

    def __init__(self, context: Context, heading: str, parent: QWidget | None, sticks: Sticks) -> None:
        super().__init__(heading, parent, WIDTH, HEIGHT)
        self.context = context
        self.sources = SourceBar(context, sticks)
        self.work = WorkRow()
        self.wrong = QLabel()
        self.wrong.setProperty("role", "error")
        self.wrong.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._steps = QWidget()
        self._column = QVBoxLayout(self._steps)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(self._steps)
        self._shown: list[Step] = []
        self.body.addWidget(self.sources)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self.work)
        self.body.addWidget(self.wrong)
        self.close_button.setAutoDefault(False)

    @property
    def folder(self) -> Path | None:
        """Where papers are put; None when nothing is chosen."""
        return self.sources.source.folder if self.sources.source is not None else None

    def add_step(self, step: Step) -> None:
        """One more step; the first is shown."""
        self._column.addWidget(step)
        step.setVisible(not self._shown)
        self._shown.append(step)

    def show_step(self, step: Step) -> None:
        """Show this step instead of another."""
        self.wrong.clear()
        for each in self._shown:
            each.setVisible(each is step)
        if step.first_button is not None:
            step.first_button.setFocus()

    def shown_step(self) -> Step:
        """The step that is shown."""
        return next(each for each in self._shown if not each.isHidden())

    def needs_folder(self) -> bool:
        """Say so when no place is chosen; whether one is missing."""
        if self.folder is None:
            self.wrong.setText(say("no_place"))
        return self.folder is None

    def refuse(self, problem: Problem) -> None:
        """Say what went wrong; the step stays."""
        self.work.hide()
        self._steps.setEnabled(True)
        self.wrong.setText(problem.sentence)

    def busy(self, is_busy: bool) -> None:
        """Nothing is pressed twice while the work goes on."""
        self._steps.setEnabled(not is_busy)
        if not is_busy:
            self.work.hide()


def system_sticks() -> list[Drive]:
    """The sticks of this computer."""
    return drives.sticks()


def above(context: Context) -> str:
    """What people call the office above."""
    return say(f"above.{context.desk.office.level}")
