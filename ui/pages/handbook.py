"""The handbook: matters with their state and five haves, the form in the order of the five, the acts."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.records import Record, Where
from ui.context import Context
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages import handbook_reading
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.handbook_course import Acceptance, CoursePanel, FiveHaves
from ui.pages.handbook_reading import LIST, Course, MatterList
from ui.pages.handbook_types import ROWS, TypeFields
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.photos import PhotosRow
from ui.pages.shortcuts import bind
from ui.pages.text.handbook import say
from ui.pages.visit_filters import MonthFilter, OfferedFilter
from ui.pages.writing_fields import PhrasedField
from ui.reviews.form_hints import FormHints
from ui.reviews.own_hints import OwnHints
from ui.reviews.remarks import OwnRemark
from ui.tables.filters import ChoiceFilter, CodeFilter, Filter
from ui.tables.list_panel import Listing
from ui.themes.line import ThemeLine

LISTS = ("added", "progressed", "closed", "overdue", "incomplete", "all_closed")
CONCERNED = frozenset({"matter", "matter_event", "visit", "person", "organization", "project", "milestone"})
TITLE_WORDS = 14
MORE = (("organization", "standard", "number"), ("notes",))
PRINTED = "工作手册"  # the shipped ledger whose page is printed


def filters(context: Context) -> list[Filter]:
    """Which list, category, recorder, month."""
    lists: list[tuple[str, tuple[Where, ...]]] = [
        (say(f"filter.{name}"), (Where(LIST, "=", name),)) for name in LISTS
    ]
    return [
        ChoiceFilter(say("filter.list"), lists),
        CodeFilter(context, say("filter.category"), "category", "matter_category"),
        OfferedFilter(say("filter.recorder")),
        MonthFilter(context.desk.today(), say("filter.month"), "opened"),
    ]


def topic() -> Topic:
    """What this page is about."""
    shown = MatterList()
    return Topic(
        place="handbook",
        title=say("title"),
        listing=Listing(
            "matter", handbook_reading.COLUMNS, order=("-opened",), rows=shown.rows, count=shown.count,
            also=frozenset({"matter_event", "household", "person"}),
        ),
        layout=(
            Group(say("group.description"), (
                ("description",), ("original_words",), ("household", "person", "raised_by"),
                ("category", "kind", "type"),
                *ROWS,
                ("opened", "deadline", "channel"), ("recorder", "responsible", "urgency"),
            )),
            Group(say("group.feedback"), (("feedback",),)),
            Group(say("group.reflection"), (("reflection",),)),
            Group(say("group.more"), MORE, folded=True),
        ),
        empty=Empty("handbook", say("purpose"), say("first")),
        filters=filters,
        makers={"feedback": PhrasedField},
    )  # fmt: skip


class HandbookPage(ListAndForm):
    """Ctrl+N a new matter, F6 its history, F8 its next step, Ctrl+P its page of the book."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, topic())

    def adorn(self) -> None:
        self.new_button.setText(say("new"))
        self.list.search.setPlaceholderText(say("search"))
        self.five = FiveHaves(self.context)
        self.acceptance = Acceptance()
        self.course = CoursePanel(self.context)
        self.theme = ThemeLine(self.context)
        column = self.form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.five)
        column.insertWidget(1, self.theme)
        column.insertWidget(3, self.acceptance)
        column.insertWidget(4, self.course)
        self.theme.opened.connect(self.context.navigation.go)
        self.acceptance.visit_wanted.connect(lambda id: self.context.navigation.open_record("visit", id))
        self.five.next_wanted.connect(self.course.begin_suggested)
        self.remark = OwnRemark(self.context)
        self.panel.add_above(self.remark)
        self.hints = FormHints(self.context, self.form, self.keeper)
        self.types = TypeFields(self.form, self.keeper)
        self.photos = PhotosRow(self.context, "matter")
        self.panel.add_below(self.photos)
        self.print_button = QPushButton(icon("print"), say("print.title"))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self.print)
        self.reviews_button = QPushButton(icon("eye"), say("reviews"))
        self.reviews_button.setToolTip(say("reviews.tip"))
        self.reviews_button.clicked.connect(lambda: self.context.navigation.go("reviews"))
        for button in (self.reviews_button, self.print_button):
            self.head.insertWidget(self.head.count() - 1, button)
        bind(self, {"F6": self.show_history, "F8": self.course.begin_suggested, "F9": self.show_own})

    def open(self, id: str | None = None, kind: str = "") -> None:
        if id is not None and kind == "matter_event":
            of_event = handbook_reading.matter_of
            self.context.tasks.run(of_event, self.context.desk, id, done=self.open, owner=self)
            return
        super().open(id, kind)
        for box in self.list.findChildren(OfferedFilter):
            self.context.tasks.run(handbook_reading.recorders, self.context.desk, done=box.offer, owner=self)

    def refresh(self, notice: Notice) -> None:
        super().refresh(notice)
        self.photos.hear(notice)
        if notice.kinds & CONCERNED and self.keeper.id is not None:
            self._read_course(self.keeper.id)

    def starts_with(self) -> dict[str, Any]:
        return {**super().starts_with(), "opened": self.context.desk.today().isoformat()}

    def show_own(self) -> None:
        """给自己看看: what the one who sits here may look at again."""
        OwnHints.show_over(self, self.context)

    def shown(self, record: Record | None) -> None:
        self.hints.clear()
        self.remark.show_matter(record)
        for each in (self.five, self.acceptance, self.course):
            each.setVisible(False)
        self.theme.show_matter(None)
        self.photos.show_owner(record.id if record else None)
        if record is not None:
            self._read_course(record.id)

    def print(self) -> None:
        """The page of the book that the shown matter is."""
        if self.keeper.id is None or not self.keeper.keep():
            self.context.line.say(say("print.none"))
            return
        wanted = Wanted(PRINTED, (self.keeper.id,), say("print.preview"))
        PaperSheet.show_over(self, self.context, wanted)

    def _title_of(self, record: Record | None) -> str:
        if record is None:
            return say("new")
        text = " ".join((record["description"] or "").split())
        return text if len(text) <= TITLE_WORDS else text[:TITLE_WORDS] + "…"

    def _read_course(self, id: str) -> None:
        self.context.tasks.run(
            handbook_reading.course, self.context.desk, id, owner=self,
            done=self._show_course, failed=lambda _: None,
        )  # fmt: skip

    def _show_course(self, course: Course) -> None:
        if course.matter.id != self.keeper.id:
            return
        self.five.show_course(course)
        self.acceptance.show_course(course)
        self.course.show_course(course)
        self.theme.show_matter(course)
        for each in (self.five, self.acceptance, self.course):
            each.setVisible(True)
