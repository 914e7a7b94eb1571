"""The deadline field: a date, or so many working days; says which day that is and what is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from app.kinds import Field
from app.workdays import Calendar, warning
from ui.fields.dated import DateField
from ui.fields.dates import typed_date
from ui.text import say

_COUNT = re.compile(r"^(\d{1,3})(?:个?工作日|天)?$")
_PLACES = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class Counting:
    """What working days are counted by: the calendar, and from which day. `since`: how that day is named."""

    calendar: Callable[[], Calendar]
    start: Callable[[], date]
    since: str = ""


def typed_count(text: str) -> int | None:
    """The number of working days that "15", "15天", "15个工作日" mean; None when it is something else."""
    found = _COUNT.match("".join(text.split()).translate(_PLACES))
    return int(found[1]) if found and int(found[1]) else None


def skipped(calendar: Calendar, first: date, last: date) -> dict[str, list[date]]:
    """Holiday → its days after `first` up to `last` that would else be worked, in their order."""
    found: dict[str, list[date]] = {}
    for at in range(1, (last - first).days + 1):
        day = first + timedelta(days=at)
        if day.weekday() < 5 and day in calendar.rest:
            found.setdefault(calendar.rest[day], []).append(day)
    return found


class DeadlineField(DateField):
    """A deadline. Value: "YYYY-MM-DD". “15” is the day fifteen working days after the day counted from."""

    def __init__(
        self,
        spec: Field,
        counting: Counting,
        today: Callable[[], date],
        parent: QWidget | None = None,
        doubt: Callable[[], str] = str,
    ) -> None:
        super().__init__(spec, today, parent, doubt)
        self._counting = counting
        self.line.setPlaceholderText(spec.hint or say("field.deadline_hint"))
        self._hint.setProperty("role", "quiet")

    def value(self) -> Any:
        count = typed_count(self.typed)
        if count is None:
            return super().value()
        return self._counting.calendar().after(self._counting.start(), count).isoformat()

    def _weigh(self) -> None:
        """Say which day it is, how many working days that leaves, and which holidays lie between."""
        shown = self.value() if typed_count(self.typed) else typed_date(self.typed, self._today())
        words = self._told(date.fromisoformat(shown)) if shown and len(shown) == 10 else ""
        if words != self._hint.text():
            self._hint.setText(words)
            self._hint.setVisible(bool(words))
            self._name_entry(self.error or words)

    def _told(self, day: date) -> str:
        calendar, start = self._counting.calendar(), self._counting.start()
        since = self._counting.since or say("deadline.today")
        weekday = say("deadline.weekdays")[day.weekday()]
        facts = {"month": day.month, "day": day.day, "weekday": weekday, "since": since}
        if day <= start:
            return say("deadline.early", **facts)
        told = [say("deadline.count", count=calendar.between(start, day), **facts)]
        for name, days in skipped(calendar, start, day).items():
            told.append(say("deadline.skipped", name=name, count=len(days)))
        if not calendar.is_working(day):
            told.append(say("deadline.rest"))
        told.append(warning(calendar.unknown(start, day)))
        return say("deadline.comma").join(each for each in told if each)
