"""What can go wrong between offices that the clerk can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.exchange.text import SENTENCES
from app.problems import Problem


class ExchangeProblem(Problem):
    """A package, a stick or an enrolment document was refused; nothing was changed."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES
