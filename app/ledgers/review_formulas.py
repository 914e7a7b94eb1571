"""What a ledger computes of reviews: the period of the book, its pages, and which haves they lacked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from app.handbook import FIVE_HAVES, Completeness, completeness
from app.kinds import Sensitivity
from app.ledgers.periods import period_between
from app.ledgers.reading import Cells, Formula, Reading, Rows, as_day, text_cells
from app.ledgers.text import word
from app.matters import Event, event_of, standing
from db.records import Query, Record, Where


@dataclass(frozen=True)
class _Days:
    """Whose pages of which days, as they stood on the day `seen`."""

    member: str
    first: str
    last: str
    seen: str


def _days(reading: Reading, review: Record) -> _Days:
    seen = review["date"] or reading.source.today.isoformat()
    return _Days(review["member"] or "", review["first"] or "", review["last"] or "9999", seen)


def _marks(reading: Reading, rows: Rows) -> list[list[Completeness]]:
    """Per review, which haves each page of its book lacked on the day of the review."""
    known: dict[_Days, list[Completeness]] = reading.kept.setdefault("reviewed_books", {})
    asked = [_days(reading, row) if row is not None else None for row in rows]
    unread = {each for each in asked if each is not None and each not in known}
    if unread:
        known.update({each: [] for each in unread})
        matters = _matters(reading, unread)
        events = _events(reading, [matter.id for matter in matters])
        for each in unread:
            for matter in matters:
                until = min(each.last, each.seen)
                if matter["recorder"] == each.member and each.first <= matter["opened"] <= until:
                    known_then = [event for event in events[matter.id] if event.date <= each.seen]
                    known[each].append(completeness(matter, standing(known_then)))
    return [known[each] if each is not None else [] for each in asked]


def _matters(reading: Reading, asked: set[_Days]) -> list[Record]:
    where = (
        Where("recorder", "in", sorted({each.member for each in asked})),
        Where("opened", ">=", min(each.first for each in asked)),
        Where("opened", "<=", max(each.last for each in asked)),
    )
    return reading.source.find(Query("matter", where=where))


def _events(reading: Reading, matters: list[str]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for record in reading.source.find(Query("matter_event", where=(Where("matter", "in", matters),))):
        found[record["matter"]].append(event_of(record))
    return found


def book_period(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """手册期间: the month, quarter or year reviewed, else from day to day."""
    texts = []
    for row in rows:
        first, last = (as_day((row[name] if row is not None else "") or "") for name in ("first", "last"))
        texts.append(period_between(first, last).label if first and last and first <= last else "")
    return text_cells(texts)


def book_pages(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """页数: how many matters stand in the book."""
    return _counts([len(each) for each in _marks(reading, rows)])


def book_complete(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """五有齐全: how many of them had all five."""
    return _counts([sum(mark.complete for mark in each) for each in _marks(reading, rows)])


def book_missing(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """缺项: which have was missing on how many pages."""
    texts = []
    for marks in _marks(reading, rows):
        counts = Counter(name for mark in marks for name in mark.missing)
        told = [
            word("book_lacks", name=FIVE_HAVES[name], count=counts[name])
            for name in FIVE_HAVES
            if counts[name]
        ]
        texts.append(word("list_mark").join(told) or (word("book_lacks_nothing") if marks else ""))
    return text_cells(texts)


def book_shown(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """集中展示: said of those that are shown; nothing of the others, which are no worse for it."""
    return text_cells([word("yes") if row is not None and row["shown"] else "" for row in rows])


def _counts(numbers: list[int]) -> Cells:
    return Cells([str(each) for each in numbers], list(numbers), list(numbers))


REVIEW_FORMULAS: dict[str, Formula] = {
    "$book_period": Formula(book_period),
    "$book_pages": Formula(book_pages, Sensitivity.PERSONAL),
    "$book_complete": Formula(book_complete, Sensitivity.PERSONAL),
    "$book_shown": Formula(book_shown),
    "$book_missing": Formula(book_missing, Sensitivity.PERSONAL),
}
