"""Kills by number from a shell: -m tests.faults KILLS [SEED]; prints counts, exits 1 on any loss.

A loss names its seed: -m tests.faults 1 SEED does it again.
"""

from __future__ import annotations

import sys
import time

from tests.faults.lives import Lost
from tests.faults.nursery import lives


def main(kills: str, seed: str) -> int:
    """Lives with seeds from `seed` on until there were so many kills."""
    begin = time.perf_counter()
    try:
        counts = lives(kills, seed)
    except Lost as lost:
        sys.stderr.write(f"{lost}\n")
        return 1
    sys.stdout.write(f"{dict(counts)}\nseeds from {seed} on, {time.perf_counter() - begin:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1"))
