"""给自己看看: the quiet list of what the one who sits here may look at again; gone when it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app import honesty
from app.honesty import Hint
from app.kinds import KINDS
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.pages.text.reviews import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

HEADS = (("day", 104), ("where", 176), ("words", 0))


class OwnHints(Sheet):
    """The hints of the signed-in operator. Enter or 打开 goes to the record."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(say("own"), parent, 940, 520)
        self._context = context
        self._hints: Sequence[Hint] = ()
        self.words = QLabel(say("own.looking"))
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.table = PlainTable(say("own.list"), [(say(f"own.head.{name}"), width) for name, width in HEADS])
        self.table.opened.connect(lambda _: self.open_marked())
        self.open_button = QPushButton(icon("right"), say("own.open"))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self.open_marked)
        self.body.addWidget(self.words)
        self.body.addWidget(self.table, 1)
        self.foot.insertWidget(1, self.open_button)
        context.tasks.run(honesty.own_hints, context.desk, done=self._arrived, owner=self)

    @classmethod
    def show_over(cls, page: QWidget, context: Context) -> OwnHints:
        """Open the list over the window of a page."""
        sheet = cls(context, page.window())
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
        return sheet

    def open_marked(self) -> None:
        """To the record that the marked line is about."""
        if self.table.current_id:
            hint = self._hints[int(self.table.current_id)]
            self.accept()
            self._context.navigation.open_record(hint.kind, hint.id)

    def _arrived(self, hints: list[Hint]) -> None:
        self._hints = hints
        self.words.setText(say("own.words" if hints else "own.nothing"))
        self.table.setVisible(bool(hints))
        self.open_button.setEnabled(bool(hints))
        self.table.show_rows([Row(str(number), _cells(each)) for number, each in enumerate(hints)])
        if hints:
            self.table.mark("0")
            self.table.setFocus()


def _cells(hint: Hint) -> tuple[str, ...]:
    kind = KINDS[hint.kind]
    return hint.day, say("own.where", kind=kind.label, field=kind.field(hint.field).label), hint.words
