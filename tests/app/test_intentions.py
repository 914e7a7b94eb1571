"""Every intention that the program writes has a Chinese name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.intentions import intention_label

APP = Path(__file__).resolve().parents[2] / "app"
WRITTEN = re.compile(r'(?:\.write|\.audit)\(\s*"([a-z_.]+)"|intention="([a-z_.]+)"')


def intentions() -> set[str]:
    found = set()
    for path in sorted(APP.rglob("*.py")):
        for pair in WRITTEN.findall(path.read_text(encoding="utf-8")):
            found.add(pair[0] or pair[1])
    return found


@pytest.mark.parametrize("intention", sorted(intentions()))
def test_it_has_a_name(intention: str) -> None:
    assert intention_label(intention) != intention


def test_there_are_intentions_to_name() -> None:
    assert len(intentions()) > 10
