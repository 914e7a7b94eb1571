"""A member's handbook as one book, and the ledgers of reviews: what stands on them, who may take them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app import audit, reviews
from app.ledgers.contents import Content, Cover, Forms, Table
from app.ledgers.handbook_book import content_of, preview_book, print_book
from app.ledgers.paging import lay_out, page_text
from app.ledgers.problems import LedgerProblem
from app.matters import act
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_person, open_village

NOVEMBER = ("2026-11-01", "2026-11-30")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def with_book(desk: OpenOffice, pages: int) -> str:
    member = add_person(desk, "李建国")
    for number in range(pages):
        matter = add_matter(desk, recorder=member, description=f"第{number + 1}件", feedback="已告知")
        act(desk, matter, "accept", {})
    add_matter(desk, recorder=add_person(desk, "张桂花"), description="别人的事")
    return member


def shapes(content: Content) -> list[str]:
    names = {Cover: "cover", Table: "list", Forms: "pages"}
    return [names[type(each)] for each in content.sections]


@pytest.mark.parametrize(
    ("pages", "made"), [(1, ["cover", "pages", "pages"]), (4, ["cover", "list", "pages", "pages"])]
)
def test_a_book_has_its_cover_and_ends_with_the_review(desk: OpenOffice, pages: int, made: list[str]):
    content = content_of(desk, with_book(desk, pages), "2026-11")
    assert shapes(content) == made
    leaves = content.sections[-2]
    assert isinstance(leaves, Forms) and len(leaves.forms) == pages
    assert "别人的事" not in page_text(lay_out(content))


def test_the_last_page_says_what_the_review_said(desk: OpenOffice):
    member, reviewer = with_book(desk, 2), add_person(desk, "赵书记")
    said = {"grade": "good", "remark": "多写体会", "reviewer": reviewer, "shown": 1}
    reviews.write(desk, member, *NOVEMBER, said)
    last = page_text(lay_out(content_of(desk, member, "2026-11"))).split("\f")[-1]
    for text in (
        "工作手册讲评意见",
        "李建国",
        "2026年11月",
        "良好",
        "多写体会",
        "赵书记",
        "2026-11-20",
        "是",
    ):
        assert text in last
    assert "办理状态缺 2 件、心得体会缺 2 件" in last.replace("⏎", "")


def test_without_a_review_the_last_page_is_there_to_be_written_on(desk: OpenOffice):
    member = with_book(desk, 1)
    reviews.write(desk, member, "2026-10-01", "2026-12-31", {"grade": "poor", "remark": "别的期间"})
    last = page_text(lay_out(content_of(desk, member, "2026-11"))).split("\f")[-1]
    assert "李建国" in last and "讲评意见" in last
    assert "较差" not in last and "别的期间" not in last


def test_whoever_may_not_review_prints_no_remark_on_anothers_book(desk: OpenOffice):
    member = with_book(desk, 1)
    reviews.write(desk, member, *NOVEMBER, {"grade": "poor", "remark": "要补反馈"})
    desk.operator = replace(desk.operator, name="周强", role="entry")
    assert "要补反馈" not in page_text(lay_out(content_of(desk, member, "2026-11")))
    desk.operator = replace(desk.operator, name="李建国")
    assert "要补反馈" in page_text(lay_out(content_of(desk, member, "2026-11")))


def test_the_workbook_says_the_same_as_the_paper(desk: OpenOffice, tmp_path: Path):
    member = with_book(desk, 2)
    reviews.write(desk, member, *NOVEMBER, {"grade": "good", "remark": "=1+1"})
    made = print_book(desk, member, "2026-11", tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(BytesIO(made.path.read_bytes()))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"填写人：李建国", "第1件", "第2件", "工作手册讲评意见", "良好", "=1+1"} <= texts
    assert book.sheetnames == ["工作手册", "李建国", "讲评"]
    assert made.pages == preview_book(desk, member, "2026-11").pages == 4


def test_a_book_taken_out_is_noted_without_a_name_and_only_by_who_may(desk: OpenOffice, tmp_path: Path):
    member = with_book(desk, 1)
    print_book(desk, member, "2026-11", tmp_path / "book.pdf")
    newest = audit.read_log(desk).lines[0]
    assert (newest.act, newest.detail) == ("存台账文件", "工作手册，2026-11，内部版，1 条，存为 PDF")
    desk.operator = replace(desk.operator, role="entry")
    with pytest.raises(LedgerProblem) as refused:
        print_book(desk, member, "2026-11", tmp_path / "again.pdf")
    assert refused.value.code == "export_needs_review"
    with pytest.raises(LedgerProblem):
        print_book(desk, member, "2026-11", tmp_path / "book.txt")
    assert not (tmp_path / "again.pdf").exists()


def test_an_empty_book_says_so(desk: OpenOffice):
    made = preview_book(desk, with_book(desk, 1), "2025-01")
    assert made.pages == 1 and "工作手册" in made.warnings[0]
