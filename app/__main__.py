"""The command line's outermost edge: nothing of our own mistakes reaches the person but a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.clock import wall_clock
from app.command_line import run
from app.command_line.text import SENTENCES as OWN_SENTENCES
from app.fault_log import note
from app.paths import default_home
from app.text import SENTENCES


def main(arguments: Sequence[str] | None = None, carry_out: Callable[[Sequence[str]], int] = run) -> int:
    """Carry out the command of `arguments` (of the process when None); the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return carry_out(words)
    except Exception as error:
        logged = note(home_of(words), error, wall_clock())
        sys.stderr.write((SENTENCES["unexpected"] if logged else OWN_SENTENCES["no_log"]) + "\n")
        return 1


def home_of(words: Sequence[str]) -> Path:
    """The data folder that --home names among the words, else the usual one."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--home" and following:
            return Path(following)
        if word.startswith("--home="):
            return Path(word.removeprefix("--home="))
    return default_home()


if __name__ == "__main__":
    sys.exit(main())
