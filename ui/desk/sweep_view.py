"""A sweep in words: how far it is, each office on a line, what is known of the same kind, what to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.matters.sweeps import note_result as note
from ui import theme
from ui.context import Context
from ui.desk import sweep_reading
from ui.desk.sweep_reading import PRINTED, Shown
from ui.desk.sweep_sheet import begin_sweep
from ui.icons import icon
from ui.pages.handbook_course import words
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.text.sweeps import say
from ui.tables.flow_bar import FlowBar
from ui.tables.plain import PlainTable
from ui.tables.related import RelatedList
from ui.tables.rows import chosen

# Heading, width, which of a row's cells.
WIDE = (
    ("name", 84, 0),
    ("state", 96, 1),
    ("due", 108, 2),
    ("found", 50, 3),
    ("solved", 62, 4),
    ("text", 0, 5),
)
NARROW = (("name", 0, 6),)
MOST_LINES = 8


def note_result(context: Context, matter: str) -> None:
    """Write the result on the matter it came from, and say what was written."""
    context.tasks.run(
        note, context.desk, matter,
        done=lambda told: context.line.say(say("note.done", words=told), True),
    )  # fmt: skip


class SweepView(QWidget):
    """`opened(id)`: the clerk wants to see one office's sweep, or a matter of the same kind."""

    opened = Signal(str)

    def __init__(
        self,
        context: Context,
        *,
        rows: int = MOST_LINES,
        is_narrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._most = context, rows
        self._heads = NARROW if is_narrow else WIDE
        self.shown: Shown | None = None
        self.told = words()
        self.offer = words(role="good")
        heads = [(say(f"head.{name}"), width) for name, width, _ in self._heads]
        self.table = PlainTable(say("table"), heads)
        if is_narrow:
            self.table.horizontalHeader().hide()
        else:
            self.table.leave_out(1)
        self.table.setToolTip(say("open_sweep"))
        self.known = RelatedList(say("known"), say("known.none"))
        self.start = QPushButton(icon("copy"), say("start.more"))
        self.note = QPushButton(icon("check"), say("note"))
        self.print_button = QPushButton(icon("print"), say("print"))
        self.print_button.setToolTip(say("print.tip"))
        self.save_button = QPushButton(icon("export"), say("save"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        bar = FlowBar([self.start, self.note, self.print_button, self.save_button])
        for each in (self.told, self.offer, self.table, bar, self.known):
            column.addWidget(each)
        self._wire()

    def _wire(self) -> None:
        self.table.opened.connect(self.opened)
        self.known.opened.connect(lambda _kind, id: self.opened.emit(id))
        self.start.clicked.connect(self.begin)
        self.note.clicked.connect(self._note)
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)

    def show_sweep(self, shown: Shown) -> None:
        """Show this one instead of the present one."""
        self.shown = shown
        self.told.setText(shown.words)
        self.told.setProperty("role", "error" if shown.is_late else "")
        self.told.style().polish(self.told)
        self.offer.setText(say("noted" if shown.is_noted else "note.offer") if shown.is_finished else "")
        self.offer.setVisible(shown.is_finished)
        self.table.show_rows([chosen(each, [at for *_, at in self._heads]) for each in shown.rows])
        lines = min(len(shown.rows), self._most) + (0 if self.table.horizontalHeader().isHidden() else 1)
        self.table.setFixedHeight(lines * theme.ROW + theme.SPACE_1)
        self.known.show_lines(shown.known)
        self.known.setVisible(bool(shown.known))
        self.note.setVisible(shown.is_finished and not shown.is_noted)
        self.start.setVisible(shown.can_start or shown.is_barred)
        self.start.setEnabled(shown.can_start and not shown.is_barred)
        self.start.setToolTip(say("start.barred" if shown.is_barred else "start.tip"))

    def begin(self) -> None:
        """The window that has more offices look."""
        if self.shown is not None and self.start.isEnabled():
            begin_sweep(self, self._context, self.shown.matter)

    def print(self) -> None:
        """The sheet of this sweep."""
        if self.shown is not None and self.shown.ids:
            PaperSheet.show_over(self, self._context, Wanted(PRINTED, self.shown.ids, say("paper")))

    def save(self) -> None:
        """The sheet as a workbook."""
        if self.shown is None or not self.shown.ids:
            return
        path = self._context.messages.ask_save(say("save"), say("save.kinds"), Path(f"{say('paper')}.xlsx"))
        if path is None:
            return
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        self._context.tasks.run(
            sweep_reading.save_table, self._context.desk, self.shown.ids, path, owner=self,
            done=lambda made: self._context.line.say(say("saved", path=made)),
        )  # fmt: skip

    def _note(self) -> None:
        if self.shown is not None:
            note_result(self._context, self.shown.matter)
