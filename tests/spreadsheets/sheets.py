"""Workbooks for tests, written in every format and with the sins of each program."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Any  # lists of lists of whatever a cell can hold

ROSTER: list[list[Any]] = [
    ["户主姓名", "姓名", "与户主关系", "性别", "身份证号", "村民组"],
    ["张桂花", "张桂花", "户主", "女", "500110196203041228", "三组"],
    [None, "李大山", "丈夫", "男", "500110196005150012", None],
    ["王德发", "王德发", "户主", "男", "500110195507070018", "四组"],
]


def write_xlsx(path: Path, rows: Rows, merges: Sequence[str] = (), sheet: str = "花名册") -> Path:
    """As Excel does it."""
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    active.title = sheet
    for row in rows:
        active.append(list(row))
    for line in active.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"  # typed as text
    for each in merges:
        active.merge_cells(each)
    book.save(path)
    return path


def write_xls(path: Path, rows: Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """As Excel 97 did it. A merge is (first row, last row, first column, last column)."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("花名册")
    merged = {(top, left): (top, bottom, left, right) for top, bottom, left, right in merges}
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if (number, column) in merged:
                sheet.write_merge(*merged[number, column], value)
            elif value is not None:
                sheet.write(number, column, value)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: Rows) -> Path:
    """As LibreOffice does it, with the empty rows it repeats to the end of the sheet."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="花名册")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string") if value is not None else TableCell()
            if value is not None:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    rest = TableRow(numberrowsrepeated=1048000)
    rest.addElement(TableCell(numbercolumnsrepeated=1024))
    table.addElement(rest)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """As WPS saves it."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_inline_xlsx(path: Path, rows: Rows) -> Path:
    """As exports and WPS on the web do it: texts inside the cells, no shared strings, no styles."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
            for column, value in enumerate(row)
            if value is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return write_parts(path, "".join(lines))


def write_parts(path: Path, sheet_rows: str) -> Path:
    """A workbook from the XML of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="花名册" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet_rows}'
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
