"""The registers of errands, petitions, disputes, suggestions, and the monthly report of the services."""

from __future__ import annotations

import os

import pytest

from app.ledgers.catalogue import check_paths
from app.ledgers.contents import Forms
from app.ledgers.paging import page_text
from app.ledgers.pdf import draw_pdf
from app.ledgers.problems import LedgerProblem
from app.ledgers.xlsx import write_workbook
from tests.ledgers.fake_office import FakeOffice
from tests.ledgers.printing_room import GOLDEN, from_toml, ledger, made, paged, pdf_texts, sheets, table_of

LEDGERS = (
    "代办事项登记簿", "代办受理单", "信访台账", "接访登记表", "矛盾纠纷排查化解台账", "矛盾纠纷调解记录",
    "意见建议采纳情况表", "便民服务站业务量月报",
)  # fmt: skip


TEXTS = {"accept": "已登记", "handle": "跑了两趟", "finish": "办好了"}


def step(office: FakeOffice, matter: str, *acts: tuple[str, str, str]) -> None:
    """(act, date, result) one after the other."""
    for at, (act, day, result) in enumerate(acts):
        after = [f"{matter}-{at - 1}"] if at else []
        office.add(
            "matter_event", f"{matter}-{at}", matter=matter, act=act, date=day, after=after,
            text=TEXTS[act], result=result or None,
        )  # fmt: skip


def errand(
    office: FakeOffice, matter: str, opened: str, service: str | None, done: str = "", **values
) -> None:
    values = {"type": "errand", "person": "zhang", "responsible": "cadre", "organization": "civil", **values}
    office.add(
        "matter",
        matter,
        opened=opened,
        service=service,
        description="替老人办事",
        deadline="2026-12-01",
        **values,
    )
    if done:
        step(office, matter, ("accept", opened, ""), ("handle", opened, ""), ("finish", done, "done"))


WORKED = ("accept", "handle", "finish")


def done(office: FakeOffice, matter: str, *days: str, result: str = "done") -> None:
    """Accepted, worked on and finished on three days."""
    step(office, matter, *zip(WORKED, days, ("", "", result), strict=True))


def petitions(office: FakeOffice) -> None:
    """One of the month, one that goes on for years, one that was settled."""
    turns = (("p1", "2026-11-04", "first"), ("p2", "2026-03-01", "backlog"), ("p3", "2026-05-01", "again"))
    for name, opened, turn in turns:
        office.add(
            "matter", name, opened=opened, type="petition", petition=turn, reception="open_door",
            receiver="cadre", person="zhang", description="反映补偿款",
        )  # fmt: skip
    done(office, "p3", "2026-05-02", "2026-05-03", "2026-05-09")


def disputes(office: FakeOffice) -> None:
    """Of the month, older, settled in the month, settled before."""
    for name, opened, risk in (
        ("d1", "2026-11-09", "low"), ("d2", "2026-10-09", "high"),
        ("d3", "2026-09-09", "medium"), ("d4", "2026-08-01", "high"),
    ):  # fmt: skip
        office.add(
            "matter", name, opened=opened, type="dispute", dispute="homestead", risk=risk, guarantor="cadre",
            raised_by="周大", other_party="李四", plan="先稳住，再请老支书调解", description="宅基地边界争议",
        )  # fmt: skip
    done(office, "d3", "2026-09-09", "2026-09-10", "2026-11-12")
    done(office, "d4", "2026-08-01", "2026-08-02", "2026-10-30")


def suggestions(office: FakeOffice) -> None:
    """Adopted, partly, not, not answered yet."""
    for name, result in (("s1", "done"), ("s2", "partly"), ("s3", "impossible"), ("s4", "")):
        office.add(
            "matter", name, opened="2026-11-10", type="suggestion", category="environment", channel="box",
            person="zhang", description="村口增设垃圾分类点",
        )  # fmt: skip
        if result:
            done(office, name, "2026-11-10", "2026-11-11", "2026-11-12", result=result)


