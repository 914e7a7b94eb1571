"""What can go wrong with a ledger that the clerk can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.ledgers.text import SENTENCES
from app.problems import Problem


class LedgerProblem(Problem):
    """A ledger could not be made, saved or written."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES
