"""`make soak`: every driver with fresh seeds for SECONDS; counts each minute, exit 1 on any loss.

Usage: -m tests.soak SECONDS [--only NAME] [--seed N] [--losses FILE]. Seeds that lost something go
into FILE; --only NAME --seed N --once runs one of them again.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.drivers import DRIVERS

EVERY_SECONDS = 60.0


@dataclass
class Tally:
    """What was counted so far, and the seeds that lost something."""

    counts: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)

    def line(self, seconds: float) -> str:
        """One line: minutes, the drivers' counts, the losses."""
        told = ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items()) if " " not in name)
        return f"{seconds / 60:5.1f} min  {told}, losses {len(self.losses)}"


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run_one(name: str, seed: int, tally: Tally, losses: Path) -> None:
    """One driver with one seed; whatever it raises is a loss, noted with its seed."""
    try:
        tally.counts += DRIVERS[name][1](seed)
        tally.counts[f"runs of {name}"] += 1
    except Exception:  # a driver's own mistake must show as well
        tally.losses.append(f"{name} {seed}")
        told = traceback.format_exc()
        say(f"LOSS in {name}, seed {seed}\n{told}")
        with losses.open("a", encoding="utf-8") as file:
            file.write(f"--only {name} --seed {seed}\n{told}\n")


def turns(only: str, dice: random.Random) -> Iterator[str]:
    """Drivers' names for ever, each as often as it should be."""
    names = [only] if only else list(DRIVERS)
    weights = [DRIVERS[name][0] for name in names]
    while True:
        yield dice.choices(names, weights)[0]


def main(words: list[str]) -> int:
    """Run for the time asked; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="tests.soak")
    parser.add_argument("seconds", type=float)
    parser.add_argument("--only", default="", choices=["", *DRIVERS])
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31))
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--losses", type=Path, default=Path("soak-losses.txt"))
    asked = parser.parse_args(words)
    tally, begin, told = Tally(), time.monotonic(), 0.0
    say(f"seeds from {asked.seed}")
    for seed, name in enumerate(turns(asked.only, random.Random(asked.seed)), asked.seed):
        run_one(name, seed, tally, asked.losses)
        passed = time.monotonic() - begin
        if passed - told >= EVERY_SECONDS:
            told = passed
            say(tally.line(passed))
        if passed >= asked.seconds or asked.once:
            break
    say(tally.line(time.monotonic() - begin))
    for name, count in sorted(tally.counts.items()):
        say(f"  {name}: {count}")
    return 1 if tally.losses else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
