"""交办单, 督办单, 一哨一清单, 研判记录, and the mark of explained matters in the lists of problems."""

from __future__ import annotations

import datetime
import io
import os

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.ledgers.catalogue import check_paths
from app.ledgers.contents import Forms
from app.ledgers.definitions import LedgerDefinition, plain_definition, read_definition
from app.ledgers.page_model import MM, Box, BoxPage, PageModel
from app.ledgers.paging import page_text
from app.ledgers.papers import PAPERS
from app.ledgers.pdf import draw_pdf
from app.ledgers.problems import LedgerProblem
from app.ledgers.xlsx import write_workbook
from tests.ledgers.casework_office import casework, matter, step
from tests.ledgers.fake_office import FakeOffice
from tests.ledgers.printing_room import GOLDEN, ledger, made, paged, pdf_texts, reddish, sheets, table_of

LONG = "群众反映入户路年久失修，雨天积水难行，“何时能修”是大家最关心的事。"


def boxes(model: PageModel) -> list[Box]:
    return [box for page in model.pages if isinstance(page, BoxPage) for box in page.boxes]


def field(model: PageModel, label: str) -> str:
    """What stands beside a label, on the first page that has it."""
    forms = model.content.sections[0]
    assert isinstance(forms, Forms)
    cells = [each for form in forms.forms for _, row in form.rows for each in row]
    return next(each.text for each in cells if each.cell.label == label)


def many_called(count: int, times: int, problem: int = 1) -> FakeOffice:
    """A whistle for that many units, each with so much to tell; the problem is so long."""
    office = casework()
    matter(office, "w2", description=LONG * problem)
    step(office, "w2", "accept", "2026-11-05")
    step(office, "w2", "handle", "2026-11-06")
    for at in range(count):
        office.add("organization", f"u{at}", name=f"镇第{at + 1}办公室", type="department")
        step(
            office, "w2", "whistle", "2026-11-10", organization=f"u{at}", whistle="镇2", deadline="2026-11-12"
        )
    for at in range(count):
        of = {"whistle": "镇2", "organization": f"u{at}"}
        step(office, "w2", "respond", "2026-11-11", **of)
        step(office, "w2", "handle", "2026-11-12", text=LONG * times, **of)
    return office


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_lies_on_its_pages_as_it_always_did(name):
    text = page_text(paged(casework(), ledger(name)))
    path = GOLDEN / f"事项_{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_says_the_same_as_pdf_and_as_workbook(name):
    model = paged(casework(), ledger(name))
    from_pdf = "".join(pdf_texts(draw_pdf(model)))
    (rows,) = sheets(write_workbook(model)).values()
    from_workbook = "".join("".join(str(cell).split()) for row in rows for cell in row if cell)
    for box in boxes(model):
        text = "".join(box.text.split())
        assert text in from_workbook
        assert all("".join(line.split()) in from_pdf for line in box.lines)


def test_what_is_late_stands_in_red_words_and_what_is_not_does_not():
    model = paged(casework(), ledger("一哨一清单"))
    red = {box.text for box in boxes(model) if box.red}
    assert red == {"超期18天未报到"}
    urging = paged(casework(), ledger("督办单"))
    assert {box.text for box in boxes(urging) if box.red} == {
        "已超期18天（12个工作日）", "已超期10天（6个工作日）",
    }  # fmt: skip


def test_red_is_red_on_paper_and_in_the_workbook():
    model = paged(casework(), ledger("一哨一清单"))
    assert reddish(draw_pdf(model)) and not reddish(draw_pdf(paged(casework(), ledger("交办单"))))
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(model))).worksheets[0]
    colours = {
        cell.value: cell.font.color.rgb for row in sheet.iter_rows() for cell in row if cell.font.color
    }
    assert colours["超期18天未报到"] == "FFB42318"
    assert colours.get("否") != "FFB42318"


def test_an_assignment_is_of_the_last_dispatch():
    office = casework()
    step(office, "d1", "dispatch", "2026-11-21", organization="water", deadline="2026-12-04",
         person_named="赵六", standard="先排水")  # fmt: skip
    model = paged(office, ledger("交办单"))
    assert [field(model, label) for label in ("承办单位", "交办日期", "责任人", "办理时限", "工作标准")] == [
        "镇水利服务中心", "2026-11-21", "赵六", "2026-12-04（10个工作日）", "先排水",
    ]  # fmt: skip


def test_the_result_stands_in_the_assignment_once_it_is_told():
    office = casework()
    step(office, "d1", "finish", "2026-11-25", organization="roads", result="done", text="路面已硬化")
    model = paged(office, ledger("交办单"))
    assert field(model, "办理结果回填") == "2026-11-25 办结：镇交通管理站 已完成 路面已硬化"


