"""The program's own test says what it did, and says no when something is wrong."""

from __future__ import annotations

import pytest

from app import self_test
from app.problems import Problem


def test_a_healthy_program_passes_its_own_test(tmp_path, capsys):
    assert self_test.verdict(self_test.run(tmp_path)) == 0
    said = capsys.readouterr().out.splitlines()
    assert all("好" in line for line in said[:-1]) and len(said) == 8
    assert said[-1] == "自检通过，可以使用。"
    assert (tmp_path / self_test.PDF).exists()


def test_a_folder_that_cannot_be_used_fails_the_test(tmp_path, capsys):
    (tmp_path / "office").write_text("in the way")
    assert self_test.verdict(self_test.run(tmp_path)) == 1
    assert "不好" in capsys.readouterr().out


@pytest.mark.parametrize("fault", [self_test.Failed("not_kept"), OSError(5), Problem("damaged")])
def test_a_step_that_fails_gives_its_reason_and_no_traceback(fault, capsys):
    def act() -> None:
        raise fault

    assert not self_test.step("reopen", act)
    said = capsys.readouterr().out
    assert "不好" in said and "Traceback" not in said
