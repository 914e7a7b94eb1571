"""Bringing in rosters: households, what is there already, duplicates, rejected rows."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from app import records
from app.id_numbers import check_character
from app.notices import Notice
from app.records import Query
from app.spreadsheets.analysing import analyse
from app.spreadsheets.importing import apply, import_file, plan
from app.spreadsheets.rejects import save_rejected
from tests.app.village_desk import add_household, add_person, open_village
from tests.spreadsheets.offices import bring, counts, members, people
from tests.spreadsheets.sheets import write_csv, write_ods, write_xls, write_xlsx

ZHANG_ID = "50011019620304122" + check_character("50011019620304122")
LI_ID = "50011019600515001" + check_character("50011019600515001")
HEAD = ["户主姓名", "姓名", "与户主关系", "性别", "身份证号", "出生日期", "村民组", "人员类别", "备注"]
ZHANG = ["张桂花", "张桂花", "户主", "女", ZHANG_ID, "1962.3.4", "三组", "低保户、党员", None]
LI = [None, "李 大山", "丈夫", "男", LI_ID, None, None, "/", "无"]
WANG = ["王德发", "王德发", "户主", "男", None, "1955年7月7日", "四组", None, None]
SON = [None, "王小", "儿子", "男", None, "1985-01", None, None, None]
ROSTER: list[list[Any]] = [["柿子村花名册"], HEAD, ZHANG, LI, WANG, SON]


@pytest.fixture
def desk(tmp_path):
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def test_households_are_carried_down(desk, tmp_path):
    report = bring(desk, tmp_path, ROSTER)
    assert members(desk) == {"张桂花": ["张桂花", "李大山"], "王德发": ["王德发", "王小"]}
    assert report.added == {"household": 2, "person": 4, "tag": 2}
    assert people(desk, "name", "relation", "birth", "id_state") == [
        ("张桂花", "02", "1962-03-04", "ok"),
        ("李大山", "11", "1960-05-15", "ok"),
        ("王小", "20", "1985-01", None),
        ("王德发", "02", "1955-07-07", None),
    ]


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.xls", write_xls), ("a.ods", write_ods), ("a.csv", write_csv), ("a.xlsx", write_xlsx)],
)
def test_every_format_gives_the_same_register(desk, tmp_path, name, write):
    import_file(desk, write(tmp_path / name, ROSTER), "person")
    assert counts(desk) == {"household": 2, "person": 4, "tag": 2}


def test_the_same_file_twice_adds_nothing(desk, tmp_path):
    bring(desk, tmp_path, ROSTER)
    again = bring(desk, tmp_path, ROSTER)
    assert (again.added, again.already, again.differences, again.written) == ({}, 4, [], False)


def test_one_undo_takes_the_whole_import_back(desk, tmp_path):
    bring(desk, tmp_path, ROSTER)
    desk.undo()
    assert counts(desk) == {"household": 0, "person": 0, "tag": 0}


def test_an_import_is_one_notice_and_leaves_a_backup(desk, tmp_path):
    heard: list[Notice] = []
    desk.notices.subscribe(heard.append)
    bring(desk, tmp_path, ROSTER)
    assert [each.kinds for each in heard] == [frozenset({"household", "person", "tag"})]
    assert list((desk.home / "backups").iterdir())


def test_without_a_head_column_the_relation_begins_a_household(desk, tmp_path):
    bring(desk, tmp_path, [row[1:] for row in ROSTER[1:]])
    assert members(desk) == {"张桂花": ["张桂花", "李大山"], "王德发": ["王德发", "王小"]}


def test_a_house_number_holds_a_household_together_without_a_head_column(desk, tmp_path):
    rows = [
        ["户号", "姓名", "与户主关系"],
        ["12", "李大山", "丈夫"],
        ["12", "张桂花", "户主"],
        ["13", "王德发", "户主"],
    ]
    bring(desk, tmp_path, rows)
    assert members(desk) == {"张桂花": ["李大山", "张桂花"], "王德发": ["王德发"]}


def test_two_heads_of_one_name_are_two_households(desk, tmp_path):
    other = ["王德发", "王德发", "户主", "男", None, "1970-01-01", "四组", None, None]
    bring(
        desk, tmp_path, [HEAD, WANG, SON, other, [None, "王二", "儿子", "男", None, None, None, None, None]]
    )
    homes = records.find(desk, Query("household"))
    assert [each["head"] for each in homes] == ["王德发", "王德发"]
    assert counts(desk)["person"] == 4


def test_sums_signatures_repeated_headers_and_blank_rows_are_skipped(desk, tmp_path):
    furniture = [
        ["小计", "2人"],
        [],
        HEAD,
        ["柿子村花名册"],
        ["填表人：王芳", None, None, "审核人：李"],
        [" "],
    ]
    report = bring(
        desk, tmp_path, [["柿子村花名册"], HEAD, ZHANG, LI, *furniture, WANG, ["合计", 3], ["共 2 户 3 人"]]
    )
    assert (counts(desk)["person"], report.rejected, report.read) == (3, {}, 3)
    assert members(desk) == {"张桂花": ["张桂花", "李大山"], "王德发": ["王德发"]}


def test_a_bad_row_is_listed_with_its_number_and_the_good_ones_go_in(desk, tmp_path):
    bad = [None, "王大", "长女", "女", None, "6月1日", None, None, None]
    nameless = [None, None, "次女", "女", None, None, None, None, None]
    report = bring(desk, tmp_path, [HEAD, WANG, bad, nameless, SON])
    assert report.rejected == {3: ("“出生日期”写的是“6月1日”，没有年份",), 4: ("缺“姓名”",)}
    assert members(desk) == {"王德发": ["王德发", "王小"]}
    assert {each.line for each in report.causes.values()} == {
        "“出生日期”写的是“6月1日”，没有年份（1 行：3）",
        "缺“姓名”（1 行：4）",
    }


def test_rejected_rows_are_corrected_and_imported_again(desk, tmp_path):
    rows = [[*row[1:8], "=1+1"] for row in (WANG, SON)]
    rows[1][4] = "6月1日"
    report = bring(desk, tmp_path, [HEAD[1:], *rows])
    assert save_rejected(desk, report, tmp_path / "拒收.xlsx") == 1
    book = openpyxl.load_workbook(tmp_path / "拒收.xlsx")
    sheet = book.worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[1][:4] == ["“出生日期”写的是“6月1日”，没有年份", 3, "王小", "儿子"]
    assert found[1][-2:] == ["=1+1", "王德发"]
    assert sheet.cell(2, found[0].index("备注") + 1).data_type == "s"
    sheet.cell(2, found[0].index("出生日期") + 1).value = "1985-06-01"
    book.save(tmp_path / "拒收.xlsx")
    assert analyse(desk, tmp_path / "拒收.xlsx", "person").from_memory
    import_file(desk, tmp_path / "拒收.xlsx", "person")
    assert members(desk) == {"王德发": ["王德发", "王小"]}


def test_what_differs_is_proposed_and_taken_over_only_when_asked(desk, tmp_path):
    bring(desk, tmp_path, ROSTER)
    changed = [*ZHANG[:6], "五组", None, "搬家"]
    path = write_xlsx(tmp_path / "b.xlsx", [HEAD, changed])
    planned = plan(desk, path, analyse(desk, path, "person").mapping)
    assert ("person", "notes", "", "搬家") in [
        (d.kind, d.field, d.before, d.after) for d in planned.report.differences
    ]
    apply(desk, planned)
    assert ("张桂花", None) in people(desk, "name", "notes")
    place = [d.field for d in planned.report.differences].index("notes")
    assert apply(desk, planned, take=frozenset({place})).changed == 1
    assert ("张桂花", "搬家") in people(desk, "name", "notes")
    desk.undo()
    assert ("张桂花", None) in people(desk, "name", "notes")


def test_a_new_head_is_a_difference_and_not_a_new_household(desk, tmp_path):
    bring(desk, tmp_path, ROSTER)
    rows = [
        HEAD,
        ["李大山", *ZHANG[1:]],
        [None, *LI[1:]],
        [None, "李新", "孙子", "男", None, None, None, None, None],
    ]
    report = bring(desk, tmp_path, rows)
    assert members(desk)["张桂花"] == ["张桂花", "李大山", "李新"]
    assert ("household", "head", "张桂花", "李大山") in [
        (d.kind, d.field, d.before, d.after) for d in report.differences
    ]


def test_likely_duplicates_are_named_and_never_merged(desk, tmp_path):
    home = add_household(desk, "陈五", group="九组")
    add_person(desk, "王德发", birth="1955-07-07", household=home)
    twin = ["赵六", "王小", "儿子", "男", None, "1985-02-02", "四组", None, None]
    same_id = ["赵六", "钱七", "其他", "女", ZHANG_ID, None, "四组", None, None]
    report = bring(desk, tmp_path, [HEAD, ZHANG, WANG, SON, same_id, twin])
    assert {(each.title, each.reason) for each in report.duplicates} == {
        ("王德发", "姓名和出生日期相同"),
        ("钱七", "身份证号相同"),
    }
    assert counts(desk)["person"] == 6


def test_a_row_that_stands_twice_in_the_sheet_comes_once(desk, tmp_path):
    report = bring(desk, tmp_path, [HEAD, ZHANG, LI, ["张桂花", *LI[1:]]])
    assert (counts(desk)["person"], report.already) == (2, 1)


def test_a_list_of_members_finds_its_people_by_name_alone(desk, tmp_path):
    bring(desk, tmp_path, ROSTER)
    report = bring(desk, tmp_path, [["姓名", "政治面貌", "人员类别"], ["王小", "党员", "党员"]])
    assert report.added == {"tag": 1}
    assert [(d.field, d.after) for d in report.differences] == [("political", "中共党员")]


def test_a_name_that_several_bear_is_unclear(desk, tmp_path):
    for group in ("一组", "二组"):
        add_person(desk, "张伟", household=add_household(desk, "张伟", group=group, number=""))
    report = bring(desk, tmp_path, [["姓名", "人员类别"], ["张伟", "党员"]])
    assert report.rejected == {2: ("有 2 个人都叫“张伟”（张伟（一组）、张伟（二组）），请加上身份证号",)}


def test_damaged_numbers_are_kept_told_and_found_again(desk, tmp_path):
    rows = [HEAD, [*ZHANG[:4], int(ZHANG_ID), None, "三组", None, None]]
    report = bring(desk, tmp_path, rows)
    assert people(desk, "id_number", "id_state", "birth") == [("500110196203041000", "damaged", "1962-03-04")]
    assert [each.sentence for each in report.remarks if each.warning] == [
        "身份证号被表格软件改坏了，可信的是 500110196203041???："
        "前 15 位可信，最后几位被表格软件丢掉了，请照身份证补全"
    ]
    again = bring(desk, tmp_path, [HEAD, ZHANG])
    assert (counts(desk)["person"], [(d.field, d.after) for d in again.differences]) == (
        1,
        [("id_number", ZHANG_ID)],
    )


def test_a_word_without_a_code_is_kept_in_the_notes(desk, tmp_path):
    bring(desk, tmp_path, [["姓名", "文化程度", "备注"], ["张三", "私塾", "老兵"]])
    assert people(desk, "education", "notes") == [(None, "老兵\n文化程度：私塾")]
    assert bring(desk, tmp_path, [["姓名", "文化程度", "备注"], ["张三", "私塾", "老兵"]]).differences == []


def test_rare_names_and_two_hundred_characters(desk, tmp_path):
    report = bring(desk, tmp_path, [["姓名"], ["𠮷田䶮"], ["长" * 200], ["买买提•吐尔逊"]])
    assert [name for (name,) in people(desk, "name")] == ["买买提·吐尔逊", "𠮷田䶮"]
    assert report.rejected == {3: ("“姓名”有 200 个字，最多 50 个字",)}


def test_an_id_number_of_which_nothing_is_left_is_said_to_be_lost(desk, tmp_path):
    report = bring(desk, tmp_path, [["姓名", "身份证号", "性别"], ["张桂花", "1.1E+17", "女"]])
    assert people(desk, "id_number", "id_state") == [("1.1E+17", "damaged")]
    assert [(each.sentence, each.warning) for each in report.remarks] == [
        ("身份证号被表格软件改成了 1.1E+17，原来的号码已经丢了，请照身份证重填", True)
    ]


@pytest.mark.parametrize("damaged_first", [True, False])
def test_a_damaged_number_is_compared_with_the_whole_ones_of_the_sheet(desk, tmp_path, damaged_first):
    whole = ["赵六", "张桂花", "其他", "女", ZHANG_ID, None, "四组", None, None]
    damaged = ["钱七", "张桂花", "其他", "女", float(ZHANG_ID[:15] + "000"), None, "五组", None, None]
    stranger = ["孙八", "张桂花", "其他", "女", "500110197001010025", None, "六组", None, None]
    rows = [damaged, whole] if damaged_first else [whole, damaged]
    report = bring(desk, tmp_path, [HEAD, *rows, stranger])
    assert [(each.title, each.reason) for each in report.duplicates] == [
        ("张桂花", "同名，身份证号没改坏的部分相同")
    ]
    assert counts(desk)["person"] == 3
