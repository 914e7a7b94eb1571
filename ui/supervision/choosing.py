"""What is looked at: which months, told apart by what, and which one of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.ledgers.supervision_charts import Over
from ui import theme
from ui.supervision.text import say

SPANS = ("month", "last_month", "year", "last_year", "own")
MONTHS_BACK = 60


class Chooser(QWidget):
    """`changed` after each choice of months or dimension, `value_changed` after one of a value."""

    changed = Signal()
    value_changed = Signal()

    def __init__(
        self, today: datetime.date, dimensions: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.span, self.by, self.value = QComboBox(), QComboBox(), QComboBox()
        self.first, self.last = QComboBox(), QComboBox()
        self._until = QLabel(say("until"))
        for box, name in (
            (self.span, "span"), (self.first, "from"), (self.last, "to"), (self.by, "by"),
            (self.value, "value"),
        ):  # fmt: skip
            box.setAccessibleName(say(name))
            box.setToolTip(say(name))
        for each in SPANS:
            self.span.addItem(say(f"span.{each}"), each)
        for each in dimensions:
            self.by.addItem(say(f"by.{each}"), each)
        for back in range(MONTHS_BACK):
            month = self._month(back)
            words = say("month", year=int(month[:4]), month=int(month[5:]))
            self.first.addItem(words, month)
            self.last.addItem(words, month)
        self.value.setMinimumContentsLength(7)
        self.value.setMaximumWidth(200)
        self.show_values([])
        self._lay_out()
        self.span.activated.connect(lambda _: self._change_span())
        self.first.activated.connect(lambda _: self._order(self.first))
        self.last.activated.connect(lambda _: self._order(self.last))
        self.by.activated.connect(lambda _: self._change_by())
        self.value.activated.connect(lambda _: self.value_changed.emit())
        self.choose_span("year")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        for each in (self.span, self.first, self._until, self.last, self.by, self.value):
            row.addWidget(each)
        row.addStretch(1)

    def _month(self, back: int) -> str:
        number = self._today.year * 12 + self._today.month - 1 - back
        return f"{number // 12:04d}-{number % 12 + 1:02d}"

    @property
    def over(self) -> Over:
        """The months and the dimension, of everything."""
        return Over(str(self.first.currentData()), str(self.last.currentData()), str(self.by.currentData()))

    @property
    def narrowed(self) -> Over:
        """The same of the chosen value alone; of everything when none is."""
        over, value = self.over, self.value.currentData()
        if value is None:
            return Over(over.first, over.last)
        return Over(over.first, over.last, over.by, str(value))

    def choose_span(self, name: str) -> None:
        """Choose one of SPANS. Tells nobody."""
        with QSignalBlocker(self.span):
            self.span.setCurrentIndex(SPANS.index(name))
        year = self._today.year
        months = {
            "month": (self._month(0), self._month(0)),
            "last_month": (self._month(1), self._month(1)),
            "year": (f"{year:04d}-01", self._month(0)),
            "last_year": (f"{year - 1:04d}-01", f"{year - 1:04d}-12"),
        }
        if name in months:
            for box, month in zip((self.first, self.last), months[name], strict=True):
                box.setCurrentIndex(max(box.findData(month), 0))
        for each in (self.first, self._until, self.last):
            each.setVisible(name == "own")

    def choose_months(self, first: str, last: str) -> None:
        """Choose months by themselves. Tells nobody."""
        self.choose_span("own")
        for box, month in ((self.first, first), (self.last, last)):
            box.setCurrentIndex(max(box.findData(month), 0))

    def choose_by(self, dimension: str) -> None:
        """Choose a dimension. Tells nobody."""
        self.by.setCurrentIndex(max(self.by.findData(dimension), 0))
        self.show_values([])

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        """Offer these (value, name) to be looked at alone; the present choice stays where it may."""
        present = self.value.currentData()
        with QSignalBlocker(self.value):
            self.value.clear()
            self.value.addItem(say("value.all"), None)
            for value, name in values:
                self.value.addItem(name, value)
            at = next((n for n, (value, _) in enumerate(values, 1) if value == present), 0)
            self.value.setCurrentIndex(at if present is not None else 0)

    def _change_span(self) -> None:
        self.choose_span(str(self.span.currentData()))
        self.changed.emit()

    def _change_by(self) -> None:
        self.show_values([])
        self.changed.emit()

    def _order(self, moved: QComboBox) -> None:
        """The first month never lies after the last."""
        if str(self.first.currentData()) > str(self.last.currentData()):
            other = self.last if moved is self.first else self.first
            other.setCurrentIndex(moved.currentIndex())
        self.changed.emit()
