"""From what the store reports to what the clerk is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.problems import Problem
from db.connection import faults_told
from db.errors import StoreFault


@contextmanager
def faults_as_problems(folder: Path) -> Iterator[None]:
    """Turns what the disk, the file or the key say no to, also while reading, into a Problem."""
    try:
        with faults_told():
            yield
    except StoreFault as fault:
        code = "no_office" if fault.code == "missing" else fault.code
        raise Problem(code, folder=str(folder)) from None
