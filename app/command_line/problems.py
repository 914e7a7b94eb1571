"""What the command line alone may say no to: the world's refusals, and wrong usage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from app.command_line.text import SENTENCES, usage
from app.problems import Problem


class CommandProblem(Problem):
    """Input that cannot be taken, a check that failed."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


class Misuse(click.UsageError):
    """Wrong usage that click cannot see by itself, already said in Chinese."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(usage(code, **facts), click.get_current_context(silent=True))
