"""The ledgers: choose one and its period, see it as it prints, print or save it, change its design."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ledgers import catalogue
from app.ledgers.catalogue import Entry
from app.ledgers.definitions import LedgerDefinition
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.ledgers.choosing import LedgerList
from ui.ledgers.designer import Designer
from ui.ledgers.making import Making
from ui.ledgers.month_set import MonthSet
from ui.ledgers.options import OptionsBar
from ui.ledgers.preview import PreviewPane
from ui.ledgers.reading import STEPS, Made, Request
from ui.ledgers.taking import Taking
from ui.ledgers.text import say
from ui.notices import Notice
from ui.pages.base import Page

WAIT_MS = 250  # between a change and the new preview: arrows run through the list undisturbed
LIST_WIDTH, DESIGNER_WIDTH = 208, 400
NEVER_SHOWN = frozenset({"duty", "code_list", "attachment"})


class LedgersPage(Page):
    """Ctrl+P prints what is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("title"))
        today = context.desk.today()
        self.list, self.options = LedgerList(), OptionsBar(today)
        self.preview, self.designer = PreviewPane(), Designer(context.codes, today)
        self.taking = Taking(context, self.preview)
        self._draft: LedgerDefinition | None = None
        self._kept: LedgerDefinition | None = None
        self._wanted = ""
        self._making = Making(context, self)
        self._month: MonthSet | None = None
        self.buttons = {
            "print": self._button("print", "print", self.print),
            "save.pdf": self._button("save.pdf", "export", self.taking.save_pdf),
            "save.xlsx": self._button("save.xlsx", "export", self.taking.save_workbook),
            "month": self._button("month", "folder", self.print_month),
        }
        self._left = QStackedWidget()
        self._left.addWidget(self.list)
        self._left.addWidget(self.designer)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.options)
        column.addWidget(self.preview, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        for each in (self._left, right):
            self._split.addWidget(each)
        self._split.setStretchFactor(1, 1)
        self.body.addWidget(self._split, 1)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAIT_MS)
        self._waiting.timeout.connect(self.make_preview)
        self._show_left(self.list)
        self._wire()

    def _button(self, name: str, picture: str, act: Callable[[], None]) -> QPushButton:
        is_first = name == "print"
        button = QPushButton(icon(picture, "surface" if is_first else "ink"), say(name))
        button.setProperty("role", "primary" if is_first else "")
        button.setToolTip("Ctrl+P" if is_first else "")
        button.clicked.connect(lambda: act())
        self.head.addWidget(button)
        return button

    def _wire(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.copying.connect(self.copy)
        self.list.editing.connect(self.edit)
        self.list.removing.connect(self.remove)
        self.options.changed.connect(self.make_preview)
        self.designer.drafted.connect(self._draw_draft)
        self.designer.settled.connect(self._keep)
        self.designer.finished.connect(self._finish_design)
        self.preview.again.connect(self.make_preview)
        self.preview.inner_wanted.connect(self.options.choose_inner)
        self.preview.stopping.connect(self._making.stop)
        self._making.progressed.connect(self._show_progress)
        self._making.made.connect(self._show_made)
        self._making.stopped.connect(lambda: self.preview.show_refusal(say("stopped"), "again"))
        self._making.refused.connect(self.preview.show_problem)
        self.preview.period_wanted.connect(self.show_period)

    # What the window asks -------------------------------------------------------------------------

    def open(self, id: str | None = None, kind: str = "") -> None:
        self._read_list(lambda: self._arrive(id, kind))

    def take_focus(self) -> None:
        self.list.list.setFocus()

    def refresh(self, notice: Notice) -> None:
        if "ledger" in notice.kinds:
            self._read_list()
        if notice.kinds - NEVER_SHOWN - {"ledger"}:
            self._waiting.start()

    def print(self) -> None:
        self.taking.print()

    def keep(self) -> None:
        self.designer.settle()

    def keep_draft(self) -> None:
        self.designer.settle()

    def leave(self) -> bool:
        self.designer.settle()
        if self.options.unmask.isChecked():
            self.options.mask_again()
            self.preview.show_refusal(say("choose"))
        return True

    # The list -------------------------------------------------------------------------------------

    def _read_list(self, then: Callable[[], object] = lambda: None) -> None:
        def arrived(entries: list[Entry]) -> None:
            self._show_entries(entries)
            then()

        self.context.tasks.run(catalogue.list_ledgers, self.context.desk, done=arrived, owner=self)

    def _show_entries(self, entries: list[Entry]) -> None:
        self.list.show_entries(entries)
        if self._wanted and self.list.mark(self._wanted):
            self._wanted = ""
            self.edit()
            return
        entry, designed = self.list.current, self.designer.definition
        if self._left.currentWidget() is not self.designer or designed is None:
            self._waiting.start()
        elif entry is None or not entry.record or entry.name != designed.name:
            self._finish_design()
        elif entry.definition != self._kept:
            self._kept, self._draft = entry.definition, None
            self.designer.show_definition(entry.definition)
            self.make_preview()

    def _arrive(self, id: str | None, kind: str) -> None:
        if id is not None:
            named = [each.name for each in self.list.entries.values() if each.record == id]
            if named:
                self.list.mark(named[0])
        elif kind == "new":
            self.print_month()

    def _choose(self, entry: Entry) -> None:
        self._draft = None
        self.options.adapt(entry.definition)
        self._waiting.start()

    @property
    def definition(self) -> LedgerDefinition | None:
        """What is previewed: the draft in the designer, else the marked ledger."""
        entry = self.list.current
        return self._draft or (entry.definition if entry is not None else None)

    # The preview ----------------------------------------------------------------------------------

    def show_period(self, code: str) -> None:
        """Choose the period and show the ledger of it."""
        self.options.chooser.show_period(code)
        self.make_preview()

    def make_preview(self) -> None:
        """Have the pages made anew; those asked for before are no longer wanted."""
        definition = self.definition
        self._waiting.stop()
        if definition is None:
            return
        options = self.options
        request = Request(
            definition, options.chooser.code, options.edition, options.unmask.isChecked(), options.holder_id
        )
        self._show_progress(0, STEPS)
        self._making.begin(request)

    def _show_progress(self, done: int, total: int) -> None:
        if self.definition is not None and not self.taking.is_printing:
            self.preview.show_working(say("making", name=self.definition.name), done, total)

    def _show_made(self, made: Made) -> None:
        self.taking.stop()
        self.options.show_holders(made)
        self.preview.show_made(made)

    # The month's set ------------------------------------------------------------------------------

    def print_month(self) -> None:
        """The whole set of the chosen month (of this month when no month is chosen)."""
        ledgers = [each.definition for each in self.list.entries.values() if each.definition.monthly]
        self._month = MonthSet(
            self.context, self.options.chooser.month, ledgers, self.taking.choose_printer, self.window()
        )
        self._month.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._month.open()

    # The designer ---------------------------------------------------------------------------------

    def copy(self) -> None:
        """A copy of the marked ledger under a new name, open in the designer."""
        entry = self.list.current
        if entry is None:
            return
        question, suggested = say("copy.ask", name=entry.name), say("copy.name", name=entry.name)
        name = self.context.messages.ask_text(question, say("copy.yes"), suggested)
        if name is None:
            return
        if not name:
            self.context.messages.tell(say("copy.empty"))
            return
        self._wanted = name
        self.context.tasks.run(
            catalogue.copy_ledger, self.context.desk, entry.name, name, owner=self,
            done=lambda made: self.context.line.say(say("copy.done", name=made.name), True),
            failed=self._not_copied,
        )  # fmt: skip

    def _not_copied(self, problem: Problem) -> None:
        self._wanted = ""
        self.context.messages.tell_problem(problem)

    def edit(self) -> None:
        """Open the office's own ledger in the designer."""
        entry = self.list.current
        if entry is None or not entry.record:
            return
        self._kept, self._draft = entry.definition, None
        self.designer.show_definition(entry.definition)
        self._show_left(self.designer)
        self.designer.tabs.setFocus()

    def remove(self) -> None:
        """Delete the office's own ledger after asking."""
        entry = self.list.current
        if entry is None or not entry.record:
            return
        if self.context.messages.confirm(say("remove.ask", name=entry.name), say("remove"), danger=True):
            self.context.tasks.run(
                catalogue.remove_ledger, self.context.desk, entry.name, owner=self,
                done=lambda _: self.context.line.say(say("remove.done", name=entry.name), True),
            )  # fmt: skip

    def _draw_draft(self, definition: LedgerDefinition) -> None:
        self._draft = definition
        self._waiting.start()

    def _keep(self, definition: LedgerDefinition) -> None:
        self._kept = definition
        self.context.tasks.run(catalogue.save_ledger, self.context.desk, definition, owner=self)

    def _finish_design(self) -> None:
        self._draft = None
        self._show_left(self.list)
        self.list.list.setFocus()

    def _show_left(self, side: QWidget) -> None:
        self._left.setCurrentWidget(side)
        self.list.list.scrollToItem(self.list.list.currentItem())
        width = LIST_WIDTH if side is self.list else DESIGNER_WIDTH
        self._left.setMinimumWidth(width)
        self._split.setSizes([width, max(self.width() - width, width)])
