"""Taking the shown ledger away: onto paper, as PDF, as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths

from app.ledgers.printing import file_name
from app.ledgers.taking_out import allow_file
from app.problems import Problem
from ui.context import Context
from ui.ledgers.month_set import print_words
from ui.ledgers.preview import PreviewPane
from ui.ledgers.printing import Choosing, PrintRun, ask_printer
from ui.ledgers.reading import Made, note_printed, save_pdf, save_workbook
from ui.ledgers.text import say


class Taking(QObject):
    """What the buttons over the preview do with what it shows."""

    def __init__(self, context: Context, preview: PreviewPane) -> None:
        super().__init__(preview)
        self._context, self._preview = context, preview
        self._run: PrintRun | None = None
        self.choose_printer: Choosing = ask_printer
        self.folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        preview.stopping.connect(self.stop)

    def print(self) -> None:
        """Ask for the printer, then send the pages as they are shown."""
        made = self._shown()
        if made is None or self._run is not None:
            return
        document = self._preview.document
        printer = self.choose_printer(self._preview.window(), document.pagePointSize(0))
        if printer is None:
            return
        self._context.tasks.run(note_printed, self._context.desk, made)
        self._run = PrintRun([document], printer, self)
        self._run.progressed.connect(self._progressed)
        self._run.finished.connect(self._printed)
        self._run.start()

    def stop(self) -> None:
        """Print no further page."""
        if self._run is not None:
            self._run.stop()

    @property
    def is_printing(self) -> bool:
        """Whether pages are on their way to the printer."""
        return self._run is not None

    def _progressed(self, done: int, total: int) -> None:
        self._preview.show_working(say("printing", done=done, total=total), done, total)

    def _printed(self, done: int, total: int) -> None:
        self._run = None
        self._preview.rest()
        if done:
            self._context.line.say(print_words(done, total))
        else:
            self._context.messages.tell(print_words(done, total))

    def save_pdf(self) -> None:
        """Ask where to, and write the very bytes that are shown."""
        self._save(".pdf", save_pdf)

    def save_workbook(self) -> None:
        """Ask where to, and write the same ledger as a workbook."""
        self._save(".xlsx", save_workbook)

    def _save(self, suffix: str, work: Callable[[Any, Made, Path], Path]) -> None:
        made = self._shown()
        if made is None:
            return
        definition, edition = made.request.definition, made.request.edition
        try:
            allow_file(self._context.desk, definition, edition)
        except Problem as problem:
            self._context.messages.tell_problem(problem)
            return
        name = file_name(definition, made.period.code, suffix, edition)
        kind = suffix[1:]
        path = self._context.messages.ask_save(say(f"save.{kind}"), say(f"kinds.{kind}"), self.folder / name)
        if path is None:
            return
        path = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
        self.folder = path.parent
        self._context.tasks.run(
            work, self._context.desk, made, path, owner=self,
            done=lambda written: self._context.line.say(say("saved", path=written)),
        )  # fmt: skip

    def _shown(self) -> Made | None:
        made = None if self._preview.is_refused else self._preview.made
        if made is None:
            self._context.line.say(say("nothing_yet"))
        return made
