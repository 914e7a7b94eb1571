"""A process without threads for what must fork: pytest's own has threads and Qt in it.

Run as -m tests.faults.nursery DRIVER WORDS...: prints the driver's counts as JSON, or the loss.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable

from tests.architecture.sources import ROOT
from tests.faults.lives import Lost, life
from tests.faults.migrating import migration_cut_off
from tests.faults.set_up import set_up_cut_off
from tests.faults.striking import WAYS, strike_some


def lives(kills: str, seed: str) -> Counter[str]:
    """Lives with seeds from `seed` on until there were so many kills."""
    counts: Counter[str] = Counter()
    each = int(seed)
    while counts["kills"] < int(kills):
        counts += life(each)
        each += 1
    return counts


def set_ups(times: str, seed: str) -> Counter[str]:
    """So many set-ups that are cut off."""
    return sum((set_up_cut_off(int(seed) + each) for each in range(int(times))), Counter())


def migrations(times: str, seed: str) -> Counter[str]:
    """So many samples whose migration is cut off a few times."""
    return sum((migration_cut_off(int(seed) + each) for each in range(int(times))), Counter())


def struck(name: str, most: str) -> Counter[str]:
    """A write path on disks that fail in every way, at `most` of its calls."""
    return sum((strike_some(name, way, int(most)) for way in WAYS), Counter())


DRIVERS: dict[str, Callable[..., Counter[str]]] = {
    "lives": lives,
    "set_ups": set_ups,
    "migrations": migrations,
    "struck": struck,
}


def counted(driver: str, *words: object) -> Counter[str]:
    """The counts of a driver that ran in a process of its own. Raises Lost with what it said."""
    command = [sys.executable, "-m", "tests.faults.nursery", driver, *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=900)
    if ran.returncode:
        raise Lost(ran.stderr)
    return Counter(json.loads(ran.stdout.splitlines()[-1]))


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(DRIVERS[sys.argv[1]](*sys.argv[2:])) + "\n")
    except Lost as lost:
        sys.stderr.write(f"{lost}\n")
        sys.exit(1)
