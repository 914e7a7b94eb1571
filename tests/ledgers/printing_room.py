"""Short ways through the ledgers for tests: from the fake office to pages, PDF text and cells."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtPdf import QPdfDocument

from app.ledgers.building import build
from app.ledgers.catalogue import shipped
from app.ledgers.contents import Content, Cover, Table
from app.ledgers.definitions import LedgerDefinition, read_definition
from app.ledgers.page_model import PageModel, TablePage
from app.ledgers.paging import lay_out
from app.ledgers.periods import parse_period
from tests.ledgers.fake_office import FakeOffice

GOLDEN = Path(__file__).parent / "golden"


def ledger(name: str, **changes: Any) -> LedgerDefinition:
    """The shipped ledger of that name, with changes."""
    return replace(shipped()[name], **changes)


def made(office: FakeOffice, definition: LedgerDefinition, period: str = "2026-11", **how: Any) -> Content:
    """What the ledger says."""
    return build(office, definition, parse_period(period), **how)


def paged(office: FakeOffice, definition: LedgerDefinition, period: str = "2026-11", **how: Any) -> PageModel:
    """The ledger's pages in the shipped fonts."""
    return lay_out(made(office, definition, period, **how))


def table_of(content: Content, section: int = 0) -> Table:
    """That section, which is a table."""
    found = content.sections[section]
    assert isinstance(found, Table)
    return found


def cover_of(content: Content, section: int) -> Cover:
    """That section, which is a cover."""
    found = content.sections[section]
    assert isinstance(found, Cover)
    return found


def table_pages(model: PageModel) -> list[TablePage]:
    """The pages that hold tables."""
    return [page for page in model.pages if isinstance(page, TablePage)]


def from_toml(text: str) -> LedgerDefinition:
    """A definition written in a test."""
    return read_definition(tomllib.loads(text))


def pdf_texts(pdf: bytes) -> list[str]:
    """The text of each page as a reader finds it, without blanks."""
    document, buffer, contents = QPdfDocument(), QBuffer(), QByteArray(pdf)
    buffer.setData(contents)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    texts = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return ["".join(text.split()) for text in texts]


def reddish(pdf: bytes) -> bool:
    """Whether anything on the first page is red."""
    document, buffer, contents = QPdfDocument(), QBuffer(), QByteArray(pdf)
    buffer.setData(contents)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    picture = document.render(0, QSize(700, 500))
    colours = (picture.pixelColor(x, y) for x in range(700) for y in range(500))
    found = any(each.alpha() and each.red() - max(each.green(), each.blue()) > 60 for each in colours)
    document.close()
    return found


def sheets(workbook: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each sheet."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }
