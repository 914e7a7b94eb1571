"""讲评: the members' books of a period by name, read page by page, with grade and remark beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ledgers.periods import Period
from app.records import Record
from app.reviews import Reviewed, may_review
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.shortcuts import bind
from ui.pages.text.reviews import say
from ui.reviews import reading
from ui.reviews.own_hints import OwnHints
from ui.reviews.pages_pane import PagesPane, plain_label
from ui.reviews.periods import offered
from ui.reviews.printing import Printable, PrintMenu
from ui.reviews.reading import PageText, Shelf
from ui.reviews.remarks import remark_words
from ui.reviews.review_form import ReviewForm
from ui.tables.empty import EmptyState
from ui.tables.plain import PlainTable

HEADS = (("name", 92), ("complete", 92), ("review", 92), ("missing", 0))
CONCERNED = frozenset({"review", "matter", "matter_event", "person", "post", "organization"})


class ReviewsPage(Page):
    """PgDn and PgUp read on, Alt+PgDn and Alt+PgUp take the next book, Ctrl+P prints it.

    `open(id)`: a review, or the person whose book is meant.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self._may_review = may_review(context.desk)
        self._shelf = Shelf((), {}, {}, "")
        self._member = ""
        self._shown = ("", "")  # period and member that the form beside is about
        self.review: ReviewForm | None = None
        self.period = QComboBox()
        self.branch = QComboBox()
        self.table = PlainTable(say("books"), [(say(f"head.{name}"), width) for name, width in HEADS])
        self.pages = PagesPane()
        self.remark = plain_label()
        self.empty = EmptyState("handbook", "", say("first"))
        self.own_button = QPushButton(icon("eye"), say("own"))
        self.print_button = QPushButton(icon("print"), say("print"))
        self.menu = PrintMenu(context, self.leave, self)
        self._beside = QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        for box, name in ((self.period, "period"), (self.branch, "branch")):
            box.setAccessibleName(say(name))
            box.setToolTip(say(name))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for each in offered(self.context.desk.today()):
            self.period.addItem(each.label, each)
        self.branch.addItem(say("branch.all"), "")
        self.own_button.setToolTip(say("own.tip"))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.setMenu(self.menu)
        for widget in (self.period, self.branch, self.own_button, self.print_button):
            self.head.addWidget(widget)
        self.remark.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self.remark)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.table, 1)
        column.addWidget(plain_label(say("order" if self._may_review else "own_only"), "quiet"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for number, pane in enumerate((left, self.pages, self._beside)):
            split.addWidget(pane)
            split.setStretchFactor(number, 1)
        split.setSizes([425, 395, 370])
        self._stack.addWidget(self.empty)
        self._stack.addWidget(split)
        self.body.addWidget(self._stack, 1)

    def _wire(self) -> None:
        for box in (self.period, self.branch):
            box.activated.connect(lambda _: self._change_shelf())
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self._begin_writing())
        self.pages.opened.connect(partial(self.context.navigation.open_record, "matter"))
        self.empty.first_step.connect(lambda: self.context.navigation.go("handbook"))
        self.own_button.clicked.connect(self.show_own)
        bind(self, {
            "PgDown": lambda: self.pages.read_on(1), "PgUp": lambda: self.pages.read_on(-1),
            "Alt+PgDown": lambda: self._next_book(1), "Alt+PgUp": lambda: self._next_book(-1),
            "Ctrl+O": self.pages.open_shown, "F6": self._show_history, "F9": self.show_own,
        })  # fmt: skip

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        if id is None:
            self.read()
        elif self.leave():
            self.context.tasks.run(
                reading.book_meant, self.context.desk, id, owner=self, done=lambda meant: self._go_to(*meant)
            )

    def take_focus(self) -> None:
        self.table.setFocus()

    def refresh(self, notice: Notice) -> None:
        if notice.kinds & CONCERNED:
            self.read()

    def print(self) -> None:
        """Ctrl+P: the shown member's whole book."""
        self.menu.print_book()

    def keep(self) -> None:
        if self.review is not None:
            self.review.keeper.keep()

    def keep_draft(self) -> None:
        if self.review is not None:
            self.review.keeper.keep_draft()

    def leave(self) -> bool:
        return self.review is None or self.review.keeper.leave()

    # What the clerk does --------------------------------------------------------------------------

    def read(self) -> None:
        """Read the books of the chosen period and branch."""
        asked = self._period(), self._branch()
        self.context.tasks.run(
            reading.shelf, self.context.desk, *asked, owner=self,
            done=lambda found: self._arrived(found) if asked == (self._period(), self._branch()) else None,
        )  # fmt: skip

    def show_own(self) -> None:
        """给自己看看: for the one who sits here alone."""
        OwnHints.show_over(self, self.context)

    def _show_history(self) -> None:
        if self.review is not None:
            self.review.show_history()

    def _begin_writing(self) -> None:
        if self.review is not None:
            self.review.form.focus()

    def _next_book(self, by: int) -> None:
        ids = [each.named.book.recorder for each in self._shelf.books]
        at = ids.index(self._member) + by if self._member in ids else 0
        if 0 <= at < len(ids):
            self.table.mark(ids[at])

    def _choose(self, member: str) -> None:
        if member == self._member:
            return
        if not self.leave():
            self.table.mark(self._member)
            return
        self._member = member
        self._show_book()

    def _change_shelf(self) -> None:
        if self.leave():
            self.read()

    def _go_to(self, member: str, period: Period | None) -> None:
        self._member = member or self._member
        if period is not None:
            codes = [self.period.itemData(row).code for row in range(self.period.count())]
            if period.code not in codes:
                self.period.insertItem(0, period.label, period)
                codes.insert(0, period.code)
            self.period.setCurrentIndex(codes.index(period.code))
        self.branch.setCurrentIndex(0)
        self.read()

    # Inside ---------------------------------------------------------------------------------------

    def _period(self) -> Period:
        chosen = self.period.currentData()
        assert isinstance(chosen, Period)
        return chosen

    def _branch(self) -> str:
        return str(self.branch.currentData() or "")

    def _book(self) -> Reviewed | None:
        return self._shelf.book_of(self._member)

    def _arrived(self, found: Shelf) -> None:
        self._shelf = found
        if not self._branch():
            self._offer_branches(found)
        words = "purpose" if self._may_review else "purpose.own"
        self.empty.say(say(words, period=self._period().label), say("first"))
        self._stack.setCurrentIndex(1 if found.books else 0)
        if self._book() is None:
            self._member = found.books[0].named.book.recorder if found.books else ""
        with QSignalBlocker(self.table):
            self.table.show_rows(reading.rows_of(found))
            self.table.mark(self._member)
        self._show_book()

    def _offer_branches(self, found: Shelf) -> None:
        while self.branch.count() > 1:
            self.branch.removeItem(1)
        for id, name in found.branches.items():
            self.branch.addItem(name, id)
        self.branch.setVisible(len(found.branches) > 1)

    def _show_book(self) -> None:
        book, period = self._book(), self._period()
        self.menu.allow(Printable(period, book, self._shelf.books))
        if book is None:
            self.pages.show_pages("", "", ())
            return
        old = self._show_review(book, period)
        self.context.tasks.run(
            reading.page_texts, self.context.desk, book.named.book, period, owner=self,
            done=lambda texts: self._show_pages(book, period, texts, old),
        )  # fmt: skip

    def _show_pages(
        self, book: Reviewed, period: Period, texts: list[PageText], old: ReviewForm | None
    ) -> None:
        if old is not None:  # kept until here: what it was saving has been answered by now
            self._beside.removeWidget(old)
            old.deleteLater()
        if book is not self._book():
            return
        own = book.named.book
        counts = say("book.counts", pages=len(own.pages), complete=own.complete_count)
        lacks = reading.lacking(own)
        title = say("book", name=book.named.name, period=period.label)
        self.pages.show_pages(title, counts + (say("book.lacks", names=lacks) if lacks else ""), texts)

    def _show_review(self, book: Reviewed, period: Period) -> ReviewForm | None:
        """Show what was said of the book; the form of another book, which is to be thrown away."""
        if not self._may_review:
            self.remark.setText(self._said(book.reviews) or say("remark.none"))
            return None
        about = (period.code, book.named.book.recorder)
        if self.review is not None and self._shown == about:
            self.review.show_again(book.review, self._shelf.own)
            self.review.show_others(self._said(book.reviews[1:]))
            return None
        old, self._shown = self.review, about
        self.review = ReviewForm(self.context, book.named.book.recorder, book.named.name, period)
        self._beside.addWidget(self.review)
        self._beside.setCurrentWidget(self.review)
        self.review.removed.connect(self.read)
        self.review.show_review(book.review, self._shelf.own)
        self.review.show_others(self._said(book.reviews[1:]))
        return old

    def _said(self, found: Sequence[Record]) -> str:
        return remark_words([self._shelf.told[each.id] for each in found])
