"""The board of the exchange: whom the stick is for, what lies on it, and what can be done with it now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.exchange import rounds
from app.exchange.rounds import Board
from app.exchange.trips import NEW, PAPER, Item
from app.rights import may
from ui import theme
from ui.context import Context
from ui.exchange.contents import Contents
from ui.exchange.peers import PeerList
from ui.exchange.sources import Source, SourceBar, Sticks
from ui.exchange.text import say
from ui.icons import icon

PEERS_WIDTH = 310


class BoardView(QWidget):
    """`chosen(source)` when another stick is; the buttons are wired by who holds the board."""

    chosen = Signal(object)

    def __init__(self, context: Context, sticks: Sticks) -> None:
        super().__init__()
        self._context = context
        self._is_touched = False
        self.state = Board((), True)
        self.items: list[Item] = []
        self.peers, self.sources, self.contents = PeerList(), SourceBar(context, sticks), Contents()
        self.peers.setFixedWidth(PEERS_WIDTH)
        self.hint = QLabel(say("go.hint"))
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        self.full = QCheckBox(say("go.full"))
        self.full.setToolTip(say("go.full.tip"))
        self.take = QPushButton(icon("import"), say("go.take"))
        self.give = QPushButton(icon("export"), say("go.give"))
        self.both = QPushButton(icon("exchange", "surface"), say("go.both"))
        self.both.setProperty("role", "primary")
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_2)
        right.addWidget(self.sources)
        right.addWidget(self.contents, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.SPACE_3)
        middle.addWidget(self.peers)
        middle.addLayout(right, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.hint, 1)
        for each in (self.full, self.take, self.give, self.both):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(middle, 1)
        column.addLayout(row)
        self.sources.chosen.connect(self._choose)
        self.peers.changed.connect(self._touch)
        self.allow()

    @property
    def source(self) -> Source | None:
        """The stick, folder or files that are chosen."""
        return self.sources.source

    @property
    def has_new(self) -> bool:
        """Whether something on it is new to us."""
        return any(each.standing == NEW for each in self.items)

    @property
    def can_give(self) -> bool:
        """Whether somebody is ticked and the stick can be written."""
        return bool(self.peers.ticked) and self.source is not None and self.source.is_writable

    def show_state(self, state: Board) -> None:
        """With whom we exchange, and what waits."""
        self.state = state
        self._tick()

    def show_items(self, items: list[Item]) -> None:
        """What lies on the stick."""
        self.items = items
        self.contents.show_items(items, self._context.desk.today().year)
        is_paper = any(each.standing == PAPER for each in items)
        self.contents.join.setVisible(is_paper)
        self._tick()

    def show_nothing(self) -> None:
        """No stick is chosen."""
        self.items = []
        self.contents.say("items.choose")
        self._tick()

    def untouch(self) -> None:
        """What was ticked by hand was for the go that is over."""
        self._is_touched = False
        self.full.setChecked(False)

    def allow(self) -> None:
        """Only what can be done now can be pressed; the hint says what is missing."""
        can = may(self._context.desk, "exchange")
        self.take.setEnabled(can and self.has_new)
        self.give.setEnabled(can and self.can_give)
        self.both.setEnabled(can and self.source is not None and (self.has_new or self.can_give))
        self.hint.setText(say(self._hint(can)))

    def take_focus(self) -> None:
        """The main button, or the way to a stick."""
        (self.both if self.both.isEnabled() else self.sources.folder).setFocus()

    def _choose(self, source: Source | None) -> None:
        self._is_touched = False
        self.chosen.emit(source)

    def _touch(self) -> None:
        self._is_touched = True
        self.allow()

    def _tick(self) -> None:
        """Tick who should get a package; what the clerk ticked by hand stays until another stick comes."""
        proposed = rounds.receivers(self.state.waiting, self.items)
        ticked = self.peers.ticked if self._is_touched else proposed
        self.peers.show_peers(self.state.waiting, ticked, self._context.desk.today().year)
        self.allow()

    def _hint(self, can: bool) -> str:
        if not can:
            return "only_review"
        if self.source is None:
            return "items.choose"
        if not self.source.is_writable:
            return "go.protected"
        return "go.hint" if self.has_new or self.can_give else "go.nothing"
