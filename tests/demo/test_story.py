"""The demo's story from an empty folder to the month's ledgers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from app import records
from app.demo import run_demo, run_exchange
from app.desk import Desk
from app.exchange import deciding
from app.offices import open_office
from app.problems import Problem
from app.records import Query
from tests.app.village_desk import CHEAP, NOW

END = datetime.date(2026, 11, 20)


def print_one(desk: Desk, month: str, folder: Path) -> Sequence[Path]:
    """A printer that writes one file which says the month."""
    folder.mkdir()
    (folder / f"{month}.txt").write_text(desk.office.name, encoding="utf-8")
    return [folder / f"{month}.txt"]


def test_the_story_leaves_an_office_that_opens_again(tmp_path: Path):
    lines: list[str] = []
    told = run_demo(
        tmp_path, print_month=print_one, households=30, months=2, end=END, say=lines.append,
        clock=lambda: NOW, cost=CHEAP,
    )  # fmt: skip
    desk = open_office(told.home, "王芳", "lianxin", clock=lambda: NOW)
    assert records.count(desk, Query("household")) == 30
    assert records.count(desk, Query("visit")) == told.counts.visits
    desk.close()
    assert [path.name for path in told.printed] == ["2026-11.txt"]
    assert any("导入花名册" in line and "新增 30 户" in line for line in lines)
    assert all("用时" in line or line.startswith(("    第", "共用")) for line in lines)


def test_the_story_does_not_write_over_an_office(tmp_path: Path):
    run_demo(tmp_path, households=3, months=1, end=END, say=lambda _: None, clock=lambda: NOW, cost=CHEAP)
    with pytest.raises(Problem, match="已经有台账"):
        run_demo(tmp_path, households=3, months=1, end=END, say=lambda _: None, clock=lambda: NOW, cost=CHEAP)


def test_three_villages_and_a_township_exchange_and_agree(tmp_path: Path):
    lines: list[str] = []
    told = run_demo(
        tmp_path, households=20, months=1, end=END, say=lines.append, clock=lambda: NOW, cost=CHEAP
    )
    done = run_exchange(
        tmp_path / "exchange", told.home, households=20, months=1, end=END, say=lines.append,
        clock=lambda: NOW, cost=CHEAP,
    )  # fmt: skip
    township = open_office(done.township, "王芳", "lianxin", clock=lambda: NOW)
    assert records.count(township, Query("household")) == 60
    assert (done.conflicts, done.given, deciding.count(township)) == (1, 3, 0)
    township.close()
    assert any("大石镇收下 3 个数据包" in line for line in lines)
