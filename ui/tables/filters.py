"""Filters over a list: a choice of codes, and a period."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.kinds import Field
from app.records import Where
from app.rights import may
from app.sight import guard
from app.unmasking import note_narrowing
from ui.context import Context
from ui.text import say


class Filter(QComboBox):
    """One filter of the bar. `changed` after each choice; where() gives its conditions."""

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self._label = label
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _: self.changed.emit())

    def where(self) -> tuple[Where, ...]:
        """The conditions of the present choice; none for “全部”."""
        raise NotImplementedError

    def clear_choice(self) -> None:
        """Back to “全部”. Tells nobody."""
        self.setCurrentIndex(0)

    @property
    def is_set(self) -> bool:
        """Whether anything but “全部” is chosen."""
        return self.currentIndex() > 0

    def _offer_all(self) -> None:
        self.addItem(f"{self._label}：{say('list.all')}", None)


class CodeFilter(Filter):
    """Records whose code field has the chosen code.

    `guarded`: the field the codes are of, where some of them are hidden from some operators; a list
    narrowed to such a code would tell what its stars hide. Narrowing to one is noted in the audit
    log as looking at that field of `kind`.
    """

    def __init__(
        self,
        context: Context,
        label: str,
        field: str,
        codes: str,
        guarded: Field | None = None,
        kind: str = "",
    ) -> None:
        super().__init__(label)
        self._field = field
        self._context, self._guarded, self._kind = context, guarded, kind
        self._offer_all()
        for code, name in context.codes.options(codes):
            right = guard(guarded, code, False) if guarded else ""
            if not right or may(context.desk, right):
                self.addItem(name, code)
        if guarded and self.count() == 1:
            self.setEnabled(False)
            self.setToolTip(say("filter.guarded", label=label))
        self.changed.connect(self._note)

    def _note(self) -> None:
        """What a list is narrowed to shows what its stars hide: noted as such."""
        field, code = self._guarded, self.currentData()
        if field is not None and code and guard(field, code, False):
            desk = self._context.desk
            self._context.tasks.run(note_narrowing, desk, self._kind, field.name, owner=self)

    def where(self) -> tuple[Where, ...]:
        code = self.currentData()
        return (Where(self._field, "=", code),) if code else ()


class PeriodFilter(Filter):
    """Records whose date lies in the chosen period."""

    def __init__(self, context: Context, label: str, field: str) -> None:
        super().__init__(label)
        self._field = field
        self._offer_all()
        for name, period in periods(context.desk.today()).items():
            self.addItem(say(f"filter.{name}"), period)

    def where(self) -> tuple[Where, ...]:
        period = self.currentData()
        if not period:
            return ()
        first, last = period
        return (Where(self._field, ">=", first), Where(self._field, "<=", last))


class ChoiceFilter(Filter):
    """Any conditions, each under a name: choices = [("五有不全", (Where(...),)), ...]."""

    def __init__(self, label: str, choices: list[tuple[str, tuple[Where, ...]]]) -> None:
        super().__init__(label)
        self._offer_all()
        self._choices = [((), *(where for _, where in choices))]
        for name, _ in choices:
            self.addItem(name)

    def where(self) -> tuple[Where, ...]:
        return self._choices[0][self.currentIndex()]


def periods(today: date) -> dict[str, tuple[str, str]]:
    """First and last day ("YYYY-MM-DD") of the periods a filter offers, seen from `today`."""
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    quarter_end = (quarter + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    spans = {
        "this_month": (month, after - timedelta(days=1)),
        "last_month": (before, month - timedelta(days=1)),
        "this_quarter": (quarter, quarter_end),
        "this_year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return {name: (first.isoformat(), last.isoformat()) for name, (first, last) in spans.items()}
