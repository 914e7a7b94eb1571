"""The sheet in which a theme's result is told to everyone who raised it: the words may be changed first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from app.matters import themes
from app.matters.bulk import Done
from app.problems import Problem
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.pages.text.themes import say


class TellSheet(Sheet):
    """`told` after it was written down."""

    told = Signal()

    def __init__(self, context: Context, theme: str, count: int, parent: QWidget | None) -> None:
        super().__init__(say("telling"), parent, 620, 400)
        self._context, self._theme = context, theme
        self.words = QLabel(say("telling.words", count=count))
        self.words.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("telling.text"))
        self.wrong = QLabel()
        self.wrong.setProperty("role", "error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.do = QPushButton(icon("check", "surface"), say("telling.do", count=count))
        self.do.setProperty("role", "primary")
        self.do.setToolTip("Ctrl+Enter")
        self.do.setShortcut("Ctrl+Return")
        for each in (self.words, self.text, self.wrong):
            self.body.addWidget(each)
        self.foot.insertWidget(1, self.do)
        self.do.clicked.connect(self.tell)
        context.tasks.run(themes.result_of, context.desk, theme, done=self.text.setPlainText, owner=self)
        self.text.setFocus()

    def tell(self) -> None:
        """Write it down for each of them, as one step."""
        text = self.text.toPlainText().strip()
        if not text:
            self._refuse(say("telling.empty"))
            return
        self.do.setEnabled(False)
        self._context.tasks.run(
            themes.feed_back, self._context.desk, self._theme, text, owner=self,
            done=self._done, failed=self._failed,
        )  # fmt: skip

    def _done(self, done: Done) -> None:
        told = [say("told", count=len(done.taken))]
        if done.refused:
            why = next(iter(done.sentences))
            told.append(say("told.refused", count=len(done.refused), why=why))
        self._context.line.say("　".join(told), True)
        self.told.emit()
        self.accept()

    def _failed(self, problem: Problem) -> None:
        self.do.setEnabled(True)
        self._refuse(problem.sentence)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        self.text.setFocus()
