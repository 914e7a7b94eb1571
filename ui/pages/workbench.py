"""The home page: what to do today, worst first, and this month's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import drafts, records
from app.clock import BACK
from app.desk import Desk
from app.kinds import KINDS
from app.matters.task_groups import late_milestones
from app.today import Today, today
from app.unmasking import seen_or_nothing
from ui import theme
from ui.context import Context
from ui.exchange.home_line import HomeLine
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.text.workbench import say
from ui.tables.related import RelatedLine, RelatedList

LISTS = ("due", "unvisited", "unfinished", "lacking")
FIGURES = ("month.visit", "month.matter", "month.aid", "open_matters", "households", "people")
MOST_LINES = 60


@dataclass(frozen=True)
class Shown:
    """The home page in words."""

    figures: tuple[str, ...]
    lists: dict[str, tuple[RelatedLine, ...]]
    totals: dict[str, int]  # how many each list would hold; only the first are shown
    warnings: tuple[str, ...]
    backup: str
    may_trust_clock: bool = False  # the operator may know better than what was written before


def read_today(desk: Desk) -> Shown:
    """Read what there is to do and put it into words; on the database worker."""
    found = today(desk)
    figures = (
        found.this_month["visit"], found.this_month["matter"], found.this_month["aid"],
        found.open_matters, found.totals["household"], found.totals["person"],
    )  # fmt: skip
    lists = {
        "due": (*_late_milestones(desk), *_due(found)),
        "unvisited": _unvisited(desk, found),
        "unfinished": tuple(
            RelatedLine("matter", each.matter.id, _joined(each.completeness.mark, each.matter["description"]))
            for each in found.unfinished[:MOST_LINES]
        ),
        "lacking": _lacking(desk, found),
    }
    warnings: list[str] = []
    if waiting := drafts.waiting(desk):
        names = say("enumeration").join(say("drafts.of", name=name, count=waiting[name]) for name in waiting)
        warnings.append(say("drafts", names=names))
    warnings += _clock_warnings(desk, found)
    warnings += _backup_warnings(found)
    if not found.totals["household"]:
        warnings.append(say("empty"))
    totals = {name: len(getattr(found, name)) for name in LISTS}
    totals |= {"unvisited": found.unvisited_count, "due": found.due_count}
    totals["due"] += len(lists["due"]) - min(len(found.due), MOST_LINES)
    return Shown(
        tuple(str(each) for each in figures), lists, totals, tuple(warnings), _backup(desk, found),
        found.clock_doubt == BACK,
    )  # fmt: skip


def _joined(*parts: str) -> str:
    return say("separator").join(" ".join(part.split()) for part in parts if part)


def _due(found: Today) -> tuple[RelatedLine, ...]:
    lines = []
    for each in found.due[:MOST_LINES]:
        when = "due.past" if each.days < 0 else "due.in" if each.days else "due.today"
        words = _joined(say(when, days=abs(each.days)), each.deadline, each.matter["description"])
        lines.append(RelatedLine("matter", each.matter.id, words))
    return tuple(lines)


def _late_milestones(desk: Desk) -> tuple[RelatedLine, ...]:
    """What task groups should have reached by now."""
    return tuple(
        RelatedLine("project", each.group.id, _joined(
            say("due.past", days=each.milestone.late_days), each.group["name"], each.milestone.text
        ))
        for each in late_milestones(desk)
    )  # fmt: skip


def _unvisited(desk: Desk, found: Today) -> tuple[RelatedLine, ...]:
    lines = []
    for each in found.unvisited[:MOST_LINES]:
        since = say("unvisited.days", days=each.days) if each.last else say("unvisited.never")
        home = each.household
        words = desk.codes.label("household_type", home["type"])
        kind = seen_or_nothing(desk, "household", home.values, KINDS["household"].field("type"), words)
        words = _joined(records.title(desk, each.household), kind, since)
        lines.append(RelatedLine("household", each.household.id, words))
    return tuple(lines)


def _lacking(desk: Desk, found: Today) -> tuple[RelatedLine, ...]:
    lines = []
    for each in found.lacking[:MOST_LINES]:
        kinds = say("enumeration").join(desk.codes.label("pairing_kind", k).split()[-1] for k in each.missing)
        words = say("lacking.line", helper=each.helper["name"], kinds=kinds)
        lines.append(RelatedLine(each.helper.kind, each.helper.id, words))
    return tuple(lines)


def _clock_warnings(desk: Desk, found: Today) -> list[str]:
    if not found.clock_doubt:
        return []
    latest = f"{found.clock_latest:%Y-%m-%d}" if found.clock_latest else ""
    now = f"{desk.now():%Y-%m-%d %H:%M}"
    return [say(f"clock.{found.clock_doubt}", now=now, latest=latest, press=say("clock.press"))]


def _backup(desk: Desk, found: Today) -> str:
    known = found.backup
    if known.newest is None:
        return say("backup.none")
    if known.days is None:
        return say("backup.doubtful", date=f"{known.newest:%Y-%m-%d}")
    if known.days == 0:
        return say("backup.today", time=f"{known.newest:%H:%M}")
    return say("backup.days", date=f"{known.newest:%Y-%m-%d}", days=known.days)


def _backup_warnings(found: Today) -> list[str]:
    """What must be done about the backups: none that opens though some were made, too old, failed."""
    known = found.backup
    told = [each for each in (known.trouble, known.second_trouble) if each]
    if known.newest is None and known.count:
        told.append(say("backup.no_good"))
    elif known.newest is not None and known.is_old:
        told.append(say("backup.old", days=known.days))
    return told


class _Figures(QFrame):
    """A row of large numbers with their names under them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.numbers: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        for name in FIGURES:
            column = QVBoxLayout()
            column.setSpacing(0)
            number, label = QLabel("—"), QLabel(say(name))
            number.setProperty("role", "figure")
            label.setProperty("role", "quiet")
            number.setAccessibleName(say(name))
            for each in (number, label):
                each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(each)
            self.numbers.append(number)
            row.addLayout(column, 1)

    def show_numbers(self, numbers: Sequence[str]) -> None:
        """Show these, in the order of FIGURES."""
        for label, number in zip(self.numbers, numbers, strict=True):
            label.setText(number)


