"""What a measurement is: our number, its peer's from the same run, their ratio and the goal."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

WORTH_TELLING = 0.025


@dataclass(frozen=True)
class Measured:
    """One row of the table. `ratio` is ours divided by the peer's, whatever the unit."""

    what: str
    ours: float
    peer: float
    unit: str
    peer_name: str
    goal: float = 0.0
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Ours divided by the peer's."""
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None for a row that is only told."""
        if not self.goal:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


@dataclass(frozen=True)
class Scale:
    """How large the run is. `folder` lies on a real disk, not in memory."""

    folder: Path
    visits: int

    @property
    def people(self) -> int:
        """People go with visits as in the goals: 220,000 to a million."""
        return max(self.visits * 22 // 100, 1000)

    @property
    def bulk(self) -> int:
        """Records of one bulk write."""
        return max(min(self.visits // 20, 50_000), 1000)


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median_seconds(action: Callable[[], object], times: int) -> float:
    """The median over several calls, after one that warms up."""
    action()
    return statistics.median(seconds(action) for _ in range(times))


def worst_of(actions: Mapping[str, Callable[[], object]], times: int) -> tuple[str, float]:
    """The slowest of several actions by its median: its name and seconds. Slow ones are told at once."""
    timed = {name: median_seconds(action, times) for name, action in actions.items()}
    slow = [f"{name} {took * 1000:.0f} ms" for name, took in timed.items() if took > WORTH_TELLING]
    if slow:
        print("    " + "；".join(slow), file=sys.stderr, flush=True)
    name = max(timed, key=lambda each: timed[each])
    return name, timed[name]


def alternately(ours: Callable[[], object], peer: Callable[[], object], times: int) -> tuple[float, float]:
    """Medians of two actions measured in turn, so that both meet the same disk and the same load."""
    ours(), peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(times)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _number(value: float, unit: str) -> str:
    if unit == "ms":
        return f"{value * 1000:.2f} ms"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.2f} {unit}"


def table(rows: list[Measured]) -> str:
    """The rows as an aligned table; Chinese characters count as two columns."""
    verdicts = {True: "达到", False: "未达到", None: "—"}
    lines = [("项目", "本程序", "对照", "比值", "目标", "结果", "对照是什么")]
    for row in rows:
        goal = f"{'≥' if row.at_least else '≤'} {row.goal:g}" if row.goal else "—"
        numbers = (_number(row.ours, row.unit), _number(row.peer, row.unit), f"{row.ratio:.2f}")
        lines.append((row.what, *numbers, goal, verdicts[row.reached], row.peer_name))
    widths = [max(_width(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)
