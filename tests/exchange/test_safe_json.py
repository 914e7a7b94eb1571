"""JSON is measured before anything is built from it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.safe_json import (
    JsonLimits,
    Unsafe,
    canonical,
    count_of,
    parse,
    parse_object,
    plainly,
    text_of,
)

SMALL = JsonLimits(size=200, depth=3, values=10, string=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_characters="\x00", codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_characters="\x00", codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read(value):
    assert parse(canonical(value)) == value
    assert parse(json.dumps(value, ensure_ascii=True).encode()) == value or "\\ud8" in json.dumps(value)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b" " * 201, "too long"),
        (b"[[[[0]]]]", "too deep"),
        (b"[0,0,0,0,0,0,0,0,0,0,0]", "too many values"),
        (b'"' + b"x" * 85 + b'"', "string too long"),
        (b"1000000000000000000", "number too long"),
        (b"[Infinity]", "not JSON"),
        (b"[-1e999]", "not JSON"),
        (b"[1", "too deep"),
        (b"[1 2]", "not JSON"),
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b'{"\\u0000":1}', "sign that cannot be stored"),
        (b'["\\uDFFF"]', "sign that cannot be stored"),
    ],
)
def test_beyond_the_limits_is_refused_with_a_reason(raw, why):
    with pytest.raises(Unsafe, match=why):
        parse(raw, SMALL)


@pytest.mark.parametrize(
    "raw", [b'{"b":1,"a":2}', b'{"a":1,"a":2}', b'{"a": 1}', b"[]", b'{"a":-0.0}', b'{"a":"\\u0041"}']
)
def test_an_object_must_be_written_in_the_one_way(raw):
    with pytest.raises(Unsafe):
        parse_object(raw)


def test_brackets_in_texts_do_not_count():
    assert parse(b'["[[[[[[[[", "\\"[[[[[[["]', SMALL) == ["[[[[[[[[", '"[[[[[[[']


def test_an_unclosed_text_full_of_quotes_takes_no_time():
    start = time.perf_counter()
    with pytest.raises(Unsafe):
        parse(b'["' + b'\\"' * 500_000)
    assert time.perf_counter() - start < 2


def test_a_pair_of_surrogates_is_one_character():
    assert parse(b'["\\ud842\\udfb7"]') == ["𠮷"]


@pytest.mark.parametrize(
    "value", [{}, {"a": 1}, {"a": ""}, {"a": "x" * 201}, {"a": True}, {"a": -1}, {"a": None}]
)
def test_texts_and_numbers_are_what_they_should_be(value):
    with pytest.raises(Unsafe):
        text_of(value, "a")
    if value.get("a") != 1 or value.get("a") is True:
        with pytest.raises(Unsafe):
            count_of(value, "a")


def test_a_stranger_s_text_is_shown_without_signs_that_deceive():
    assert plainly(" a\u202egpj\u200b.exe\x00\n") == "agpj.exe"