class WorkbenchPage(Page):
    """What to do today. Enter on a line goes to the record."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        desk = context.desk
        weekday = say("weekday", day=say("weekdays")[desk.today().weekday()])
        date = f"{desk.today().year}年{desk.today().month}月{desk.today().day}日"
        where = QLabel(say("greeting", office=desk.office.name, date=date, weekday=weekday))
        where.setProperty("role", "quiet")
        self.head.insertWidget(1, where)
        self.buttons = {name: self._button(name) for name in ("visit", "print", "import")}
        self.figures = _Figures()
        self.lists = {name: RelatedList(say(name), say(f"{name}.none"), most=5) for name in LISTS}
        self._warning, self._backup = QLabel(), QLabel()
        self.trust_clock = QPushButton(say("clock.right"))
        self.trust_clock.clicked.connect(self._trust_clock)
        self.trust_clock.hide()
        self._warning.setProperty("role", "warning")
        self._warning.setWordWrap(True)
        self._backup.setProperty("role", "quiet")
        self.body.addWidget(self.figures)
        self.exchange = HomeLine(context)
        self.body.addWidget(self.exchange)
        warned = QHBoxLayout()
        warned.addWidget(self._warning, 1)
        warned.addWidget(self.trust_clock)
        self.body.addLayout(warned)
        self.body.addWidget(self._scrolled(), 1)
        self.body.addWidget(self._backup)
        self._warning.hide()

    def _button(self, name: str) -> QPushButton:
        icons = {"visit": ("add", "surface"), "print": ("print", "ink"), "import": ("import", "ink")}
        button = QPushButton(icon(*icons[name]), say(name))
        if name == "visit":
            button.setProperty("role", "primary")
        places = {"visit": "visits", "print": "ledgers", "import": "import"}
        button.clicked.connect(lambda: self.context.navigation.go(places[name], None, "new"))
        self.head.addWidget(button)
        return button

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_3)
        for at, name in enumerate(LISTS):
            card = QFrame()
            card.setObjectName("card")
            column = QVBoxLayout(card)
            column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
            column.addWidget(self.lists[name])
            column.addStretch(1)
            self.lists[name].opened.connect(lambda kind, id: self.context.navigation.open_record(kind, id))
            grid.addWidget(card, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def open(self, id: str | None = None, kind: str = "") -> None:
        self._read()

    def refresh(self, notice: Notice) -> None:
        if self.isVisible():
            self._read()

    def _trust_clock(self) -> None:
        desk = self.context.desk
        self.context.tasks.run(desk.trust_clock, done=lambda _: self._trusted(), owner=self)

    def _trusted(self) -> None:
        self.context.line.say(say("clock.trusted"))
        self._read()

    def _read(self) -> None:
        self.context.tasks.run(read_today, self.context.desk, done=self._arrived, owner=self)

    def _arrived(self, shown: Shown) -> None:
        self.figures.show_numbers(shown.figures)
        for name, lines in shown.lists.items():
            self.lists[name].show_lines(lines, shown.totals[name])
        self._warning.setText("\n".join(shown.warnings))
        self._warning.setVisible(bool(shown.warnings))
        self.trust_clock.setVisible(shown.may_trust_clock)
        self._backup.setText(shown.backup)
        self.exchange.read()  # what it needs is loaded after the page stands
