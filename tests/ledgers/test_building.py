"""What a ledger says: rows, references, totals, the public edition, and how few queries it takes."""

from __future__ import annotations

import pytest

from app.ledgers.contents import Cover, Forms
from app.ledgers.problems import LedgerProblem
from tests.ledgers.fake_office import FakeOffice, village
from tests.ledgers.printing_room import cover_of, from_toml, ledger, made, table_of


def rows_of(content, section=0):
    return table_of(content, section).texts


def column_of(content, label, section=0):
    table = table_of(content, section)
    at = [column.label for column in table.columns].index(label)
    return [row[at] for row in table.texts]


def test_a_visit_stands_in_the_ledger_with_all_its_names():
    row = rows_of(made(village(3), ledger("走访台账")))[0]
    assert row[:7] == ("1", "2026-11-02", "二组", "1", "钱小华", "王芳", "电话沟通")


def test_more_rows_take_no_more_queries():
    few, many = village(12), village(120)
    for office in (few, many):
        for name in ("走访台账", "问题清单", "结对帮扶台账", "户籍花名册", "困难群众名册", "工作手册"):
            made(office, ledger(name))
    assert many.queries == few.queries


def test_groups_come_in_their_natural_order():
    groups = column_of(made(village(12), ledger("户籍花名册")), "村民组")
    assert list(dict.fromkeys(groups)) == ["一组", "二组", "三组", "十二组"]


def test_neighbours_of_one_name_stay_two_households():
    office = FakeOffice()
    for number in ("1", "2"):
        office.add("household", f"h{number}", head="王明", number=number, group="一组")
        office.add("person", f"p{number}", household=f"h{number}", name="王明", status="present")
    assert column_of(made(office, ledger("户籍花名册")), "序号") == ["1", "2"]


def test_money_is_added_up_exactly():
    table = table_of(made(village(12), ledger("帮扶慰问发放表")))
    assert table.totals[2] == "" and table.totals[1] == "合计"
    assert table.totals[8] == "601.50"
    assert table.total_values[8] == 601.5


def test_numbers_are_masked_until_unmasking_is_asked():
    office = village(4)
    assert column_of(made(office, ledger("户籍花名册")), "身份证号")[0] == "500***********040X"
    assert column_of(made(office, ledger("户籍花名册"), unmask=True), "身份证号")[0] == "50011019620409040X"


def test_a_card_shows_phones_whole_and_nothing_else_lifts_the_mask():
    office = village(4)
    forms = made(office, ledger("连心卡")).sections[0]
    assert isinstance(forms, Forms)
    assert "13800005678" in [cell.text for _, cells in forms.forms[0].rows for cell in cells]
    assert column_of(made(office, ledger("户籍花名册", whole_phones=True)), "电话")[0] == "137****0004"


def test_the_public_edition_drops_personal_columns_and_masks_names():
    content = made(village(4), ledger("走访台账"), edition="public")
    assert content.title == "柿子村走访台账（2026年11月）（公示版）"
    assert "走访内容" not in [column.label for column in table_of(content).columns]
    assert column_of(content, "走访对象")[0] == "钱*华"
    assert column_of(content, "走访人")[0] == "王*"


def test_the_public_edition_never_takes_unmasking():
    content = made(village(4), ledger("帮扶慰问发放表"), edition="public", unmask=True)
    assert "身份证号" not in [column.label for column in table_of(content).columns]


def test_children_have_no_name_in_public():
    office = village(4)
    office.add("person", "child", name="周小宝", birth="2016-05-01", household="h4", status="present")
    office.add("aid", "gift", date="2026-11-20", recipient="child", form="goods", content="书包")
    assert column_of(made(office, ledger("帮扶慰问发放表"), edition="public"), "领取人")[-1] == "（未成年人）"


def test_a_phone_number_in_free_text_stops_the_public_edition():
    office = village(4)
    office.add(
        "aid", "gift", date="2026-11-20", recipient="p4-0", form="goods", content="联系13812345678领取"
    )
    with pytest.raises(LedgerProblem) as told:
        made(office, ledger("帮扶慰问发放表"), edition="public")
    assert told.value.code == "personal_number_in_public"
    assert "内容" in told.value.sentence


