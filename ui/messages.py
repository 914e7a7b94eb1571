"""Telling, asking and confirming: small windows with Chinese verbs on their buttons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem
from ui import theme
from ui.text import say


class Question(QDialog):
    """One sentence and a row of buttons; `answer` is the number of the pressed one, -1 for Esc."""

    def __init__(
        self,
        parent: QWidget | None,
        sentence: str,
        buttons: Sequence[str],
        *,
        detail: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("program"))
        self.setMinimumWidth(420)
        self.setMaximumWidth(640)
        self.answer = -1
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_5, theme.SPACE_5, theme.SPACE_5, theme.SPACE_4)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(_sentence(sentence, "question"))
        if detail:
            layout.addWidget(_sentence(detail, "quiet"))
        self.body = QVBoxLayout()
        layout.addLayout(self.body)
        layout.addSpacing(theme.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addStretch(1)
        self.buttons: list[QPushButton] = []
        for number, word in enumerate(buttons):
            button = QPushButton(word)
            if number == 0:
                button.setProperty("role", "danger" if danger else "primary")
                button.setDefault(not danger)
            button.clicked.connect(lambda _=False, chosen=number: self._answer(chosen))
            self.buttons.append(button)
            row.addWidget(button)
        layout.addLayout(row)  # only what lies in the window can take the focus
        if danger and len(self.buttons) > 1:
            self.buttons[-1].setDefault(True)
            self.buttons[-1].setFocus()

    def _answer(self, number: int) -> None:
        self.answer = number
        self.accept()


def _sentence(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Messages:
    """Speaks to the clerk over one window. Tests put a fake with the same methods in its place."""

    def __init__(self, window: QWidget | None = None) -> None:
        self._window = window

    def tell(self, sentence: str, detail: str = "") -> None:
        """Say one thing; the clerk presses “知道了”."""
        self.choose(sentence, [say("ok")], detail=detail)

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do next, in the Problem's own sentence."""
        self.tell(problem.sentence)

    def confirm(self, sentence: str, yes: str, *, danger: bool = False, detail: str = "") -> bool:
        """Ask before doing; `yes` is the verb on the button ("删除"). Esc and “取消” mean no."""
        return self.choose(sentence, [yes, say("cancel")], danger=danger, detail=detail) == 0

    def choose(self, sentence: str, buttons: Sequence[str], *, danger: bool = False, detail: str = "") -> int:
        """The number of the button pressed, counted from 0; -1 for Esc."""
        asked = Question(self._window, sentence, buttons, detail=detail, danger=danger)
        asked.exec()
        return asked.answer

    def ask_text(self, sentence: str, yes: str, value: str = "", *, secret: bool = False) -> str | None:
        """One line typed by the clerk, trimmed; None when cancelled. `secret` hides the typing."""
        asked = Question(self._window, sentence, [yes, say("cancel")])
        line = QLineEdit(value)
        line.setAccessibleName(sentence)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        asked.body.addWidget(line)
        line.setFocus()
        asked.exec()
        return line.text().strip() if asked.answer == 0 else None

    def ask_open(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """A file to read; `kinds` as "表格 (*.xlsx *.xls)". None when cancelled."""
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(folder or ""), kinds)
        return Path(path) if path else None

    def ask_save(self, title: str, kinds: str, suggested: Path) -> Path | None:
        """Where to write a file; asks before replacing one. None when cancelled."""
        path, _ = QFileDialog.getSaveFileName(self._window, title, str(suggested), kinds)
        return Path(path) if path else None

    def ask_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """A folder; None when cancelled."""
        path = QFileDialog.getExistingDirectory(self._window, title, str(folder or ""))
        return Path(path) if path else None
