"""The inbox: questions at the left; at the right the values side by side, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import Desk
from app.exchange import deciding, registering, step_conflicts
from app.exchange.deciding import Question
from app.exchange.registering import Parallel
from app.exchange.step_conflicts import StepConflict
from app.problems import Problem
from app.rights import may
from ui import theme
from ui.context import Context
from ui.exchange.pane import Pane
from ui.exchange.question import QuestionCard
from ui.exchange.steps import StepCard
from ui.exchange.text import say
from ui.exchange.third import ask_third
from ui.icons import icon
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

Settle = Callable[[Desk, str, str, str], None]
PAGE = 100  # questions read and shown at a time
EMPTY, ASKING, INFORMED = range(3)


@dataclass(frozen=True)
class Found:
    """One page of the inbox. `total`: all questions; `steps` stand before those of the first page."""

    questions: tuple[Question, ...]
    total: int
    offset: int
    parallels: tuple[Parallel, ...]
    steps: tuple[StepConflict, ...] = ()


def read_inbox(desk: Desk, offset: int) -> Found:
    """For the database worker: a page of questions; the last one when there are fewer by now."""
    total = deciding.count(desk)
    offset = max(0, min(offset, (total - 1) // PAGE * PAGE))
    return Found(
        tuple(deciding.questions(desk, PAGE, offset)), total, offset, tuple(registering.parallels(desk)),
        tuple(step_conflicts.step_conflicts(desk)),
    )  # fmt: skip


class InboxPane(Pane):
    """`counted(n)` tells how many questions wait."""

    counted = Signal(int)
    opened = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found = Found((), 0, 0, ())
        self._by_key: dict[str, Question] = {}
        self._steps: dict[str, StepConflict] = {}
        self._wanted = ""
        self.empty = EmptyState("check", say("inbox.none"))
        self.table = PlainTable(say("inbox.list"), [(say("inbox.who"), 0), (say("inbox.field"), 144)])
        self.card, self.steps = QuestionCard(context), StepCard()
        self.beside = QStackedWidget()
        for side in (self.card, self.steps):
            self.beside.addWidget(side)
        self.parallels = PlainTable(
            say("tab.inbox"),
            [
                (say("records.title"), 0),
                (say("parallel.office"), 160),
                (say("parallel.at"), 170),
            ],
        )
        self.stack = QStackedWidget()
        for each in (self.empty, self._asking(), self._informed()):
            self.stack.addWidget(each)
        self.merged = QPushButton(icon("info"), "")
        self.merged.setProperty("role", "quiet")
        self.merged.setCheckable(True)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        self.previous, self.next = QPushButton(say("inbox.prev")), QPushButton(say("inbox.next"))
        top.addWidget(self.words, 1)
        for button in (self.previous, self.next, self.merged):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_2, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self._wire()

    def _asking(self) -> QWidget:
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.beside)
        split.setSizes([340, 790])
        return split

    def _informed(self) -> QWidget:
        made = QWidget()
        hint = QLabel(say("parallel.words"))
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(hint)
        column.addWidget(self.parallels, 1)
        return made

    def _wire(self) -> None:
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda key: (self.steps if key in self._steps else self.card).take_focus())
        self.card.decided.connect(self._decide)
        self.card.third.connect(self._third)
        self.card.revealing.connect(self._reveal)
        for card in (self.card, self.steps):
            card.opened.connect(self.opened)
        self.steps.striking.connect(lambda each: self._settle(each, step_conflicts.strike_out, "struck"))
        self.steps.explaining.connect(lambda each: self._settle(each, step_conflicts.explain, "explained"))
        self.previous.clicked.connect(lambda: self.read(self._found.offset - PAGE))
        self.next.clicked.connect(lambda: self.read(self._found.offset + PAGE))
        self.merged.clicked.connect(lambda: self._show_stack())
        self.parallels.opened.connect(self._open_parallel)

    def read(self, offset: int | None = None, record: str = "") -> None:
        """Read a page; the question of `record` is marked when it is among them."""
        self._wanted = record or self._wanted
        at = self._found.offset if offset is None else offset
        self._context.tasks.run(read_inbox, self._context.desk, at, done=self._arrived, owner=self)

    def take_focus(self) -> None:
        """The list of questions."""
        (self.table if self.stack.currentIndex() == ASKING else self.merged).setFocus()

    def _arrived(self, found: Found) -> None:
        self._found = found
        at = self.table.currentRow()
        self._by_key = {_key(each): each for each in found.questions}
        self._steps = {} if found.offset else {each.step.event: each for each in found.steps}
        rows = [Row(key, (each.title, say("steps.field"))) for key, each in self._steps.items()]
        rows += [Row(key, (each.title, each.label)) for key, each in self._by_key.items()]
        self.table.show_rows(rows)
        self.merged.setText(say("parallel.title", count=len(found.parallels)))
        self.merged.setVisible(bool(found.parallels))
        self.parallels.show_rows(
            [Row(f"{each.kind} {each.id}", (each.title, each.office, each.at)) for each in found.parallels]
        )
        self._show_page(found)
        self._show_stack()
        keys = [each.id for each in rows]
        wanted = next((key for key, each in self._by_key.items() if each.id == self._wanted), "")
        self._wanted = ""
        if wanted:
            self.table.mark(wanted)
        elif self.table.current_id in keys:
            self._show(self.table.current_id)
        elif keys:
            self.table.mark(keys[min(max(at, 0), len(keys) - 1)])
        self.counted.emit(found.total + len(found.steps))

    def _show_page(self, found: Found) -> None:
        many = found.total > PAGE
        last = found.offset + len(found.questions)
        page = say("inbox.page", first=found.offset + 1, last=last, count=found.total)
        count = found.total + len(found.steps)
        self.words.setText(page if many else say("inbox.count", count=count) if count else "")
        for button in (self.previous, self.next):
            button.setVisible(many)
        self.previous.setEnabled(found.offset > 0)
        self.next.setEnabled(last < found.total)

    def _show_stack(self) -> None:
        if not self._found.parallels:
            self.merged.setChecked(False)
        if self.merged.isChecked():
            self.stack.setCurrentIndex(INFORMED)
        else:
            self.stack.setCurrentIndex(ASKING if self._by_key or self._steps else EMPTY)

    def _show(self, key: str) -> None:
        can = may(self._context.desk, "conflict.resolve")
        self.beside.setCurrentWidget(self.steps if key in self._steps else self.card)
        if key in self._steps:
            self.steps.show_conflict(self._steps[key], can)
        elif key in self._by_key:
            self.card.show_question(self._by_key[key], can)

    def _settle(self, conflict: StepConflict, work: Settle, how: str) -> None:
        """Strike a step out, or leave it with a word on it; both need the word."""
        asked = say("steps.reason" if how == "struck" else "steps.note")
        text = self._context.messages.ask_text(asked, say("steps.take"))
        if text == "":
            self._context.messages.tell(say("steps.reason_needed"))
        elif text is not None:
            self._context.tasks.run(
                work, self._context.desk, conflict.matter, conflict.step.event, text, owner=self,
                done=lambda _: self._context.line.say(say(f"steps.was_{how}"), True), failed=self._refused,
            )  # fmt: skip

    def _decide(self, question: Question, value: Any) -> None:
        self._run(deciding.decide, question, value, done=lambda _: self._decided())

    def _decided(self) -> None:
        self._context.line.say(say("inbox.decided"), True)
        self.read()

    def _third(self, question: Question) -> None:
        value = ask_third(self._context, question, self.window())
        if value is not None:
            self._decide(question, value.value)

    def _reveal(self, question: Question) -> None:
        self._run(deciding.uncovered, question, done=self._revealed)

    def _revealed(self, question: Question) -> None:
        if self.table.current_id == _key(question):
            self.card.show_question(question, may(self._context.desk, "conflict.resolve"))

    def _run(self, work: Any, question: Question, *more: Any, done: Callable[[Any], None]) -> None:
        self._context.tasks.run(
            work, self._context.desk, question.kind, question.id, question.field, *more,
            owner=self, done=done, failed=self._refused,
        )  # fmt: skip

    def _refused(self, problem: Problem) -> None:
        self._context.messages.tell_problem(problem)
        self.read()

    def _open_parallel(self, key: str) -> None:
        kind, _, identity = key.partition(" ")
        self.opened.emit(kind, identity)


def _key(question: Question) -> str:
    return f"{question.kind} {question.id} {question.field}"
