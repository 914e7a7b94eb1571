"""The preview of chosen records on paper: what is seen is what is printed and saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.desk import Desk
from app.ledgers.catalogue import get_ledger
from app.ledgers.definitions import LedgerDefinition
from app.ledgers.fonts import release_faces
from app.ledgers.printing import Preview, preview, print_ledger, save_pdf
from app.ledgers.taking_out import PRINTED, note
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.ledgers.printing import Choosing, PrintRun, ask_printer
from ui.pages.text.paper import say


class Paper(Protocol):
    """Something that can be shown as pages. Its methods are for the database worker."""

    @property
    def heading(self) -> str: ...

    def pages(self, desk: Desk) -> Preview:
        """The pages."""

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the very bytes that are shown."""

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log: it went onto paper."""


@dataclass(frozen=True)
class Wanted:
    """Which ledger, of which records only, and what stands over the preview."""

    ledger: str
    ids: tuple[str, ...]
    heading: str

    def pages(self, desk: Desk) -> Preview:
        """As `paper`."""
        return paper(desk, self)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """As `save_paper`."""
        return save_paper(desk, self, made, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """As `note_printed`."""
        note_printed(desk, self, made)


def paper(desk: Desk, wanted: Wanted) -> Preview:
    """The pages of these records; of a book only theirs, without its cover. For the database worker."""
    made = preview(desk, _loose(desk, wanted), desk.today().strftime("%Y-%m"), ids=list(wanted.ids))
    release_faces()
    return made


def _loose(desk: Desk, wanted: Wanted) -> LedgerDefinition:
    """The ledger; of a book only its pages."""
    definition = get_ledger(desk, wanted.ledger)
    is_book = definition.layout == "book"
    return replace(definition, layout="pages", group="") if is_book else definition


def save_workbook(desk: Desk, wanted: Wanted, path: Path) -> Path:
    """Write the same records as a workbook. Raises LedgerProblem as `print_ledger` does."""
    month = desk.today().strftime("%Y-%m")
    return print_ledger(desk, _loose(desk, wanted), month, path, ids=list(wanted.ids)).path


def save_paper(desk: Desk, wanted: Wanted, made: Preview, path: Path) -> Path:
    """Write the very bytes that are shown. Raises LedgerProblem as `save_pdf` does."""
    definition, month = get_ledger(desk, wanted.ledger), desk.today().strftime("%Y-%m")
    return save_pdf(desk, definition, month, "inner", len(made.ids), made.pdf, path)


def note_printed(desk: Desk, wanted: Wanted, made: Preview) -> None:
    """Into the audit log: how many records went onto paper."""
    definition, month = get_ledger(desk, wanted.ledger), desk.today().strftime("%Y-%m")
    note(desk, PRINTED, definition, month, "inner", len(made.ids), "paper")


class PaperSheet(Sheet):
    """A paper as pages: one ledger of a few records, a report; printed or saved from here."""

    def __init__(
        self, context: Context, wanted: Paper, parent: QWidget | None, choosing: Choosing = ask_printer
    ) -> None:
        # QtPdf costs start-up time and is needed only here.
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        super().__init__(wanted.heading, parent, 900, 680)
        self._context, self._wanted, self._choosing = context, wanted, choosing
        self._made: Preview | None = None
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setAccessibleName(wanted.heading)
        self.words = QLabel(say("making"))
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.body.addWidget(self.words)
        self.body.addWidget(self.view, 1)
        self.print_button = QPushButton(icon("print", "surface"), say("print"))
        self.print_button.setProperty("role", "primary")
        self.print_button.clicked.connect(self.print)
        self.save_button = QPushButton(icon("export"), say("save"))
        self.save_button.clicked.connect(self.save)
        self.workbook_button = QPushButton(icon("export"), say("workbook"))
        self.workbook_button.clicked.connect(self.save_as_workbook)
        self.workbook_button.setVisible(isinstance(wanted, Wanted))
        for number, button in enumerate((self.workbook_button, self.save_button, self.print_button)):
            button.setEnabled(False)
            self.foot.insertWidget(1 + number, button)
        context.tasks.run(
            wanted.pages, context.desk, owner=self,
            done=self._show, failed=lambda problem: self.words.setText(problem.sentence),
        )  # fmt: skip

    @classmethod
    def show_over(cls, page: QWidget, context: Context, wanted: Paper) -> PaperSheet:
        """Open the preview over the window of a page."""
        sheet = cls(context, wanted, page.window())
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
        return sheet

    def save(self) -> None:
        """Ask where to, and write the very bytes that are shown."""
        path = self._context.messages.ask_save(say("save"), say("kinds"), Path(f"{self._wanted.heading}.pdf"))
        if path is None:
            return
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        self._context.tasks.run(
            self._wanted.save, self._context.desk, self._made, path, owner=self,
            done=lambda _: self._context.line.say(say("saved", path=path)),
        )  # fmt: skip

    def save_as_workbook(self) -> None:
        """Ask where to, and write the same records as a workbook."""
        suggested = Path(f"{self._wanted.heading}.xlsx")
        path = self._context.messages.ask_save(say("workbook"), say("kinds.workbook"), suggested)
        if path is None:
            return
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        self._context.tasks.run(
            save_workbook, self._context.desk, self._wanted, path, owner=self,
            done=lambda _: self._context.line.say(say("saved", path=path)),
        )  # fmt: skip

    def print(self) -> None:
        """Ask for the printer, then print the pages as they are shown."""
        printer = self._choosing(self, self.document.pagePointSize(0))
        if printer is None:
            return
        self._context.tasks.run(self._wanted.note_printed, self._context.desk, self._made)
        run = PrintRun([self.document], printer, self)
        run.finished.connect(self._printed)
        run.start()

    def _printed(self, done: int, _total: int) -> None:
        self.words.setText(say("printed" if done else "refused"))

    def _show(self, made: Preview) -> None:
        self._made = made
        self._buffer.setData(QByteArray(made.pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.words.setText("　".join((say("pages", count=made.pages), *made.warnings)))
        self.save_button.setEnabled(True)
        self.workbook_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self.print_button.setFocus()
