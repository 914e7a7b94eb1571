"""Reading every format, and refusing what must not be opened."""

from __future__ import annotations

import contextlib
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.limits import Limits
from app.spreadsheets.reading import open_sheet, sheets
from tests.spreadsheets.sheets import (
    ROSTER,
    write_csv,
    write_inline_xlsx,
    write_ods,
    write_parts,
    write_xls,
    write_xlsx,
)

TEXTS = [["" if cell is None else cell for cell in row] for row in ROSTER]


def read(path: Path) -> list[list[object]]:
    """Every row of the first sheet."""
    return [list(row) for _, row in open_sheet(path).rows()]


def refused(path: Path, limits: Limits | None = None) -> str:
    """The code with which a file is refused."""
    with pytest.raises(SpreadsheetProblem) as told:
        open_sheet(path, limits=limits or Limits())
    assert "{" not in told.value.sentence
    return told.value.code


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.xlsx", write_xlsx), ("a.xls", write_xls), ("a.ods", write_ods), ("b.xlsx", write_inline_xlsx)],
)
def test_a_workbook_reads_the_same_in_every_format(tmp_path, name, write):
    assert read(write(tmp_path / name, ROSTER)) == TEXTS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_reads_in_every_encoding_and_with_every_separator(tmp_path, encoding, delimiter):
    assert read(write_csv(tmp_path / "a.csv", ROSTER, encoding, delimiter)) == TEXTS


def test_characters_beyond_the_bmp_survive(tmp_path):
    rows = [["姓名"], ["𠮷田䶮"], ["㛃𫖯"]]
    for write, name in ((write_xlsx, "a.xlsx"), (write_ods, "a.ods"), (write_csv, "a.csv")):
        assert read(write(tmp_path / name, rows)) == rows
    assert read(write_csv(tmp_path / "b.csv", rows, "gb18030")) == rows


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path):
    rows = open_sheet(write_xlsx(tmp_path / "a.xlsx", [[], [], [None, "姓名"], [None, "张三"]])).rows()
    assert [number for number, row in rows if any(row)] == [3, 4]


def test_the_kind_is_told_by_the_content_and_not_by_the_name(tmp_path):
    path = write_xls(tmp_path / "a.xls", ROSTER).rename(tmp_path / "花名册.et")
    assert read(path) == TEXTS


def test_the_biggest_visible_sheet_is_offered_first(tmp_path):
    book = openpyxl.Workbook()
    book["Sheet"].append(["说明"])
    for name, count, state in (("隐藏", 9, "hidden"), ("花名册", 5, "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for _ in range(count):
            sheet.append(["张三", "男"])
    book.save(tmp_path / "a.xlsx")
    assert [(each.name, each.hidden) for each in sheets(tmp_path / "a.xlsx")] == [
        ("花名册", False),
        ("Sheet", False),
        ("隐藏", True),
    ]
    assert open_sheet(tmp_path / "a.xlsx").name == "花名册"


def test_a_sheet_that_is_not_there_is_named(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ROSTER)
    with pytest.raises(SpreadsheetProblem) as told:
        open_sheet(path, "二组")
    assert told.value.code == "no_such_sheet"
    assert "花名册" in told.value.sentence


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "web_page"),
        (b"%PDF-1.4\0\0\0", "wrong_kind"),
        (b"PK\x03\x04nonsense", "unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000, "unreadable"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"\x81\x82\xff\xff\xff,1\n", "unknown_encoding"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, contents, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(contents)
    assert refused(path) == code


def test_a_missing_file_is_named(tmp_path):
    assert refused(tmp_path / "nothing.xlsx") == "no_such_file"


def test_a_text_document_is_no_workbook(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(path) == "wrong_kind"


def test_a_cut_off_workbook_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ROSTER)
    path.write_bytes(path.read_bytes()[:-300])
    assert refused(path) == "unreadable"


def test_an_archive_that_expands_too_far_is_refused_before_parsing(tmp_path):
    path = write_parts(tmp_path / "a.xlsx", "<row/>" + " " * 3_000_000)
    assert path.stat().st_size < 10_000
    assert refused(path, Limits(expanded_bytes=1_000_000)) == "expands"


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    path = write_parts(tmp_path / "a.xlsx", "<row/>" + " " * 3_000_000)
    told = path.read_bytes()
    honest = max(each.file_size for each in zipfile.ZipFile(path).infolist())
    path.write_bytes(told.replace(struct.pack("<L", honest), struct.pack("<L", 1000)))
    assert refused(path) == "unreadable"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"),
        ("<row><c r='A1048576'><v>1</v></c></row>", "too_many_rows"),
        ('<row r="190000"><c r="BZ190000"><v>1</v></c></row>', "too_wide_and_long"),
    ],
)
def test_a_lone_far_cell_costs_no_memory(tmp_path, row, code):
    assert refused(write_parts(tmp_path / "a.xlsx", row)) == code


def test_a_repeated_full_cell_of_an_ods_is_refused(tmp_path):
    content = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content>{content}</office:document-content>")
    assert refused(path) in ("too_many_columns", "too_many_rows")


def test_a_file_that_is_too_large_is_not_opened(tmp_path):
    path = write_csv(tmp_path / "a.csv", ROSTER * 5)
    assert refused(path, Limits(file_bytes=100)) == "too_big"
    assert refused(path, Limits(rows=10)) == "too_many_rows"


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.xlsx", write_xlsx), ("a.xls", write_xls), ("a.ods", write_ods), ("a.csv", write_csv)],
)
def test_a_file_with_spoilt_bytes_is_read_or_refused_and_nothing_else(tmp_path, name, write):
    chance = random.Random(name)
    whole = write(tmp_path / name, ROSTER * 20).read_bytes()
    for _ in range(60):
        spoilt = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(chance.choice([1, 3, 20])):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        (tmp_path / name).write_bytes(spoilt)
        with contextlib.suppress(SpreadsheetProblem):
            read(tmp_path / name)
