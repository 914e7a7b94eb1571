"""The menu 打印 of the page of reviews: a member's book, the remark, and the lists of a period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ledgers.handbook_book import REVIEW_PAGE, print_book
from app.ledgers.periods import Period
from app.reviews import Reviewed
from ui.context import Context
from ui.pages.paper import Paper, PaperSheet
from ui.pages.text.reviews import say
from ui.reviews.papers import BookPaper, ReviewsPaper

RECORD, SHOWN = "讲评记录", "优秀手册集中展示"


@dataclass(frozen=True)
class Printable:
    """What may be printed now: the period, the shown book, and all books of the table."""

    period: Period
    book: Reviewed | None
    books: Sequence[Reviewed]

    def reviews(self, only_shown: bool = False) -> tuple[str, ...]:
        """Ids of the reviews of these books."""
        found = (review for book in self.books for review in book.reviews)
        return tuple(each.id for each in found if each["shown"] or not only_shown)


class PrintMenu(QMenu):
    """`allow` before it opens; `let_go` keeps what is being written, or says no."""

    def __init__(self, context: Context, let_go: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._let_go = context, let_go
        self._now: Printable | None = None
        self.setToolTipsVisible(True)
        self.entries: dict[str, QAction] = {}
        acts = {
            "book": self.print_book, "workbook": self.save_workbook, "page": self.print_page,
            "record": partial(self._print_list, RECORD, False),
            "shown": partial(self._print_list, SHOWN, True),
        }  # fmt: skip
        for name, act in acts.items():
            self.entries[name] = entry = self.addAction(say(f"print.{name}"))
            entry.triggered.connect(lambda _=False, act=act: act())

    def allow(self, now: Printable) -> None:
        """Offer what can be printed of this; what cannot says why."""
        self._now = now
        book, reviewed = now.book is not None, now.book is not None and now.book.review is not None
        lacking = {
            "book": "" if book else "why.no_book",
            "workbook": "" if book else "why.no_book",
            "page": "" if reviewed else "why.no_review",
            "record": "" if now.reviews() else "why.no_reviews",
            "shown": "" if now.reviews(True) else "why.none_shown",
        }
        for name, why in lacking.items():
            self.entries[name].setEnabled(not why)
            self.entries[name].setToolTip(say(why) if why else "")

    def print_book(self) -> None:
        """The shown member's whole book."""
        now = self._now
        if now is None or now.book is None:
            self._context.line.say(say("why.no_book"))
            return
        heading = say("paper.book", name=now.book.named.name, period=now.period.label)
        self._show(BookPaper(now.book.named.book.recorder, now.period.code, heading))

    def print_page(self) -> None:
        """The one-page remark for the shown member."""
        now = self._now
        if now is not None and now.book is not None and now.book.review is not None:
            heading = say("paper.page", name=now.book.named.name, period=now.period.label)
            self._show(ReviewsPaper(REVIEW_PAGE, (now.book.review.id,), now.period.code, heading))

    def save_workbook(self) -> None:
        """The shown member's book as a workbook."""
        now = self._now
        if now is None or now.book is None:
            return
        name = say("paper.book", name=now.book.named.name, period=now.period.label)
        asked = say("print.workbook"), say("workbook.kinds"), Path(f"{name}.xlsx")
        path = self._context.messages.ask_save(*asked)
        if path is not None and self._let_go():
            path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
            member = now.book.named.book.recorder
            self._context.tasks.run(
                print_book, self._context.desk, member, now.period.code, path, owner=self,
                done=lambda made: self._context.line.say(say("workbook.saved", path=made.path)),
            )  # fmt: skip

    def _print_list(self, ledger: str, only_shown: bool) -> None:
        if self._now is not None:
            self._show(ReviewsPaper(ledger, self._now.reviews(only_shown), self._now.period.code, ledger))

    def _show(self, paper: Paper) -> None:
        page = self.parentWidget()
        if self._let_go() and page is not None:
            PaperSheet.show_over(page, self._context, paper)
