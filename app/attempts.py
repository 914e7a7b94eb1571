"""Wrong passwords slow the next try down: counted per operator beside the key file, blind to the clock.

The delay is measured by the machine's own ticks since it was started, never by the wall clock, so
that setting the clock neither shortens nor lengthens it. It ends after LONGEST_S at most.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from app.problems import Problem
from db.errors import StoreFault
from db.files import write_whole

ATTEMPTS_FILE = "attempts.json"
LOCK_FILE = "attempts.lock"
LONGEST_S = 300
QUEUE_S = 20  # how long one try waits for another one that is being checked
SIZE_LIMIT = 1 << 16
MOST = 10_000

Ticks = Callable[[], float]


@dataclass(frozen=True)
class Tries:
    """The wrong tries since the last right one. `untold`: not yet noted in the audit log."""

    wrong: int = 0
    at: float = 0.0
    untold: int = 0


def delay_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries: 0 1 2 4 8 … 300. The first one may be a slip."""
    return 0 if wrong < 2 else min(LONGEST_S, 2 ** min(wrong - 2, 20))


def seconds_left(tries: Tries, now: float) -> int:
    """How long to wait yet, whole seconds.

    Ticks behind those of the last try mean that the machine was started anew; it has run for
    `now` seconds since, and at least so much of the delay has passed.
    """
    passed = now - tries.at if now >= tries.at else max(now, 0.0)
    left = delay_after(tries.wrong) - passed
    return max(0, int(left) + (left > int(left)))


@contextmanager
def one_try(
    home: Path, key: str, known: set[str], ticks: Ticks = time.monotonic
) -> Iterator[Callable[[], None]]:
    """One try to open with the wrap called `key`; tries on a folder go one after the other.

    Call what it gives when the password was right; without that the try counts as wrong. Wraps
    that are not `known` any more are forgotten. Raises Problem too_soon with the seconds to wait.
    """
    with _queued(home):
        kept = {each: tries for each, tries in read_tries(home).items() if each in known}
        tries = kept.get(key, Tries())
        if left := seconds_left(tries, ticks()):
            raise Problem("too_soon", seconds=left)
        right: list[bool] = []
        yield lambda: right.append(True)
        if right:
            after = Tries(untold=tries.untold)
        else:
            after = Tries(min(tries.wrong + 1, MOST), ticks(), min(tries.untold + 1, MOST))
        if after != tries:
            _write(home, {**kept, key: after})


def take_untold(home: Path, keys: set[str]) -> int:
    """How many wrong tries at these wraps the audit log does not know of yet; from now on it does."""
    if not (home / ATTEMPTS_FILE).exists():
        return 0
    with _queued(home):
        kept = read_tries(home)
        found = sum(kept[key].untold for key in keys if key in kept)
        if found:
            _write(home, {each: replace(t, untold=0) if each in keys else t for each, t in kept.items()})
    return found


def read_tries(home: Path) -> dict[str, Tries]:
    """The tries by wrap. A missing or spoiled file counts nothing: the passwords still guard the keys."""
    try:
        with (home / ATTEMPTS_FILE).open("rb") as file:
            stored = json.loads(file.read(SIZE_LIMIT))
        return {str(key): _tries(each) for key, each in stored.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _tries(stored: dict[str, object]) -> Tries:
    wrong, at, untold = stored["wrong"], stored["at"], stored["untold"]
    if type(wrong) is not int or type(untold) is not int or not isinstance(at, int | float):
        raise TypeError
    return Tries(max(0, min(wrong, MOST)), float(at), max(0, min(untold, MOST)))


def _write(home: Path, kept: dict[str, Tries]) -> None:
    text = json.dumps({
        key: {"wrong": each.wrong, "at": each.at, "untold": each.untold}
        for key, each in kept.items() if each != Tries()
    })  # fmt: skip
    with suppress(StoreFault):  # a full disk must not keep out who knows the password
        write_whole(home / ATTEMPTS_FILE, text.encode())


@contextmanager
def _queued(home: Path) -> Iterator[None]:
    lock = FileLock(home / LOCK_FILE, timeout=QUEUE_S, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise Problem("too_soon", seconds=QUEUE_S) from None
    except OSError:  # a folder that takes no files: opening the office says so next
        yield
        return
    try:
        yield
    finally:
        lock.release()
