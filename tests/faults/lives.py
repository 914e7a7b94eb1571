"""An office's life: a clerk works, is cut off, and a fresh process looks; again and again."""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlite_utils.plugins import ensure_plugins_loaded

from app import records
from app.offices import SetUp, create_office
from app.pinyin import syllables_of
from tests.app.village_desk import CHEAP
from tests.faults import traced
from tests.faults.clerk import CLERK, FIRST, HOME, JOURNAL, Clerk, now
from tests.faults.examiner import examined
from tests.faults.promises import Journal, Promised
from tests.faults.traced import Ended, Fault

ROUNDS = 8  # cuts in one life
ACTS_A_ROUND = 40  # more than one is given time for
_PASSWORD = "lianxin1"
_MOST_CALLS = (900, 900, 2500)  # some cuts late, so that long acts get through
_MOST_SECONDS = 0.2
_BY_TIME = 0.15  # of the cuts: at no disk call in particular


class Lost(AssertionError):
    """Something that was reported is gone, or something half done is visible."""


@contextmanager
def workplace(number: int, of: str = "seed") -> Iterator[Path]:
    """A folder that is taken away again, unless something was lost in it."""
    folder = Path(tempfile.mkdtemp(prefix=f"lianxin-life-{number}-"))
    os.environ["XDG_STATE_HOME"] = str(folder / "states")
    try:
        yield folder
    except Lost as lost:
        raise Lost(f"{lost}\n  {of} {number}, left as it was in {folder}") from None
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def in_another_process(work: Callable[[], object]) -> None:
    """Do something with a database that this process, which forks, must never have open."""
    traced.asked(lambda: (work(), b"")[1])


@cache
def template() -> Path:
    """An office with a household, its files, and what was promised by them."""
    _warm()
    folder = Path(tempfile.mkdtemp(prefix="lianxin-life-"))
    in_another_process(lambda: _make_template(folder))
    return folder


def _warm() -> None:
    """Load now what each child would load for itself."""
    for name in (
        "pypinyin",
        "openpyxl",
        "xlsxwriter",
        "reportlab.pdfgen.canvas",
        "reportlab.pdfbase.ttfonts",
    ):
        importlib.import_module(name)
    syllables_of("张")
    ensure_plugins_loaded()
    gc.freeze()  # forked children then share the pages


def _make_template(folder: Path) -> None:
    asked = SetUp("village", "柿子坪村", "500110103203", CLERK, _PASSWORD)
    desk, _ = create_office(folder / HOME, asked, now, CHEAP)
    records.add(desk, "household", {"head": FIRST, "group": "一组", "number": "1"})
    desk.close()
    Journal(folder / JOURNAL).settle(Promised(operators={CLERK: _PASSWORD}))


def life(seed: int, rounds: int = ROUNDS) -> Counter[str]:
    """Cut a clerk off `rounds` times. Counts of kills and acts. Raises Lost."""
    dice = random.Random(seed)
    counts: Counter[str] = Counter()
    with workplace(seed) as place:
        folder = Path(shutil.copytree(template(), place / "village"))
        for number in range(1, rounds + 1):
            ended = _cut_off(folder, random.Random(dice.random()), number * 1000)
            counts += _looked_at(folder, f"round {number}, {ended.calls} disk calls")
            counts["kills"] += ended.code is None
            if ended.code == traced.CRASHED:
                raise Lost(f"round {number}: the program crashed by itself")
    return counts


def _cut_off(folder: Path, dice: random.Random, serial: int) -> Ended:
    at = dice.randint(1, dice.choice(_MOST_CALLS))
    seconds = dice.uniform(0, _MOST_SECONDS)
    by_time = dice.random() < _BY_TIME

    def work() -> int:
        Clerk(folder, dice, serial).work(ACTS_A_ROUND)
        return 0

    if by_time:
        return traced.run_for(work, seconds)
    return traced.run(work, Fault(at))


def _looked_at(folder: Path, when: str) -> Counter[str]:
    journal = Journal(folder / JOURNAL)
    acts = Counter(f"act {act}" for word, act, _ in journal.lines() if word == "done" and act != "settled")
    begun = [f"{word} {act}" for word, act, _ in journal.lines()]
    wrong, standing = json.loads(traced.asked(lambda: examined(folder)))
    if wrong:
        raise Lost("\n  ".join([f"{when}, after {begun[-6:]}:", *wrong]))
    journal.settle(Promised(**standing))
    return acts
