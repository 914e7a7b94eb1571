"""Kills by number from a shell: -m tests.faults KILLS [SEED]; prints counts, exits 1 on any loss."""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.faults.lives import Lost, life


def main(kills: int, seed: int) -> int:
    """Lives with seeds from `seed` on until there were so many kills."""
    counts: Counter[str] = Counter()
    begin, first = time.perf_counter(), seed
    while counts["kills"] < kills:
        try:
            counts += life(seed)
        except Lost as lost:
            sys.stderr.write(f"seed {seed}: {lost}\n")
            return 1
        seed += 1
    took = time.perf_counter() - begin
    sys.stdout.write(f"{dict(counts)}\nseeds {first}..{seed - 1}, {took:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
