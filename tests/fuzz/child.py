"""A process of its own for bombs: makes each, feeds its target, prints what it cost.

Usage: -m tests.fuzz.child NAME… ; a line "NAME taken|refused SECONDS MEGABYTES" for each, memory above
what the process had before.
"""

from __future__ import annotations

import os
import resource
import sys
import time

from tests.fuzz.beginnings import of
from tests.fuzz.bombs import BOMBS
from tests.fuzz.targets import fuzz_one


def peak_megabytes() -> float:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_child(name: str) -> str:
    """Feed one bomb in a fork, whose memory begins at what is loaded by now."""
    target, make = BOMBS[name]
    data = make()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, fed(target, data).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(child, 0)
    return said or "died 0 0"


def fed(target: str, data: bytes) -> str:
    """What became of it, its seconds and the megabytes that it took."""
    before, begin = peak_megabytes(), time.process_time()
    try:
        became = "taken" if fuzz_one(target, data) else "refused"
    except BaseException as fault:  # a promise that was broken is told like any other outcome
        became = f"broken:{type(fault).__name__}:{str(fault)[:80]}".replace(" ", "_")
    return f"{became} {time.process_time() - begin:.2f} {peak_megabytes() - before:.0f}"


def main(names: list[str]) -> int:
    """Warm every target up, then feed the bombs."""
    for target in {BOMBS[name][0] for name in names}:
        for beginning in of(target)[:4]:
            fuzz_one(target, beginning)
    for name in names:
        sys.stdout.write(f"{name} {in_child(name)}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(BOMBS)))
