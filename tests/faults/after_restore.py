"""The first sign-in after the program's own restore is cut off: the next one has nothing to ask."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

from app import origin, register
from app.offices import open_office
from app.restoring import restore_over
from tests.faults import traced
from tests.faults.clerk import CLERK, COPIES, HOME, now
from tests.faults.lives import Lost, in_another_process, template, workplace
from tests.faults.traced import Fault
from tests.faults.write_paths import PASSWORD

_MOST_CALLS = 60
_CUTS = 4


def sign_in_cut_off(seed: int) -> Counter[str]:
    """Restored, signed in and cut off at some calls, one after the other. Raises Lost."""
    dice = random.Random(seed)
    return sum((cut_off_at(dice.randint(1, _MOST_CALLS)) for _ in range(_CUTS)), Counter())


def cut_off_at(call: int) -> Counter[str]:
    """One restore, and one sign-in after it that is killed at that disk call. Raises Lost."""
    with workplace(call, "call") as place:
        folder = Path(shutil.copytree(template(), place / "village"))
        in_another_process(lambda: _restored(folder))
        ended = traced.run(lambda: _signed_in(folder), Fault(call))
        asked = traced.asked(lambda: _question(folder))
        if asked:
            raise Lost(f"a sign-in after a restore, cut off at call {call}: {asked.decode()} is asked")
    return Counter(kills=int(ended.code is None))


def _restored(folder: Path) -> None:
    desk = open_office(folder / HOME, CLERK, PASSWORD, now)
    backup = desk.back_up(folder / COPIES)
    register.add_household(desk, {"head": "后来人"})
    restore_over(desk, backup)


def _signed_in(folder: Path) -> int:
    open_office(folder / HOME, CLERK, PASSWORD, now).close()
    return 0


def _question(folder: Path) -> bytes:
    with closing(open_office(folder / HOME, CLERK, PASSWORD, now)) as desk:
        found = origin.question(desk)
        return found.reason.encode() if found else b""
