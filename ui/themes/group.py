"""Matters that may be one thing, in full beside each other: ticked, one of them or a new one as the theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.matters.themes import CHANNELS
from ui import theme
from ui.context import Context
from ui.icons import icon
from ui.pages.text.themes import say
from ui.themes.reading import Member

COLUMNS = 2
MOST_SHOWN = 60  # cards of one group; what is beyond them is offered again the next time


@dataclass(frozen=True)
class Decision:
    """What a person decided of a group. `theme` "": one worded anew with `words`."""

    ids: tuple[str, ...]
    theme: str
    words: str
    channel: str
    left_out: tuple[str, ...]


def wrapped(text: str, role: str = "") -> QLabel:
    """A text that wraps and may be copied from."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


class _Card(QFrame):
    """One matter: its tick, whether it is the theme, and all it says."""

    def __init__(self, member: Member) -> None:
        super().__init__()
        self.setObjectName("card")
        self.member = member
        self.tick = QCheckBox(say("member.tick", share=member.share))
        self.tick.setChecked(True)
        self.tick.setToolTip(say("member.tick.tip"))
        self.lead = QRadioButton(say("member.theme"))
        self.lead.setToolTip(say("member.theme.tip"))
        row = QHBoxLayout()
        row.addWidget(self.tick, 1)
        row.addWidget(self.lead)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE_1)
        column.addLayout(row)
        column.addWidget(wrapped(member.about, "quiet"))
        column.addWidget(wrapped(member.text))
        if member.words and member.words != member.text:
            column.addWidget(wrapped(say("member.words", words=member.words), "quiet"))
        column.addStretch(1)


class GroupPane(QWidget):
    """`merging(Decision)` and `apart(ids)` are what its two buttons say."""

    merging = Signal(object)
    apart = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.cards: list[_Card] = []
        self._leads = QButtonGroup(self)
        self._leads.idToggled.connect(lambda *_: self._update())
        self.new = QRadioButton(say("new"))
        self.new.setToolTip(say("new.tip"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(say("new.hint"))
        self.words.setAccessibleName(say("new.words"))
        self.words.setMaxLength(500)
        self.channel = QComboBox()
        self.channel.setAccessibleName(say("new.channel"))
        for code in CHANNELS:
            self.channel.addItem(context.codes.label("channel", code), code)
        self.merge = QPushButton(icon("check", "surface"), say("merge", count=0))
        self.merge.setProperty("role", "primary")
        self.not_one = QPushButton(icon("cross"), say("apart"))
        self.not_one.setToolTip(say("apart.tip"))
        self._area = QScrollArea()
        self._lay_out()
        self.words.textEdited.connect(lambda _: self._word())
        self.words.returnPressed.connect(self.decide)
        self.merge.clicked.connect(self.decide)
        self.not_one.clicked.connect(self.tell_apart)

    def _lay_out(self) -> None:
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        anew = QHBoxLayout()
        anew.setSpacing(theme.SPACE_2)
        anew.addWidget(self.new)
        anew.addWidget(self.words, 1)
        anew.addWidget(self.channel)
        does = QHBoxLayout()
        does.setSpacing(theme.SPACE_2)
        does.addWidget(self.merge)
        does.addWidget(self.not_one)
        does.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self._area, 1)
        column.addLayout(anew)
        column.addLayout(does)

    def show_members(self, members: Sequence[Member]) -> None:
        """Show these instead; everything ticked, the first one the theme."""
        for button in self._leads.buttons():
            self._leads.removeButton(button)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.SPACE_2, 0)
        grid.setSpacing(theme.SPACE_2)
        self.cards = [_Card(each) for each in members[:MOST_SHOWN]]
        for at, card in enumerate(self.cards):
            self._leads.addButton(card.lead, at)
            card.tick.toggled.connect(lambda _: self._update())
            grid.addWidget(card, at // COLUMNS, at % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(self.cards) // COLUMNS + 1, 1)
        self._leads.addButton(self.new, len(self.cards))
        self._area.setWidget(inside)
        self.words.clear()
        if self.cards:
            self.cards[0].lead.setChecked(True)
        self._update()

    def focus_first(self) -> None:
        """Put the cursor on the first tick."""
        if self.cards:
            self.cards[0].tick.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def decision(self) -> Decision:
        """What is ticked and chosen now."""
        ticked = tuple(card.member.id for card in self.cards if card.tick.isChecked())
        lead = next((card.member.id for card in self.cards if card.lead.isChecked()), "")
        left = tuple(card.member.id for card in self.cards if not card.tick.isChecked())
        code = str(self.channel.currentData())
        return Decision(ticked, lead, self.words.text().strip(), code, left)

    def decide(self) -> None:
        """Merge what is ticked."""
        if self.merge.isEnabled():
            self.merging.emit(self.decision)

    def tell_apart(self) -> None:
        """None of these is another of them."""
        if self.cards:
            self.apart.emit(tuple(card.member.id for card in self.cards))

    def _word(self) -> None:
        """Whoever words a theme wants a new one."""
        if self.new.isEnabled():
            self.new.setChecked(True)
        self._update()

    def _update(self) -> None:
        taken = next((c.member for c in self.cards if c.member.is_theme and c.tick.isChecked()), None)
        for card in self.cards:
            is_free = card.tick.isChecked() and (taken is None or card.member is taken)
            card.lead.setEnabled(is_free)
            card.lead.setToolTip(
                say("member.theme.tip") if is_free or taken is None
                else say("member.theme.taken", theme=taken.text[:20])
            )  # fmt: skip
        self.new.setEnabled(taken is None)
        self._keep_a_lead()
        self._offer()

    def _keep_a_lead(self) -> None:
        """Where the chosen theme is no longer ticked, the first that may be is."""
        chosen = self._leads.checkedButton()
        if chosen is not None and not chosen.isEnabled():
            free = next((card.lead for card in self.cards if card.lead.isEnabled()), None)
            if free is not None:
                free.setChecked(True)

    def _offer(self) -> None:
        now = self.decision
        sources = [each for each in now.ids if each != now.theme]
        is_new = self.new.isChecked()
        lacks_words = is_new and not now.words
        enough = bool(sources) and (is_new or now.theme in now.ids)
        self.merge.setText(say("merge", count=len(now.ids)))
        self.merge.setEnabled(enough and not lacks_words)
        why = "merge.needs.words" if lacks_words and sources else "merge.needs" if not enough else "merge.tip"
        self.merge.setToolTip(say(why))
        self.words.setEnabled(self.new.isEnabled())
        self.channel.setEnabled(is_new)
