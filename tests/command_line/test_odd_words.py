"""Words of a command line that cannot be stored: halves of characters, as a shell may pass them."""

from __future__ import annotations

import pytest

from tests.command_line.conftest import Terminal

HALF = "\udce4\udcbd"


@pytest.mark.parametrize(
    "words",
    [
        ("show", "person", HALF),
        ("show", "person", "--where", f"name={HALF}"),
        ("show", "person", "--where", f"birth={HALF}"),
        ("show", "person", "--where", f"visitors{HALF}=1"),
        ("show", "visit", "--where", f"visitors={HALF}"),
        ("find", HALF),
        ("find", HALF, "--kind", "organization"),
        ("find", HALF, "--kind", "visit"),
        ("act", HALF, HALF),
        ("remove", "person", HALF),
        ("history", "person", HALF),
        ("ledger", "print", HALF, "--period", "2026-11", "--to", "/dev/null/a.pdf"),
        ("report", "month", "--period", HALF),
        ("check", "--operator", HALF),
        ("operators", "password", HALF),
        ("operators", "add", HALF, "--role", "entry"),
        ("import", HALF, "--kind", "person"),
        ("backup", "--to", f"/dev/null/{HALF}"),
        ("show", HALF),
        (HALF,),
    ],
    ids=range(20),
)
def test_half_a_character_is_an_answer_too(village: Terminal, words: tuple[str, ...]) -> None:
    answer = village(*words, env={"LIANXIN_NEW_PASSWORD": "another1"})
    assert answer.code in (0, 1, 2)


def test_half_a_character_in_a_name_makes_no_office(empty: Terminal) -> None:
    answer = empty("setup", "--level", "village", "--name", HALF, "--operator", HALF)
    assert answer.code in (0, 1)
    assert empty("check").code in (0, 1)
