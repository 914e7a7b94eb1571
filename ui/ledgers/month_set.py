"""The month's whole set: every ledger of the month into one folder, and all of them onto paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QProgressBar, QPushButton, QWidget

from app.ledgers.definitions import LedgerDefinition
from app.ledgers.periods import Period
from app.problems import Problem
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.ledgers.printing import Choosing, PrintRun
from ui.ledgers.reading import write_month
from ui.ledgers.text import say
from ui.tasks import Stop

MOST_WARNINGS = 4


def open_path(path: Path) -> bool:
    """Have the system open a file or folder; whether it could."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class MonthSet(Sheet):
    """Chooses the folder, makes the files with progress and stop, then lists them."""

    def __init__(
        self,
        context: Context,
        period: Period,
        ledgers: Sequence[LedgerDefinition],
        choose_printer: Choosing,
        parent: QWidget | None,
        opener: Callable[[Path], bool] = open_path,
    ) -> None:
        super().__init__(say("month.title", period=period.label), parent, 640, 520)
        self._context, self._period, self._open = context, period, opener
        self._names = [each.name for each in ledgers]
        self._choose_printer = choose_printer
        self._stop: Stop | None = None
        self._run: PrintRun | None = None
        self.folder: Path | None = None
        self.paths: list[Path] = []
        words = say("month.words", count=len(ledgers)) if ledgers else say("month.none")
        self.words, self.warnings = QLabel(words), QLabel()
        self.warnings.setProperty("role", "warning")
        for label in (self.words, self.warnings):
            label.setWordWrap(True)
        self.files = QListWidget()
        self.files.setAccessibleName(say("month.ledgers"))
        self.files.addItems(self._names)
        self.files.itemActivated.connect(self._open_file)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.start = self._button("folder", "month.start", self.choose_folder, is_primary=True)
        self.stop = self._button("cross", "stop", self._ask_to_stop)
        self.show_folder = self._button("folder", "month.open", self._open_folder)
        self.print_all = self._button("print", "month.print", self.print)
        self.start.setEnabled(bool(ledgers))
        for widget in (self.words, self.warnings, self.files, self.bar):
            self.body.addWidget(widget)
        self._show_state("asking")
        self.start.setFocus()

    def _button(
        self, picture: str, words: str, act: Callable[[], None], is_primary: bool = False
    ) -> QPushButton:
        button = QPushButton(icon(picture, "surface" if is_primary else "ink"), say(words))
        if is_primary:
            button.setProperty("role", "primary")
        button.setAutoDefault(is_primary)
        button.clicked.connect(act)
        self.foot.insertWidget(self.foot.count() - 1, button)
        return button

    def _show_state(self, state: str) -> None:
        self.start.setVisible(state == "asking")
        self.stop.setVisible(state == "working")
        self.bar.setVisible(state == "working")
        self.show_folder.setVisible(state == "done")
        self.print_all.setVisible(state == "done" and any(each.suffix == ".pdf" for each in self.paths))
        self.warnings.setVisible(bool(self.warnings.text()))

    def choose_folder(self) -> None:
        """Ask where to, then make the files."""
        folder = self._context.messages.ask_folder(say("month.folder"), self.folder)
        if folder is None:
            return
        self.folder, self._stop = folder, Stop()
        self._show_state("working")
        self._progressed(0, len(self._names))
        self._context.tasks.run(
            write_month, self._context.desk, self._period.code, folder, owner=self, stop=self._stop,
            progress=self._progressed, done=self._written, failed=self._refused,
        )  # fmt: skip

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.files.setCurrentRow(min(done, total - 1))
        if done < total:
            self.words.setText(say("month.working", name=self._names[done], done=done + 1, total=total))

    def _written(self, made: tuple[list[Path], tuple[str, ...]]) -> None:
        self.paths, warnings = made
        self.warnings.setText("\n".join(_few(warnings)))
        was_stopped = self._stop is not None and self._stop()
        words = "month.stopped" if was_stopped and len(self.paths) < 2 * len(self._names) else "month.done"
        self.words.setText(say(words, count=len(self.paths), folder=self.folder))
        self.files.clear()
        self.files.setAccessibleName(say("month.files"))
        for path in self.paths:
            item = QListWidgetItem(icon("file"), path.name)
            item.setToolTip(say("month.files"))
            self.files.addItem(item)
        self._show_state("done")
        self.show_folder.setFocus()

    def _refused(self, problem: Problem) -> None:
        self.words.setText(problem.sentence)
        self._show_state("asking")

    def _ask_to_stop(self) -> None:
        if self._stop is not None:
            self._stop.ask()
        if self._run is not None:
            self._run.stop()

    def _open_folder(self) -> None:
        if self.folder is not None and not self._open(self.folder):
            self.words.setText(say("month.no_open", folder=self.folder))

    def _open_file(self, item: QListWidgetItem) -> None:
        if self.paths:
            self._open(self.paths[self.files.row(item)])

    # Onto paper -----------------------------------------------------------------------------------

    def print(self) -> None:
        """All of them one after another, on a printer asked for once."""
        from PySide6.QtPdf import QPdfDocument  # costs start-up time, needed only here

        documents: list[Any] = []
        for path in self.paths:
            if path.suffix == ".pdf":
                documents.append(QPdfDocument(self))
                documents[-1].load(str(path))
        printer = self._choose_printer(self, documents[0].pagePointSize(0))
        if printer is None:
            return
        self._run = PrintRun(documents, printer, self)
        self._run.progressed.connect(self._show_printing)
        self._run.finished.connect(self._printed)
        self._show_state("working")
        told = say("month.noted", period=self._period.code, count=len(documents))
        self._context.tasks.run(self._context.desk.audit, "ledger.print_month", told)
        self._run.start()

    def _show_printing(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(say("printing", done=done, total=total))

    def _printed(self, done: int, total: int) -> None:
        self._run = None
        self.words.setText(print_words(done, total))
        self._show_state("done")

    def done(self, result: int) -> None:
        self._ask_to_stop()
        super().done(result)


def print_words(done: int, total: int) -> str:
    """How printing ended, as a sentence."""
    words = "printed" if done == total else "print.stopped" if done else "print.refused"
    return say(words, done=done, total=total)


def _few(warnings: Sequence[str]) -> list[str]:
    """The first warnings, and how many more there are."""
    shown = list(warnings[:MOST_WARNINGS])
    if len(warnings) > MOST_WARNINGS:
        shown.append(say("warnings.more", count=len(warnings) - MOST_WARNINGS))
    return shown