def test_who_dispatches_is_left_to_the_hand_where_a_village_wrote_for_above():
    office = casework()
    office.add("organization", "v1", name="柿子村", type="village")
    matter(office, "d2", description="路灯不亮")
    step(office, "d2", "accept", "2026-11-02")
    step(office, "d2", "escalate", "2026-11-03")
    step(office, "d2", "confirm", "2026-11-04")
    order = step(office, "d2", "dispatch", "2026-11-05", organization="power", deadline="2026-11-20")
    chosen = ledger("交办单", where=(read_condition("number", "2026-d2"),))
    assert field(paged(office, chosen), "交办单位") == "荫子镇"
    office.place("matter_event", order, "v1")
    assert field(paged(office, chosen), "交办单位") == ""


def read_condition(path: str, value: str):
    plain = {"name": "x", "title": "x", "source": "matter", "columns": [{"label": "x", "path": "number"}]}
    return read_definition({**plain, "where": [{"path": path, "value": value}]}).where[0]


def test_a_public_assignment_hides_the_name_and_the_words():
    content = made(casework(), ledger("交办单"), edition="public")
    forms = content.sections[0]
    assert isinstance(forms, Forms)
    said = {each.cell.label: each.text for form in forms.forms for _, row in form.rows for each in row}
    assert said["反映人"] == "张*花"
    assert said["责任人"] == "陈*强"
    assert said["群众原话"] == said["问题描述"] == ""
    with pytest.raises(LedgerProblem):
        made(casework(), ledger("一哨一清单"), edition="public")


def test_each_whistle_has_its_own_sheet_and_a_struck_out_one_has_none():
    office = casework()
    again = step(office, "w1", "whistle", "2026-11-22", organization="water", whistle="镇2",
                 deadline="2026-11-24")  # fmt: skip
    model = paged(office, ledger("一哨一清单"))
    assert [form.id for form in _forms(model)] == ["w1-002", again]
    step(office, "w1", "correct", "2026-11-23", result="void", text="叫错了", after=[again])
    assert [form.id for form in _forms(paged(office, ledger("一哨一清单")))] == ["w1-002"]


def _forms(model: PageModel):
    forms = model.content.sections[0]
    assert isinstance(forms, Forms)
    return forms.forms


def test_a_whistle_that_is_closed_says_so():
    office = casework()
    of = {"whistle": "镇1", "organization": "water"}
    step(office, "w1", "respond", "2026-11-20", **of)
    step(office, "w1", "finish", "2026-11-24", result="done", **of)
    model = paged(office, ledger("一哨一清单"))
    told = "已闭环：3 个单位办结 2 个、免办 1 个，最后 2026-11-24。事项现在“吹哨办理中”。"
    assert field(model, "闭环结论") == told
    assert {box.text for box in boxes(model) if box.red} == {"超期8天报到"}


@given(st.integers(1, 9), st.integers(0, 12), st.integers(0, 40))
@settings(max_examples=25, deadline=None)
@example(3, 2, 26)
def test_lines_break_well_over_pages(count, times, problem):
    model = paged(many_called(count, times, problem), ledger("一哨一清单"))
    assert all(box.y + box.height <= model.sheet.height - 15 * MM for box in boxes(model))
    for page in model.pages:
        assert isinstance(page, BoxPage)
        words = [box.text for box in sorted(page.boxes, key=lambda box: box.y)]
        if "单位" in words:
            heading = next(box for box in page.boxes if box.text == "单位")
            below = [box for box in page.boxes if box.y > heading.y + 1 and box.border]
            assert below and min(box.y for box in below) == pytest.approx(heading.y + heading.height)


def test_a_line_that_goes_on_has_its_heading_and_its_unit_again():
    model = paged(many_called(2, 24), ledger("一哨一清单"))
    pages = page_text(model).split("\f")
    going_on = pages[-1] if "镇第2办公室" in pages[-1] else pages[-2]
    assert "单位│响应时限" in going_on and "2│镇第2办公室" in going_on
    (rows,) = sheets(write_workbook(model)).values()
    words = [cell for row in rows for cell in row if cell]
    assert words.count("镇第2办公室") == 1 and words.count("响应时限") == 2


def test_a_row_to_write_in_is_never_squeezed_at_the_foot():
    office = casework()
    for day in range(1, 25):
        step(office, "d1", "handle", f"2026-11-{day:02}", organization="roads", text=LONG)
    model = paged(office, ledger("督办单", where=(read_condition("number", "2026-d1"),)))
    heights = [box.height for box in boxes(model) if box.text == "督办要求"]
    assert len(model.pages) > 1 and heights and min(heights) >= 30 * MM - 0.01


def test_what_is_higher_than_a_row_of_a_workbook_lies_across_several():
    office = casework()
    for day in range(1, 29):
        step(office, "d1", "handle", f"2026-11-{day:02}", organization="roads", text=LONG * 2)
    model = paged(office, ledger("督办单", where=(read_condition("number", "2026-d1"),)))
    (rows,) = sheets(write_workbook(model)).values()
    at = next(number for number, row in enumerate(rows) if row[0] == "已办情况")
    following = next(number for number, row in enumerate(rows) if row[0] == "督办要求")
    assert following - at > 1
    assert str(rows[at][2]).count(LONG) == 56


