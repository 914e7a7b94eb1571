"""Who meets the lock of a folder is told which account on which computer has it open."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

import pytest

from app.occupants import OCCUPANT_FILE, occupied
from app.problems import Problem
from tests.app.stations import Computer


def test_a_folder_in_use_says_who_has_it_open_and_no_operator(tmp_path: Path):
    computer = Computer(tmp_path)
    desk = computer.begin()
    with pytest.raises(Problem) as refused:
        computer.open()
    desk.close()
    assert refused.value.code == "busy"
    assert f"用户 {getpass.getuser()}，电脑 {platform.node()}" in refused.value.sentence
    assert "王芳" not in refused.value.sentence


def test_a_closed_folder_names_nobody(tmp_path: Path):
    Computer(tmp_path).begin().close()
    assert not (tmp_path / "office" / OCCUPANT_FILE).exists()


@pytest.mark.parametrize("contents", [b"", b"[]", b'{"account": 1}', b"\xff\xfe", b"[" * 5000, b'"x"'])
def test_any_bytes_beside_the_lock_are_no_reason_to_fail(tmp_path: Path, contents: bytes):
    (tmp_path / OCCUPANT_FILE).write_bytes(contents)
    assert occupied(tmp_path).sentence == (
        "这个数据文件夹已经打开了。请切换到那个连心台账窗口，或先关闭它，再做这一步。"
    )
