"""Whatever JSON comes in: written or refused, never a crash, and what was written can be shown."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kinds import KINDS
from tests.command_line.conftest import Terminal

TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXTS
    | st.sampled_from(["2026-11-05", "1", "张"])
)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A kind, and values for some of its fields and for some that it does not have."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    names = st.sampled_from([*KINDS[kind].names, "id", "x_own"]) | TEXTS
    return kind, draw(st.dictionaries(names, VALUES, max_size=5))


def test_any_object_is_added_or_refused(village: Terminal) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(written())
    def add(given_: tuple[str, dict[str, Any]]) -> None:
        kind, values = given_
        answer = village("add", kind, stdin=json.dumps(values))
        assert (answer.code, answer.err.count("\n")) in ((0, 0), (1, 1)), answer
        if answer.code == 0:
            identity = answer.out.strip()
            for words in (("show", kind, identity), ("history", kind, identity), ("change", kind, identity)):
                after = village(*words, stdin=json.dumps(values))
                assert after.code in (0, 1) and "Error" not in after.err

    add()


def test_any_bytes_are_added_or_refused(village: Terminal) -> None:
    @given(st.binary(max_size=60))
    def add(contents: bytes) -> None:
        assert village("add", "household", stdin=contents).code in (0, 1)

    add()


def test_any_words_are_an_answer(village: Terminal) -> None:
    word = (
        st.sampled_from(["show", "find", "person", "--where", "--json", "ledger", "report", "--limit"])
        | TEXTS
    )

    @given(st.lists(word, max_size=5))
    def ask(words: list[str]) -> None:
        assert village(*words).code in (0, 1, 2)

    ask()


def test_any_condition_is_an_answer(village: Terminal) -> None:
    village.add("person", name="张桂花")
    names = st.sampled_from([*KINDS["person"].names, "姓名", "id"])

    @given(names, st.sampled_from(["=", "!=", ">", "<=", "~"]), TEXTS)
    def ask(name: str, sign: str, value: str) -> None:
        assert village("show", "person", "--where", f"{name}{sign}{value}", "--json").code in (0, 2)

    ask()


def test_any_text_can_be_searched_for(village: Terminal) -> None:
    village.add("visit", date="2026-11-05", content='看望 AND NOT (低保) * "')

    @given(TEXTS | st.sampled_from(["AND", '"', "NEAR(", "*", "低保)", "^a", "a:b", "-", "'"]))
    def find(text: str) -> None:
        assert village("find", "--", text).code == 0

    find()