def test_without_a_time_there_is_no_lateness():
    office = casework()
    matter(office, "d3", description="路灯不亮")
    step(office, "d3", "accept", "2026-11-02")
    step(office, "d3", "confirm", "2026-11-02")
    step(office, "d3", "dispatch", "2026-11-03", organization="power")
    chosen = ledger("督办单", where=(read_condition("number", "2026-d3"),))
    model = paged(office, chosen)
    assert (field(model, "办理时限"), field(model, "超期天数")) == ("", "没有定时限")
    assert not any(box.red for box in boxes(model))
    step(office, "d3", "extend", "2026-11-04", deadline="2026-12-04", text="等材料")
    assert field(paged(office, chosen), "超期天数") == "未超期，还有4天（4个工作日）"
    step(office, "d3", "handle", "2026-11-05", organization="power")
    step(office, "d3", "finish", "2026-11-05", organization="power")
    assert field(paged(office, chosen), "超期天数") == "没有超期"


def test_cards_of_nobody_are_an_empty_sheet():
    assert sheets(write_workbook(paged(FakeOffice(), ledger("连心卡")))) == {"连心卡": [["党群连心卡"]]}


def test_the_analysis_tells_cause_remedy_and_what_it_came_to():
    table = table_of(made(casework(), ledger("研判记录")))
    labels = [column.label for column in table.columns]
    said = {row[1]: dict(zip(labels, row, strict=True)) for row in table.texts}
    assert said["2026-a1"]["原因"] == "原有路灯电池老化，五盏不亮。"
    assert said["2026-a1"]["分拣结论"] == ""
    assert said["2026-x1"]["分拣结论"] == "解释疏导（诉求不合理）"
    assert said["2026-x1"]["原因"] == "不符合土地管理规定"
    model = paged(casework(), ledger("研判记录"))
    assert "参会人员（签字）：" in pdf_texts(draw_pdf(model))[0]
    (rows,) = sheets(write_workbook(model)).values()
    assert any(row[0] == "参会人员（签字）：" for row in rows)


@pytest.mark.parametrize("name", ["问题清单", "问题清单周报"])
def test_lists_mark_what_was_explained_with_kind_and_reason(name):
    period = "2026-11" if name == "问题清单" else "2026-W45"
    table = table_of(made(casework(), ledger(name), period))
    marks = {row[1]: row[-1] for row in table.texts}
    assert marks["2026-x1"] == "解释疏导：诉求不合理。已当面讲清政策，本人表示理解。"
    assert {mark for number, mark in marks.items() if number != "2026-x1"} == {""}


def test_a_paper_of_a_past_period_counts_lateness_until_its_end():
    office = casework()
    office.today = datetime.date(2027, 3, 1)
    model = paged(office, ledger("督办单"))
    assert "已超期10天（6个工作日）" in {box.text for box in boxes(model)}


def test_lines_of_nothing_and_widths_that_do_not_fit_are_refused():
    plain = {"name": "单", "title": "单", "source": "matter_event", "layout": "pages"}
    row = {"each": "$called", "cells": [{"label": "单位", "path": "organization"}]}
    good = read_definition({**plain, "form": [row]})
    assert isinstance(good, LedgerDefinition) and good.form[0].each == "$called"
    with pytest.raises(LedgerProblem, match="12 或 24"):
        read_definition({**plain, "form": [{**row, "cells": [{"path": "organization", "span": 5}]}]})
    assert not _forms(paged(FakeOffice(), good))


@pytest.mark.parametrize("each", ["number", "matter.household", "$state", "$called:x", "nothing"])
def test_a_row_comes_once_for_each_of_records_only(each):
    row = {"each": each, "cells": [{"label": "序号", "path": "$index"}]}
    plain = {"name": "单", "title": "单", "source": "matter_event", "layout": "pages", "form": [row]}
    with pytest.raises(LedgerProblem):
        check_paths(read_definition(plain))


def test_a_row_may_come_once_for_each_record_that_a_field_names():
    first = {"label": "序号", "path": "$index", "span": 12}
    row = {"each": "visitors", "cells": [first, {"path": "name", "span": 12}]}
    plain = {"name": "单", "title": "单", "source": "visit", "layout": "pages", "form": [row]}
    definition = read_definition(plain)
    check_paths(definition)
    office = FakeOffice()
    office.add("person", "p1", name="王芳")
    office.add("person", "p2", name="李志强")
    office.add("visit", "v1", date="2026-11-05", visitors=["p1", "p2"])
    office.add("visit", "v2", date="2026-11-06")
    said = [
        [[each.text for each in cells] for _, cells in form.rows]
        for form in _forms(paged(office, definition))
    ]
    assert said == [[["", ""], ["1", "王芳"], ["2", "李志强"]], [["", ""]]]


def test_a_copy_keeps_its_lines_its_red_words_and_its_foot():
    for name in PAPERS:
        assert read_definition(plain_definition(ledger(name))) == ledger(name)
