"""What the page of reviews asks of the desk, on the worker: books with their reviews, pages in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app import records, reviews
from app.desk import Desk
from app.handbook import Book, branches
from app.ledgers.building import forms_of
from app.ledgers.catalogue import get_ledger
from app.ledgers.handbook_book import BOOK
from app.ledgers.periods import Period, period_between
from app.ledgers.sources import DeskSource
from app.masking import mask_text
from app.own_person import own_person
from app.reviews import Remark, Reviewed
from ui.pages.text.handbook import say as short
from ui.pages.text.reviews import say
from ui.tables.rows import Row


@dataclass(frozen=True)
class Shelf:
    """The books of a period. `told`: review id → what it says in words; `own`: the operator's person."""

    books: tuple[Reviewed, ...]
    branches: Mapping[str, str]
    told: Mapping[str, Remark]
    own: str

    def book_of(self, member: str) -> Reviewed | None:
        """The book of that member."""
        return next((each for each in self.books if each.named.book.recorder == member), None)


@dataclass(frozen=True)
class PageText:
    """One page of a book: what stands under each heading, and what of the five is missing."""

    id: str
    mark: str
    complete: bool
    parts: tuple[tuple[str, str], ...]


def shelf(desk: Desk, period: Period, branch: str) -> Shelf:
    """The books that this operator may look into."""
    first, last = period.first.isoformat(), period.last.isoformat()
    found = reviews.reviewed_books(desk, first, last, branch)
    told = {review.id: reviews.remark(desk, review) for each in found for review in each.reviews}
    named = branches(desk, [each.named for each in found])
    return Shelf(found, named, told, own_person(desk))


def page_texts(desk: Desk, book: Book, period: Period) -> list[PageText]:
    """The pages as they are printed, numbers of people masked as on every screen."""
    forms = forms_of(
        DeskSource(desk), get_ledger(desk, BOOK), period, [page.matter for page in book.pages], ""
    ).forms
    is_open = desk.sight.is_open(desk.now())
    texts = []
    for page, form in zip(book.pages, forms, strict=True):
        parts = tuple(_part([(each.cell.label, each.text) for each in row]) for _, row in form.rows)
        shown = parts if is_open else tuple((label, mask_text(text)) for label, text in parts)
        texts.append(PageText(page.matter.id, page.completeness.mark, page.completeness.complete, shown))
    return texts


def _part(cells: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """A row of the page: its heading and text; of several short fields one line without a heading."""
    if len(cells) == 1:
        return cells[0]
    told = [say("page.short", label=label, text=text) for label, text in cells if text]
    return "", "　".join(told)


def rows_of(found: Shelf) -> list[Row]:
    """The table of the books, by name."""
    return [_row(each, found.told) for each in found.books]


def _row(each: Reviewed, remarks: Mapping[str, Remark]) -> Row:
    book = each.named.book
    if each.review is None:
        told = say("not_reviewed")
    elif each.review["shown"]:
        told = say("reviewed_shown", grade=remarks[each.review.id].grade)
    else:
        told = remarks[each.review.id].grade
    cells = (
        each.named.name,
        say("complete", complete=book.complete_count, pages=len(book.pages)),
        told,
        lacking(book) or say("none"),
    )
    return Row(book.recorder, cells)


def lacking(book: Book) -> str:
    """“结果反馈 3、心得体会 1”; "" when nothing is missing."""
    counts: Sequence[tuple[str, int]] = list(book.missing_counts.items())
    return "、".join(say("missing", name=short(f"five.{name}"), count=count) for name, count in counts)


def book_meant(desk: Desk, id: str) -> tuple[str, Period | None]:
    """Whose book is meant by a person or a review, and of the review the period; ("", None) for neither."""
    review = records.by_ids(desk, "review", [id]).get(id)
    if review is None:
        return (id if records.by_ids(desk, "person", [id]) else "", None)
    try:
        first, last = (date.fromisoformat(review[name] or "") for name in ("first", "last"))
        return review["member"], period_between(first, last)
    except ValueError:
        return review["member"], None
