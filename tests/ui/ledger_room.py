"""The page of ledgers in a test: an office with one visit, the page over it, and what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app import records
from app.desk import Desk
from app.ledgers import catalogue
from app.ledgers.definitions import LedgerDefinition
from app.records import Query
from tests.factories import make_household, make_person, make_visit
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from ui.context import Context
from ui.pages.ledgers import LedgersPage
from ui.tasks import Tasks

SAID = "柿子晒了两簸箕，路灯修好了"
OWN = "我的走访表"


def fill(desk: Desk) -> str:
    """One household and one visit in November 2026; the visit's id."""
    household = records.add(desk, "household", make_household())
    visitor = records.add(desk, "person", make_person(name="李志强"))
    values = make_visit(date="2026-11-05", household=household, visitors=[visitor], content=SAID)
    return records.add(desk, "visit", {**values, "person": None})


class Room:
    """The page, and the hands and eyes of who sits before it."""

    def __init__(self, context: Context, qtbot: QtBot, tasks: Tasks) -> None:
        self.qtbot, self.tasks, self.desk = qtbot, tasks, context.desk
        asked(qtbot, tasks, fill, self.desk)
        self.page = LedgersPage(context)
        qtbot.addWidget(self.page)
        self.page.resize(1240, 660)
        self.page.show()
        context.notices.changed.connect(self.page.refresh)
        self.page.open()
        self.quiet()

    def quiet(self) -> None:
        """Wait until the preview shows the last thing asked for."""
        waiting, tasks = self.page._waiting, self.tasks
        self.qtbot.waitUntil(lambda: tasks.is_idle and not waiting.isActive(), timeout=20000)

    @property
    def shown(self) -> str:
        """What is written on all pages of the preview."""
        return text_of(self.page.preview.document)

    def choose(self, name: str) -> None:
        """Mark a ledger in the list."""
        assert self.page.list.mark(name)
        self.quiet()

    def design(self, messages: FakeMessages, name: str = "走访台账") -> None:
        """A copy of the ledger, open in the designer."""
        self.choose(name)
        messages.text = OWN
        self.page.list.copy_button.click()
        self.quiet()
        assert self.page._left.currentWidget() is self.page.designer

    @property
    def stored(self) -> LedgerDefinition:
        """The definition of the office's own ledger as it is kept."""
        return asked(self.qtbot, self.tasks, catalogue.get_ledger, self.desk, OWN)

    def undo(self) -> None:
        """Take back the last action, as Ctrl+Z does."""
        asked(self.qtbot, self.tasks, self.desk.undo)
        self.quiet()

    def change(self, kind: str, values: dict[str, Any]) -> None:
        """Change the only record of that kind."""
        identity = asked(self.qtbot, self.tasks, records.find, self.desk, Query(kind))[0].id
        self.tasks.run(records.change, self.desk, kind, identity, values)
        self.quiet()

    @property
    def audit(self) -> list[tuple[str, str]]:
        """Act and detail of every line of the audit log."""
        rows = asked(
            self.qtbot,
            self.tasks,
            lambda: self.desk.store.connection.execute("SELECT act, detail FROM audit").fetchall(),
        )
        return [(str(act), str(detail)) for act, detail in rows]


def text_of(document: Any) -> str:
    """What is written on all pages, without the breaks of lines."""
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    return "".join("".join(pages).split())


def paper(path: Path) -> QPrinter:
    """A printer that prints into a file."""
    printer = QPrinter()
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer
