"""Cleaning cells: what clerks type, and what becomes of it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes import assembled
from app.dates import normal_date
from app.kinds import KINDS
from app.spreadsheets.cell_dates import iso_date
from app.spreadsheets.cell_numbers import fen
from app.spreadsheets.cells import cleaner_for, code_of, name_text, plain_text, tags_cleaner
from app.spreadsheets.notes import Notes

CODES = assembled()
cells = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


def cleaned(field: str, cell: object, heading: str = "") -> tuple[object, list[str], list[str]]:
    """(value, codes of faults, codes of repairs) of a cell under a field "kind.name"."""
    kind, _, name = field.partition(".")
    notes = Notes()
    clean = cleaner_for(KINDS[kind].field(name), heading, CODES, spills=KINDS[kind].has("notes"))
    value = clean(cell, notes)  # type: ignore[arg-type]
    return value, [each.code for each in notes.faults], [each.code for each in notes.repairs]


@pytest.mark.parametrize("cell", ["", " ", "　", "无", "/", "—", "——", "-", "N/A", "#N/A", "#REF!", "暂无"])
@pytest.mark.parametrize("field", ["person.name", "person.work_unit", "person.sex", "person.id_number"])
def test_what_means_nothing_is_empty(field, cell):
    assert cleaned(field, cell)[0] is None
    assert cleaned(field, cell)[1] == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("ＡＢ１２号", "AB12号"),
        ("　三组　", "三组"),
        (1.0, "1"),
        (2.5, "2.5"),
        ("'500110", "500110"),
        ('="13800000000"', "13800000000"),
        ("第一行_x000D_\n第二行", "第一行\n第二行"),
        ("张\u200b三", "张三"),
        ("话：“（好）”，行。", "话：“（好）”，行。"),
        ("𠮷家", "𠮷家"),
        (datetime.datetime(2025, 6, 1), "2025-06-01"),
        (True, "是"),
    ],
)
def test_text_is_tidied_and_its_punctuation_stays(cell, text):
    assert plain_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张 三", "张三"),
        ("张　　三", "张三"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("Anna Bell", "Anna Bell"),
        ("𠮷 田", "𠮷田"),
    ],
)
def test_a_name_loses_its_padding_and_keeps_its_dot(cell, name):
    assert name_text(cell) == name


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2025.6.1", "2025-06-01"),
        ("2025-06-01", "2025-06-01"),
        ("2025/6", "2025-06"),
        ("2025年6月1日", "2025-06-01"),
        ("2025 年 6 月 1 号", "2025-06-01"),
        ("２０２５．６．１", "2025-06-01"),
        ("20250601", "2025-06-01"),
        (20250601.0, "2025-06-01"),
        ("2025-06-01 00:00:00", "2025-06-01"),
        ("2025年6月", "2025-06"),
        ("202506", "2025-06"),
        (45809.0, "2025-06-01"),
        ("45810", "2025-06-02"),
        (1965.0, "1965"),
        (1965.03, "1965-03"),
        (1965.12, "1965-12"),
        (1965.1, "1965"),
        (datetime.datetime(2025, 6, 1, 8, 30), "2025-06-01"),
        (datetime.date(2025, 6, 1), "2025-06-01"),
        ("无", None),
        ("至今", None),
        (0.0, None),
    ],
)
def test_every_spelling_of_a_date_is_read(cell, iso):
    notes = Notes()
    assert iso_date(cell, notes, "日期") == iso
    assert notes.faults == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("6月1日", "no_year"),
        ("6.1", "no_year"),
        ("65.3.12", "two_digit_year"),
        ("65年3月", "two_digit_year"),
        ("2025.6.31", "not_a_date"),
        ("2025-13-01", "not_a_date"),
        ("农历三月", "not_a_date"),
        ("1700-01-01", "date_out_of_range"),
        ("2300-01-01", "date_out_of_range"),
        (12.5, "not_a_date"),
        (datetime.time(8, 30), "not_a_date"),
    ],
)
def test_what_is_no_date_says_why(cell, code):
    notes = Notes()
    assert iso_date(cell, notes, "日期") is None
    assert [each.code for each in notes.faults] == [code]
    assert "{" not in notes.faults[0].sentence


@given(st.dates(datetime.date(1906, 6, 1), datetime.date(2099, 12, 31)))
def test_a_serial_number_is_the_same_day(day):
    serial = float((day - datetime.date(1899, 12, 30)).days)
    assert iso_date(serial, Notes(), "日期") == (
        str(int(serial)) if 1850 <= serial <= 2199 else day.isoformat()
    )


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        (13800000000.0, "13800000000"),
        ("13800000000/13900000000", "13800000000、13900000000"),
        ("13800000000", "13800000000"),
        ("0431-1234567", "04311234567"),
    ],
)
def test_a_phone_number_loses_its_blanks(cell, phone):
    assert cleaned("person.phone", cell)[:2] == (phone, [])


@pytest.mark.parametrize("cell", ["+86 13800001112", "+8613800001112", "0086-138 0000 1112"])
def test_a_phone_number_loses_the_countrys_prefix(cell):
    assert cleaned("person.phone", cell)[:2] == ("13800001112", [])


def test_a_strange_phone_number_stays_and_is_told():
    assert cleaned("person.phone", "找村长转") == ("找村长转", [], ["phone_damaged"])
    assert cleaned("person.phone", "1.38E+10") == ("1.38E+10", [], ["phone_damaged"])


@pytest.mark.parametrize(
    ("cell", "heading", "amount"),
    [
        (200.0, "金额", 20_000),
        ("200元", "金额", 20_000),
        ("￥1,200.50", "金额", 120_050),
        ("０．５万元", "金额", 500_000),
        (0.5, "金额（万元）", 500_000),
        (0.1 + 0.2, "金额", 30),
        ("无", "金额", None),
    ],
)
def test_money_becomes_fen(cell, heading, amount):
    assert cleaned("aid.amount", cell, heading)[:2] == (amount, [])


@pytest.mark.parametrize("cell", ["约200", "200元左右", 0.005, "-", "−5", float("nan"), float("inf"), True])
def test_money_is_never_guessed(cell):
    value, faults, _ = cleaned("aid.amount", cell)
    assert value is None
    assert faults == ([] if cell == "-" else ["not_money"])


def test_a_quantity_keeps_its_unit():
    notes = Notes()
    clean = cleaner_for(KINDS["aid"].field("quantity"), "数量", CODES, spills=True)
    assert clean("2桶", notes) == 2
    assert notes.unit == "桶"


@pytest.mark.parametrize(
    ("list_name", "word", "code"),
    [
        ("relation", "儿子", "20"),
        ("relation", "老伴", "10"),
        ("relation", "妻子", "12"),
        ("relation", "户主之长子", "22"),
        ("relation", "长子（已婚）", "22"),
        ("relation", "儿媳", "38"),
        ("relation", "2", "02"),
        ("ethnic", "汉", "01"),
        ("ethnic", "土家", "15"),
        ("political", "党员", "01"),
        ("education", "大专", "30"),
        ("education", "文盲", "90"),
        ("sex", "男性", "1"),
        ("tag", "五保户", "destitute"),
        ("household_type", "低保", "low_income"),
        ("relation", "房客", None),
    ],
)
def test_words_of_clerks_find_their_code(list_name, word, code):
    assert code_of(CODES, list_name, word) == code


def test_a_word_without_a_code_goes_to_the_notes_or_is_refused():
    assert cleaned("person.education", "私塾") == (None, [], ["code_to_notes"])
    assert cleaned("visit.method", "托梦") == (None, ["not_a_code"], [])
    assert cleaned("aid.form", "托梦") == (None, ["not_a_code"], [])


def test_several_tags_stand_in_one_cell():
    notes = Notes()
    clean = tags_cleaner(KINDS["tag"].field("tag"), CODES)
    assert clean("低保户、党员，能人", notes) == ["low_income", "party_member"]
    assert notes.spilled == ["标签：能人"]


def test_a_text_that_is_too_long_is_told():
    assert cleaned("person.name", "长" * 200) == (None, ["too_long"], [])
    assert cleaned("person.name", "𠮷" * 50)[1] == []


@given(
    cells,
    st.sampled_from([f"{kind}.{f.name}" for kind in ("person", "aid", "visit") for f in KINDS[kind].fields]),
)
def test_any_cell_under_any_heading_is_a_value_or_a_reason(cell, field):
    value, faults, _ = cleaned(field, cell)
    assert value is None or faults == []
    if value is not None and KINDS[field.split(".")[0]].field(field.split(".")[1]).type.value == "date":
        assert normal_date(str(value)) == value


@given(st.integers(0, 10**9))
def test_an_amount_in_yuan_and_fen_comes_back(amount):
    assert fen(f"{amount // 100}.{amount % 100:02d}", Notes(), "金额") == amount
    assert fen(amount / 100, Notes(), "金额") == amount
