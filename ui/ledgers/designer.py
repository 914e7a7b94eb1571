"""The designer: the tabs in which a ledger of the office's own is changed, seen at once in the preview."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
)

from app.ledgers.catalogue import check_paths
from app.ledgers.definitions import LedgerDefinition, faults
from app.ledgers.problems import LedgerProblem
from ui import theme
from ui.codes import CodeLists
from ui.icons import icon
from ui.ledgers.cells import CellsPane
from ui.ledgers.columns import ColumnsPane
from ui.ledgers.conditions import ConditionsPane
from ui.ledgers.ordering import OrderPane
from ui.ledgers.panes import Pane
from ui.ledgers.sheet_settings import SheetPane
from ui.ledgers.text import say

END = "。"
SETTLES_AFTER_MS = 3000


def wrong_with(definition: LedgerDefinition) -> str:
    """The first thing that is wrong with the definition, as a sentence; "" when nothing is."""
    for each in faults(definition):
        return each + END
    try:
        check_paths(definition)
    except LedgerProblem as problem:
        return problem.sentence
    return ""


class Designer(QFrame):
    """`drafted(definition)` after each change, also while typing; `settled(definition)`: to be kept;
    `finished`: the clerk is done."""

    drafted = Signal(object)
    settled = Signal(object)
    finished = Signal()

    def __init__(self, codes: CodeLists, today: datetime.date) -> None:
        super().__init__()
        self.setObjectName("card")
        self.definition: LedgerDefinition | None = None
        self._unsettled: LedgerDefinition | None = None
        self._pause = QTimer(self)  # a power cut takes no more than what is typed in this time
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLES_AFTER_MS)
        self._pause.timeout.connect(self.settle)
        self.panes: dict[str, Pane] = {
            "columns": ColumnsPane(), "cells": CellsPane(), "where": ConditionsPane(codes, today),
            "order": OrderPane(), "sheet": SheetPane(),
        }  # fmt: skip
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(say("edit"))
        self.tabs.setDocumentMode(True)
        self._scrolls = {name: _scrolled(pane) for name, pane in self.panes.items()}
        for pane in self.panes.values():
            pane.changed.connect(lambda made, settled, pane=pane: self._take(pane, made, settled))
        self._title = QLabel()
        self._title.setProperty("role", "subheading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.done = QPushButton(icon("check", "surface"), say("design.done"))
        self.done.setProperty("role", "primary")
        self.done.clicked.connect(self._finish)
        kept = QLabel(say("design.saved"))
        kept.setProperty("role", "quiet")
        foot = QHBoxLayout()
        foot.addWidget(kept, 1)
        foot.addWidget(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._title)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    def show_definition(self, definition: LedgerDefinition) -> None:
        """Change this one. Tells nobody."""
        is_other = self.definition is None or self.definition.name != definition.name
        self.definition, self._unsettled = definition, None
        self._pause.stop()
        self._title.setText(say("design", name=definition.name))
        shown = self._tabs_of(definition)
        if is_other:
            self.tabs.clear()
            for name in shown:
                self.tabs.addTab(self._scrolls[name], say(f"tab.{name}"))
        for name in shown:
            self.panes[name].show_definition(definition)

    def settle(self) -> None:
        """Tell of what is typed but not kept yet."""
        self._pause.stop()
        if self._unsettled is not None:
            self.settled.emit(self._unsettled)
            self._unsettled = None

    @staticmethod
    def _tabs_of(definition: LedgerDefinition) -> tuple[str, ...]:
        if definition.layout == "statistics":
            return ("columns", "sheet")
        columns = ("columns",) if definition.columns else ()
        return (*columns, *(("cells",) if definition.form else ()), "where", "order", "sheet")

    def _take(self, pane: Pane, made: LedgerDefinition, settled: bool) -> None:
        if wrong := wrong_with(made):
            pane.show_error(wrong)
            return
        before, self.definition = self.definition, made
        for each in self.panes.values():
            each.definition = made
        if made != before:
            self._unsettled = made
            self._pause.start()
            self.drafted.emit(made)
        if settled:
            self.settle()

    def _finish(self) -> None:
        self.settle()
        self.finished.emit()


def _scrolled(pane: Pane) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(pane)
    return scroll
