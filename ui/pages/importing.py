"""Bringing in a spreadsheet, step by step: choose, map the columns, check, import, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QWidget

from app.problems import Problem
from app.spreadsheets.analysing import Analysis, analyse, samples
from app.spreadsheets.importing import Plan, apply, plan
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.reading import SheetInfo, sheets
from app.spreadsheets.rejects import save_rejected
from app.spreadsheets.reports import Report
from ui import theme
from ui.context import Context
from ui.importing.choosing import ChoosingStep
from ui.importing.columns import ColumnsStep
from ui.importing.results import ResultsStep
from ui.importing.text import say
from ui.pages.base import Page
from ui.tasks import Stop

Done = Callable[[Any], object]
STEPS = ("choose", "map", "check", "done")


class ImportPage(Page):
    """One import at a time. Leaving and coming back finds it where it was."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        self.path: Path | None = None
        self.plan: Plan | None = None
        self.report: Report | None = None
        self._stop: Stop | None = None
        self.choosing, self.columns, self.results = ChoosingStep(), ColumnsStep(), ResultsStep()
        self._pages = QStackedWidget()
        for each in (self.choosing, self.columns, self.results):
            self._pages.addWidget(each)
        self._marks = [QLabel(say(f"step.{name}")) for name in STEPS]
        for label in self._marks:
            self.head.insertWidget(self.head.count() - 1, label)
        self.back = QPushButton(say("back"))
        self.back.clicked.connect(self._go_back)
        self.head.addWidget(self.back)
        self.head.addWidget(self.columns.next)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._working())
        self._wire()
        self._show("choose")

    def _working(self) -> QWidget:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        self._doing, self._bar = QLabel(), QProgressBar()
        self.stop = QPushButton(say("stop"))
        self.stop.clicked.connect(self._ask_to_stop)
        row.addWidget(self._doing)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self._row.hide()
        return self._row

    def _wire(self) -> None:
        self.choosing.picking.connect(self._pick)
        self.choosing.dropped.connect(self.take_file)
        self.choosing.going.connect(lambda: self._analyse((0, 0)))
        self.columns.header_told.connect(lambda first, last: self._analyse((first, max(first, last))))
        self.columns.changed.connect(self._preview)
        self.columns.going.connect(self._check)
        self.results.going.connect(self._import)
        self.results.saving.connect(self._save_rejected)
        self.results.undoing.connect(lambda: self._undo())
        self.results.more.connect(lambda: self._show("choose"))
        self.results.looking.connect(lambda: self.context.navigation.go("register"))

    def take_file(self, path: Path) -> None:
        """Read the names of a file's sheets and show them."""
        self.path = path
        self.context.tasks.run(sheets, path, done=self._listed, failed=self._refused, owner=self)

    def new(self) -> None:
        self._show("choose")

    def _show(self, step: str) -> None:
        self._pages.setCurrentIndex(min(STEPS.index(step), 2))
        for name, label in zip(STEPS, self._marks, strict=True):
            label.setProperty("role", "group" if name == step else "quiet")
            label.style().polish(label)
        self.back.setVisible(step in ("map", "check"))
        self.columns.next.setVisible(step == "map")
        if step == "choose":
            self.path = None
            self.choosing.show_sheets("", ())
        self._step = step
        self._focus_first()

    def _focus_first(self) -> None:
        # What had the focus is hidden with the step that is left: without a new one no key arrives.
        first = {"choose": self.choosing.pick, "map": self.columns.next, "check": self.results.go}
        (first.get(self._step) or self.results.look).setFocus(Qt.FocusReason.TabFocusReason)

    def open(self, id: str | None = None, kind: str = "") -> None:
        """Find the import where it was; it can be undone, whatever was written since."""
        self._focus_first()

    def _go_back(self) -> None:
        self._show("map" if self._step == "check" else "choose")

    def _pick(self) -> None:
        path = self.context.messages.ask_open(say("title"), say("choose.kinds"))
        if path is not None:
            self.take_file(path)

    def _listed(self, found: list[SheetInfo]) -> None:
        if self.path is None:
            return
        self.choosing.show_sheets(self.path.name, found)
        if len(found) == 1:
            self._analyse((0, 0))
        else:
            self.choosing.sheet.setFocus()

    def _analyse(self, header: tuple[int, int]) -> None:
        if self.path is None:
            return
        kind, sheet = self.choosing.kind.currentData(), self.choosing.sheet.currentData() or ""
        given = (self.context.desk, self.path, kind, sheet, header)
        self._run("check.working", analyse, *given, done=self._mapped)

    def _mapped(self, found: Analysis) -> None:
        self.columns.show_analysis(found)
        self._show("map")

    def _preview(self, mapping: Mapping) -> None:
        sheet = self.choosing.sheet.currentData() or ""
        self.context.tasks.run(
            samples, self.context.desk, self.path, mapping, sheet, owner=self,
            done=self.columns.show_samples, failed=self._refused,
        )  # fmt: skip

    def _check(self) -> None:
        sheet = self.choosing.sheet.currentData() or ""
        given = (self.context.desk, self.path, self.columns.mapping, sheet)
        self._run("check.working", _planned, *given, done=self._checked, long=True)

    def _checked(self, found: Plan) -> None:
        self.plan, self.report = found, found.report
        self.results.show_report(found.report)
        self._show("check")

    def _import(self) -> None:
        given = (self.context.desk, self.plan, self.results.taken())
        self._run("write.working", _applied, *given, done=self._imported, long=True)

    def _imported(self, report: Report) -> None:
        self.report = report
        self.results.show_report(report)
        self._show("done")
        self.context.line.say(report.lines()[0], True)

    def _undo(self, keep_later: bool = False) -> None:
        if self.report is not None:
            self.results.undo.setEnabled(False)
            self.context.tasks.run(
                self.context.desk.undo_action, self.report.action, keep_later=keep_later, owner=self,
                done=lambda _: self._undone(), failed=self._not_undone,
            )  # fmt: skip

    def _not_undone(self, problem: Problem) -> None:
        """Something was built on the import since: the clerk decides whether that stays."""
        if problem.code != "later_work":
            self._refused(problem)
            return
        self.results.undo.setEnabled(True)
        if self.context.messages.confirm(problem.sentence, say("done.undo_rest")):
            self._undo(keep_later=True)

    def _undone(self) -> None:
        self.results.undo.setEnabled(True)
        self.context.line.say(say("done.undone"))
        self._show("choose")

    def _save_rejected(self) -> None:
        if self.report is None or self.path is None:
            return
        suggested = self.path.with_name(say("save.name", stem=self.path.stem))
        target = self.context.messages.ask_save(say("save.rejected"), say("save.kinds"), suggested)
        if target is not None:
            self.context.tasks.run(
                save_rejected, self.context.desk, self.report, target, owner=self, failed=self._refused,
                done=lambda _: self.context.line.say(say("save.done", name=target.name)),
            )  # fmt: skip

    def _run(
        self, words: str, work: Any, *given: object, done: Callable[[Any], object], long: bool = False
    ) -> None:
        self._doing.setText(say(words))
        self._bar.setRange(0, 0)
        self.stop.setVisible(long)
        self._row.show()
        self._pages.setEnabled(False)
        self.back.setEnabled(False)
        more: dict[str, Any] = {}
        if long:
            self._stop = Stop()
            more = {"progress": self._progressed, "stop": self._stop}
        finished = partial(self._finished, done)
        self.context.tasks.run(work, *given, owner=self, failed=self._refused, done=finished, **more)

    def _finished(self, done: Done, result: Any) -> None:
        self._rest()
        done(result)

    def _progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setFormat(say("progress", done=done, total=total))

    def _ask_to_stop(self) -> None:
        if self._stop is not None:
            self._stop.ask()
            self._doing.setText(say("stopping"))

    def _rest(self) -> None:
        self._row.hide()
        self._pages.setEnabled(True)
        self.back.setEnabled(True)

    def _refused(self, problem: Problem) -> None:
        self._rest()
        self.results.undo.setEnabled(True)
        self.context.messages.tell_problem(problem)


def _planned(desk: Any, path: Path, mapping: Mapping, sheet: str, progress: Any, stop: Stop) -> Plan:
    return plan(desk, path, mapping, sheet, progress, stop)


def _applied(desk: Any, planned: Plan, taken: frozenset[int], progress: Any, stop: Stop) -> Report:
    return apply(desk, planned, progress, stop, taken)
