"""The installed command `lianxin`: as `python -m ui`, and two words for trying the program out."""

from __future__ import annotations

import sys
from importlib import import_module

from ui.__main__ import main as start

# `--self-test` after installing; `--until-shown` ends at the first paint, to time the start.
TRIALS = frozenset({"--self-test", "--until-shown"})


def main() -> int:
    """Do what the words of the process ask for; the exit code."""
    words = sys.argv[1:]
    if TRIALS.intersection(words):
        return int(import_module("ui.trial").run(words))
    return start()


if __name__ == "__main__":
    sys.exit(main())
