"""Long work with the stick: what is at work now, how far it is, and a button to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.exchange import rounds
from app.exchange.rounds import Told
from ui import theme
from ui.exchange.text import say
from ui.tasks import Stop

PARTS = 1000  # the bar's steps: bytes and records alike become so many


class Name:
    """What is at work; written by the worker, read by the window, one word at a time."""

    def __init__(self) -> None:
        self.words = ""


def telling(name: Name, progress: Callable[[int, int], None], stop: Stop) -> Told:
    """For the database worker: passes on what is at work, and ends the work when asked to."""

    def told(words: str, done: int, total: int) -> None:
        if stop():
            rounds.stop()
        name.words = words
        progress(done, total)

    return told


class WorkRow(QWidget):
    """A line with words, a bar and “停止”."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Name()
        self._doing = ""
        self.words, self._bar = QLabel(), QProgressBar()
        self.stop = QPushButton(say("stop"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._ask)
        self._stop: Stop | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self, doing: str) -> dict[str, Any]:
        """Show the row; what to hand to tasks.run."""
        self._doing = say(doing)
        self.words.setText(self._doing)
        self._bar.setRange(0, 0)
        self._bar.setFormat("")
        self.stop.setEnabled(True)
        self._stop = Stop()
        self.show()
        self.stop.setFocus()
        return {"progress": self.tell, "stop": self._stop}

    def tell(self, done: int, total: int) -> None:
        """So much of it is done."""
        self.words.setText(say("doing.of", doing=self._doing, name=self.name.words))
        self._bar.setRange(0, PARTS)
        self._bar.setValue(PARTS * done // max(total, 1))
        is_records = total < (1 << 16)
        self._bar.setFormat(
            say("doing.count", done=done, total=total)
            if is_records
            else say("doing.percent", percent=100 * done // total)
        )

    def _ask(self) -> None:
        if self._stop is not None:
            self._stop.ask()
            self.words.setText(say("stopping"))
            self.stop.setEnabled(False)
