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
from tests.bench.measuring import Measured, Scale
from tests.bench.offices import PASSWORD, large_office

TIMES = 5
VILLAGE_PEOPLE, VILLAGE_VISITS = 6_000, 60_000
PEER = "PySide6 空窗口"


@dataclass(frozen=True)
class Shown:
    """What a window process told: seconds from its start to the first paint, and megabytes held."""

    seconds: float
    megabytes: float


def shown(module: str, *arguments: str) -> Shown:
    """Run one window process to its first paint."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LIANXIN_PASSWORD": PASSWORD}
    begin = time.monotonic()
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    return Shown(told["at"] - begin, told["megabytes"])


def medians(ours: Sequence[str], times: int) -> tuple[Shown, Shown]:
    """Our window and the empty one in turn, after a first round that fills the disk's cache."""
    rounds = [(shown("office_window", *ours), shown("empty_window")) for _ in range(times + 1)][1:]

    def median(side: int) -> Shown:
        pairs = [each[side] for each in rounds]
        return Shown(statistics.median(p.seconds for p in pairs), statistics.median(p.megabytes for p in pairs))

    return median(0), median(1)


def measured(scale: Scale, desk: OpenOffice) -> Iterator[Measured]:
    """The rows of this topic. The large office is closed for it: one program at a time in a folder."""
    home = desk.home
    desk.close()
    ours, peer = medians(["--home", str(home)], TIMES)
    yield Measured(f"启动到窗口可用，{scale.visits:,} 条走访", ours.seconds, peer.seconds, "秒", PEER, 1.5)
    yield from remembered(scale.folder / "village")


def remembered(home: Path) -> Iterator[Measured]:
    """Memory in a village of 6,000 people after ten years, every place visited."""
    large_office(home, VILLAGE_PEOPLE, VILLAGE_VISITS).close()
    ours, peer = medians(["--home", str(home), "--all-places"], 1)
    what = f"内存，{VILLAGE_PEOPLE:,} 人、{VILLAGE_VISITS:,} 条走访，每页都打开过"
    yield Measured(what, ours.megabytes, peer.megabytes, "MB", PEER, 2.0)
