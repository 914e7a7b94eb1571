"""What the world may say no to on the command line alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.command_line.text import SENTENCES
from app.problems import Problem


class CommandProblem(Problem):
    """Input that cannot be taken, a check that failed."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES
