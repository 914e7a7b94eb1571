"""Money and numbers as clerks type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.fields.amounts import shown_money, shown_number, typed_integer, typed_money, typed_number


@pytest.mark.parametrize(
    ("text", "fen"), [("200", 20000), ("1,200.5", 120050), ("0.05", 5), ("３００元", 30000), ("-12", -1200)]
)
def test_yuan_become_fen(text, fen):
    assert typed_money(text) == fen


@pytest.mark.parametrize("text", ["", "1.234", "二百", "1e5", "9" * 30])
def test_what_is_no_amount_is_refused(text):
    assert typed_money(text) is None


@given(st.integers(-(10**14), 10**14))
def test_every_amount_is_read_back_from_how_it_is_shown(fen):
    assert typed_money(shown_money(fen)) == fen


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_is_read_back(number):
    assert typed_integer(str(number)) == number


def test_a_quantity_is_shown_without_needless_zeros():
    assert [shown_number(each) for each in (3.0, 13.5, 0.0)] == ["3", "13.5", "0"]


@given(st.text(max_size=24))
def test_no_text_breaks_the_reading(text):
    assert isinstance(typed_number(text), float | None)
