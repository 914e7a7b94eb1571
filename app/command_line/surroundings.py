"""The outside world of a command: its streams, environment, clock; passed in, so tests bring their own."""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from app.clock import Clock, wall_clock
from app.station import Station
from db.keys import Cost


def _asked(prompt: str) -> str:
    """A secret typed at the terminal. Raises EOFError without one."""
    if not (sys.stdin and sys.stdin.isatty()) and not os.path.exists("/dev/tty"):
        raise EOFError
    try:
        with warnings.catch_warnings():
            # A terminal that would show the secret is none; else Python warns in English and goes on.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except (getpass.GetPassWarning, OSError):
        raise EOFError from None


@dataclass(frozen=True)
class Surroundings:
    """Where a command reads and writes. `ask` shows a prompt and gives the secret typed."""

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    environment: Mapping[str, str] = field(default_factory=dict)
    clock: Clock = wall_clock
    ask: Callable[[str], str] = _asked
    cost: Cost | None = None  # of new passwords; None: what the store takes by itself
    station: Station | None = None  # None: this computer


def of_this_process() -> Surroundings:
    """The process's own streams, made to write UTF-8 into files and pipes on every system."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    return Surroundings(sys.stdin.buffer, sys.stdout, sys.stderr, os.environ)
