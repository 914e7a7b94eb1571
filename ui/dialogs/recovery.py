"""The recovery code: shown large, printed, or saved where the clerk says."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.problems import Problem
from ui import theme
from ui.icons import icon
from ui.messages import Messages
from ui.tasks import Tasks
from ui.text import say


class RecoveryCode(QWidget):
    """The code with what it is for, “打印” and “另存”."""

    def __init__(self, tasks: Tasks, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._messages = tasks, messages
        self._office = self._code = ""
        words = QLabel(say("recovery.words"))
        words.setWordWrap(True)
        self._shown = QLabel()
        self._shown.setProperty("role", "code")
        self._shown.setWordWrap(True)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown.setAccessibleName(say("recovery.name"))
        self.print_button = QPushButton(icon("print", "ink"), say("recovery.print"))
        self.print_button.clicked.connect(self._print)
        self.save_button = QPushButton(icon("export", "ink"), say("recovery.save"))
        self.save_button.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_3)
        for each in (words, self._shown):
            layout.addWidget(each)
        layout.addLayout(buttons)

    def show_code(self, office: str, code: str) -> None:
        """Show this office's code."""
        self._office, self._code = office, code
        self._shown.setText(code)

    def paper(self) -> str:
        """What is printed and saved."""
        return say("recovery.paper", office=self._office, code=self._code)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # heavy: only when printing

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            paper = QTextDocument()
            paper.setPlainText(self.paper())
            paper.print_(printer)

    def _save(self) -> None:
        suggested = Path.home() / say("recovery.file", office=self._office)
        path = self._messages.ask_save(say("recovery.save"), say("recovery.kinds"), suggested)
        if path is not None:
            self._tasks.run(
                save_text, path, self.paper(), owner=self,
                done=lambda _: self._messages.tell(say("recovery.saved", path=str(path))),
            )  # fmt: skip


def save_text(path: Path, text: str) -> None:
    """Write the text beside its place, then put it there. Raises Problem: not_writable, disk_full."""
    beside = path.with_name(path.name + ".new")
    try:
        with open(beside, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        if error.errno == 28:  # no space left on device
            raise Problem("disk_full") from error
        raise Problem("not_writable", folder=str(path.parent)) from error
