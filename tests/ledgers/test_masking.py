"""Masking: what is hidden, what stays."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.masking import mask, under_14


@pytest.mark.parametrize(
    ("how", "value", "shown"),
    [
        ("name", "张小花", "张*花"),
        ("name", "张三", "张*"),
        ("name", "张", "*"),
        ("name", "欧阳娜娜", "欧阳*娜"),
        ("name", "欧阳", "欧*"),
        ("name", "买买提·吐尔逊", "买买提·**"),
        ("name", "𠮷田", "𠮷*"),
        ("id_number", "11010119900101123X", "110***********123X"),
        ("id_number", "12345", "1****"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "138 1234 5678", "138******5678"),
        ("phone", "13812345678、12345", "138****5678、***45"),
        ("address", "荫子镇柿子村三组12号", "荫子镇柿子村三组***"),
        ("address", "柿子村", "柿子村"),
        ("address", "某处12号", "某处***"),
        ("text", "电话13812345678，证号11010119900101123X", "电话138****5678，证号110***********123X"),
        ("", "张小花", "张小花"),
        ("name", "", ""),
    ],
)
def test_a_value_is_masked_as_its_field_says(how, value, shown):
    assert mask(value, how) == shown


@given(st.text(max_size=30))
def test_masked_text_never_holds_the_number(text):
    assert "13812345678" not in mask(f"{text} 13812345678 {text}", "text")


@pytest.mark.parametrize(
    ("birth", "minor"),
    [
        ("2012-11-30", False),
        ("2012-12-01", True),
        ("2012", True),
        ("2011", False),
        ("2012-10", False),
        ("2012-12", True),
        (None, False),
    ],
)
def test_whoever_is_under_14_on_the_day_is_known(birth, minor):
    assert under_14(birth, datetime.date(2026, 11, 30)) is minor
