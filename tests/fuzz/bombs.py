"""Files made to fill the memory or to hang the reader: small on the disk, huge when they are believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import xlwt

from tests.fuzz import workbooks
from tests.fuzz.workbooks import MAIN, ROWS, TEXTS, ods, ods_cell, ods_content, sheet, strings, xlsx

MILLION = 1_000_000


def _many(first: str, count: int) -> str:
    return "".join(f'<c r="A{at}" t="s"><v>{first}</v></c>' for at in range(1, count))


def shared_text_copied() -> bytes:
    """One long text that a hundred thousand cells name."""
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 100_000))
    return xlsx(sheet=sheet(rows), strings=strings("长" * 32_000))


def shared_texts_without_end() -> bytes:
    """Hundreds of megabytes of shared texts."""
    return xlsx(strings=strings(*TEXTS, *(["甲" * 1000] * 24_000)))


def cells_without_places() -> bytes:
    """A row of many cells that say nothing of where they stand, above many short rows."""
    wide = "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>"
    return xlsx(sheet=sheet(wide + "<row><c><v>1</v></c></row>" * 150_000))


def cells_too_many() -> bytes:
    """More filled cells than anybody types."""
    row = "".join(f'<c r="{chr(65 + at)}{{0}}"><v>1</v></c>' for at in range(20))
    return xlsx(
        sheet=sheet("".join(f'<row r="{n}">{row.replace("{0}", str(n))}</row>' for n in range(1, 90_000)))
    )


def far_cell() -> bytes:
    """Two cells with the whole sheet between them, the far one in small letters and odd blanks."""
    return xlsx(sheet=sheet(ROWS + "<row r = '1048576'><c t=\"n\" r\n=\n'xfd1048576'><v>1</v></c></row>"))


def far_cell_behind_attributes() -> bytes:
    """The same behind a thousand characters of attributes."""
    return xlsx(
        sheet=sheet(f'<row a="{"b" * 1000}" r="1048576"><c b="{"c" * 900}" r="XFD9"><v>1</v></c></row>')
    )


def entities() -> bytes:
    """A billion laughs in a part of the workbook."""
    declared = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    text = f'<!DOCTYPE a [<!ENTITY a0 "ha">{declared}]>' + sheet(
        '<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>'
    )
    return xlsx(sheet=text)


def entities_of_an_ods() -> bytes:
    """The same in an OpenDocument."""
    declared = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return ods(
        f'<!DOCTYPE a [<!ENTITY a0 "ha">{declared}]>'
        + ods_content(f"<table:table-row>{ods_cell('&a9;')}</table:table-row>")
    )


def repeats_of_an_ods() -> bytes:
    """A row of two hundred cells, repeated almost without end, in single quotes."""
    row = f"<table:table-row table:number-rows-repeated='190000'>{ods_cell('甲乙丙', 250)}</table:table-row>"
    return ods(ods_content(row))


def long_text_repeated_in_an_ods() -> bytes:
    """A long text in a cell that is repeated."""
    row = f'<table:table-row table:number-rows-repeated="5000">{ods_cell("长" * 30_000)}</table:table-row>'
    return ods(ods_content(row))


def deep_ods() -> bytes:
    """Elements in elements."""
    return ods(ods_content("<table:table-row>" * 50_000))


def merges() -> bytes:
    """Half a million merged ranges."""
    merged = "".join(f'<mergeCell ref="A{at}:Z{at}"/>' for at in range(1, 300_000))
    return xlsx(sheet=sheet(more=f"<mergeCells>{merged}</mergeCells>"))


def merge_over_everything() -> bytes:
    """One merge over the whole sheet, which carrying down must not fill."""
    return xlsx(sheet=sheet(more='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))


def one_sheet_a_thousand_times() -> bytes:
    """A thousand sheets that are all the same large part."""
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="Z{at}"><v>1</v></c></row>' for at in range(1, 40_000)
    )
    listed = "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="r1"/>' for at in range(1, 1000))
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{workbooks.OFFICE}"><sheets>{listed}</sheets></workbook>'
    return xlsx(sheet=sheet(rows), book=book)


def zip_of_zeros() -> bytes:
    """Hundreds of megabytes of zeros in an entry that nobody asks for."""
    made = io.BytesIO(xlsx())
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a.png", "w", force_zip64=True) as entry,
    ):
        for _ in range(250):
            entry.write(bytes(1 << 20))
    return made.getvalue()


def entries_too_many() -> bytes:
    """More entries than a workbook has."""
    return workbooks.zipped({**workbooks.parts(), **{f"xl/a{at}.xml": "<a/>" for at in range(9000)}})


def two_sheets_of_one_name() -> bytes:
    """The sheet twice: a small one that is looked at, a large one that might be read."""
    rows = "".join(f'<row r="{at}"><c r="IV{at}"><v>1</v></c></row>' for at in range(1, 150_000))
    return workbooks.zipped(dict(workbooks.parts()), ((workbooks.SHEET, sheet(rows).encode()),))


def binary_workbook_beside() -> bytes:
    """An .xlsb inside what looks like an .xlsx."""
    return workbooks.zipped({**workbooks.parts(), "xl/workbook.bin": b"\x83\x01\0" * 99})


def utf16_part() -> bytes:
    """A sheet in UTF-16, in which no tag can be counted."""
    return xlsx(sheet=sheet().encode("utf-16"))


def far_cell_of_an_xls() -> bytes:
    """Two cells of an old workbook with everything between them."""
    return _xls([(0, 0, "姓名"), (65535, 255, "x")])


def text_of_an_xls_copied() -> bytes:
    """A long text of an old workbook that many cells name."""
    return _xls([(row, column, "长" * 32_000) for row in range(2000) for column in range(9)])


def _xls(cells: list[tuple[int, int, str]]) -> bytes:
    book, made = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    page = book.add_sheet("花")
    for each in cells:
        page.write(*each)
    book.save(made)
    return made.getvalue()


def sizes_that_an_xls_claims() -> bytes:
    """The sheet says of itself that it has half a billion rows."""
    contents = bytearray(workbooks.xls())
    at = contents.index(b"\0\x02\x0e\0" + bytes(4)) + 4
    contents[at + 4 : at + 8] = struct.pack("<I", 0x22000003)
    return bytes(contents)


def texts_that_an_xls_claims() -> bytes:
    """The table of texts says that it has two billion."""
    contents = bytearray(workbooks.xls())
    at = contents.index(b"\xfc\0") + 4
    contents[at + 4 : at + 8] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(contents)


def stream_that_an_xls_claims() -> bytes:
    """The container says that the workbook in it has four gigabytes."""
    contents = bytearray(workbooks.xls())
    at = contents.index("Workbook".encode("utf-16-le")) + 120
    contents[at : at + 4] = struct.pack("<I", 0xFFFFFF00)
    return bytes(contents)


def sizes_that_an_xlsx_claims() -> bytes:
    """Counts and ranges that the parts state and do not keep."""
    said = sheet().replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    counted = strings(*TEXTS).replace("<sst ", '<sst count="4294967295" uniqueCount="4294967295" ')
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="4294967295"/><cellXfs count="4294967295"/></styleSheet>'
    )
    merged = said.replace("</worksheet>", '<mergeCells count="4294967295"/></worksheet>')
    return xlsx(sheet=merged, strings=counted, styles=styles)


def csv_of_one_line() -> bytes:
    """Millions of cells in one line."""
    return b"C" + b"a," * (8 * MILLION)


def csv_of_one_row() -> bytes:
    """Millions of cells in one row that goes on over many lines."""
    return b"C" + b'"\n",' * (6 * MILLION)


def csv_of_one_cell() -> bytes:
    """One cell with an open quotation mark and no end."""
    return b'C"' + "户主\n".encode() * (4 * MILLION)


def csv_of_empty_rows() -> bytes:
    """Millions of empty lines."""
    return b"C" + b"\n" * (60 * MILLION)


def png_of_a_wall() -> bytes:
    """A picture of 60,000 by 60,000 points in a few kilobytes."""
    return _png(60_000, 60_000, zlib.compress(bytes(1 << 22), 9))


def png_of_a_long_note() -> bytes:
    """A text chunk that unpacks to hundreds of megabytes."""
    note = b"a\0\0" + zlib.compress(bytes(150 << 20), 9)
    return _png(8, 8, zlib.compress(bytes(8 * 25), 9), ((b"zTXt", note), (b"iCCP", note)))


def gif_of_many_frames() -> bytes:
    """A small picture whose frames do not end."""
    head = b"GIF89a" + struct.pack("<HHBBB", 9000, 5000, 0xF7, 0, 0) + bytes(768)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 9000, 5000, 0) + b"\x08\x02\x00\x01\x00"
    return head + frame * 20_000 + b"\x3b"


def _png(width: int, height: int, pixels: bytes, more: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        *more,
        (b"IDAT", pixels),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def json_of_brackets() -> bytes:
    """A megabyte of open brackets."""
    return b'{"name":' + b"[" * 1_000_000


def json_of_digits() -> bytes:
    """A number of a million digits."""
    return b'{"name":"a","notes":' + b"9" * 1_000_000 + b"}"


def json_of_names() -> bytes:
    """An object of a hundred thousand names."""
    return b"{" + b",".join(b'"x_%d":1' % at for at in range(80_000)) + b"}"


def definition_of_brackets() -> bytes:
    """A ledger of conditions without end."""
    condition = b'{"path":"date","value":"' + b"a" * 50_000 + b'"}'
    return b'{"name":"a","title":"b","source":"visit","where":[' + b",".join([condition] * 99) + b"]}"


def toml_of_tables() -> bytes:
    """Tables in tables in tables."""
    return b"[" + b".".join([b"a"] * 60_000) + b"]\nb=1\n"


def toml_of_brackets() -> bytes:
    """An array of arrays of arrays."""
    return b"a=" + b"[" * 100_000


def words_without_end() -> bytes:
    """A megabyte to be searched for."""
    return "张 ".encode() * 250_000


def digits_without_end() -> bytes:
    """Digits and blanks, in which every neighbour may be part of a number."""
    return b"1 " * 200_000


def key_file_that_costs() -> bytes:
    """A wrap that asks for terabytes and hours."""
    wrap = b'"kdf":"argon2id","passes":4000000000,"memory_kib":4000000000,"lanes":9,"salt":"' + b"A" * 24
    return (
        b'{"format":1,"wraps":[{"name":"a",'
        + wrap
        + b'","nonce":"AAAAAAAAAAAAAAAA","wrapped":"'
        + b"A" * 64
        + b'"}]}'
    )


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    f"{target}:{made.__name__}": (target, made)
    for target, group in {
        "spreadsheet": (
            shared_text_copied, shared_texts_without_end, cells_without_places, cells_too_many, far_cell,
            far_cell_behind_attributes, entities, entities_of_an_ods, repeats_of_an_ods,
            long_text_repeated_in_an_ods, deep_ods, merges, merge_over_everything, one_sheet_a_thousand_times,
            zip_of_zeros, entries_too_many, two_sheets_of_one_name, binary_workbook_beside, utf16_part,
            far_cell_of_an_xls, text_of_an_xls_copied, sizes_that_an_xls_claims, texts_that_an_xls_claims,
            stream_that_an_xls_claims, sizes_that_an_xlsx_claims, csv_of_one_line,
            csv_of_one_row, csv_of_one_cell, csv_of_empty_rows,
        ),
        "picture": (png_of_a_wall, png_of_a_long_note, gif_of_many_frames),
        "json_lines": (json_of_brackets, json_of_digits, json_of_names),
        "json_object": (json_of_names, json_of_digits),
        "definition": (definition_of_brackets,),
        "mapping": (toml_of_tables, toml_of_brackets),
        "search_words": (words_without_end, digits_without_end),
        "printed": (words_without_end, digits_without_end),
        "key_file": (key_file_that_costs,),
    }.items()
    for made in group
}  # fmt: skip
