"""Personal numbers in free text: found however they are written, dates and amounts left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.id_numbers import check_character
from app.personal_numbers import ACCOUNT, ID_NUMBER, PHONE, personal_number

BETWEEN = st.sampled_from(["", "", "", " ", "-", "－", "—", "\u3000", "\u200b", ".", " - ", "\u00a0", "·"])
WIDTHS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
AROUND = st.text(st.sampled_from("张三住大湾组，电话是：家里（老人）。"), max_size=8)


@st.composite
def spaced(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number as somebody writes it, in the middle of a sentence."""
    width = draw(WIDTHS)
    signs = [width[int(each)] if each.isdigit() else each for each in draw(numbers)]
    written = signs[0] + "".join(draw(BETWEEN) + each for each in signs[1:])
    return draw(AROUND) + written + draw(AROUND)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """A right number of GB 11643."""
    area = draw(st.sampled_from(["110101", "500110", "653130", "820000"]))
    day = draw(st.dates()).strftime("%m%d")
    first = f"{area}{draw(st.integers(1900, 2026))}{day}{draw(st.integers(0, 999)):03d}"
    return first + check_character(first)


def luhn(first: str) -> str:
    """The digits with the check digit of ISO/IEC 7812 behind them."""
    doubled = [int(each) * (2 - at % 2) for at, each in enumerate(reversed(first))]
    return first + str(-sum(each - 9 if each > 9 else each for each in doubled) % 10)


MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.from_regex(r"0(10|2[1-57-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}", fullmatch=True)
CARDS = st.from_regex(r"62[0-9]{13,16}", fullmatch=True).map(luhn)


@given(spaced(id_numbers()))
def test_no_id_number_passes_however_it_is_spaced(text):
    assert personal_number(text)


@given(spaced(MOBILES | LANDLINES))
def test_no_phone_number_passes_however_it_is_spaced(text):
    assert personal_number(text)


@given(spaced(CARDS))
def test_no_bank_card_passes_however_it_is_spaced(text):
    assert personal_number(text)


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text):
    assert personal_number(text) in ("", ID_NUMBER, PHONE, ACCOUNT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请打13812345678", PHONE),
        ("请打138,1234,5678", PHONE),
        ("+86 138 0013 8000", PHONE),
        ("（0431）8765 4321", PHONE),
        ("家里电话：67712345", PHONE),
        ("一三八零零一三八零零零", PHONE),
        ("证号11010119900101123x", ID_NUMBER),
        ("老证110101900101123", ID_NUMBER),
        ("卡号 6222 0210 0102 3456 789", ACCOUNT),
        ("存折8410010001234567", ACCOUNT),
    ],
)
def test_each_kind_of_number_is_named(text, found):
    assert personal_number(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-05 修路200米，花费12345.60元",
        "2026-11-05 2026-11-06",
        "2026-11-05 13:00 至 2026-11-06 15:30",
        "2023 2024 2025 2026",
        "文号20261105001",
        "村代码500110103203",
        "电话 2026-11-05 回访",
        "三组12户、四组8户，共1380000元",
        "1,3,5,7,9,11,13,15",
        "1380000.00 元",
        "GB 11643-1999",
    ],
)
def test_dates_amounts_and_papers_pass(text):
    assert personal_number(text) == ""
