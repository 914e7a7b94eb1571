"""A step of a matter that does not fit another office's steps: what happened, strike it out or leave it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.exchange.step_conflicts import Step, StepConflict
from ui import theme
from ui.exchange.text import say
from ui.icons import icon


class StepCard(QFrame):
    """`striking(conflict)`, `explaining(conflict)`, `opened(kind, id)`."""

    striking = Signal(object)
    explaining = Signal(object)
    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.conflict: StepConflict | None = None
        self.title, self.step, self.why, self.beside = QLabel(), QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "subheading")
        self.step.setProperty("role", "heading")
        self.strike = QPushButton(icon("cross"), say("steps.strike"))
        self.explain = QPushButton(icon("edit"), say("steps.explain"))
        self.go = QPushButton(icon("right"), say("steps.open"))
        self.strike.clicked.connect(lambda: self.striking.emit(self.conflict))
        self.explain.clicked.connect(lambda: self.explaining.emit(self.conflict))
        self.go.clicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        for each in (self.title, self.step, self.why, self.beside):
            each.setWordWrap(True)
            each.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(each)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.strike)
        row.addWidget(self.explain)
        row.addStretch(1)
        row.addWidget(self.go)
        column.addLayout(row)

    def show_conflict(self, conflict: StepConflict, may_decide: bool) -> None:
        """Show this one."""
        self.conflict = conflict
        self.title.setText(conflict.title)
        self.step.setText(_step_words(conflict.step))
        self.why.setText(say("steps.why", state=conflict.state))
        lines = [say("steps.beside"), *(_step_words(each) for each in conflict.beside)]
        self.beside.setText("\n".join(lines))
        self.beside.setVisible(bool(conflict.beside))
        for button in (self.strike, self.explain):
            button.setEnabled(may_decide)

    def take_focus(self) -> None:
        """The way to the matter."""
        self.go.setFocus()

    def _open(self) -> None:
        if self.conflict is not None:
            self.opened.emit("matter", self.conflict.matter)


def _step_words(step: Step) -> str:
    return say("steps.step", label=step.label, date=step.date, by=step.by, office=step.office)
