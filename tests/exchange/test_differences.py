"""Where two values part, so that a clerk sees it at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.differences import Stretch, difference


def test_the_digits_that_differ_stand_between_those_that_are_the_same():
    assert difference("13800002222", "13800003333") == [Stretch("1380000", "2222", "3333")]


def test_a_long_text_may_part_in_several_places():
    one = "房子已修好，老人由大儿子接到镇上住，隔周回来一次。"
    other = "房子已修好，老人由二女儿接到镇上住，每周回来一次。"
    assert [(each.one, each.other) for each in difference(one, other)] == [
        ("大儿子", "二女儿"), ("隔", "每"), ("", ""),
    ]  # fmt: skip


def test_two_values_with_nothing_in_common_are_one_stretch():
    assert difference("张三", "李四") == [Stretch("", "张三", "李四")]


@given(st.text("甲乙丙，12", max_size=60), st.text("甲乙丙，12", max_size=60))
def test_the_stretches_together_are_the_two_texts(one: str, other: str):
    found = difference(one, other)
    assert "".join(each.same + each.one for each in found) == one
    assert "".join(each.same + each.other for each in found) == other
