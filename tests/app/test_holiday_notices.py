"""Reading the State Council's notice: real ones, broken ones, and what the program itself writes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.calendar_years import in_sentences
from app.codes import assembled
from app.holiday_notices import read_notice
from app.workdays import calendar_of

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告。
"""
ANY_TEXT = st.text(
    alphabet="0123456789年月日（）()周一二六天至到、：:。，放假上班共调休元旦春节 \n", max_size=120
)
NAMES = st.text(alphabet="元旦春节清明劳动端午中秋国庆镇", min_size=1, max_size=6)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_the_notice_for_2026_says_what_the_library_knows():
    found, known = read_notice(OF_2026, 2031), calendar_of(assembled())
    assert found.doubts == []
    assert set(found.rest) == {day for day in known.rest if day.year == 2026}
    assert set(found.made_up) == {day for day in known.made_up if day.year == 2026}
    assert found.rest[date(2026, 2, 20)] == "春节" and found.made_up[date(2026, 9, 20)] == "国庆节"


def test_a_single_sentence_finds_its_year_by_the_weekdays_and_its_name_by_the_date():
    found = read_notice("1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。", 2027)
    assert found.years == (2026,) and found.doubts == []
    assert set(found.rest.values()) | set(found.made_up.values()) == {"元旦"}
    assert read_notice("1月4日（周日）上班。", 2026).made_up == {date(2026, 1, 4): ""}


def test_a_holiday_over_the_turn_of_the_year_names_both_years():
    found = read_notice(
        "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。二、春节：1月21日至27日放假，共7天。", 2020
    )
    assert (min(found.rest), max(found.rest)) == (date(2022, 12, 31), date(2023, 1, 27))
    assert found.doubts == []
    assert read_notice("12月30日至1月1日放假。", 2023).years == (2023, 2024)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2027年1月1日（周四）放假1天。", "1月1日（周五）写的是周四"),
        ("2027年5月1日至5日放假调休，共3天。", "共3天，数出来是5天"),
        ("2027年2月30日放假。", "没有“2027年2月30日”这一天"),
        ("2027年5月5日至1日放假。", "不像一次放假"),
        ("2027年5月1日至3日放假。5月3日上班。", "又放假又上班"),
    ],
)
def test_what_does_not_fit_together_is_doubted(text: str, doubt: str):
    assert doubt in "".join(read_notice(text, 2027).doubts)


def test_full_width_digits_and_half_width_marks_are_read_alike():
    wide, narrow = "元旦：１月１日（周五）放假１天。", "元旦:1月1日(周五)放假1天."
    assert read_notice(wide, 2027).rest == read_notice(narrow, 2027).rest == {date(2027, 1, 1): "元旦"}


@given(text=ANY_TEXT, year=st.integers(-5, 10_000))
@example("9999年12月31日至1月1日放假。", 9999)
@example("2024年2月29日至1日放假。", 2025)
def test_no_text_whatever_breaks_the_reader(text: str, year: int):
    found = read_notice(text, year)
    assert not found.rest.keys() & found.made_up.keys()
    assert all(isinstance(each, str) and each for each in found.doubts)


@given(st.text(max_size=60))
def test_nor_does_a_text_in_any_script(text: str):
    read_notice(text, 2027)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[dict[date, str], dict[date, str]]:
    rest: dict[date, str] = {}
    for name in draw(st.lists(NAMES, max_size=5, unique=True)):
        first = draw(DAYS)
        days = [first + timedelta(days=at) for at in range(draw(st.integers(1, 12)))]
        rest.update({day: name for day in days if day not in rest})
    made_up = draw(st.dictionaries(DAYS, NAMES, max_size=6))
    return rest, {day: name for day, name in made_up.items() if day not in rest}


@given(calendars())
def test_what_is_written_is_read_back_the_same(made: tuple[dict[date, str], dict[date, str]]):
    rest, made_up = made
    found = read_notice(in_sentences(rest, made_up), 1995)
    assert (found.rest, found.made_up, found.doubts) == (rest, made_up, [])
