"""Two real processes on one folder: the second calls the first, or says who has it open."""

from __future__ import annotations

import getpass
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.occupants import occupied
from ui.instance import LOCK_FILE, Instance

ROOT = Path(__file__).parents[2]


@contextmanager
def first_window(folder: Path, manner: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the folder's window; killed at the end."""
    command = [sys.executable, "-m", "tests.ui.second_starts", str(folder), manner]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_a_second_process_brings_the_first_ones_window_to_the_front_and_ends(tmp_path: Path):
    with first_window(tmp_path, "answers") as first:
        second = subprocess.run(
            [sys.executable, "-m", "ui", "--home", str(tmp_path)], cwd=ROOT, timeout=60, capture_output=True
        )
        assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
        assert first.stdout is not None and first.stdout.readline() == "called\n"


def test_a_window_that_does_not_answer_is_known_by_its_account(tmp_path: Path, qtbot: QtBot):
    with first_window(tmp_path, "hangs"):
        second = Instance(tmp_path)
        assert (second.claim(), second.is_answered) == (False, False)
        assert f"用户 {getpass.getuser()}" in occupied(tmp_path).sentence


def test_the_first_one_killed_leaves_the_folder_free(tmp_path: Path, qtbot: QtBot):
    with first_window(tmp_path, "answers") as first:
        first.kill()
        first.wait()
        second = Instance(tmp_path)
        assert second.claim()
        second.release()


def test_a_lock_that_came_with_a_folder_from_another_computer_holds_nobody_up(tmp_path: Path, qtbot: QtBot):
    (tmp_path / LOCK_FILE).write_text("1\npython\nanother-pc\nabc\ndef\n", encoding="ascii")
    copied = Instance(tmp_path)
    assert copied.claim()
    copied.release()
