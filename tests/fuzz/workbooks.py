"""Workbooks from bytes: the first byte says which part of a workbook the rest takes the place of."""

from __future__ import annotations

import io
import warnings
import zipfile
from functools import cache

import xlwt

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SORT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS, STYLES = "xl/_rels/workbook.xml.rels", "xl/styles.xml"
# The first byte of an example → the part of an .xlsx that the rest of it is.
PARTS = {b"X": SHEET, b"S": STRINGS, b"W": BOOK, b"R": RELATIONS, b"Y": STYLES}
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>3</v></c><c r="C2"><v>5e17</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="s"><v>4</v></c><c r="C3" t="s"><v>5</v></c></row>'
)
TEXTS = ("户主姓名", "姓名", "身份证号", "张桂花", "=1+1", "500110196203041228")


def sheet(rows: str = ROWS, more: str = "") -> str:
    """A sheet's XML."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def strings(*texts: str) -> str:
    """The XML of the shared texts."""
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{each}</t></si>" for each in texts) + "</sst>"


def parts() -> dict[str, str]:
    """A small right workbook, part by part."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{_SORT}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_SORT}.worksheet+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{_SORT}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{BOOK}"/></Relationships>',
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="花名册" sheetId="1" r:id="r1"/></sheets></workbook>',
        RELATIONS: f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        SHEET: sheet(),
        STRINGS: strings(*TEXTS),
    }


def zipped(contents: dict[str, str | bytes], more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """An archive of these entries; `more` may name one a second time."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name that is there twice is meant
        for name, text in (*contents.items(), *more):
            info = zipfile.ZipInfo(name, (2026, 11, 20, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return made.getvalue()


def xlsx(**changed: str | bytes) -> bytes:
    """The small workbook with another sheet, strings, book, relations or styles."""
    places = {"sheet": SHEET, "strings": STRINGS, "book": BOOK, "relations": RELATIONS, "styles": STYLES}
    return zipped({**parts(), **{places[name]: text for name, text in changed.items()}})


def ods(content: str | bytes) -> bytes:
    """An OpenDocument spreadsheet of that content.xml."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_content(rows: str) -> str:
    """The content.xml of a sheet of these rows."""
    spaces = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    return (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="花名册">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def ods_cell(text: str, repeated: int = 1) -> str:
    """A cell with a text."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


@cache
def xls() -> bytes:
    """A small old workbook."""
    book, made = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    page = book.add_sheet("花名册")
    for row, cells in enumerate((TEXTS[:3], ("张桂花", "张桂花", 5e17), ("张桂花", "=1+1", "x"))):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)
    book.save(made)
    return made.getvalue()


def made_of(data: bytes) -> bytes:
    """The file that an example stands for; whatever begins otherwise is the file itself."""
    first, rest = data[:1], data[1:]
    if first in PARTS:
        return zipped({**parts(), PARTS[first]: rest})
    if first == b"O":
        return ods(rest)
    if first == b"B":
        return _spoilt(xls(), rest)
    if first == b"Z":
        return _spoilt(xlsx(), rest)
    return rest if first == b"C" else data


def _spoilt(contents: bytes, edits: bytes) -> bytes:
    """The contents with three bytes of an example for each byte that is changed: where, and what to."""
    changed = bytearray(contents)
    for at in range(0, len(edits) - 2, 3):
        changed[int.from_bytes(edits[at : at + 2], "big") % len(changed)] = edits[at + 2]
    return bytes(changed)
