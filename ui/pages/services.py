"""Errands, petitions, disputes, suggestions: each a register with its own list, form, acts and papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.desk import Desk
from app.kinds import Field
from app.ledgers.catalogue import get_ledger
from app.ledgers.fonts import release_faces
from app.ledgers.printing import Preview, preview, save_pdf
from app.ledgers.taking_out import PRINTED, note
from app.matters import terms
from app.records import Record, Where
from app.workdays import calendar_of
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.forms.form import Maker
from ui.forms.layout import Group
from ui.icons import icon
from ui.notices import Notice
from ui.pages import handbook_reading, services_reading
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.handbook_course import CoursePanel
from ui.pages.handbook_reading import Course
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.photos import PhotosRow
from ui.pages.services_kinds import DISPUTE, ERRAND, MORE, PETITION, STATUS, SUGGESTION, ServiceKind
from ui.pages.shortcuts import bind
from ui.pages.text.services import WORDS, say
from ui.pages.visit_filters import MonthFilter, OfferedFilter
from ui.pages.writing_fields import PhrasedField
from ui.tables.filters import ChoiceFilter, CodeFilter, Filter
from ui.tables.list_panel import Listing

CONCERNED = frozenset({"matter", "matter_event", "person", "organization", "code"})
STATUSES = ("open", "overdue", "due_soon", "done", "closed", "dissatisfied")
LIST_SHARE, FORM_SHARE = 716, 514
TITLE_WORDS = 14


@dataclass(frozen=True)
class Register:
    """A register of a month or a year on paper."""

    ledger: str
    period: str

    @property
    def heading(self) -> str:
        """What stands over the preview."""
        return f"{self.ledger}（{self.period}）"

    def pages(self, desk: Desk) -> Preview:
        """The pages. For the database worker."""
        try:
            return preview(desk, get_ledger(desk, self.ledger), self.period)
        finally:
            release_faces()

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the very bytes that are shown."""
        definition = get_ledger(desk, self.ledger)
        return save_pdf(desk, definition, self.period, "inner", len(made.ids), made.pdf, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log: it went onto paper."""
        note(desk, PRINTED, get_ledger(desk, self.ledger), self.period, "inner", len(made.ids), "paper")


def filters(context: Context, kind: ServiceKind) -> list[Filter]:
    """State, the codes of the type, the month."""
    lists: list[tuple[str, tuple[Where, ...]]] = [
        (_status_word(kind, name), (Where(STATUS, "=", name),)) for name in STATUSES
    ]
    lists[1:1] = [(say(word), where) for word, where in kind.choices]
    found: list[Filter] = [ChoiceFilter(say("status"), lists)]
    for name, codes in kind.codes:
        label = kind.label(name) or context.codes.now.names[codes]
        found.append(CodeFilter(context, label, name, codes))
    if context.desk.office.level != "village":
        found.append(OfferedFilter(say("village")))
    return [*found, MonthFilter(context.desk.today(), say("month"), "opened")]


def _status_word(kind: ServiceKind, name: str) -> str:
    own = f"status.{kind.type}.{name}"
    return say(own if own in WORDS else f"status.{name}")


def _renamed(kind: ServiceKind, name: str) -> Maker:
    def make(context: Context, spec: Field, parent: QWidget) -> FieldWidget:
        spec = replace(spec, label=kind.label(name) or spec.label)
        if name == "feedback":
            return PhrasedField(context, spec, parent)
        return field_widget(context, spec, parent)

    return make


def topic(kind: ServiceKind) -> Topic:
    """What the page of a type is about."""
    named = {cell.partition(":")[0] for row in (*kind.first, *kind.work) for cell in row}
    more = ("type",) if "category" in named else ("type", "category")
    return Topic(
        place=kind.place,
        title=kind.word("title"),
        listing=Listing(
            "matter", services_reading.columns(kind), order=services_reading.ORDER,
            rows=services_reading.rows(kind), count=services_reading.count(kind),
            also=frozenset({"matter_event", "household", "person", "organization"}),
        ),
        layout=(
            Group(kind.word("group"), kind.first),
            Group(kind.word("group.work"), kind.work),
            Group(say("more"), (more, *MORE), folded=True),
        ),
        empty=Empty(kind.icon, kind.word("purpose"), kind.word("first")),
        filters=lambda context: filters(context, kind),
        makers={name: _renamed(kind, name) for name in named if kind.label(name)},
    )  # fmt: skip


class ServicePage(ListAndForm):
    """Ctrl+N a new one, F6 its history, F8 its next step, Ctrl+P its paper."""

    def __init__(self, context: Context, kind: ServiceKind) -> None:
        self.service = kind
        self._proposed: str | None = None
        self._course_of: Course | None = None
        super().__init__(context, topic(kind))

    def adorn(self) -> None:
        kind = self.service
        self.new_button.setText(kind.word("new"))
        self.list.search.setPlaceholderText(say("search"))
        self.list.table.setAccessibleName(kind.word("title"))
        self.summary = QLabel()
        self.summary.setProperty("role", "quiet")
        self.summary.setWordWrap(True)
        self.body.insertWidget(1, self.summary)
        self.term = QLabel()
        self.term.setProperty("role", "quiet")
        self.term.setWordWrap(True)
        self.term.hide()
        self.form.fields["deadline"].insert_below(self.term)
        self.form.edited.connect(self._weigh_term)
        self.course = CoursePanel(self.context, say("course"))
        column = self.form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.course)
        self.photos = PhotosRow(self.context, "matter")
        self.panel.add_below(self.photos)
        self._add_buttons()
        for split in self.findChildren(QSplitter):
            split.setSizes([LIST_SHARE, FORM_SHARE])
        bind(self, {"F6": self.show_history, "F8": self.course.begin_suggested})

    def _add_buttons(self) -> None:
        kind, at = self.service, self.head.count() - 1
        self.register_button = QPushButton(icon("ledgers"), say("register"))
        self.register_button.setToolTip(say("register.tip", name=kind.register))
        self.register_button.clicked.connect(self.print_register)
        self.head.insertWidget(at, self.register_button)
        self.paper_button = QPushButton(icon("print"), say("paper", name=kind.paper))
        self.paper_button.setToolTip("Ctrl+P")
        self.paper_button.clicked.connect(self.print)
        self.paper_button.setVisible(bool(kind.paper))
        self.head.insertWidget(at + 1, self.paper_button)
        self.sign_button = QPushButton(icon("check"), say("errand.sign"))
        self.sign_button.clicked.connect(self.sign)
        self.sign_button.setVisible(kind.type == "errand")
        self.head.insertWidget(at + 2, self.sign_button)
        self._enable()

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        super().open(id, kind)
        self._read_summary()
        for box in self.list.findChildren(OfferedFilter):
            read = services_reading.villages
            self.context.tasks.run(read, self.context.desk, self.service, done=box.offer, owner=self)

    def refresh(self, notice: Notice) -> None:
        super().refresh(notice)
        self.photos.hear(notice)
        if notice.kinds & CONCERNED:
            self._read_summary()
            if self.keeper.id is not None:
                self._read_course(self.keeper.id)

    def starts_with(self) -> dict[str, Any]:
        today = self.context.desk.today().isoformat()
        values = {**super().starts_with(), **self.service.starts, "type": self.service.type, "opened": today}
        due = terms.due(self.context.codes.now, self.service.type, None, today)
        self._proposed = due.day.isoformat() if due else None
        return {**values, "deadline": self._proposed}

    def shown(self, record: Record | None) -> None:
        self.course.setVisible(False)
        self._course_of = None
        self.photos.show_owner(record.id if record else None)
        if record is not None:
            self._proposed = None
            self._read_course(record.id)
        self._tell_term()
        self._enable()

    def print(self) -> None:
        """The paper of the shown matter."""
        name = self.service.paper
        if not name:
            self.print_register()
            return
        if self.keeper.id is None or not self.keeper.keep():
            self.context.line.say(say("paper.none", name=name))
            return
        PaperSheet.show_over(self, self.context, Wanted(name, (self.keeper.id,), name))

    def print_register(self) -> None:
        """The register of the month that the list shows, else of this year."""
        box = next(each for each in self.list.findChildren(MonthFilter))
        days = [str(each.value) for each in box.where()]
        period = days[0][:7] if days else str(self.context.desk.today().year)
        if days and days[0][5:] == "01-01" and days[1][5:] == "12-31":
            period = days[0][:4]
        PaperSheet.show_over(self, self.context, Register(self.service.register, period))

    def sign(self) -> None:
        """The applicant has signed on paper."""
        if self.keeper.id is None or not self.keeper.keep():
            return
        self.context.tasks.run(
            services_reading.sign, self.context.desk, self.keeper.id, owner=self,
            done=lambda _: self.context.line.say(say("errand.line.signed"), True),
        )  # fmt: skip

    # Inside ---------------------------------------------------------------------------------------

    def _title_of(self, record: Record | None) -> str:
        if record is None:
            return self.service.word("new")
        text = " ".join((record["description"] or "").split())
        return text if len(text) <= TITLE_WORDS else text[:TITLE_WORDS] + "…"

    def _weigh_term(self, name: str) -> None:
        """What the term is counted from has changed: offer the day again, unless the clerk wrote another."""
        if name not in ("opened", "service", "type", "deadline"):
            return
        field = self.form.fields["deadline"]
        is_offered = self.keeper.id is None and field.value() in (None, self._proposed)
        due = self._due()
        if name != "deadline" and is_offered and due is not None:
            self._proposed = due.day.isoformat()
            field.set_value(self._proposed)
        self._tell_term()

    def _due(self) -> terms.Due | None:
        values = {name: self.form.fields[name].value() for name in ("opened", "type")}
        service = self.form.fields["service"].value() if "service" in self.form.fields else None
        return terms.due(self.context.codes.now, values["type"] or "", service, values["opened"])

    def _tell_term(self) -> None:
        """Under the deadline: how it was counted while new, else how many working days are left."""
        due, deadline = self._due(), self.form.fields["deadline"].value()
        told = ""
        if due is not None and deadline == due.day.isoformat():
            told = due.words + (f"。{due.warning}" if due.warning else "")
        elif self._course_of is None or self._course_of.standing.open:
            calendar, today = calendar_of(self.context.codes.now), self.context.desk.today()
            told = terms.left_words(calendar, today, deadline)
        role = "warning" if due is not None and due.warning and due.words in told else "quiet"
        self.term.setText(told)
        self.term.setVisible(bool(told))
        self.term.setProperty("role", role)
        self.term.style().polish(self.term)

    def _read_summary(self) -> None:
        self.context.tasks.run(
            services_reading.summary, self.context.desk, self.service,
            done=self.summary.setText, failed=lambda _: None, owner=self,
        )  # fmt: skip

    def _read_course(self, id: str) -> None:
        self.context.tasks.run(
            handbook_reading.course, self.context.desk, id, owner=self,
            done=self._show_course, failed=lambda _: None,
        )  # fmt: skip

    def _show_course(self, course: Course) -> None:
        if course.matter.id != self.keeper.id:
            return
        self._course_of = course
        self.course.show_course(course)
        self.course.setVisible(True)
        self._enable()

    def _enable(self) -> None:
        """Buttons that cannot be used say why."""
        course = self._course_of
        is_done = course is not None and bool(course.standing.finished or not course.standing.open)
        is_signed = course is not None and bool(course.matter["signed"])
        self.sign_button.setEnabled(is_done and not is_signed)
        tip = "errand.sign.done" if is_signed else "errand.sign.tip" if is_done else "errand.sign.before"
        self.sign_button.setToolTip(say(tip))
        is_shown = self.keeper.id is not None
        self.paper_button.setEnabled(is_shown)
        self.paper_button.setToolTip("Ctrl+P" if is_shown else say("paper.none", name=self.service.paper))


class ErrandsPage(ServicePage):
    """全程代办."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, ERRAND)


class PetitionsPage(ServicePage):
    """信访接待."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, PETITION)


class DisputesPage(ServicePage):
    """矛盾纠纷."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, DISPUTE)


class SuggestionsPage(ServicePage):
    """意见建议."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SUGGESTION)
