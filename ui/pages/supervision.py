"""The place 统计: figures that open into their matters, the month report, charts, rankings of places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget

from app.desk import Desk
from app.ledgers import supervision_sheet
from app.ledgers.printing import Preview, Written
from app.ledgers.supervision_sheet import FiguresSheet, PictureSheet, RankingSheet, ReportSheet, Sheet
from app.ledgers.supervision_tables import span_label
from app.matters.measures import Trace
from app.matters.ranking import RANKED_BY
from app.matters.supervision import dimensions
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.notices import Notice
from ui.pages.base import Page
from ui.pages.paper import PaperSheet, Wanted
from ui.supervision import reading
from ui.supervision.behind import MattersSheet
from ui.supervision.cards import Cards
from ui.supervision.choosing import Chooser
from ui.supervision.panes import ChartsPane, FiguresPane, Pane, RankingPane, ReportPane
from ui.supervision.reading import Behind, Counted, Drawn, Listed, Report
from ui.supervision.text import say
from ui.tasks import Ticket

CONCERNED = frozenset({"matter", "matter_event", "organization", "person", "code"})
LIST = "问题清单"


@dataclass(frozen=True)
class SheetPaper:
    """A sheet of supervision as the preview knows it. Its methods are for the worker."""

    sheet: Sheet

    @property
    def heading(self) -> str:
        """How it is called, with its months."""
        return f"{supervision_sheet.name_of(self.sheet)}_{supervision_sheet.span_of(self.sheet)}"

    def pages(self, desk: Desk) -> Preview:
        """As `preview_sheet`."""
        return supervision_sheet.preview_sheet(desk, self.sheet)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """As `save_preview`."""
        return supervision_sheet.save_preview(desk, self.sheet, made, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """As `note_printed`."""
        supervision_sheet.note_printed(desk, self.sheet)


class SupervisionPage(Page):
    """Ctrl+P shows the view on paper. `open("", "figures" | "report" | "charts" | "ranking")` chooses one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        seen = QLabel(say(f"seen.{context.desk.office.level}"))
        seen.setProperty("role", "quiet")
        self.head.insertWidget(1, seen)
        by = dimensions(context.desk)
        self.cards, self.chooser = Cards(), Chooser(context.desk.today(), by)
        self.figures, self.report, self.charts = FiguresPane(), ReportPane(), ChartsPane()
        self.ranking = RankingPane([each for each in RANKED_BY if each in by])
        self.panes: dict[str, Pane] = {
            "figures": self.figures, "report": self.report, "charts": self.charts, "ranking": self.ranking,
        }  # fmt: skip
        self.tabs = QTabWidget()
        for name, pane in self.panes.items():
            self.tabs.addTab(pane, say(f"tab.{name}"))
        self.sheet: MattersSheet | None = None
        self._tickets: list[Ticket] = []
        self.save_button, self.print_button = QPushButton(icon("export"), say("save")), QPushButton()
        self.print_button.setText(say("print"))
        self.print_button.setIcon(icon("print", "surface"))
        self.print_button.setProperty("role", "primary")
        self.print_button.setToolTip(say("print.tip"))
        self.save_button.setToolTip(say("save.tip"))
        self.head.addWidget(self.save_button)
        self.head.addWidget(self.print_button)
        self.body.addWidget(self.cards)
        self.body.addWidget(self.chooser)
        self.body.addWidget(self.tabs, 1)
        self.body.setSpacing(theme.SPACE_2)
        self._wire()

    def _wire(self) -> None:
        self.cards.opened.connect(lambda name, words: self._show_behind(Listed(name), words))
        self.chooser.changed.connect(self.read)
        self.chooser.value_changed.connect(self.read)
        self.tabs.currentChanged.connect(lambda _: self.read())
        for pane in self.panes.values():
            pane.opened.connect(self._open_number)
            pane.wanted.connect(self.read)
        self.figures.empty_step.connect(lambda: self.context.navigation.go("handbook", None, "new"))
        self.report.copied.connect(lambda: self.context.line.say(say("copied")))
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        if kind in self.panes and kind != self.view:
            self.tabs.setCurrentWidget(self.panes[kind])  # reads by itself
        else:
            self.read()

    def take_focus(self) -> None:
        self.figures.grid.setFocus()

    def refresh(self, notice: Notice) -> None:
        if self.isVisible() and notice.kinds & CONCERNED:
            self.read()

    def print(self) -> None:
        """What is shown, as it prints."""
        PaperSheet.show_over(self, self.context, SheetPaper(self.wanted))

    @property
    def view(self) -> str:
        """Which view is shown."""
        return list(self.panes)[self.tabs.currentIndex()]

    @property
    def wanted(self) -> Sheet:
        """The sheet of what is shown."""
        over = self.chooser.over
        if self.view == "report":
            alone = self.chooser.narrowed
            return ReportSheet(over.last, of=(alone.by, alone.value))
        if self.view == "charts":
            return PictureSheet(self.charts.name, self.chooser.narrowed)
        if self.view == "ranking":
            return RankingSheet(*self.ranking.chosen, over.first, over.last)
        return FiguresSheet(over.by, over.first, over.last)

    def save(self) -> None:
        """Ask where to, and write the shown table as a workbook."""
        sheet = self.wanted
        name = f"{SheetPaper(sheet).heading}.xlsx"
        path = self.context.messages.ask_save(say("save"), say("save.kinds"), Path(name))
        if path is None:
            return
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        self.context.tasks.run(
            supervision_sheet.write_sheet, self.context.desk, sheet, path, owner=self, done=self._saved
        )

    def _saved(self, written: Written) -> None:
        self.context.line.say(say("saved", path=written.path))

    # Reading --------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read what the shown view shows, and what presses now."""
        for ticket in self._tickets:
            ticket.drop()
        desk, over, alone = self.context.desk, self.chooser.over, self.chooser.narrowed
        self.chooser.by.setVisible(self.view != "ranking")
        self.chooser.value.setVisible(self.view in ("report", "charts"))
        run = self.context.tasks.run
        self._tickets = [run(reading.card_counts, desk, done=self.cards.show_counts, owner=self)]
        if self.view in ("report", "charts"):
            values = run(reading.read_values, desk, over, done=self.chooser.show_values, owner=self)
            self._tickets.append(values)
        if self.view == "report":
            shown = run(reading.read_report, desk, alone, done=self._show_report, owner=self)
        elif self.view == "charts":
            size = self.charts.chart.size_in_points
            shown = run(
                reading.read_picture, desk, self.charts.name, alone, size, done=self._show_chart, owner=self
            )
        elif self.view == "ranking":
            size = self.ranking.chart.size_in_points
            shown = run(
                reading.read_ranking, desk, *self.ranking.chosen, over, size, done=self._show_ranking,
                owner=self,
            )  # fmt: skip
        else:
            shown = run(
                reading.read_figures, desk, over, owner=self,
                done=lambda traced: self.figures.show_traced(traced, over.by),
            )  # fmt: skip
        self._tickets.append(shown)

    def _show_report(self, report: Report) -> None:
        self.report.show_report(report)

    def _show_chart(self, drawn: Drawn) -> None:
        self.charts.show_drawn(drawn)

    def _show_ranking(self, drawn: Drawn) -> None:
        self.ranking.show_drawn(drawn)

    # The matters behind a number -------------------------------------------------------------------

    def _open_number(self, trace: Trace, row: str, column: str) -> None:
        span = span_label(trace.first, trace.last)
        self._show_behind(Counted(trace), say("behind.what", row=row, column=column, span=span))

    def _show_behind(self, behind: Behind, what: str) -> None:
        self.sheet = MattersSheet(self.context, behind, what, self.window())
        self.sheet.print_wanted.connect(self._print_matters)
        self.sheet.open()

    def _print_matters(self, ids: tuple[str, ...], heading: str) -> None:
        PaperSheet.show_over(self, self.context, Wanted(LIST, ids, heading))
