"""The bar under the list: one act for all marked matters, the usual ones by one key each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.matters import Act
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.pages.text.desk import say
from ui.tables.flow_bar import FlowBar

FAST = "fast"  # 直办快结: several acts in one sheet
#: What an office of that level does with what comes to its desk, by the keys 1, 2, 3 …
SORTING: Mapping[str, tuple[Act | str, ...]] = {
    "village": (Act.HANDLE, Act.ESCALATE, Act.EXPLAIN, Act.DIRECT, FAST),
    "township": (Act.CONFIRM, Act.DISPATCH, Act.WHISTLE, Act.ESCALATE, Act.RETURN),
    "county": (Act.CONFIRM, Act.DISPATCH, Act.WHISTLE, Act.EXPLAIN, Act.RETURN),
}


@dataclass(frozen=True)
class Marked:
    """How many rows are marked, with how many of them each act may be taken, how many finished at once."""

    count: int = 0
    acts: Mapping[Act, int] = field(default_factory=dict)
    fast: int = 0
    is_sorting: bool = False  # they stand on a list that is sorted: its acts are said in the words of sorting


class ActsBar(QWidget):
    """`asked(act)` on a button, its key in the list, or a choice of the menu; act: an Act or FAST."""

    asked = Signal(object)

    def __init__(self, context: Context, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._marked = Marked()
        self.told = QLabel()
        self.told.setProperty("role", "quiet")
        self.told.setWordWrap(True)
        self.buttons: dict[Act | str, QPushButton] = {}
        for number, act in enumerate(SORTING[context.desk.office.level], 1):
            button = QPushButton()
            button.clicked.connect(lambda _=False, act=act: self.asked.emit(act))
            self.buttons[act] = button
            key = QShortcut(QKeySequence(str(number)), table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.setAutoRepeat(False)  # a finger that stays on it means one act
            key.activated.connect(lambda act=act: self.ask(act))
        self.more = QPushButton(icon("down"), say("acts.more"))
        self.more.setToolTip(say("acts.more.tip"))
        self.more.clicked.connect(self.show_menu)
        self.menu = QMenu(self)
        key = QShortcut(QKeySequence("0"), table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.show_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self.told)
        layout.addWidget(FlowBar([*self.buttons.values(), self.more]))
        self.show_marked(Marked())

    @property
    def offered(self) -> Sequence[Act]:
        """The acts that may be taken with any of the marked matters."""
        return tuple(self._marked.acts)

    def show_marked(self, marked: Marked) -> None:
        """Offer what may be done with these rows; a button that cannot be pressed says why."""
        self._marked = marked
        self.told.setText(say("marked.none") if not marked.count else say("marked", count=marked.count))
        for number, (act, button) in enumerate(self.buttons.items(), 1):
            much = self._count_of(act)
            label = self.label(act)
            some = f"（{much}/{marked.count}）" if 0 < much < marked.count else ""
            button.setText(f"{number} {label}{some}")
            button.setAccessibleName(label)
            button.setEnabled(much > 0)
            why = "" if much else say("acts.none" if marked.count else "acts.nothing_marked", act=label)
            button.setToolTip(why or say("acts.tip", key=number, act=label))
        self.more.setEnabled(bool(marked.acts))

    def ask(self, act: Act | str) -> None:
        """The act's key was pressed: begin it, or say on the bottom line why not."""
        if self.buttons[act].isEnabled():
            self.asked.emit(act)
        else:
            self._context.line.say(self.buttons[act].toolTip())

    def show_menu(self) -> None:
        """Every act that may be taken with any of the marked matters."""
        self.menu.clear()
        acts = self._marked.acts
        for act, much in acts.items():
            some = f"（{much}/{self._marked.count}）" if much < self._marked.count else ""
            entry = QAction(f"{self.label(act)}{some}", self.menu)
            entry.triggered.connect(self._asking(act))
            self.menu.addAction(entry)
        if acts:
            self.menu.setActiveAction(self.menu.actions()[0])
            self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def label(self, act: Act | str) -> str:
        """What the act is called on this desk: 村办 for 处置 in a village, 上报县 for 上报 in a township."""
        if act == FAST:
            return say("act.fast")
        level = self._context.desk.office.level
        own = {("township", Act.ESCALATE): "act.to_county"}
        if self._marked.is_sorting:
            own["village", Act.HANDLE] = "act.village"
        code = own.get((level, Act(act)))
        return say(code) if code else self._context.codes.label("matter_act", str(act))

    def _count_of(self, act: Act | str) -> int:
        return self._marked.fast if act == FAST else self._marked.acts.get(Act(act), 0)

    def _asking(self, act: Act) -> Callable[[], None]:
        return lambda: self.asked.emit(act)
