"""Bringing in visits, pairings, aid, matters, organizations: names found in the register."""

from __future__ import annotations

from typing import Any

import pytest

from app import records
from app.desk import Desk
from app.records import Query
from app.spreadsheets.analysing import analyse
from app.spreadsheets.mappings import Mapping
from tests.app.village_desk import add_household, add_organization, add_person, open_village
from tests.spreadsheets.offices import bring
from tests.spreadsheets.sheets import write_xlsx


@pytest.fixture
def desk(tmp_path):
    opened = open_village(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def village(desk):
    """Two households 张伟 in two groups, one 王德发 with his son, one village secretary."""
    homes = {
        "one": add_household(desk, "张伟", group="一组", number="1"),
        "two": add_household(desk, "张伟", group="二组", number="9"),
        "wang": add_household(desk, "王德发", group="三组", number="3"),
    }
    add_person(desk, "王德发", household=homes["wang"], id_number="11010519491231002X")
    homes["son"] = add_person(desk, "王小", household=homes["wang"])
    homes["secretary"] = add_person(desk, "李书记")
    return homes


def all_of(desk: Desk, kind: str, *fields: str) -> list[tuple[Any, ...]]:
    """The fields of every record of a kind."""
    return [tuple(each[field] for field in fields) for each in records.find(desk, Query(kind, order=("id",)))]


VISITS = [
    ["走访日期", "户主姓名", "村民组", "走访人", "走访内容", "存在问题"],
    ["2025.6.1", "王德发", "三组", "李书记、赵局长", "身体尚好", "无"],
    [None, "张伟", "2组", "李书记", "问了收成", "路灯不亮"],
]


def test_visits_find_their_households_and_visitors(desk, village, tmp_path):
    report = bring(desk, tmp_path, VISITS, "visit")
    assert report.rejected == {}
    assert all_of(desk, "visit", "date", "household", "visitors", "companions", "needs", "method") == [
        ("2025-06-01", village["wang"], [village["secretary"]], "赵局长", None, "home"),
        ("2025-06-01", village["two"], [village["secretary"]], None, "路灯不亮", "home"),
    ]


def test_visits_imported_twice_add_nothing(desk, village, tmp_path):
    bring(desk, tmp_path, VISITS, "visit")
    again = bring(desk, tmp_path, VISITS, "visit")
    assert (again.added, again.already, again.differences) == ({}, 2, [])


@pytest.mark.parametrize(
    ("name", "group", "reason"),
    [
        ("张伟", None, "有 2 户户主都叫“张伟”（张伟（一组1）、张伟（二组9）），请加上村民组或户号"),
        ("孙悟空", None, "名册里没有户主“孙悟空”，请先导入户籍花名册，或核对姓名"),
        (None, None, "没写走访的是哪一户、哪个人"),
    ],
)
def test_a_household_that_is_not_clear_is_told(desk, village, tmp_path, name, group, reason):
    report = bring(desk, tmp_path, [VISITS[0], ["2025.6.1", name, group, None, "问了收成", None]], "visit")
    assert report.rejected == {2: (reason,)}


def test_an_id_number_tells_people_of_one_name_apart(desk, village, tmp_path):
    add_person(desk, "王德发", household=village["one"])
    rows = [
        ["日期", "姓名", "身份证号", "帮扶形式", "金额"],
        ["2025-02-01", "王德发", "11010519491231002x", "慰问金", "500元"],
    ]
    assert bring(desk, tmp_path, rows, "aid").rejected == {}
    (found,) = records.find(desk, Query("aid"))
    home = records.get(desk, "person", found["recipient"])["household"]
    assert (home, found["amount"], found["form"]) == (village["wang"], 50_000, "condolence")


def test_aid_is_carried_down_and_a_quantity_brings_its_unit(desk, village, tmp_path):
    rows = [
        ["春节走访慰问物资发放表"],
        ["发放日期", "户主姓名", "物资名称", "数量", "签领"],
        ["2025年1月20日", "王德发", "大米", "2袋", "王德发"],
        [None, "王小", "食用油", 1, "×"],
    ]
    assert bring(desk, tmp_path, rows, "aid").rejected == {}
    assert all_of(desk, "aid", "date", "recipient", "content", "quantity", "unit", "signed") == [
        ("2025-01-20", village["wang"], "大米", 2.0, "袋", 1),
        ("2025-01-20", village["son"], "食用油", 1.0, None, 0),
    ]


def test_pairings_link_helper_and_helped(desk, village, tmp_path):
    office = add_organization(desk, "镇水利站")
    rows = [
        ["帮扶人", "帮扶对象", "组", "结对类型", "结对时间", "帮扶措施"],
        ["李书记", "王德发", None, "困难群众", "2025.1", "送技术"],
        [None, "张伟", "一组", "一帮一", "2025.1", None],
        ["镇水利站", "王小", None, "后盾单位", "2025.2", None],
    ]
    report = bring(desk, tmp_path, rows, "pairing")
    assert report.rejected == {}
    helpers = [helper for (helper,) in all_of(desk, "pairing", "helper")]
    assert helpers == [village["secretary"], village["secretary"], office]
    assert all_of(desk, "pairing", "kind", "start")[0] == ("five_hardship", "2025-01")
    assert bring(desk, tmp_path, rows, "pairing").added == {}


def test_a_fixed_value_stands_for_a_missing_column(desk, village, tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["姓名", "日期"], ["王小", "2025-03-01"]])
    mapping = analyse(desk, path, "aid").mapping
    assert mapping.missing() == ["帮扶形式"]
    report = bring(
        desk,
        tmp_path,
        [["姓名", "日期"], ["王小", "2025-03-01"]],
        "aid",
        mapping.with_fixed("aid.form", "助学金"),
    )
    assert report.added == {"aid": 1}
    assert all_of(desk, "aid", "form") == [("study",)]


