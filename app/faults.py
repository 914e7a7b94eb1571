"""From what the store reports to what the clerk is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.problems import Problem
from db.errors import StoreFault


@contextmanager
def faults_as_problems(folder: Path) -> Iterator[None]:
    """Turns StoreFault into a Problem with its sentence."""
    try:
        yield
    except StoreFault as fault:
        code = "no_office" if fault.code == "missing" else fault.code
        raise Problem(code, folder=str(folder)) from None
