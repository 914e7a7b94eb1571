"""`make bench`: measures speed and size as ratios in one run and prints the table of design 9."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.offices import OpenOffice
from tests.bench import exchanging, finding, importing, matters, packages, printing, saving, starting
from tests.bench.measuring import Measured, Scale, seconds, table
from tests.bench.offices import large_office, opened

Topic = Callable[[Scale, OpenOffice], Iterator[Measured]]


def say(text: str) -> None:
    """One line at once, so that a long run shows where it is."""
    print(text, file=sys.stderr, flush=True)


def topics() -> dict[str, Topic]:
    """Name → what it measures. Those that write come before those that read the large office."""
    return {
        "saving": lambda scale, _: saving.measured(scale),
        "importing": lambda scale, _: importing.measured(scale),
        "exchanging": lambda scale, _: exchanging.measured(scale),
        "packages": lambda scale, _: packages.measured(scale),
        "printing": lambda scale, _: printing.measured(scale),
        "matters": matters.measured,
        "finding": finding.measured,
        "starting": starting.measured,
    }


def run(scale: Scale, names: list[str]) -> list[Measured]:
    """Measure the named topics in one run over one large office."""
    home = scale.folder / "large"
    took = seconds(lambda: large_office(home, scale.people, scale.visits).close())
    desk = opened(home)  # as after a night: closing has gathered what the planner goes by
    say(f"造数据：{scale.people:,} 人、{scale.visits:,} 条走访，用时 {took:.0f} 秒")
    rows: list[Measured] = []
    for name in (each for each in topics() if each in names):
        start = time.perf_counter()
        rows.extend(topics()[name](scale, desk))
        say(f"{name}：{time.perf_counter() - start:.0f} 秒")
    return rows


def main() -> int:
    """Parse the words of the command line, measure, print; 0 whatever the ratios are."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rows", type=int, default=1_000_000, help="走访条数；人数为其 22%%")
    parser.add_argument("--only", nargs="*", choices=list(topics()), default=list(topics()))
    asked = parser.parse_args()
    build = Path(__file__).resolve().parents[2] / "build"
    build.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=build))
    try:
        rows = run(Scale(folder, asked.rows), asked.only)
    finally:
        shutil.rmtree(folder)
    print(table(rows))
    missed = sum(row.reached is False for row in rows)
    print(f"\n{len(rows)} 项，{missed} 项未达到目标。比值同在一次运行中测得，本机其他程序会影响绝对数。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
