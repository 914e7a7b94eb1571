"""The first window of a folder, in a process of its own: says when it stands and when it is called.

Run as -m tests.ui.second_starts FOLDER MANNER by tests/ui/test_second_start.py. MANNER "hangs": it holds the
folder and never looks at what it is asked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.occupants import move_in
from ui.application import make_application
from ui.instance import Instance


def say(word: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(folder: Path, manner: str) -> None:
    """Hold the folder until killed."""
    application = make_application(sys.argv[:1])
    instance = Instance(folder)
    assert instance.claim()
    move_in(folder)
    instance.called.connect(lambda: say("called"))
    say("ready")
    if manner == "hangs":
        sys.stdin.read()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
