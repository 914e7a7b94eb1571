"""周清单: a village's three lists of the week, printed and handed in; above it, who below has handed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QPushButton

from app.ledgers.weekly_sheet import keep_folder
from app.matters.weekly import Week, week_of
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.paper import PaperSheet
from ui.pages.shortcuts import bind
from ui.pages.text.weekly import say
from ui.weekly import reading
from ui.weekly.above import AbovePane
from ui.weekly.choosing import WeekChoice
from ui.weekly.own import OwnPane
from ui.weekly.paper import HandingIn, HandInSheet, RemindPaper, WeekPaper
from ui.weekly.reading import Above, OwnWeek

CONCERNED = frozenset({"matter", "matter_event", "document", "organization", "person", "household"})


def documents() -> Path:
    """Where a clerk's papers usually lie."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


class WeeklyPage(Page):
    """F9 hands in, Ctrl+P shows the list on paper. `open(id)`: a week like 2026-W47."""

    def __init__(self, context: Context, usual: Path | None = None) -> None:
        super().__init__(context, say("title"))
        self._usual = usual or documents()
        self._folder = self._usual
        self.sheet: PaperSheet | None = None
        self.week = WeekChoice(week_of(context.desk.today()))
        self.own = OwnPane() if context.desk.office.level == "village" else None
        self.above = None if self.own else AbovePane(context)
        kind = "" if self.own else say(f"kind.{context.desk.office.level}")
        self.remind = self._button("remind", "print", self._remind, say("remind.tip", kind=kind))
        self.one = self._button("one", "print", self._print_one, say("one.tip"))
        self.merged = self._button("merged", "print", self.print, say("merged.tip", kind=kind))
        self.hand_in_button = self._button("hand_in", "check", self.hand_in, say("hand_in.tip"))
        self.hand_in_button.setProperty("role", "primary")
        self.hand_in_button.setIcon(icon("check", "surface"))
        self.head.insertWidget(1, self.week)
        self.head.insertSpacing(1, theme.SPACE_3)
        pane = self.own or self.above
        assert pane is not None
        self.body.addWidget(pane, 1)
        for each in (self.remind, self.one, self.merged):
            each.setVisible(self.above is not None)
        self._wire()
        bind(self, {"F9": self.hand_in})

    def _button(self, name: str, picture: str, act: Callable[[], None], tip: str) -> QPushButton:
        button = QPushButton(icon(picture), say(name))
        button.setToolTip(tip)
        button.clicked.connect(lambda: act())
        self.head.addWidget(button)
        return button

    def _wire(self) -> None:
        self.week.changed.connect(lambda _: self._read())
        self.week.refused.connect(self.context.line.say)
        if self.own is not None:
            self.own.week_chosen.connect(self.week.choose)
            self.own.folder_wanted.connect(self._choose_folder)
            self.own.lists.opened.connect(self._open_matter)
            self.own.lists.first_step.connect(lambda: self.context.navigation.go("quick_entry"))
        if self.above is not None:
            self.above.lists.opened.connect(self._open_matter)
            self.above.enrol_wanted.connect(lambda: self.context.navigation.go("exchange"))

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        if id:
            self.week.number.setText(id)
            self.week.number.returnPressed.emit()
        else:
            self._read()

    def take_focus(self) -> None:
        self.week.number.setFocus()

    def refresh(self, notice: Notice) -> None:
        if self.isVisible() and notice.kinds & CONCERNED:
            self._read()

    def print(self) -> None:
        """Ctrl+P: the list on paper; above the villages that of all of them together. Nothing is noted."""
        code = "preview.heading" if self.own else "merged.heading"
        self._show_paper(WeekPaper(say(code, week=self.week.week.label), self.week.week))

    def hand_in(self) -> None:
        """Files, note and preview at once."""
        if not self.hand_in_button.isVisible():
            return
        paper = HandingIn(self.week.week, self._folder)
        self.sheet = HandInSheet(self.context, paper, self.window())
        self.sheet.finished.connect(lambda _: self._read())
        self.sheet.open()

    # Inside ---------------------------------------------------------------------------------------

    def _read(self) -> None:
        desk, week = self.context.desk, self.week.week
        if self.own is not None:
            self.context.tasks.run(reading.own_week, desk, week, self._usual, done=self._show_own, owner=self)
        else:
            self.context.tasks.run(reading.above, desk, week, done=self._show_above, owner=self)

    def _show_own(self, shown: OwnWeek) -> None:
        if self.own is not None and shown.week == self.week.week:
            self._folder = shown.folder
            self.own.show_week(shown)

    def _show_above(self, shown: Above) -> None:
        if self.above is None or shown.last != self.week.week:
            return
        self.above.show_weeks(shown)
        self.hand_in_button.setVisible(bool(shown.way.upper))
        for each in (self.remind, self.one, self.merged):
            each.setEnabled(self.above.has_offices)

    def _open_matter(self, id: str) -> None:
        self.context.navigation.open_record("matter", id)

    def _choose_folder(self) -> None:
        folder = self.context.messages.ask_folder(say("folder.choose"), self._folder)
        if folder is not None:
            self.context.tasks.run(
                keep_folder, self.context.desk, folder, done=lambda _: self._read(), owner=self
            )

    def _print_one(self) -> None:
        chosen = self.above.chosen if self.above else None
        if chosen is not None:
            line, week = chosen
            heading = say("above.chosen", office=line.name, summary=week.label)
            self._show_paper(WeekPaper(heading, week, line.office))

    def _remind(self) -> None:
        week: Week = self.week.week
        self._show_paper(RemindPaper(say("remind.heading", week=week.label), week))

    def _show_paper(self, paper: WeekPaper | RemindPaper) -> None:
        self.sheet = PaperSheet.show_over(self, self.context, paper)
