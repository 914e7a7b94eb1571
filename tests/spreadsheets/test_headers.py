"""Finding the header, and what its columns are."""

from __future__ import annotations

import pytest

from app.codes import assembled
from app.spreadsheets.guessing import as_mapping, guess
from app.spreadsheets.headers import Header, find_header
from app.spreadsheets.targets import IMPORTABLE, meaning, targets

CODES = assembled()
FLAT = [
    "序号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "性别",
    "身份证号码",
    "出生年月",
    "村民组",
    "联系电话",
    "备注",
]
PERSON = [1, "张三", "张三", "户主", "男", "500110196503121232", "1965.3", "一组", "13800000000", ""]


def header(rows, merges=(), kind="person") -> Header:
    """The header of some rows."""
    width = max(len(row) for row in rows)
    return find_header(kind, [list(row) for row in rows], list(merges), width)


def meant(kind: str, headings, rows=()) -> dict[str, str]:
    """heading → target as guessed."""
    found = guess(kind, Header(1, 1, tuple(headings)), rows, CODES)
    return {each.heading: each.target for each in found if each.target}


@pytest.mark.parametrize("titles", [0, 1, 2, 4])
def test_the_header_is_found_under_title_rows(titles):
    above = [
        ["柿子村户籍人口花名册", *[""] * 9],
        ["填报单位：柿子村", *[""] * 5, "2025年6月", "", "", ""],
        [""] * 10,
        ["（一）", *[""] * 9],
    ]
    found = header([*above[:titles], FLAT, PERSON])
    assert (found.first, found.last) == (titles + 1, titles + 1)
    assert found.headings == tuple(FLAT)


def test_a_title_merged_over_the_sheet_is_no_header():
    found = header([["姓名花名册", *[""] * 9], FLAT, PERSON], [(0, 0, 0, 9)])
    assert (found.first, found.last) == (2, 2)


TWO_ROWS = [
    ["序号", "户主", "", "家庭成员", "", "", "村民组"],
    ["", "姓名", "电话", "姓名", "与户主关系", "身份证号", ""],
    [1, "张三", "13800000000", "张三", "户主", "500110196503121232", "一组"],
]
TWO_ROW_MERGES = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 5), (0, 6, 1, 6)]


@pytest.mark.parametrize("merges", [TWO_ROW_MERGES, []], ids=["merged", "csv"])
def test_two_rows_make_one_header_with_and_without_merges(merges):
    found = header(TWO_ROWS, merges)
    assert (found.first, found.last) == (1, 2)
    assert [meaning("person", each) for each in found.headings] == [
        "ignored",
        "household.head",
        "household.phone",
        "person.name",
        "person.relation",
        "person.id_number",
        "household.group",
    ]


def test_three_rows_make_one_header():
    rows = [
        ["花名册", "", "", "", ""],
        ["序号", "基本情况", "", "", "备注"],
        ["", "户主", "成员", "", ""],
        ["", "姓名", "姓名", "性别", ""],
        [1, "张三", "张三", "男", ""],
    ]
    merges = [(0, 0, 0, 4), (1, 0, 3, 0), (1, 1, 1, 3), (2, 2, 2, 3), (1, 4, 3, 4)]
    found = header(rows, merges)
    assert (found.first, found.last) == (2, 4)
    assert [meaning("person", each) for each in found.headings][2:4] == ["person.name", "person.sex"]


def test_equal_headings_are_told_apart():
    found = header([["姓名", "电话", "电话", "性别"], ["张三", "1", "2", "男"]])
    assert found.headings == ("姓名", "电话", "电话#2", "性别")


def test_a_sheet_without_a_header_has_numbered_columns():
    found = header([["张三", "男", "500110196503121232"], ["李四", "女", "500110196503121240"]])
    assert not found.found
    assert found.headings == ("第1列", "第2列", "第3列")


def test_the_clerk_may_say_where_the_header_is():
    rows = [["甲", "乙"], ["姓名", "性别"], ["张三", "男"]]
    found = find_header("person", rows, [], 2, (1, 1))
    assert found.headings == ("甲", "乙")


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("户主姓名", "household.head"),
        ("户主", "household.head"),
        ("姓 名", "person.name"),
        ("关系", "person.relation"),
        ("与户主关系", "person.relation"),
        ("身份证号", "person.id_number"),
        ("身份证号码（18位）", "person.id_number"),
        ("公民身份号码", "person.id_number"),
        ("证件号", "person.id_number"),
        ("*联系电话：", "person.phone"),
        ("户主电话", "household.phone"),
        ("人员类别", "tag.tag"),
        ("文化\n程度", "person.education"),
        ("年龄", "ignored"),
        ("养猪头数", ""),
    ],
)
def test_headings_are_known_by_their_synonyms(heading, target):
    assert meaning("person", heading) == target


def test_cells_speak_where_headings_are_silent():
    rows = [
        ["张三", "男", "110105194912310002X"[:6] + "19491231002X", "13800000000", "汉族", "户主"],
        ["李梅", "女", "11010519491231002X", "13900000000", "汉族", "妻"],
        ["王小明", "男", "11010519491231002X", "13700000000", "苗族", "长子"],
    ]
    assert meant("person", [f"第{n}列" for n in range(1, 7)], rows) == {
        "第1列": "person.name",
        "第2列": "person.sex",
        "第3列": "person.id_number",
        "第4列": "person.phone",
        "第5列": "person.ethnic",
        "第6列": "person.relation",
    }


def test_cells_speak_against_a_heading():
    rows = [["张三", "户主"], ["李梅", "妻"], ["张小明", "长子"]]
    assert meant("person", ["姓名", "户主"], rows) == {"姓名": "person.name", "户主": "person.relation"}


def test_a_running_number_is_no_house_number():
    rows = [["1", "张三"], ["2", "李四"], ["3", "王五"]]
    assert meant("person", ["编号", "姓名"], rows) == {"姓名": "person.name"}
    rows = [["A12", "张三"], ["A12", "李四"], ["A13", "王五"]]
    assert meant("person", ["编号", "姓名"], rows)["编号"] == "household.number"


def test_no_field_has_two_columns():
    found = guess("person", Header(1, 1, ("姓名", "成员姓名", "名字")), (), CODES)
    assert [each.target for each in found] == ["person.name", "", ""]


def test_a_title_fills_in_a_required_code():
    titled = Header(2, 2, ("姓名", "金额", "日期"), frozenset({"2025年春节慰问金发放表"}))
    mapping = as_mapping("aid", guess("aid", titled, (), CODES), titled, CODES)
    assert mapping.fixed == (("aid.form", "春节慰问"),) or mapping.fixed[0][1] in ("慰问金", "慰问")
    assert mapping.missing() == []


@pytest.mark.parametrize("kind", IMPORTABLE)
def test_every_field_is_known_by_its_own_label(kind):
    for target in targets(kind).values():
        if target.kind == kind:
            assert meaning(kind, target.field.label) not in ("", "ignored")