def test_a_wrong_fixed_value_names_the_options(desk, village, tmp_path):
    mapping = Mapping("aid", (("姓名", "aid.recipient"), ("日期", "aid.date")), (("aid.form", "托梦"),))
    with pytest.raises(Exception, match="资金、技能"):
        bring(desk, tmp_path, [["姓名", "日期"], ["王小", "2025-03-01"]], "aid", mapping)


def test_matters_keep_who_raised_them(desk, village, tmp_path):
    rows = [
        ["收集日期", "户主", "反映人", "问题描述", "问题类别"],
        ["2025-05-05", "王德发", "王小", "路灯不亮", "道路"],
    ]
    assert bring(desk, tmp_path, rows, "matter").added == {"matter": 1}
    assert all_of(desk, "matter", "household", "category", "description") == [
        (village["wang"], "road", "路灯不亮")
    ]


def test_organizations_may_stand_under_each_other_in_any_order(desk, tmp_path):
    rows = [
        ["组织名称", "类型", "上级组织"],
        ["第一党小组", "党小组", "柿子坪支部"],
        ["柿子坪支部", "支部", "镇党委"],
        ["镇党委", "党委", None],
        ["迷路小组", "党小组", "没有的支部"],
    ]
    report = bring(desk, tmp_path, rows, "organization")
    assert list(report.rejected) == [5]
    names = {each.id: each["name"] for each in records.find(desk, Query("organization"))}
    parents = {each["name"]: names.get(each["parent"]) for each in records.find(desk, Query("organization"))}
    assert (parents["第一党小组"], parents["柿子坪支部"], parents["镇党委"]) == ("柿子坪支部", "镇党委", None)
    assert bring(desk, tmp_path, rows[:4], "organization").added == {}


def test_households_alone(desk, tmp_path):
    rows = [
        ["户主", "组别", "门牌号", "住址", "户类型"],
        ["张三", "三组", 12.0, "三组12号", "五保户"],
        ["李四", None, 13, None, "外星户"],
    ]
    report = bring(desk, tmp_path, rows, "household")
    assert all_of(desk, "household", "head", "group", "number", "type", "notes") == [
        ("张三", "三组", "12", "destitute", None),
        ("李四", "三组", "13", None, "户类型：外星户"),
    ]
    again = bring(desk, tmp_path, [rows[0], ["张三", "第3组", 12, "三组12号", "低保户"]], "household")
    assert (report.added, again.added) == ({"household": 2}, {})
    assert [(d.field, d.after) for d in again.differences] == [("type", "低保户")]


def test_a_roster_read_as_households_gives_each_household_once(desk, tmp_path):
    rows = [
        ["户主姓名", "村民组", "户号", "姓名"],
        ["张桂花", "三组", "1", "张桂花"],
        [None, None, "1", "李大山"],
        ["王德发", None, "2", "王德发"],
        [None, None, "3", "赵四"],
    ]
    report = bring(desk, tmp_path, rows, "household")
    found = records.find(desk, Query("household", order=("number",)))
    assert [(each["head"], each["group"], each["number"]) for each in found] == [
        ("张桂花", "三组", "1"),
        ("王德发", "三组", "2"),
    ]
    assert (report.already, list(report.rejected)) == (1, [5])
