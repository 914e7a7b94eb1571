"""The command line on a database copied back: one line on stderr, and the command goes on."""

from __future__ import annotations

import io
from pathlib import Path

from app.command_line import run
from app.command_line.surroundings import Surroundings
from tests.app.stations import Computer, copy_back, copy_out
from tests.app.village_desk import NOW, add_household


def said(computer: Computer, *words: str) -> tuple[int, str, str]:
    """Exit code, stdout, stderr of a command on the computer's office."""
    out, err = io.StringIO(), io.StringIO()
    environment = {"LIANXIN_PASSWORD": "lianxin1"}
    around = Surroundings(io.BytesIO(), out, err, environment, lambda: NOW, station=computer.station)
    return run(["--home", str(computer.folder / "office"), *words], around), out.getvalue(), err.getvalue()


def test_a_database_copied_back_is_said_once_and_the_command_goes_on(tmp_path: Path):
    computer = Computer(tmp_path)
    desk = computer.begin()
    copy_out(tmp_path / "office", tmp_path / "kept")
    add_household(desk)
    desk.close()
    copy_out(tmp_path / "office", tmp_path / "kept")
    again = computer.open()
    add_household(again, "李建国")
    again.close()
    copy_back(tmp_path / "kept", tmp_path / "office")
    code, out, err = said(computer, "--json", "show", "household")
    assert (code, out.count("\n"), err.count("\n")) == (0, 1, 1)
    assert "比上次用时旧" in err
    assert said(computer, "show", "household")[2] == ""


def test_a_window_that_is_open_is_a_clear_sentence(tmp_path: Path):
    computer = Computer(tmp_path)
    desk = computer.begin()
    code, out, err = said(computer, "show", "household")
    desk.close()
    assert (code, out) == (1, "")
    assert "已经打开了（用户" in err and "请切换到那个连心台账窗口" in err
