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


@dataclass(frozen=True)
class Shown:
    """What a window process told: seconds from its start to the first paint, and megabytes held."""

    seconds: float
    megabytes: float
    to_sign_in: float = 0.0


def shown(module: str, *arguments: str) -> Shown:
    """Run one window process to its first paint."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LIANXIN_PASSWORD": PASSWORD}
    begin = time.monotonic()
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    return Shown(told["at"] - begin, told["megabytes"], told.get("asked", begin) - begin)


def medians(ours: Sequence[str], times: int) -> tuple[Shown, Shown]:
    """Our window and the empty one in turn, after a first round that fills the disk's cache."""
    rounds = [(shown("office_window", *ours), shown("empty_window")) for _ in range(times + 1)][1:]
    return _median([ours for ours, _ in rounds]), _median([peer for _, peer in rounds])


def _median(runs: Sequence[Shown]) -> Shown:
    return Shown(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.megabytes for run in runs),
        statistics.median(run.to_sign_in for run in runs),
    )


def measured(scale: Scale, desk: OpenOffice) -> Iterator[Measured]:
    """The rows of this topic. The large office is closed for it: one program at a time in a folder."""
    home = desk.home
    desk.close()
    ours, peer = medians([str(home)], TIMES)
    key_file = read_key_file(home)
    unlocking = median_seconds(lambda: key_file.unwrap(OPERATOR, PASSWORD), 3)
    usable = ours.seconds - unlocking
    yield Measured(f"启动到首页可用，{scale.visits:,} 条走访", usable, peer.seconds, "秒", PEER, 1.5)
    yield Measured("  其中：到登录窗口画出", ours.to_sign_in, peer.seconds, "秒", PEER)
    yield Measured("  另加：口令算成钥匙（Argon2id，有意慢）", unlocking, peer.seconds, "秒", PEER)
    yield from remembered(scale.folder / "village")


def remembered(home: Path) -> Iterator[Measured]:
    """Memory in a village of 6,000 people after ten years, every place visited."""
    large_office(home, VILLAGE_PEOPLE, VILLAGE_VISITS).close()
    ours, peer = medians([str(home), "--all-places"], 1)
    what = f"内存，{VILLAGE_PEOPLE:,} 人、{VILLAGE_VISITS:,} 条走访，每页都打开过"
    yield Measured(what, ours.megabytes, peer.megabytes, "MB", PEER, 2.0)
