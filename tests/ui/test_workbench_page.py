"""The home page in words: what an operator may not see is left out, not starred."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.offices import OpenOffice
from app.unmasking import show_all
from tests.app.village_desk import add_household, open_village
from ui.pages.workbench import read_today


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def unvisited(desk: OpenOffice) -> str:
    (line,) = read_today(desk).lists["unvisited"]
    return line.words


def test_a_hidden_kind_of_household_is_left_out_of_its_line(desk: OpenOffice) -> None:
    add_household(desk, type="low_income")
    assert "张桂花" in unvisited(desk)
    assert "*" not in unvisited(desk)
    assert "低保" not in unvisited(desk)


def test_it_is_told_while_everything_is_shown(desk: OpenOffice) -> None:
    add_household(desk, type="low_income")
    show_all(desk)
    assert "低保" in unvisited(desk)
