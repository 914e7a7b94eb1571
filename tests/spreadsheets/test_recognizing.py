"""A sheet of another kind is refused where nobody looks at the guesses first."""

from __future__ import annotations

import pytest

from app import records
from app.records import Query
from app.spreadsheets.analysing import analyse
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.importing import import_file
from app.spreadsheets.mappings import Mapping
from tests.app.village_desk import open_village
from tests.spreadsheets.sheets import write_xlsx

ROSTER = [
    ["户主姓名", "姓名", "家庭成员与户主关系", "公民身份号码", "民族", "出生年月"],
    ["张桂花", "张桂花", "户主", "500110196203041228", "汉族", "1962.3"],
    [None, "李大山", "丈夫", "500110196005150012", "汉族", "1960.5"],
]
VISITS = [
    ["走访日期", "走访对象", "走访人", "走访方式", "走访内容", "诉求与建议"],
    ["2026-11-03", "张桂花", "李大山", "入户走访", "看望", "想修路"],
    ["2026-11-04", "张桂花", "李大山", "入户走访", "看望", "想修路"],
]
AID = [
    ["发放日期", "领取人", "身份证号", "帮扶形式", "内容", "金额", "签领"],
    ["2026-11-03", "张桂花", "500110196203041228", "慰问", "春节慰问", 500, None],
    ["2026-11-03", "李大山", "500110196005150012", "慰问", "春节慰问", 500, None],
]


@pytest.fixture
def desk(tmp_path):
    opened = open_village(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("rows", "kind", "seems"),
    [
        (ROSTER, "visit", "人"),
        (VISITS, "matter", "走访"),
        (AID, "visit", "帮扶记录"),
        (AID, "person", "帮扶记录"),
    ],
)
def test_a_sheet_of_another_kind_is_refused_and_named(desk, tmp_path, rows, kind, seems):
    path = write_xlsx(tmp_path / "表.xlsx", rows)
    with pytest.raises(SpreadsheetProblem) as refused:
        import_file(desk, path, kind)
    assert (refused.value.code, refused.value.details["seems"]) == ("other_kind", seems)
    assert records.count(desk, Query(kind)) == 0


def test_a_mapping_given_by_hand_is_believed(desk, tmp_path):
    columns = (("领取人", "person.name"), ("身份证号", "person.id_number"))
    report = import_file(desk, write_xlsx(tmp_path / "表.xlsx", AID), "person", Mapping("person", columns))
    assert report.added["person"] == 2


def test_a_roster_is_not_refused_as_the_roster_it_is(desk, tmp_path):
    assert import_file(desk, write_xlsx(tmp_path / "表.xlsx", ROSTER), "person").added["person"] == 2


def test_a_day_that_is_no_birthday_is_not_taken_for_one(desk, tmp_path):
    rows = [["姓名", "登记日期"], ["张桂花", "2026-01-03"], ["李大山", "2026-01-04"]]
    assert "person.birth" not in analyse(desk, write_xlsx(tmp_path / "表.xlsx", rows), "person").mapping.used


def test_the_printed_pairings_are_read_again(desk, tmp_path):
    rows = [
        ["序号", "结对类型", "帮扶方", None, "被帮扶方", None, "结对日期", "备注"],
        [None, None, "姓名", "电话", "姓名（户主、单位）", "电话", None, None],
        [1, "党员联户", "李大山", "19900000001", "张桂花", "19900000002", "2026-09-01", None],
    ]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2"]
    analysis = analyse(desk, write_xlsx(tmp_path / "表.xlsx", rows, merges), "pairing")
    assert (analysis.header_rows, analysis.missing) == ((1, 2), ())
