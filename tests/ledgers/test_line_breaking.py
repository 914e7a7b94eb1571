"""Line breaking: nothing lost, nothing too wide, no sign where Chinese rules forbid it."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledgers.line_breaking import NOT_AT_END, NOT_AT_START, clean, width_of, wrap


class Widths(defaultdict[str, int]):
    """Latin half as wide as Chinese."""

    def __missing__(self, character):
        return 500 if character.isascii() else 1000


WIDTHS = Widths()


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("一二三四五", 5000, ("一二三四五",)),
        ("一二三四，五", 4000, ("一二三", "四，五")),
        ("一二三“四五”", 4000, ("一二三", "“四五”")),
        ("他说：“好！”就走", 5000, ("他说：", "“好！”就", "走")),
        ("修路200米", 3000, ("修路", "200米")),
        ("证号110***********123X。", 11000, ("证号", "110***********123X。")),
        ("abcdefghij", 2000, ("abcd", "efgh", "ij")),
        ("2025-0232", 3000, ("2025-", "0232")),
        ("一二 三四", 2000, ("一二", "三四")),
        ("第一段\n第二段", 9000, ("第一段", "第二段")),
        ("一二——三", 3000, ("一", "二——", "三")),
    ],
)
def test_lines_break_where_a_printer_would(text, room, lines):
    assert wrap(text, room, WIDTHS) == lines


MIXED = st.text(alphabet="一二三村组户。，；：“”（）《》…—a1 2b-.", max_size=80)


@given(MIXED, st.integers(3000, 12000))
def test_no_line_is_too_wide_and_no_character_is_lost(text, room):
    lines = wrap(text, room, WIDTHS)
    assert all(width_of(line, WIDTHS) <= room or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    st.lists(st.sampled_from(["一二三", "村民。", "“好”", "（约", "米）", "，户"]), max_size=20),
    st.integers(6000, 12000),
)
def test_no_line_begins_or_ends_with_a_forbidden_sign(parts, room):
    lines = wrap("".join(["甲", *parts, "乙"]), room, WIDTHS)
    assert not any(line[0] in NOT_AT_START for line in lines)
    assert not any(line[-1] in NOT_AT_END for line in lines)


def test_control_characters_and_tabs_never_reach_the_paper():
    assert clean("甲\t乙\r\n丙\x00\u200b\x07") == "甲 乙\n丙"
