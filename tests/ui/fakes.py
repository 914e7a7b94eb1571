"""Stand-ins made by hand for what would open windows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.problems import Problem
from ui.messages import Messages


class FakeMessages(Messages):
    """Answers each question with the next of `answers` (the number of a button; 0 when none is
    left) and keeps every sentence in `said`. `text` and `path` answer the other questions."""

    def __init__(self, answers: Sequence[int] = ()) -> None:
        super().__init__(None)
        self.answers = list(answers)
        self.said: list[str] = []
        self.details: list[str] = []
        self.text: str | None = None
        self.path: Path | None = None

    def choose(self, sentence: str, buttons: Sequence[str], *, danger: bool = False, detail: str = "") -> int:
        self.said.append(sentence)
        self.details.append(detail)
        return self.answers.pop(0) if self.answers else 0

    def tell_problem(self, problem: Problem) -> None:
        self.said.append(problem.sentence)

    def ask_text(self, sentence: str, yes: str, value: str = "", *, secret: bool = False) -> str | None:
        self.said.append(sentence)
        return self.text

    def ask_open(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        return self.path

    def ask_save(self, title: str, kinds: str, suggested: Path) -> Path | None:
        return self.path

    def ask_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return self.path
