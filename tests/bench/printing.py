"""Printing 5,000 rows: PDF against LibreOffice and bare reportlab, XLSX against bare XlsxWriter."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import xlsxwriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.ledgers.catalogue import get_ledger
from app.ledgers.page_model import PageModel
from app.ledgers.pdf import draw_pdf
from app.ledgers.printing import model_of, print_ledger
from app.ledgers.xlsx import write_workbook
from app.offices import OpenOffice
from app.paths import resources
from tests.bench import village
from tests.bench.measuring import Measured, Scale, seconds
from tests.bench.offices import fill, new_office

LEDGER, MONTH, ROWS = "走访台账", "2026-11", 5_000
ROUNDS = 3
FONT = "Noto Serif SC"
LINES_A_PAGE = 25


def office(home: Path) -> OpenOffice:
    """An office whose November fills the ledger."""
    desk = new_office(home)
    ids = fill(desk, "household", village.households(600))
    rows = [
        {**values, "date": f"{MONTH}-{at % 28 + 1:02}"} for at, values in enumerate(village.visits(ROWS, ids))
    ]
    fill(desk, "visit", rows)
    return desk


def cells(model: PageModel) -> list[list[tuple[str, ...]]]:
    """The broken lines of every cell, row by row: what both ways of drawing put on paper."""
    return [list(row) for layout in model.layouts.values() for row in layout.lines]


def bare_pdf(rows: list[list[tuple[str, ...]]]) -> bytes:
    """The peer: the same lines drawn one by one on a canvas, no rules, no page model."""
    pdfmetrics.registerFont(TTFont(FONT, str(resources() / "fonts" / "NotoSerifSC-Regular.ttf")))
    contents = io.BytesIO()
    width, height = landscape(A4)
    canvas = Canvas(contents, pagesize=(width, height), pageCompression=1)
    for at, row in enumerate(rows):
        if at % LINES_A_PAGE == 0:
            if at:
                canvas.showPage()
            canvas.setFont(FONT, 10.5)
        top = height - 40 - at % LINES_A_PAGE * 20
        for column, lines in enumerate(row):
            for number, line in enumerate(lines):
                canvas.drawString(30 + column * width / len(row), top - number * 12, line)
    canvas.save()
    return contents.getvalue()


def bare_xlsx(model: PageModel) -> bytes:
    """The peer: the same texts in one format, nothing merged, no page set-up."""
    contents = io.BytesIO()
    book = xlsxwriter.Workbook(contents, {"in_memory": True})
    sheet = book.add_worksheet()
    style = book.add_format({"border": 1, "text_wrap": True})
    for layout in model.layouts.values():
        for at, row in enumerate(layout.table.texts):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text, style)
    book.close()
    return contents.getvalue()


def converted(program: str, workbook: Path, folder: Path) -> None:
    """LibreOffice makes a PDF of the workbook, with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def measured(scale: Scale) -> Iterator[Measured]:
    """The rows of this topic; without LibreOffice its row is left out."""
    desk = office(scale.folder / "printing")
    pdf, workbook = scale.folder / "ledger.pdf", scale.folder / "ledger.xlsx"
    whole_pdf = min(seconds(partial(print_ledger, desk, LEDGER, MONTH, pdf)) for _ in range(ROUNDS))
    whole_xlsx = min(seconds(partial(print_ledger, desk, LEDGER, MONTH, workbook)) for _ in range(ROUNDS))
    model = model_of(desk, get_ledger(desk, LEDGER), MONTH)
    rows = cells(model)
    drawing = min(seconds(partial(draw_pdf, model)) for _ in range(ROUNDS))
    writing = min(seconds(partial(write_workbook, model)) for _ in range(ROUNDS))
    peer_pdf = min(seconds(partial(bare_pdf, rows)) for _ in range(ROUNDS))
    peer_xlsx = min(seconds(partial(bare_xlsx, model)) for _ in range(ROUNDS))
    desk.close()
    what = f"{ROWS:,} 行台账（{len(model.pages)} 页）"
    if program := shutil.which("soffice"):
        office_suite = min(seconds(partial(converted, program, workbook, scale.folder)) for _ in range(2))
        yield Measured(
            f"{what}印成 PDF，从查询到落盘", whole_pdf, office_suite, "秒", "LibreOffice 转同一张表", 0.3
        )
    yield Measured("  其中：画 PDF", drawing, peer_pdf, "秒", "reportlab 逐行画同样的字")
    yield Measured(f"{what}写成 XLSX", writing, peer_xlsx, "秒", "XlsxWriter 写同样的格子", 1.2)
    yield Measured("  从查询到落盘", whole_xlsx, peer_xlsx, "秒", "XlsxWriter 写同样的格子")
