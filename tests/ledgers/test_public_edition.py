"""The public edition 公示版: what it drops, what it masks, and what it refuses to print."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledgers.contents import Content, Cover, Forms, Table
from app.ledgers.definitions import LedgerDefinition
from app.ledgers.problems import LedgerProblem
from app.personal_numbers import personal_number
from tests.ledgers.fake_office import FakeOffice
from tests.ledgers.printing_room import from_toml, ledger, made, table_of
from tests.ledgers.test_personal_numbers import MOBILES, id_numbers, spaced

ACTIVITIES = from_toml(
    'name="活动"\ntitle="活动"\nsource="activity"\n'
    'columns=[{label="序号",path="$index"},{label="日期",path="date"},{label="内容",path="content"}]'
)


def activities(*contents: str) -> FakeOffice:
    """An office with an activity of each content, in November 2026."""
    office = FakeOffice()
    rows = [
        {"date": f"2026-11-{at:02d}", "topic": f"第{at}次会", "content": each}
        for at, each in enumerate(contents, 1)
    ]
    office.add_all("activity", rows)
    return office


def family(**child: Any) -> FakeOffice:
    """A household of a grown-up and a child, an activity and a matter."""
    office = activities("发放文具")
    office.add("household", "h1", head="张大山", group="一组", number="1")
    office.add("person", "p1", name="张大山", birth="1980-01-01", household="h1", status="present")
    values = {"name": "张小花", "birth": "2016-05-01", "household": "h1", "status": "present", **child}
    office.add("person", "p2", **values)
    return office


def refused(office: FakeOffice, definition: LedgerDefinition, **how: Any) -> LedgerProblem:
    """Why there is no public edition."""
    with pytest.raises(LedgerProblem) as told:
        made(office, definition, edition="public", **how)
    return told.value


def texts_of(content: Content) -> list[str]:
    """Every text on the paper."""
    found = [content.title, *content.info]
    for section in content.sections:
        if isinstance(section, Table):
            found += [text for row in section.texts for text in row]
        elif isinstance(section, Forms):
            found += [each.text for form in section.forms for _, cells in form.rows for each in cells]
        elif isinstance(section, Cover):
            found += section.lines
    return found


def test_a_number_in_free_text_is_told_with_row_and_title():
    problem = refused(activities("学习文件", "请联系 138 0013 8000", "卡号6222021001023456789"), ACTIVITIES)
    assert problem.code == "personal_number_in_public"
    assert "第2行“第2次会”的“内容”里有电话号码" in problem.sentence
    assert "第3行“第3次会”的“内容”里有银行卡号或账号" in problem.sentence
    assert problem.details["ids"] == ("activity-000002", "activity-000003")


def test_many_numbers_are_told_as_a_few_and_a_count():
    problem = refused(activities(*["电话13800138000"] * 9), ACTIVITIES)
    assert "第5行" in problem.sentence and "第6行" not in problem.sentence
    assert "另有 4 处" in problem.sentence


def test_the_inner_edition_is_made_all_the_same():
    assert table_of(made(activities("请联系13800138000"), ACTIVITIES)).texts[0][2] == "请联系13800138000"


def test_a_number_in_the_ledgers_own_words_is_refused():
    changed = from_toml(
        'name="活动"\ntitle="活动，咨询13800138000"\nsource="activity"\ncolumns=[{label="日",path="date"}]'
    )
    assert "标题" in refused(activities("学习"), changed).sentence


@given(spaced(id_numbers() | MOBILES))
def test_no_personal_number_passes_into_a_public_edition(text):
    assert refused(activities("学习文件", text), ACTIVITIES).code == "personal_number_in_public"


@given(st.lists(st.text(max_size=30) | spaced(MOBILES), max_size=3))
def test_what_is_printed_for_the_public_never_holds_a_number(contents):
    try:
        content = made(activities(*contents), ACTIVITIES, edition="public")
    except LedgerProblem:
        return
    assert not any(map(personal_number, texts_of(content)))


@pytest.mark.parametrize("period", ["2026-11", "2026", "2020", "2099"])
def test_a_child_has_no_name_in_any_period(period):
    roll = ledger("户籍花名册", editions=("inner", "public"))
    shown = "".join(texts_of(made(family(), roll, period, edition="public")))
    assert "（未成年人）" in shown
    assert "张小花" not in shown and "张*花" not in shown


def test_a_childs_name_in_running_text_is_refused():
    office = family()
    office.add("activity", "a9", date="2026-11-09", topic="慰问", content="给张小花送去书包")
    problem = refused(office, ACTIVITIES)
    assert "第2行“慰问”的“内容”里有不满14岁孩子的姓名" in problem.sentence


@pytest.mark.parametrize(
    ("name", "birth", "told"),
    [("张小花", "1990-01-01", "给张小花送去书包"), ("张小花蕾", "1990-01-01", "给张小花蕾送去书包")],
)
def test_a_grown_up_of_that_name_may_be_named(name, birth, told):
    office = family()
    office.add("person", "p3", name=name, birth=birth)
    office.add("activity", "a9", date="2026-11-09", content=told)
    assert told in texts_of(made(office, ACTIVITIES, edition="public"))


def test_a_child_that_is_written_down_as_head_or_petitioner_has_no_name():
    office = family()
    office.add("household", "h2", head="李小宝", group="一组", number="2")
    office.add("person", "p4", name="李小宝", birth="2018-01-01", household="h2", status="present")
    office.add(
        "matter", "m1", opened="2026-11-02", raised_by="李小宝", household="h2", description="路灯不亮"
    )
    paths = ("household", "raised_by", "$subject")
    columns = ",".join(f'{{label="栏",path="{each}"}}' for each in paths)
    definition = from_toml(f'name="事项"\ntitle="事项"\nsource="matter"\ncolumns=[{columns}]')
    assert table_of(made(office, definition, edition="public")).texts == [("（未成年人）",) * 3]
    assert table_of(made(office, definition)).texts == [("李小宝",) * 3]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        *(("person", each) for each in ("health", "id_number", "phone", "birth", "private_notes")),
        ("person", "household.type"),
        *(("person", each) for each in ("$tags", "$age", "$address", "x_own", "id")),
        *(("matter_event", each) for each in ("matter", "matter.description")),
        ("tag", "tag"), ("tag", "basis"), ("visit", "content"), ("visit", "$title"), ("matter", "$title"),
    ],
)  # fmt: skip
def test_sensitive_columns_are_dropped_by_definition(source, path):
    columns = f'columns=[{{label="甲",path="$index"}},{{label="乙",path="{path}"}}]'
    definition = from_toml(f'name="表"\ntitle="表"\nsource="{source}"\nperiod="none"\n{columns}')
    assert [each.label for each in table_of(made(FakeOffice(), definition, edition="public")).columns] == [
        "甲"
    ]


def test_a_book_is_not_headed_by_what_is_sensitive():
    office = FakeOffice()
    office.add("person", "p1", name="王五", health="serious", status="present")
    definition = from_toml(
        'name="册"\ntitle="册"\nsource="person"\nlayout="book"\nperiod="none"\ngroup="health"\n'
        'form=[{cells=[{path="name",span=12}]}]'
    )
    told = texts_of(made(office, definition, edition="public"))
    assert office.label("health", "serious") not in "".join(told) and "王*" in told


def test_names_and_titles_of_the_public_edition_are_masked_as_designed():
    office = FakeOffice(today=datetime.date(2026, 11, 30))
    office.add("person", "p1", name="王德发", household=None, work_unit="柿子村", status="present")
    definition = from_toml(
        'name="表"\ntitle="表"\nsource="person"\nperiod="none"\n'
        'columns=[{label="名",path="name"},{label="单位",path="work_unit"}]'
    )
    assert table_of(made(office, definition, edition="public")).texts == [("王*发", "柿子村")]
