"""Starting and memory: our window against an empty PySide6 window, each in processes of their own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.offices import OpenOffice
from db.keys import read_key_file
from tests.bench.measuring import Measured, Scale, median_seconds
from tests.bench.offices import OPERATOR, PASSWORD, large_office

TIMES = 5
VILLAGE_PEOPLE, VILLAGE_VISITS = 6_000, 60_000
PEER = "PySide6 空窗口"
TYPING_MS = 1_000


@dataclass(frozen=True)
class Shown:
    """What a window process told, in seconds and megabytes.

    `sign_in`: from its start to the painted sign-in (of the empty window: to its paint). `usable`
    and `complete`: from the pressed button of the sign-in to the answered key and to the home page
    with its figures; both with the time that Argon2 takes.
    """

    sign_in: float
    usable: float
    complete: float
    megabytes: float


def shown(module: str, *arguments: str) -> Shown:
    """Run one window process."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LIANXIN_PASSWORD": PASSWORD}
    begin = time.monotonic()
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    asked, signed = told.get("asked", told["at"]), told.get("signed", told["at"])
    return Shown(asked - begin, told.get("usable", signed) - signed, told["at"] - signed, told["megabytes"])


def medians(runs: Sequence[Sequence[str]], times: int) -> list[Shown]:
    """Each of these windows in turn, after a first round that fills the disk's cache."""
    rounds = [[shown(*run) for run in runs] for _ in range(times + 1)][1:]
    return [_median([told[at] for told in rounds]) for at in range(len(runs))]


def _median(told: Sequence[Shown]) -> Shown:
    fields = ("sign_in", "usable", "complete", "megabytes")
    return Shown(**{name: statistics.median(getattr(each, name) for each in told) for name in fields})


def measured(scale: Scale, desk: OpenOffice) -> Iterator[Measured]:
    """The rows of this topic. The large office is closed for it: one program at a time in a folder.

    A clerk waits twice: for the sign-in and, the password typed, for the desk. Both waits together
    are set against an empty window; typing for TYPING_MS and Argon2, slow on purpose, are taken off.
    The row with no typing at all shows what the loading behind the sign-in hides.
    """
    home = str(desk.home)
    desk.close()
    typing = ("office_window", home, "--typing", str(TYPING_MS))
    ours, at_once, peer = medians([typing, ("office_window", home), ("empty_window",)], TIMES)
    key_file = read_key_file(desk.home)
    unlocking = median_seconds(lambda: key_file.unwrap(OPERATOR, PASSWORD), 3)
    what = f"启动到可用（答键），{scale.visits:,} 条走访，不计输密码 {TYPING_MS / 1000:g} 秒和 Argon2id"
    empty = peer.sign_in
    yield Measured(what, ours.sign_in + ours.usable - unlocking, empty, "秒", PEER, 1.5)
    yield Measured("  其中：到登录窗口画出", ours.sign_in, empty, "秒", PEER)
    yield Measured("  其中：按“进入”到可用", ours.usable - unlocking, empty, "秒", PEER)
    yield Measured("  按“进入”到首页数字到齐", ours.complete - unlocking, empty, "秒", PEER)
    yield Measured(
        "  不停顿就输完密码：启动到可用", at_once.sign_in + at_once.usable - unlocking, empty, "秒", PEER
    )
    yield Measured("  另加：口令算成钥匙（Argon2id，有意慢）", unlocking, empty, "秒", PEER)
    yield from remembered(scale.folder / "village")


def remembered(home: Path) -> Iterator[Measured]:
    """Memory in a village of 6,000 people after ten years, every place visited."""
    large_office(home, VILLAGE_PEOPLE, VILLAGE_VISITS).close()
    ours, peer = medians([("office_window", str(home), "--all-places"), ("empty_window",)], 1)
    what = f"内存，{VILLAGE_PEOPLE:,} 人、{VILLAGE_VISITS:,} 条走访，每页都打开过"
    yield Measured(what, ours.megabytes, peer.megabytes, "MB", PEER, 2.0)
