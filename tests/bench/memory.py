"""How much memory something takes at its highest, above what was there before."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psutil

EVERY_SECONDS = 0.02


def highest_within(action: Callable[[], object]) -> float:
    """Run it; megabytes of this process at its highest, above those before."""
    memory = psutil.Process().memory_info
    before = highest = memory().rss
    ended = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not ended.wait(EVERY_SECONDS):
            highest = max(highest, memory().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        action()
    finally:
        ended.set()
        watcher.join()
    return float(max(highest, memory().rss) - before) / (1 << 20)