def test_a_number_on_a_public_page_stops_it_too():
    office = village(2)
    office.add("visit", "v9", date="2026-11-20", household="h1", place="打13812345678再来", content="谈心")
    with pytest.raises(LedgerProblem):
        made(office, ledger("民情日记", editions=("public",)), edition="public")


def test_a_sensitive_ledger_has_no_public_edition():
    with pytest.raises(LedgerProblem) as told:
        made(village(4), ledger("困难群众名册"), edition="public")
    assert told.value.code == "no_public_edition"


def test_the_three_lists_hold_each_matter_where_it_belongs():
    content = made(village(12), ledger("问题清单"))
    numbers = [column_of(content, "编号", section) for section in range(3)]
    assert numbers == [["2026-006", "2026-012"], ["2026-003", "2026-009"], ["2026-006", "2026-012"]]
    assert column_of(content, "办理状态", 2) == ["已销号", "已销号"]


def test_a_ledger_of_last_month_shows_how_matters_stood_then():
    content = made(village(12), ledger("问题清单"), "2026-10")
    assert column_of(content, "编号", 0) == ["2026-003", "2026-009"]
    assert set(column_of(content, "办理状态", 0)) == {"已受理"}


def test_a_hardship_list_names_each_person_once_with_every_tag():
    office = village(4)
    office.add("tag", "u1", owner="p4-0", tag="serious_illness", start="2026-01-01")
    office.add("tag", "u2", owner="h2", tag="hardship", start="2026-02-01", basis="遭灾")
    office.add("tag", "u3", owner="p1-0", tag="hardship", start="2020-01-01", end="2025-12-31")
    content = made(office, ledger("困难群众名册"))
    assert column_of(content, "姓名（户主）") == ["周大明", "孙大强"]
    assert column_of(content, "困难类别") == ["低保、大病", "困难群众"]
    assert column_of(content, "年龄") == ["64", ""]
    assert column_of(content, "帮扶人") == ["王芳", ""]


def test_members_are_known_by_tag_or_by_political_status():
    office = village(4)
    office.add("tag", "t2", owner="p2-0", tag="probationary_member", start="2026-01-01")
    assert column_of(made(office, ledger("党员名册")), "类别") == ["预备党员", "党员"]


def test_few_pages_stay_loose_leaves_without_a_cover():
    content = made(village(8), ledger("工作手册", bound_from=9))
    assert not any(isinstance(section, Cover) for section in content.sections)


def test_a_book_has_a_cover_a_list_and_pages_for_each_who_keeps_one():
    office = village(12)
    office.add("matter", "m99", opened="2026-11-09", description="无主的事", raised_by="过路人")
    content = made(office, ledger("工作手册", bound_from=1))
    kinds = [type(section).__name__ for section in content.sections]
    assert kinds == ["Cover", "Table", "Forms", "Cover", "Table", "Forms"]
    assert "填写人：王芳" in cover_of(content, 0).lines
    assert "填写人：未写明" in cover_of(content, 3).lines
    assert column_of(content, "五有", 1) == ["五有齐全", "五有齐全"]
    assert column_of(content, "反映人", 4) == ["过路人"]


def test_an_empty_month_says_so():
    content = made(FakeOffice(), ledger("走访台账"))
    assert content.warnings == ("“走访台账”在2026年11月没有记录，印出的是空表。",)


def test_ids_name_every_record_once():
    assert made(village(3), ledger("走访台账")).ids == ("v1", "v2", "v3")
    assert made(village(3), ledger("民情日记")).ids == ("v1", "v2", "v3")


