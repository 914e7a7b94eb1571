"""PDF and workbook: the same words as the pages, real dates and numbers, nothing personal around them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest

from app.ledgers.catalogue import shipped
from app.ledgers.contents import Table
from app.ledgers.pdf import draw_pdf
from app.ledgers.xlsx import sheet_name, write_workbook
from tests.ledgers.fake_office import FakeOffice, village
from tests.ledgers.printing_room import from_toml, ledger, paged, pdf_texts, sheets


def without_blanks(text):
    return "".join(str(text).split()).replace("\u3000", "")


def said(model):
    """Every text the ledger says, without blanks."""
    found = [model.content.title]
    for section in model.content.sections:
        if isinstance(section, Table):
            found += [text for row in section.texts for text in row]
            found += [column.label for column in section.columns]
        elif hasattr(section, "forms"):
            found += [cell.text for form in section.forms for _, cells in form.rows for cell in cells]
        else:
            found += section.lines
    return [without_blanks(text) for text in found if text]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_pdf_and_workbook_say_what_the_pages_say(name):
    model = paged(village(12), ledger(name))
    from_pdf = "".join(pdf_texts(draw_pdf(model)))
    cells = [cell for rows in sheets(write_workbook(model)).values() for row in rows for cell in row]
    shown = {without_blanks(each.date() if isinstance(each, datetime.datetime) else each) for each in cells}
    from_workbook = "\n".join(shown)
    numbers = {float(each) for each in shown if re.fullmatch(r"-?\d+(\.\d+)?", each)}
    for text in said(model):
        is_number = re.fullmatch(r"-?\d+(\.\d+)?", text)
        assert text in from_workbook or (is_number and float(text) in numbers), text
        assert len(text) > 8 or text in from_pdf, text


def test_the_pdf_has_as_many_pages_as_the_model_and_numbers_them():
    model = paged(village(30), ledger("走访台账"))
    texts = pdf_texts(draw_pdf(model))
    assert len(texts) == len(model.pages) > 1
    assert all(f"第{at}页共{len(texts)}页" in text for at, text in enumerate(texts, 1))
    assert all("走访对象" in text for text in texts)


def test_rare_characters_can_be_found_in_the_pdf():
    office = FakeOffice()
    office.add("visit", "v1", date="2026-11-05", content="看望𠮷𪚥两家，\ue863也在")
    assert "看望𠮷𪚥两家，〓也在" in pdf_texts(draw_pdf(paged(office, ledger("民情日记"))))[0]


def test_the_pdf_holds_nothing_personal_beside_its_pages_and_is_the_same_each_time():
    model = paged(village(3), ledger("走访台账"))
    pdf = draw_pdf(model)
    assert pdf == draw_pdf(model)
    assert len(re.findall(rb"/FontFile2", pdf)) == 2
    assert "王芳".encode("utf-16-be") not in pdf


def test_dates_and_money_are_real_in_the_workbook_and_numbers_of_people_are_text():
    rows = sheets(write_workbook(paged(village(4), ledger("帮扶慰问发放表"), unmask=True)))["帮扶慰问发放表"]
    row = next(row for row in rows if row[0] == 1)
    assert row[1] == datetime.datetime(2026, 11, 11)
    assert row[3] == "50011019620409040X"
    assert row[8] == 200.5
    assert [cell for cell in next(row for row in rows if "合计" in row)[:2] if cell] == ["合计"]


def test_the_total_is_a_formula_with_its_value():
    office = village(4)
    workbook = write_workbook(paged(office, ledger("帮扶慰问发放表")))
    sheet = zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r"<f>SUM\(I\d+:I\d+\)</f><v>200\.5</v>", sheet)
    empty = write_workbook(paged(FakeOffice(), ledger("帮扶慰问发放表", blank_rows=0)))
    assert "<f>0</f>" in zipfile.ZipFile(io.BytesIO(empty)).read("xl/worksheets/sheet1.xml").decode()


def test_text_of_users_is_never_a_formula_or_a_link():
    office = FakeOffice()
    for at, text in enumerate(("=1+1", "+86", "-5", "@cmd", "http://x.example")):
        office.add("visit", f"v{at}", date="2026-11-05", content=text)
    rows = sheets(write_workbook(paged(office, ledger("走访台账"))))["走访台账"]
    assert {"=1+1", "+86", "-5", "@cmd", "http://x.example"} <= {cell for row in rows for cell in row}
    xml = zipfile.ZipFile(io.BytesIO(write_workbook(paged(office, ledger("走访台账")))))
    assert "<f>" not in xml.read("xl/worksheets/sheet1.xml").decode()


def test_the_sheet_prints_on_one_page_across_with_its_headings_repeated():
    workbook = zipfile.ZipFile(io.BytesIO(write_workbook(paged(village(30), ledger("走访台账")))))
    sheet, book = (workbook.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    assert 'paperSize="9"' in sheet and 'orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in book and "_xlnm.Print_Area" in book
    assert "<rowBreaks" in sheet


def test_the_three_lists_are_three_sheets():
    names = list(sheets(write_workbook(paged(village(12), ledger("问题清单")))))
    assert names == ["一、新增问题清单", "二、推进落实问题清单", "三、已办结销号问题清单"]


def test_names_of_sheets_are_allowed_and_different():
    taken: set[str] = set()
    assert sheet_name("甲/乙*", taken) == "甲_乙_"
    assert sheet_name("甲_乙_", taken) == "甲_乙_(2)"
    assert len(sheet_name("长" * 50, taken)) == len(sheet_name("长" * 50, taken)) == 31
    assert sheet_name("", taken) == "1"


def test_an_empty_ledger_of_pages_is_a_sheet_with_its_title():
    (rows,) = sheets(write_workbook(paged(FakeOffice(), ledger("民情日记")))).values()
    assert [rows[0][0], rows[1][0]] == ["民情日记", "填报单位（盖章）：柿子村"]


def test_rows_split_over_pages_are_drawn_whole():
    office = village(2)
    office.add("visit", "v9", date="2026-11-20", household="h1", content="入户路年久失修" * 400)
    model = paged(office, ledger("走访台账"))
    assert "".join(pdf_texts(draw_pdf(model))).count("修") >= 400
    assert len(sheets(write_workbook(model))["走访台账"]) > 4


def test_one_narrow_column_still_has_its_title_and_foot():
    definition = from_toml(
        'name="表"\ntitle="很长的题目"\nsource="visit"\ncolumns=[{label="日期",path="date"}]'
    )
    rows = sheets(write_workbook(paged(village(1), definition)))["表"]
    assert [row[0] for row in rows[:3]] == ["很长的题目", "填报单位（盖章）：柿子村", "日期"]


def test_what_is_no_text_date_or_number_is_written_as_it_is_printed():
    office = village(1)
    office.add("aid", "a9", date="2026-11", recipient="p1-0", form="goods", signed=1)
    definition = from_toml(
        'name="表"\ntitle="表"\nsource="aid"\ncolumns=[{label="日期",path="date"},{label="签领",path="signed"},'
        '{label="空",path="$blank"}]'
    )
    assert sheets(write_workbook(paged(office, definition)))["表"][3][:2] == ["2026-11", "是"]
