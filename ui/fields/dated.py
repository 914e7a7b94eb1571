"""The date field: typed in any usual way, or taken from the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLabel, QVBoxLayout, QWidget

from app.kinds import Field
from ui import theme
from ui.fields.dates import typed_date
from ui.fields.typed import TextField
from ui.icons import icon
from ui.text import say


class Calendar(QWidget):
    """A month to pick a day from; closes when left."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget, day: QDate) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._month = QCalendarWidget()
        self._month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setGridVisible(False)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("accent"))
        for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(name, weekend)
        self._month.setSelectedDate(day)
        self._month.clicked.connect(self._pick)
        self._month.activated.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_1, theme.SPACE_1, theme.SPACE_1, theme.SPACE_1)
        layout.addWidget(self._month)
        self.setFocusProxy(self._month)

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day)
        self.close()


HAPPENED = ("date", "opened")  # fields that say when something was done


class DateField(TextField):
    """A date. Value: "YYYY-MM-DD" (or "YYYY-MM", "YYYY", where that is all that is known).

    `today()` gives the day that "11-5" and “今天” are counted from, `doubt()` why that day cannot be
    right ("" when it can). A date that such a clock offers, and a day to come on which something is
    said to have happened already, get a hint in words beside them; neither is refused.
    """

    def __init__(
        self,
        spec: Field,
        today: Callable[[], date],
        parent: QWidget | None = None,
        doubt: Callable[[], str] = str,
    ) -> None:
        super().__init__(spec, parent)
        self._today, self._doubt = today, doubt
        self._hint = QLabel()
        self._hint.setProperty("role", "warning")
        self._hint.setWordWrap(True)
        self._hint.hide()
        self.insert_below(self._hint)
        self.line.textChanged.connect(lambda _: self._weigh())
        self.line.setPlaceholderText(spec.hint or say("field.date_hint"))
        self.line.intercept = self._key
        words = say("field.calendar", label=spec.label)
        self._opening = self.line.add_button(icon("calendar", "quiet"), words, self.open_calendar)

    def value(self) -> Any:
        return typed_date(self.typed, self._today()) if self.typed else None

    @property
    def hint(self) -> str:
        """What makes the date doubtful, as it stands under the field."""
        return self._hint.text()

    def _weigh(self) -> None:
        """Say it when the date shown comes from a clock that cannot be right, or lies ahead."""
        shown = typed_date(self.typed, self._today()) if self.typed else None
        today, words = self._today().isoformat(), ""
        if shown == today and self._doubt():
            words = say("field.clock_doubtful")
        elif shown is not None and self.spec.name in HAPPENED and shown > today[: len(shown)]:
            words = say("field.date_to_come")
        if words != self._hint.text():
            self._hint.setText(words)
            self._hint.setVisible(bool(words))
            self._name_entry(self.error or words)

    def unreadable(self) -> str:
        wrong = self.typed and self.value() is None
        return say("field.not_a_date", text=self.typed) if wrong else ""

    def open_calendar(self) -> None:
        """Show the calendar under the field, at its date or today."""
        shown = QDate.fromString(self.value() or "", Qt.DateFormat.ISODate)
        calendar = Calendar(self, shown if shown.isValid() else QDate(self._today()))  # type: ignore[call-overload]
        calendar.picked.connect(self._pick)
        calendar.move(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.show()
        calendar.setFocus()

    def set_read_only(self, is_read_only: bool) -> None:
        super().set_read_only(is_read_only)
        self._opening.setEnabled(not is_read_only)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and not self.line.isReadOnly():
            self.open_calendar()
            return True
        return False

    def _pick(self, day: QDate) -> None:
        self.set_value(day.toString(Qt.DateFormat.ISODate))
        self.edited.emit()
        self.line.setFocus()

    def _leave(self) -> None:
        if (read := self.value()) is not None and self.typed != read:
            self.set_value(read)
        super()._leave()
