"""Files made to fill the memory or to hang: refused or taken within 5 seconds and 200 MB, each in a child."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.bombs import BOMBS
from tests.fuzz.targets import SECONDS

MEGABYTES = 200
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, float, float]]:
    """Bomb → what became of it, its seconds, its megabytes."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.child"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    lines = (line.split() for line in told.stdout.splitlines())
    return {name: (became, float(seconds), float(megabytes)) for name, became, seconds, megabytes in lines}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_bomb_neither_crashes_nor_hangs_nor_fills_the_memory(outcomes, bomb):
    became, seconds, megabytes = outcomes[bomb]
    assert became in ("taken", "refused")
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
