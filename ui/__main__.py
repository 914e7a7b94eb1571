"""The command `lianxin`: the window where no command is named, else the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from app.__main__ import home_of
from app.__main__ import main as run_command


def opens_window(words: Sequence[str]) -> bool:
    """Whether the words name no command: none at all, or only the data folder."""
    if len(words) == 2 and words[0] == "--home":
        return True
    return not words or (len(words) == 1 and words[0].startswith("--home="))


def main(home: Path | None = None) -> int:
    """Open the window on `home`; without one, do what the words of the process say. The exit code.

    Qt is loaded only for the window, so that commands start without it.
    """
    words = sys.argv[1:]
    if home is None and not opens_window(words):
        return run_command(words)
    return int(import_module("ui.opening").open_window(home or home_of(words)))


if __name__ == "__main__":
    sys.exit(main())