def casework() -> FakeOffice:
    """A few matters of each type in autumn 2026."""
    office = FakeOffice()
    office.add("organization", "civil", name="镇民政办", type="department")
    office.add("person", "cadre", name="王芳", phone="13800005678", status="present")
    office.add("person", "zhang", name="张桂花", phone="13900001234", status="present", birth="1950-02-01")
    errand(office, "e1", "2026-11-03", "medical", "2026-11-05", signed=1)
    errand(office, "e2", "2026-11-20", "allowance")
    errand(office, "e3", "2026-10-28", "medical", "2026-11-02")
    errand(office, "e4", "2026-09-01", "x_local", "2026-09-10")
    errand(office, "e5", "2025-12-20", "medical", "2026-01-05")
    office.add("matter", "e6", opened="2026-11-06", category="errand", description="旧记录，没有类型")
    problem = {"type": "problem", "category": "road", "description": "路灯不亮"}
    office.add("matter", "problem", opened="2026-11-06", **problem)
    for add in (petitions, disputes, suggestions):
        add(office)
    return office


@pytest.mark.parametrize("name", LEDGERS)
def test_a_register_lies_on_its_pages_as_it_always_did(name: str):
    text = page_text(paged(casework(), ledger(name)))
    path = GOLDEN / f"{name}（有内容）.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LEDGERS)
def test_paper_and_workbook_are_made_and_keep_to_their_width(name: str):
    model = paged(casework(), ledger(name))
    assert model.warnings == ()
    assert "".join(pdf_texts(draw_pdf(model)))
    assert sheets(write_workbook(model))


def ids(name: str, period: str = "2026-11") -> list[str]:
    return list(table_of(made(casework(), ledger(name), period)).ids)


def test_the_errands_of_the_month_are_listed_older_records_known_by_their_category():
    assert ids("代办事项登记簿") == ["e1", "e6", "e2"]


def test_petitions_of_the_month_stand_with_those_not_settled_before():
    assert ids("信访台账") == ["p2", "p1"]
    assert ids("信访台账", "2026-05") == ["p2", "p3"]


def test_disputes_are_those_not_settled_before_the_month_the_dangerous_first():
    assert ids("矛盾纠纷排查化解台账") == ["d2", "d3", "d1"]
    assert ids("矛盾纠纷排查化解台账", "2026-10") == ["d4", "d2", "d3"]


def test_suggestions_say_whether_they_were_adopted():
    table = table_of(made(casework(), ledger("意见建议采纳情况表")))
    at = [column.label for column in table.columns].index("是否采纳")
    assert [row[at] for row in table.texts] == ["采纳", "部分采纳", "未采纳", ""]


def test_services_are_counted_by_the_day_taken_in_and_the_day_done_each_number_traced():
    table = table_of(made(casework(), ledger("便民服务站业务量月报")))
    rows = {row[1]: row[2:7] for row in table.texts}
    assert rows["医保"] == ("1", "2", "2", "3", "100%")
    assert rows["低保救助"] == ("1", "1", "0", "0", "0%")
    assert rows["其他业务"] == ("1", "2", "0", "1", "50%")
    assert rows["政策咨询"] == ("0", "0", "0", "0", "—")
    assert rows["合计"] == ("3", "5", "2", "4", "60%")
    medical = [row[1] for row in table.texts].index("医保")
    assert set(table.traces[medical, 2]) == {"e1"} and set(table.traces[medical, 5]) == {"e1", "e3", "e5"}


def test_the_public_edition_names_nobody_whole():
    for name in ("信访台账", "矛盾纠纷排查化解台账", "代办事项登记簿"):
        text = page_text(paged(casework(), ledger(name), edition="public"))
        assert not any(each in text for each in ("张桂花", "周大", "李四", "王芳"))


def test_the_slip_of_an_errand_has_room_to_sign_for_two():
    (forms,) = made(casework(), ledger("代办受理单"), "2026-11").sections
    assert isinstance(forms, Forms)
    labels = [cell.cell.label for _, cells in forms.forms[0].rows for cell in cells]
    assert "申请人签收" in labels and labels.count("代办事项") == 2


@pytest.mark.parametrize(
    "path", ["$month:nothing", "$rate:opened", "$label:opened", "$cumulative:opened/deadline"]
)
def test_a_column_that_counts_by_no_day_is_refused(path: str):
    definition = from_toml(f'''
        name = "甲"
        title = "甲"
        source = "matter"
        layout = "statistics"
        columns = [{{ label = "乙", path = "{path}" }}]
        [[items]]
        label = "丙"
        source = "matter"
        date = "opened"
    ''')
    with pytest.raises(LedgerProblem):
        check_paths(definition)
