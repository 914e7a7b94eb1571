"""Wrong passwords make the next try wait: longer each time, never for ever, whatever the clock says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attempts import ATTEMPTS_FILE, LONGEST_S, Tries, delay_after, read_tries, seconds_left
from app.problems import Problem
from app.unlocking import failures_to_note, unlock, unlock_by_code
from db.keys import RECOVERY, Cost, KeyFile, new_recovery_code, read_key_file, write_key_file
from tests.db.stores import KEY

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
DEARER = Cost(passes=2, memory_kib=128, lanes=1)
CODE = new_recovery_code()
WRONG_CODE = CODE[:-1] + ("2" if CODE[-1] != "2" else "3")


class Machine:
    """A machine's ticks since it was started."""

    def __init__(self) -> None:
        self.now = 50_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a key file for two operators and a recovery code."""
    made = KeyFile().with_wrap("王芳", "mima123", KEY, CHEAP).with_wrap("李强", "mima456", KEY, CHEAP)
    write_key_file(tmp_path, made.with_wrap(RECOVERY, CODE, KEY, CHEAP))
    (tmp_path / "lianxin.db").touch()
    return tmp_path


@pytest.fixture
def machine() -> Machine:
    return Machine()


def code_of(home: Path, machine: Machine, password: str, name: str = "王芳") -> str:
    """What is said to a try; "" when it opens."""
    try:
        assert unlock(home, name, password, machine) == KEY
    except Problem as problem:
        assert problem.sentence
        return problem.code
    return ""


def fail(home: Path, machine: Machine, times: int) -> None:
    for _ in range(times):
        assert code_of(home, machine, "no") == "wrong_password"
        machine.now += LONGEST_S


def test_the_delay_grows_one_two_four_up_to_five_minutes():
    assert [delay_after(n) for n in range(8)] == [0, 0, 1, 2, 4, 8, 16, 32]
    assert delay_after(10_000) == LONGEST_S == 300


def test_one_slip_costs_nothing(home, machine):
    assert code_of(home, machine, "no") == "wrong_password"
    assert code_of(home, machine, "mima123") == ""


def test_even_the_right_password_waits_after_wrong_ones(home, machine):
    fail(home, machine, 3)
    assert code_of(home, machine, "no") == "wrong_password"
    assert code_of(home, machine, "mima123") == "too_soon"
    machine.now += delay_after(4)
    assert code_of(home, machine, "mima123") == ""
    assert code_of(home, machine, "no") == "wrong_password"
    assert code_of(home, machine, "mima123") == ""


def test_a_new_process_does_not_forget(home, machine):
    fail(home, machine, 6)
    code_of(home, machine, "no")
    again = Machine()
    again.now = machine.now
    assert code_of(home, again, "mima123") == "too_soon"


def test_each_operator_and_the_recovery_code_are_counted_apart(home, machine):
    fail(home, machine, 6)
    code_of(home, machine, "no")
    assert code_of(home, machine, "mima456", "李强") == ""
    assert unlock_by_code(home, CODE.lower(), machine) == KEY


def test_the_recovery_code_waits_too_but_not_for_a_group_left_out(home, machine):
    for typed in ("", CODE[:-6], "恢复码"):
        with pytest.raises(Problem, match="恢复码不对"):
            unlock_by_code(home, typed, machine)
    for expected in ("wrong_recovery_code", "wrong_recovery_code", "too_soon"):
        with pytest.raises(Problem) as told:
            unlock_by_code(home, WRONG_CODE, machine)
        assert told.value.code == expected


def test_a_restarted_machine_waits_the_rest_and_not_longer(home, machine):
    fail(home, machine, 12)
    code_of(home, machine, "no")
    machine.now = 30.0
    assert code_of(home, machine, "mima123") == "too_soon"
    machine.now = 301.0
    assert code_of(home, machine, "mima123") == ""


@given(wrong=st.integers(0, 10_000), at=st.floats(0, 1e9), now=st.floats(0, 1e9))
def test_nobody_is_ever_kept_out_for_longer_than_the_cap(wrong, at, now):
    left = seconds_left(Tries(wrong, at), now)
    assert 0 <= left <= LONGEST_S
    assert seconds_left(Tries(wrong, now), now + LONGEST_S) == 0


@pytest.mark.parametrize("spoiled", [b"", b"{", b"[]", b'{"a": 1}', b'{"a": {"wrong": "x"}}', b"[" * 9999])
def test_a_spoiled_file_counts_nothing_and_is_put_right(home, machine, spoiled):
    (home / ATTEMPTS_FILE).write_bytes(spoiled)
    assert code_of(home, machine, "no") == "wrong_password"
    assert [each.wrong for each in read_tries(home).values()] == [1]


def test_the_file_names_nobody_and_forgets_wraps_that_are_gone(home, machine):
    fail(home, machine, 2)
    assert "王芳" not in (home / ATTEMPTS_FILE).read_text("utf-8")
    write_key_file(home, read_key_file(home).with_wrap("王芳", "neu1234", KEY, CHEAP))
    code_of(home, machine, "no", "李强")
    assert len(json.loads((home / ATTEMPTS_FILE).read_text("utf-8"))) == 1


def test_failures_are_told_once(home, machine):
    fail(home, machine, 3)
    code_of(home, machine, "mima123")
    assert failures_to_note(home, "王芳", RECOVERY, "谁") == 3
    assert failures_to_note(home, "王芳") == 0


def test_a_wrap_of_a_former_default_cost_is_made_anew_at_sign_in(home):
    assert unlock(home, "王芳", "mima123", defaults=(CHEAP, DEARER)) == KEY
    found = read_key_file(home)
    assert (found.cost("王芳"), found.cost("李强")) == (DEARER, CHEAP)
    assert unlock(home, "王芳", "mima123", defaults=(CHEAP, DEARER)) == KEY
    assert read_key_file(home) == found


def test_a_wrong_password_makes_nothing_anew(home):
    with pytest.raises(Problem):
        unlock(home, "王芳", "no", defaults=(CHEAP, DEARER))
    assert read_key_file(home).cost("王芳") == CHEAP
