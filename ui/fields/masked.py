"""Fields whose stored value is hidden until somebody asks for it; the mask itself is never a value.

A hidden value is not in the line at all: the line is empty and shows the mask as its placeholder.
Typing anew replaces the value; an untouched line keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.kinds import KINDS
from app.rights import may
from app.sight import ALL_STARS, SHOWN_FOR, covered, guard, is_minor
from app.unmasking import reveal
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.coded import CodeField
from ui.fields.dated import DateField
from ui.fields.entries import LineEntry
from ui.fields.popup import Choice
from ui.fields.typed import TextField
from ui.text import say


class MaskedField(FieldWidget):
    """What the maskable fields share; mixed in before a field that has a `line`."""

    line: LineEntry
    is_armed = False  # the next value shown is to be hidden
    is_covered = False
    is_barred = False  # this operator may not see it: who may is said
    _stored: Any = None
    _placeholder: str | None = None

    def arm(self) -> None:
        """Hide the value that is shown next."""
        self.is_armed = True

    def bar(self, is_barred: bool) -> None:
        """Whether to say, where the value is hidden, that only others may see it."""
        self.is_barred = is_barred

    def set_value(self, value: Any) -> None:
        is_hidden = self.is_armed and value not in (None, "")
        self.is_armed = False
        self._stored = value if is_hidden else None
        super().set_value(None if is_hidden else value)
        self._show_cover(is_hidden)

    def value(self) -> Any:
        return self._stored if self.is_untouched else super().value()

    def unreadable(self) -> str:
        return "" if self.is_untouched else super().unreadable()

    @property
    def is_untouched(self) -> bool:
        """Whether the value is hidden and nothing is typed over it."""
        return self.is_covered and not self.line.text().strip()

    def uncover(self) -> None:
        """Show what was hidden, unless something is typed over it."""
        if self.is_untouched:
            self.set_value(self._stored)

    def cover_again(self) -> None:
        """Hide what the line shows, unless the clerk is at it."""
        if not self.is_covered and not self.line.hasFocus() and not super().unreadable():
            value = self.value()
            self.arm()
            self.set_value(value)

    def kept(self, value: Any) -> None:
        """The value is in the store now: hide it, unless the clerk is still at it."""
        if not self.line.hasFocus() and not super().unreadable() and self.value() == value:
            self.arm()
            self.set_value(value)

    def _show_cover(self, is_covered: bool) -> None:
        if self._placeholder is None:
            self._placeholder = self.line.placeholderText()
        if is_covered == self.is_covered and not is_covered:
            return
        self.is_covered = is_covered
        shown = covered(self.spec, str(self._stored)) if is_covered else self._placeholder
        if is_covered and self.is_barred and shown == ALL_STARS:
            shown = say("mask.barred")
        self.line.setPlaceholderText(shown)
        self.line.setProperty("masked", is_covered)
        tip = "mask.barred.tip" if self.is_barred else "mask.typing"
        self.line.setToolTip(say(tip) if is_covered else "")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        name = "mask.covered.barred" if self.is_barred else "mask.covered"
        self._name_entry(say(name, shown=shown) if is_covered else "")


class MaskedText(MaskedField, TextField):
    """Text on one line that may be hidden: an ID number, a telephone number."""


class MaskedCode(MaskedField, CodeField):
    """A choice that may be hidden: health, a household's type, a tag."""

    def _chosen(self, choice: Choice) -> None:
        if self.is_covered:  # what is chosen now is the clerk's own and may be read until it is kept
            self._stored = None
            self._show_cover(False)
        super()._chosen(choice)


class MaskedDate(MaskedField, DateField):
    """A date that may be hidden: a child's birthday."""

    _is_blind = False

    def value(self) -> Any:
        return None if self._is_blind else super().value()

    def open_calendar(self) -> None:
        """Show the calendar; at today while the date is hidden."""
        self._is_blind = self.is_untouched
        try:
            super().open_calendar()
        finally:
            self._is_blind = False

    def _leave(self) -> None:
        if self.is_untouched:
            self.left.emit()
        else:
            super()._leave()


