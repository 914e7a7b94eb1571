"""What the page of reviews puts on paper: a member's book, and ledgers of the reviews of a period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.ledgers.catalogue import get_ledger
from app.ledgers.handbook_book import BOOK, preview_book
from app.ledgers.printing import Preview, preview, save_pdf
from app.ledgers.taking_out import PRINTED, note


@dataclass(frozen=True)
class BookPaper:
    """One member's book of a period (as Period.code). Its methods are for the database worker."""

    member: str
    period: str
    heading: str

    def pages(self, desk: Desk) -> Preview:
        """The book."""
        return preview_book(desk, self.member, self.period)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the very bytes that are shown. Raises LedgerProblem as `save_pdf` does."""
        definition = get_ledger(desk, BOOK)
        return save_pdf(desk, definition, self.period, "inner", len(made.ids), made.pdf, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log: it went onto paper."""
        note(desk, PRINTED, get_ledger(desk, BOOK), self.period, "inner", len(made.ids), "paper")


@dataclass(frozen=True)
class ReviewsPaper:
    """A ledger of these reviews, under the period whose books they are of."""

    ledger: str
    ids: tuple[str, ...]
    period: str
    heading: str

    def pages(self, desk: Desk) -> Preview:
        """The ledger."""
        return preview(desk, self.ledger, self.period, ids=self.ids)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the very bytes that are shown. Raises LedgerProblem as `save_pdf` does."""
        definition = get_ledger(desk, self.ledger)
        return save_pdf(desk, definition, self.period, "inner", len(made.ids), made.pdf, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log: it went onto paper."""
        note(desk, PRINTED, get_ledger(desk, self.ledger), self.period, "inner", len(made.ids), "paper")
