"""A member's handbook of a period as one book: cover, contents, pages, and at the end the 讲评 page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app import records, reviews
from app.desk import Desk
from app.ledgers.building import build, forms_of
from app.ledgers.catalogue import get_ledger
from app.ledgers.contents import Content, Table
from app.ledgers.definitions import Condition, LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk, write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import Period, parse_period
from app.ledgers.printing import WRITERS, Preview, Written
from app.ledgers.problems import LedgerProblem
from app.ledgers.sources import DeskSource
from app.ledgers.taking_out import SAVED, allow_file, allow_sight, note
from app.ledgers.text import word
from app.records import Record

BOOK, REVIEW_PAGE = "工作手册", "手册讲评意见"


def content_of(desk: Desk, member: str, period: str) -> Content:
    """What the book says. It has its cover however few its pages; a list of contents only where it is longer.

    Raises LedgerProblem: not_a_period, sensitive_needs_review, no_such_ledger; Problem no_such_record.
    """
    chosen = parse_period(period)
    person = records.get(desk, "person", member)
    definition = _definition(desk, person)
    least = get_ledger(desk, BOOK).bound_from
    allow_sight(desk, definition, "inner")
    source = DeskSource(desk)
    content = build(source, definition, chosen)
    page = get_ledger(desk, REVIEW_PAGE)
    reviewed = [_review(desk, person, chosen)]
    closing = forms_of(source, page, chosen, reviewed, word("book_review"))
    kept = (each for each in content.sections if not isinstance(each, Table) or len(each.texts) >= least)
    return replace(content, sections=(*kept, closing))


def _definition(desk: Desk, person: Record) -> LedgerDefinition:
    definition = get_ledger(desk, BOOK)
    own = Condition("recorder", "=", person.id)
    return replace(definition, where=(*definition.where, own), bound_from=1)


def _review(desk: Desk, person: Record, period: Period) -> Record:
    """The review of just this book that the operator may read; without one an empty page to write on."""
    first, last = period.first.isoformat(), period.last.isoformat()
    found = next(
        (
            each.review
            for each in reviews.reviewed_books(desk, first, last)
            if each.named.book.recorder == person.id
        ),
        None,
    )
    return found or Record("review", "", {"member": person.id, "first": first, "last": last})


def _model(desk: Desk, member: str, period: str) -> PageModel:
    return lay_out(content_of(desk, member, period), typefaces(system_folders()))


def preview_book(desk: Desk, member: str, period: str) -> Preview:
    """The book as PDF. Raises as `content_of` does."""
    try:
        model = _model(desk, member, period)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, model.content.ids)
    finally:
        release_faces()


def print_book(desk: Desk, member: str, period: str, path: Path, disk: Disk = REAL_DISK) -> Written:
    """Write the book to `path`, .pdf or .xlsx; noted in the audit log.

    Raises LedgerProblem: unknown_file_type, export_needs_review, what `content_of` and `write_file` raise.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise LedgerProblem("unknown_file_type", suffix=path.suffix)
    allow_file(desk, get_ledger(desk, BOOK), "inner")
    try:
        model = _model(desk, member, period)
        contents = write(model)
    finally:
        release_faces()
    made = model.content
    note(desk, SAVED, made.definition, made.period.code, "inner", len(made.ids), path.suffix.lower()[1:])
    write_file(path, contents, disk)
    return Written(path, len(model.pages), model.warnings, made.ids)
