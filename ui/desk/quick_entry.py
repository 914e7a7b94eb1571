"""快速登记: words pasted from a chat, a talk or a letter box become several matters in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app import drafts
from app.desk import Desk
from app.drafts import Draft
from app.kinds import KINDS
from app.matters import collecting, pasting
from app.matters.collecting import CHANNELS, Said
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.desk.quick_table import PiecesTable
from ui.forms.form import Form
from ui.forms.layout import Group
from ui.icons import icon
from ui.pages.base import Page
from ui.pages.shortcuts import bind
from ui.pages.text.quick_entry import say
from ui.tables.flow_bar import FlowBar

AFTER_MS = 200
FORM = "quick/matter"  # its draft
LAST = "quick.last"  # setting: the last channel and recorder


def kept(desk: Desk) -> tuple[str, Mapping[str, Any]]:
    """The words of the draft, and what was common last time. For the database worker."""
    draft = drafts.find(desk, FORM)
    return str(draft.typed.get("words", "")) if draft else "", desk.settings.get(LAST, {})


def register(desk: Desk, said: Sequence[Said], common: Mapping[str, Any], accepting: bool) -> int:
    """Write them down, the draft going in the same step; how many. For the database worker."""
    with drafts.saved_with(desk, FORM):
        ids = collecting.collect(desk, said, common, accepting=accepting)
    desk.settings.set(LAST, {name: common.get(name) for name in ("channel", "recorder")})
    return len(ids)


class QuickEntryPage(Page):
    """F9 registers what is ticked. The words stay as a draft until they are registered."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self.channel = CHANNELS[0]
        self.channels = {code: self._segment(context.codes.label("channel", code), code) for code in CHANNELS}
        self.hint = QLabel()
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        rows = (("opened", "recorder", "category"),)
        self.form = Form(context, KINDS["matter"], (Group("", rows),))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("paste"))
        self.text.setPlaceholderText(say("paste.hint"))
        self.table = PiecesTable()
        self.found = QLabel(say("found.none"))
        self.found.setProperty("role", "quiet")
        self.found.setWordWrap(True)
        self.by_line, self.by_paragraph = self._way("by.line"), self._way("by.paragraph")
        self.accept = QCheckBox(say("accept"))
        self.accept.setToolTip(say("accept.tip"))
        self.do = QPushButton(icon("check", "surface"), say("do", count=0))
        self.do.setProperty("role", "primary")
        self._is_loaded = self._is_registering = False
        self._way_chosen = False
        self._reading = QTimer(self)
        self._lay_out()
        self._wire()
        self.choose_channel(self.channel)
        self._count()

    def _segment(self, words: str, code: str) -> QPushButton:
        button = QPushButton(words)
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.clicked.connect(lambda: self.choose_channel(code))
        return button

    def _way(self, name: str) -> QPushButton:
        button = QPushButton(say(name))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setToolTip(say("by.tip"))
        button.clicked.connect(self._choose_way)
        return button

    def _lay_out(self) -> None:
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        for button in self.channels.values():
            self._groups[0].addButton(button)
        for button in (self.by_line, self.by_paragraph):
            self._groups[1].addButton(button)
        self.by_line.setChecked(True)
        for each in (self.accept, self.do):
            self.head.addWidget(each)
        self.form.fields["opened"].set_value(self.context.desk.today().isoformat())
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([440, 800])
        for widget in (FlowBar(list(self.channels.values())), self.hint, self.form):
            self.body.addWidget(widget)
        self.body.addWidget(split, 1)

    def _left(self) -> QWidget:
        self.take = QPushButton(icon("copy"), say("take"))
        self.take.setToolTip(say("take.tip"))
        self.clear = QPushButton(icon("cross"), say("clear"))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_1)
        for each in (self.take, self.clear):
            row.addWidget(each)
        row.addStretch(1)
        for each in (self.by_line, self.by_paragraph):
            row.addWidget(each)
        label = QLabel(say("paste"))
        label.setProperty("role", "label")
        label.setBuddy(self.text)
        return _column(label, self.text, row)

    def _right(self) -> QWidget:
        return _column(self.found, self.table, None)

    def _wire(self) -> None:
        self._reading.setSingleShot(True)
        self._reading.setInterval(AFTER_MS)
        self._reading.timeout.connect(self.cut)
        self.text.textChanged.connect(self._reading.start)
        self.table.counted.connect(self._count)
        self.take.clicked.connect(self._take_clipboard)
        self.clear.clicked.connect(self.text.clear)
        self.do.clicked.connect(self.register)
        bind(self, {"F9": self.register})

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        if kind in self.channels:
            self.choose_channel(kind)
        if not self._is_loaded:
            self._is_loaded = True
            self.context.tasks.run(kept, self.context.desk, done=self._load, owner=self)

    def take_focus(self) -> None:
        self.text.setFocus()

    def keep(self) -> None:
        self.keep_draft()

    def keep_draft(self) -> None:
        words = self.text.toPlainText()
        if words.strip():
            draft = Draft({}, {"words": words}, words=say("draft"))
            self.context.tasks.run(drafts.keep, self.context.desk, FORM, draft)
        else:
            self.context.tasks.run(drafts.drop, self.context.desk, FORM)

    def leave(self) -> bool:
        self.keep_draft()
        return True

    # Inside ---------------------------------------------------------------------------------------

    def choose_channel(self, code: str) -> None:
        """All of them came through this channel."""
        self.channel = code
        self.channels[code].setChecked(True)
        self.hint.setText(say(f"hint.{code}"))

    def cut(self) -> None:
        """Cut the words anew; what was reworded in the table stays where the words stayed."""
        text = self.text.toPlainText()
        if not self._way_chosen:
            (self.by_paragraph if pasting.is_by_paragraph(text) else self.by_line).setChecked(True)
        found = pasting.pieces(text, self.by_paragraph.isChecked())
        self.table.show_pieces(found[: pasting.MOST + 1])
        names = [each.raised_by for each in found if each.raised_by]
        if names:
            self.context.tasks.run(
                collecting.registered, self.context.desk, names, owner=self,
                done=lambda known: self.table.mark_known(set(known)),
            )  # fmt: skip

    def register(self) -> None:
        """Write down what is ticked."""
        if self._is_registering:
            return  # F9 again before the first answer came
        if self._reading.isActive():  # pasted a moment ago: it must not go with the words unregistered
            self._reading.stop()
            self.cut()
        said = self.table.said
        if wrong := self.form.check():
            self.form.focus(wrong)
            return
        if not said:
            self.context.line.say(say("do.nothing"))
            return
        self._is_registering = True
        self.do.setEnabled(False)
        common = {**self.form.values(), "channel": self.channel}
        self.context.tasks.run(
            register, self.context.desk, said, common, self.accept.isChecked(), owner=self,
            done=self._registered, failed=self._refused,
        )  # fmt: skip

    def _registered(self, count: int) -> None:
        self._is_registering = False
        self.text.clear()
        self._way_chosen = False
        self.cut()
        self.context.line.say(say("done", count=count), True)
        self.text.setFocus()

    def _refused(self, problem: Problem) -> None:
        self._is_registering = False
        self._count()
        if not self.form.show_problem(problem):
            self.context.messages.tell_problem(problem)

    def _load(self, found: tuple[str, Mapping[str, Any]]) -> None:
        words, last = found
        if words and not self.text.toPlainText():
            self.text.setPlainText(words)
        if last.get("recorder"):
            self.form.fields["recorder"].set_value(last["recorder"])
        if last.get("channel") in self.channels:
            self.choose_channel(str(last["channel"]))

    def _choose_way(self) -> None:
        self._way_chosen = True
        self.cut()

    def _take_clipboard(self) -> None:
        self.text.appendPlainText(QGuiApplication.clipboard().text())
        self.text.setFocus()

    def _count(self) -> None:
        total, ticked = self.table.rowCount(), len(self.table.said)
        self.found.setText(say("found", count=total, ticked=ticked) if total else say("found.none"))
        self.do.setText(say("do", count=ticked))
        self.do.setEnabled(ticked > 0)
        self.do.setToolTip(say("do.tip" if ticked else "do.nothing"))


def _column(above: QWidget, middle: QWidget, below: QHBoxLayout | None) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_1)
    column.addWidget(above)
    column.addWidget(middle, 1)
    if below is not None:
        column.addLayout(below)
    return made
