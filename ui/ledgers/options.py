"""The bar over the preview: period, edition, whole numbers, whose."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.ledgers.definitions import EDITIONS, LedgerDefinition
from app.ledgers.periods import Period, parse_period
from ui import theme
from ui.icons import icon
from ui.ledgers.reading import ALL, Made, date_path, holder_path, month_after, period_at
from ui.ledgers.text import say
from ui.tables.flow_bar import FlowBar

BACK = {"month": 36, "quarter": 12, "year": 10}  # how many periods the list goes back
UNITS = ("month", "quarter", "year", "all")


def units_of(definition: LedgerDefinition) -> tuple[str, ...]:
    """The lengths of period that make sense for the ledger."""
    if definition.layout == "statistics" or definition.period == "none" or not date_path(definition):
        return ("month",)
    return UNITS if definition.period == "within" else UNITS[:3]


def unit_of(period: str) -> str:
    """month, quarter, year or all."""
    if period == ALL:
        return "all"
    return "quarter" if "Q" in period else "year" if len(period) == 4 else "month"


class PeriodChooser(QWidget):
    """◀ 2026年11月 ▶ and the length of the period beside it. `changed` after each choice."""

    changed = Signal()

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self._today = today
        self.unit = QComboBox()
        self.unit.setAccessibleName(say("unit"))
        self.period = QComboBox()
        self.period.setAccessibleName(say("period"))
        self.period.setMinimumContentsLength(9)
        self.period.setMaxVisibleItems(14)
        self.back = self._arrow("left", "period.back", -1)
        self.on = self._arrow("right", "period.on", 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        for each in (self.back, self.period, self.on, self.unit):
            row.addWidget(each)
        self.unit.activated.connect(lambda _: self._change_unit())
        self.period.activated.connect(lambda _: self.changed.emit())
        self.offer(UNITS)

    def _arrow(self, picture: str, words: str, steps: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setAccessibleName(say(words))
        button.setToolTip(say(words))
        button.clicked.connect(lambda: self._step(steps))
        return button

    @property
    def code(self) -> str:
        """The chosen period."""
        return str(self.period.currentData())

    @property
    def month(self) -> Period:
        """The chosen month; this one when a longer period is chosen."""
        is_month = unit_of(self.code) == "month"
        return parse_period(self.code if is_month else period_at("month", self._today))

    def offer(self, units: tuple[str, ...]) -> None:
        """Offer only these lengths; the present choice stays where it may. Tells nobody."""
        present = self.unit.currentData() or "month"
        with QSignalBlocker(self.unit):
            self.unit.clear()
            for each in units:
                self.unit.addItem(say(f"unit.{each}"), each)
            self.unit.setCurrentIndex(max(self.unit.findData(present), 0))
        self.unit.setVisible(len(units) > 1)
        if self.unit.currentData() != present or not self.period.count():
            self._fill(period_at(str(self.unit.currentData()), self._today))

    def show_period(self, code: str) -> None:
        """Choose the period. Tells nobody."""
        with QSignalBlocker(self.unit):
            self.unit.setCurrentIndex(max(self.unit.findData(unit_of(code)), 0))
        self._fill(code)

    def _change_unit(self) -> None:
        unit = str(self.unit.currentData())
        known = self._today if self.code == ALL else min(parse_period(self.code).last, self._today)
        self._fill(period_at(unit, known))
        self.changed.emit()

    def _fill(self, chosen: str) -> None:
        unit = unit_of(chosen)
        with QSignalBlocker(self.period):
            self.period.clear()
            if unit == "all":
                self.period.addItem(say("period.all"), ALL)
            else:
                now = period_at(unit, self._today)
                codes = {month_after(now, -steps) for steps in range(-1, BACK[unit])} | {chosen}
                for code in sorted(codes, reverse=True):
                    self.period.addItem(parse_period(code).label, code)
            self.period.setCurrentIndex(self.period.findData(chosen))
        for button in (self.back, self.on):
            button.setEnabled(unit != "all")

    def _step(self, steps: int) -> None:
        if self.code != ALL:
            self._fill(month_after(self.code, steps))
            self.changed.emit()


class OptionsBar(FlowBar):
    """Period, edition, whole numbers and holder. `changed` after each choice."""

    changed = Signal()

    def __init__(self, today: datetime.date) -> None:
        self.chooser = PeriodChooser(today)
        self.editions = {name: QPushButton(say(f"edition.{name}")) for name in EDITIONS}
        self.unmask = QCheckBox(say("unmask"))
        self.unmask.setToolTip(say("unmask.hint"))
        self.unmask.setAccessibleDescription(say("unmask.hint"))
        self.holder = QComboBox()
        self.holder.setAccessibleName(say("holder"))
        self.only_inner = QLabel(say("edition.only"))
        self.only_inner.setProperty("role", "quiet")
        self.only_inner.setMinimumHeight(theme.TARGET)
        self.only_inner.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        super().__init__([self.chooser, self._edition_row(), self.only_inner, self.unmask, self.holder])
        self.chooser.changed.connect(self.changed)
        self.unmask.clicked.connect(self.changed)
        self.holder.activated.connect(lambda _: self.changed.emit())
        self.holder.hide()

    def _edition_row(self) -> QWidget:
        self._row = row = QWidget()
        row.setAccessibleName(say("edition"))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(row)
        for button in self.editions.values():
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.clicked.connect(lambda: self._choose_edition())
            self._group.addButton(button)
            layout.addWidget(button)
        self.editions["inner"].setChecked(True)
        return row

    @property
    def edition(self) -> str:
        """inner or public."""
        return next(name for name, button in self.editions.items() if button.isChecked())

    @property
    def holder_id(self) -> str:
        """Whose; "" for everybody's."""
        return str(self.holder.currentData() or "")

    def adapt(self, definition: LedgerDefinition) -> None:
        """Offer what this ledger allows; masks come back. Tells nobody."""
        self.chooser.offer(units_of(definition))
        has_public = "public" in definition.editions
        self._row.setVisible(has_public)
        self.only_inner.setVisible(not has_public)
        self.only_inner.setToolTip(say("edition.none", name=definition.name))
        if not has_public:
            self.editions["inner"].setChecked(True)
        self.mask_again()
        if not holder_path(definition):
            self.holder.hide()
            self.holder.clear()

    def mask_again(self) -> None:
        """Take back the wish to see whole numbers. Tells nobody."""
        self.unmask.setChecked(False)
        self.unmask.setVisible(self.edition == "inner")

    def choose_inner(self) -> None:
        """Back to the inner edition."""
        self.editions["inner"].setChecked(True)
        self._choose_edition()

    def _choose_edition(self) -> None:
        self.mask_again()
        self.changed.emit()

    def show_holders(self, made: Made) -> None:
        """Offer whose there are in the ledger just made. Tells nobody."""
        if not made.holders:
            self.holder.setVisible(bool(self.holder_id))
            return
        with QSignalBlocker(self.holder):
            self.holder.clear()
            self.holder.addItem(say("holder.all"), "")
            for identity, name in made.holders:
                self.holder.addItem(name, identity)
            self.holder.setCurrentIndex(max(self.holder.findData(made.request.holder), 0))
        self.holder.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.holder.setMaximumWidth(200)
        self.holder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.holder.show()