class Masks(QObject):
    """The hidden fields of one form. `changed` when there are others, or another may be shown."""

    changed = Signal()

    def __init__(
        self, context: Context, kind: str, fields: Mapping[str, FieldWidget], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._fields = fields
        self._id: str | None = None
        self._needed: dict[str, str] = {}
        self._shown: set[str] = set()
        self._by_switch = False  # shown because everything was for a while
        self._while = QTimer(self)
        self._while.setSingleShot(True)
        self._while.setInterval(int(SHOWN_FOR.total_seconds() * 1000))
        self._while.timeout.connect(self.cover)

    @property
    def maskable(self) -> dict[str, MaskedField]:
        """The fields that can be hidden."""
        return {name: each for name, each in self._fields.items() if isinstance(each, MaskedField)}

    @property
    def covered(self) -> dict[str, str]:
        """The fields that are hidden now, each with the right it takes to see it."""
        hidden = self.maskable
        return {name: right for name, right in self._needed.items() if hidden[name].is_covered}

    @property
    def revealable(self) -> dict[str, str]:
        """Those that this operator may see."""
        return {name: right for name, right in self.covered.items() if may(self._context.desk, right)}

    @property
    def is_showing(self) -> bool:
        """Whether something of this record is shown that is hidden otherwise."""
        return bool(self._shown)

    def about(self, identity: str | None, values: Mapping[str, Any]) -> None:
        """The form shows this record next; None: one that is being added, whose values all show."""
        desk = self._context.desk
        is_open = desk.sight.is_open(desk.now())
        if identity != self._id or (self._by_switch and not is_open):
            self._shown.clear()
            self._by_switch = False
            self._while.stop()
        self._id = identity
        minor = is_minor(KINDS[self._kind], values, desk.today())
        needed = {name: guard(each.spec, values.get(name), minor) for name, each in self.maskable.items()}
        self._needed = {name: right for name, right in needed.items() if right and identity}
        if is_open:
            self._note({n: r for n, r in self._needed.items() if may(desk, r) and n not in self._shown})
        for name, right in self._needed.items():
            self.maskable[name].bar(not may(desk, right))
        for name in self._needed.keys() - self._shown:
            self.maskable[name].arm()
        QTimer.singleShot(0, self, self.changed.emit)

    def settle(self, values: Mapping[str, Any]) -> None:
        """These values were stored: hide them as the record will be shown from now on."""
        if self._id is None:
            return
        day = self._context.desk.today()
        minor = is_minor(KINDS[self._kind], {n: each.value() for n, each in self._fields.items()}, day)
        for name, field in self.maskable.items():
            if (
                name in values
                and name not in self._shown
                and (right := guard(field.spec, values[name], minor))
            ):
                self._needed[name] = right
                field.bar(not may(self._context.desk, right))
                field.kept(values[name])
        self.changed.emit()

    def reveal(self) -> None:
        """Show what this operator may see of the record for a while; noted in the audit log first."""
        if self._id is not None and (asked := self.revealable):
            wanted = self._id
            self._context.tasks.run(
                reveal, self._context.desk, self._kind, wanted, asked, owner=self,
                done=lambda _: self._uncover(wanted, asked),
            )  # fmt: skip

    def cover(self) -> None:
        """Hide everything again."""
        for name in self._shown:
            self.maskable[name].cover_again()
        self._shown.clear()
        self.changed.emit()

    def _uncover(self, identity: str, asked: Mapping[str, str]) -> None:
        if identity != self._id:
            return
        for name in asked:
            self.maskable[name].uncover()
        self._shown.update(asked)
        self._while.start()
        self.changed.emit()

    def _note(self, asked: dict[str, str]) -> None:
        """Everything is being shown for a while: this record's fields too, and that is noted."""
        if asked and self._id is not None:
            self._shown.update(asked)
            self._by_switch = True
            self._while.start()
            self._context.tasks.run(reveal, self._context.desk, self._kind, self._id, asked, owner=self)
