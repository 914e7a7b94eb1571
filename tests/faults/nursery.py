"""A process without threads for what must fork: pytest's own has threads and Qt in it.

Run as -m tests.faults.nursery: each line names a driver and its words, parted by tabs; each answer
is its counts as JSON, or the loss.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable

from tests.architecture.sources import ROOT
from tests.exchange.desk_histories import desk_history
from tests.faults.after_restore import cut_off_at
from tests.faults.lives import Lost, life
from tests.faults.migrating import migration_cut_off
from tests.faults.revealing import used_and_cut_off
from tests.faults.set_up import set_up_cut_off
from tests.faults.striking import points, strike_some
from tests.faults.taking import calls_of, cut_off_giving, cut_off_taking


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
    """A write path on disks that fail in three ways, at `most` of its calls."""
    return sum((strike_some(name, way, int(most)) for way in ("one error", "full", "protected")), Counter())


def sign_ins(calls: str) -> Counter[str]:
    """The first sign-in after a restore, cut off at each of its first calls."""
    return sum((cut_off_at(call) for call in range(1, int(calls) + 1)), Counter())


def searches(times: str, seed: str) -> Counter[str]:
    """So many days of use, each cut off but the first, and the search for secrets after it."""
    begun = used_and_cut_off(0)
    return sum((used_and_cut_off(int(seed) + each) for each in range(int(times))), begun)


def take_ins(most: str) -> Counter[str]:
    """A take-in killed at each of its disk calls, or at `most` of them."""
    chosen = points(calls_of("take"), int(most), random.Random(10))
    return sum((cut_off_taking(each) for each in chosen), Counter())


def hand_overs(most: str) -> Counter[str]:
    """A hand-over onto a stick killed at each of its disk calls, or at `most` of them."""
    chosen = points(calls_of("give"), int(most), random.Random(10))
    return sum((cut_off_giving(each) for each in chosen), Counter())


def desks(times: str, seed: str) -> Counter[str]:
    """So many histories of four offices that exchange real files."""
    return sum((desk_history(int(seed) + each) for each in range(int(times))), Counter())


DRIVERS: dict[str, Callable[..., Counter[str]]] = {
    "lives": lives,
    "set_ups": set_ups,
    "migrations": migrations,
    "struck": struck,
    "sign_ins": sign_ins,
    "searches": searches,
    "take_ins": take_ins,
    "hand_overs": hand_overs,
    "desks": desks,
}


class Nursery:
    """That process, while tests ask it: `with Nursery() as nursery: nursery.counted("lives", 100, 1)`."""

    def __enter__(self) -> Nursery:
        command = [sys.executable, "-m", "tests.faults.nursery"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, encoding="utf-8"
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def counted(self, driver: str, *words: object) -> Counter[str]:
        """The counts of a driver. Raises Lost with what it said."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("\t".join([driver, *map(str, words)]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "lost" in answer:
            raise Lost(answer["lost"])
        return Counter(answer)


def serve() -> None:
    """Answer each line with one of JSON."""
    for line in sys.stdin:
        driver, *words = line.rstrip("\n").split("\t")
        try:
            answer: dict[str, object] = dict(DRIVERS[driver](*words))
        except Lost as lost:
            answer = {"lost": str(lost)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