def test_odd_values_are_printed_as_they_are():
    office = FakeOffice()
    office.add("household", "h1", head="甲", number="1")
    office.add("person", "p1", name="乙", birth="1950", household="h1", status="present", x_dibao="一档")
    office.add(
        "project", "j1", name="修渠", planned=2.5, done=2.0, funds=-150, start="2026-11", x_note="甲\t乙"
    )
    office.add("attendance", "a1", activity="none", person="gone", status="present")
    definition = from_toml(
        'name="项目"\ntitle="项目"\nsource="project"\n'
        'columns=[{label="计划",path="planned"},{label="完成",path="done"},{label="资金",path="funds"},'
        '{label="开工",path="start"},{label="备注",path="x_note"},{label="责任人",path="owner.name"}]'
    )
    assert rows_of(made(office, definition)) == [("2.5", "2", "-1.50", "2026-11", "甲 乙", "")]
    people = from_toml(
        'name="人"\ntitle="人"\nsource="person"\nperiod="none"\n'
        'columns=[{label="年龄",path="$age"},{label="人数",path="household.$members"},{label="低保",path="x_dibao"}]'
    )
    assert rows_of(made(office, people)) == [("76", "1", "一档")]


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ('{path="household.group",value="二组"}', 1),
        ('{path="household.group",op="!=",value="二组"}', 2),
        ('{path="household.number",op=">",value="1"}', 2),
        ('{path="household.number",op="<=",value="1"}', 1),
        ('{path="household.number",op="<",value=5}', 0),
        ('{path="household.head",op="like",value="大"}', 1),
        ('{path="visitors.name",op="in",value=["王芳"]}', 3),
        ('{path="needs",op="empty"}', 2),
        ('{path="household.$members",op=">=",value=3}', 2),
    ],
)
def test_conditions_may_follow_references(condition, kept):
    definition = from_toml(
        f'name="表"\ntitle="表"\nsource="visit"\nwhere=[{condition}]\ncolumns=[{{label="日",path="date"}}]'
    )
    assert len(rows_of(made(village(3), definition))) == kept


def test_a_date_that_is_none_and_a_plan_in_json_do_no_harm():
    office = FakeOffice()
    office.add("duty", "d1", name="走访", start="2026-11-99", who={"tag": "党员"}, minimum=2)
    definition = from_toml(
        'name="任务"\ntitle="任务"\nsource="duty"\nperiod="none"\norder=["-minimum","x_rank"]\n'
        'columns=[{label="起",path="start"},{label="谁",path="who"},{label="次",path="minimum",total=true}]'
    )
    assert rows_of(made(office, definition)) == [("2026-11-99", "", "2")]


def test_numbers_sort_as_numbers_and_nothing_comes_last():
    office = FakeOffice()
    for identity, rank in (("a", 12), ("b", None), ("c", 2)):
        office.add("project", identity, name=identity, start="2026-11-05", x_rank=rank)
    definition = from_toml(
        'name="项目"\ntitle="项目"\nsource="project"\norder=["x_rank"]\ncolumns=[{label="名",path="name"}]'
    )
    assert rows_of(made(office, definition)) == [("c",), ("a",), ("b",)]


def test_lists_of_people_meet_a_condition_when_one_of_them_does():
    office = village(2)
    office.add("person", "other", name="李强", status="present")
    office.add(
        "visit", "v9", date="2026-11-20", household="h1", content="二人同去", visitors=["other", "cadre"]
    )
    definition = from_toml(
        'name="表"\ntitle="表"\nsource="visit"\nwhere=[{path="visitors.name",value="李强"}]\n'
        'columns=[{label="谁",path="visitors.name"},{label="谁",path="visitors"},{label="户",path="household"}]'
    )
    assert rows_of(made(office, definition)) == [("李强、王芳", "李强、王芳", "钱小华")]


def test_a_week_begins_on_its_own_day():
    office = village(28)
    counted = rows_of(made(office, ledger("走访台账"), "2026-11-02..2026-11-08"))
    assert len(counted) == 7


def test_a_theme_settles_the_matters_merged_into_it():
    office = village(6)
    office.add("matter", "m99", opened="2026-11-06", description="同样的事", theme="m6", recorder="cadre")
    assert "同样的事" in column_of(made(office, ledger("问题清单")), "问题描述")


def test_records_of_other_kinds_are_named_by_their_own_title():
    office = village(6)
    definition = from_toml(
        'name="表"\ntitle="表"\nsource="matter_event"\n'
        'columns=[{label="事项",path="matter"},{label="办理",path="act"}]'
    )
    assert rows_of(made(office, definition))[0] == ("入户路雨天积水，老人出行不便，请求硬化。", "受理")
    tags = from_toml(
        'name="表"\ntitle="表"\nsource="household"\nperiod="none"\ncolumns=[{label="类",path="$tags"}]'
    )
    office.add("tag", "t9", owner="h1", tag="hardship", start="2030-01-01")
    assert rows_of(made(office, tags)) == [("",)] * 6
